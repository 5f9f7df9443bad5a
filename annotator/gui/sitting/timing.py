"""Active time: counted by gestures and scrolling, stored as facts, in nobody's way."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.annotations.active_time import IDLE_AFTER, Stopwatch
from annotator.annotations.ids import new_id
from annotator.annotations.model import ActiveTime
from annotator.errors import AnnotatorError
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.project import Project

_KEEP_EVERY_MS = 5 * 60 * 1000


class Timing(QObject):
    """Times the work on each article in hand; ``clock`` gives seconds that never go back.

    What was counted is stored whenever the article is left, and every five minutes. Time that
    cannot be stored is not counted: it is no reason to disturb anybody.
    """

    kept = Signal()

    def __init__(self, workbench: Workbench, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._clock = clock
        self._watch = Stopwatch()
        self._started: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_KEEP_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        workbench.leaving.connect(self._leave)
        workbench.article_opened.connect(self.note)
        workbench.focus_changed.connect(self.note)
        workbench.annotations_changed.connect(self.note)

    def note(self, *_what: object) -> None:
        """Note that the person at the keyboard did something with the article."""
        if self._workbench.session is None or self._workbench.is_readonly:
            return
        if self._started is None:
            self._started = datetime.now(UTC)
        self._watch.gesture(self._clock())

    def keep(self) -> None:
        """Store what was counted since it was stored last."""
        project, fact = self._workbench.project, self._counted()
        if project is not None and fact is not None:
            self._store(project, fact)

    def _counted(self) -> ActiveTime | None:
        """Return what was counted since this was asked last."""
        session = self._workbench.session
        seconds, started = self._watch.take(self._clock()), self._started
        if session is None or started is None or not seconds:
            return None
        self._started = None
        return ActiveTime(
            id=new_id(),
            article=session.article.id,
            annotator=session.annotator.id,
            started=started.isoformat(timespec="seconds"),
            seconds=seconds,
            idle_after=IDLE_AFTER,
        )

    def _store(self, project: Project, fact: ActiveTime) -> None:
        with suppress(AnnotatorError):
            project.keep_active_time(fact)
        self.kept.emit()

    def _leave(self) -> None:
        """Store what was counted; who opens another article does not wait for it."""
        project, fact = self._workbench.project, self._counted()
        if project is not None and fact is not None:
            self._workbench.store_later(partial(self._store, project, fact))
        self._watch = Stopwatch()
        self._started = None
