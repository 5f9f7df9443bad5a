"""Knows the statements behind each stance over an article; a change touches only its own."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.annotations.actors import standing_id
from annotator.annotations.derived import MIXED
from annotator.annotations.indexes.in_order import by_content
from annotator.annotations.model import Actor, Statement, TargetKind

Key = tuple[str, TargetKind, str]
"""A holder, and the kind and id of a target."""


@dataclass(slots=True)
class _Behind:
    """The statements of one holder on one target, and how often they say each stance."""

    statements: list[Statement] = field(default_factory=list)
    values: Counter[str] = field(default_factory=Counter)
    ids: tuple[str, ...] | None = None


class StancesBehind:
    """The stances of one article's statements, by holder and topic or actor.

    Statements come in the order of the text, else only all at once. Stances on other statements
    stay with the statements.
    """

    def __init__(self, statements: Iterable[Statement], actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self._stands: dict[str, str] = {}
        self._found: dict[Key, _Behind] = {}
        for statement in statements:
            for key, values in self._said_by(statement).items():
                behind = self._found.get(key)
                if behind is None:
                    behind = self._found[key] = _Behind()
                behind.statements.append(statement)
                for value in values:
                    behind.values[value] += 1

    def put_in(self, statement: Statement) -> None:
        """Take in a statement that came."""
        for key, values in self._said_by(statement).items():
            behind = self._found.setdefault(key, _Behind())
            insort(behind.statements, statement, key=by_content)
            behind.values.update(values)
            behind.ids = None

    def take_out(self, statement: Statement) -> None:
        """Take out a statement as it was put in."""
        for key, values in self._said_by(statement).items():
            behind = self._found[key]
            place = bisect_left(behind.statements, by_content(statement), key=by_content)
            del behind.statements[place]
            behind.ids = None
            behind.values.subtract(values)
            if not behind.statements:
                del self._found[key]

    def derived(self) -> dict[Key, tuple[str, tuple[str, ...]]]:
        """Return of each holder and target the stance, or "mixed", and the statements' ids."""
        return {key: (_value(behind.values), _ids(behind)) for key, behind in self._found.items()}

    def _said_by(self, statement: Statement) -> dict[Key, list[str]]:
        """Return the stances of a statement's holders; what one says twice counts once."""
        found: dict[Key, list[str]] = {}
        if not statement.stances:
            return found
        holders = dict.fromkeys(map(self._standing, statement.source.actors))
        for stance in statement.stances:
            target = stance.target
            if target.kind == "statement":
                continue
            about = self._standing(target.id) if target.kind == "actor" else target.id
            for holder in holders:
                values = found.setdefault((holder, target.kind, about), [])
                if stance.value not in values:
                    values.append(stance.value)
        return found

    def _standing(self, actor_id: str) -> str:
        stands = self._stands.get(actor_id)
        if stands is None:
            stands = self._stands[actor_id] = standing_id(actor_id, self._actors)
        return stands


def _value(values: Counter[str]) -> str:
    said = [value for value, count in values.items() if count]
    return said[0] if len(said) == 1 else MIXED


def _ids(behind: _Behind) -> tuple[str, ...]:
    if behind.ids is None:
        behind.ids = tuple(each.id for each in behind.statements)
    return behind.ids
