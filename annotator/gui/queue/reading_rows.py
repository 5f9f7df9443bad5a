"""Reads the rows of the queue bit by bit, so that very many of them keep nobody waiting."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Change
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.queue.model import QueueModel
from annotator.gui.workbench import Workbench

_FIRST_PAGE, _PAGE = 300, 1000


class RowReading(AfterPaint):
    """Takes all rows into the model: a first page at once, each further one after a paint.

    ``page_read`` tells of each page but the first, and whether there may be more.
    """

    page_read = Signal(bool)

    def __init__(self, workbench: Workbench, model: QueueModel, widget: QWidget) -> None:
        super().__init__(widget, self._read_page)
        self._workbench = workbench
        self._model = model
        self._read_until = -1

    def begin(self) -> bool:
        """Read from the first article on; tell whether there may be more than one page."""
        self.stop()
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
        """Read the one row that a change concerns; tell whether there is one."""
        project = self._workbench.project
        known = self._model.listing.row(change.article or "")
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
