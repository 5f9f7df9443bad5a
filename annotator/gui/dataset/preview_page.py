"""The page beside the choices: what would be written, and what would be left out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.dataset.building import Counts
from annotator.dataset.options import DatasetOptions
from annotator.formats.labelled.features import counted_feature
from annotator.gui.dataset.preview_tables import CountsTable, RowsTable
from annotator.gui.widgets.plain import plain_label
from annotator.plain_text import counted
from annotator.workflows.exporting.building import DatasetPreview


class PreviewPage(QWidget):
    """Counts and notes above, the first rows below, and all about the row in focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._summary = plain_label(parent=self, wrap=True)
        self.counts = CountsTable(self)
        self.notes = QPlainTextEdit(self)
        self.rows = RowsTable(self)
        self._detail = plain_label(parent=self, wrap=True)
        self._lay_out()
        self.rows.current_changed.connect(self._detail.setText)

    def _lay_out(self) -> None:
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(self.tr("What is left out, and what to know"))
        self._summary.setObjectName("summary")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(4 * self._detail.fontMetrics().lineSpacing())
        self._detail.setMaximumHeight(8 * self._detail.fontMetrics().lineSpacing())
        above = QSplitter(Qt.Orientation.Horizontal, self)
        above.addWidget(self.counts)
        above.addWidget(self.notes)
        above.setStretchFactor(0, 3)
        above.setStretchFactor(1, 2)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(above)
        both.addWidget(self.rows)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        for each in (above, both):
            each.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._summary)
        column.addWidget(both, 1)
        column.addWidget(self._detail)

    @property
    def summary(self) -> str:
        """What the line above says."""
        return self._summary.text()

    def show_preview(self, found: DatasetPreview, options: DatasetOptions) -> None:
        """Show the counts and first rows of a dataset."""
        counts = found.counts
        articles = sum(counts.articles.values())
        words = self.tr("%1 from %2.")
        if len(found.rows) < counts.rows:
            words += " " + self.tr("The first %3 are listed.")
        words = words.replace("%1", counted(counts.rows, "row"))
        words = words.replace("%2", counted(articles, "article"))
        words = words.replace("%3", f"{len(found.rows):,}")
        self.tell(words)
        self.counts.show_counts(counts, options.split.names)
        whole = self.tr("Everything that was labelled becomes a row.")
        lines = [*found.notes, *(left_out(counts) or [whole])]
        self.notes.setPlainText("\n".join(lines))
        self.rows.show_rows(found.rows)

    def tell(self, words: str) -> None:
        """Say in short what is listed."""
        self._summary.setText(words)


def left_out(counts: Counts) -> list[str]:
    """Return what became no row, in words."""
    words = QCoreApplication.translate("DatasetPreview", "Left out: %1")
    found = (
        f"{counted_feature(each.count, each.feature)}: {each.why}." for each in counts.losses.counts
    )
    return [words.replace("%1", each) for each in found]
