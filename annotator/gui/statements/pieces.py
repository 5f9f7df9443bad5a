"""The small pieces that cards are made of: headings, rows for spans, chips, quiet boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import menu_text, plain_label, plain_tooltip

GAP = 4
REMOVE_SIGN = "×"


def heading(text: str) -> QLabel:
    """Return the small bold title of a section."""
    label = plain_label(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def muted(text: str, *, wrap: bool = True) -> QLabel:
    """Return secondary words in the quieter ink of the palette."""
    label = plain_label(text, wrap=wrap)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def tool_button(
    text: str, name: str, on_click: Callable[[], None], *, tip: str = ""
) -> QToolButton:
    """Return a small flat button with an accessible name and a tool tip."""
    button = QToolButton()
    button.setText(menu_text(text))
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(plain_tooltip(tip or name))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: on_click())
    return button


def push_button(
    text: str, on_click: Callable[[], None], *, name: str = "", tip: str = ""
) -> QPushButton:
    """Return a button that does not swallow Enter for the whole window."""
    button = QPushButton(menu_text(text))
    button.setAutoDefault(False)
    button.setAccessibleName(name or text)
    button.setToolTip(plain_tooltip(tip or name or text))
    button.clicked.connect(lambda: on_click())
    return button


def row(*widgets: QWidget, stretch: int = 0) -> QWidget:
    """Return widgets side by side; the one at index ``stretch`` takes the room that is left."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    for index, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if index == stretch else 0)
    return box


class LabelledRow(QWidget):
    """A control with its name in quiet words before it."""

    def __init__(self, words: str, control: QWidget) -> None:
        super().__init__()
        label = muted(words, wrap=False)
        label.setBuddy(control)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 12)
        layout.addWidget(label)
        layout.addWidget(control, 1)


class TextButton(QPushButton):
    """A flat button whose words are cut with dots where there is no room for them."""

    def __init__(self, text: str, name: str, on_click: Callable[[], None]) -> None:
        super().__init__()
        self._full = text
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(text))
        self.setStyleSheet("text-align: left; padding: 2px 4px;")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())
        self._cut()

    def set_words(self, text: str) -> None:
        """Show other words."""
        self._full = text
        self.setToolTip(plain_tooltip(text))
        self.setAccessibleName(text)
        self._cut()

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.width() - 12, 20)
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self.setText(menu_text(shown))


class PickButton(TextButton):
    """A button that opens a list to choose from; long words are cut with dots."""

    def __init__(self, text: str, name: str, on_click: Callable[[], None]) -> None:
        super().__init__(text, name, on_click)
        self.setFlat(False)
        self.setStyleSheet("")


def removable(widget: QWidget, name: str, on_remove: Callable[[], None]) -> QWidget:
    """Return a widget with a button beside it that takes it away."""
    button = tool_button(REMOVE_SIGN, name, on_remove)
    button.setObjectName("remove")
    return row(widget, button)


class Chip(QWidget):
    """A name with a button that takes it away."""

    def __init__(self, text: str, name: str, on_remove: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("chip")
        metrics = self.fontMetrics()
        room = metrics.averageCharWidth() * 24
        self._label = plain_label(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.setToolTip(plain_tooltip(text))
        button = tool_button(REMOVE_SIGN, name, on_remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 2, 0)
        layout.setSpacing(2)
        layout.addWidget(self._label)
        layout.addWidget(button)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        theme = Theme.for_palette(self.palette())
        hue = theme.hue("grey")
        style = f"#chip {{ background: {hue.tint.name()}; border-radius: 9px; }}"
        if self.styleSheet() != style:
            self.setStyleSheet(style)


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a quiet box: what is stored, and the words shown."""

    value: str | None
    words: str


class QuietBox(QComboBox):
    """A drop-down that the wheel does not change, and that tells only what a person picked."""

    def __init__(
        self, options: Sequence[Option], value: str | None, name: str, *, tip: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(tip or name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._options = list(options)
        if value not in [each.value for each in self._options]:
            self._options.append(Option(value, str(value)))
        for each in self._options:
            self.addItem(each.words)
        self.setCurrentIndex([each.value for each in self._options].index(value))

    def on_pick(self, call: Callable[[str | None], None]) -> None:
        """Call with the value that a person picked."""
        self.activated.connect(lambda index: call(self._options[index].value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets go when the current event is done."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
