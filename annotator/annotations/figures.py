"""Reading a number from its words: "at least 29 dead" is 29 or more, killed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.annotations.derived import covering_sentence
from annotator.annotations.model import Actor, Figure
from annotator.corpus.sentences import sentence_at
from annotator.corpus.span import Span
from annotator.preannotation.numbers.amounts import read_bound, read_value

if TYPE_CHECKING:
    from annotator.preannotation.numbers.figures import FoundFigure

__all__ = ["figure_of", "figures_found", "read_figure", "read_value", "side_of"]

_UNIT_WORDS = {
    "killed": ("kill", "dead", "death", "died", "die ", "fatalit", "martyr", "slain", "lives"),
    "injured": ("injur", "wound", "hurt"),
    "missing": ("missing", "unaccounted"),
    "casualties": ("casualt",),
}
# Finer groups than annotations know.
_COARSER = {"children": "civilians", "women": "civilians", "police": "all"}
_GROUPS = {
    "civilians": ("civilian", "women", "children", "villager", "resident"),
    "soldiers": ("soldier", "troop", "serviceme", "guard", "personnel"),
    "militants": ("militant", "fighter", "insurgent", "terrorist", "gunm"),
}


def read_figure(
    span: Span, text: str, units: Sequence[str], actors: Iterable[Actor] = ()
) -> Figure:
    """Return the figure that a span states, read in its sentence as the program reads articles.

    ``units`` are the codebook's; the first is taken where the words name none. A side is told
    where one of the ``actors`` is the country that the words name.
    """
    found = _found_in(span, text, units)
    if found is not None:
        return figure_of(found, actors, span=span)
    covered = span.covered(text).casefold()
    value = read_value(covered)
    around = f"{covered} {text[span.end : span.end + 60].casefold()}"
    before = text[max(span.start - 40, 0) : span.start].casefold()
    unit = _named(covered, _UNIT_WORDS) or _named(f"{around} {before}", _UNIT_WORDS)
    return Figure(
        span=span,
        value=value,
        bound=(read_bound(covered) or "exact") if value is not None else "unspecified",
        unit=unit if unit is not None and unit in units else (units[0] if units else "count"),
        group=_named(covered, _GROUPS) or "all",
    )


def make_ready() -> None:
    """Load the rules that find figures, so that the first statement need not wait for them."""
    import annotator.preannotation.numbers.figures  # noqa: F401  # late: see below


def figures_found(
    spans: Iterable[Span], text: str, units: Sequence[str], actors: Iterable[Actor] = ()
) -> tuple[Figure, ...]:
    """Return the figures that the program finds inside spans, each read in its sentence."""
    from annotator.preannotation.numbers.figures import (
        find_figures,  # late: the window is shown without it
    )

    known, found = tuple(actors), dict[Span, Figure]()
    for span in spans:
        sentence = covering_sentence(text, span)
        for each in find_figures(text, sentence, units):
            inside = each.span if span.contains(each.span) else each.number
            if span.contains(inside):
                found[inside] = figure_of(each, known, span=inside)
    return tuple(found[each] for each in sorted(found))


def figure_of(
    found: FoundFigure, actors: Iterable[Actor] = (), *, span: Span | None = None
) -> Figure:
    """Return a figure that the program found as one of a statement, over its span or another."""
    return Figure(
        span=span or found.span,
        value=found.value,
        bound=found.bound,
        unit=found.unit,
        group=_COARSER.get(found.group, found.group),
        side=side_of(found.side, actors) or "unspecified",
    )


def side_of(found: str, actors: Iterable[Actor]) -> str | None:
    """Return the actor for a country (ISO 3166 alpha-3); "both" and "unspecified" are themselves.

    None where no actor is that country.
    """
    if found in ("both", "unspecified"):
        return found
    from annotator.preannotation.names.gazetteer import alpha2

    codes = {found, alpha2().get(found, found)}
    countries = [each for each in actors if each.kind == "country"]
    return next((each.id for each in countries if each.id == found or each.country in codes), None)


def _found_in(span: Span, text: str, units: Sequence[str]) -> FoundFigure | None:
    """Return the figure whose number lies in the span, if the sentence tells one of these units."""
    sentence = sentence_at(text, span.start)
    if sentence is None:
        return None
    from annotator.preannotation.numbers.figures import find_figures

    found = find_figures(text, sentence, units)
    return next((each for each in found if span.contains(each.number)), None)


def _named(words: str, table: Mapping[str, tuple[str, ...]]) -> str | None:
    for name, stems in table.items():
        if any(re.search(rf"\b{re.escape(stem)}", words) for stem in stems):
            return name
    return None
