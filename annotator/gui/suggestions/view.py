"""The view that tells what became of the suggestions, and whether they pull the labels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import Cancelled
from annotator.gui.suggestions.sheets import ComparisonSheet, LedgerSheet
from annotator.gui.widgets.awaited_pages import AwaitedPages
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.plain import plain_label
from annotator.gui.widgets.sheet import Sheet
from annotator.gui.workbench import Workbench
from annotator.workflows.evaluating.suggestions_report import (
    SuggestionsReport,
    report_on_suggestions,
)


class SuggestionsView(QWidget):
    """Counts on request. It shows numbers about everybody, and nobody's labels."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._start = EmptyState(self)
        self._count = QAction(self.tr("&Count"), self)
        self._count.setToolTip(self.tr("Read what was shown, and what became of it"))
        self._report = _ReportPage(self)
        title, counted = self.tr("Counting suggestions"), self.tr("Articles counted")
        pages = self._start, self._report
        self._pages = AwaitedPages(workbench, *pages, parent=self, title=title, counted=counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setAccessibleName(self.tr("Suggestions"))
        self._connect()
        self._begin_anew()

    def _connect(self) -> None:
        self._count.triggered.connect(self.count)
        self._report.again.clicked.connect(self.count)
        self._pages.arrived.connect(self._show)
        self._pages.failed.connect(self._explain)
        self._workbench.project_opened.connect(self._begin_anew)
        self._workbench.project_closed.connect(self._begin_anew)
        self._workbench.annotations_changed.connect(self._report.tell_outdated)

    @property
    def is_counting(self) -> bool:
        """Tell whether a report is on its way."""
        return self._pages.is_waiting

    @Slot()
    def count(self) -> None:
        """Count in the background and show what comes out."""
        self._pages.begin(
            lambda project, job: report_on_suggestions(
                project, progress=job.progress, cancelled=job.is_cancelled
            ),
        )

    @Slot(object)
    def _show(self, report: object) -> None:
        if not isinstance(report, SuggestionsReport):
            return
        if report.ledger.total.shown or report.anchoring.without_suggestions.articles:
            self._report.show_report(report)
            self._pages.setCurrentWidget(self._report)
            self._report.ledger.setFocus()
        else:
            self._offer(
                self.tr("Nothing was shown yet"),
                self.tr(
                    "Nobody has opened an article with suggestions. Open some, accept or reject "
                    "what is suggested, mark them as done, and count again."
                ),
            )

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._offer(
                self.tr("Stopped"), self.tr("Nothing was changed. Count whenever you like.")
            )
        else:
            self._offer(self.tr("The suggestions could not be counted"), str(error))

    @Slot()
    def _begin_anew(self) -> None:
        self._pages.forget()
        self._report.forget()
        self._count.setEnabled(self._workbench.project is not None)
        self._offer(
            self.tr("What became of the suggestions?"),
            self.tr(
                "Counts which suggestions were accepted, edited, rejected or left, and compares "
                "articles that came without any. It shows numbers about everybody who labels, and "
                "nobody's labels."
            ),
        )

    def _offer(self, title: str, words: str) -> None:
        self._start.show_words(title, words, (self._count,))
        self._pages.setCurrentWidget(self._start)
        if self.isVisible():
            self._start.offer_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter count where there is nothing to read yet."""
        super().showEvent(event)
        if self._pages.currentWidget() is self._start:
            self._start.offer_first()


class _ReportPage(QWidget):
    """The ledger and the comparison on two tabs, the words about the row in focus below each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._summary = plain_label(wrap=True)
        self._outdated = plain_label(self.tr("Labels have changed since."))
        self._outdated.setObjectName("outdated")
        self.again = QPushButton(self.tr("&Count again"))
        self.again.setAutoDefault(True)
        self.ledger = LedgerSheet()
        self.comparison = ComparisonSheet()
        self._groups = plain_label(wrap=True)
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("Parts of the report"))
        tabs.addTab(_page(self.ledger), self.tr("What became of them"))
        tabs.addTab(_page(self.comparison, above=self._groups), self.tr("With and without"))
        head = QHBoxLayout()
        head.addWidget(self._summary, 1)
        for widget in (self._outdated, self.again):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(head)
        layout.addWidget(tabs, 1)

    def show_report(self, report: SuggestionsReport) -> None:
        """Show a report and forget the one before."""
        self._outdated.hide()
        self._summary.setText(self._in_short(report))
        self._groups.setText(self.comparison.show_report(report))
        self.ledger.show_report(report)

    def forget(self) -> None:
        """Forget the report: another project is open."""
        self._outdated.hide()
        self._summary.clear()

    @Slot(object)
    def tell_outdated(self, _change: object = None) -> None:
        """Say that labels have changed since the report was made."""
        if self._summary.text():
            self._outdated.show()

    def _in_short(self, report: SuggestionsReport) -> str:
        ledger = report.ledger
        numbers = {"%1": ledger.total.shown, "%2": ledger.articles, "%3": ledger.total.open}
        words = self.tr("Suggestions shown: %1. Still open: %3. Articles: %2.")
        for place, number in numbers.items():
            words = words.replace(place, f"{number:,}")
        if ledger.unseen:
            more = self.tr(
                "Not counted: %1 decisions of which it is not known that they were shown."
            )
            words = f"{words} {more.replace('%1', f'{ledger.unseen:,}')}"
        return words


def _page(sheet: Sheet, *, above: QWidget | None = None) -> QWidget:
    detail = plain_label(wrap=True)
    detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    detail.setMinimumHeight(3 * detail.fontMetrics().lineSpacing())
    sheet.current_changed.connect(detail.setText)
    page = QWidget()
    layout = QVBoxLayout(page)
    if above is not None:
        layout.addWidget(above)
    layout.addWidget(sheet, 1)
    layout.addWidget(detail)
    return page
