"""What the program keeps in mind while somebody labels: their habits, and what the rules read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from annotator.annotations import figures
from annotator.annotations.edits import Change
from annotator.annotations.model import Statement
from annotator.annotations.offered.likely_targets import Habits
from annotator.annotations.session import Session
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.jobs.running import Jobs
from annotator.gui.workbench import Workbench
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.preannotation.suggestion import Suggestion
    from annotator.workflows.marking.reading_along import ReadingAlong

_AT_ONCE = 20  # statements to learn from while a key may be waiting


class Background(QObject):
    """Learns from what the annotator says, and lets the rules read what nobody has marked.

    It reads only the current annotator's own statements. An article that is served without
    suggestions is not read by the rules.
    """

    article_read = Signal(str)
    """The rules have read an article; parts of statements in it can be filled in."""

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._habits: Habits | None = None
        self._along: ReadingAlong | None = None
        self._jobs = Jobs(self)
        self._soon = AfterPaint(window, self._go_on)
        self._unread = False
        self._read = ""
        for signal in (workbench.project_opened, workbench.project_closed):
            signal.connect(self._forget)
        workbench.annotator_changed.connect(self._forget)
        workbench.annotations_changed.connect(self._learn)
        workbench.article_opened.connect(self._open)
        if workbench.article_id is not None:
            self._open(workbench.article_id)

    def has_read(self, article_id: str) -> bool:
        """Tell whether parts can be filled in from what the rules read of the article in hand."""
        return self._read == article_id

    @Slot(str)
    def _open(self, article_id: str) -> None:
        """Tell the session the habits; let the rules read where no possible statement is marked."""
        session, project = self._workbench.session, self._workbench.project
        if session is None or project is None or project.readonly:
            return
        session.habits = self._known(project, session)
        self._unread = session.proposes and not session.is_marked
        self._soon.start()

    def _known(self, project: Project, session: Session) -> Habits:
        if self._habits is None:
            self._habits = Habits()
            self._habits.learn_later(self._recent(project))
        self._habits.learn_later((each, session.text) for each in session.statements)
        return self._habits

    def _recent(self, project: Project) -> Iterator[tuple[Statement, str]]:
        for each in self._workbench.attempt(project.recent_statements) or ():
            yield each, ""

    def _go_on(self) -> None:
        """Begin to read the article in hand, and get ready for keys, which find the window free."""
        session, project = self._workbench.session, self._workbench.project
        if self._unread and session is not None and project is not None:
            self._unread = False
            self._let_read(project, session)
        figures.make_ready()
        if self._habits is not None and self._habits.learn_on(_AT_ONCE):
            self._soon.start()

    def _let_read(self, project: Project, session: Session) -> None:
        article_id = session.article.id
        along, text, zones = self._reader(project), session.text, session.zones
        self._jobs.start(
            lambda _job: (article_id, along.read(article_id, text, zones)), done=self._take
        )

    def _reader(self, project: Project) -> ReadingAlong:
        if self._along is None:
            from annotator.workflows.marking.marker import marker_state
            from annotator.workflows.marking.reading_along import ReadingAlong

            self._along = ReadingAlong(marker_state(project))
        return self._along

    @Slot(object)
    def _take(self, found: object) -> None:
        session = self._workbench.session
        article_id, read = cast("tuple[str, tuple[Suggestion, ...]]", found)
        if session is not None and session.article.id == article_id and session.proposes:
            session.have_read(read)
            self._read = article_id
            self.article_read.emit(article_id)

    @Slot(object)
    def _learn(self, change: Change) -> None:
        session = self._workbench.session
        if self._habits is None or session is None:
            return
        for edit in change.edits:
            record = edit.record
            if not isinstance(record, Statement) or record.annotator != session.annotator.id:
                continue
            if edit.after is None:
                self._habits.forget(record.id)
            else:
                text = session.text if record.article == session.article.id else ""
                self._habits.learn(record, text)

    @Slot()
    def _forget(self) -> None:
        self._soon.stop()
        self._unread, self._habits = False, None
        if self._along is not None:
            self._along.close()
            self._along = None
        self._jobs.stop()
