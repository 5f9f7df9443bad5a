"""Looks for what is typed in the texts of all articles, beside the window's own work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.corpus.searching import TextQuery, parse
from annotator.corpus.span import Span
from annotator.gui.jobs.running import Job
from annotator.gui.queue.text_search import TextSearch
from annotator.gui.workbench import Workbench
from annotator.project import Project

MOST = 8
"""How many articles are offered."""

_LEAST = 3
"""Letters from which on texts are looked through."""
_SOON_MS = 120
_BEFORE, _AROUND = 16, 90
_PLACES = 50


@dataclass(frozen=True, slots=True)
class Passage:
    """Where what was looked for stands: the article, the words found, and those around them."""

    article: str
    title: str
    span: Span
    words: str


class TextFinder(QObject):
    """Looks once typing pauses; ``found`` tells that :meth:`passages` has an answer."""

    found = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._search = TextSearch(workbench, self, search=_passages)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._begin)
        self._search.answered.connect(self._take)
        self._search.failed.connect(self._give_up)
        self._typed = ""
        self._passages: tuple[Passage, ...] = ()

    @property
    def is_looking(self) -> bool:
        """Whether an answer to what was typed last is on its way."""
        return self._soon.isActive() or self._search.is_waiting

    def passages(self, typed: str) -> tuple[Passage, ...]:
        """Return where ``typed`` stands, as far as is known; else it is looked for soon."""
        if typed != self._typed:
            self.forget()
            self._typed = typed
            if len(typed.strip()) >= _LEAST:
                self._soon.start()
        return self._passages

    def forget(self) -> None:
        """Look for nothing any more."""
        self._soon.stop()
        self._search.forget()
        self._typed, self._passages = "", ()

    @Slot()
    def _begin(self) -> None:
        self._search.begin(parse(self._typed, unfinished=True))

    @Slot(object)
    def _take(self, passages: tuple[Passage, ...]) -> None:
        self._passages = passages
        self.found.emit()

    @Slot(object)
    def _give_up(self, _error: Exception) -> None:
        self.found.emit()


def _passages(project: Project, query: TextQuery, job: Job) -> tuple[Passage, ...]:
    if not query.wanted:
        return ()
    ids = project.find_articles(query, most=MOST, cancelled=job.is_cancelled)
    return tuple(each for name in ids for each in _passage(project, query, name))


def _passage(project: Project, query: TextQuery, article_id: str) -> Iterator[Passage]:
    """Yield the first place below the headline; nothing where only the title fits."""
    text, title = project.text(article_id), project.article(article_id).title
    head = len(title) if text.startswith(title) else 0
    span = _best_place(text, query, head)
    if span is not None:
        start = max(head, span.start - _BEFORE)
        if start > head:
            start = text.find(" ", start, span.start) + 1 or span.start
        words = " ".join(text[start : span.start + _AROUND].split())
        yield Passage(article_id, title, span, f"…{words}")


def _best_place(text: str, query: TextQuery, after: int) -> Span | None:
    """Return a place of the longest term with most of the others near it, the first of such."""
    longest = max(query.wanted, key=lambda term: sum(map(len, term.words)))
    places = (each for each in TextQuery((longest,)).places(text) if each.start >= after)

    def far(place: Span) -> int:
        near = text[max(0, place.start - _AROUND) : place.start + _AROUND]
        return sum(not TextQuery((term,)).fits(near) for term in query.wanted)

    return min(islice(places, _PLACES), key=far, default=None)
