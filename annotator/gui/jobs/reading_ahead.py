"""Gets ready in quiet moments for what a person will most likely do next."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from annotator.errors import AnnotatorError
from annotator.gui.workbench import Workbench

_PAUSE = 1000
"""Milliseconds after an article was opened, when somebody reads it."""


class ReadingAhead(QObject):
    """Loads what the first change needs, and reads the next article of the queue.

    All of it comes in pieces of a few milliseconds, so that no key waits.
    """

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._pieces: Iterator[None] = iter(())
        self._quiet, self._soon = QTimer(self), QTimer(self)
        for timer, interval, work in (
            (self._quiet, _PAUSE, self._begin),
            (self._soon, 0, self._go_on),
        ):
            timer.setSingleShot(True)
            timer.setInterval(interval)
            timer.timeout.connect(work)
        workbench.article_opened.connect(self._wait)
        workbench.leaving.connect(self._stop)
        if workbench.article_id is not None:
            self._quiet.start()

    def _wait(self, _article_id: str) -> None:
        self._quiet.start()

    def _stop(self) -> None:
        self._quiet.stop()
        self._soon.stop()
        self._pieces = iter(())

    def _begin(self) -> None:
        self._pieces = self._next_pieces()
        self._soon.start()

    def _next_pieces(self) -> Iterator[None]:
        project, order = self._workbench.project, self._workbench.order
        if project is None:
            return
        if not project.readonly:
            yield from project.get_ready()
        if order is not None:
            following = order.neighbour(self._workbench.article_id, 1, open_only=True)
            if following is not None:
                yield from project.read_ahead(following)

    def _go_on(self) -> None:
        try:
            next(self._pieces)
        except (StopIteration, AnnotatorError):  # it is told when the article is opened
            self._pieces = iter(())
        else:
            self._soon.start()
