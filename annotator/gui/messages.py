"""What the program tells: what was just stored, what went wrong, which keys make sense now."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from annotator.errors import AnnotatorError
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_label

_NEWS_STAYS_MS = 8000


class Problems(QObject):
    """Tells each problem once, until the same kind of work went well again."""

    appeared = Signal(str)
    went_away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: dict[str, str] = {}

    def tell(self, problem: AnnotatorError | str, *, about: str = "work") -> None:
        """Show a problem, unless it is the one shown already for that kind of work."""
        text = str(problem)
        if self._told.get(about) != text:
            self._told[about] = text
            self.appeared.emit(text)

    def settle(self, about: str = "work") -> None:
        """Forget a kind of problem: that work went well."""
        if self._told.pop(about, None) is not None and not self._told:
            self.went_away.emit()

    def settle_all(self) -> None:
        """Forget every problem: another project is open."""
        if self._told:
            self._told.clear()
            self.went_away.emit()


class StatusLine(QWidget):
    """The line at the foot: news for some seconds, else the keys that make sense right now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self._said = "", ""
        self._is_refusal = False
        self._is_hint = True
        self._label = _one_line(self)
        self._label.setObjectName("status")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_NEWS_STAYS_MS)
        self._timer.timeout.connect(self.show_hint)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 5)
        self._row.addWidget(self._label, 1)
        self.setAccessibleName(self.tr("Status"))

    def keep_at_end(self, widget: QWidget) -> None:
        """Show a widget at the end of the line, whatever the line says."""
        self._row.addWidget(widget)

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._said

    def set_hint(self, text: str) -> None:
        """Set the keys to show while there is no news."""
        is_over = self._is_refusal and text != self._hint
        self._hint = text
        if is_over or not self._timer.isActive():
            self.show_hint()

    def show_news(self, text: str) -> None:
        """Show what was just stored or done."""
        self._show(text)
        self._timer.start()

    def show_refusal(self, text: str) -> None:
        """Show why something was not done; it goes as soon as other keys make sense."""
        self.show_news(text)
        self._is_refusal = True

    def show_at_once(self, text: str) -> None:
        """Show a hint over everything else, until the next one."""
        self._timer.stop()
        self._show(text)

    def show_hint(self) -> None:
        """Show the keys that make sense right now."""
        self._timer.stop()
        self._show(self._hint, is_hint=True)

    def _show(self, text: str, *, is_hint: bool = False) -> None:
        self._is_refusal = False
        self._said, self._is_hint = text, is_hint
        self._fit()
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let news take a second line where it is long, and leave the last keys of a hint out."""
        room, metrics = self._label.contentsRect().width(), self._label.fontMetrics()
        fits = metrics.horizontalAdvance(self._said) <= room
        words = self._said if fits or not self._is_hint else _beginning(self._said, metrics, room)
        self._label.setWordWrap(not fits and not self._is_hint)
        self._label.setText(words)


def _beginning(hint: str, metrics: QFontMetrics, room: int) -> str:
    """Return as many of the keys of a hint as there is room for."""
    between = next((each for each in (" · ", "   ") if each in hint), " ")
    parts = hint.split(between)
    for count in range(len(parts) - 1, 0, -1):
        words = between.join(parts[:count]) + " …"
        if metrics.horizontalAdvance(words) <= room:
            return words
    return hint


def _one_line(parent: QWidget) -> QLabel:
    """Return a label that gives way instead of widening the window."""
    label = plain_label(parent=parent)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


class NoticeBar(QFrame):
    """A problem over the article: it stays until it is closed or no longer true."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAutoFillBackground(True)
        self._label = plain_label(parent=self, wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QPushButton(self.tr("Copy"), self)
        self._copy.setToolTip(self.tr("Copy this message"))
        self._copy.clicked.connect(self._copy_text)
        self._close = QPushButton(self.tr("Close"), self)
        self._close.setToolTip(self.tr("Hide this message"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(self._label, 1)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The problem on show; empty where there is none."""
        return "" if self.isHidden() else self._label.text()

    def show_problem(self, text: str) -> None:
        """Show a problem as it stands."""
        red = Theme.for_palette(QGuiApplication.palette()).hue("red")
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, red.tint)
        self.setPalette(palette)
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self.show()

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._label.text())
