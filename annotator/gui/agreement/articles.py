"""The page of articles: which of them the disagreement comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from annotator.agreement.explored.passages import Subject
from annotator.agreement.explored.shares import ArticleShare
from annotator.gui.agreement.behind import Behind, of_passages
from annotator.gui.agreement.numbers import NumbersTable, Row, share_words
from annotator.gui.agreement.page import Page, SubjectChoice, across, beside, column_of, muted
from annotator.gui.agreement.pictures import Picture
from annotator.gui.agreement.plots import Dot, Plot
from annotator.workflows.agreement.exploring import Exploration

_IN_PLOT = 15


class ArticlesPage(Page):
    """Articles by their share of the disagreement, largest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Articles")
        self.setAccessibleName(self.title)
        self.subject = SubjectChoice(self)
        headers = (
            self.tr("Article"),
            self.tr("Passages"),
            self.tr("Differ"),
            self.tr("Disagreement"),
            self.tr("Labels"),
        )
        self.table = NumbersTable(
            headers,
            name=self.tr("Articles by their share of the disagreement"),
            parent=self,
        )
        self._plot = Plot(self.tr("Share of the disagreement, as bars"), self)
        words = self.tr(
            "Disagreement (the bar) is an article's share of all disagreement, labels (the line "
            "across it) its share of all labels: a bar beyond its line marks an article that is "
            "harder than others. Together they are the observed disagreement of alpha "
            "(Krippendorff 2011)."
        )
        column = column_of(self)
        column.addLayout(across(self.subject))
        column.addWidget(beside(self.table, self._plot), 1)
        column.addWidget(muted(words))
        self.setFocusProxy(self.table)
        self.subject.currentIndexChanged.connect(self._refill)
        self.table.current_changed.connect(self.tell_behind)
        self.table.entered.connect(self.entered)

    def fill(self, explored: Exploration) -> None:
        self.subject.offer_subjects(explored)
        shares = explored.shares(self._subject)
        self.table.show_lines([_row(each, explored) for each in shares])
        dots = [
            Dot(explored.titles.get(each.article) or each.article, each.share, each.weight)
            for each in shares[:_IN_PLOT]
        ]
        self._plot.bars(dots, scale=self.tr("Disagreement, %"))
        self._plot.setAccessibleDescription(self.as_text())

    def clear(self) -> None:
        self.table.show_lines([])
        self._plot.forget()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        article = self.table.current
        found = [
            each
            for each in explored.found[self._subject]
            if each.article == article and each.is_disputed
        ]
        heading = self.tr("Passages of this article that differ: %1")
        return (
            heading.replace("%1", str(len(found))),
            of_passages(found, self._subject, explored),
        )

    def as_text(self) -> str:
        return self.table.numbers.as_text()

    def picture(self) -> Picture | None:
        return self._plot.picture()

    @property
    def _subject(self) -> Subject:
        return self.subject.subject

    @Slot()
    def _refill(self) -> None:
        if self._explored is not None:
            self.fill(self._explored)
            self.table.go_to(self.table.numbers.id_at(0))
            self.tell_behind()


def _row(share: ArticleShare, explored: Exploration) -> Row:
    title = explored.titles.get(share.article) or share.article
    part = "no disagreement" if share.share is None else share_words(share.share)
    cells = (title, str(share.passages), str(share.disputed), part, share_words(share.weight))
    return Row(share.article, cells, f"{title}: {share.disputed} of {share.passages} differ")
