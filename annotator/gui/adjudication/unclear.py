"""Where the guideline is unclear: asked for one matter, and collected for the whole project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.adjudication.entries import LAYERS, entry_words
from annotator.annotations.model import Ruling
from annotator.codebook.model import SECTIONS, Codebook
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.gui.widgets.sheet import Airy

_RULING = int(Qt.ItemDataRole.UserRole)


class UnclearDialog(QDialog):
    """Asks which entry of the codebook is unclear, and in what way."""

    def __init__(
        self,
        codebook: Codebook,
        likely: Sequence[str],
        then: Callable[[str, str], object],
        parent: QWidget,
        *,
        reason: str = "",
    ) -> None:
        super().__init__(parent)
        self._then = then
        self.entry = QComboBox(self)
        self.words = QLineEdit(reason, self)
        self.setWindowTitle(self.tr("The guideline is unclear"))
        for each in dict.fromkeys((*likely, *_entries(codebook))):
            self.entry.addItem(_named(each, codebook), each)
        self.entry.setAccessibleName(self.tr("Entry of the codebook"))
        self.entry.setMaxVisibleItems(20)
        self.words.setAccessibleName(self.tr("What is unclear"))
        self.words.setPlaceholderText(self.tr("A sentence for whoever revises the guideline"))
        form = QFormLayout()
        form.addRow(self.tr("&Entry"), self.entry)
        form.addRow(self.tr("&What is unclear"), self.words)
        kinds = QDialogButtonBox.StandardButton
        buttons = without_icons(QDialogButtonBox(kinds.Ok | kinds.Cancel, self))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        told = self.tr("It stays unsettled, and is collected under the entry until it is settled.")
        column.addWidget(plain_label(told, self, wrap=True))
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(460)
        self.accepted.connect(self._tell)
        self.words.setFocus()

    def _tell(self) -> None:
        self._then(str(self.entry.currentData()), self.words.text())


def _entries(codebook: Codebook) -> Iterator[str]:
    """Yield every entry that is offered, the parts of statements first."""
    for layer in codebook.layers:
        yield f"{LAYERS}/{layer}"
    for section in SECTIONS:
        for each in getattr(codebook, section):
            if codebook.offers(section, each.id):
                yield f"{section}/{each.id}"


def _named(entry: str, codebook: Codebook) -> str:
    section = entry.partition("/")[0].replace("_", " ")
    kind = "part of statements" if section == LAYERS else section.removesuffix("s")
    return f"{entry_words(entry, codebook)} ({kind})"


class UnclearPage(QDialog):
    """Everything that was called unclear, under the entries of the codebook."""

    passage_wished = Signal(str, str)
    """The article and the key of the matter."""

    def __init__(
        self,
        unclear: Mapping[str, Sequence[Ruling]],
        codebook: Codebook,
        titles: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unclear in the guideline"))
        self._tops: list[QTreeWidgetItem] = []
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("What is unclear, by entry of the codebook"))
        self.tree.setColumnCount(2)
        self.tree.setItemDelegate(Airy(self.tree))
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([self.tr("What is unclear"), self.tr("Article")])
        self.tree.header().setAccessibleName(self.tr("Columns"))
        for entry, rulings in unclear.items():
            self._add(_named(entry, codebook), rulings, titles)
        self.tree.expandAll()
        self.tree.setColumnWidth(0, 400)
        self.tree.itemActivated.connect(self._wish)
        self._lay_out(bool(unclear))
        self.resize(720, 440)

    def _add(self, entry: str, rulings: Sequence[Ruling], titles: Mapping[str, str]) -> None:
        top = QTreeWidgetItem([f"{entry}: {len(rulings)}", ""])
        font = self.tree.font()
        font.setBold(True)
        top.setFont(0, font)
        self.tree.addTopLevelItem(top)
        self._tops.append(top)
        for each in rulings:
            words = each.reason or self.tr("(no words)")
            item = QTreeWidgetItem([words, titles.get(each.article, each.article)])
            item.setToolTip(0, words)
            item.setData(0, _RULING, each)
            top.addChild(item)

    def _lay_out(self, is_filled: bool) -> None:
        told = (
            self.tr("Enter on a line goes there. Once it is settled, it is gone from this list.")
            if is_filled
            else self.tr("Nothing was called unclear, or all of it is settled.")
        )
        copy, leave = QPushButton(self.tr("&Copy as text")), QPushButton(self.tr("Close"))
        copy.clicked.connect(self.copy)
        copy.setEnabled(is_filled)
        leave.clicked.connect(self.reject)
        for button in (copy, leave):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(leave)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(told, self, wrap=True))
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        if is_filled:
            self.tree.setCurrentItem(self._tops[0])
        self.tree.setFocus()

    @property
    def text(self) -> str:
        """The whole list as text."""
        lines: list[str] = []
        for top in self._tops:
            lines.append(top.text(0))
            inner = (top.child(place) for place in range(top.childCount()))
            lines += [f"- {each.text(0)} ({each.text(1)})" for each in inner if each]
        return "\n".join(lines)

    def copy(self) -> None:
        """Copy the list."""
        QGuiApplication.clipboard().setText(self.text)

    def _wish(self, item: QTreeWidgetItem) -> None:
        ruling = item.data(0, _RULING)
        if isinstance(ruling, Ruling):
            self.passage_wished.emit(ruling.article, ruling.disagreement)
            self.accept()
