"""Going on exactly where one stopped: the article, how far it was scrolled, caret and focus."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import cast, get_args

from PySide6.QtCore import QObject, QTimer

from annotator.gui.reader.view import ReaderView
from annotator.gui.settings import Settings
from annotator.gui.workbench import Focus, FocusKind, Workbench

_PLACE = "%s/%s"
_PAUSE = 1000
"""Milliseconds after a change: writing the settings waits for the disk, and no key should."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stopped; ``scroll`` is in pixels, ``caret`` in code points."""

    article: str
    caret: int = 0
    scroll: int = 0
    focus: tuple[str, str] | None = None


def read_place(text: str) -> Place | None:
    """Return the place that was written down; None where it makes no sense."""
    try:
        found = json.loads(text)
        focus = found["focus"]
        return Place(
            str(found["article"]),
            max(0, int(found["caret"])),
            max(0, int(found["scroll"])),
            None if focus is None else (str(focus[0]), str(focus[1])),
        )
    except (ValueError, TypeError, KeyError, IndexError):
        return None


class Resuming(QObject):
    """Keeps the place per project and annotator, on this machine."""

    def __init__(self, workbench: Workbench, settings: Settings, reader: ReaderView) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._settings = settings
        self._reader = reader
        self._caret = 0
        reader.caret_moved.connect(self._note_caret)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.keep)
        workbench.leaving.connect(self.keep)
        workbench.annotations_changed.connect(self._keep_soon)

    def _note_caret(self, caret: int) -> None:
        self._caret = caret

    def _keep_soon(self, _change: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def keep(self) -> None:
        """Write down where the work stands."""
        self._soon.stop()
        name, article_id = self._name(), self._workbench.article_id
        if name is None or article_id is None:
            return
        scroll = self._reader.verticalScrollBar().value()
        place = Place(article_id, self._caret, scroll, self._workbench.focus)
        self._settings.keep_place(name, json.dumps(asdict(place)))

    def resume(self) -> bool:
        """Go to where the current annotator stopped in this project; tell whether that was so."""
        name = self._name()
        place = read_place(self._settings.place(name)) if name is not None else None
        if place is None or not self._workbench.has_article(place.article):
            return False
        if not self._workbench.open(place.article):
            return False
        if place.focus is not None and place.focus[0] in get_args(FocusKind):
            self._workbench.focus = cast(Focus, place.focus)
            self._workbench.drop_lost_focus()
        self._reader.set_caret(min(place.caret, len(self._reader.text)))
        self._scroll(place.scroll)
        QTimer.singleShot(0, self, lambda: self._scroll(place.scroll))  # once it has its height
        return True

    def _scroll(self, value: int) -> None:
        self._reader.verticalScrollBar().setValue(value)

    def _name(self) -> str | None:
        project = self._workbench.project
        return _PLACE % (project.id, project.annotator.id) if project is not None else None
