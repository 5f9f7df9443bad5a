"""The queue at the side of the window: filter, order, progress and the articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change
from annotator.corpus.searching import Snippet
from annotator.gui.keys.own import follow_keys
from annotator.gui.queue import wording
from annotator.gui.queue.arranging import Arranging
from annotator.gui.queue.article_list import ArticleList
from annotator.gui.queue.filter_menu import FilterMenu
from annotator.gui.queue.filtering import QueueFilter, read, with_fact, without
from annotator.gui.queue.listing import Found
from annotator.gui.queue.marked_articles import MarkedArticles
from annotator.gui.queue.model import ROW, QueueDelegate, QueueModel
from annotator.gui.queue.orders import Order
from annotator.gui.queue.reading_rows import RowReading
from annotator.gui.queue.sharing_out import SharingOut
from annotator.gui.queue.text_search import Answer, Indexing, TextSearch
from annotator.gui.widgets.plain import plain_label, set_tip
from annotator.gui.widgets.progress_line import ProgressLine
from annotator.gui.workbench import Workbench
from annotator.project.article_row import ArticleRow

if TYPE_CHECKING:
    from annotator.gui.queue.assigning import AssignDialog

_FILTER_WAITS_MS, _SEARCH_WAITS_MS = 120, 400
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


class QueuePanel(QWidget):
    """All articles of the project, also a hundred thousand of them."""

    progress_told = Signal(str)
    left = Signal()  # somebody wants to go back to the article

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._model = QueueModel(self)
        self._list = ArticleList(self)
        self._filter = QLineEdit(self)
        self._menu = FilterMenu(self._model.listing, workbench, self)
        self._menu_button = QToolButton(self)
        self._progress_words = plain_label(parent=self)
        self._news = QPushButton(self)
        self._bar = ProgressLine(self)
        self._told = plain_label(parent=self)
        self._empty = plain_label(parent=self, wrap=True)
        self._search = TextSearch(workbench, self)
        self._marked = MarkedArticles(workbench, self)
        self._indexing = Indexing(workbench, self)
        self._arranging = Arranging(workbench, self._model, self)
        self._sharing_out = SharingOut(workbench, self)
        self._reading = RowReading(workbench, self._model, self)
        self._typing = QTimer(self)
        self._pausing = QTimer(self)
        self._wanted = QueueFilter()
        self._answer: Answer | None = None
        self._sets: dict[str, frozenset[str]] = {}
        self._snippets: dict[str, Snippet | None] = {}
        self._total = 0
        self._arranges = True
        self._lay_out()
        self._listen()
        self._model.snippet_of = self._snippet
        workbench.order = self._model.listing
        self.reload()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Queue of articles"))
        follow_keys(self, self.tr("Filter ({view.find})"), self._filter.setPlaceholderText)
        self._filter.setAccessibleName(self.tr("Filter articles by title, source, date or text"))
        set_tip(self._filter, wording.how_to_filter())
        self._filter.setClearButtonEnabled(True)
        self._menu_button.setText(self.tr("Show"))
        self._menu_button.setAccessibleName(self.tr("Which articles to show, and in which order"))
        set_tip(self._menu_button, self._menu_button.accessibleName())
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu_button.setMenu(self._menu)
        self._list.setModel(self._model)
        self._list.setItemDelegate(QueueDelegate(self._list))
        self._list.setAccessibleName(self.tr("Articles"))
        self._list.setMouseTracking(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(6, 12, 6, 0)
        self._empty.setObjectName("empty_queue")
        self._progress_words.setObjectName("progress")
        self._told.setObjectName("told")
        self._told.setMinimumHeight(self.fontMetrics().height())  # the list does not jump
        top = QHBoxLayout()
        top.addWidget(self._filter, 1)
        top.addWidget(self._menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 4, 8)
        column.addWidget(self._progress_words)
        column.addWidget(self._bar)
        column.addWidget(self._news)
        column.addLayout(top)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._told)

    def _listen(self) -> None:
        for timer, wait, act in (
            (self._typing, _FILTER_WAITS_MS, self._narrow),
            (self._pausing, _SEARCH_WAITS_MS, self._search_texts),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        self._filter.textChanged.connect(self._typed)
        self._filter.returnPressed.connect(self._leave_filter)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._menu.aboutToShow.connect(lambda: self._menu.tick(self._wanted, self.order))
        self._menu.state_chosen.connect(self._choose_state)
        self._menu.fact_chosen.connect(self._choose_fact)
        self._menu.order_chosen.connect(self.choose_order)
        self._menu.typing_wished.connect(self._begin_fact)
        self._marked.changed.connect(self._apply)
        self._search.answered.connect(self._take_answer)
        self._search.failed.connect(self._tell_failure)
        self._reading.page_read.connect(self._take_page)
        self._reading.row_counted.connect(self._tell_progress)
        self._arranging.arranged.connect(self._show_again)
        self._arranging.failed.connect(self._tell_failure)
        self._sharing_out.mine.arrived.connect(self._take_assigned)
        self._sharing_out.mine.failed.connect(self._tell_failure)
        self._news.clicked.connect(lambda: self.show_only("news"))
        self._list.clicked.connect(self._open)
        self._list.activated.connect(self._open)
        workbench = self._workbench
        opened, closed = workbench.project_opened, workbench.project_closed
        for signal in (opened, closed, workbench.annotator_changed):
            signal.connect(self.reload)
        workbench.articles_added.connect(self.read_again)
        workbench.article_opened.connect(self._show_in_hand)
        workbench.annotations_changed.connect(self._refresh)

    @property
    def rows(self) -> Sequence[ArticleRow]:
        """All articles that were read so far, shown or not."""
        return self._model.listing.rows

    @property
    def progress_text(self) -> str:
        """How far the annotator is: "32 of 120 done"."""
        return self._progress_words.text()

    @property
    def shown(self) -> str:
        """Which articles are shown: the value of ``is:`` in the filter, or "all"."""
        states = [each.value for each in self._wanted.facts if each.key == "is"]
        return states[0] if states else "all"

    @property
    def order(self) -> Order:
        """In which order the articles are shown."""
        return self._arranging.order

    def show_only(self, wanted: str) -> None:
        """Show only such articles; what was typed into the filter is forgotten."""
        self._write("" if wanted == "all" else with_fact("", "is", wanted))

    def show_similar(self) -> None:
        """Show only what is similar to the article in hand; the second time, all articles."""
        self.show_only("all" if self.shown == "similar" else "similar")

    def focus_filter(self) -> None:
        """Let a person type into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def focus_list(self) -> None:
        """Move the focus to the articles."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the menu belong to the window: a panel may have a native window inside that one."""
        super().showEvent(event)
        if self._menu.parent() is not self.window():
            self._menu.setParent(self.window(), self._menu.windowFlags())

    def offer_filters(self) -> None:
        """Open the menu of what can be shown, and in which order."""
        self.show()
        button = self._menu_button
        self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def assign(self) -> AssignDialog | None:
        """Share the articles out among annotators; return the dialog that asks how."""
        return self._sharing_out.ask(self.window())

    # Reading the rows

    @Slot()
    def reload(self) -> None:
        """Read all rows from the beginning, the first page at once and the rest bit by bit.

        Whoever is asked to label some articles sees those at first.
        """
        project = self._workbench.project
        self._begin_with(self._workbench.attempt(project.assigned) if project is not None else None)

    def _begin_with(self, mine: frozenset[str] | None) -> None:
        """Begin anew; ``mine`` is what the annotator is asked to label, where that is not all."""
        for waiting in (self._search, self._sharing_out.mine):
            waiting.forget()
        self._reading.stop()
        self._arranging.begin()
        self._model.clear(mine or None)
        self._show_own(mine)
        self._arranges = True
        if not self._reading.begin():
            self._arranging.arrange()
        self._show_again()
        self._tell_progress()

    @Slot(object)
    def _take_assigned(self, mine: frozenset[str]) -> None:
        """Show what the annotator is asked to label now; the rows are as they were."""
        self._model.listing.count_among(mine or None)
        self._show_own(mine)

    def _show_own(self, mine: frozenset[str] | None) -> None:
        self._sets = {"mine": mine} if mine else {}
        self._total = len(mine) if mine else self._count()
        self._write(with_fact("", "is", "mine") if mine else "")

    @Slot()
    def read_again(self) -> None:
        """Bring the rows up to date and add what is new; nothing that is shown moves."""
        if self._workbench.project is not None:
            self._total = len(self._sets.get("mine", ())) or self._count()
            self._arranges = not self._model.listing.rows
            self._reading.again()

    def _count(self) -> int:
        project = self._workbench.project
        return project.article_count() if project is not None else 0

    @Slot(bool)
    def _take_page(self, more: bool) -> None:
        if not more and self._arranges:
            self._arranging.arrange()
        self._tell_progress()

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        """Read the one row that a change concerns."""
        if self._reading.refresh(change):
            self._tell_progress()

    # Filtering

    def _write(self, typed: str) -> None:
        """Put a filter into the field and apply it at once."""
        self._filter.setText(typed)
        self._narrow()

    def _choose_state(self, value: str) -> None:
        left = without(self._filter.text(), "is")
        self._write(with_fact(left, "is", value) if value else left)

    def _choose_fact(self, key: str, value: str) -> None:
        self._write(with_fact(without(self._filter.text(), key), key, value))

    @Slot(str)
    def _begin_fact(self, key: str) -> None:
        """Let a person go on typing: "actor:"."""
        self._write(f"{self._filter.text().strip()} {key}".lstrip())
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _typed(self) -> None:
        self._typing.start()
        self._pausing.start()

    @Slot()
    def _narrow(self) -> None:
        """Show what fits by title, source, date and facts; texts come after a short pause."""
        self._typing.stop()
        before, self._wanted = self._wanted, read(self._filter.text())
        for name in ("similar", "revisit"):
            if self._wanted.has_set(name) and not before.has_set(name):
                self._sets[name] = self._known(name)
        self._marked.want(self._wanted.facts)
        if self._answer is not None and self._answer.query != self._wanted.text:
            self._answer = None
        self._snippets.clear()
        self._apply()

    def _apply(self) -> None:
        answer = self._answer
        hits, excluded = (answer.hits, answer.excluded) if answer is not None else _NOTHING
        known = {**self._sets, **self._marked.sets}
        self._model.narrow(self._wanted, Found(known, hits, excluded))
        self._show_again()
        self._tell_progress()

    def _known(self, name: str) -> frozenset[str]:
        """Return what the project knows now; "similar" is meant of the article in hand."""
        project, article_id = self._workbench.project, self._workbench.article_id
        if project is None:
            return frozenset()
        if name == "revisit":
            return frozenset(self._workbench.attempt(project.revisit) or ())
        if article_id is None:
            return frozenset()
        return frozenset(self._workbench.attempt(lambda: project.cluster_of(article_id)) or ())

    @Slot()
    def _search_texts(self) -> None:
        self._search.forget()
        if self._wanted.text and self._answer is None:
            self._search.begin(self._wanted.text)
        self._tell_shown()

    @Slot(object)
    def _take_answer(self, answer: Answer) -> None:
        if answer.query == self._wanted.text:
            self._answer = answer
            self._apply()

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        self._workbench.tell_failure(error, about="searching")
        self._tell_shown()

    def _snippet(self, article_id: str) -> Snippet | None:
        """Return where the words of the search stand in a text that holds them."""
        project, answer = self._workbench.project, self._answer
        if project is None or answer is None or article_id not in answer.hits:
            return None
        if not answer.query.wanted:
            return None
        if article_id not in self._snippets:
            found = self._workbench.attempt(lambda: project.snippet(article_id, answer.query))
            self._snippets[article_id] = found
        return self._snippets[article_id]

    # Order

    def choose_order(self, order: str) -> None:
        """Show the articles in another order, also when the project is opened next."""
        self._arranging.choose(order)
        if not self._reading.is_due:
            self._arranging.arrange()

    # The list

    @Slot()
    def _escape(self) -> None:
        """Empty the filter one types in; else go back to the article."""
        if self._filter.hasFocus() and self._filter.text():
            self._filter.clear()
        else:
            self.left.emit()

    @Slot()
    def _leave_filter(self) -> None:
        self._narrow()
        if self._model.rowCount():
            self.focus_list()
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._model.index(0))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = cast(ArticleRow, index.data(ROW))
        if not self._workbench.open(row.id):
            self._show_in_hand(self._workbench.article_id)

    @Slot()
    def _show_again(self) -> None:
        self._show_in_hand(self._workbench.article_id)

    @Slot(str)
    def _show_in_hand(self, article_id: str | None) -> None:
        self._model.take_in_hand(article_id)
        place = self._model.listing.place(article_id)
        if place is None:
            self._list.clearSelection()
            return
        self._list.setCurrentIndex(self._model.index(place))

    # What is told

    def _tell_progress(self) -> None:
        done = self._model.listing.done
        words = self.tr("%1 of my %2 done") if self._sets.get("mine") else self.tr("%1 of %2 done")
        self._progress_words.setText(
            words.replace("%1", str(done)).replace("%2", str(self._total))
            if self._total
            else self.tr("No articles")
        )
        self._bar.show_share(done, self._total)
        self._tell_news(self._model.listing.news)
        self.progress_told.emit(self.progress_text if self._total else "")
        nothing = self._model.rowCount() == 0
        self._list.setVisible(not nothing)
        self._empty.setVisible(nothing)
        self._empty.setText(self._why_empty() if nothing else "")
        self._tell_shown()

    def _tell_shown(self) -> None:
        """Say below the list what the filter leaves, and what of it makes no sense."""
        shown, total = self._model.rowCount(), len(self._model.listing.rows)
        parts = [self.tr("%1 shown").replace("%1", f"{shown:,}")] if shown < total else []
        if self._search.is_waiting:
            parts.append(self.tr("searching the texts…"))
        if self._marked.is_waiting:
            parts.append(self.tr("looking through the labels…"))
        parts += self._marked.unknown
        if self._wanted.unknown:
            unknown = ", ".join(self._wanted.unknown)
            parts.append(self.tr("not understood: %1").replace("%1", unknown))
        self._told.setText(" · ".join(parts))
        set_tip(self._told, wording.how_to_filter())

    def _tell_news(self, count: int) -> None:
        """Say how many articles that were done have new suggestions, while there are any."""
        one, many = (
            self.tr("1 done article has new suggestions"),
            self.tr("%1 done articles have new suggestions"),
        )
        self._news.setText(one if count == 1 else many.replace("%1", str(count)))
        set_tip(self._news, self.tr("Show only these articles, to go through"))
        self._news.setVisible(count > 0 and self.shown != "news")

    def _why_empty(self) -> str:
        if self._workbench.project is None:
            return wording.no_project()
        if not self._total:
            return wording.no_articles()
        if self.shown == "news":
            return self.tr("No article that you had done has new suggestions.")
        if self._marked.is_waiting:
            return self.tr("Looking through the labels…")
        is_searching = self._search.is_waiting or self._pausing.isActive()
        if is_searching and not self._marked.unknown:
            return self.tr("Searching the texts…")
        return wording.nothing_fits(self._marked.unknown)
