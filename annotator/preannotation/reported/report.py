"""One place of a sentence where somebody is reported to say something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.preannotation.reported.cues import Cue
from annotator.preannotation.reported.speakers import Words

# How the source belongs to the cue: a subject before or behind it, the subject of the verb before
# ("... and urged", ", saying"), "with X calling", "according to X", "X's claim", "was urged by X".
Tie = Literal["subject", "inverted", "shared", "with", "according", "owner", "agent"]


@dataclass(frozen=True, slots=True)
class Report:
    """A cue over the words ``[first, last)`` and its source.

    The region of the report begins at ``start``; what it says goes on at ``last``. ``cuts`` tells
    that what the report before says ends at ``start``, otherwise this one is part of it.
    ``patient`` is the subject of a passive: who "was urged", what "was rejected".
    """

    cue: Cue
    first: int
    last: int
    source: Words | None
    tie: Tie
    start: int
    cuts: bool
    patient: Words | None = None
