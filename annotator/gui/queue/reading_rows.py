"""Reads the rows of the queue bit by bit, so that very many of them keep nobody waiting."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Change
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.queue.model import QueueModel
from annotator.gui.workbench import Workbench

_FIRST_PAGE, _PAGE = 300, 1000
_PAUSE = 1000
"""Milliseconds after the last label until it is counted what is left to check in its article."""
_COUNTED = frozenset({"statement", "mention", "actor"})
"""Records of which a row tells no more than how many there are, or are left to check."""


class RowReading(AfterPaint):
    """Takes all rows into the model: a first page at once, each further one after a paint.

    ``page_read`` tells of each page but the first, and whether there may be more, ``row_counted``
    that a row has other numbers.
    """

    page_read = Signal(bool)
    row_counted = Signal()

    def __init__(self, workbench: Workbench, model: QueueModel, widget: QWidget) -> None:
        super().__init__(widget, self._read_page)
        self._workbench = workbench
        self._model = model
        self._read_until = -1
        self._labelled: set[str] = set()
        self._counting = AfterPaint(widget, self._count, pause=_PAUSE)

    def begin(self) -> bool:
        """Read from the first article on; tell whether there may be more than one page."""
        self.stop()
        self._labelled.clear()
        self._read_until = -1
        more = self._add_page(_FIRST_PAGE)
        if more:
            self.start()
        return more

    def again(self) -> None:
        """Bring all rows up to date from the first one on, and add what is new."""
        self._read_until = -1
        self._read_page()

    def refresh(self, change: Change) -> bool:
        """Read the one row that a change concerns; tell whether that was done.

        Where it only has other numbers, it is read in a pause: in a large article that takes
        longer than all else that follows a key.
        """
        article = change.article or ""
        if all(edit.kind in _COUNTED for edit in change.edits):
            self._labelled.add(article)
            self._counting.start()
            return False
        self._labelled.discard(article)
        return self._refresh(article)

    def _count(self) -> None:
        refreshed = [self._refresh(article) for article in self._labelled]
        self._labelled.clear()
        if any(refreshed):
            self.row_counted.emit()

    def _refresh(self, article: str) -> bool:
        project = self._workbench.project
        known = self._model.listing.row(article)
        if project is None or known is None:
            return False
        after = known.position - 1
        rows = self._workbench.attempt(lambda: project.articles(after=after, limit=1))
        if rows and rows[0].id == known.id:
            self._model.replace(rows[0])
        return True

    def _read_page(self) -> None:
        more = self._add_page(_PAGE)
        if more:
            self.start()
        self.page_read.emit(more)

    def _add_page(self, limit: int) -> bool:
        """Take in the next rows; tell whether there may be more."""
        project = self._workbench.project
        if project is None:
            return False
        after = self._read_until
        page = self._workbench.attempt(lambda: project.articles(after=after, limit=limit))
        if page:
            self._read_until = page[-1].position
            self._model.take_in(page)
        return page is not None and len(page) == limit
