"""A labelling session: what one annotator can do with one article, as steps for the project."""

from __future__ import annotations

from dataclasses import replace

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Progress, Status
from annotator.annotations.steps.filling_in import FillingSteps
from annotator.annotations.steps.on_statements import UNCHANGED
from annotator.errors import AnnotationError

__all__ = ["UNCHANGED", "Session"]

_MARK_WORDS = {"opened": "Mark the article as opened", "done": "Mark the article as done"}


class Session(FillingSteps):
    """One annotator at work on one article; builds steps, never writes.

    Every gesture returns a :class:`~annotator.annotations.edits.Step` for ``Project.apply``, or
    raises :class:`~annotator.errors.AnnotationError` with a sentence and changes nothing. What the
    project stored comes back through :meth:`absorb`.
    """

    def actor_named(self, name: str) -> Actor | None:
        """Return the actor with that name or alias, whatever its case and spaces."""
        return self.actors.named(name)

    def add_actor(self, name: str, kind: str = "unspecified") -> tuple[Actor, Edit]:
        """Return a new actor and its edit, to be taken into the step that uses it (``adding``)."""
        name = " ".join(name.split())
        if not name:
            raise AnnotationError("An actor needs a name. Type one.")
        known = self.actor_named(name)
        if known is not None:
            raise AnnotationError(f"There is an actor {known.name} already. Choose it.")
        actor = Actor(id=new_id(), name=name, kind=kind)
        return actor, Edit(None, actor)

    def mark(self, status: Status | None) -> Step:
        """Say how far the article is: opened, done, or (None) never opened."""
        before = self.progress
        if status is None:
            if before is None:
                raise AnnotationError("The article is not marked. Nothing was changed.")
            return Step((Edit(before, None),), "Take the article's mark away", self.article.id)
        article, annotator = self.article.id, self.annotator.id
        after = Progress(
            f"{article}:{annotator}", article, annotator, status, self.codebook.reference
        )
        if before is not None and before.status == status:
            raise AnnotationError(f"The article is marked as {status} already.")
        return Step((Edit(before, after),), _MARK_WORDS[status], article)

    def keep_done(self, checked: str) -> Step:
        """Say that the article is done with today's suggestions, too; ``checked`` is a clock."""
        before = self.progress
        if before is None or before.status != "done" or before.checked == checked:
            raise AnnotationError("There is nothing new in this article. Nothing was changed.")
        after = replace(before, checked=checked, codebook=self.codebook.reference)
        return Step((Edit(before, after),), "Keep the article as done", self.article.id)
