"""Caret, selection and the steps by sentence, mention, suggestion and so on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader import motion, units
from annotator.gui.reader.canvas import Canvas
from annotator.gui.reader.marks import Mark
from annotator.gui.reader.units import Units
from annotator.gui.reader.upcoming import Upcoming


class SelectingCanvas(Canvas):
    """An article in which one can select; who calls the methods decides by which keys."""

    selection_changed = Signal(object)
    """What is selected now: a ``Span``, or None."""
    holding_changed = Signal(bool)
    """Whether moves extend the selection from now on."""
    caret_moved = Signal(int)
    """Where the caret stands now."""
    mark_activated = Signal(str)
    """The id of a mark (or of its owner) that was clicked or stepped to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units = Units("", ())
        self._goal_x: float | None = None
        self._grown: list[Span | None] = []
        self._held: tuple[int, int] | None = None
        self._activated = ""

    def show_article(
        self,
        text: str,
        zones: Sequence[Zone],
        title: str = "",
        meta: str = "",
        marks: Upcoming | None = None,
    ) -> None:
        super().show_article(text, zones, title, meta, marks)
        self._units = Units(text, zones)
        self._grown, self._goal_x, self._activated = [], None, ""
        self._held = None
        self.selection_changed.emit(None)
        self.caret_moved.emit(0)

    # selecting

    def select(self, span: Span) -> None:
        """Select a stretch and bring it into view, the caret at its end."""
        self._put(min(span.start, len(self.text)), min(span.end, len(self.text)))
        self.scroll_to(span)

    def set_caret(self, offset: int, *, keep_anchor: bool = False) -> None:
        """Put the caret somewhere, selecting up to there where the anchor is kept."""
        offset = motion.snapped(self._page, offset)
        self._put(self._anchor if keep_anchor else offset, offset)
        self._show_caret()

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self._hold(None)
        self._put(self._caret, self._caret)

    @property
    def is_holding(self) -> bool:
        """Whether moves extend the selection."""
        return self._held is not None

    def toggle_holding(self) -> None:
        """Let every move extend the selection from here on; again, and moves select anew."""
        ends = sorted((self._anchor, self._caret))
        self._hold((ends[0], ends[1]) if self._held is None else None)

    def _hold(self, held: tuple[int, int] | None) -> None:
        changed = (held is None) != (self._held is None)
        self._held = held
        if changed:
            self.holding_changed.emit(held is not None)

    def swap_ends(self) -> None:
        """Go to the other end of the selection, so that moves change that one."""
        self._put(self._caret, self._anchor)
        self._show_caret()

    def copy(self) -> None:
        """Copy the selected characters, exactly as they are stored."""
        words = self.selected_text()
        if words:
            data = QMimeData()
            data.setData("text/plain;charset=utf-8", words.encode())
            data.setText(words)
            QGuiApplication.clipboard().setMimeData(data)

    def _put(self, anchor: int, caret: int) -> None:
        before = (self._anchor, self._caret, self.selection)
        self._anchor, self._caret = anchor, caret
        self._goal_x = None
        self._grown = []
        if (anchor, caret) == before[:2]:
            return
        changed = {before[0], anchor, before[1], caret}
        if before[0] == anchor:
            changed = {before[1], caret}
        self._update_extent(min(changed), max(changed))
        if self.hasFocus():
            self._start_blinking()
        if before[1] != caret:
            self.caret_moved.emit(caret)
        if before[2] != self.selection:
            self.selection_changed.emit(self.selection)

    def _show_caret(self) -> None:
        self._show_rect(self._page.line_rect(self._caret), 1.0)

    # stepping by units

    def next_sentence(self) -> None:
        """Select the next sentence; the one at the caret where nothing is selected."""
        self._step(self._sentences_near(), onward=True)

    def previous_sentence(self) -> None:
        """Select the sentence before."""
        self._step(self._sentences_near(), onward=False)

    def next_clause(self) -> None:
        """Select the next clause; the one at the caret where nothing is selected."""
        self._step_clause(onward=True)

    def previous_clause(self) -> None:
        """Select the clause before."""
        self._step_clause(onward=False)

    def next_paragraph(self) -> None:
        """Select the next paragraph; the one at the caret where nothing is selected."""
        self._step(self._units.paragraphs, onward=True)

    def previous_paragraph(self) -> None:
        """Select the paragraph before."""
        self._step(self._units.paragraphs, onward=False)

    def next_quotation(self) -> None:
        """Select the next direct quotation."""
        self._step(self._units.quotations, onward=True)

    def previous_quotation(self) -> None:
        """Select the direct quotation before."""
        self._step(self._units.quotations, onward=False)

    def next_mention(self) -> None:
        """Select the next mention, confirmed or suggested, and tell its id."""
        self._step_marks(_is_mention, onward=True)

    def previous_mention(self) -> None:
        """Select the mention before, confirmed or suggested, and tell its id."""
        self._step_marks(_is_mention, onward=False)

    def next_suggestion(self) -> None:
        """Select the next suggestion that nobody has decided on, and tell its id."""
        self._step_marks(_is_suggestion, onward=True)

    def previous_suggestion(self) -> None:
        """Select the undecided suggestion before, and tell its id."""
        self._step_marks(_is_suggestion, onward=False)

    def next_possible(self) -> None:
        """Select the next possible statement or quotation that is open, and tell its id."""
        self._step_marks(_is_possible, onward=True)

    def previous_possible(self) -> None:
        """Select the open possible statement or quotation before, and tell its id."""
        self._step_marks(_is_possible, onward=False)

    def sentence_at(self, offset: int | None = None) -> Span | None:
        """Return the sentence that holds an offset (None: the caret, or the selection's start)."""
        at = self._low() if offset is None else offset
        return units.at(self._units.sentences_near(at), at)

    def select_sentence(self) -> Span | None:
        """Select the sentence at the caret and return it."""
        span = self.sentence_at()
        if span is not None:
            self.select(span)
        return span

    def _sentences_near(self) -> tuple[Span, ...]:
        """Return the sentences to which a step may lead from here."""
        return self._units.sentences_near(self._caret if self.is_holding else self._low())

    def _low(self) -> int:
        return min(self._anchor, self._caret)

    def _step(self, spans: Sequence[Span], *, onward: bool) -> None:
        selection = self.selection
        if self._held is not None:
            origin = self._caret if not onward or self._caret <= self._held[0] else self._caret - 1
            self._reach(units.after(spans, origin) if onward else units.before(spans, origin))
            return
        here = units.at(spans, self._caret) if selection is None and onward else None
        if here is not None and self._caret < here.end:
            self.select(here)
            return
        origin = selection.start if selection else self._caret
        self._reach(units.after(spans, origin) if onward else units.before(spans, origin))

    def _step_clause(self, *, onward: bool) -> None:
        """Step through the clauses of the sentence in hand and of the one beside it."""
        here = self._caret if self._held is not None else self._low()
        sentences = self._units.sentences_near(here)
        near = [units.at(sentences, here)]
        start = near[0].start if near[0] is not None else here
        beside = units.after if onward else units.before
        near.append(beside(sentences, start))
        self._step(self._units.clauses_of(each for each in near if each), onward=onward)

    def _reach(self, span: Span | None) -> None:
        """Select a stretch; while the selection is held, everything from there to the stretch."""
        if span is None:
            return
        if self._held is None:
            self.select(span)
            return
        low, high = self._held
        if span.start < low:
            self._put(high, span.start)
        else:
            self._put(low, max(high, span.end))
        self._show_caret()

    def _step_marks(self, wanted: Callable[[Mark], bool], *, onward: bool) -> None:
        selection = self.selection
        if selection is None or self._held is not None:
            edge = 0 if onward else 2
            here = (self._caret, -len(self.text) - edge, "")
        else:
            here = (selection.start, -selection.end, self._activated)
        mark = self._marks.beside(here, wanted, onward=onward)
        if mark is None:
            return
        self._reach(mark.extent)
        if self._held is None:
            self._activate(mark)

    def _activate(self, mark: Mark) -> None:
        self._activated = mark.id
        self.mark_activated.emit(mark.owner or mark.id)

    def grow_selection(self) -> None:
        """Widen the selection: word, mention, clause, quotation, sentence, paragraph, all."""
        now = self.selection
        wider = self._wider(now)
        if wider is not None:
            grown = [*self._grown, now]
            self._put(wider.start, wider.end)
            self._grown = grown
            self._show_caret()

    def shrink_selection(self) -> None:
        """Take back the last widening."""
        if not self._grown:
            if self.selection is not None:
                self._put(self._low(), self._low())
            return
        *rest, narrower = self._grown
        if narrower is None:
            self._put(self._low(), self._low())
        else:
            self._put(narrower.start, narrower.end)
        self._grown = rest

    def _wider(self, now: Span | None) -> Span | None:
        if now is None:
            word = self._units.word_at(self._caret)
            if word is not None:
                return word
            caret = min(self._caret, len(self.text) - 1)
            now = Span(caret, caret + 1) if caret >= 0 else None
        if now is None:
            return None
        known = self._units
        marks = [span for mark in self.marks_at(now.start) for span in mark.spans]
        candidates = [
            known.word_at(now.start),
            units.around(marks, now),
            known.clause_around(now),
            units.around(known.quotations, now),
            units.around(known.sentences_near(now.start), now),
            units.around(known.paragraphs, now),
            Span(0, len(self.text)),
        ]
        wider = [span for span in candidates if span and span.contains(now) and span != now]
        return min(wider, key=len, default=None)


def _is_suggestion(mark: Mark) -> bool:
    return mark.dotted and mark.kind in ("suggestion", "quotation")


def _is_possible(mark: Mark) -> bool:
    return mark.dotted and mark.kind == "quotation"


def _is_mention(mark: Mark) -> bool:
    return mark.kind in ("mention", "suggestion")
