"""The reader: an article to read, move about in and select from, by keys and by mouse."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader import accessible, units
from annotator.gui.reader.margin import (
    LANES,
    is_beside_comments,
    is_beside_passages,
    lane_at,
)
from annotator.gui.reader.marks import Mark
from annotator.gui.reader.moves import Move, Place, move_for
from annotator.gui.reader.selecting import SelectingCanvas
from annotator.gui.reader.upcoming import Upcoming

_Key = QKeySequence.StandardKey
_CHARACTER, _WORD, _SENTENCE = 1, 2, 3
"""What a drag selects by, after one, two or three presses."""


class ReaderView(SelectingCanvas):
    """The article with everything that is marked in it, a caret and a selection.

    It knows marks, not the project: what a click or a step means is decided by who listens. All
    offsets are code points of the stored text. The caret keys are handled here; single-letter
    gestures (next sentence and so on) are public methods for whoever binds keys.
    """

    context_menu_requested = Signal(QPoint, object, list)
    """Where (global), the selection or None, and the ids of the marks there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Article"))
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._press: Span | None = None
        self._pressed_at = 0
        self._presses = 0
        self._press_time = 0
        self._press_point = QPoint()
        self._dragged = False
        accessible.install()
        self.caret_moved.connect(self._tell_caret)
        self.selection_changed.connect(self._tell_caret)

    def show_article(
        self,
        text: str,
        zones: Sequence[Zone],
        title: str = "",
        meta: str = "",
        marks: Upcoming | None = None,
    ) -> None:
        before, self._presses = self.text, 0
        super().show_article(text, zones, title, meta, marks)
        self.setAccessibleName(title or self.tr("Article"))
        accessible.tell_article(self, before)

    def _tell_caret(self) -> None:
        """Say what a screen reader cannot see: where the caret is, and what is marked there."""
        if QAccessible.isActive():
            tips = self.tips_of(self.marks_at(min(self.anchor, self.caret)))
            self.setAccessibleDescription("; ".join(tips).replace("\n", ", "))
        accessible.tell_caret(self)

    def tips_of(self, marks: Sequence[Mark]) -> list[str]:
        """Return what is told about marks: the number of a statement, who, what."""
        tips = []
        for mark in marks:
            number = self.number_of(mark)
            head = self.tr("Statement %1").replace("%1", str(number)) if number else ""
            tips.append("\n".join(each for each in (head, mark.tip) if each))
        return [each for each in tips if each]

    def announce(self, mark_id: str) -> None:
        """Let a screen reader say what a mark is and which words it covers."""
        mark = self._marks.get(mark_id) if QAccessible.isActive() else None
        if mark is not None:
            words = " … ".join(span.covered(self.text) for span in mark.spans)
            told = [*self.tips_of([mark]), f"“{' '.join(words.split())}”"]
            accessible.announce(self, ". ".join(told).replace("\n", ", "))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = move_for(event)
        if found is not None:
            self._go(found[0], selecting=found[1])
        elif event.matches(_Key.Copy):
            self.copy()
        elif event.matches(_Key.SelectAll):
            self._put(0, len(self.text))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep the caret keys for the caret, where a menu has them too."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = move_for(event) or event.matches(_Key.Copy) or event.matches(_Key.SelectAll)
            if mine:
                event.accept()
                return True
        return super().event(event)

    def _go(self, move: Move, *, selecting: bool) -> None:
        x = self._page.caret_rect(self._caret).x() if self._goal_x is None else self._goal_x
        place = Place(self._page, self._units, self._caret, x, self.viewport().height())
        target = move.lead(place)
        selection = self.selection
        selecting = selecting or self.is_holding
        if selection is not None and move.side and not selecting:
            number = self._page.number_at(self._caret)
            onward = (move.side > 0) != self._page.block(number).right_to_left
            target = selection.end if onward else selection.start
        self._put(self._anchor if selecting else target, target)
        self._goal_x = x if move.keeps_column else None
        self._show_caret()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._start_blinking()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stop_blinking()

    # mouse

    def _on_page(self, point: QPointF | QPoint) -> QPointF:
        return QPointF(point.x() - self._left, point.y() + self._scroll())

    def offset_at(self, point: QPointF | QPoint) -> int:
        """Return the caret position nearest to a point of the viewport."""
        return self._page.offset_at(self._on_page(point))

    def marks_under(self, point: QPointF | QPoint) -> list[Mark]:
        """Return the marks under a point of the viewport, also by what is drawn beside them."""
        place = self._on_page(point)
        if is_beside_passages(self._page, place.x()):
            return self._signs_beside(place)
        if place.x() < -2.0:
            lane = lane_at(self._type.em, place.x())
            line = self._page.line_span(place)
            near = self._marks.between(line.start, line.end) if line else []
            return [
                each.mark for each in near if each.margin >= 0 and min(each.margin, LANES) == lane
            ]
        offset = self._page.character_at(place)
        return [] if offset is None else self.marks_at(offset)

    def _signs_beside(self, place: QPointF) -> list[Mark]:
        """Return what stands to the right of a line: comments that begin there, or passages."""
        line = self._page.line_span(place)
        if line is None:
            return []
        near = [each.mark for each in self._marks.between(line.start, line.end)]
        if is_beside_comments(self._page, place.x()):
            here = range(line.start, line.end)
            begun = [e for e in near if e.kind == "comment" and e.extent.start in here]
            if begun:
                return sorted(begun, key=lambda each: each.dotted)
        return [each for each in near if each.kind == "passage"]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._count_press(event)
        self._hold(None)
        self._dragged = False
        offset = self.offset_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._press = Span(self._anchor, self._anchor + 1)
            self._pressed_at = self._anchor
            self._presses = _CHARACTER
            self._dragged = True
            self._put(self._anchor, offset)
            return
        unit = self._unit_at(offset, event.position())
        self._pressed_at = offset
        self._press = unit
        self._put(unit.start, unit.end) if unit else self._put(offset, offset)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _count_press(self, event: QMouseEvent) -> None:
        """Count presses at one place: the second selects a word, the third a sentence."""
        point, time = event.position().toPoint(), event.timestamp()
        near = (point - self._press_point).manhattanLength() <= QApplication.startDragDistance()
        soon = time - self._press_time <= QApplication.doubleClickInterval()
        double = event.type() == QEvent.Type.MouseButtonDblClick
        if double:
            self._presses = _WORD
        elif near and soon and self._presses in (_WORD, _SENTENCE):
            self._presses = _SENTENCE
        else:
            self._presses = _CHARACTER
        self._press_point, self._press_time = point, time

    def _unit_at(self, offset: int, point: QPointF) -> Span | None:
        """Return the word or the sentence there, whatever the presses before ask for."""
        if self._presses == _CHARACTER:
            return None
        character = self._page.character_at(self._on_page(point))
        place = offset if character is None else character
        if self._presses == _WORD:
            return self._units.word_at(place)
        return units.at(self._units.sentences_near(place), place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        moved = (point - self._press_point).manhattanLength()
        if not self._dragged and moved < QApplication.startDragDistance():
            return
        self._dragged = True
        offset = self.offset_at(event.position())
        here = self._unit_at(offset, event.position()) or (
            Span(offset, offset + 1) if self._presses > _CHARACTER else None
        )
        if self._press is not None and here is not None and self._presses > _CHARACTER:
            if here.start < self._press.start:
                self._put(self._press.end, here.start)
            else:
                self._put(self._press.start, max(here.end, self._press.end))
        else:
            self._put(self._pressed_at, offset)
        self._show_caret()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._dragged:
            return
        if self._presses == _CHARACTER:
            self._activate_under(event.position())

    def _activate_under(self, point: QPointF) -> None:
        """Tell the shortest mark there; clicked again, the next one of those that overlap."""
        beside = is_beside_passages(self._page, self._on_page(point).x())
        signs = ("passage", "comment")
        found = [each for each in self.marks_under(point) if beside or each.kind not in signs]
        if not found:
            self._activated = ""
            return
        names = [mark.id for mark in found]
        place = names.index(self._activated) + 1 if self._activated in names else 0
        self._activate(found[place % len(found)])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key:
            rect = self._caret_rect().translated(self._left, -self._scroll())
            point = rect.bottomLeft().toPoint()
            found = self.marks_at(min(self._anchor, self._caret))
        else:
            point = event.pos()
            found = self.marks_under(point)
        ids = list(dict.fromkeys(mark.owner or mark.id for mark in found))
        where = self.viewport().mapToGlobal(point)
        self.context_menu_requested.emit(where, self.selection, ids)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in a tool tip what is marked under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tips = dict.fromkeys(self.tips_of(self.marks_under(event.pos())))
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(tips)), self.viewport())
            return True
        return super().viewportEvent(event)


def plain_tip(words: str) -> str:
    """Return a tool tip in which nothing is taken for mark-up."""
    if not words:
        return ""
    return f"<p style='white-space:pre-wrap'>{html.escape(words)}</p>"
