"""What came of joining a copy of the project: counts, records, conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from annotator.annotations.edits import Recorded, RecordKind
from annotator.codebook.model import Codebook
from annotator.project.together.twice import Twice

JoinedWhat = Literal["new", "changed", "removed", "conflicting"]


@dataclass(frozen=True, slots=True)
class JoinedRecord:
    """One record that events of the other copy were about; ``annotator`` is whose it is."""

    kind: RecordKind
    target: str
    article: str | None
    annotator: str
    what: JoinedWhat


@dataclass(frozen=True, slots=True)
class JoinedExample:
    """One of the first records of its sort: what it says, in which article and where."""

    joined: JoinedRecord
    record: Recorded
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What one copy brought: new ``events``, the ``records`` they were about, and what was known.

    ``same`` counts by annotator ("" for what is everybody's) and kind what the copy holds and is
    here already. ``runs`` counts the articles whose suggestions came from the copy; ``notes`` are
    sentences about what differs and was not taken over.
    """

    path: Path
    events: int
    records: tuple[JoinedRecord, ...] = ()
    examples: tuple[JoinedExample, ...] = ()
    same: Mapping[tuple[str, RecordKind], int] = field(default_factory=dict)
    runs: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One of several versions of a record: as ``event`` left it; no ``record`` where removed."""

    event: str
    annotator: str
    made: datetime
    record: Recorded | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record of which copies say different things, until somebody takes one of the versions.

    ``current`` is the version that holds meanwhile; it is the first of ``versions``.
    ``annotator`` is whose record it is, None for what is everybody's.
    """

    kind: RecordKind
    target: str
    article: str | None
    annotator: str | None
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The version that holds now."""
        return self.versions[0]

    @property
    def record(self) -> Recorded:
        """A record to name the conflict by: the current one, or another where it is removed."""
        return next(each.record for each in self.versions if each.record is not None)


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What copies brought, and how the project is afterwards.

    ``names`` and ``actor_names`` are those of all annotators and actors by id; ``titles`` and
    ``texts`` those of the articles of ``conflicts``.
    """

    joined: tuple[Joined, ...]
    conflicts: tuple[Conflict, ...]
    twice: Twice
    names: Mapping[str, str]
    codebook: Codebook
    actor_names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
