"""A list that pops up over the window, narrows down as one types, and gives one choice back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.matching import Choice, folded, matching
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.slips import alike

__all__ = ["Choice", "Chooser"]

Index = QModelIndex | QPersistentModelIndex
_CHOICE = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_WIDTH, _ROWS = 420, 10
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Choices(QAbstractListModel):
    """The choices that fit what has been typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: tuple[Choice, ...] = ()

    def show(self, choices: tuple[Choice, ...]) -> None:
        self.beginResetModel()
        self.shown = choices
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self.shown[index.row()]
        parts = (choice.label, choice.detail, choice.group, choice.key, choice.why_not)
        words = ", ".join(part for part in parts if part)
        return {
            Qt.ItemDataRole.DisplayRole: choice.label,
            Qt.ItemDataRole.ToolTipRole: plain_tooltip(words),
            Qt.ItemDataRole.AccessibleTextRole: words,
            _CHOICE: choice,
        }.get(role)


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints the label on the left and what tells it apart, fainter, on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        return QSize(_WIDTH, metrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = cast(Choice, index.data(_CHOICE))
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        style = view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        box: QRect = option.rect.adjusted(10, 0, -10, 0)
        _paint_choice(painter, box, choice, view.palette(), selected=selected)


def _paint_choice(
    painter: QPainter, box: QRect, choice: Choice, palette: QPalette, *, selected: bool
) -> None:
    roles = QPalette.ColorRole
    metrics = painter.fontMetrics()
    detail = " · ".join(part for part in (choice.why_not or choice.detail, choice.group) if part)
    is_grey = bool(choice.why_not) and not selected
    key_width = metrics.horizontalAdvance(choice.key) + 14 if choice.key else 0
    key_box = box
    box = box.adjusted(0, 0, -key_width, 0)
    room = box.width() // 2 if detail else 0
    detail = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room)
    taken = metrics.horizontalAdvance(detail) + 12 if detail else 0
    label = metrics.elidedText(
        choice.label, Qt.TextElideMode.ElideRight, max(0, box.width() - taken)
    )
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.save()
    plain = roles.PlaceholderText if is_grey else roles.Text
    painter.setPen(palette.color(roles.HighlightedText if selected else plain))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, label)
    painter.drawText(key_box, middle | Qt.AlignmentFlag.AlignRight, choice.key)
    painter.setPen(palette.color(roles.HighlightedText if selected else roles.PlaceholderText))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, detail)
    painter.restore()


