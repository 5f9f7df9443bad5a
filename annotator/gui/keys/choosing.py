"""The keys of all windows while a person changes them: who has which, who would lose one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.gui.keys.keymap import Keys, resolve, rivals
from annotator.gui.keys.sequences import normal

if TYPE_CHECKING:
    from annotator.gui.actions import ActionSpec


@dataclass(frozen=True)
class Room:
    """A window and its actions as they are declared; keys of two windows never collide."""

    title: str
    declared: Sequence[ActionSpec]
    yielding: Collection[str] = ()

    @cached_property
    def by_id(self) -> Mapping[str, ActionSpec]:
        """The actions by id."""
        return {each.id: each for each in self.declared}


@dataclass(frozen=True)
class _Now:
    """An action with the keys it has now."""

    id: str
    keys: Keys


class Choosing:
    """What a person has chosen so far, and what follows from it in each window. No widgets."""

    def __init__(self, rooms: Sequence[Room], chosen: Mapping[str, Keys]) -> None:
        self.rooms = tuple(rooms)
        self._chosen = dict(chosen)
        self._past: list[dict[str, Keys]] = []
        self._resolve()

    @property
    def chosen(self) -> Mapping[str, Keys]:
        """The keys that are not the usual ones, by action."""
        return self._chosen

    @property
    def can_undo(self) -> bool:
        """Whether something was changed since the beginning."""
        return bool(self._past)

    def keys(self, action_id: str) -> Keys:
        """Return the keys an action has now."""
        return self._keys.get(action_id, ())

    def usual(self, action_id: str) -> Keys:
        """Return the keys an action has where nobody chose others."""
        return self._room(action_id).by_id[action_id].keys

    def is_changed(self, action_id: str) -> bool:
        """Tell whether an action has other keys than it would have if nobody chose any."""
        return self.keys(action_id) != self._untouched.get(action_id)

    def rivals(self, action_id: str, key: str) -> tuple[tuple[ActionSpec, str], ...]:
        """Return the actions of the same window that would lose a key to ``key``, and which."""
        room = self._room(action_id)
        now = [_Now(each.id, self.keys(each.id)) for each in room.declared]
        return tuple((room.by_id[name], lost) for name, lost in rivals(key, now, but=action_id))

    def elsewhere(self, action_id: str, key: str) -> tuple[tuple[str, ActionSpec], ...]:
        """Return what the key does in other windows: their titles and actions; no collision."""
        own = self._room(action_id)
        return tuple(
            (room.title, spec)
            for room in self.rooms
            if room is not own
            for spec in room.declared
            if normal(key) in {normal(each) for each in self.keys(spec.id)}
        )

    def give(self, action_id: str, key: str, *, beside_others: bool = False) -> None:
        """Give an action a key, in place of its others or beside them; rivals lose theirs."""
        before = self.keys(action_id) if beside_others else ()
        lost = self.rivals(action_id, key)
        chosen = dict(self._chosen)
        for spec, other in lost:
            if spec.id in chosen:
                chosen[spec.id] = tuple(each for each in chosen[spec.id] if each != other)
        chosen[action_id] = tuple(dict.fromkeys([*before, normal(key)]))
        self._change(chosen)

    def take_away(self, action_id: str) -> None:
        """Leave an action without any key."""
        self._change({**self._chosen, action_id: ()})

    def reset(self, action_id: str) -> None:
        """Give an action its usual keys again; who has them now loses them."""
        chosen = {name: keys for name, keys in self._chosen.items() if name != action_id}
        for key in self.usual(action_id):
            for spec, other in self.rivals(action_id, key):
                if spec.id in chosen:
                    chosen[spec.id] = tuple(each for each in chosen[spec.id] if each != other)
        self._change(chosen)

    def reset_all(self) -> None:
        """Give all actions their usual keys again."""
        self._change({})

    def replace(self, chosen: Mapping[str, Keys]) -> None:
        """Let these be the keys a person chose."""
        self._change(dict(chosen))

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self._chosen = self._past.pop()
            self._resolve()

    def _change(self, chosen: dict[str, Keys]) -> None:
        usual = {each.id: each.keys for room in self.rooms for each in room.declared}
        new = {
            name: keys
            for name, keys in chosen.items()
            if name not in usual or [*map(normal, keys)] != [*map(normal, usual[name])]
        }
        if new != self._chosen:
            self._past.append(self._chosen)
            self._chosen = new
            self._resolve()

    def _resolve(self) -> None:
        self._keys: dict[str, Keys] = {}
        self._untouched: dict[str, Keys] = {}
        for room in self.rooms:
            self._keys |= resolve(room.declared, self._chosen, room.yielding)
            self._untouched |= resolve(room.declared, {}, room.yielding)

    def _room(self, action_id: str) -> Room:
        return next(each for each in self.rooms if action_id in each.by_id)
