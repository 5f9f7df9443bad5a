"""Whose work a report is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.annotations.model import Annotator
from annotator.errors import UnknownAnnotatorError


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
