"""Where each statement and possible statement stands in the list; a change moves only its own."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Literal, cast

from annotator.annotations.indexes.in_order import by_content
from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.preannotation.suggestion import Suggestion

Kind = Literal["statement", "suggestion"]
Key = tuple[Kind, str]
_Place = tuple[tuple[int, int], bool, tuple[tuple[int, int], ...], str]
"""Where the words stand, whether they are only possible, then what tells equal ones apart."""


class RowOrder:
    """The rows of one session in the order of the text, a statement before what is possible."""

    def __init__(self, session: Session | None = None) -> None:
        self._of: dict[Key, _Place] = {}
        if session is not None:
            for each in session.statements:
                self._of["statement", each.id] = _place_of_statement(each)
            for possible in session.offers.possible:
                self._of["suggestion", possible.id] = _place_of_possible(possible)
        self._places = sorted(self._of.values())

    def __len__(self) -> int:
        return len(self._places)

    def key(self, row: int) -> Key:
        """Return what stands in a row."""
        place = self._places[row]
        return ("suggestion" if place[1] else "statement"), place[3]

    def keys(self) -> tuple[Key, ...]:
        """Return what stands in all rows."""
        return tuple(("suggestion" if each[1] else "statement", each[3]) for each in self._places)

    def row_of(self, kind: str, identifier: str) -> int:
        """Return the row of a statement or possible statement, -1 where it is not shown."""
        place = self._of.get((cast("Kind", kind), identifier))
        return -1 if place is None else bisect_left(self._places, place)

    def moved(self, session: Session, touched: Iterable[Key]) -> list[tuple[Key, _Place | None]]:
        """Return of what was touched that which stands elsewhere now, with where that is."""
        now = ((key, _place_of(session, key)) for key in dict.fromkeys(touched))
        return [(key, place) for key, place in now if place != self._of.get(key)]

    def take_out(self, key: Key) -> None:
        """Take a row out."""
        place = self._of.pop(key)
        del self._places[bisect_left(self._places, place)]

    def row_for(self, place: _Place) -> int:
        """Return the row in which something would stand."""
        return bisect_left(self._places, place)

    def put_in(self, key: Key, place: _Place) -> None:
        """Put a row in."""
        self._of[key] = place
        insort(self._places, place)


def _place_of(session: Session, key: Key) -> _Place | None:
    kind, identifier = key
    if kind == "statement":
        statement = session.find_statement(identifier)
        return None if statement is None else _place_of_statement(statement)
    possible = session.offers.find(identifier)
    if possible is None or possible.kind == "mention":
        return None
    return _place_of_possible(possible)


def _place_of_statement(statement: Statement) -> _Place:
    content, identifier = by_content(statement)
    return content[0], False, content, identifier


def _place_of_possible(suggestion: Suggestion) -> _Place:
    span = suggestion.span
    return (span.start, span.end), True, (), suggestion.id
