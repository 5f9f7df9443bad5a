"""The view in which annotators see their own labels beside what was settled, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.annotations.edits import Change
from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.adjudication.wording import kind_words
from annotator.gui.widgets.awaited_pages import AwaitedPages
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_label
from annotator.gui.workbench import Workbench
from annotator.plain_text import counted
from annotator.workflows.agreement.beside_gold import ArticleBesideGold, BesideGold, all_beside_gold

_WIDTHS = (24, 26, 40, 26)  # in letters; the last column takes the rest


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One label of the annotator beside what holds, in an article."""

    article: str
    title: str
    found: BesideGold


class OwnLabelsModel(PassageModel[OwnRow]):
    """The labels on show."""

    def __init__(self) -> None:
        heads = (_tr("What"), _tr("Article"), _tr("Passage"), _tr("You"), _tr("Settled"))
        super().__init__(heads)

    def cells(self, row: int) -> tuple[str, ...]:
        shown = self._rows[row]
        found = shown.found
        kind = kind_words(found.kind)
        what = f"{kind}: {found.about}" if found.about else kind
        return what, shown.title, found.passage, found.mine, found.settled

    def detail(self, row: int) -> str:
        """Return everything about a row, over several lines."""
        if self.passage(row) is None:
            return ""
        what, title, passage, mine, settled = self.cells(row)
        lines = [f"{title} · {what}: {passage}", _tr("You: %1").replace("%1", mine)]
        lines.append(_tr("Settled: %1").replace("%1", settled))
        reason = self._rows[row].found.reason
        return "\n".join([*lines, *([_tr("Why: %1").replace("%1", reason)] if reason else [])])


class OwnLabelsView(QWidget):
    """Reads when it is shown, where the project allows it; only in articles that are settled."""

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._found: tuple[ArticleBesideGold, ...] = ()
        self._has_read = False
        self.empty = EmptyState(self)
        self._page = QWidget(self)
        self.summary = plain_label(parent=self, wrap=True)
        self.only_different = QCheckBox(self.tr("Only what &differs"), self)
        self.again = QPushButton(self.tr("&Look again"), self)
        self.table = PassageTable(
            OwnLabelsModel(), name=self.tr("Your labels"), widths=_WIDTHS, parent=self
        )
        self._detail = plain_label(parent=self, wrap=True)
        title, counted = self.tr("Looking at what was settled"), self.tr("Articles read")
        pages = self.empty, self._page
        self._pages = AwaitedPages(workbench, *pages, parent=self, title=title, counted=counted)
        self._lay_out()
        self._connect()
        self._begin_anew()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("My labels and what was settled"))
        self.setMinimumSize(640, 400)
        self.only_different.setChecked(True)
        self.again.setAutoDefault(False)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(self._detail.fontMetrics().lineSpacing() * 4)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.only_different)
        head.addWidget(self.again)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _connect(self) -> None:
        self._pages.arrived.connect(self._show)
        self._pages.failed.connect(self._explain)
        self.again.clicked.connect(self.read)
        self.only_different.toggled.connect(self._show_rows)
        self.table.chosen.connect(self._request)
        self.table.current_changed.connect(self._detail.setText)
        workbench = self._workbench
        workbench.annotations_changed.connect(self._grow_old)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self._begin_anew)

    @property
    def is_reading(self) -> bool:
        """Whether something is on its way."""
        return self._pages.is_waiting

    @Slot()
    def _begin_anew(self) -> None:
        self._pages.forget()
        self._has_read, self._found = False, ()
        self.empty.show_words(
            self.tr("No project is open"), self.tr("Open a project in the main window first.")
        )
        self._pages.setCurrentWidget(self.empty)
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read as soon as it is looked at."""
        super().showEvent(event)
        if not self._has_read:
            self.read()

    @Slot(object)
    def _grow_old(self, change: Change) -> None:
        """Read again at the next look: labels or what is settled changed."""
        self._has_read = False

    @Slot()
    def read(self) -> None:
        """Compare the annotator's labels with what was settled, in the background."""
        if self._workbench.project is None or self.is_reading:
            return
        self._has_read = True
        self._pages.begin(
            lambda project, job: all_beside_gold(
                project, progress=job.progress, cancelled=job.is_cancelled
            )
        )

    @Slot(object)
    def _show(self, found: object) -> None:
        if not isinstance(found, tuple):
            return
        self._found = found
        if not found:
            words = self.tr(
                "Articles come here when you are done with them and every difference in them is "
                "settled."
            )
            self.empty.show_words(self.tr("None of your articles is settled yet"), words)
            self._pages.setCurrentWidget(self.empty)
            return
        self.summary.setText(self._in_short())
        self._show_rows()
        self._pages.setCurrentWidget(self._page)
        self.table.setFocus()

    def _in_short(self) -> str:
        rows = [each for one in self._found for each in one.rows]
        same = sum(each.is_same for each in rows)
        share = f"{same / len(rows):.0%}" if rows else "–"
        words = self.tr("As settled: %1 of %2 (%3), in %4.")
        articles = counted(len(self._found), "article")
        parts = (f"{same:,}", counted(len(rows), "label"), share, articles)
        for place, value in enumerate(parts, 1):
            words = words.replace(f"%{place}", value)
        return words

    @Slot()
    def _show_rows(self) -> None:
        differing = self.only_different.isChecked()
        self.table.show_rows(_rows(self._found, differing=differing))

    @Slot(object)
    def _explain(self, error: object) -> None:
        words = self.tr("Stopped.") if isinstance(error, Cancelled) else str(error)
        if isinstance(error, AnnotatorError):
            self.empty.show_words(self.tr("Nothing is shown"), words)
            self._pages.setCurrentWidget(self.empty)

    @Slot(object)
    def _request(self, row: object) -> None:
        if isinstance(row, OwnRow):
            self.passage_requested.emit(row.article, row.found.span)


def _rows(found: Sequence[ArticleBesideGold], *, differing: bool) -> tuple[OwnRow, ...]:
    return tuple(
        OwnRow(one.article, one.title, each)
        for one in found
        for each in one.rows
        if not differing or not each.is_same
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("OwnLabels", text)
