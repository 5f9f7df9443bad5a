"""The small pieces that cards are made of: headings, rows for spans, chips, quiet boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import menu_text, plain_label, set_tip

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
    set_tip(button, tip or name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: on_click())
    return button


def rename(button: QToolButton, name: str) -> None:
    """Let a button be read out, and explained by its tool tip, in other words."""
    button.setAccessibleName(name)
    set_tip(button, name)


def push_button(
    text: str, on_click: Callable[[], None], *, name: str = "", tip: str = ""
) -> QPushButton:
    """Return a button that does not swallow Enter for the whole window."""
    button = QPushButton(menu_text(text))
    button.setAutoDefault(False)
    button.setAccessibleName(name or text)
    set_tip(button, tip or name or text)
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


def align_names(rows: Iterable[QWidget]) -> None:
    """Let the controls of labelled rows begin below each other; other widgets stay as they are."""
    labelled = [each for each in rows if isinstance(each, LabelledRow)]
    names = [name for each in labelled if (name := each.findChild(QLabel)) is not None]
    widest = max((each.sizeHint().width() for each in names), default=0)
    for each in names:
        each.setMinimumWidth(max(widest, each.minimumWidth()))


class TextButton(QPushButton):
    """A flat button whose words begin at the left and are cut with dots where there is no room.

    It paints its words itself: a button with a style sheet would keep the colours of the theme in
    which it was made.
    """

    def __init__(self, text: str, name: str, on_click: Callable[[], None]) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAutoDefault(False)
        self.set_words(text, name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())

    def set_words(self, text: str, name: str | None = None) -> None:
        """Show other words; ``name`` is what is read out, the words themselves if it is None."""
        self._full = text
        set_tip(self, text)
        self.setAccessibleName(text if name is None else name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        if not self.isFlat() or self.underMouse() or self.isDown():
            painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(Theme.for_palette(self.palette()).accent, 2.0))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
        words = self.rect().adjusted(6, 0, -6, 0)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, words.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
        painter.end()


class PickButton(TextButton):
    """A button that opens a list to choose from; long words are cut with dots."""

    def __init__(self, text: str, name: str, on_click: Callable[[], None]) -> None:
        super().__init__(text, name, on_click)
        self.setFlat(False)


def removable(widget: QWidget, name: str, on_remove: Callable[[], None]) -> QWidget:
    """Return a widget with a button beside it that takes it away."""
    button = tool_button(REMOVE_SIGN, name, on_remove)
    button.setObjectName("remove")
    return row(widget, button)


class Chip(QWidget):
    """A name with a button that takes it away."""

    def __init__(self, text: str, name: str, on_remove: Callable[[], None]) -> None:
        super().__init__()
        self._label = plain_label()
        self._button = tool_button(REMOVE_SIGN, name, lambda: self._on_remove())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 2, 0)
        layout.setSpacing(2)
        layout.addWidget(self._label)
        layout.addWidget(self._button)
        self.show_name(text, name, on_remove)

    def show_name(self, text: str, name: str, on_remove: Callable[[], None]) -> None:
        """Show somebody else."""
        metrics = self.fontMetrics()
        room = metrics.averageCharWidth() * 24
        self._label.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        set_tip(self, text)
        rename(self._button, name)
        self._on_remove = on_remove

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Theme.for_palette(self.palette()).hue("grey").tint)
        bend = self.height() / 2
        painter.drawRoundedRect(self.rect(), bend, bend)
        painter.end()


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
        set_tip(self, tip or name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._options: list[Option] = []
        self.offer(options, value)

    def offer(self, options: Sequence[Option], value: str | None) -> None:
        """Show these options, and which one is set."""
        offered = list(options)
        if value not in [each.value for each in offered]:
            offered.append(Option(value, str(value)))
        if offered != self._options:
            self._options = offered
            self.clear()
            self.addItems([each.words for each in offered])
        self.setCurrentIndex([each.value for each in offered].index(value))

    @property
    def value(self) -> str | None:
        """What is set now."""
        return self._options[self.currentIndex()].value

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
