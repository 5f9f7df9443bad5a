"""How the uses of an actor are told in words."""

from __future__ import annotations

from collections.abc import Iterable, Set

from annotator.annotations.actors import ActorUse, UseRole

Record = tuple[bool, str]
"""Whether a record is a mention (else it is a statement), and its id."""

ROLE_WORDS: dict[UseRole, str] = {
    "mention": "mention",
    "holder": "says it",
    "speaker": "speaks",
    "via": "is told it",
    "addressee": "is addressed",
    "target": "target",
    "side": "in a figure",
}


def records_of(uses: Iterable[ActorUse]) -> frozenset[Record]:
    """Return the mentions and statements in which uses stand."""
    return frozenset((use.role == "mention", use.record.id) for use in uses)


def counted_records(records: Set[Record]) -> str:
    """Return how many mentions and statements there are: "27 mentions and 4 statements"."""
    mentions = sum(1 for is_mention, _ in records if is_mention)
    statements = len(records) - mentions
    parts = [
        _number(mentions, "mention", "mentions") if mentions else "",
        _number(statements, "statement", "statements") if statements else "",
    ]
    return " and ".join(part for part in parts if part)


def _number(count: int, one: str, more: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {more}"


def listed(names: Iterable[str], *, most: int = 6) -> str:
    """Return names in one line, the first of them where there are many: "A, B and 3 more"."""
    every = list(names)
    shown = ", ".join(every[:most])
    more = len(every) - most
    return f"{shown} and {more:,} more" if more > 0 else shown
