"""The page of boundaries: by how many characters they lie apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from annotator.agreement.spans.offsets import Bin, Edge, Marked, Offset, offset_bins
from annotator.gui.agreement.behind import Behind, of_offsets
from annotator.gui.agreement.numbers import NumbersTable, Row, share_words
from annotator.gui.agreement.page import Choice, Page, across, beside, column_of, muted
from annotator.gui.agreement.pictures import Picture
from annotator.gui.agreement.plots import Plot
from annotator.workflows.agreement.exploring import Exploration, Pair

_NEARLY = 2  # characters: a quotation mark, a full stop, a space


class BoundariesPage(Page):
    """How often boundaries lie how far apart, of what two annotators both marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Boundaries")
        self.setAccessibleName(self.title)
        self._offsets: tuple[Offset, ...] = ()
        self._bins: tuple[Bin, ...] = ()
        self.marked = Choice(self.tr("Boundaries of what"), self)
        self.edge = Choice(self.tr("Which boundary"), self)
        self.pair = Choice(self.tr("Whose boundaries"), self)
        self.marked.offer(
            [(self.tr("Entities"), "entities"), (self.tr("Statements"), "statements")]
        )
        self.edge.offer(
            [(self.tr("Where they begin"), "start"), (self.tr("Where they end"), "end")]
        )
        self.table = NumbersTable(
            (self.tr("Characters apart"), self.tr("Pairs"), self.tr("Share")),
            name=self.tr("How far boundaries lie apart"),
            parent=self,
        )
        self._plot = Plot(self.tr("How far boundaries lie apart, as a histogram"), self)
        self._words = muted()
        column = column_of(self)
        column.addLayout(across(self.marked, self.edge, self.pair))
        column.addWidget(beside(self.table, self._plot), 1)
        column.addWidget(self._words)
        self.setFocusProxy(self.table)
        for choice in (self.marked, self.edge, self.pair):
            choice.currentIndexChanged.connect(self._refill)
        self.table.current_changed.connect(self.tell_behind)
        self.table.entered.connect(self.entered)

    def fill(self, explored: Exploration) -> None:
        names = explored.question.names
        pairs = [(f"{names[one]} / {names[other]}", (one, other)) for one, other in explored.pairs]
        self.pair.offer([(self.tr("All pairs"), None), *pairs] if len(pairs) > 1 else pairs)
        self._show_bins(explored, begin=not self._offsets)

    def clear(self) -> None:
        self._offsets, self._bins = (), ()
        self.table.show_lines([])
        self._plot.forget()
        self._words.clear()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self._bins):
            return "", ()
        bin_, marked, edge = self._bins[place], self._marked, self._edge
        found = [each for each in self._offsets if bin_.holds(each.at(edge))]
        same = self.tr("Boundaries at the same place: %2")
        heading = same if bin_.low == 0 else self.tr("Boundaries that lie %1 characters apart: %2")
        words = heading.replace("%2", str(len(found))).replace("%1", bin_.words)
        return words, of_offsets(found, marked, explored)

    def as_text(self) -> str:
        return self.table.numbers.as_text()

    def picture(self) -> Picture | None:
        return self._plot.picture()

    @property
    def _marked(self) -> Marked:
        marked: Marked = self.marked.currentData()
        return marked

    @property
    def _edge(self) -> Edge:
        edge: Edge = self.edge.currentData()
        return edge

    @Slot()
    def _refill(self) -> None:
        if self._explored is not None:
            self._show_bins(self._explored, begin=True)
            self.tell_behind()

    def _show_bins(self, explored: Exploration, *, begin: bool) -> None:
        pair: Pair | None = self.pair.currentData()
        every = explored.offsets[self._marked]
        self._offsets = tuple(each for each in every if pair in (None, (each.one, each.other)))
        offsets = [each.at(self._edge) for each in self._offsets]
        self._bins = offset_bins(offsets)
        total = len(offsets)
        rows = [
            Row(each.words, (each.words, str(each.count), share_words(each.count / total)))
            for each in self._bins
            if total
        ]
        self.table.show_lines(rows)
        if begin:
            self._go_to_most_frequent()
        self._plot.histogram(
            [(each.words, each.count) for each in self._bins],
            scale=self.tr("Pairs of annotators, by characters apart"),
        )
        self._plot.setAccessibleDescription(self.as_text())
        self._words.setText(self._in_short(offsets))

    def _go_to_most_frequent(self) -> None:
        """Begin with what lies apart; where boundaries are the same nothing is to be looked at."""
        apart = [each for each in self._bins if each.count and each.low != 0]
        most = max(apart, key=lambda each: each.count, default=None)
        self.table.go_to(most.words if most else "0")

    def _in_short(self, offsets: Sequence[int]) -> str:
        if not offsets:
            return self.tr("Nothing to compare: no two annotators marked the same passage.")
        same = sum(each == 0 for each in offsets) / len(offsets)
        nearly = sum(abs(each) <= _NEARLY for each in offsets) / len(offsets)
        words = self.tr("The same place: %1. At most %2 characters apart: %3.")
        words = words.replace("%3", share_words(nearly)).replace("%1", share_words(same))
        words = words.replace("%2", str(_NEARLY))
        return f"{words} " + self.tr(
            "Only what both marked is compared. Below 0 the second of the two marks earlier in the "
            "text, above 0 later. Much at −1 or +1 points at quotation marks, full stops or spaces."
        )
