"""The project: one file with articles, codebook, annotations and their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.annotations.actors import ActorUse, StandingActors
from annotator.annotations.edits import Change, Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Annotator, Layer
from annotator.annotations.validation import annotator_name
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.duplicates import SimilarPassage
from annotator.errors import ReadOnlyProjectError, StorageError
from annotator.plain_text import on_one_line
from annotator.preannotation.changes import ChangeCounts
from annotator.preannotation.learning.stored import StoredLayer
from annotator.preannotation.suggestion import EngineRun, Serving, Suggestion
from annotator.project import (
    actor_uses,
    backup,
    changes,
    checking,
    integrity,
    learned,
    opening,
    queue,
    reading,
    records,
    serving,
    similar,
)
from annotator.project.events import StepHeader, events_of_step, events_of_target
from annotator.project.history import PROJECT, PastStep, UndoHistory, undo_history
from annotator.project.model import Action, ArticleRow, ChangedSuggestion, Event, ProjectInfo
from annotator.project.open_file import OpenFile
from annotator.project.writing import Hand, Writer


class Project:
    """One open project file.

    Everything that is written is durable when the call returns, or not written at all. Errors are
    children of :class:`~annotator.errors.ProjectError` for the file and
    :class:`~annotator.errors.AnnotationError` for a change that does not fit; after both the
    project is as it was and can be used further. A project belongs to the thread that opened it.
    """

    def __init__(self, file: OpenFile, path: Path) -> None:
        """Take over an open file that was asked for as ``path``; use create() or open()."""
        self._file = file
        self._connection = file.connection
        self._writer = None if file.readonly else Writer(file.connection)
        self._histories: dict[str, UndoHistory] = {}
        self._actors: tuple[int, tuple[Actor, ...], StandingActors] | None = None
        self._warnings = list(file.warnings)
        self.path = path.absolute()
        self.readonly = file.readonly
        self.id = reading.meta(self._connection, "id")
        self.title = reading.meta(self._connection, "title")
        self.annotator = self._last_annotator()
        self.codebook = self._current_codebook()

    # -- life cycle

    @classmethod
    def create(cls, path: Path, *, title: str, codebook: Codebook, annotator: str) -> Project:
        """Make a new project file and open it.

        Raises ProjectError where a file of that name exists or the folder cannot be written.
        """
        facts = {"id": new_id(), "title": on_one_line(title), "created": _now()}
        first = Annotator(new_id(), annotator_name(annotator))

        def fill(file: OpenFile) -> None:
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
        chosen = known or Annotator(new_id(), annotator_name(name))
        if self._writer is not None and chosen != self.annotator:
            if known is None:
                self._writer.add_annotator(chosen, self.codebook.reference)
            else:
                self._writer.remember_annotator(chosen.id)
        if chosen != self.annotator:
            self._histories.clear()
        self.annotator = chosen
        return chosen

    def annotators(self) -> tuple[Annotator, ...]:
        """Return everybody who labels or labelled here, the first one first."""
        return reading.annotators(self._connection)

    def _last_annotator(self) -> Annotator:
        last = reading.meta(self._connection, "annotator")
        known = self.annotators()
        if not known:
            raise records.damaged("nobody who labels is left in it")
        return next((each for each in known if each.id == last), known[0])

    def codebooks(self) -> tuple[Codebook, ...]:
        """Return all versions of the codebook that this project has used."""
        return reading.codebooks(self._connection)

    def _current_codebook(self) -> Codebook:
        reference = reading.meta(self._connection, "codebook")
        known = self.codebooks()
        if not known:
            raise records.damaged("its codebook is missing")
        return next((each for each in known if each.reference == reference), known[-1])

    # -- reading

    def article_count(self) -> int:
        """Return how many articles there are."""
        return reading.count(self._connection, "articles")

    def articles(self, *, after: int = -1, limit: int | None = None) -> tuple[ArticleRow, ...]:
        """Return rows of the queue behind position ``after``, at most ``limit`` of them."""
        rows = queue.rows(self._connection, self.annotator.id, after=after, limit=limit)
        return serving.veiled(self._connection, rows, self.annotator.id)

    def article(self, article_id: str) -> Article:
        """Return an article's facts; raises AnnotationError for an unknown one."""
        return reading.article(self._connection, article_id)

    def text(self, article_id: str) -> str:
        """Return an article's text, exactly as it was stored."""
        return reading.text(self._connection, article_id)

    def zones(self, article_id: str) -> tuple[Zone, ...]:
        """Return an article's zones in text order."""
        return reading.zones(self._connection, article_id)

    def suggestions(self, article_id: str) -> tuple[Suggestion, ...]:
        """Return what engines suggested for an article, in text order."""
        return reading.suggestions(self._connection, article_id)

    def shown_suggestions(self, article_id: str) -> tuple[Suggestion, ...]:
        """Return what the current annotator may see of :meth:`suggestions`: all, or nothing."""
        return () if self.is_withheld(article_id) else self.suggestions(article_id)

    def is_withheld(self, article_id: str) -> bool:
        """Tell whether the current annotator gets an article without its suggestions."""
        return serving.is_withheld(self._connection, article_id, self.annotator.id)

    @property
    def withheld_share(self) -> float:
        """The share of articles, 0 to 1, that come without suggestions."""
        return serving.share(self._connection)

    def served_articles(self) -> tuple[str, ...]:
        """Return the articles that anybody opened in the window, in queue order."""
        return serving.articles(self._connection)

    def servings(self, article_id: str) -> tuple[Serving, ...]:
        """Return what each annotator was given with an article, by annotator id."""
        return serving.servings(self._connection, article_id)

    def engine_runs(self) -> tuple[EngineRun, ...]:
        """Return all runs of engines, oldest id first."""
        return reading.engine_runs(self._connection)

    def similar(self, article_id: str) -> tuple[SimilarPassage, ...]:
        """Return which passages of an article stand in others too, in text order."""
        return similar.passages(self._connection, article_id)

    def uncompared(self) -> tuple[str, ...]:
        """Return the articles that still have to be compared with the others, in queue order."""
        return similar.uncompared(self._connection)

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of articles that tell much the same, in queue order."""
        return similar.groups(self._connection)

    def marked_articles(self, run_id: str) -> frozenset[str]:
        """Return the articles that a run looked at last, also where it found nothing."""
        return reading.marked_articles(self._connection, run_id)

    def newest_change(self) -> str:
        """Return when suggestions changed last, as a clock for the calls below; "" for never."""
        return changes.newest(self._connection)

    def change_counts(self, *, since: str) -> ChangeCounts:
        """Count which suggestions changed after a clock."""
        return changes.counted(self._connection, since=since)

    def changed_suggestions(
        self, *, since: str = "", unseen: bool = False, limit: int = 5000
    ) -> tuple[ChangedSuggestion, ...]:
        """Return which suggestions changed after a clock, in queue order, newest first in each.

        Each article keeps what changed the last times that it was marked again. ``unseen`` leaves
        only what is open in articles that the current annotator marked as done before.
        """
        who = self.annotator.id if unseen else None
        return changes.listed(self._connection, since=since, unseen_by=who, limit=limit)

    def unseen_changes(self, article_id: str) -> int:
        """Count what the current annotator has to look at in an article marked as done before."""
        return changes.unseen_count(self._connection, article_id, self.annotator.id)

    def learned_layer(self) -> StoredLayer | None:
        """Return what was learned from corrections last, as it is stored; it may be damaged."""
        return learned.stored(self._connection)

    def setting(self, name: str) -> str | None:
        """Return how this project is worked on, by the name of the setting; None where unset.

        Settings are about the work, not about the articles: they are stored like everything else,
        in a transaction, but they stand in no history and are not undone.
        """
        return reading.setting(self._connection, name)

    def settings(self) -> Mapping[str, str]:
        """Return all settings by name. See :meth:`setting`."""
        return reading.settings(self._connection)

    def layer(self, article_id: str, annotator_id: str | None = None) -> Layer:
        """Return what one annotator (None: the current one) says about an article."""
        return reading.layer(self._connection, article_id, annotator_id or self.annotator.id)

    def layers(self, article_id: str) -> tuple[Layer, ...]:
        """Return the layers of everybody who has anything in an article."""
        who = reading.annotators_of(self._connection, article_id)
        return tuple(reading.layer(self._connection, article_id, each) for each in who)

    def actors(self) -> tuple[Actor, ...]:
        """Return all actors by name, as they are stored: merged ones too."""
        return self._known_actors()[1]

    def standing_actors(self) -> StandingActors:
        """Return the actors as they stand now, by id: each merged one as who stands for it."""
        return self._known_actors()[2]

    def _known_actors(self) -> tuple[int, tuple[Actor, ...], StandingActors]:
        version = reading.data_version(self._connection)
        if self._actors is None or self._actors[0] != version:
            found = reading.actors(self._connection)
            self._actors = version, found, StandingActors(found)
        return self._actors

    def actor_uses(self, actor_id: str) -> tuple[ActorUse, ...]:
        """Return where annotators name an actor or one merged into it, in queue order.

        Reads all labels in short pages: a second for some hundred thousand statements.
        """
        return actor_uses.uses(self._connection, actor_id, self.standing_actors())

    def actor_counts(self) -> Mapping[str, int]:
        """Return how often each actor is named; a merged one counts for who stands for it too."""
        return actor_uses.counts(self._connection, self.standing_actors())

    def past_actors(self) -> frozenset[str]:
        """Return the ids of all actors that there are or ever were, also undone or removed."""
        return reading.past_actors(self._connection)

    def history(self, target: str) -> tuple[Event, ...]:
        """Return everything that ever happened to a record, oldest first."""
        return events_of_target(self._connection, target)

    def known_texts(self, sha256s: Iterable[str]) -> dict[str, str]:
        """Return which texts are in already: SHA-256 of the text -> article id."""
        return reading.known_texts(self._connection, sha256s)

    def article_for_file(self, file_sha256: str) -> str | None:
        """Return the article that was read from a file with these bytes."""
        return reading.article_for_file(self._connection, file_sha256)

    # -- writing

    def apply(self, step: Step, *, initiator: object | None = None) -> Change:
        """Store a step of the current annotator; it is durable when this returns.

        Raises AnnotationError where it does not fit what is stored (changed in the meantime, span
        outside the text, reference to nothing), and ProjectError where it cannot be written.
        """
        integrity.require_shape(step)
        edits = [edit for edit in step.edits if edit.before != edit.after]
        header = self._header("do", None, step.wording, step.article)
        return self._store(header, edits, initiator)

    def serve(
        self, article_id: str, offered: Sequence[Suggestion], *, step: Step | None = None
    ) -> Change | None:
        """Note what the current annotator is given with an article now, and store a step with it.

        ``offered`` is what is shown, or would be if nothing were withheld. Where all of it is noted
        already and there is no step, nothing is written and None returned.
        """
        given = Serving(article_id, self.annotator.id, self.is_withheld(article_id), tuple(offered))
        fresh = serving.unnoted(self._connection, given)
        if step is None and fresh is None:
            return None
        if step is not None:
            integrity.require_shape(step)
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
            writer.add_articles(articles, Hand(self.annotator.id, self.codebook.reference))
        return tuple(each.article.id for each in articles)

    def store_suggestions(
        self, run: EngineRun, by_article: Mapping[str, Sequence[Suggestion]]
    ) -> None:
        """Replace what engines of the same name suggested for these articles; decisions stay."""
        writer = self._writer_for_change("store the suggestions")
        writer.store_suggestions(run, by_article)

    def store_similar(
        self, compared: Mapping[str, int], found: Mapping[str, Sequence[SimilarPassage]]
    ) -> None:
        """Note that articles (id -> code points of what was compared) share passages with others.

        ``found`` holds both sides of each pair. What was noted about ``compared`` is replaced.
        """
        writer = self._writer_for_change("store what stands in several articles")
        writer.store_similar(compared, found)

    def store_learned_layer(self, layer: StoredLayer | None) -> None:
        """Keep what was learned from corrections in place of what was before; None forgets it."""
        self._writer_for_change("store what was learned").store_learned_layer(layer)

    def set_setting(self, name: str, value: str | None) -> None:
        """Remember how this project is worked on; None forgets it. See :meth:`setting`."""
        self._writer_for_change("store the setting").set_setting(name, value)

    def _history(self, article_id: str) -> UndoHistory:
        if article_id not in self._histories:
            found = undo_history(self._connection, article_id, self.annotator.id)
            shared = {key: each for key, each in self._histories.items() if key == PROJECT}
            self._histories = {**shared, article_id: found}
        return self._histories[article_id]

    def _edits_of(self, past: PastStep) -> list[Edit]:
        events = events_of_step(self._connection, past.step)
        return [Edit(each.before, each.after) for each in events]

    def _header(
        self, action: Action, of_step: str | None, wording: str, article: str | None
    ) -> StepHeader:
        return StepHeader(
            step=new_id(),
            action=action,
            of_step=of_step,
            wording=wording,
            annotator=self.annotator.id,
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
            if any(each.kind == "actor" for each in stored):
                self._actors = None
        return Change(
            step_id=header.step,
            action=header.action,
            edits=stored,
            wording=header.wording,
            article=None if header.history == PROJECT else header.history,
            annotator=header.annotator,
            initiator=initiator,
        )

    def _remember(self, header: StepHeader) -> None:
        known = self._histories.get(header.history or "")
        if known is not None:
            known.absorb(header.action, PastStep(header.of_step or header.step, header.wording))

    def _writer_for_change(self, purpose: str) -> Writer:
        if self._writer is None:
            raise ReadOnlyProjectError(
                f"Could not {purpose}: {self.path.name} is open for reading only. Nothing was "
                "changed. Open it where you may write, or open a copy."
            )
        self._connection.require_same_file(purpose)
        self._warn(backup.before_first_change(self._file))
        return self._writer

    # -- care

    def check(self) -> tuple[str, ...]:
        """Look at everything in the file; return what is wrong, in sentences. Empty: all well.

        Takes a second for some 5,000 articles. Open for reading only it looks at a copy made in
        a moment, because a long look would hold up somebody who labels meanwhile.
        """
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

    def info(self) -> ProjectInfo:
        """Count what is in the project."""
        return reading.info(self._connection)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
