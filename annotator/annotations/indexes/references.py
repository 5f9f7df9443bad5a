"""Knows which statements refer to which, and finds out anew only what a change concerns."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.annotations.model import Statement


class References:
    """Of each statement of an article those that take a stance on it or name it as their parent."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._from: dict[str, set[str]] = {}
        for each in statements:
            if each.stances or each.parent is not None:
                self.put_in(each)

    def put_in(self, statement: Statement) -> None:
        """Take in a statement that came."""
        for each in _named(statement):
            self._from.setdefault(each, set()).add(statement.id)

    def take_out(self, statement: Statement) -> None:
        """Take out a statement as it was put in."""
        for each in _named(statement):
            self._from[each].discard(statement.id)

    def to(self, statement_id: str) -> Iterable[str]:
        """Return the ids of the statements that refer to one, in no order."""
        return self._from.get(statement_id, ())


def _named(statement: Statement) -> set[str]:
    """Return the ids of the statements that a statement refers to; mostly there are none."""
    named = set()
    for stance in statement.stances:
        if stance.target.kind == "statement":
            named.add(stance.target.id)
    if statement.parent is not None:
        named.add(statement.parent)
    return named
