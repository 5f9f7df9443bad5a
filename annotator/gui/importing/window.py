"""The window of an import: how far it is, then what was not imported and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.importing.encoding_chooser import EncodingChooser
from annotator.gui.importing.summary import problems, summary
from annotator.gui.widgets.plain import plain_label, plain_tooltip, without_icons
from annotator.gui.widgets.room import resize_within_screen
from annotator.workflows.importing.articles import ImportReport


class ImportWindow(QDialog):
    """Shows one import. Closing it stops nothing: the work belongs to the program."""

    cancel_wanted = Signal()
    encodings_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self.setModal(False)
        self._words = plain_label(parent=self, wrap=True)
        self._file = plain_label(parent=self)
        self._bar = QProgressBar(self)
        self._cancel = QPushButton(self.tr("Stop"), self)
        self._table = QTableWidget(0, 2, self)
        self._encodings = EncodingChooser(self)
        self._buttons = without_icons(QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self))
        self._lay_out()
        self.show_start()

    def _lay_out(self) -> None:
        self._bar.setAccessibleName(self.tr("Files read"))
        self._cancel.setToolTip(self.tr("Stop; what was imported before is kept"))
        self._cancel.clicked.connect(self._ask_to_cancel)
        self._table.setHorizontalHeaderLabels([self.tr("File"), self.tr("What came of it")])
        self._table.setAccessibleName(
            self.tr("Files that were not imported, and what to know of others")
        )
        self._table.verticalHeader().hide()
        self._table.setWordWrap(True)
        self._table.setTabKeyNavigation(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setColumnWidth(0, 220)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._buttons.rejected.connect(self.close)
        self._encodings.chosen.connect(self.encodings_chosen)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        for part in (self._words, self._file):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._table, 1)
        column.addWidget(self._encodings, 2)
        column.addWidget(self._buttons)
        self.resize(640, 140)

    def show_start(self) -> None:
        """Show that the work begins."""
        self._words.setText(self.tr("Looking for files…"))
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._show_parts(running=True)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how many of the files are read, or of the articles marked, and which is in hand."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        words = self.tr("%1 of %2").replace("%1", str(done)).replace("%2", str(total))
        self._words.setText(words)
        metrics = self._file.fontMetrics()
        room = max(200, self.width() - 40)
        self._file.setText(metrics.elidedText(what, Qt.TextElideMode.ElideMiddle, room))

    def show_report(self, report: ImportReport) -> None:
        """Show what was done, what was not and why, and ask about doubtful encodings."""
        self._end(summary(report))
        rows = problems(report)
        self._table.setRowCount(len(rows))
        for at, (name, reason) in enumerate(rows):
            for column, text in enumerate((name, reason)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tooltip(text))
                self._table.setItem(at, column, item)
        self._encodings.setVisible(bool(report.undecided))
        self._encodings.show_files(report)
        high = (160 if rows else 0) + (320 if report.undecided else 0)
        wanted = QSize(max(self.width(), 720 if high else 480), 140 + high)
        resize_within_screen(self, wanted)
        self._table.setMaximumHeight(150 if report.undecided else 2000)
        self._table.setVisible(bool(rows))
        self._table.resizeRowsToContents()

    def _end(self, words: str) -> None:
        self._words.setText(words)
        self._show_parts(running=False)

    def _show_parts(self, *, running: bool) -> None:
        while_running: tuple[QWidget, ...] = (self._file, self._bar, self._cancel)
        for part in while_running:
            part.setVisible(running)
        self._table.hide()
        self._encodings.hide()

    def _ask_to_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText(self.tr("Stopping after the file in hand…"))
        self.cancel_wanted.emit()
