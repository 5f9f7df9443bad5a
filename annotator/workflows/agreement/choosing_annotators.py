"""Whose work a report is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from annotator.annotations.model import Annotator
from annotator.errors import UnknownAnnotatorError


class Labelled(Protocol):
    """What is asked of a project to know who labels in it."""

    def annotators(self) -> tuple[Annotator, ...]: ...  # noqa: D102

    def every_annotator(self) -> tuple[Annotator, ...]: ...  # noqa: D102


def chosen_annotators(
    annotators: Sequence[Annotator], wanted: Iterable[str] | None
) -> tuple[Annotator, ...]:
    """Return the annotators with these names or ids (None: all).

    Raises UnknownAnnotatorError where nobody is called so.
    """
    if wanted is None:
        return tuple(annotators)
    names = tuple(wanted)
    for each in names:
        if not any(each in (one.id, one.name) for one in annotators):
            known = ", ".join(one.name for one in annotators)
            raise UnknownAnnotatorError(
                f"Nobody called {each} labels in this project. Nothing was changed. "
                f"Choose from: {known}."
            )
    return tuple(one for one in annotators if one.id in names or one.name in names)


def compared_annotators(project: Labelled, wanted: Iterable[str] | None) -> tuple[Annotator, ...]:
    """Return who is compared: people, and where they are asked for, somebody's second time.

    Never what was settled: that is made of what is compared. Raises UnknownAnnotatorError.
    """
    if wanted is None:
        return project.annotators()
    labelling = [each for each in project.every_annotator() if each.kind != "gold"]
    return chosen_annotators(labelling, wanted)
