"""What the parts of the window work with: the article on the table, gestures, and going back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from annotator.adjudication.case import Case
from annotator.annotations.edits import Change, Step
from annotator.annotations.model import GOLD, Ruling
from annotator.errors import AnnotationError
from annotator.gui.keys.own import with_keys
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.project.history.undoing import gold_history
from annotator.workflows.agreement import adjudicating


class SettlingDesk(QObject):
    """Settles for the current annotator, and goes back over what was settled in this sitting.

    ``said`` carries one sentence about what was done or refused. What was settled on earlier days
    can be taken back in the article on the table.
    """

    said = Signal(str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self._case: Case | None = None
        self._done: list[str] = []
        self._undone: list[str] = []
        workbench.annotations_changed.connect(self._absorb)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self.forget)

    @property
    def is_readonly(self) -> bool:
        """Whether nothing can be stored."""
        return self.workbench.is_readonly

    @property
    def article(self) -> str | None:
        """The article on the table."""
        return None if self._case is None else self._case.article

    @property
    def settled_here(self) -> int:
        """How many steps of this sitting were not taken back."""
        return len(self._done)

    @Slot()
    def forget(self) -> None:
        """Take everything from the table, and forget what could be taken back here."""
        self._case = None
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget in which articles something was settled: a rule went through all of them."""
        self._done.clear()
        self._undone.clear()

    def case(self, article_id: str) -> Case | None:
        """Put an article on the table; None where it cannot be read."""
        project = self.workbench.project
        if project is None:
            return None
        if self._case is None or self._case.article != article_id:
            self._case = self.workbench.attempt(lambda: adjudicating.open_case(project, article_id))
        return self._case

    # Gestures

    def settle(self, article_id: str, build: Callable[[Case], Step | None]) -> Change | None:
        """Build a step with an article on the table and store it; say why not."""
        if self.is_readonly:
            self.said.emit(self.tr("This project is open for reading only."))
            return None
        case = self.case(article_id)
        if case is None:
            return None
        try:
            step = build(case)
        except AnnotationError as refusal:
            self.said.emit(str(refusal))
            return None
        if step is None:
            return None
        change = self.workbench.carry_out(lambda project: adjudicating.settle(project, step))
        if change is not None:
            self._done.append(article_id)
            self._undone.clear()
            self._tell(change, self.tr("%1 · {settling.undo} takes it back"))
        return change

    def undo(self) -> tuple[str, str] | None:
        """Take back what was settled last; return article and matter, None where nothing is."""
        article = self._done[-1] if self._done else self.article
        words = self.tr("Undone: %1 · {settling.redo} does it again")
        nothing = self.tr("Nothing left to take back here.")
        return self._go(article, adjudicating.undo, "undo", words, nothing)

    def redo(self) -> tuple[str, str] | None:
        """Do again what was taken back last; return article and matter, None where nothing is."""
        article = self._undone[-1] if self._undone else self.article
        words = self.tr("Done again: %1 · {settling.undo} takes it back")
        nothing = self.tr("Nothing to do again here.")
        return self._go(article, adjudicating.redo, "redo", words, nothing)

    def _go(
        self,
        article: str | None,
        move: Callable[[Project, str], Change | None],
        way: str,
        words: str,
        nothing: str,
    ) -> tuple[str, str] | None:
        project = self.workbench.project
        if project is None or article is None:
            return None
        history = gold_history(article)
        wording = project.undo_wording if way == "undo" else project.redo_wording
        if wording(history) is None:
            self.said.emit(nothing)
            return None
        self.case(article)  # on the table, so that it is looked at again at once
        change = self.workbench.carry_out(lambda now: move(now, article))
        if change is None:
            return None
        here, there = self._done, self._undone
        if way == "redo":
            here, there = there, here
        if here:
            here.pop()
        there.append(article)
        self._tell(change, words)
        return article, _key_of(change)

    def _tell(self, change: Change, words: str) -> None:
        self.said.emit(with_keys(words).replace("%1", change.wording))

    @Slot(object)
    def _absorb(self, change: Change) -> None:
        """Read the article on the table again where something in it is different."""
        if self._case is None or change.article not in (None, self._case.article):
            return
        project = self.workbench.project
        if project is not None and _is_about_gold(change):
            before = self._case
            self._case = self.workbench.attempt(
                lambda: adjudicating.open_case_again(project, before)
            )
        else:
            self._case = None


def _key_of(change: Change) -> str:
    """Return the matter that a change was about; what only followed from it comes last."""
    rulings = [each.record for each in change.edits if isinstance(each.record, Ruling)]
    rulings.sort(key=lambda each: each.outcome == "agreed")
    return rulings[0].disagreement if rulings else ""


def _is_about_gold(change: Change) -> bool:
    """Tell whether only what is settled is different, and nobody's own labels."""
    return all(
        isinstance(each.record, Ruling) or getattr(each.record, "annotator", None) == GOLD
        for each in change.edits
    )
