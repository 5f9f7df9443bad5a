"""The one place where widgets meet the project: what is open, what is in focus, what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.annotations.edits import Change, Step
from annotator.annotations.model import Mention, Statement
from annotator.annotations.session import Session
from annotator.errors import AnnotationError, AnnotatorError, Cancelled
from annotator.gui.jobs.running import Jobs
from annotator.gui.keys.own import with_keys
from annotator.gui.messages import Problems
from annotator.gui.sessions import Sessions, session_on
from annotator.preannotation.suggestion import Suggestion
from annotator.project import Project
from annotator.workflows.marking.withholding import offered

if TYPE_CHECKING:
    from annotator.annotations.model import Status

FocusKind = Literal["statement", "suggestion", "mention"]
Focus = tuple[FocusKind, str]
T = TypeVar("T")
OPENING = "Open the article"  # how the trace words that somebody looked; undo stops there


class Order(Protocol):
    """Tells which article comes next in the queue as it is shown."""

    def neighbour(self, article_id: str | None, step: int, *, open_only: bool) -> str | None:
        """Return the article ``step`` places on (-1 is back), or None at the end."""


class Workbench(QObject):
    """Owns the project and the session on the article in hand. Views listen to its signals.

    Everything is blind: only the current annotator's own labels are ever read here, and of an
    article that came back not those of the first time.
    """

    project_opened = Signal()
    project_closed = Signal()
    article_opened = Signal(str)
    annotations_changed = Signal(object)
    focus_changed = Signal(object)
    progress_changed = Signal()
    articles_added = Signal()
    annotator_changed = Signal()
    leaving = Signal()
    """The article in hand, the annotator or the project is about to be another one."""
    message = Signal(str)
    refused = Signal(str)
    """Why a gesture was not done, or what to do first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.problems = Problems(self)
        self.order: Order | None = None
        self.put_off: Callable[[], object] | None = None
        """Asks for :meth:`note_opening` when an article is on the screen; without it, at once."""
        self._unnoted: Session | None = None
        self._later: list[Callable[[], object]] = []
        self._project: Project | None = None
        self._session: Session | None = None
        self._sessions = Sessions()
        self._focus: Focus | None = None

    # What is open

    @property
    def project(self) -> Project | None:
        """The open project."""
        return self._project

    @property
    def session(self) -> Session | None:
        """The current annotator's session on the article in hand."""
        return self._session

    @property
    def article_id(self) -> str | None:
        """The id of the article in hand."""
        return self._session.article.id if self._session is not None else None

    @property
    def is_readonly(self) -> bool:
        """Whether nothing can be stored: no project, or one that cannot be written."""
        return self._project is None or self._project.readonly

    def open_project(self, path: Path, *, annotator: str | None = None) -> bool:
        """Open a project file; where that fails, what is open stays and a problem is told."""
        if self._project is not None and self._project.path == path.absolute():
            return True
        opened = self.attempt(lambda: Project.open(path, annotator=annotator))
        if opened is None:
            return False
        self.take(opened)
        return True

    def take(self, project: Project) -> None:
        """Work on ``project`` from now on; the one before is closed."""
        self.close_project()
        self._project = project
        project.brings_back = not project.readonly
        self.problems.settle_all()
        self.project_opened.emit()
        if project.warnings:
            self.problems.tell("\n".join(project.warnings), about="project")

    def close_project(self) -> None:
        """Let go of article and project. Everything is stored already."""
        if self._project is None:
            return
        self.note_opening()
        self.leaving.emit()
        self.focus = None
        self._do_later()
        self.jobs.stop()
        self._sessions.forget()
        project, self._project, self._session = self._project, None, None
        project.close()
        self.project_closed.emit()

    def choose_annotator(self, name: str) -> bool:
        """Let somebody else label from now on; the article in hand is opened for them."""
        self.note_opening()
        project, article_id = self._project, self.article_id
        self.leaving.emit()
        self.focus = None
        self._do_later()
        if project is None or self.attempt(lambda: project.use_annotator(name)) is None:
            return False
        self.annotator_changed.emit()
        if article_id is not None:
            self._session = None
            self.open(article_id)
        return True

    # The article in hand

    def open(self, article_id: str) -> bool:
        """Open an article; where it cannot be read, the current one stays and a problem is told."""
        project = self._project
        if project is None:
            return False
        if article_id == self.article_id:
            return True
        session = self.attempt(lambda: self._sessions.on(project, article_id))
        if session is None:
            return False
        self.note_opening()
        self.leaving.emit()
        self.focus = None  # while the session before is still there: something typed may be stored
        self._session = session
        project.take_in_hand(article_id)
        self.article_opened.emit(article_id)
        if not project.readonly:
            self._unnoted = session
            (self.put_off or self.note_opening)()
        return True

    def note_opening(self) -> None:
        """Note that the article in hand was opened, if that is still to be done.

        Nobody who reads waits for it, but what is changed comes after it.
        """
        self._do_later()
        session, self._unnoted = self._unnoted, None
        if session is not None and self._project is not None:
            self._note_opening(self._project, session)

    def store_later(self, work: Callable[[], object]) -> None:
        """Store something while :attr:`leaving`: once the next article is shown, if there is one.

        It is stored before whatever is changed next, and before the project is closed.
        """
        self._later.append(work)

    def _do_later(self) -> None:
        later, self._later = self._later, []
        for work in later:
            work()

    def _note_opening(self, project: Project, session: Session) -> Change | None:
        """Note that the article was opened, and what is suggested in it to whoever labels now."""
        article_id, step = session.article.id, None
        if session.progress is None:
            step = replace(session.mark("opened"), wording=OPENING)
        change: Change | None = self.attempt(
            lambda: project.serve(article_id, offered(project, session), step=step),
            about="storing",
        )
        if change is not None and change.edits:
            self._take_in(change)
        return change

    def read_suggestions(self) -> None:
        """Open the article in hand anew where what is suggested in it is different now."""
        project, session = self._project, self._session
        if project is None or session is None:
            return
        article_id = session.article.id
        fresh = self.attempt(lambda: session_on(project, article_id))
        if fresh is not None and set(fresh.suggestions) != set(session.suggestions):
            self.focus = None  # while the session before is still there
            self._session = None
            self.open(article_id)

    def look_into(self, article_id: str) -> Session | None:
        """Return a session on an article, also on one that is not in hand; it counts as opened."""
        project = self._project
        if project is None or article_id == self.article_id:
            return self._session
        session = self.attempt(lambda: session_on(project, article_id))
        if session is not None and not project.readonly:
            change = self._note_opening(project, session)
            if change is not None:
                session.absorb(change)
        return session

    def has_article(self, article_id: str) -> bool:
        """Tell whether the open project has that article and can read it."""
        if self._project is None:
            return False
        try:
            self._project.article(article_id)
        except AnnotatorError:
            return False
        return True

    def open_neighbour(self, step: int, *, open_only: bool = False) -> bool:
        """Open the article ``step`` places on in the queue; tell whether there was one."""
        if self.order is None:
            return False
        article_id = self.order.neighbour(self.article_id, step, open_only=open_only)
        return article_id is not None and self.open(article_id)

    def mark(self, status: Status | None) -> bool:
        """Say how far the article in hand is; tell whether it is so now."""
        self.note_opening()
        session = self._session
        if session is None:
            return False
        if session.progress is not None and session.progress.status == status:
            return status != "done" or self._keep_done(session)
        return self.gesture(lambda: session.mark(status)) is not None

    def _keep_done(self, session: Session) -> bool:
        """Say of an article that is done that its new suggestions were gone through, if any."""
        project = self._project
        if project is None or project.readonly:
            return True
        if not self.attempt(lambda: project.unseen_changes(session.article.id)):
            return True
        return self.gesture(lambda: session.keep_done(project.newest_change())) is not None

    # What is in focus

    @property
    def focus(self) -> Focus | None:
        """The statement, suggestion or mention that keys act on."""
        return self._focus

    @focus.setter
    def focus(self, focus: Focus | None) -> None:
        if focus != self._focus:
            self._focus = focus
            self.focus_changed.emit(focus)

    def focused_statement(self) -> Statement | None:
        """Return the statement in focus."""
        if self._session is None or self._focus is None or self._focus[0] != "statement":
            return None
        return self._session.find_statement(self._focus[1])

    def focused_suggestion(self) -> Suggestion | None:
        """Return the open suggestion in focus."""
        if self._session is None or self._focus is None or self._focus[0] != "suggestion":
            return None
        return self._session.offers.find(self._focus[1])

    def focused_mention(self) -> Mention | None:
        """Return the mention in focus."""
        if self._session is None or self._focus is None or self._focus[0] != "mention":
            return None
        found = self._session.find(self._focus[1])
        return found if isinstance(found, Mention) else None

    # Changing

    def gesture(
        self,
        build: Callable[[], Step],
        *,
        initiator: object | None = None,
        focus: Callable[[Change], Focus | None] | None = None,
    ) -> Change | None:
        """Build a step and store it; what the codebook does not allow is said in one sentence."""
        self.note_opening()
        try:
            step = build()
        except AnnotationError as refusal:
            self.refused.emit(str(refusal))
            return None
        return self.apply(step, initiator=initiator, focus=focus)

    def apply(
        self,
        step: Step,
        initiator: object | None = None,
        *,
        quiet: bool = False,
        focus: Callable[[Change], Focus | None] | None = None,
    ) -> Change | None:
        """Store a step; where that fails, the last good state stays on screen and on disk.

        ``focus`` names what of the change is in focus from then on, None for what was before.
        """
        self.note_opening()
        project = self._project
        if project is None:
            return None
        change: Change | None = self.attempt(
            lambda: project.apply(step, initiator=initiator), about="storing"
        )
        if change is None:
            return None
        self._take_in(change, focus(change) if focus is not None else None)
        if not quiet:
            self.message.emit(
                with_keys(self.tr("%1 · {article.undo} takes it back")).replace(
                    "%1", change.wording
                )
            )
        return change

    def undo(self) -> Change | None:
        """Take back the last step in the article in hand, also from an earlier day."""
        self.note_opening()
        project, article_id = self._project, self.article_id
        if project is None or article_id is None:
            return None
        if project.undo_wording(article_id) in (None, OPENING):
            self.message.emit(self.tr("Nothing left to undo in this article."))
            return None
        change = self.attempt(lambda: project.undo(article_id), about="storing")
        return self._taken_back(
            change, with_keys(self.tr("Undone: %1 · {article.redo} does it again"))
        )

    def undo_in(self, article_id: str, wording: str) -> Change | None:
        """Take back the last step in any article, where it is still the one worded like this."""
        self.note_opening()
        project = self._project
        if project is None:
            return None
        if project.undo_wording(article_id) != wording:
            self.refused.emit(
                self.tr("Something else was done since in one of the articles; undo it there.")
            )
            return None
        change = self.attempt(lambda: project.undo(article_id), about="storing")
        if change is not None:
            self._take_in(change)
        return change

    def redo(self) -> Change | None:
        """Do again what was undone last in the article in hand."""
        self.note_opening()
        project, article_id = self._project, self.article_id
        if project is None or article_id is None:
            return None
        if project.redo_wording(article_id) is None:
            self.message.emit(self.tr("Nothing to do again in this article."))
            return None
        change = self.attempt(lambda: project.redo(article_id), about="storing")
        return self._taken_back(
            change, with_keys(self.tr("Done again: %1 · {article.undo} takes it back"))
        )

    def undo_registry(self) -> Change | None:
        """Take back what was done last to the actors; None where nothing is left, or it failed."""
        return self.carry_out(lambda project: project.undo_registry())

    def redo_registry(self) -> Change | None:
        """Do again what was undone last among the actors."""
        return self.carry_out(lambda project: project.redo_registry())

    def carry_out(self, work: Callable[[Project], Change | None]) -> Change | None:
        """Let the project do a step of its own, and show what is different."""
        self.note_opening()
        project = self._project
        if project is None:
            return None
        change = self.attempt(lambda: work(project), about="storing")
        if change is not None:
            self._take_in(change)
        return change

    def _taken_back(self, change: Change | None, words: str) -> Change | None:
        if change is None:
            return None
        self._take_in(change, self._what_came_back(change))
        self.message.emit(words.replace("%1", change.wording))
        return change

    def _take_in(self, change: Change, focus: Focus | None = None) -> None:
        """Take a stored change in; views that draw it see already what is in focus now."""
        if self._session is not None:
            if self._project is not None and change.touches("codebook_part"):
                self._session.use_codebook(self._project.codebook)
            self._session.absorb(change)
        before = self._focus
        if focus is not None:
            self._focus = focus
        elif self._has_lost_focus():
            self._focus = None
        self.annotations_changed.emit(change)
        if self._focus != before:
            self.focus_changed.emit(self._focus)
        if change.touches("progress"):
            self.progress_changed.emit()

    def drop_lost_focus(self) -> None:
        """Let go of the focus where what was in focus is not there any more."""
        if self._has_lost_focus():
            self.focus = None

    def _has_lost_focus(self) -> bool:
        found = (self.focused_statement(), self.focused_suggestion(), self.focused_mention())
        return self._focus is not None and all(each is None for each in found)

    def _what_came_back(self, change: Change) -> Focus | None:
        found: Focus | None = None
        for edit in change.edits:
            if isinstance(edit.after, Statement) and edit.after.article == self.article_id:
                found = ("statement", edit.after.id)
        return found

    def attempt(self, work: Callable[[], T], *, about: str = "reading") -> T | None:
        """Do something that may fail for a reason a person can act on; tell it, then None.

        ``about`` names the kind of work: its problem goes away when the same kind goes well. What
        does not fit what is stored is a refusal, not a problem that stays.
        """
        try:
            result = work()
        except AnnotationError as refusal:
            if about == "storing":
                self.refused.emit(str(refusal))
            else:
                self.problems.tell(refusal, about=about)
            return None
        except AnnotatorError as problem:
            self.problems.tell(problem, about=about)
            return None
        self.problems.settle(about)
        return result

    def tell_failure(self, error: Exception, *, about: str) -> None:
        """Tell why a job failed or that a person stopped it; raise what is a mistake of ours."""
        if isinstance(error, Cancelled):
            self.message.emit(str(error))
        elif isinstance(error, AnnotatorError):
            self.problems.tell(error, about=about)
        else:
            raise error

    def finish(self, wait_ms: int = 5000) -> None:
        """Stop the work in the background and close the project: the program ends."""
        self.jobs.stop(wait_ms)
        self.close_project()
