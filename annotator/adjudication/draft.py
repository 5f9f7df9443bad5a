"""The gold layer of one article while a gesture changes it, and the edits that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from annotator.annotations.edits import Edit, Recorded
from annotator.annotations.model import (
    ArticleLabel,
    DocumentStance,
    Layer,
    Mention,
    Progress,
    Ruling,
    Statement,
)
from annotator.annotations.steps import parts
from annotator.annotations.validation import inside

GoldRecord = Statement | Mention | ArticleLabel | DocumentStance


class Draft:
    """What is settled in an article, and how, while one gesture is put together."""

    def __init__(self, gold: Layer, rulings: Iterable[Ruling]) -> None:
        self._article, self._annotator = gold.article, gold.annotator
        self.records: dict[str, GoldRecord] = {}
        for some in (gold.statements, gold.mentions, gold.labels, gold.stances):
            self.records.update((each.id, each) for each in some)
        self.rulings = {each.id: each for each in rulings}
        self.progress = gold.progress
        self._before: dict[str, Recorded] = {**self.records, **self.rulings}
        if self.progress is not None:
            self._before[self.progress.id] = self.progress

    @property
    def statements(self) -> dict[str, Statement]:
        """The settled statements by id."""
        return {name: each for name, each in self.records.items() if isinstance(each, Statement)}

    def statement(self, name: str | None) -> Statement | None:
        """Return a settled statement, or None where there is none of that id."""
        found = self.records.get(name) if name is not None else None
        return found if isinstance(found, Statement) else None

    def put(self, record: GoldRecord) -> None:
        """Settle a record like this; what cannot hold any more goes from the others."""
        self.records[record.id] = record
        if isinstance(record, Statement):
            self._loosen()

    def remove(self, name: str) -> None:
        """Take a settled record out, and what points to it from other statements."""
        if self.records.pop(name, None) is None:
            return
        for other in self.statements.values():
            self.records[other.id] = parts.without_reference(other, name)

    def _loosen(self) -> None:
        """Free statements from a parent whose content no longer holds theirs."""
        known = self.statements
        for each in known.values():
            parent = known.get(each.parent) if each.parent else None
            if parent is not None and not inside(each.content, parent.content):
                self.records[each.id] = replace(each, parent=None)

    def drop_loose(self) -> None:
        """Strike rulings on parts of a statement that is not settled any more."""
        for name, ruling in tuple(self.rulings.items()):
            if ruling.gold is not None and ruling.gold not in self.records:
                del self.rulings[name]

    def layer(self) -> Layer:
        """Return the layer as it is now."""
        records = self.records.values()
        return Layer(
            self._article,
            self._annotator,
            tuple(each for each in records if isinstance(each, Mention)),
            tuple(each for each in records if isinstance(each, Statement)),
            self.progress,
            tuple(each for each in records if isinstance(each, ArticleLabel)),
            tuple(each for each in records if isinstance(each, DocumentStance)),
        )

    def mark(self, *, done: bool, codebook: str) -> None:
        """Say how far the article is settled; nothing where nothing is settled in it."""
        if not self.rulings and not self.records and not done:
            self.progress = None
            return
        name = f"{self._article}:{self._annotator}"
        status = "done" if done else "opened"
        if self.progress is None or self.progress.status != status:
            self.progress = Progress(
                name, self._article, self._annotator, "done" if done else "opened", codebook
            )

    def edits(self) -> tuple[Edit, ...]:
        """Return the edits from what is stored to what is drafted."""
        now: dict[str, Recorded] = {**self.records, **self.rulings}
        if self.progress is not None:
            now[self.progress.id] = self.progress
        return tuple(_edits(self._before, now))


def _edits(before: Mapping[str, Recorded], now: Mapping[str, Recorded]) -> Iterator[Edit]:
    for name in dict.fromkeys((*before, *now)):
        old, new = before.get(name), now.get(name)
        if old != new:
            yield Edit(old, new)
