"""Working apart and together again: what an open project does with other copies of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.edits import Change, Edit
from annotator.annotations.model import Annotator
from annotator.errors import AnnotationError, MergeError
from annotator.project import relabelling
from annotator.project.asked import reading
from annotator.project.asked.answers import Answers
from annotator.project.storage import backup, opening
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.preannotation.suggestion import Serving
    from annotator.project.history.events import StepHeader
    from annotator.project.history.undoing import Action
    from annotator.project.history.writing import Writer
    from annotator.project.storage.open_file import OpenFile
    from annotator.project.together.joined import Conflict, Joined, MergeOutcome, Version


class Sharing(Answers):
    """Puts copies of a project together; the parent of an open project."""

    path: Path
    _file: OpenFile

    def _writer_for_change(self, purpose: str) -> Writer:
        raise NotImplementedError

    def _read_anew(self) -> None:
        raise NotImplementedError

    def _header(
        self, action: Action, of_step: str | None, wording: str, article: str | None
    ) -> StepHeader:
        raise NotImplementedError

    def _store(
        self,
        header: StepHeader,
        edits: Sequence[Edit],
        initiator: object | None,
        *,
        served: Serving | None = None,
    ) -> Change:
        raise NotImplementedError

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the records of which copies that were put together say different things.

        All of them, whoever labelled: who looks must take care to show nobody others' labels.
        """
        from annotator.project.together.conflicts import conflicts

        return tuple(conflicts(self._connection))

    def merge(self, others: Sequence[Path]) -> MergeOutcome:
        """Take in other copies of this project, all or none; return what came of it.

        A backup is kept before. What was taken in already changes nothing. Raises MergeError where
        a file is no copy of this project, and what opening a project raises.
        """
        writer = self._writer_for_change("put the copies together")
        with self._opened(others) as copies:
            backup.before_merge(self._file)
            joined = writer.join(copies)
        self._read_anew()
        return _outcome(self._connection, joined)

    def preview_merge(self, others: Sequence[Path]) -> MergeOutcome:
        """Return what :meth:`merge` would do.

        The copies are put together in a file that is thrown away, so the answer is exact.
        """
        from annotator.project.together import (
            merging,  # late: most that open a project merge nothing
        )

        with self._opened(others) as copies, backup.scratch(self._connection) as scratch:
            with scratch.transaction("try how the copies go together"):
                joined = tuple(merging.join(scratch, each) for each in copies)
            return _outcome(scratch, joined)

    def merge_state(self) -> MergeOutcome:
        """Return how the project is after what was put together earlier."""
        return _outcome(self._connection, ())

    @contextmanager
    def _opened(self, others: Sequence[Path]) -> Iterator[tuple[Connection, ...]]:
        with ExitStack() as stack:
            found = []
            for path in others:
                if path.exists() and path.samefile(self.path):
                    raise MergeError(
                        f"{path.name} is the project itself. Nothing was changed. Choose a copy."
                    )
                file = opening.open_file(path, readonly=True)
                stack.callback(file.close)
                found.append(file.connection)
            yield tuple(found)

    def hand_out(self, annotator: Annotator, path: Path) -> int:
        """Write a copy for one annotator, with the articles they are asked to label and no labels
        of others; return how many articles are in it.

        Where nothing is assigned to anybody, all articles are in it. Raises AnnotationError where
        nothing is assigned to them, ProjectError where the file exists or cannot be written.
        """
        articles = self.assigned(annotator.id)
        if not articles and self.assignments():
            raise AnnotationError(
                f"{annotator.name} is asked to label nothing, so there is nothing to hand out. "
                "Assign articles first."
            )
        wanted = articles or frozenset(row.id for row in self.articles())
        from annotator.project.together import handing_out

        handing_out.hand_out(self._connection, path, annotator, wanted)
        return len(wanted)

    def take_version(
        self, conflict: Conflict, version: Version, *, initiator: object | None = None
    ) -> Change:
        """Let one version of a record hold; the conflict is settled by a step that can be undone.

        Raises AnnotationError where it is somebody else's to settle, or settled meanwhile.
        """
        now = next((each for each in self.conflicts() if each.target == conflict.target), None)
        if now != conflict:
            raise AnnotationError("This was settled or changed meanwhile. Nothing was changed.")
        self._require_own(conflict)
        edit = Edit(conflict.current.record, version.record)
        header = self._header("do", None, "Take one of two versions", conflict.article)
        return self._store(header, [edit], initiator)

    def _require_own(self, conflict: Conflict) -> None:
        if conflict.annotator is None or conflict.kind == "comment":
            return
        owners = {each.id: each for each in reading.annotators(self._connection)}
        owner = owners.get(conflict.annotator)
        mine = owner is not None and self.annotator.id in (owner.id, owner.of)
        if owner is not None and not mine and owner.kind != "gold":
            raise AnnotationError(
                f"These are labels of {owner.name}, who decides which version holds. "
                "Nothing was changed."
            )


def _outcome(connection: Connection, joined: Sequence[Joined]) -> MergeOutcome:
    from annotator.project.together import twice
    from annotator.project.together.conflicts import conflicts
    from annotator.project.together.joined import MergeOutcome

    found = tuple(conflicts(connection))
    articles = {each.article for each in found if each.article is not None}
    return MergeOutcome(
        joined=tuple(joined),
        conflicts=found,
        twice=twice.found(connection),
        names={each.id: each.name for each in reading.annotators(connection)},
        codebook=relabelling.current(connection),
        actor_names={each.id: each.name for each in reading.actors(connection)} if found else {},
        titles={each: reading.article(connection, each).title for each in articles},
        texts={each: reading.text(connection, each) for each in articles},
    )