class Chooser(QFrame):
    """Offers choices over the window of ``parent``; never blocks, Escape leaves all as it was."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._window = parent.window()
        self._anchor = parent
        self._items: Sequence[Choice] = ()
        self._on_pick: Callable[[Choice], object] | None = None
        self._create: Callable[[str], Choice | tuple[Choice, ...] | None] | None = None
        self._find: Callable[[str], tuple[Choice, ...]] | None = None
        self._wide = _WIDTH
        self._came_from: QWidget | None = None
        self._title = plain_label(parent=self)
        self._filter = QLineEdit(self)
        self._model = _Choices(self)
        self._list = QListView(self)
        self._nothing = plain_label(self.tr("Nothing fits."), self)
        self._question = plain_label(parent=self)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setObjectName("chooser")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._filter.setPlaceholderText(self.tr("Type to narrow down, Enter takes the first"))
        self._filter.setAccessibleName(self.tr("Type to narrow down"))
        self._filter.textChanged.connect(self._narrow)
        self._filter.installEventFilter(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_ChoiceDelegate(self._list))
        self._list.setAccessibleName(self.tr("Choices"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda index: self._take(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self._question.setWordWrap(True)
        self._question.hide()
        for part in (self._title, self._filter, self._question, self._list, self._nothing):
            column.addWidget(part)
        column.addStretch(1)  # where nothing fits, the words stay at the top

    def open_at(
        self,
        items: Sequence[Choice],
        title: str,
        on_pick: Callable[[Choice], object],
        *,
        at: QPoint | None = None,
        create: Callable[[str], Choice | tuple[Choice, ...] | None] | None = None,
        typed: str = "",
        find: Callable[[str], tuple[Choice, ...]] | None = None,
        width: int = _WIDTH,
    ) -> None:
        """Offer ``items``, likeliest first, and call ``on_pick`` with the one taken.

        ``at`` is a global position (else the middle of the parent). ``create`` turns what was typed
        into more choices ("New actor ..."), offered last. Where nothing has that name, but
        something a similar one, or where it may become several things, Enter takes none of them
        unasked. ``find`` finds what fits what is typed in its own way, instead of looking through
        ``items``.
        """
        self._move_into_window()
        self._items, self._on_pick, self._create = items, on_pick, create
        self._find, self._wide = find, width
        self._came_from = QApplication.focusWidget()
        self._title.setText(title)
        self.setAccessibleName(title)
        self._filter.setText(typed)
        self._filter.selectAll()
        self._narrow(typed)
        self._place(at)
        self.show()
        self.raise_()
        self._filter.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def _move_into_window(self) -> None:
        """Belong to the window of the parent, which may have become one of its own since."""
        window = self._anchor.window()
        if window is not self._window:
            self._window = window
            self.setParent(window)

    def renew(self) -> None:
        """Find anew what fits what is typed; the one that would be taken stays, where it fits."""
        if self.isHidden():
            return
        before = self._list.currentIndex().data(_CHOICE)
        kept = before.id if isinstance(before, Choice) and self._has_moved() else ""
        self._narrow(self._filter.text())
        at = next((n for n, each in enumerate(self._model.shown) if each.id == kept), 0)
        self._list.setCurrentIndex(self._model.index(at))

    def _has_moved(self) -> bool:
        """Tell whether a person went down the list."""
        return self._list.currentIndex().row() > 0

    def tell_nothing(self, words: str = "") -> None:
        """Say something else where nothing fits; "" for the usual words."""
        self._nothing.setText(words or self.tr("Nothing fits."))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices on show now, in their order."""
        return self._model.shown

    def _narrow(self, typed: str) -> None:
        shown = self._find(typed) if self._find is not None else matching(self._items, typed)
        extra = self._created(typed.strip(), shown)
        similar = alike(self._items, typed) if extra and extra[0].is_new and not shown else ()
        self._ask(similar, extra if not shown else ())
        self._model.show((*shown, *similar, *extra))
        self._nothing.setVisible(not self._model.shown)
        self._list.setVisible(bool(self._model.shown))
        if self._model.shown and self._question.isHidden():
            self._list.setCurrentIndex(self._model.index(0))

    def _created(self, wanted: str, shown: Sequence[Choice]) -> tuple[Choice, ...]:
        """Return what may be made of what was typed; nothing new under a name that is there."""
        made = self._create(wanted) if self._create is not None and wanted else None
        extra = made if isinstance(made, tuple) else () if made is None else (made,)
        is_there = any(folded(each.label) == folded(wanted) for each in shown)
        return tuple(each for each in extra if not (each.is_new and is_there))

    def _ask(self, similar: Sequence[Choice], extra: Sequence[Choice]) -> None:
        """Say why Enter alone takes nothing, where it would be a guess."""
        if similar:
            words = self.tr("Nothing has that name. Is it one of these? ↓ and Enter choose.")
        else:
            words = self.tr("Nothing has that name. What shall it become? ↓ and Enter choose.")
        is_asked = bool(similar) or len(extra) > 1
        self._question.setText(words)
        self._filter.setAccessibleDescription(words if is_asked else "")
        if is_asked == self._question.isHidden():
            self._question.setVisible(is_asked)
            self._grow()

    def _grow(self) -> None:
        """Take the height of what is said now, inside the window."""
        self.adjustSize()
        lowest = max(8, self._window.height() - self.height() - 8)
        self.move(self.x(), min(self.y(), lowest))

    def _place(self, at: QPoint | None) -> None:
        window = self._window
        row = self._list.sizeHintForRow(0) if self._model.shown else 28
        offered = len(self._items) if self._find is None else _ROWS
        rows = min(_ROWS, max(3, offered + (self._create is not None)))
        self._list.setFixedHeight(rows * max(row, 20) + 6)
        self.setFixedWidth(min(self._wide, window.width() - 16))
        self.adjustSize()
        middle = self._anchor.rect().center() - QPoint(self.width() // 2, self.height() // 2)
        corner = window.mapFromGlobal(at) if at is not None else self._anchor.mapTo(window, middle)
        right = max(8, window.width() - self.width() - 8)
        bottom = max(8, window.height() - self.height() - 8)
        self.move(min(max(8, corner.x()), right), min(max(8, corner.y()), bottom))

    def _take_current(self) -> None:
        """Take what is marked; where nothing is, mark the first, so that Enter again takes it."""
        row = self._list.currentIndex().row()
        if row < 0 and self._model.shown:
            self._list.setCurrentIndex(self._model.index(0))
        else:
            self._take(row)

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._model.shown):
            return
        choice, on_pick = self._model.shown[row], self._on_pick
        self.dismiss()
        if on_pick is not None:
            on_pick(choice)

    def dismiss(self) -> None:
        """Close without a choice and give the focus back to where it was."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        self._on_pick = None
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isHidden():
            return False
        if watched is self._filter and event.type() == QEvent.Type.ShortcutOverride:
            return self._claimed(cast(QKeyEvent, event))
        if watched is self._filter and event.type() == QEvent.Type.KeyPress:
            return self._key_pressed(cast(QKeyEvent, event))
        if watched is self._filter and event.type() == QEvent.Type.FocusOut:
            self._focus_left()
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            where = cast(QMouseEvent, event).globalPosition().toPoint()
            if not self.rect().contains(self.mapFromGlobal(where)):
                self.dismiss()
        return False

    def _focus_left(self) -> None:
        """Close where the focus went elsewhere; a window that loses it keeps the list."""
        now = QApplication.focusWidget()
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.dismiss()

    def _claimed(self, event: QKeyEvent) -> bool:
        """Keep Escape from what it does in the window."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return False

    def _key_pressed(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take_current()
            return True
        if key in _MOVES:
            QApplication.sendEvent(self._list, event)
            return True
        return False
