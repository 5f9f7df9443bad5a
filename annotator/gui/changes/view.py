"""The view that lists what is suggested differently since articles were marked again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import Cancelled
from annotator.gui.changes.table import ChangesTable
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.plain import plain_label
from annotator.gui.workbench import Workbench
from annotator.workflows.marking.changed_suggestions import (
    AT_MOST,
    ChangeRow,
    ChangesReport,
    list_changes,
)


class ChangesView(QWidget):
    """Lists when it is shown, and opens the passages; it reads suggestions, never labels."""

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._awaited = Awaited(workbench, self)
        self._since = ""
        self._report = ChangesReport(())
        self._which = QComboBox(self)
        self._outcome = QComboBox(self)
        self._again = QPushButton(self.tr("&List again"), self)
        self._summary = plain_label(parent=self, wrap=True)
        self._empty = EmptyState(self)
        self._list = _ListPage(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Changed suggestions"))
        self._which.setAccessibleName(self.tr("Which changes to list"))
        self._outcome.setAccessibleName(self.tr("New, gone or changed"))
        self._offer_which()
        for words, value in (
            (self.tr("new, gone and changed"), None),
            (self.tr("new"), "new"),
            (self.tr("gone"), "gone"),
            (self.tr("changed"), "changed"),
        ):
            self._outcome.addItem(words, value)
        self._again.setAutoDefault(True)
        head = QHBoxLayout()
        head.addWidget(self._which)
        head.addWidget(self._outcome)
        head.addStretch(1)
        head.addWidget(self._again)
        for page in (self._empty, self._list):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(self.list_changes)
        self._outcome.currentIndexChanged.connect(self._filter)
        self._again.clicked.connect(self.list_changes)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        self._list.table.chosen.connect(self._request)
        workbench = self._workbench
        workbench.project_opened.connect(self._begin_anew)
        workbench.project_closed.connect(self._begin_anew)
        workbench.annotator_changed.connect(self._begin_anew)

    def show_since(self, since: str) -> None:
        """List what changed after a clock: the last time that articles were marked."""
        self._since = since
        self._which.blockSignals(True)
        self._offer_which(last=True)
        self._which.blockSignals(False)
        self.list_changes()

    def _offer_which(self, *, last: bool = False) -> None:
        self._which.clear()
        if last:
            self._which.addItem(self.tr("Changed the last time"), "last")
        self._which.addItem(self.tr("All changes that are kept"), "all")
        self._which.addItem(self.tr("To look at in articles you had done"), "unseen")

    @property
    def is_listing(self) -> bool:
        """Whether a list is on its way."""
        return self._awaited.is_waiting

    @Slot()
    def list_changes(self) -> None:
        """Read the open project in the background and show what changed."""
        if self._workbench.project is None:
            return
        self._awaited.forget()
        which = self._which.currentData()
        since, unseen = (self._since if which == "last" else ""), which == "unseen"
        self._say(self.tr("One moment"), self.tr("Reading what changed."))
        self._awaited.begin(
            lambda project, job: list_changes(
                project, since=since, unseen=unseen, cancelled=job.is_cancelled
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        """List whenever it is looked at anew."""
        super().showEvent(event)
        if not self.is_listing and not event.spontaneous():
            self.list_changes()

    @Slot(object)
    def _show(self, report: object) -> None:
        if isinstance(report, ChangesReport):
            self._report = report
            self._filter()
            if report.rows:
                self._list.table.setFocus()

    @Slot()
    def _filter(self) -> None:
        wanted = self._outcome.currentData()
        rows = tuple(each for each in self._report.rows if wanted in (None, each.outcome))
        self._list.show_rows(rows)
        if rows:
            self._summary.setText(self._in_short(rows))
            self._pages.setCurrentWidget(self._list)
        elif not self.is_listing:
            self._say(self.tr("No changes"), self._why_none())

    def _in_short(self, rows: tuple[ChangeRow, ...]) -> str:
        count, articles = len(rows), len({each.article for each in rows})
        one = self.tr("1 suggestion is different")
        many = self.tr("%1 suggestions are different").replace("%1", f"{count:,}")
        where = self.tr("in 1 article") if articles == 1 else self.tr("in %1 articles")
        words = f"{one if count == 1 else many} {where.replace('%1', f'{articles:,}')}."
        if self._report.is_cut:
            words += " " + self.tr("Only the first %1 are listed.").replace("%1", f"{AT_MOST:,}")
        return words + " " + self.tr("Decisions that people made are as they were.")

    def _why_none(self) -> str:
        if self._which.currentData() == "unseen":
            return self.tr(
                "In the articles that you marked as done, nothing new is left to look at."
            )
        return self.tr(
            "What is suggested differently is listed here after articles were marked again, "
            "for example by new rules, with new names of actors or by another pipeline."
        )

    def _say(self, title: str, words: str) -> None:
        self._summary.clear()
        self._empty.show_words(title, words)
        self._pages.setCurrentWidget(self._empty)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        words = self.tr("Stopped.") if isinstance(error, Cancelled) else str(error)
        self._say(self.tr("The changes could not be listed"), words)

    @Slot()
    def _begin_anew(self) -> None:
        self._awaited.forget()
        self._report = ChangesReport(())
        self._list.show_rows(())
        self._since = ""
        self._which.blockSignals(True)
        self._offer_which()
        self._which.blockSignals(False)
        self._say(self.tr("No changes"), self._why_none())
        if self.isVisible():
            self.list_changes()

    @Slot(object)
    def _request(self, row: object) -> None:
        if isinstance(row, ChangeRow):
            self.passage_requested.emit(row.article, row.span)


class _ListPage(QWidget):
    """The table, and below it everything about the row in focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = ChangesTable(self)
        self._detail = plain_label(parent=self, wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(5 * self._detail.fontMetrics().lineSpacing())
        self._open = QPushButton(self.tr("&Open the passage"), self)
        self._open.setAutoDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.table.current_changed.connect(self._detail.setText)
        self._open.clicked.connect(self.table.choose)

    def show_rows(self, rows: tuple[ChangeRow, ...]) -> None:
        """Show these changes."""
        self.table.show_rows(rows)
        self._open.setEnabled(bool(rows))
