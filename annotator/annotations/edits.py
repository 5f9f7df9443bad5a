"""Edits: what a thing was and what it becomes. Every change to a project is made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Annotator,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    GuidelineNote,
    Mention,
    Progress,
    Ruling,
    Statement,
)
from annotator.codebook.model import CodebookPart
from annotator.corpus.article import Article, Zone


@dataclass(frozen=True, slots=True)
class Zones:
    """All zones of one article; ``id`` is the article's id."""

    id: str
    article: str
    zones: tuple[Zone, ...]


Labelled = Statement | Mention | Progress | ArticleLabel | DocumentStance
Told = Comment | Flag
_Beside = Ruling | ActiveTime | GuidelineNote | Actor | Annotator | Article | Zones | CodebookPart
Recorded = Labelled | Told | _Beside
RecordKind = Literal[
    "statement",
    "mention",
    "progress",
    "article_label",
    "document_stance",
    "comment",
    "flag",
    "ruling",
    "active_time",
    "guideline_note",
    "actor",
    "annotator",
    "article",
    "zones",
    "codebook_part",
]
RECORD_TYPES: dict[RecordKind, type[Recorded]] = {
    "statement": Statement,
    "mention": Mention,
    "progress": Progress,
    "article_label": ArticleLabel,
    "document_stance": DocumentStance,
    "comment": Comment,
    "flag": Flag,
    "ruling": Ruling,
    "active_time": ActiveTime,
    "guideline_note": GuidelineNote,
    "actor": Actor,
    "annotator": Annotator,
    "article": Article,
    "zones": Zones,
    "codebook_part": CodebookPart,
}
KIND_OF_TYPE: dict[type, RecordKind] = {kind: name for name, kind in RECORD_TYPES.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """One record before and after: no ``before`` where it is made, no ``after`` where it goes."""

    before: Recorded | None
    after: Recorded | None

    def __post_init__(self) -> None:
        known = self.after if self.after is not None else self.before
        if known is None:
            raise ValueError("an edit needs a before or an after")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("an edit changes one record, it does not replace it by another")

    @property
    def record(self) -> Recorded:
        """The record after the edit, or before it where the edit removes it."""
        known = self.after if self.after is not None else self.before
        assert known is not None
        return known

    @property
    def kind(self) -> RecordKind:
        """The kind of record that is edited."""
        return KIND_OF_TYPE[type(self.record)]

    @property
    def target(self) -> str:
        """The id of the record that is edited."""
        return self.record.id

    @property
    def article(self) -> str | None:
        """The id of the article that the record belongs to; None for what all articles share."""
        record = self.record
        if isinstance(record, Article):
            return record.id
        if isinstance(record, Actor | Annotator | GuidelineNote | CodebookPart):
            return None
        return record.article

    def inverse(self) -> Edit:
        """Return the edit that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that a person made with one gesture: stored, undone and redone together.

    ``wording`` says what was done, as the status line and the undo menu show it ("Add a stance").
    ``article`` is the article whose history the step belongs to; None for project-wide changes.
    ``history`` names another history of that article, in which the step is undone instead.
    """

    edits: tuple[Edit, ...]
    wording: str
    article: str | None
    history: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is different after a step was stored.

    ``action`` tells whether the step was done, undone or redone. ``initiator`` is whatever the
    caller passed in, so that a view can ignore the change it made itself.
    """

    step_id: str
    action: Literal["do", "undo", "redo"]
    edits: tuple[Edit, ...]
    wording: str
    article: str | None
    annotator: str
    initiator: object | None = None

    def touches(self, kind: RecordKind) -> bool:
        """Tell whether a record of that kind is different."""
        return any(edit.kind == kind for edit in self.edits)
