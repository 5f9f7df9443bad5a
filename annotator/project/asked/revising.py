"""What can be asked of a project about its codebook: what a change would do, what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Annotator
from annotator.codebook.model import Codebook
from annotator.project import relabelling
from annotator.project.asked.labelled import Labelled
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.annotations.consequences import Consequences
    from annotator.annotations.revisiting import Versions
    from annotator.codebook.changing import CodebookChange


class Revising(Labelled):
    """Answers about the codebook of an open project; ``codebook`` is the one that holds now."""

    annotator: Annotator
    codebook: Codebook
    _connection: Connection

    def codebook_versions(self) -> Versions:
        """Return a way to look many versions up, each of which is read once."""
        return relabelling.versions(self._connection)

    def codebook_step(self, changes: Sequence[CodebookChange], wording: str = "") -> Step:
        """Return the step that changes the codebook; raises CodebookError where it cannot be."""
        from annotator.codebook import changing
        from annotator.codebook.change_wording import wording as words_of
        from annotator.codebook.parts import parts_with

        stored = relabelling.changed_parts(self._connection)
        before = parts_with(relabelling.base(self._connection), stored.values())
        after = changing.changed_parts(self.codebook, before, changes)
        edits = [
            Edit(stored.get(name), part) for name, part in after.items() if before.get(name) != part
        ]
        return Step(tuple(edits), wording or words_of(changes, self.codebook), None)

    def edits_towards(self, wanted: Codebook) -> tuple[Edit, ...]:
        """Return the edits that make a later version of the codebook the one that holds here."""
        from annotator.codebook.parts import parts_of, parts_with

        stored = relabelling.changed_parts(self._connection)
        before = parts_with(relabelling.base(self._connection), stored.values())
        after = parts_of(wanted) if wanted != self.codebook else before
        return tuple(
            Edit(stored.get(name), part) for name, part in after.items() if before.get(name) != part
        )

    def codebook_after(self, changes: Sequence[CodebookChange]) -> Codebook:
        """Return the codebook as changes would make it; raises CodebookError like the change."""
        from annotator.codebook import changing
        from annotator.codebook.parts import assembled, parts_with

        base = relabelling.base(self._connection)
        before = parts_with(base, relabelling.changed_parts(self._connection).values())
        return assembled(base, changing.changed_parts(self.codebook, before, changes).values())

    def consequences(self, changes: Sequence[CodebookChange]) -> Consequences:
        """Return what changes of the codebook would do to everybody's annotations.

        Raises CodebookError where they cannot be made. Reads in short pages.
        """
        from annotator.annotations.consequences import consequences, touched_labels

        after = self.codebook_after(changes)
        touched = touched_labels(self.codebook, after)
        return consequences(
            self.codebook,
            after,
            relabelling.records_with(self._connection, touched),
            self.codebook_versions(),
        )

    def label_counts(self) -> Mapping[tuple[str, str], int]:
        """Return how often each label is given, as written: (section, id) -> count."""
        return relabelling.label_counts(self._connection)

    def revisit(self, annotator_id: str | None = None) -> tuple[str, ...]:
        """Return the articles in which one annotator (None: the current one) must look again.

        In queue order. The codebook changed since the annotations there were made; why stands in
        :func:`annotator.annotations.revisiting.reasons`.
        """
        who = annotator_id or self.annotator.id
        return relabelling.to_revisit(self._connection, self.codebook, who)
