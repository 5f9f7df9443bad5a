"""Lets a person choose how a doubtful file is to be read, with its words before their eyes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from annotator.corpus.encodings import OFFERED
from annotator.corpus.reading import preview
from annotator.errors import ImportFileError
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.workflows.importing.articles import ImportReport, Undecided


class EncodingChooser(QWidget):
    """Shows each doubtful file in each likely encoding; ``chosen`` maps paths to encodings.

    No file goes in by a guess: a person looks at each, or presses "Read all like this".
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Undecided, ...] = ()
        self._doubts: dict[Path, str] = {}
        self._picked: dict[Path, str] = {}
        self._decided: set[Path] = set()
        self._list = QListWidget(self)
        self._reason = plain_label(parent=self, wrap=True)
        self._encodings = QComboBox(self)
        self._for_all = QPushButton(self.tr("Read all like this"), self)
        self._preview = QPlainTextEdit(self)
        self._import = QPushButton(self.tr("Import these files"), self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._list.setAccessibleName(self.tr("Files with a doubtful encoding"))
        self._list.setMaximumWidth(240)
        self._encodings.setAccessibleName(self.tr("Encoding"))
        self._encodings.setEditable(True)
        self._encodings.setToolTip(self.tr("How the bytes of the file become letters"))
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName(self.tr("How the file reads"))
        self._for_all.setToolTip(self.tr("Use this encoding for every file in the list"))
        self._list.currentRowChanged.connect(self._show_file)
        self._encodings.currentTextChanged.connect(self._pick)
        self._for_all.clicked.connect(self._pick_for_all)
        self._import.clicked.connect(self._finish)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        head = self.tr("Choose the encoding in which the words below read right.")
        grid.addWidget(plain_label(head, self, wrap=True), 0, 0, 1, 3)
        grid.addWidget(self._list, 1, 0, 3, 1)
        grid.addWidget(self._reason, 1, 1, 1, 2)
        grid.addWidget(self._encodings, 2, 1)
        grid.addWidget(self._for_all, 2, 2)
        grid.addWidget(self._preview, 3, 1, 1, 2)
        grid.addWidget(self._import, 4, 2)
        grid.setColumnStretch(1, 1)

    def show_files(self, report: ImportReport) -> None:
        """Show the doubtful files of an import."""
        self._files = report.undecided
        self._doubts = {each.path: each.reason for each in report.doubts}
        self._picked = {each.path: each.candidates[0] for each in self._files if each.candidates}
        self._decided = set()
        self._list.clear()
        for each in self._files:
            self._list.addItem(each.path.name)
            item = self._list.item(self._list.count() - 1)
            item.setToolTip(plain_tooltip(str(each.path)))
        if self._files:
            self._list.setCurrentRow(0)
            self._import.setDefault(True)
            self._list.setFocus()

    def _current(self) -> Undecided | None:
        row = self._list.currentRow()
        return self._files[row] if 0 <= row < len(self._files) else None

    def _show_file(self, _row: int) -> None:
        file = self._current()
        if file is None:
            return
        self._reason.setText(self._doubts.get(file.path, ""))
        self._encodings.blockSignals(True)
        self._encodings.clear()
        self._encodings.addItems(list(_names(file.candidates)))
        self._encodings.setCurrentText(self._picked.get(file.path, ""))
        self._encodings.blockSignals(False)
        self._show_preview(file.path, self._picked.get(file.path, ""))
        self._decide([file])

    def _pick(self, encoding: str) -> None:
        file = self._current()
        if file is not None:
            self._picked[file.path] = encoding.strip()
            self._show_preview(file.path, encoding.strip())

    def _pick_for_all(self) -> None:
        encoding = self._encodings.currentText().strip()
        self._picked = {each.path: encoding for each in self._files}
        self._decide(self._files)

    def _decide(self, files: Sequence[Undecided]) -> None:
        """Take the encodings of these files as a person's choice."""
        self._decided |= {each.path for each in files}
        for row, each in enumerate(self._files):
            if each.path in self._decided:
                self._list.item(row).setText(f"\u2713 {each.path.name}")
        open_ones = len(self._files) - len(self._decided)
        self._import.setEnabled(not open_ones)
        words = self.tr("Look at each file first, or read all like this: %1 left")
        self._import.setToolTip(words.replace("%1", str(open_ones)) if open_ones else "")

    def _show_preview(self, path: Path, encoding: str) -> None:
        try:
            words = preview(path, encoding or None)
        except ImportFileError as problem:
            words = str(problem)
        self._preview.setPlainText(words)

    def _finish(self) -> None:
        self.chosen.emit({path: encoding for path, encoding in self._picked.items() if encoding})


def _names(candidates: Sequence[str]) -> tuple[str, ...]:
    """Return likely encodings and then those that a person may still know better."""
    return tuple(dict.fromkeys((*candidates, "utf-8", *OFFERED)))
