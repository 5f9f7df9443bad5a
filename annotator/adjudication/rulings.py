"""The rulings of one article, found by what they are about today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from annotator.adjudication.matters import KeyParts, Matter, Slot, State, key_parts, matter_key
from annotator.annotations.model import Ruling


class Rulings:
    """Rulings by group and slot: a group may have other members than when the ruling was made."""

    def __init__(self, rulings: Iterable[Ruling], group_of: Mapping[str, str]) -> None:
        self._own_groups = group_of
        self.all = tuple(rulings)
        self._about = {each.id: key_parts(each.disagreement) for each in self.all}
        self._by_key = {each.disagreement: each for each in self.all}

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """The group of each record; settled statements are in that of their origins, too."""
        found = dict(self._own_groups)
        for ruling in self.all:
            about = self._about[ruling.id]
            if about.slot == "statement" and ruling.gold is not None:
                group = self._group(about)
                if group is not None:
                    found[ruling.gold] = group
        return found

    @cached_property
    def gold_of(self) -> Mapping[str, str]:
        """The id of the settled statement of each group that has one."""
        found: dict[str, str] = {}
        for ruling in self.all:
            about = self._about[ruling.id]
            if about.slot == "statement" and ruling.gold is not None:
                group = self._group(about)
                if group is not None:
                    found[group] = ruling.gold
        return found

    @cached_property
    def edited(self) -> frozenset[str]:
        """The ids of settled records that an adjudicator edited."""
        found = (each.gold for each in self.all if each.outcome == "edited")
        return frozenset(each for each in found if each is not None)

    def on(self, slot: Slot, target: str, group: str) -> Ruling | None:
        """Return the ruling on a slot of what a group says."""
        return self._by_place.get((slot, target, group))

    def on_label(self, kind: str) -> Ruling | None:
        """Return the ruling on a kind of article label."""
        return self._by_key.get(matter_key("article_label", kind, ()))

    def stances_of(self, group: str) -> tuple[str, ...]:
        """Return the names of the targets on which stances of a group were ruled about."""
        return tuple(
            target for slot, target, name in self._by_place if slot == "stance" and name == group
        )

    @cached_property
    def added(self) -> tuple[Ruling, ...]:
        """The rulings on what nobody said and the adjudicator added."""
        return tuple(each for each in self.all if self._about[each.id].slot == "added")

    @cached_property
    def orphans(self) -> tuple[Ruling, ...]:
        """Return the rulings whose settled record nobody says any more, or another stands for."""
        found: list[Ruling] = []
        for ruling in self.all:
            about = self._about[ruling.id]
            if about.slot in ("statement", "entity") and ruling.gold is not None:
                group = self._group(about)
                place = (about.slot, "", group or "")
                if group is None or self._by_place[place] is not ruling:
                    found.append(ruling)
        return tuple(found)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, str], Ruling]:
        found: dict[tuple[str, str, str], Ruling] = {}
        for ruling in self.all:
            about = self._about[ruling.id]
            group = self._group(about)
            if group is not None:
                found[about.slot, self._target(about), group] = ruling
        return found

    def _group(self, about: KeyParts) -> str | None:
        known = (self._own_groups[each] for each in about.ids if each in self._own_groups)
        return next(known, None)

    def _target(self, about: KeyParts) -> str:
        """Return what a ruling is about, with the name that a target's group has today."""
        kind, _, name = about.target.partition(":")
        if kind == "statement":
            return f"statement:{self.group_of.get(name, name)}"
        return about.target


def is_current(seen: Sequence[tuple[str, str]], ruling: Ruling) -> bool:
    """Tell whether everybody says what they said when a ruling was made.

    Somebody who came later changes nothing as long as they say what somebody said then.
    """
    then, now = dict(ruling.seen), dict(seen)
    if any(now.get(who) != said for who, said in then.items()):
        return False
    return all(said in then.values() for said in now.values())


def is_decided(ruling: Ruling | None) -> bool:
    """Tell whether a ruling settles anything."""
    return ruling is not None and ruling.outcome not in ("deferred", "unclear")


def state_of(matter: Matter, ruling: Ruling | None) -> State:
    """Return how far a matter is, by the ruling on it."""
    if ruling is None:
        return "open" if matter.is_disputed else "agreed"
    if not is_current(matter.seen, ruling):
        return "changed"
    if ruling.outcome == "deferred":
        return "deferred"
    return "unclear" if ruling.outcome == "unclear" else "settled"
