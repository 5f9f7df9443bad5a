"""Asking annotators to label articles: written in small parts, so that no window freezes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice

from annotator.annotations.ids import new_id
from annotator.project import assignments
from annotator.project.history import records
from annotator.project.storage.connection import Connection
from annotator.project.together.sharing import Sharing

_AT_ONCE = 250  # articles in one transaction: some ten milliseconds


class SharingOut(Sharing):
    """Keeps who is asked to label what; the parent of an open project."""

    def assign(
        self, by_article: Mapping[str, Sequence[str]], *, drawn_with: Mapping[str, object]
    ) -> None:
        """Ask annotators (ids) to label articles, in place of who was asked for these before.

        ``drawn_with`` says how it was drawn, and is kept with it.
        """
        round_id = self.begin_assignment(drawn_with)
        for part in parts(by_article):
            self.add_assignments(round_id, part)
        self.finish_assignment(round_id)
        for part in parts(by_article):
            self.forget_earlier_assignments(round_id, tuple(part))
        self.forget_earlier_rounds(round_id)

    def begin_assignment(self, drawn_with: Mapping[str, object]) -> str:
        """Begin to assign articles in parts; return the round. It counts when it is finished."""
        round_id = new_id()
        made = datetime.now(UTC).isoformat(timespec="seconds")
        body = records.encoded_plain({"made": made, "by": self.annotator.id, **drawn_with})
        self._assign(partial(assignments.begin, round_id=round_id, body=body))
        return round_id

    def add_assignments(self, round_id: str, part: Mapping[str, Sequence[str]]) -> None:
        """Add articles to a round that was begun: article id -> annotator ids."""
        self._assign(partial(assignments.add, round_id=round_id, part=part))

    def finish_assignment(self, round_id: str) -> None:
        """Let a round count, in place of earlier ones of its articles."""
        self._assign(partial(assignments.finish, round_id=round_id))

    def forget_earlier_assignments(self, round_id: str, articles: Sequence[str]) -> None:
        """Clear away what a finished round replaced for some articles."""
        self._assign(partial(assignments.keep_only, round_id=round_id, articles=articles))

    def forget_earlier_rounds(self, round_id: str) -> None:
        """Clear away the rounds of which a finished one replaced everything."""
        self._assign(partial(assignments.drop_empty_rounds, round_id=round_id))

    def drop_assignments(self, round_id: str, articles: Sequence[str]) -> None:
        """Take articles out of a round that will not be finished."""
        self._assign(partial(assignments.drop, round_id=round_id, articles=articles))

    def clear_assignments(self) -> None:
        """Ask everybody to label all articles, as in a new project."""
        self._assign(assignments.clear)

    def _assign(self, change: Callable[[Connection], None]) -> None:
        self._writer_for_change("assign the articles").assign(change)


def parts(by_article: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Sequence[str]]]:
    """Yield assignments of as many articles as are written at once, neighbours together."""
    left = iter(sorted(by_article.items()))
    while part := dict(islice(left, _AT_ONCE)):
        yield part
