"""A form of choices, top to bottom in the order in which they are made, that tells each change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.dataset.options import By
from annotator.gui.widgets.plain import plain_label, plain_tooltip


class ChoicesForm(QWidget):
    """Builds the rows of a form for its children; ``changed`` tells that a person chose.

    A child adds its rows, then sets ``_is_filling`` to False; while it is True nothing is told.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._is_filling = True

    def take_typed(self) -> None:
        """Take over numbers that were typed and not yet left: keys do not take the focus away."""
        for each in self.findChildren(QAbstractSpinBox):
            each.interpretText()

    def _enable(self) -> None:
        """Enable what matters with what is chosen; for children."""

    def _change(self) -> None:
        if not self._is_filling:
            self._enable()
            self.changed.emit()

    def _head(self, words: str) -> None:
        head: QLabel = plain_label(words, self)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        head.setContentsMargins(0, 8 if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(head)

    def _combo(self, name: str, items: Sequence[tuple[str, str | None]]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(16)
        for words, value in items:
            combo.addItem(words, value)
        self._form.addRow(name, combo)
        combo.currentIndexChanged.connect(self._change)
        return combo

    def _number(self, name: str, least: int, most: int, value: int) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setAccessibleName(name)
        spin.setRange(least, most)
        spin.setValue(value)
        spin.setKeyboardTracking(False)
        self._form.addRow(name, spin)
        spin.valueChanged.connect(self._change)
        return spin

    def _box(self, words: str, *, is_on: bool) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setChecked(is_on)
        self._form.addRow(box)
        box.toggled.connect(self._change)
        return box

    def _shares(self, name: str, items: Sequence[tuple[str, str]], *, tip: str) -> QComboBox:
        """Add a row for the shares of splits, some of which are offered and any can be typed."""
        combo = self._combo(name, items)
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setToolTip(plain_tooltip(tip))
        combo.editTextChanged.connect(self._change)
        return combo

    def _together(self) -> QComboBox:
        """Add a row for what stays in one split."""
        ways: tuple[tuple[str, By], ...] = (
            (self.tr("Articles that tell the same"), "cluster"),
            (self.tr("Articles that share a passage"), "passage"),
            (self.tr("Articles of one source"), "source"),
            (self.tr("By date, the newest last"), "date"),
            (self.tr("Each article by itself"), "article"),
        )
        return self._combo(self.tr("Together"), ways)

    def _offer(self, combo: QComboBox, words: str, values: Sequence[str]) -> None:
        """Offer ``values`` after ``words`` for all of them; what was chosen stays if it can."""
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(words, None)
        for each in values:
            combo.addItem(each, each)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))


def beside_choices(
    view: QWidget, form: ChoicesForm, buttons: Iterable[QPushButton], page: QWidget
) -> QHBoxLayout:
    """Return a form over its buttons at the left of the page that shows what comes of it."""
    left = QWidget(view)
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(TallForm(view, form), 1)
    for each in buttons:
        column.addWidget(each)
    inner = QSplitter(Qt.Orientation.Horizontal, view)
    inner.setChildrenCollapsible(False)
    inner.addWidget(left)
    inner.addWidget(page)
    inner.setStretchFactor(1, 1)
    row = QHBoxLayout()
    row.setContentsMargins(12, 8, 12, 0)
    row.addWidget(inner)
    return row


class TallForm(QScrollArea):
    """Scrolls a form up and down, and is never narrower than it."""

    def __init__(self, parent: QWidget, form: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        hint, bar = super().minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        return QSize(self._form.minimumSizeHint().width() + bar, hint.height())
