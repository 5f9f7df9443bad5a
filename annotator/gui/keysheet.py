"""The sheet of all keys, on one key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.actions import ActionSpec, shown_keys
from annotator.gui.widgets.matching import folded
from annotator.gui.widgets.plain import plain_label

READING_KEYS = (
    ("← → ↑ ↓", "Move by character and line"),
    ("Ctrl+← →", "Move by word"),
    ("Shift+← →", "Select while moving"),
    ("Ctrl+C", "Copy what is selected"),
)


class KeySheet(QDialog):
    """All keys by menu, in columns; typing narrows them down, Escape closes it."""

    def __init__(self, specs: Sequence[ActionSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All keys"))
        self.setModal(False)
        self.resize(1120, 640)
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(self.tr("Type to find an action or a key"))
        self._filter.setAccessibleName(self.tr("Find an action or a key"))
        self._rows: list[tuple[str, QLabel, QLabel]] = []
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._sheet(specs))
        column = QVBoxLayout(self)
        column.addWidget(self._filter)
        column.addWidget(area)
        self._filter.textChanged.connect(self._narrow)

    def _sheet(self, specs: Sequence[ActionSpec]) -> QWidget:
        sections: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for spec in specs:
            if spec.keys:
                top, _, below = spec.menu.partition("/")
                sections[below or top].append((shown_keys(spec), spec.text.rstrip(".…")))
        sections[self.tr("In the article")] = [(keys, self.tr(text)) for keys, text in READING_KEYS]
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setSpacing(24)
        for group in _columns(list(sections.items()), 4):
            column = QVBoxLayout()
            column.setSpacing(2)
            for title, rows in group:
                self._add_section(column, title, rows)
            column.addStretch(1)
            row.addLayout(column, 1)
        return sheet

    def _add_section(self, column: QVBoxLayout, title: str, rows: list[tuple[str, str]]) -> None:
        head = plain_label(title)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        head.setContentsMargins(0, 8, 0, 1)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for at, (keys, text) in enumerate(rows):
            key_label, words = plain_label(keys), plain_label(text)
            key_label.setMinimumWidth(64)
            key_label.setAlignment(Qt.AlignmentFlag.AlignTop)
            key_font = key_label.font()
            key_font.setBold(True)
            key_label.setFont(key_font)
            grid.addWidget(key_label, at, 0)
            grid.addWidget(words, at, 1)
            self._rows.append((folded(f"{keys} {text}"), key_label, words))
        column.addLayout(grid)

    def _narrow(self, typed: str) -> None:
        wanted = folded(typed).split()
        for searched, keys, words in self._rows:
            fits = all(each in searched for each in wanted)
            keys.setVisible(fits)
            words.setVisible(fits)


def _columns(
    sections: list[tuple[str, list[tuple[str, str]]]], count: int
) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    """Deal sections into columns of about the same length, in their order."""
    total = sum(len(rows) + 2 for _, rows in sections)
    columns: list[list[tuple[str, list[tuple[str, str]]]]] = [[] for _ in range(count)]
    taken = 0
    for section in sections:
        at = min(count - 1, taken * count // max(1, total))
        columns[at].append(section)
        taken += len(section[1]) + 2
    return columns
