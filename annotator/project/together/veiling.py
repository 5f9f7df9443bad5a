"""What a handed-out copy hides of events that it needs: how somebody else worded their step.

An actor or topic that somebody added while labelling is everybody's, but the wording of the step
and the article in which it was made would tell what they labelled. In a copy for somebody else the
event says neither, and stands in no undo history. Where copies are joined, the full event counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.project.history.events import COLUMNS, checksum

VEIL = "…"
_NAMES = tuple(each.strip() for each in COLUMNS.split(","))
_WORDING, _HISTORY = _NAMES.index("wording"), _NAMES.index("history")


def veiled(row: Sequence[object]) -> tuple[object, ...]:
    """Return the columns of an event, without wording and history, and their checksum."""
    hidden = list(row[: len(_NAMES)])
    hidden[_WORDING], hidden[_HISTORY] = VEIL, None
    return (*hidden, checksum(tuple(hidden)))


def fuller(one: Sequence[object], two: Sequence[object]) -> tuple[object, ...] | None:
    """Return which of two rows of the same event says more; None where they contradict."""
    if veiled(one) != veiled(two):
        return None
    return tuple(two if one[_WORDING] == VEIL else one)
