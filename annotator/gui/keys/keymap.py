"""Which keys each action has: its own, those a person gave it, and never one for two actions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from annotator.errors import AnnotatorError
from annotator.gui.keys.sequences import in_the_way, normal, presses

Keys = tuple[str, ...]
FORMAT = "annotator-keys"
VERSION = 1
_MOST_KEYS = 4


class Keyed(Protocol):
    """An action as far as its keys go."""

    @property
    def id(self) -> str: ...
    @property
    def keys(self) -> Keys: ...


class KeysError(AnnotatorError):
    """A set of keys cannot be read or written."""


def resolve(
    actions: Iterable[Keyed],
    own: Mapping[str, Keys],
    yielding: Collection[str] = (),
) -> dict[str, Keys]:
    """Return the keys of each action of one window, by id.

    ``own`` are those a person chose, by action; they go before all others. Then come the keys that
    actions have by themselves, last of the actions in ``yielding`` (labels of a codebook). A key
    that is taken or in the way of an earlier one is left out, so that no key does two things.
    """
    everything = list(actions)
    chosen = [each for each in everything if each.id in own]
    usual = [each for each in everything if each.id not in own and each.id not in yielding]
    late = [each for each in everything if each.id not in own and each.id in yielding]
    taken = _Taken()
    found = {each.id: taken.take(own.get(each.id, each.keys)) for each in [*chosen, *usual, *late]}
    return {each.id: found[each.id] for each in everything}


class _Taken:
    """The keys that are given away already."""

    def __init__(self) -> None:
        self._whole: set[str] = set()
        self._begun: set[str] = set()  # first keys of keys on two presses

    def take(self, keys: Iterable[str]) -> Keys:
        """Take what is free of ``keys``, and return it as it is written there."""
        free = []
        for key in keys:
            name = normal(key)
            first = presses(name)[0] if name else ""
            is_taken = name in self._whole or name in self._begun or first in self._whole
            if name and not is_taken:
                self._whole.add(name)
                if first != name:
                    self._begun.add(first)
                free.append(key)
        return tuple(free)


def rivals(key: str, actions: Iterable[Keyed], *, but: str = "") -> tuple[tuple[str, str], ...]:
    """Return which actions have a key that cannot act beside ``key``: their ids and that key."""
    return tuple(
        (each.id, other)
        for each in actions
        if each.id != but
        for other in each.keys
        if in_the_way(key, other)
    )


def written(own: Mapping[str, Keys]) -> str:
    """Return a person's keys as a small JSON file."""
    content = {"format": FORMAT, "version": VERSION, "keys": {k: list(v) for k, v in own.items()}}
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read(text: str) -> dict[str, Keys]:
    """Read what :func:`written` wrote; raises :class:`KeysError` where it is something else."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise KeysError(
            "This is no set of keys: the file is not JSON. Nothing was changed. "
            "Choose a file that this program exported."
        ) from error
    is_ours = isinstance(content, dict) and content.get("format") == FORMAT
    if not is_ours or not isinstance(content.get("keys"), dict):
        raise KeysError(
            "This JSON file holds no set of keys. Nothing was changed. "
            "Choose a file that this program exported."
        )
    if content.get("version") != VERSION:
        raise KeysError(
            "This set of keys was written by a newer version of the program. Nothing was changed. "
            "Export it again there, or use the newer version here."
        )
    return {name: _checked(name, keys) for name, keys in content["keys"].items()}


def read_leniently(text: str) -> dict[str, Keys]:
    """Read stored keys; whatever is damaged counts as not set."""
    try:
        content = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    stored = content.get("keys") if isinstance(content, dict) else None
    found = {}
    for name, keys in stored.items() if isinstance(stored, dict) else ():
        try:
            found[name] = _checked(name, keys)
        except KeysError:
            continue
    return found


def _checked(name: str, keys: object) -> Keys:
    if not isinstance(keys, list) or not all(isinstance(each, str) for each in keys):
        raise KeysError(
            f"The keys of “{name}” are no list of words. Nothing was changed. Correct the file."
        )
    wrong = next((each for each in keys if not normal(each)), None)
    if wrong is not None:
        raise KeysError(
            f"“{wrong}” of “{name}” is no key. Nothing was changed. Correct the file: "
            "keys are written like “J”, “Shift+J”, “Ctrl+K” or “R, S”."
        )
    return tuple(dict.fromkeys(normal(each) for each in keys))[:_MOST_KEYS]
