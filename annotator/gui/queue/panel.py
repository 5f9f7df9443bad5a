"""The queue at the side of the window: filter, progress and the articles."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change
from annotator.gui.keys.own import follow_keys, with_keys
from annotator.gui.queue.listing import Show
from annotator.gui.queue.model import ROW, QueueDelegate, QueueModel
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.progress_line import ProgressLine
from annotator.gui.workbench import Workbench
from annotator.project.model import ArticleRow

_FIRST_PAGE, _PAGE = 300, 2000
_FILTER_WAITS_MS = 120


class QueuePanel(QWidget):
    """All articles of the project, also a hundred thousand of them."""

    progress_told = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._model = QueueModel(self)
        self._list = _ArticleList(self)
        self._filter = QLineEdit(self)
        self._show = QComboBox(self)
        self._progress_words = plain_label(parent=self)
        self._news = QPushButton(self)
        self._similar: frozenset[str] = frozenset()
        self._bar = ProgressLine(self)
        self._empty = plain_label(parent=self, wrap=True)
        self._pages = QTimer(self)
        self._typing = QTimer(self)
        self._total = 0
        self._lay_out()
        self._listen()
        workbench.order = self._model.listing
        self.reload()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Queue of articles"))
        follow_keys(self, self.tr("Filter ({view.find})"), self._filter.setPlaceholderText)
        self._filter.setAccessibleName(self.tr("Filter articles by title, source or date"))
        self._filter.setClearButtonEnabled(True)
        for words, value in (
            (self.tr("All"), "all"),
            (self.tr("Not done"), "open"),
            (self.tr("Done"), "done"),
            (self.tr("New suggestions"), "news"),
            (self.tr("Similar to this"), "similar"),
        ):
            self._show.addItem(words, value)
        self._show.view().setMinimumWidth(self._show.sizeHint().width())  # lists words in full
        self._show.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._show.setMinimumContentsLength(8)
        self._show.setAccessibleName(self.tr("Which articles to show"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(QueueDelegate(self._list))
        self._list.setAccessibleName(self.tr("Articles"))
        self._list.setMouseTracking(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(6, 12, 6, 0)
        self._empty.setObjectName("empty_queue")
        self._progress_words.setObjectName("progress")
        top = QHBoxLayout()
        top.addWidget(self._filter, 1)
        top.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 4, 8)
        column.addWidget(self._progress_words)
        column.addWidget(self._bar)
        column.addWidget(self._news)
        column.addLayout(top)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)

    def _listen(self) -> None:
        self._pages.setInterval(0)
        self._pages.timeout.connect(self._load_page)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_FILTER_WAITS_MS)
        self._typing.timeout.connect(self._narrow)
        self._filter.textChanged.connect(lambda _text: self._typing.start())
        self._filter.returnPressed.connect(self._leave_filter)
        self._show.currentIndexChanged.connect(lambda _index: self._choose())
        self._news.clicked.connect(lambda: self.show_only("news"))
        self._list.clicked.connect(self._open)
        self._list.activated.connect(self._open)
        workbench = self._workbench
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.articles_added,
            workbench.annotator_changed,
        ):
            signal.connect(self.reload)
        workbench.article_opened.connect(self._show_in_hand)
        workbench.annotations_changed.connect(self._refresh)

    @property
    def progress_text(self) -> str:
        """How far the annotator is: "32 of 120 done"."""
        return self._progress_words.text()

    @property
    def shown(self) -> Show:
        """Which articles are shown."""
        return cast(Show, self._show.currentData())

    def show_only(self, wanted: Show) -> None:
        """Show only such articles; what was typed into the filter is forgotten."""
        self._filter.clear()
        self._show.setCurrentIndex(self._show.findData(wanted))

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

    @Slot()
    def reload(self) -> None:
        """Read all rows again, the first page at once and the rest bit by bit."""
        self._pages.stop()
        self._model.clear()
        project = self._workbench.project
        self._total = project.article_count() if project is not None else 0
        if project is not None and self._add_page(_FIRST_PAGE):
            self._pages.start()
        self._show_in_hand(self._workbench.article_id)
        self._tell_progress()

    def _load_page(self) -> None:
        if not self._add_page(_PAGE):
            self._pages.stop()
        self._tell_progress()

    def _add_page(self, limit: int) -> bool:
        """Add the next rows; tell whether there may be more."""
        project = self._workbench.project
        if project is None:
            return False
        rows = self._model.listing.rows
        after = rows[-1].position if rows else -1
        page = self._workbench.attempt(lambda: project.articles(after=after, limit=limit))
        if page:
            self._model.extend(page)
        return page is not None and len(page) == limit

    def _choose(self) -> None:
        """Show what was chosen; "similar" is meant of the article that is in hand now."""
        project, article_id = self._workbench.project, self._workbench.article_id
        if self.shown == "similar" and project is not None and article_id is not None:
            found = self._workbench.attempt(lambda: project.cluster_of(article_id))
            self._similar = frozenset(found or ())
        self._narrow()

    def _narrow(self) -> None:
        self._typing.stop()
        self._model.narrow(self._filter.text(), self.shown, self._similar)
        self._show_in_hand(self._workbench.article_id)
        self._tell_progress()

    def _leave_filter(self) -> None:
        self._narrow()
        if self._model.rowCount():
            self.focus_list()
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._model.index(0))

    def _open(self, index: QModelIndex) -> None:
        row = cast(ArticleRow, index.data(ROW))
        if not self._workbench.open(row.id):
            self._show_in_hand(self._workbench.article_id)

    def _show_in_hand(self, article_id: str | None) -> None:
        self._model.take_in_hand(article_id)
        place = self._model.listing.place(article_id)
        if place is None:
            self._list.clearSelection()
            return
        self._list.setCurrentIndex(self._model.index(place))

    def _refresh(self, change: Change) -> None:
        """Read the one row that a change concerns."""
        project = self._workbench.project
        known = self._model.listing.row(change.article or "")
        if project is None or known is None:
            return
        after = known.position - 1
        rows = self._workbench.attempt(lambda: project.articles(after=after, limit=1))
        if rows and rows[0].id == known.id:
            self._model.replace(rows[0])
        self._tell_progress()

    def _tell_progress(self) -> None:
        done = self._model.listing.done
        words = self.tr("%1 of %2 done")
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

    def _tell_news(self, count: int) -> None:
        """Say how many articles that were done have new suggestions, while there are any."""
        one, many = (
            self.tr("1 done article has new suggestions"),
            self.tr("%1 done articles have new suggestions"),
        )
        self._news.setText(one if count == 1 else many.replace("%1", str(count)))
        self._news.setToolTip(plain_tooltip(self.tr("Show only these articles, to go through")))
        self._news.setVisible(count > 0 and self.shown != "news")

    def _why_empty(self) -> str:
        if self._workbench.project is None:
            return with_keys(
                self.tr(
                    "No project is open. Make one with {project.new} or open one with "
                    "{project.open}."
                )
            )
        if not self._total:
            return with_keys(
                self.tr(
                    "No articles yet. Bring some in with {project.import}, or drop files and "
                    "folders here."
                )
            )
        if self.shown == "news":
            return self.tr("No article that you had done has new suggestions.")
        return self.tr("No article fits the filter. Clear it to see all.")


class _ArticleList(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(160)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
