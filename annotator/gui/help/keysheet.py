"""The sheet of all keys, on one key."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.actions import ActionRegistry
from annotator.gui.keys.own import follow_keys, own_keys
from annotator.gui.keys.sheet import Group, Row, groups
from annotator.gui.widgets.matching import folded
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.room import resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_COLUMNS = 4


class KeySheet(QDialog):
    """All keys in the order of work, in columns; typing narrows them down, Escape closes it.

    A key that is not the usual one has a dot before it.
    """

    change_wished = Signal()

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._is_old = True
        self.setWindowTitle(self.tr("All keys"))
        self.setModal(False)
        resize_within_screen(self, QSize(1180, 660))
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(self.tr("Type to find an action or a key"))
        self._filter.setAccessibleName(self.tr("Find an action or a key"))
        self._filter.setClearButtonEnabled(True)
        self._rows: list[tuple[str, QLabel, QLabel]] = []
        self._heads: list[tuple[QLabel, list[int]]] = []
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Keys"))
        self._lay_out()
        self._filter.textChanged.connect(self._narrow)
        self._registry.keys_changed.connect(self._show_anew)
        own_keys().settled.connect(self._show_anew)

    def _lay_out(self) -> None:
        change = QPushButton(self.tr("Change keys…"), self)
        tip = self.tr("Give actions and labels other keys ({help.change_keys})")
        follow_keys(change, tip, lambda words: change.setToolTip(plain_tooltip(words)))
        change.clicked.connect(self.change_wished)
        printing = QPushButton(self.tr("Print…"), self)
        printing.setToolTip(plain_tooltip(self.tr("Print the sheet (Ctrl+P)")))
        printing.clicked.connect(self.print_sheet)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_sheet)
        top = QHBoxLayout()
        top.addWidget(self._filter, 1)
        for button in (change, printing):
            button.setAutoDefault(False)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._area)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The rows on show: keys and what they do."""
        return tuple((k.text(), w.text()) for _, k, w in self._rows if not w.isHidden())

    @Slot()
    def _show_anew(self) -> None:
        self._is_old = not self.isVisible()
        if self._is_old:
            return
        self._area.setWidget(self._sheet(groups(self._registry)))
        self._narrow(self._filter.text())

    def _sheet(self, found: Sequence[Group]) -> QWidget:
        self._rows, self._heads = [], []
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setSpacing(24)
        for share in _dealt(found, _COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(2)
            for group in share:
                self._add_group(column, group)
            column.addStretch(1)
            row.addLayout(column, 1)
        return sheet

    def _add_group(self, column: QVBoxLayout, group: Group) -> None:
        head = _bold(plain_label(group.title))
        head.setContentsMargins(0, 8, 0, 1)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        numbers = []
        for at, each in enumerate(group.rows):
            numbers.append(len(self._rows))
            self._add_row(grid, at, group, each)
        self._heads.append((head, numbers))
        column.addLayout(grid)

    def _add_row(self, grid: QGridLayout, at: int, group: Group, row: Row) -> None:
        keys = _bold(plain_label(f"• {row.keys}" if row.is_changed else row.keys))
        words = plain_label(row.words, wrap=True)
        keys.setMinimumWidth(64)
        keys.setAlignment(Qt.AlignmentFlag.AlignTop)
        if row.is_changed:
            usual = self.tr("changed; usually %1").replace("%1", row.usual or self.tr("no key"))
            for label in (keys, words):
                label.setToolTip(plain_tooltip(usual))
            words.setAccessibleDescription(usual)
        grid.addWidget(keys, at, 0)
        grid.addWidget(words, at, 1)
        self._rows.append((folded(f"{row.keys} {row.words} {group.title}"), keys, words))

    def _narrow(self, typed: str) -> None:
        wanted = folded(typed).split()
        for searched, keys, words in self._rows:
            fits = all(each in searched for each in wanted)
            keys.setVisible(fits)
            words.setVisible(fits)
        for head, numbers in self._heads:
            head.setVisible(any(not self._rows[each][2].isHidden() for each in numbers))

    def print_sheet(self) -> None:
        """Print the sheet, or write it to a PDF file, as the system's dialog offers it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("Print all keys"))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print all keys on a printer."""
        document = QTextDocument()
        document.setDefaultFont(QApplication.font())
        document.setHtml(as_html(groups(self._registry), self.windowTitle()))
        document.print_(printer)

    def showEvent(self, event: QShowEvent) -> None:
        """Let a person type what to find at once."""
        super().showEvent(event)
        if self._is_old:
            self._show_anew()
        self._filter.setFocus()
        self._filter.selectAll()


def as_html(found: Sequence[Group], title: str) -> str:
    """Return the sheet for printing: two columns of keys, in the order of work."""
    halves = [_printed(share) for share in _dealt(found, 2)]
    cells = "".join(f"<td width='50%' valign='top'>{each}</td>" for each in halves)
    changed = QCoreApplication.translate("KeySheet", "• changed by you")
    is_any = any(row.is_changed for group in found for row in group.rows)
    foot = f"<p>{html.escape(changed)}</p>" if is_any else ""
    return f"<h2>{html.escape(title)}</h2><table width='100%'><tr>{cells}</tr></table>{foot}"


def _printed(found: Sequence[Group]) -> str:
    parts = []
    for group in found:
        rows = "".join(
            f"<tr><td><b>{'• ' if row.is_changed else ''}{html.escape(row.keys)}</b>&nbsp;&nbsp;"
            f"</td><td>{html.escape(row.words)}</td></tr>"
            for row in group.rows
        )
        parts.append(f"<p><b>{html.escape(group.title)}</b></p><table>{rows}</table>")
    return "".join(parts)


def _bold(label: QLabel) -> QLabel:
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _dealt(found: Sequence[Group], count: int) -> list[list[Group]]:
    """Deal groups into columns of about the same length, in their order."""
    total = sum(len(group.rows) + 2 for group in found)
    columns: list[list[Group]] = [[] for _ in range(count)]
    taken = 0
    for group in found:
        columns[min(count - 1, taken * count // max(1, total))].append(group)
        taken += len(group.rows) + 2
    return columns
