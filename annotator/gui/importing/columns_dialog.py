"""Asks which column of a table is what of an article, with the first rows before one's eyes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.formats.articles.columns import ROLES, Columns, as_yaml, read_columns
from annotator.formats.articles.rows import TableLook
from annotator.formats.files.writing import write_aside
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.room import resize_within_screen

Tables = Sequence[tuple[Path, TableLook]]
_LONGEST = 120  # characters of a cell
_WIDEST = 320  # pixels of a column


class ColumnsDialog(QDialog):
    """One question per kind of table; ``chosen`` maps paths to their columns at the end."""

    chosen = Signal(object)

    def __init__(self, tables: Tables, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._waiting = list(_alike(tables))
        self._answers: dict[str, Columns] = {}
        self.told = plain_label(parent=self, wrap=True)
        self.roles = {role: QComboBox(self) for role in ROLES}
        self.with_title = QCheckBox(self.tr("Put the title above the text"), self)
        self.rows = QTableWidget(0, 0, self)
        self.problem = plain_label(parent=self, wrap=True)
        self.load = QPushButton(self.tr("Load choices…"), self)
        self.save = QPushButton(self.tr("Save choices…"), self)
        self.take = QPushButton(self.tr("Import"), self)
        self.leave = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self._connect()
        self._show_next()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Import a table"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = {
            "text": self.tr("Text"),
            "title": self.tr("Title"),
            "date": self.tr("Date"),
            "source": self.tr("Source"),
            "id": self.tr("Name or number"),
            "url": self.tr("Web address"),
            "language": self.tr("Language"),
        }
        form = QFormLayout()
        for role, box in self.roles.items():
            box.setAccessibleName(names[role])
            form.addRow(names[role], box)
            if role == "title":
                form.addRow("", self.with_title)
        self.with_title.setToolTip(
            plain_tooltip(self.tr("So that it can be labelled too, like a headline"))
        )
        self.rows.setAccessibleName(self.tr("First rows of the table"))
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setTabKeyNavigation(False)
        self.rows.setWordWrap(False)
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addLayout(form)
        column.addWidget(self.rows, 1)
        column.addWidget(self.problem)
        column.addLayout(self._row_of_buttons())
        resize_within_screen(self, QSize(780, 640))

    def _row_of_buttons(self) -> QHBoxLayout:
        self.load.setToolTip(plain_tooltip(self.tr("From a file that was saved here before")))
        self.save.setToolTip(plain_tooltip(self.tr("For other tables with these columns")))
        self.take.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.load)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        return buttons

    def _connect(self) -> None:
        for box in self.roles.values():
            box.currentIndexChanged.connect(self._show_choice)
        self.load.clicked.connect(self._load)
        self.save.clicked.connect(self._save)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.reject)

    @property
    def columns(self) -> Columns:
        """What is chosen now: role -> columns."""
        found = {role: (str(box.currentData()),) for role, box in self.roles.items()}
        said: dict[str, tuple[str, ...]] = {r: names for r, names in found.items() if names[0]}
        if self.with_title.isChecked() and "title" in said and "text" in said:
            said["text"] = (*said["title"], *said["text"])
        return said

    def _show_next(self) -> None:
        paths, look = self._waiting[0]
        others = len(paths) - 1
        more = self.tr(" The same for %1 more files with these columns.") if others else ""
        words = self.tr("%1: one article per row. %2. Which column is what?")
        words = words.replace("%2", look.manner).replace("%1", paths[0].name)
        self.told.setText(words + more.replace("%1", str(others)))
        for box in self.roles.values():
            box.blockSignals(True)
            box.clear()
            box.addItem(self.tr("(none)"), "")
            for name in look.names:
                box.addItem(name or self.tr("(no name)"), name)
            box.blockSignals(False)
        self._fill_rows(look)
        self._show_columns(look.columns)
        self.roles["text"].setFocus()

    def _fill_rows(self, look: TableLook) -> None:
        self.rows.setColumnCount(len(look.names))
        self.rows.setRowCount(len(look.rows))
        for at, row in enumerate(look.rows):
            for column, cell in enumerate(row):
                item = QTableWidgetItem(" ".join(cell[:_LONGEST].split()))
                item.setToolTip(plain_tooltip(cell))
                self.rows.setItem(at, column, item)
        self.rows.resizeColumnsToContents()
        for column in range(len(look.names)):
            self.rows.setColumnWidth(column, min(self.rows.columnWidth(column), _WIDEST))

    def _show_columns(self, columns: Mapping[str, tuple[str, ...]]) -> None:
        text, title = columns.get("text", ()), columns.get("title", ())
        self.with_title.setChecked(len(text) > 1 and text[:1] == title)
        for role, box in self.roles.items():
            name = (columns.get(role) or ("",))[-1]
            box.setCurrentIndex(max(0, box.findData(name)))
        self._show_choice()

    @Slot()
    def _show_choice(self) -> None:
        """Name the columns of the table by what they are, and say what is missing."""
        _, look = self._waiting[0]
        used = {str(box.currentData()): box.accessibleName() for box in self.roles.values()}
        self.rows.setHorizontalHeaderLabels(
            [f"{name} → {used[name]}" if used.get(name) and name else name for name in look.names]
        )
        for column in range(len(look.names)):
            needed = self.rows.horizontalHeader().sectionSizeHint(column)
            self.rows.setColumnWidth(column, max(self.rows.columnWidth(column), needed))
        has_text = bool(self.roles["text"].currentData())
        self.with_title.setEnabled(bool(self.roles["title"].currentData()))
        self.take.setEnabled(has_text)
        self.problem.setVisible(not has_text)
        self.problem.setText(self.tr("Choose the column that holds the text of the articles."))

    @Slot()
    def _take(self) -> None:
        paths, _ = self._waiting.pop(0)
        self._answers |= {str(path): self.columns for path in paths}
        if self._waiting:
            self._show_next()
            return
        self.chosen.emit(self._answers)
        self.accept()

    @Slot()
    def _load(self) -> None:
        path = asking.ask_for_choices(self, self._settings.folder)
        if path is not None:
            self.use(path)

    def use(self, path: Path) -> None:
        """Choose what a saved file says; what the table does not have stays open."""
        try:
            self._show_columns(read_columns(path))
        except AnnotatorError as error:
            asking.tell(self, self.windowTitle(), str(error))

    @Slot()
    def _save(self) -> None:
        proposed = self._settings.folder / "columns.yaml"
        path = asking.ask_where_to_write(self, self.tr("Save choices"), proposed)
        if path is not None:
            self.keep(path)

    def keep(self, path: Path) -> None:
        """Write the choices into a file."""
        try:
            with write_aside(path) as file:
                file.write(as_yaml(self.columns).encode())
        except AnnotatorError as error:
            asking.tell(self, self.windowTitle(), str(error))


def _alike(tables: Tables) -> list[tuple[tuple[Path, ...], TableLook]]:
    """Return the tables by their columns: those with the same are asked about once."""
    by_names: dict[tuple[str, ...], list[tuple[Path, TableLook]]] = {}
    for path, look in tables:
        by_names.setdefault(look.names, []).append((path, look))
    return [(tuple(path for path, _ in each), each[0][1]) for each in by_names.values()]
