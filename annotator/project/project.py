"""The project: one file with articles, codebook, annotations and their history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotator.annotations.edits import Change, Edit, Step
from annotator.annotations.ids import annotator_id, new_id
from annotator.annotations.model import ActiveTime, Annotator, GuidelineNote
from annotator.annotations.validation import annotator_name
from annotator.errors import ReadOnlyProjectError, StorageError
from annotator.plain_text import on_one_line
from annotator.preannotation.suggestion import Serving
from annotator.project import relabelling
from annotator.project.asked import reading, serving, told
from annotator.project.asked.kept_records import KeptRecords
from annotator.project.deriving import Deriving
from annotator.project.history import records
from annotator.project.history.undoing import (
    PROJECT,
    PastStep,
    UndoHistory,
    article_of,
    undo_history,
)
from annotator.project.storage import backup, opening
from annotator.project.storage.open_file import OpenFile

if TYPE_CHECKING:
    from annotator.codebook.changing import CodebookChange
    from annotator.codebook.model import Codebook
    from annotator.corpus.article import NewArticle
    from annotator.preannotation.suggestion import Suggestion
    from annotator.project.history.events import StepHeader
    from annotator.project.history.undoing import Action
    from annotator.project.history.writing import Hand, Writer


class Project(Deriving):
    """One open project file.

    Everything that is written is durable when the call returns, or not written at all. Errors are
    children of :class:`~annotator.errors.ProjectError` for the file and
    :class:`~annotator.errors.AnnotationError` for a change that does not fit; after both the
    project is as it was and can be used further. A project belongs to the thread that opened it.
    What can be asked of it stands in :class:`~annotator.project.asked.answers.Answers`.
    """

    def __init__(self, file: OpenFile, path: Path) -> None:
        """Take over an open file that was asked for as ``path``; use create() or open()."""
        self._file = file
        self._connection = file.connection
        self._kept = KeptRecords()
        self._writer: Writer | None = None  # made when something is written
        self._histories: dict[tuple[str, str], UndoHistory] = {}
        self._warnings = list(file.warnings)
        self.path = path.absolute()
        self.readonly = file.readonly
        self.id = reading.meta(self._connection, "id")
        self.title = reading.meta(self._connection, "title")
        self.annotator = self._last_annotator()
        self.codebook = relabelling.current(self._connection)

    # -- life cycle

    @classmethod
    def create(cls, path: Path, *, title: str, codebook: Codebook, annotator: str) -> Project:
        """Make a new project file and open it.

        Raises ProjectError where a file of that name exists or the folder cannot be written.
        """
        facts = {"id": new_id(), "title": on_one_line(title), "created": _now()}
        first = Annotator(new_id(), annotator_name(annotator))

        def fill(file: OpenFile) -> None:
            from annotator.project.history.writing import Writer

            Writer(file.connection).begin(facts, first, codebook)

        file = opening.create(path, fill)
        try:
            return cls(file, path)
        except BaseException:
            file.close()
            raise

    @classmethod
    def open(cls, path: Path, *, annotator: str | None = None, readonly: bool = False) -> Project:
        """Open a project file, for reading only where it cannot be written.

        Raises NotAProjectError, NewerProjectError, DamagedProjectError, UnsafeProjectError,
        ProjectInUseError, ProjectMovedError or StorageError.
        """
        file = opening.open_file(path, readonly=readonly)
        try:
            project = cls(file, path)
            if annotator is not None:
                project.use_annotator(annotator)
        except BaseException:
            file.close()
            raise
        return project

    def close(self) -> None:
        """Close the file and stop being its writer; closing twice is fine."""
        if not self._file.is_closed:
            self._warn(backup.at_closing(self._file))
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know about this opening, in sentences."""
        return tuple(self._warnings)

    def _warn(self, warning: str | None) -> None:
        if warning is not None and warning not in self._warnings:
            self._warnings.append(warning)

    # -- people

    def use_annotator(self, name: str) -> Annotator:
        """Let the annotator of that name label from now on; an unknown one is added.

        In a project that is open for reading only, an unknown annotator is not written down.
        """
        wanted = name.strip()
        known = next((each for each in self.annotators() if each.name == wanted), None)
        chosen = known or self._newcomer(annotator_name(name))
        if not self.readonly and chosen != self.annotator:
            if known is None:
                self._make_writer().add_annotator(chosen, self.codebook.reference)
            else:
                self._make_writer().remember_annotator(chosen.id)
        if chosen != self.annotator:
            self._histories.clear()
            self.look_for_repeats()
        self.annotator = chosen
        return chosen

    def know_annotators(self, names: Sequence[str]) -> tuple[Annotator, ...]:
        """Return the annotators of these names, in this order; unknown ones are added."""
        wanted = [annotator_name(name) for name in names]
        known = {each.name: each for each in self.annotators()}
        new = [self._newcomer(name) for name in dict.fromkeys(wanted) if name not in known]
        if new:
            writer = self._writer_for_change("add the annotators")
            writer.know_annotators(new, self.codebook.reference)
        known.update((each.name, each) for each in new)
        return tuple(known[name] for name in wanted)

    def _newcomer(self, name: str) -> Annotator:
        """Return who joins under a name: the same person in every copy of the project."""
        taken = (each.id for each in self.every_annotator())
        return Annotator(annotator_id(self.id, name, taken), name)

    def annotators(self) -> tuple[Annotator, ...]:
        """Return everybody who labels or labelled here, the first one first."""
        return tuple(each for each in self.every_annotator() if each.kind == "person")

    def every_annotator(self) -> tuple[Annotator, ...]:
        """Return whose layers there are: people's, their repeated ones, and what was settled."""
        return reading.annotators(self._connection)

    def know_layer(self, beside: Annotator) -> Annotator:
        """Return the layer with that id beside the people's; an unknown one is added.

        Raises ValueError for a person: see :meth:`use_annotator`.
        """
        if beside.kind == "person":
            raise ValueError("a layer beside the people's is not a person")
        known = next((each for each in self.every_annotator() if each.id == beside.id), None)
        if known is None:
            writer = self._writer_for_change("add a layer")
            writer.know_annotators([beside], self.codebook.reference)
        return known or beside

    def _read_anew(self) -> None:
        """Forget what was read of the file before more came into it."""
        self._histories.clear()
        self._actors = None
        self.codebook = relabelling.current(self._connection)

    def _last_annotator(self) -> Annotator:
        last = reading.meta(self._connection, "annotator")
        known = self.annotators()
        if not known:
            raise records.damaged("nobody who labels is left in it")
        return next((each for each in known if each.id == last), known[0])

    # -- writing

    def apply(self, step: Step, *, initiator: object | None = None) -> Change:
        """Store a step of the current annotator; it is durable when this returns.

        Raises AnnotationError where it does not fit what is stored (changed in the meantime, span
        outside the text, reference to nothing), and ProjectError where it cannot be written.
        """
        from annotator.project.history.integrity import require_shape

        require_shape(step)
        edits = [edit for edit in step.edits if edit.before != edit.after]
        header = self._header("do", None, step.wording, step.history or step.article)
        return self._store(header, edits, initiator)

    @contextmanager
    def as_one(self, purpose: str) -> Iterator[None]:
        """Store all that is written inside in one go: durable at the end, or nothing of it.

        For articles that come in with their labels. ``purpose`` is what could not be done then.
        """
        self._writer_for_change(purpose)
        annotator, codebook = self.annotator, self.codebook
        try:
            with self._connection.together(purpose):
                yield
        except BaseException:  # what is in the file decides
            self._writer = self._actors = self._coming = None
            self._histories.clear()
            self.annotator, self.codebook = annotator, codebook
            raise

    def change_codebook(
        self,
        changes: Sequence[CodebookChange],
        wording: str = "",
        *,
        initiator: object | None = None,
    ) -> Change:
        """Change the codebook in one project-wide step; no annotation is rewritten.

        What it would do to annotations tells :meth:`consequences`. Raises CodebookError where the
        codebook could not be used any more, with nothing changed.
        """
        step = self.codebook_step(changes, wording)
        return self.apply(step, initiator=initiator)

    def keep_codebooks(self, versions: Sequence[Codebook]) -> None:
        """Keep versions of the codebook under which annotations were made elsewhere."""
        known = {each.reference for each in self.codebooks()}
        fresh = [each for each in versions if each.reference not in known]
        if fresh:
            self._writer_for_change("keep the codebooks").keep_codebooks(fresh)

    def serve(
        self, article_id: str, offered: Sequence[Suggestion], *, step: Step | None = None
    ) -> Change | None:
        """Note what the current annotator is given with an article now, and store a step with it.

        ``offered`` is what is shown, or would be if nothing were withheld. Where all of it is noted
        already and there is no step, nothing is written and None returned.
        """
        from annotator.project.history.integrity import require_shape

        who, is_withheld = self._hand_to_write(article_id), self.is_withheld(article_id)
        given = Serving(article_id, who, is_withheld, tuple(offered))
        fresh = serving.unnoted(self._connection, given)
        if step is None and fresh is None:
            return None
        if step is not None:
            require_shape(step)
        header = self._header("do", None, "" if step is None else step.wording, article_id)
        return self._store(header, () if step is None else step.edits, None, served=fresh)

    def undo(self, article_id: str, *, initiator: object | None = None) -> Change | None:
        """Take back the current annotator's last step in an article; None where there is none."""
        done = self._history(article_id).done
        if not done:
            return None
        edits = [edit.inverse() for edit in reversed(self._edits_of(done[-1]))]
        header = self._header("undo", done[-1].step, done[-1].wording, article_id)
        return self._store(header, edits, initiator)

    def redo(self, article_id: str, *, initiator: object | None = None) -> Change | None:
        """Repeat the step that was taken back last; None where there is none."""
        undone = self._history(article_id).undone
        if not undone:
            return None
        header = self._header("redo", undone[-1].step, undone[-1].wording, article_id)
        return self._store(header, self._edits_of(undone[-1]), initiator)

    def undo_wording(self, article_id: str) -> str | None:
        """Return what :meth:`undo` would take back, in words."""
        done = self._history(article_id).done
        return done[-1].wording if done else None

    def redo_wording(self, article_id: str) -> str | None:
        """Return what :meth:`redo` would repeat, in words."""
        undone = self._history(article_id).undone
        return undone[-1].wording if undone else None

    def undo_registry(self, *, initiator: object | None = None) -> Change | None:
        """Take back the last project-wide step, whoever made it; None where there is none.

        Raises AnnotationError where what it changed was changed again, or is used since.
        """
        return self.undo(PROJECT, initiator=initiator)

    def redo_registry(self, *, initiator: object | None = None) -> Change | None:
        """Repeat the project-wide step that was taken back last; None where there is none."""
        return self.redo(PROJECT, initiator=initiator)

    def undo_registry_wording(self) -> str | None:
        """Return what :meth:`undo_registry` would take back, in words."""
        return self.undo_wording(PROJECT)

    def redo_registry_wording(self) -> str | None:
        """Return what :meth:`redo_registry` would repeat, in words."""
        return self.redo_wording(PROJECT)

    def add_articles(self, articles: Sequence[NewArticle]) -> tuple[str, ...]:
        """Add articles to the end of the queue, all or none; return their ids."""
        if articles:
            writer = self._writer_for_change("add the articles")
            writer.add_articles(articles, self._hand)
        return tuple(each.article.id for each in articles)

    def keep_active_time(self, time: ActiveTime) -> None:
        """Note how long somebody worked on an article: a fact, in no undo history."""
        writer = self._writer_for_change("note the time")
        writer.keep(Edit(None, time), "Note the time", self._hand)

    def keep_guideline_note(self, text: str) -> None:
        """Keep what the current annotator noted for labelling; every version stays in the history.

        It stands in no undo history, because it belongs to no article and to nobody else.
        """
        who = self.annotator.id
        before = told.guideline_note(self._connection, who)
        if text == ("" if before is None else before.text):
            return
        after = GuidelineNote(f"{who}:note", who, text) if text else None
        writer = self._writer_for_change("keep the note")
        writer.keep(Edit(before, after), "Change the guideline note", self._hand)

    @property
    def _hand(self) -> Hand:
        from annotator.project.history.writing import Hand

        return Hand(self.annotator.id, self.codebook.reference)

    def set_setting(self, name: str, value: str | None) -> None:
        """Remember how this project is worked on; None forgets it. See :meth:`setting`."""
        self._writer_for_change("store the setting").set_setting(name, value)
        self.look_for_repeats()

    def _history(self, article_id: str) -> UndoHistory:
        key = article_id, self.hand_for(article_id).id
        if key not in self._histories:
            found = undo_history(self._connection, *key)
            shared = {one: each for one, each in self._histories.items() if one[0] == PROJECT}
            self._histories = {**shared, key: found}
        return self._histories[key]

    def _edits_of(self, past: PastStep) -> list[Edit]:
        from annotator.project.history.events import events_of_step

        events = events_of_step(self._connection, past.step)
        return [Edit(each.before, each.after) for each in events]

    def _hand_to_write(self, article_id: str | None) -> str:
        """Return the id of whoever works in an article, whose layer is there from now on."""
        hand = self.hand_for(article_id or PROJECT)
        if hand.of is not None and not self.readonly:
            self.know_layer(hand)
        return hand.id

    def _header(
        self, action: Action, of_step: str | None, wording: str, article: str | None
    ) -> StepHeader:
        from annotator.project.history.events import StepHeader

        return StepHeader(
            step=new_id(),
            action=action,
            of_step=of_step,
            wording=wording,
            annotator=self._hand_to_write(article),
            codebook=self.codebook.reference,
            history=article or PROJECT,
        )

    def _store(
        self,
        header: StepHeader,
        edits: Sequence[Edit],
        initiator: object | None,
        *,
        served: Serving | None = None,
    ) -> Change:
        stored: tuple[Edit, ...] = ()
        if edits or served is not None:
            writer = self._writer_for_change(f"store “{header.wording}”")
            try:
                stored = writer.store(header, edits, served)
            except BaseException:
                self._histories.clear()  # what is in the file decides
                raise
            if edits:
                self._remember(header)
            if any(edit.kind == "codebook_part" for edit in stored):
                self.codebook = relabelling.current(self._connection)
            if self._actors is not None:
                version, known = self._actors
                self._actors = version, known.with_edits(stored)
        return Change(
            step_id=header.step,
            action=header.action,
            edits=stored,
            wording=header.wording,
            article=article_of(header.history),
            annotator=header.annotator,
            initiator=initiator,
        )

    def _remember(self, header: StepHeader) -> None:
        known = self._histories.get((header.history or "", header.annotator))
        if known is not None:
            known.absorb(header.action, PastStep(header.of_step or header.step, header.wording))

    def _writer_for_change(self, purpose: str) -> Writer:
        if self.readonly:
            raise ReadOnlyProjectError(
                f"Could not {purpose}: {self.path.name} is open for reading only. Nothing was "
                "changed. Open it where you may write, or open a copy."
            )
        self._connection.require_same_file(purpose)
        self._warn(backup.before_first_change(self._file))
        return self._make_writer()

    def _make_writer(self) -> Writer:
        if self._writer is None:
            # late: the window is shown without it
            from annotator.project.history.writing import Writer

            self._writer = Writer(self._connection)
        return self._writer

    # -- what comes next

    def get_ready(self) -> Iterator[None]:
        """Load in pieces what the first change needs; the window is shown without it."""
        for name in ("folding", "events", "kept", "writing"):
            import_module(f"annotator.project.history.{name}")
            yield

    def read_ahead(self, article_id: str) -> Iterator[None]:
        """Read an article in pieces of some milliseconds, so that it is opened sooner."""
        who = self.hand_for(article_id).id
        yield from reading.ahead(self._connection, article_id, who, self._kept)

    # -- care

    def check(self) -> tuple[str, ...]:
        """Look at everything in the file; return what is wrong, in sentences. Empty: all well.

        Takes a second for some 5,000 articles. Open for reading only it looks at a copy made in
        a moment, because a long look would hold up somebody who labels meanwhile.
        """
        from annotator.project.storage import checking  # late: it reads all there is

        if not self.readonly:
            return checking.problems(self._connection)
        try:
            with backup.snapshot(self._connection) as copy:
                return checking.problems(copy)
        except (StorageError, OSError):  # no room for a copy
            return checking.problems(self._connection)

    def backup(self, path: Path) -> None:
        """Write a complete, verified copy to ``path``, replacing a file there only when done.

        Raises ProjectError where it cannot be written; a file of that name is untouched then.
        """
        backup.copy_to(self._connection, path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
