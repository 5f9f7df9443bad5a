"""The gestures on the matter in focus: take, edit, reject, put off, call unclear, open again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from annotator.adjudication.case import Case
from annotator.adjudication.entries import likely_entries
from annotator.adjudication.matters import Matter
from annotator.adjudication.proposals import Proposal, ProposingRule
from annotator.annotations.edits import Change, Step
from annotator.annotations.steps import on_articles as article_labels
from annotator.codebook.article_labels import YES
from annotator.gui.adjudication.desk import SettlingDesk
from annotator.gui.adjudication.unclear import UnclearDialog
from annotator.gui.widgets.chooser import Choice
from annotator.workflows.agreement import adjudicating


class Place(Protocol):
    """What is needed of the window: what is in focus, and where to go."""

    @property
    def matter(self) -> Matter | None: ...
    @property
    def proposals(self) -> tuple[Proposal, ...]: ...
    @property
    def reason(self) -> str: ...

    def say(self, words: str) -> None: ...
    def go_on(self) -> None: ...
    def go_to(self, article: str, key: str = "") -> None: ...
    def go_past_article(self) -> bool: ...
    def edit_record(self, article: str, record_id: str) -> None: ...
    def edit_ended(self) -> None: ...
    def choose(
        self, choices: tuple[Choice, ...], title: str, pick: Callable[[Choice], object]
    ) -> None: ...
    def open_dialog(self, dialog: QDialog) -> None: ...


class ActingOn(QObject):
    """Turns gestures into rulings. Where one makes no sense, a sentence says what to do first."""

    def __init__(self, desk: SettlingDesk, place: Place, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._place = place
        self._window = window
        self._only_taken: tuple[Matter, int] | None = None

    # Deciding

    def take(self, letter: str) -> None:
        """Settle the matter as the annotator behind a letter has it, and go on."""
        self._decide(lambda case, key: case.take(key, letter, reason=self._place.reason))

    def take_throughout(self, letter: str) -> None:
        """Settle everything about the same statement as that annotator has it, and go on."""
        reason = self._place.reason
        self._decide(lambda case, key: case.take(key, letter, reason=reason, throughout=True))

    def take_proposed(self, rule: ProposingRule) -> None:
        """Settle the matter as a rule proposes it, and go on; a tie is never broken."""
        letter = self._proposed(rule)
        if letter is not None:
            self._decide(lambda case, key: case.take(key, letter, rule=rule))

    def _proposed(self, rule: ProposingRule) -> str | None:
        if self._matter() is None:
            return None
        found = next((each for each in self._place.proposals if each.rule == rule), None)
        if found is None:
            words = self.tr("Nothing is proposed here: it needs three annotators who differ.")
            if self._place.proposals:
                words = self.tr("The model says nothing about boundaries and sources.")
            self._place.say(words)
        elif found.letter is None:
            self._place.say(self.tr("It is a tie. Decide yourself."))
        return None if found is None else found.letter

    def reject(self) -> None:
        """Settle that no version is right, and go on."""
        self._decide(lambda case, key: case.reject(key, reason=self._place.reason))

    def defer(self) -> None:
        """Put the matter off, and go on."""
        self._decide(lambda case, key: case.defer(key, reason=self._place.reason))

    def withdraw(self) -> None:
        """Take the ruling on the matter back; the matter stays in focus."""
        matter = self._matter()
        if matter is not None:
            key = matter.key
            if self._desk.settle(matter.article, lambda case: case.withdraw([key])):
                self._place.go_to(matter.article, key)

    def call_unclear(self) -> None:
        """Ask which entry of the codebook is unclear, store that, and go on."""
        matter, project = self._matter(), self._desk.workbench.project
        case = None if matter is None else self._desk.case(matter.article)
        if matter is None or case is None or project is None:
            return

        def store(entry: str, words: str) -> None:
            self._decide(lambda now, key: now.call_unclear(key, entry, words))

        likely = likely_entries(matter, case.compared)
        dialog = UnclearDialog(
            project.codebook, likely, store, self._window, reason=self._place.reason
        )
        self._place.open_dialog(dialog)

    def _decide(self, build: Callable[[Case, str], Step]) -> Change | None:
        matter = self._matter()
        if matter is None:
            return None
        key = matter.key
        change = self._desk.settle(matter.article, lambda case: build(case, key))
        if change is not None:
            self._place.go_on()
        return change

    def _matter(self) -> Matter | None:
        matter = self._place.matter
        if matter is None:
            self._place.say(self.tr("Nothing is in focus. Choose a line in the list first."))
        return matter

    # Editing

    def edit(self) -> None:
        """Open the settled record to be changed; where nothing is settled, take a version first."""
        self._only_taken = None
        matter = self._matter()
        if matter is None:
            return
        if matter.slot == "article_label":
            self._edit_label(matter)
            return
        record = self._settled_record(matter) or self._taken_record(matter)
        if record is not None:
            self._place.edit_record(matter.article, record)

    def _settled_record(self, matter: Matter) -> str | None:
        """Return the id of what is settled about a matter."""
        case = self._desk.case(matter.article)
        if case is None:
            return None
        gold = case.compared.gold
        known = {each.id for some in (gold.statements, gold.mentions) for each in some}
        ruled = matter.ruling.gold if matter.ruling is not None else None
        found = (ruled, case.compared.ruled.gold_of.get(matter.group))
        return next((each for each in found if each in known), None)

    def _taken_record(self, matter: Matter) -> str | None:
        """Take the version that is proposed, or else the first, to be changed."""
        letter = self._likely_letter(matter)
        if letter is None:
            self._place.say(self.tr("There is no version to edit."))
            return None
        key = matter.key
        if self._desk.settle(matter.article, lambda case: case.take(key, letter)) is None:
            return None
        fresh = self._as_it_is(matter)
        if fresh is None:
            return None
        self._only_taken = fresh, self._desk.settled_here
        return self._settled_record(fresh)

    def _as_it_is(self, matter: Matter) -> Matter | None:
        case = self._desk.case(matter.article)
        return None if case is None else case.compared.matter(matter.key)

    def stop_editing(self) -> None:
        """Go back to the versions; what was taken to be edited, and was not, is put back."""
        self._place.edit_ended()
        taken, self._only_taken = self._only_taken, None
        if taken is None or self._desk.settled_here != taken[1]:
            return
        fresh = self._as_it_is(taken[0])
        if fresh is not None and fresh.ruling == taken[0].ruling:
            self.undo()
            self._place.say(self.tr("Nothing was edited, so it is as it was before."))

    def _likely_letter(self, matter: Matter) -> str | None:
        filled = [
            letter for each in matter.versions if not each.is_nothing for letter in each.letters
        ]
        proposed = (each.letter for each in self._place.proposals)
        first = min(filled, default=None, key=lambda each: (len(each), each))
        return next((each for each in proposed if each in filled), first)

    def _edit_label(self, matter: Matter) -> None:
        """Ask which value the article has."""
        project = self._desk.workbench.project
        kind = None if project is None else project.codebook.article_label(matter.target)
        if project is None or kind is None:
            return
        values = kind.value_ids or (YES,)
        choices = tuple(Choice(each, kind.value_label(each)) for each in values)

        def pick(choice: Choice) -> None:
            def build(case: Case) -> Step:
                session = adjudicating.gold_session(project, matter.article)
                return case.on_gold(article_labels.toggle(session, kind.id, choice.id))

            if self._desk.settle(matter.article, build) is not None:
                self._place.go_on()

        self._place.choose(choices, kind.label, pick)

    # Articles and going back

    def finish_article(self) -> None:
        """Accept what all agree on in the article, and go to the next; what is open is told."""
        matter = self._place.matter
        article = matter.article if matter is not None else self._desk.article
        case = None if article is None else self._desk.case(article)
        if article is None or case is None:
            return
        waiting = [each for each in case.compared.due if each.state != "agreed"]
        if waiting:
            words = self.tr("Still to settle in this article: %1")
            self._place.go_to(article, waiting[0].key)
            self._place.say(words.replace("%1", str(len(waiting))))
            return
        self._desk.settle(article, Case.accept_unanimous)
        if not self._place.go_past_article():
            self._place.say(self.tr("This was the last article with something to settle."))

    def undo(self) -> None:
        """Take back what was settled last, and go there."""
        self._show(self._desk.undo())

    def redo(self) -> None:
        """Do again what was taken back last, and go there."""
        self._show(self._desk.redo())

    def _show(self, changed: tuple[str, str] | None) -> None:
        if changed is not None:
            self._place.edit_ended()
            self._place.go_to(*changed)
