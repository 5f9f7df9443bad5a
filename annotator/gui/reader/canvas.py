"""The surface of the reader: lays out what is seen, draws it, and repaints no more than changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.reader.blocks import Block
from annotator.gui.reader.heading import Heading
from annotator.gui.reader.links import Link, Margin, paint_links
from annotator.gui.reader.margin import (
    RIGHT_MARGIN,
    brackets_end,
    lane_x,
    links_x,
    margin_width,
)
from annotator.gui.reader.mark_index import MarkIndex
from annotator.gui.reader.marks import Mark
from annotator.gui.reader.page import Page
from annotator.gui.reader.painting import OUTLINE, Scene, areas_of, paint_beside, paint_page
from annotator.gui.reader.scroll_marks import MarkedScrollBar, Told
from annotator.gui.reader.typography import USUAL, Look, typography
from annotator.gui.reader.upcoming import Upcoming
from annotator.gui.theme import Theme
from annotator.gui.widgets.own_viewport import give_viewport

_ZOOM = 1.1
_MANY = 100
"""Changed stretches from which on the whole view is painted anew."""
_FOOT = 3.0
"""Room below the last line, in the body's size."""
_AT_A_TIME = 5_000
"""Code points whose marks are placed between one key and the next."""


class Canvas(QAbstractScrollArea):
    """An article with its marks, a selection and a caret; it knows nothing of keys and mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._look = Look()
        self._theme = Theme.for_palette(self.palette())
        self._type = typography(self._look, self.font())
        self._page = Page("", (), self._type, 100.0)
        self._title = ""
        self._heading = Heading("", "")
        self._marks = MarkIndex()
        self._numbers: Mapping[str, int] = {}
        self._links: tuple[Link, ...] = ()
        self._hits: tuple[Span, ...] = ()
        self._anchor = self._caret = 0
        self._caret_on = False
        self._left = 0.0
        self._is_at_rest = True
        self._is_fitting = False
        self._bar = MarkedScrollBar(self._places, self)
        self.setVerticalScrollBar(self._bar)
        self._rest_of_marks = AfterPaint(self, self._place_more_marks)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._blink_caret)
        self.verticalScrollBar().setSingleStep(round(self._type.em * 1.5))

    @property
    def text(self) -> str:
        """The article's stored text."""
        return self._page.text

    @property
    def caret(self) -> int:
        """Where the caret stands, in code points."""
        return self._caret

    @property
    def anchor(self) -> int:
        """Where the selection began, in code points; the caret itself where there is none."""
        return self._anchor

    @property
    def selection(self) -> Span | None:
        """What is selected."""
        low, high = sorted((self._anchor, self._caret))
        return Span(low, high) if low < high else None

    def selected_text(self) -> str:
        """Return the stored characters that are selected."""
        selection = self.selection
        return selection.covered(self.text) if selection else ""

    def show_article(
        self,
        text: str,
        zones: Sequence[Zone],
        title: str = "",
        meta: str = "",
        marks: Upcoming | None = None,
    ) -> None:
        """Show another article from its beginning, at first with the marks in sight.

        ``title`` is shown where no zone is a headline, ``meta`` (source, date) above the text.
        """
        has_headline = any(zone.kind == "headline" for zone in zones)
        self._title = "" if has_headline else title
        self._heading = Heading(self._title, meta)
        self._page = Page(text, zones, self._type, self._column())
        ends = [paragraph.end for paragraph in self._page.paragraphs]
        self._marks = MarkIndex(paragraph_ends=ends)
        if marks is not None:
            self._marks.show(marks)
        self._anchor = self._caret = 0
        self._begin()
        self._arrange()
        self._bar.forget()
        self._rest_of_marks.start()
        self.viewport().update()

    def _begin(self) -> None:
        """Go to the top, and let margin and scroll bar have their width: lines are broken once."""
        self._is_at_rest = False
        try:
            self.verticalScrollBar().setValue(0)
            self._page.set_type(self._type, self._column())
            self._fit_bar()
        finally:
            self._is_at_rest = True

    def set_meta(self, meta: str) -> None:
        """Show other facts above the same article; what is in view stays there."""
        self._heading = Heading(self._title, meta)
        self._arrange()
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show exactly these marks; only the lines where something differs are painted anew."""
        self._show_changed(self._marks.set(marks))

    def _place_more_marks(self) -> None:
        if self._marks.place_more(_AT_A_TIME):
            self._rest_of_marks.start()
        else:
            self._bar.look_soon()

    def change_marks(self, gone: Iterable[str], come: Iterable[Mark]) -> None:
        """Take marks away and draw others, or the same ones differently; the rest stays."""
        self._show_changed(self._marks.change(gone, come))

    def _places(self) -> Iterator[tuple[Told, float]]:
        """Yield how far down in the article each statement and open suggestion begins."""
        page = self._page
        height = max(1.0, page.height)
        for mark in self._marks:
            told: Told | None = "statement" if mark.kind == "statement" else None
            if mark.dotted and mark.kind in ("suggestion", "quotation"):
                told = "suggestion"
            if told is not None:
                yield told, page.about(mark.extent.start) / height

    def _show_changed(self, changed: Sequence[Span]) -> None:
        if self._marks.is_complete:  # else the bar looks once they are
            self._bar.look_soon()
        if self._left != self._column_left():
            self._arrange()
            self.viewport().update()
            return
        if len(changed) > _MANY:
            self.viewport().update()
            return
        for extent in changed:
            self._update_extent(extent.start, extent.end)

    def set_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show statements under these numbers, by their ids; other numbers are another object."""
        if numbers is self._numbers:
            return
        before, self._numbers = self._numbers, numbers
        top = self._scroll()
        first, last = self._page.offsets_between(top, top + self.viewport().height())
        moved = [
            each.extent.start
            for each in self._marks.between(first, last + 1)
            if before.get(each.mark.id) != numbers.get(each.mark.id)
        ]
        if moved:
            self._update_margin(self._page.line_rect(max(first, min(moved))).top() - top)

    def set_links(self, links: tuple[Link, ...]) -> None:
        """Show these links between statements in the margin."""
        if links != self._links:
            self._links = links
            self._update_margin()

    def set_hits(self, hits: tuple[Span, ...]) -> None:
        """Show where words were found: ordered stretches, none over another."""
        if hits != self._hits:
            self._hits = hits
            self.viewport().update()

    def number_of(self, mark: Mark) -> int | None:
        """Return the number under which a statement is shown."""
        return self._numbers.get(mark.id)

    def _update_margin(self, top: float = 0.0) -> None:
        """Repaint what stands to the left of the words, from a height of the viewport on."""
        end = self._margin_end()
        width = end if end > 0 else ceil(self._left)
        upper = max(0, int(top))
        self.viewport().update(QRect(0, upper, width, self.viewport().height() - upper))

    def marks_at(self, offset: int) -> list[Mark]:
        """Return the marks over the character at ``offset``, the shortest first."""
        return self._marks.at(offset)

    @property
    def sight(self) -> object:
        """What decides where words stand on the screen; equal as long as nothing moved."""
        corner = self.viewport().mapToGlobal(QPoint(0, 0))
        seen = self.viewport().size()
        return self._page, self._page.height, self._type, self._left, self._scroll(), corner, seen

    def paragraphs_in_sight(self) -> Iterator[tuple[int, Block, QPointF]]:
        """Yield the paragraphs in view: where each begins, its lines, its place on the screen."""
        top = self._scroll()
        for number in self._page.visible(top, top + self.viewport().height()):
            place = self._page.origin(number) + QPointF(self._left, -top)
            corner = self.viewport().mapToGlobal(place)
            yield self._page.paragraphs[number].start, self._page.block(number), corner

    def character_under(self, place: QPointF) -> int | None:
        """Return the offset of the character at a place on the screen, None beside the words."""
        point = self.viewport().mapFromGlobal(place)
        return self._page.character_at(QPointF(point.x() - self._left, point.y() + self._scroll()))

    # size and place

    def zoom_in(self) -> None:
        """Make the letters larger."""
        self.set_text_size(self._look.size * _ZOOM)

    def zoom_out(self) -> None:
        """Make the letters smaller."""
        self.set_text_size(self._look.size / _ZOOM)

    def zoom_reset(self) -> None:
        """Make the letters as large as they usually are."""
        self.set_text_size(USUAL)

    @property
    def text_size(self) -> float:
        """The size of the body, in points."""
        return self._look.size

    def set_text_size(self, size: float) -> None:
        """Set the size of the body, in points, within what can be read."""
        self.set_look(replace(self._look, size=size))

    @property
    def look(self) -> Look:
        """Letters, line width and distance of lines."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Set the article anew in other letters or lines; what is in view stays there."""
        if look != self._look:
            self._look = look
            self._set_type()

    def _set_type(self) -> None:
        anchor = self._first_offset()
        self._type = typography(self._look, self.font())
        self.verticalScrollBar().setSingleStep(round(self._type.em * 1.5))
        self._reset_page(anchor)

    def _reset_page(self, anchor: int) -> None:
        at_top = self._scroll() == 0
        self._bar.look_soon()
        self._page.set_type(self._type, self._column())
        self._arrange()
        top = 0 if at_top else round(self._page.line_rect(anchor).top())
        self.verticalScrollBar().setValue(top)
        self.viewport().update()

    def _margin(self) -> float:
        return margin_width(self._type.em, self._marks.margin_lanes)

    def _column(self) -> float:
        room = self.viewport().width() - self._margin() - self._type.em * RIGHT_MARGIN
        return max(self._type.em * 8.0, min(self._type.column, room))

    def _column_left(self) -> float:
        centred = (self.viewport().width() - self._page.width) / 2.0
        return float(round(max(self._margin(), centred)))

    def _arrange(self) -> None:
        """Fit the column into the view and lay out what is seen."""
        if self._page.width != self._column():
            self._page.set_type(self._type, self._column())
        self._left = self._column_left()
        self._page.set_head(self._heading.lay_out(self._type, self._page.width))
        self._page.settle(self._scroll(), self._scroll() + self.viewport().height())
        self._set_range()
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Show the scroll bar where it is needed; the view has its new width at once.

        Qt would do so after the lines are broken, and they would be broken again.
        """
        policy = Qt.ScrollBarPolicy
        needed = self._page.height + self._type.em * _FOOT > self.viewport().height()
        wanted = policy.ScrollBarAlwaysOn if needed else policy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != wanted and not self._is_fitting:
            self._is_fitting = True  # where the view without the bar would want it, it stays
            self.setVerticalScrollBarPolicy(wanted)
            self._is_fitting = False

    def _set_range(self) -> None:
        seen = self.viewport().height()
        foot = self._type.em * _FOOT
        bar = self.verticalScrollBar()
        bar.setPageStep(seen)
        bar.setRange(0, max(0, ceil(self._page.height + foot - seen)))

    def _scroll(self) -> int:
        return self.verticalScrollBar().value()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._is_at_rest:
            return
        if event.oldSize().width() == event.size().width():
            self._arrange()
            return
        self._reset_page(self._first_offset())

    def _first_offset(self) -> int:
        """Return where the first line in view begins."""
        top = self._scroll()
        return self._page.offset_at(QPointF(0.0, top + 1.0)) if top else 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._is_at_rest:
            return
        old, new = self._scroll() + dy, self._scroll()
        page, seen = self._page, self.viewport().height()
        anchor, height = page.number_at_y(old), page.height
        before = page.top(anchor)
        page.settle(new, new + seen)
        moved = round(page.top(anchor) - before)
        if page.height == height:
            self.viewport().scroll(0, dy)
            return
        self._set_range()
        if moved and abs(dy) < seen:
            self.verticalScrollBar().setValue(new + moved)
        self.viewport().update()

    def scroll_to(self, span: Span) -> None:
        """Bring a stretch into view with some text around it; in view already, nothing moves."""
        rect = self._page.line_rect(span.start)
        rect = rect.united(self._page.line_rect(max(span.start, span.end - 1)))
        self._show_rect(rect, 3.0)

    def _show_rect(self, rect: QRectF, lines_around: float) -> None:
        seen, bar = self.viewport().height(), self.verticalScrollBar()
        room = min(self._type.em * 1.5 * lines_around, max(0.0, (seen - rect.height()) / 2.0))
        self._set_range()
        if rect.top() - room < bar.value() or rect.height() > seen:
            bar.setValue(int(rect.top() - room))
        elif rect.bottom() + room > bar.value() + seen:
            bar.setValue(ceil(rect.bottom() + room - seen))

    # painting

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._theme = Theme.for_palette(self.palette())
            self.viewport().update()
        elif event.type() == QEvent.Type.FontChange:
            self._set_type()

    def paintEvent(self, event: QPaintEvent) -> None:
        height = self._page.height
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area in areas_of(event.region()):
            painter.save()
            painter.setClipRect(area)
            painter.fillRect(area, self._theme.background)
            painter.translate(self._left, -self._scroll())
            self._paint(painter, area)
            painter.restore()
        painter.end()
        if self._page.height != height:
            self._set_range()

    def _paint(self, painter: QPainter, area: QRect) -> None:
        """Draw what is seen in a part of the viewport; the painter's origin is the page's."""
        top, bottom = area.top() + self._scroll(), area.bottom() + 1 + self._scroll()
        if top < self._page.head:
            self._heading.paint(painter, self._theme)
        scene = Scene(
            self._page, self._marks, self.selection, self._theme, self._numbers, self._hits
        )
        if area.right() < self._margin_end():
            paint_beside(painter, scene, top, bottom)
        else:
            paint_page(painter, scene, top, bottom)
        if self._links and area.left() < self._left:
            paint_links(painter, self._page, self._theme, self._links, self._link_margin())
        if self._caret_on:
            painter.fillRect(self._caret_rect(), QColor(self._theme.accent))

    def _margin_end(self) -> int:
        """Return up to where only brackets are drawn; outlines of words reach a little out."""
        end = brackets_end(self._type.em)
        return ceil(self._left + end) if end <= -OUTLINE else -1

    def _link_margin(self) -> Margin:
        """Return where arcs may run: to the left of the brackets that are there."""
        em, seen = self._type.em, self._scroll()
        left = links_x(em, self._marks.margin_lanes)

        def x_of(offset: int) -> float:
            lanes = [each.margin for each in self._marks.between(offset, offset + 1)]
            return lane_x(em, max(lanes, default=0)) - em

        return Margin(x_of, left, seen, seen + self.viewport().height())

    def _caret_rect(self) -> QRectF:
        rect = self._page.caret_rect(self._caret)
        return QRectF(round(rect.x()) - 1.0, rect.y(), 2.0, rect.height())

    def _update_extent(self, start: int, end: int) -> None:
        """Repaint the lines from one offset to another, as far as they are seen."""
        page = self._page
        low, high = page.number_at(start), page.number_at(max(start, end - 1))
        scroll, seen = self._scroll(), self.viewport().height()
        top = page.line_rect(start).top() if page.is_laid_out(low) else page.top(low)
        if page.is_laid_out(high):
            bottom = page.line_rect(max(start, end)).bottom()
        else:
            bottom = page.top(high + 1)
        spill = self._type.em
        upper = max(0, int(top - scroll - spill))
        lower = min(seen, ceil(bottom - scroll + spill))
        if upper < lower:
            self.viewport().update(QRect(0, upper, self.viewport().width(), lower - upper))

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Tell where the caret stands in the viewport."""
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self._caret_rect().translated(self._left, -self._scroll())
        return super().inputMethodQuery(query)

    # caret

    def _start_blinking(self) -> None:
        self._caret_on = True
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if flash > 0:
            self._blink.start(flash // 2)
        self._update_extent(self._caret, self._caret)

    def _stop_blinking(self) -> None:
        self._blink.stop()
        self._caret_on = False
        self._update_extent(self._caret, self._caret)

    def _blink_caret(self) -> None:
        self._caret_on = not self._caret_on
        area = self._caret_rect().translated(self._left, -self._scroll())
        self.viewport().update(area.adjusted(-2.0, -2.0, 2.0, 2.0).toAlignedRect())
