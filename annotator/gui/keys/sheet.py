"""What stands on the sheet of all keys, in the order of work: reading first, files last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.gui.keys.declared import side_windows
from annotator.gui.keys.keymap import resolve
from annotator.gui.keys.own import own_keys
from annotator.gui.keys.sequences import shown_all

if TYPE_CHECKING:
    from annotator.gui.actions import ActionRegistry, ActionSpec
    from annotator.gui.keys.keymap import Keys

_ORDER = ("Article/", "Article", "Statement", "Statement/", "Review", "View", "Help", "File")


@dataclass(frozen=True, slots=True)
class Row:
    """One action: its keys as people read them, its words, its usual keys if these are others."""

    keys: str
    words: str
    is_changed: bool = False
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together, under a heading."""

    title: str
    rows: tuple[Row, ...]


def groups(registry: ActionRegistry) -> list[Group]:
    """Return all keys of the main window and of the windows beside it."""
    usual = resolve(registry.declared, {}, registry.yielding)
    found = [_in_the_article(), *_by_menu(registry.specs, usual)]
    for title, specs in side_windows():
        now, before = resolve(specs, own_keys().chosen), resolve(specs, {})
        rows = tuple(_rows(((spec, now[spec.id]) for spec in specs), before))
        found.append(Group(_tr("In the window %1").replace("%1", title), rows))
    found.append(_in_lists())
    return [group for group in found if group.rows]


def _by_menu(specs: Sequence[ActionSpec], usual: dict[str, Keys]) -> list[Group]:
    menus: defaultdict[str, list[ActionSpec]] = defaultdict(list)
    for spec in specs:
        menus[spec.menu].append(spec)
    titles = sorted(menus, key=lambda each: _rank(each))
    return [
        Group(menu.split("/")[-1], tuple(_rows(((s, s.keys) for s in menus[menu]), usual)))
        for menu in titles
    ]


def _rank(menu: str) -> float:
    """Return the place of a menu; a submenu without one of its own comes right behind its menu."""
    top, slash, _ = menu.partition("/")
    if top + slash in _ORDER:
        return _ORDER.index(top + slash)
    return _ORDER.index(top) + 0.5 if top in _ORDER else len(_ORDER)


def _rows(specs: Iterable[tuple[ActionSpec, Keys]], usual: dict[str, Keys]) -> Iterable[Row]:
    for spec, keys in specs:
        before = usual.get(spec.id, ())
        if keys or before != keys:
            is_changed = before != keys
            words = spec.text.rstrip(".…")
            yield Row(shown_all(keys) or "–", words, is_changed, shown_all(before))


def _in_the_article() -> Group:
    rows = (
        Row("← → ↑ ↓", _tr("Move by character and line")),
        Row("Ctrl+← →", _tr("Move by word")),
        Row("Shift+← →", _tr("Select while moving")),
        Row("Ctrl+C", _tr("Copy what is selected")),
    )
    return Group(_tr("In the article"), rows)


def _in_lists() -> Group:
    rows = (
        Row("Tab", _tr("Go to the next field or button")),
        Row("↑ ↓", _tr("Go through a list")),
        Row("Enter", _tr("Open or take what is in focus")),
        Row("Esc", _tr("Close a list or a side window")),
    )
    return Group(_tr("In lists and windows"), rows)


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeySheet", text)
