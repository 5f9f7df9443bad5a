"""The view that lists words, actors, cues and labels in context, to compare and to label."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.annotations.edits import Change
from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.concordance.asking import SearchBar
from annotator.gui.concordance.commands import MENU, concordance_commands
from annotator.gui.concordance.labelling import (
    Gesture,
    ListLabelling,
    as_mention,
    state,
    with_claim_type,
)
from annotator.gui.concordance.places import PlacesPage
from annotator.gui.jobs.awaited import AwaitedSoon
from annotator.gui.keys.own import with_keys
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.side_window import SideWindow
from annotator.gui.widgets.waiting_page import WaitingPage
from annotator.gui.workbench import Workbench
from annotator.plain_text import counted
from annotator.workflows.concordance import AT_MOST, Concordance, Occurrence, Order, look_up

_SOON_MS = 250
_AT_ONCE = 200  # rows labelled by one gesture: a slip of Ctrl+A is none


class ConcordanceView(SideWindow):
    """Looks up when asked, and labels what is selected; only one's own labels are told."""

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._awaited = AwaitedSoon(workbench, self, pause=_SOON_MS)
        self._labelling = ListLabelling(workbench, self)
        self._chooser = Chooser(self)
        self._found = Concordance(())
        self._is_again = False
        self._is_old = False
        self.search = SearchBar(self)
        self.places = PlacesPage(self)
        self._empty = EmptyState(self)
        self._waiting = WaitingPage(
            self, title=self.tr("Looking through the articles"), counted=self.tr("Articles read")
        )
        self._pages = QStackedWidget(self)
        self._make_actions()
        self._lay_out()
        self._listen()
        self._begin_anew()

    def _make_actions(self) -> None:
        hint = self.tr(
            "Enter opens the passage · {concordance.statement} makes a statement"
            " · {concordance.claim_type} claim type · {concordance.mention} mention"
            " · {concordance.find} looks for something else"
        )
        commands, title = concordance_commands(self), self.tr("&Concordance")
        self.offer(commands, menu=MENU, title=title, hint=hint, reading=[self.places.table])

    def _lay_out(self) -> None:
        for page in (self._empty, self._waiting, self.places):
            self._pages.addWidget(page)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 12, 0)
        inner.addWidget(self.search)
        inner.addWidget(self._pages, 1)
        self.lay_out(inner, name=self.tr("Concordance"), height=480)

    def _listen(self) -> None:
        self._awaited.due.connect(self._look_again)
        self.search.wished.connect(self.look_up)
        self.search.order_changed.connect(self._show_rows)
        self.search.left_downwards.connect(self._go_to_list)
        self._waiting.cancel.clicked.connect(self._awaited.cancel)
        self._awaited.progressed.connect(self._waiting.show_progress)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        self.places.table.chosen.connect(self._request)
        workbench = self._workbench
        workbench.annotations_changed.connect(self._refresh)
        workbench.message.connect(self.say_here)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self._begin_anew)

    # Looking up

    @property
    def is_looking(self) -> bool:
        """Tell whether something is being looked up."""
        return self._awaited.is_waiting

    @Slot()
    def look_up(self) -> None:
        """Look for what the field says, in the background."""
        if self._workbench.project is None:
            return
        if not self.search.wanted:
            self._offer_words(self.tr("What to look for?"), self._how())
            return
        self._waiting.show_progress(0, 0, "")
        self._pages.setCurrentWidget(self._waiting)
        self._is_again = False
        self._begin()

    def _look_again(self) -> None:
        """Look for the same again, because labels changed; the list stays until then."""
        if self._workbench.project is not None and self._found.rows:
            self._is_again = True
            self._begin()

    def _begin(self) -> None:
        options, self._is_old = self.search.options, False
        self._awaited.forget()
        self._awaited.begin(
            lambda project, job: look_up(
                project, options, progress=job.progress, cancelled=job.is_cancelled
            )
        )

    @Slot(object)
    def _show(self, found: object) -> None:
        if not isinstance(found, Concordance):
            return
        self._found = found
        if not found.rows:
            self._offer_words(self.tr("Nothing was found"), self._why_none())
            return
        self.places.tell(self._in_short())
        self._pages.setCurrentWidget(self.places)
        if self._is_again:
            self.places.table.show_again(self._ordered())
        else:
            self._show_rows()
            self.places.table.setFocus()

    @Slot()
    def _go_to_list(self) -> None:
        if self._pages.currentWidget() is self.places:
            self.places.table.setFocus()

    @Slot()
    def _show_rows(self) -> None:
        self.places.table.show_rows(self._ordered())

    def _ordered(self) -> tuple[Occurrence, ...]:
        return self._found.ordered(cast("Order", self.search.order))

    def _in_short(self) -> str:
        count, articles = len(self._found.rows), self._found.articles
        one, many = self.tr("1 place"), self.tr("%1 places").replace("%1", f"{count:,}")
        where = self.tr("in 1 article") if articles == 1 else self.tr("in %1 articles")
        words = f"{one if count == 1 else many} {where.replace('%1', f'{articles:,}')}."
        if self._found.is_cut:
            words += " " + self.tr("Only the first %1 are listed.").replace("%1", f"{AT_MOST:,}")
        return words

    def _how(self) -> str:
        return self.tr(
            "Type words, or choose an actor, a cue, a claim type or a topic, then press Enter. "
            "Several words stand together; a star begins a word: mediat*"
        )

    def _why_none(self) -> str:
        return self.tr("Only headlines and bodies are looked through, not banners and links.")

    def _offer_words(self, title: str, words: str) -> None:
        self._empty.show_words(title, words)
        self._pages.setCurrentWidget(self._empty)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if self._is_again:
            return
        words = self.tr("Stopped.") if isinstance(error, Cancelled) else str(error)
        if isinstance(error, AnnotatorError):
            self._offer_words(self.tr("Nothing is listed"), words)

    @Slot()
    def _begin_anew(self) -> None:
        self._awaited.forget()
        self._labelling.forget()
        self._found, self._is_old = Concordance(()), False
        project = self._workbench.project
        self.search.offer(project)
        self._offer_words(self.tr("What to look for?"), self._how())

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if self._found.rows and (change.touches("statement") or change.touches("mention")):
            self._is_old = True
            self._look_again_soon()

    def _look_again_soon(self) -> None:
        if self._is_old and self.isVisible():
            self._awaited.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again for what may have changed while nobody looked."""
        super().showEvent(event)
        self._look_again_soon()

    # What a person does

    def look_for(self, looked: str = "", wanted: str = "") -> None:
        """Let a person type what to look for; what is given already is looked up."""
        self.search.begin_typing()
        if wanted:
            self.search.fill_in(looked, wanted)
            self.look_up()

    def open_passage(self) -> None:
        """Go to the row in focus in its article."""
        self.places.table.choose()

    @Slot(object)
    def _request(self, row: object) -> None:
        if isinstance(row, Occurrence):
            self.passage_requested.emit(row.article, row.span)

    def add_statements(self) -> None:
        """Make a statement of each selected row."""
        self._label(state)

    def choose_claim_type(self) -> None:
        """Ask for a claim type and give it to the statements of the selected rows."""
        project = self._workbench.project
        if project is not None:
            types = project.codebook.claim_types
            choices = tuple(Choice(each.id, each.label, each.definition) for each in types)
            self._ask(choices, self.tr("What kind of claim?"), with_claim_type)

    def choose_kind(self) -> None:
        """Ask for an entity kind and make mentions of the selected rows' words."""
        project = self._workbench.project
        if project is not None:
            kinds = project.codebook.entity_kinds
            choices = tuple(
                Choice(each.id, each.label or each.id, each.definition) for each in kinds
            )
            self._ask(choices, self.tr("What kind of mention is it?"), as_mention)

    def _ask(self, choices: tuple[Choice, ...], title: str, make: Callable[[str], Gesture]) -> None:
        if not self.places.table.selected:
            self.say(self.tr("Select rows first."))
            return
        at = self.places.mapToGlobal(self.places.rect().center())
        self._chooser.open_at(choices, title, lambda choice: self._label(make(choice.id)), at=at)

    def _label(self, gesture: Gesture) -> None:
        rows = self.places.table.selected
        if not rows or len(rows) > _AT_ONCE:
            words = self.tr("Select rows first, at most %1.").replace("%1", str(_AT_ONCE))
            self.say(words)
            return
        steps = self._labelling.label(rows, gesture)
        articles = len({each.article for each in rows})
        if steps:
            words = self.tr("%1 in %2 · {concordance.undo} takes it back")
            self._tell_count(words, steps, articles)

    def _tell_count(self, words: str, steps: int, articles: int) -> None:
        told = with_keys(words).replace("%1", counted(steps, "change"))
        told = told.replace("%2", counted(articles, "article"))
        self.say(told)

    def undo(self) -> None:
        """Take back what was labelled last from this list."""
        taken = self._labelling.undo()
        if taken is None:
            self.say(self.tr("Nothing left to undo in this list."))
        elif taken:
            self.say(self.tr("Undone: %1 changes").replace("%1", str(taken)))
