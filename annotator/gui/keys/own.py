"""The keys that are in force: what a person chose, and what each action has because of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from annotator.gui.keys.keymap import Keys
from annotator.gui.keys.sequences import shown

_NAMED = re.compile(r"\{([a-z_]+\.[\w.:-]+)\}")


class OwnKeys(QObject):
    """What one person chose, for all windows of the program; tells when it changes.

    Registries of actions publish here which keys their actions have now, so that sentences can
    name them.
    """

    changed = Signal()
    """Others were chosen: registries give their actions the keys that follow from it."""
    settled = Signal()
    """Actions have other keys now: whoever shows keys shows them anew."""

    def __init__(self) -> None:
        super().__init__()
        self._is_choosing = False
        self._chosen: dict[str, Keys] = {}
        self._published: dict[str, Keys] = {}

    @property
    def chosen(self) -> Mapping[str, Keys]:
        """The keys a person chose, by action; an action without any has an empty tuple."""
        return self._chosen

    def choose(self, chosen: Mapping[str, Keys]) -> None:
        """Let these be the person's keys from now on."""
        if dict(chosen) != self._chosen:
            self._chosen, self._is_choosing = dict(chosen), True
            self.changed.emit()
            self._is_choosing = False
            self.settled.emit()

    def publish(self, keys: Mapping[str, Keys]) -> None:
        """Take in which keys actions have now."""
        is_news = any(self._published.get(each) != keys[each] for each in keys)
        self._published.update(keys)
        if is_news and not self._is_choosing:
            self.settled.emit()

    def published(self, action_id: str) -> Keys | None:
        """Return the keys of an action that some window has, or None where none has it."""
        return self._published.get(action_id)

    def keys_of(self, action_id: str) -> Keys:
        """Return the keys that an action has now."""
        if action_id in self._published:
            return self._published[action_id]
        from annotator.gui.keys.declared import declared  # builds on all parts of the window

        spec = None if action_id in self._chosen else declared(action_id)
        return self._chosen.get(action_id, () if spec is None else spec.keys)


_OWN: list[OwnKeys] = []


def own_keys() -> OwnKeys:
    """Return the keys in force; there is one person at the keyboard."""
    if not _OWN:
        _OWN.append(OwnKeys())
    return _OWN[0]


def action_key(action_id: str) -> str:
    """Return the first key of an action as people read it, "" where it has none."""
    keys = own_keys().keys_of(action_id)
    return shown(keys[0]) if keys else ""


def key_for(action_id: str) -> str:
    """Return the key of an action as people read it; where it has none, its place in the menus."""
    from annotator.gui.keys.declared import place_of

    return action_key(action_id) or place_of(action_id)


def label_key(action_id: str, codebook_key: str) -> str:
    """Return the key of a label of the codebook as people read it, "" where it has none.

    ``codebook_key`` is what the codebook says, for where no window offers the label as an action.
    """
    keys = own_keys().published(action_id)
    if keys is None:
        return codebook_key
    return shown(keys[0]) if keys else ""


def with_keys(sentence: str, *, shown: Callable[[str], str] = str) -> str:
    """Put the keys in force into a sentence: "{article.undo} takes it back".

    ``shown`` makes of a key what is to stand there.
    """
    return _NAMED.sub(lambda found: shown(key_for(found[1])), sentence)


class _Following(QObject):
    """Shows a sentence again when keys change, as long as its owner lives."""

    def __init__(self, owner: QObject, say: Callable[[], object]) -> None:
        super().__init__(owner)
        self._say = say
        own_keys().settled.connect(self._tell)

    def _tell(self) -> None:
        self._say()


def follow_keys(
    owner: QObject,
    sentence: str,
    show: Callable[[str], object],
    *,
    fill: Callable[[str], str] = with_keys,
) -> None:
    """Show a sentence with the keys in force, now and whenever they change."""

    def say() -> None:
        show(fill(sentence))

    _Following(owner, say)
    say()
