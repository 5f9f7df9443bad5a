"""One registry of everything a person can do: it makes the menus, the keys and the key sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from annotator.gui.keys.following import KeyFollower
from annotator.gui.keys.keymap import resolve
from annotator.gui.keys.own import own_keys
from annotator.gui.keys.sequences import MODIFIER_KEYS, normal, presses, shown, shown_all
from annotator.gui.widgets.plain import menu_text, plain_tooltip

Scope = Literal["window", "reading"]
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
    """Holds the actions of one window, and gives them the keys that are in force."""

    keys_changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reading: tuple[QWidget, ...] = ()
        self._declared: dict[str, ActionSpec] = {}
        self._yielding: set[str] = set()
        self._specs: dict[str, ActionSpec] = {}
        self._actions: dict[str, QAction] = {}
        self._by_key: dict[str, ActionSpec] = {}
        self._chords: dict[str, tuple[ActionSpec, ...]] = {}
        self._possible: frozenset[Needs] = frozenset({"nothing"})
        self.menu_titles: tuple[str, ...] = ()
        """The menus in their order, with the letter that opens each ("&File")."""
        self.follower = KeyFollower(self, window)
        own_keys().changed.connect(self._bind)

    def set_reading_widgets(self, *widgets: QWidget) -> None:
        """Say where keys of scope ``reading`` act; call it before adding such actions."""
        self._reading = widgets

    def add(self, *specs: ActionSpec) -> None:
        """Take actions in."""
        for spec in specs:
            if spec.id in self._declared:
                raise ValueError(f"there are two actions {spec.id}")
            self._declared[spec.id] = spec
            self._actions[spec.id] = self._make(spec)
        self._bind()

    def add_where_free(self, *specs: ActionSpec) -> None:
        """Take actions in, without the keys that others have already."""
        self._yielding.update(each.id for each in specs)
        self.add(*specs)

    def remove(self, prefix: str) -> None:
        """Drop the actions whose id begins with ``prefix``."""
        gone = [each for each in self._declared if each.startswith(prefix)]
        for each in gone:
            del self._declared[each]
            self._yielding.discard(each)
            action = self._actions.pop(each)
            action.setShortcuts([])
            action.deleteLater()
        if gone:
            self._bind()

    def action(self, action_id: str) -> QAction:
        """Return the Qt action with that id."""
        return self._actions[action_id]

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        """All actions, in the order they were added, with the keys they have now."""
        return tuple(self._specs.values())

    @property
    def declared(self) -> tuple[ActionSpec, ...]:
        """All actions with the keys they have where nobody chose others."""
        return tuple(self._declared.values())

    @property
    def yielding(self) -> frozenset[str]:
        """The actions that leave their keys to others: the labels of a codebook."""
        return frozenset(self._yielding)

    def enable(self, possible: Iterable[Needs]) -> None:
        """Enable the actions that need one of ``possible``, disable the others."""
        self._possible = frozenset({"nothing", *possible})
        for spec in self.specs:
            self._actions[spec.id].setEnabled(spec.needs in self._possible)

    def fill(self, menu_bar: QMenuBar, titles: dict[str, str]) -> None:
        """Fill the menu bar. ``titles`` gives each top menu its words, in order."""
        menu_bar.clear()
        self.menu_titles = tuple(titles.values())
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
        """Return, in words, the keys that are declared for two actions at once."""
        users: defaultdict[str, list[str]] = defaultdict(list)
        for spec in self.declared:
            for key in dict.fromkeys(normal(each) for each in spec.keys):
                users[key].append(spec.id)
        found = [f"{key}: {', '.join(ids)}" for key, ids in users.items() if len(ids) > 1]
        for key, ids in users.items():
            first = presses(key)[0]
            if first != key and first in users:
                found.append(f"{first}: {users[first][0]} hides {ids[0]}")
        return tuple(found)

    def chords(self) -> dict[str, tuple[ActionSpec, ...]]:
        """Return the actions on two keys, by the first key."""
        return self._chords

    def acting_on(self, key: str) -> ActionSpec | None:
        """Return the action that a key in its normal spelling does here and now, if any."""
        spec = self._by_key.get(key)
        return spec if spec is not None and self._acts(spec) else None

    def begun_by(self, key: str) -> tuple[ActionSpec, ...]:
        """Return the actions that a key begins here and now."""
        return tuple(each for each in self._chords.get(key, ()) if self._acts(each))

    def why_not(self, spec: ActionSpec) -> str:
        """Say why an action is not possible now; "" where it is."""
        if spec.needs in self._possible:
            return ""
        if "project" not in self._possible:
            return self.tr("needs an open project")
        if spec.needs == "project_writing" or "article" in self._possible:
            return self.tr("this project is open for reading only")
        return self.tr("needs an open article")

    def _acts(self, spec: ActionSpec) -> bool:
        if not self._actions[spec.id].isEnabled():
            return False
        focus = QApplication.focusWidget()
        return spec.scope == "window" or any(
            each is focus or (focus is not None and each.isAncestorOf(focus))
            for each in self._reading
        )

    def _bind(self) -> None:
        """Give each action the keys that are in force now."""
        before = self._specs
        keys = resolve(self.declared, own_keys().chosen, self._yielding)
        self._specs = {
            each.id: each if each.keys == keys[each.id] else replace(each, keys=keys[each.id])
            for each in self.declared
        }
        own_keys().publish(keys)
        self._sort_keys()
        for spec in self.specs:
            if before.get(spec.id) != spec:
                action = self._actions[spec.id]
                action.setShortcuts([QKeySequence(each) for each in spec.keys])
                action.setToolTip(plain_tooltip(self._tooltip(spec)))
        self.keys_changed.emit()

    def _sort_keys(self) -> None:
        chords: defaultdict[str, list[ActionSpec]] = defaultdict(list)
        self._by_key = {}
        for spec in self.specs:
            for key in spec.keys:
                self._by_key[normal(key)] = spec
                first = presses(key)[0]
                if first != normal(key):
                    chords[first].append(spec)
        self._chords = {key: tuple(specs) for key, specs in chords.items()}

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(menu_text(spec.text), self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
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
    return shown_all(spec.keys)


class ChordHints(QObject):
    """Says which second keys there are as soon as the first of two keys is pressed."""

    opened = Signal(str)
    closed = Signal()

    def __init__(self, registry: ActionRegistry, window: QWidget) -> None:
        super().__init__(window)
        self._registry = registry
        self._releases_left = 0
        window.installEventFilter(self)  # a key that a text field takes never comes this far
        registry.follower.begun.connect(self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyRelease:
            return False
        if event.key() not in MODIFIER_KEYS and not event.isAutoRepeat():
            self._released()
        return False

    def _begin(self, key: str) -> None:
        self._releases_left = 2
        waiting = self._registry.begun_by(key)
        words = ", ".join(
            f"{_second(each, key)} {each.text.rstrip('….').lower()}" for each in waiting
        )
        self.opened.emit(f"{shown(key)} …  {words}")

    def _released(self) -> None:
        """Close with the release of the second key: Qt keeps its press to itself."""
        if self._releases_left:
            self._releases_left -= 1
            if not self._releases_left:
                self.closed.emit()


def _second(spec: ActionSpec, first: str) -> str:
    chords = (presses(each) for each in spec.keys)
    return next(shown(each[1]) for each in chords if len(each) > 1 and each[0] == first)
