"""The window in which differences are settled: the list, the passage, and the versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.adjudication.matters import Matter
from annotator.adjudication.proposals import Proposal
from annotator.adjudication.queue import Queue
from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.adjudication.acting import ActingOn
from annotator.gui.adjudication.bar import SettlingBar
from annotator.gui.adjudication.commands import MENU, settling_commands
from annotator.gui.adjudication.desk import SettlingDesk
from annotator.gui.adjudication.editing import GoldPage
from annotator.gui.adjudication.listing import SettlingList
from annotator.gui.adjudication.marks import marks_of
from annotator.gui.adjudication.passage import PassagePane
from annotator.gui.adjudication.reading import QueueReading
from annotator.gui.adjudication.rows import RowId, RowMaker, article_beyond
from annotator.gui.adjudication.sayings import (
    all_settled_words,
    beginning_words,
    hint_words,
    how_far,
    nothing_words,
)
from annotator.gui.adjudication.versions import cards_of
from annotator.gui.adjudication.versions_side import VersionsSide
from annotator.gui.adjudication.whole_project import WholeProject
from annotator.gui.keys.own import own_keys, with_keys
from annotator.gui.settings import Settings
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.reading_splitter import ReadingSplitter
from annotator.gui.widgets.side_window import SideWindow, in_tab_order
from annotator.gui.widgets.waiting_page import WaitingPage
from annotator.gui.workbench import Workbench

_WIDTHS = (270, 480, 390)
_LAYERS = {"statement": "content", "boundary": "content", "source": "source", "stance": "stances"}
"""The part of the card on which the keyboard is put first, by what is in focus."""


class SettlingView(SideWindow):
    """Lists what annotators disagree on and settles it, one key for each decision.

    Nothing of others' labels is read before a person begins. After a ruling only its article is
    looked at again.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._desk = SettlingDesk(workbench, self)
        self._reading = QueueReading(self._desk, self)
        self._is_first = True
        self._rows = RowMaker()
        self.acting = ActingOn(self._desk, self, self)
        self.whole = WholeProject(self._desk, self, self)
        self.bar = SettlingBar(self)
        self.list = SettlingList(self)
        self.passage = PassagePane(workbench, self)
        gold = GoldPage(self._desk, self, selection=self.passage.selected_span)
        self.side = VersionsSide(gold, self)
        self.empty = EmptyState(self)
        self._waiting = WaitingPage(
            self, title=self.tr("Looking for differences"), counted=self.tr("Articles compared")
        )
        self._pages = QStackedWidget(self)
        self._work = ReadingSplitter(self, follows_focus=False)
        self._chooser: Chooser | None = None
        self._make_actions()
        self._lay_out()
        self._listen()
        self._begin_anew()

    # Putting together

    def _make_actions(self) -> None:
        reading = [self.list, self.passage, self.side.versions]
        specs, title = settling_commands(self), self.tr("&Settle")
        self.offer(specs, menu=MENU, title=title, hint="", reading=reading)
        self.side.offer(self.button)
        go_on = self.actions_registry.action("settling.go_on")
        go_on.setChecked(Settings().settling_goes_on)
        go_on.toggled.connect(_remember_going_on)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)
        for each in (left, self.passage, self.side):
            self._work.addWidget(each)
        self._work.want(_WIDTHS)
        for page in (self.empty, self._waiting, self._work):
            self._pages.addWidget(page)
        self.lay_out(self._pages, name=self.tr("Settle differences"))
        bar = self.bar
        in_tab_order(
            self.list,
            self.passage.reader,
            self.side.reason,
            *self.side.buttons,
            bar.which,
            bar.kind,
            bar.grouped,
            bar.only_article,
        )

    def _listen(self) -> None:
        self._waiting.cancel.clicked.connect(self._reading.cancel)
        self._reading.progressed.connect(self._waiting.show_progress)
        self._reading.arrived.connect(self._show_queue)
        self._reading.changed.connect(self._show_changed)
        self._reading.proposed.connect(self._show_proposed)
        self._reading.failed.connect(self._explain)
        self.bar.changed.connect(self._show_rows)
        self.list.current_changed.connect(self._show_matter)
        self.list.go_on.connect(self.next_open)
        self.side.versions.taken.connect(self.acting.take)
        self.side.reason_given.connect(self.take_focus)
        self.side.gold.left.connect(self.acting.stop_editing)
        self._desk.said.connect(self.say)
        own_keys().settled.connect(self._show_matter)
        workbench = self._workbench
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self._begin_anew)

    # Reading

    @property
    def is_reading(self) -> bool:
        """Whether something is on its way."""
        return self._reading.is_on_its_way or self.whole.is_at_work

    @property
    def queue(self) -> Queue | None:
        """The differences of the project as they were read last."""
        return self._reading.queue

    @Slot()
    def _begin_anew(self) -> None:
        self._reading.forget()
        self._rows = RowMaker()
        self._is_first = True
        self.side.show_versions()
        self.side.versions.forget()
        self.side.reason.clear()
        self.whole.tick_shown()
        self._show_hint()
        if self._workbench.project is None:
            words = self.tr("Open a project in the main window first.")
            self._offer_words(self.tr("No project is open"), words)
            return
        self._offer_words(*beginning_words(), "settling.begin")

    def begin(self) -> None:
        """Look through all articles in the background; the list stays where there is one."""
        if self._workbench.project is None:
            return
        if self.queue is None:
            self._waiting.show_progress(0, 0, "")
            self._pages.setCurrentWidget(self._waiting)
        self._reading.begin()

    @Slot()
    def _show_queue(self) -> None:
        self._show_progress()
        if self._offer_where_empty():
            return
        self._pages.setCurrentWidget(self._work)
        self._show_rows()
        if self._is_first:
            self._is_first = False
            self.take_focus()

    def _offer_where_empty(self) -> bool:
        """Say what to do where there is nothing to settle; tell whether that is so."""
        words = nothing_words(self.queue)
        if words is not None:
            self._offer_words(*words, "settling.begin")
        return words is not None

    @Slot()
    def _show_proposed(self) -> None:
        if not self.side.is_editing:
            self._show_matter()

    @Slot(object)
    def _explain(self, error: object) -> None:
        if self.queue is not None:
            self.explain(error)
            return
        words = self.tr("Stopped.") if isinstance(error, Cancelled) else str(error)
        if isinstance(error, AnnotatorError):
            self._offer_words(self.tr("Nothing is listed"), words, "settling.begin")

    def _offer_words(self, title: str, words: str, *actions: str) -> None:
        offered = [self.actions_registry.action(each) for each in actions]
        self.empty.show_words(title, words, offered)
        self._pages.setCurrentWidget(self.empty)
        if self.isActiveWindow():
            self.empty.offer_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again for what may have changed while nobody looked."""
        super().showEvent(event)
        if self._pages.currentWidget() is self.empty:
            self.empty.offer_first()

    def event(self, event: QEvent) -> bool:
        """Keep Escape for going back from the card: it would close the window."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and self.side.is_editing and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.side.is_editing:
            self.side.gold.leave()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_focus()  # from what is chosen above the list
            return
        super().keyPressEvent(event)

    @Slot()
    def _show_changed(self) -> None:
        """Show what is different since one article was read again; focus and place stay."""
        self._show_progress()
        self._list_rows(stays=True)
        if self.side.is_editing:
            self.side.gold.read_again()
            self._show_edited()

    def _show_progress(self) -> None:
        if self.queue is not None:
            self.bar.show_progress(self.queue)

    @Slot()
    def _show_rows(self) -> None:
        self._list_rows()

    def _list_rows(self, keep: RowId | None = None, *, stays: bool = False) -> None:
        """List what is chosen; with ``stays``, what is in focus is listed whatever its state."""
        if self.queue is None:
            return
        current = self.list.current
        article = current.article if current is not None else self._desk.article
        shown = self.bar.shown(article)
        if stays and current is not None:
            shown = replace(shown, also=current.id)
        case = None
        if shown.which == "agreed" and article is not None:
            case = self._desk.case(article)
        self.list.show_rows(self._rows.rows_of(self.queue, shown, case), keep=keep)

    # What is in focus

    @property
    def matter(self) -> Matter | None:
        """The matter in focus."""
        row = self.list.current
        return None if row is None else row.matter

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What the rules propose for the matter in focus."""
        matter = self.matter
        return () if matter is None else self._reading.proposals(matter)

    @property
    def reason(self) -> str:
        """What was typed as a reason."""
        return " ".join(self.side.reason.text().split())

    @Slot()
    def _show_matter(self) -> None:
        """Show the versions of what is in focus, in its article."""
        self._show_hint()
        matter = self.matter
        if self.side.is_editing or self.queue is None:
            return
        case = None if matter is None else self._desk.case(matter.article)
        if matter is None or case is None:
            self.side.versions.forget()
            self._show_all_settled()
            return
        cards = cards_of(case, matter)
        self.passage.show_marks(matter.article, marks_of(case, matter, cards), matter.span)
        self.side.versions.show_versions(
            matter, cards, self.proposals, state=how_far(matter, self._workbench.project)
        )

    def _show_all_settled(self) -> None:
        """Say that nothing is left in this list, and what may be."""
        is_empty = self.bar.which.currentData() == "due" and not self.list.source.rows
        if is_empty and self.queue is not None:
            words = with_keys(all_settled_words(self.queue))
            self.side.versions.show_words(words)
            self.say(words)

    def _show_hint(self) -> None:
        """Name the keys that make sense for what is in focus."""
        words = hint_words(self.matter, is_editing=self.side.is_editing)
        self._status.set_hint(with_keys(words))

    # Going about

    def go_on(self) -> None:
        """Go to the next matter to settle, unless a person wants to look first."""
        self.side.reason.clear()
        self.take_focus()
        if self.actions_registry.action("settling.go_on").isChecked():
            matter = self.matter
            if matter is not None and matter.state not in ("open", "changed"):
                self.next_open()

    @Slot()
    def next_open(self) -> None:
        """Go to the next one that is to settle."""
        self.edit_ended()
        if self.list.step(1, due=True):
            self._list_rows()  # what was settled leaves the list
        else:
            self._list_rows()
            if self.matter is not None:
                self.say(self.tr("Nothing more to settle in this list."))

    def next_row(self) -> None:
        """Go to the next line."""
        self.list.step(1)

    def previous_row(self) -> None:
        """Go to the line before."""
        self.list.step(-1)

    def next_article(self) -> None:
        """Go to the next article of the list."""
        if not self._step_article(1):
            self.say(self.tr("This is the last article of the list."))

    def previous_article(self) -> None:
        """Go to the article before."""
        if not self._step_article(-1):
            self.say(self.tr("This is the first article of the list."))

    def go_past_article(self) -> bool:
        """Go to the next article that has something to settle; tell whether there is one."""
        return self._step_article(1, due=True)

    def _step_article(self, step: int, *, due: bool = False) -> bool:
        row = self.list.current
        here = row.article if row is not None else self._desk.article
        beyond = None if self.queue is None else article_beyond(self.queue, here, step, due=due)
        if beyond is not None:
            self.bar.follow(beyond)
            self._go_to_article(beyond)
        return beyond is not None

    def _go_to_article(self, article: str) -> None:
        self._desk.case(article)
        if self.bar.which.currentData() == "agreed":
            case, queue = self._desk.case(article), self.queue
            if queue is not None:
                self.list.show_rows(self._rows.rows_of(queue, self.bar.shown(article), case))
            return
        self._list_rows()
        rows = self.list.source.rows
        first = next((each for each in rows if each.article == article and each.matter), None)
        if first is not None:
            self.list.go_to(first.id)
        self.take_focus()

    def go_to(self, article: str, key: str = "", *, reveal: bool = False) -> None:
        """Put a matter in focus; ``reveal`` shows all states where it is not listed."""
        self.bar.follow(article)
        self._list_rows(keep=(article, key))
        if reveal and not self.list.go_to((article, key)):
            self.bar.choose("every")
            self._list_rows(keep=(article, key))
        self.take_focus()

    @Slot()
    def take_focus(self) -> None:
        """Let keys act on the list."""
        if self._pages.currentWidget() is self._work:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_passage(self) -> None:
        """Go to the passage in the main window."""
        matter = self.matter
        if matter is not None:
            self.passage_requested.emit(matter.article, matter.span)

    def give_reason(self) -> None:
        """Let a person type why."""
        self.side.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_kind(self) -> None:
        """Let a person choose what the list shows."""
        self.bar.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(
        self, choices: tuple[Choice, ...], title: str, pick: Callable[[Choice], object]
    ) -> None:
        """Let a person choose from a list."""
        if self._chooser is None:
            self._chooser = Chooser(self)
        self._chooser.open_at(choices, title, pick)

    # Editing

    def edit_record(self, article: str, record_id: str) -> None:
        """Show the card of a settled record."""
        slot = "" if self.matter is None else self.matter.slot
        if not self.side.gold.edit(article, record_id):
            return
        self.side.show_card()
        self._show_edited()
        self._show_hint()
        self.side.gold.take_focus(_LAYERS.get(slot, "claim_types"))

    def _show_edited(self) -> None:
        session, record = self.side.gold.desk.session, self.side.gold.record
        if session is not None and record is not None:
            self.passage.show_settled(session, record)

    @Slot()
    def edit_ended(self) -> None:
        """Show the versions again."""
        if self.side.is_editing:
            self.side.gold.desk.end()
            self.side.show_versions()
            self._show_matter()
            self.take_focus()


def _remember_going_on(on: bool) -> None:
    Settings().settling_goes_on = on
