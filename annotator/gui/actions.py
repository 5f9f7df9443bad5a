"""One registry of everything a person can do: it makes the menus, the keys and the key sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.gui.widgets.plain import menu_text, plain_tooltip

Scope = Literal["window", "reading"]
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)
Needs = Literal["nothing", "project", "project_writing", "article", "writing"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing to do.

    ``menu`` is its place, submenus after a slash ("Statement/Role"); entries of one menu with
    another ``section`` are set apart by a line. ``keys`` come first to last in order of
    preference; ``"R, S"`` is r and then s. Keys of scope ``reading`` act only while the article
    or its statements have the focus. ``needs`` says what must be open for it to make sense.
    """

    id: str
    text: str
    menu: str
    callback: Callable[[], object]
    keys: tuple[str, ...] = ()
    tooltip: str = ""
    needs: Needs = "article"
    scope: Scope = "window"
    section: int = 0
    checkable: bool = False


class ActionRegistry(QObject):
    """Holds the actions of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reading: tuple[QWidget, ...] = ()
        self._specs: dict[str, ActionSpec] = {}
        self._actions: dict[str, QAction] = {}
        self._possible: frozenset[Needs] = frozenset({"nothing"})

    def set_reading_widgets(self, *widgets: QWidget) -> None:
        """Say where keys of scope ``reading`` act; call it before adding such actions."""
        self._reading = widgets

    def add(self, *specs: ActionSpec) -> None:
        """Take actions in."""
        for spec in specs:
            if spec.id in self._specs:
                raise ValueError(f"there are two actions {spec.id}")
            self._specs[spec.id] = spec
            self._actions[spec.id] = self._make(spec)

    def add_where_free(self, *specs: ActionSpec) -> None:
        """Take actions in, without the keys that others have already."""
        for spec in specs:
            taken = {_normal(key) for each in self.specs for key in each.keys}
            free = tuple(key for key in spec.keys if _normal(key) not in taken)
            self.add(replace(spec, keys=free))

    def remove(self, prefix: str) -> None:
        """Drop the actions whose id begins with ``prefix``."""
        for each in [each for each in self._specs if each.startswith(prefix)]:
            del self._specs[each]
            action = self._actions.pop(each)
            action.setShortcuts([])
            action.deleteLater()

    def action(self, action_id: str) -> QAction:
        """Return the Qt action with that id."""
        return self._actions[action_id]

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        """All actions, in the order they were added."""
        return tuple(self._specs.values())

    def enable(self, possible: Iterable[Needs]) -> None:
        """Enable the actions that need one of ``possible``, disable the others."""
        self._possible = frozenset({"nothing", *possible})
        for spec in self.specs:
            self._actions[spec.id].setEnabled(spec.needs in self._possible)

    def fill(self, menu_bar: QMenuBar, titles: dict[str, str]) -> None:
        """Fill the menu bar. ``titles`` gives each top menu its words, in order."""
        menu_bar.clear()
        menus = {name: menu_bar.addMenu(title) for name, title in titles.items()}
        last: dict[str, int] = {}
        for spec in sorted(self.specs, key=lambda each: each.section):
            menu = self._menu(menus, spec.menu)
            top = spec.menu.split("/")[0]
            if last.get(top, spec.section) != spec.section and "/" not in spec.menu:
                menu.addSeparator()
            last[top] = spec.section
            menu.addAction(self._actions[spec.id])

    def conflicts(self) -> tuple[str, ...]:
        """Return, in words, the keys that would do two things at once."""
        users: defaultdict[str, list[str]] = defaultdict(list)
        for spec in self.specs:
            for key in dict.fromkeys(_normal(each) for each in spec.keys):
                users[key].append(spec.id)
        found = [f"{key}: {', '.join(ids)}" for key, ids in users.items() if len(ids) > 1]
        for key, ids in users.items():
            first = key.split(", ")[0]
            if first != key and first in users:
                found.append(f"{first}: {users[first][0]} hides {ids[0]}")
        return tuple(found)

    def chords(self) -> dict[str, tuple[ActionSpec, ...]]:
        """Return the actions on two keys, by the first key."""
        found: defaultdict[str, list[ActionSpec]] = defaultdict(list)
        for spec in self.specs:
            for key in spec.keys:
                if ", " in key:
                    found[_normal(key).split(", ")[0]].append(spec)
        return {key: tuple(specs) for key, specs in found.items()}

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(menu_text(spec.text), self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(each) for each in spec.keys])
        action.setToolTip(plain_tooltip(self._tooltip(spec)))
        action.setEnabled(spec.needs in self._possible)
        action.triggered.connect(lambda _checked=False: spec.callback())
        if spec.scope == "reading":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for widget in self._reading:
                widget.addAction(action)
        else:
            self._window.addAction(action)
        return action

    def _tooltip(self, spec: ActionSpec) -> str:
        words = spec.tooltip or spec.text.rstrip(".…")
        return f"{words} ({shown_keys(spec)})" if spec.keys else words

    def _menu(self, menus: dict[str, QMenu], place: str) -> QMenu:
        if place not in menus:
            parent, _, name = place.rpartition("/")
            menus[place] = self._menu(menus, parent).addMenu(menu_text(name))
        return menus[place]


def shown_keys(spec: ActionSpec) -> str:
    """Return the keys of an action as people read them: "r s", "Ctrl+Z", "J"."""
    return " / ".join(dict.fromkeys(_shown(each) for each in spec.keys))


def _shown(key: str) -> str:
    parts = []
    for part in key.split(", "):
        letter = part.removeprefix("Shift+")
        if len(letter) == 1 and letter.isalpha():
            parts.append(letter.upper() if part != letter else letter.lower())
        else:
            parts.append({"Return": "Enter", "Del": "Delete", "PgDown": "PgDn"}.get(part, part))
    return " ".join(parts)


def _normal(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


class ChordHints(QObject):
    """Says which second keys there are as soon as the first of two keys is pressed."""

    opened = Signal(str)
    closed = Signal()

    def __init__(self, registry: ActionRegistry, window: QWidget) -> None:
        super().__init__(window)
        self._registry = registry
        self._releases_left = 0
        window.installEventFilter(self)  # a key that a text field takes never comes this far

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() not in _MODIFIERS:
            if event.type() == QEvent.Type.ShortcutOverride:
                self._pressed(event)
            elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._released()
        return False

    def _pressed(self, event: QKeyEvent) -> None:
        key = QKeySequence(event.keyCombination()).toString()
        waiting = self._registry.chords().get(key, ())
        if any(self._registry.action(each.id).isEnabled() for each in waiting):
            self._releases_left = 2
            words = ", ".join(f"{_second(each)} {each.text.lower()}" for each in waiting)
            self.opened.emit(f"{_shown(key)} …  {words}")

    def _released(self) -> None:
        """Close with the release of the second key: Qt keeps its press to itself."""
        if self._releases_left:
            self._releases_left -= 1
            if not self._releases_left:
                self.closed.emit()


def _second(spec: ActionSpec) -> str:
    chord = next(each for each in spec.keys if ", " in each)
    return _shown(chord.split(", ")[1])
