"""What of a number can be changed from a list: bound, unit, group, side, value. No widgets here."""

from __future__ import annotations

from dataclasses import replace

from annotator.annotations.figures import read_value
from annotator.annotations.model import Figure
from annotator.annotations.session import Session
from annotator.annotations.validation import FIGURE_BOUNDS, FIGURE_GROUPS, FIGURE_SIDES
from annotator.annotations.wording import label
from annotator.gui.statements.choices import actor_choices
from annotator.gui.widgets.matching import Choice


def figure_choices(session: Session, figure: Figure) -> tuple[Choice, ...]:
    """Return everything that a figure is not and may be, found by typing."""
    fields = (
        ("bound", FIGURE_BOUNDS, figure.bound),
        ("unit", session.codebook.figure_units, figure.unit),
        ("group", FIGURE_GROUPS, figure.group),
        ("side", FIGURE_SIDES, figure.side),
    )
    choices = [
        Choice(f"{field}:{each}", label(each), "", field)
        for field, values, now in fields
        for each in values
        if each != now
    ]
    actors = actor_choices(session, leaving_out=(figure.side,))
    choices += (
        Choice(f"side:{each.id}", each.label, each.detail, "side", also=each.also)
        for each in actors
    )
    if figure.value is not None:
        choices.append(Choice("value:", "no number named", "", "value"))
    return tuple(choices)


def with_figure(figure: Figure, picked: str) -> Figure:
    """Return the figure with what was picked; raises AnnotationError for what is no number."""
    field, _, value = picked.partition(":")
    if field == "value":
        return replace(figure, value=read_value(value) if value else None)
    return replace(figure, **{field: value})  # type: ignore[arg-type]  # a field of Figure
