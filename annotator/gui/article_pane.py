"""The middle of the window: the article in hand and its marks, or what to do first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from annotator.annotations.edits import Change, Edit
from annotator.annotations.model import Actor, Comment, Mention, Statement
from annotator.annotations.session import Session
from annotator.annotations.steps.on_comments import conversations
from annotator.corpus.span import Span
from annotator.gui.actions import ActionRegistry
from annotator.gui.keys.own import with_keys
from annotator.gui.reader.accessible import announce
from annotator.gui.reader.comments import COMMENT, comment_marks
from annotator.gui.reader.find_bar import FindBar
from annotator.gui.reader.links import links_of
from annotator.gui.reader.marks import Mark, MarkBuilder
from annotator.gui.reader.passages import PASSAGE, articles_of, passage_marks
from annotator.gui.reader.upcoming import Upcoming
from annotator.gui.reader.view import ReaderView
from annotator.gui.statements.whole.wording import said_by
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.workbench import Focus, Workbench

if TYPE_CHECKING:
    from annotator.corpus.duplicates import SimilarPassage

_MENU_STATEMENT = (
    "statement.actor",
    "statement.speaker",
    "statement.remove",
)
_MENU_SELECTION = ("statement.new", "mention.add", "mention.name")
_MENU_ROLES = ("statement.source", "statement.cue", "statement.content", "statement.addressee")
_MENU_PASSAGE = ("article.similar",)
_MENU_COMMENT = ("comment.answer", "comment.settle")
_MENU_SUGGESTION = ("suggestion.accept", "suggestion.reject", "mention.correct")


class ArticlePane(QWidget):
    """Shows the article of the workbench and tells the workbench what is clicked in it."""

    passages_wanted = Signal()
    """The mark of a passage that stands elsewhere was clicked."""
    comment_wanted = Signal(str)
    """The sign of a comment was clicked: the id of the first of its conversation."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._is_telling = False
        self._marks = MarkBuilder()
        self._similar: tuple[SimilarPassage, ...] = ()
        self._comments: dict[str, Mark] = {}
        self.reader = ReaderView(self)
        self._page = QWidget(self)
        self.finding = FindBar(self.reader, self._page)
        self.empty = EmptyState(self)
        self._actions: ActionRegistry | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._page)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reader, 1)
        column.addWidget(self.finding)
        self._listen()
        self.show_what_is_open()

    def _listen(self) -> None:
        workbench = self._workbench
        workbench.article_opened.connect(self._show_article)
        workbench.annotations_changed.connect(self._refresh)
        workbench.focus_changed.connect(self._show_focus)
        for signal in (workbench.project_opened, workbench.project_closed):
            signal.connect(self.show_what_is_open)
        workbench.articles_added.connect(self.show_what_is_open)
        workbench.articles_added.connect(self.refresh_similar)
        self.reader.mark_activated.connect(self._focus_mark)
        self.reader.holding_changed.connect(self._tell_holding)

    # What the keys of annotating need to know

    def selected_span(self) -> Span | None:
        """Return what is selected."""
        return self.reader.selection

    def select(self, span: Span) -> None:
        """Select a stretch and bring it into view."""
        self.reader.select(span)

    def announce(self, words: str) -> None:
        """Let a screen reader say something that is shown elsewhere."""
        announce(self.reader, words)

    def take_focus(self) -> None:
        """Let keys act on the article again."""
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def sentence_at(self, offset: int | None) -> Span | None:
        """Return the sentence that holds an offset (None: the caret)."""
        return self.reader.sentence_at(offset)

    def put_caret(self, offset: int) -> None:
        """Put the caret somewhere, and select nothing."""
        self.reader.set_caret(offset)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.reader.clear_selection()

    def similar_passages(self) -> tuple[SimilarPassage, ...]:
        """Return what of the article stands elsewhere, first what is at the caret or selected."""
        low, high = sorted((self.reader.anchor, self.reader.caret))
        here = Span(low, max(high, low + 1))
        return tuple(sorted(self._similar, key=lambda each: not each.span.overlaps(here)))

    def anchor(self) -> QPoint:
        """Return the global position below the caret."""
        rect = self.reader.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        if not isinstance(rect, QRect | QRectF):
            return self.reader.mapToGlobal(self.reader.rect().center())
        corner = QRectF(rect).bottomLeft().toPoint()
        return self.reader.viewport().mapToGlobal(corner + QPoint(0, 6))

    @Slot(bool)
    def _tell_holding(self, on: bool) -> None:
        if on:
            words = self.tr("Every move takes in more now. {move.hold} or Esc ends it.")
            self._workbench.message.emit(with_keys(words))

    # What the workbench tells

    @Slot()
    def show_what_is_open(self) -> None:
        """Show the article in hand, or what to do where there is none."""
        if self._workbench.session is not None:
            self._stack.setCurrentWidget(self._page)
            return
        self.empty.show_words(*self._what_to_do())
        self._stack.setCurrentWidget(self.empty)
        self.empty.offer_first()

    def show_preparing(self, words: str) -> None:
        """Say what is being prepared while there is no article to show."""
        self.empty.show_words(self.tr("One moment"), words)

    def _what_to_do(self) -> tuple[str, str, tuple[QAction, ...]]:
        project = self._workbench.project
        if project is None:
            title = self.tr("No project is open")
            words = self.tr("Make a project of your own, open one, or try things out first.")
            return title, words, self._offered("project.new", "project.open", "project.sample")
        if not project.article_count():
            title = self.tr("This project has no articles yet")
            words = self.tr("Bring in text files or a whole folder; or drop them here.")
            return title, words, self._offered("project.import", "project.import_folder")
        title = self.tr("Choose an article")
        words = self.tr("Click one in the queue, or begin with the first.")
        return title, words, self._offered("article.next")

    def _offered(self, *ids: str) -> tuple[QAction, ...]:
        if self._actions is None:
            return ()
        return tuple(self._actions.action(each) for each in ids)

    def _show_article(self, article_id: str) -> None:
        session = self._workbench.session
        if session is None:
            return
        self._similar = self._read_similar()
        title, facts = session.article.title, self._facts()
        bar = self.reader.verticalScrollBar()
        place = bar.value() if self.reader.text == session.text else 0  # shown anew: stay there
        self.finding.forget()
        marks = self._marks_of(session)
        self.reader.show_article(session.text, session.zones, title, facts, marks)
        self._draw_numbers(session)
        bar.setValue(place)
        self._stack.setCurrentWidget(self._page)
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_similar(self) -> tuple[SimilarPassage, ...]:
        project, article_id = self._workbench.project, self._workbench.article_id
        if project is None or article_id is None:
            return ()
        return self._workbench.attempt(lambda: project.similar(article_id)) or ()

    def _facts(self) -> str:
        """Return the line above the article: source, date, and how many others are similar."""
        session = self._workbench.session
        if session is None:
            return ""
        article, others = session.article, len(articles_of(self._similar))
        similar = self.tr("1 similar article") if others == 1 else self.tr("%1 similar articles")
        told = similar.replace("%1", str(others)) if others else ""
        return " · ".join(part for part in (article.source, article.date, told) if part)

    @Slot()
    def refresh_similar(self) -> None:
        """Show what stands elsewhere now that articles were compared."""
        found = self._read_similar()
        if found != self._similar:
            self._similar = found
            self.reader.set_meta(self._facts())
            self._draw_marks()

    def _refresh(self, change: Change) -> None:
        session = self._workbench.session
        if session is None or change.article not in (None, session.article.id):
            return
        if change.article is None or any(_is_shared(edit) for edit in change.edits):
            self._draw_marks()
        else:
            drawn = (each for each in change.edits if isinstance(each.record, Mention | Statement))
            self._update_marks(edit.target for edit in drawn)
            if any(isinstance(edit.record, Comment) for edit in change.edits):
                self._update_comments(session)

    def _comment_marks(self, session: Session) -> dict[str, Mark]:
        talks = conversations(session)
        marks = comment_marks(talks, lambda each: said_by(each, self._workbench))
        return {each.id: each for each in marks}

    def _update_comments(self, session: Session) -> None:
        """Draw the signs of comments that came, went or changed."""
        before, self._comments = self._comments, self._comment_marks(session)
        come = [mark for name, mark in self._comments.items() if before.get(name) != mark]
        self.reader.change_marks(before.keys() - self._comments.keys(), come)

    def _draw_marks(self) -> None:
        """Draw everything anew."""
        session = self._workbench.session
        if session is not None:
            self.reader.set_marks(self._marks_of(session).rest())
            self._draw_numbers(session)

    def _marks_of(self, session: Session) -> Upcoming:
        self._comments = self._comment_marks(session)
        signs = (*passage_marks(self._similar), *self._comments.values())
        return self._marks.in_order(session, self._workbench.focus, signs)

    def _update_marks(self, touched: Iterable[str] = ()) -> None:
        """Draw what a change and the focus make different."""
        session = self._workbench.session
        if session is not None:
            gone, come = self._marks.update(session, self._workbench.focus, touched)
            self.reader.change_marks(gone, come)
            self._draw_numbers(session)

    def _draw_numbers(self, session: Session) -> None:
        self.reader.set_numbers(session.numbers)
        self.reader.set_links(links_of(session, self._workbench.focus))

    def _show_focus(self, focus: Focus | None) -> None:
        self._update_marks()
        if focus is not None:
            self.reader.announce(focus[1])
        span = self._span_in_focus()
        if span is not None and not self._is_telling:
            self.reader.scroll_to(span)

    def _span_in_focus(self) -> Span | None:
        statement = self._workbench.focused_statement()
        if statement is not None:
            return statement.content[0]
        found = self._workbench.focused_suggestion() or self._workbench.focused_mention()
        return found.span if found is not None else None

    def _focus_mark(self, identifier: str) -> None:
        """Put a mark of the reader in focus; it is in sight already, so nothing scrolls."""
        if identifier.startswith(PASSAGE):
            self.passages_wanted.emit()
            return
        if identifier.startswith(COMMENT):
            self.comment_wanted.emit(identifier.removeprefix(COMMENT))
            return
        self._is_telling = True
        self._workbench.focus = self._focus_of(identifier)
        self._is_telling = False

    def _focus_of(self, identifier: str) -> Focus:
        session = self._workbench.session
        found = session.find(identifier) if session is not None else None
        if found is None:
            return ("suggestion", identifier)
        return ("statement" if isinstance(found, Statement) else "mention", identifier)

    def offer(self, actions: ActionRegistry) -> None:
        """Offer the actions of the window: on a right click, and where there is no article."""
        self._actions = actions
        self.show_what_is_open()
        self.reader.context_menu_requested.connect(partial(self._open_menu, actions))

    def _open_menu(
        self, actions: ActionRegistry, at: QPoint, selection: Span | None, marks: list[str]
    ) -> None:
        menu = self.menu(actions, selection, marks)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu(self, actions: ActionRegistry, selection: Span | None, marks: list[str]) -> QMenu:
        """Return the menu for a place in the article."""
        labels = [each for each in marks if not each.startswith((PASSAGE, COMMENT))]
        talks = [each for each in marks if each.startswith(COMMENT)]
        here = [self._focus_of(each.split("/")[0]) for each in labels]
        if here and selection is None and self._workbench.focus not in here:
            self._focus_mark(here[0][1])
        menu = QMenu(self)
        groups: list[tuple[str, ...]] = [_MENU_SELECTION]
        if selection is not None and self._workbench.focused_statement() is not None:
            groups.append(_MENU_ROLES)
        focus = self._workbench.focus
        if focus is not None:
            groups.append(_MENU_STATEMENT if focus[0] == "statement" else _MENU_SUGGESTION)
        if len(labels) + len(talks) < len(marks):
            groups.append(_MENU_PASSAGE)
        if talks and not labels:
            self._focus_mark(talks[0])
            groups.append(_MENU_COMMENT)
        for group in groups:
            for each in group:
                menu.addAction(actions.action(each))
            menu.addSeparator()
        return menu


def _is_shared(edit: Edit) -> bool:
    """Tell whether an edit changes what marks of other records show, too."""
    return isinstance(edit.record, Actor) and edit.before is not None
