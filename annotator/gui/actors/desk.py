"""What the parts of the actors view work with: the registry, gestures on it, and its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from annotator.annotations.actors import ActorUse, StandingActors
from annotator.annotations.edits import Change, Edit, Step
from annotator.annotations.steps.on_actors import Registry
from annotator.errors import AnnotationError
from annotator.gui.actors.uses import Place, place_in
from annotator.gui.actors.wording import listed
from annotator.gui.keys.own import with_keys
from annotator.gui.workbench import Workbench

_KEPT_TEXTS = 40


class RegistryDesk(QObject):
    """Lets the parts of the view change the registry without knowing each other.

    ``said`` carries one sentence about what was done or refused, ``refused`` that controls have to
    show again what is stored.
    """

    said = Signal(str)
    refused = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self._registry: Registry | None = None
        self._texts: dict[str, tuple[str, str]] = {}
        workbench.annotations_changed.connect(self._absorb)
        for signal in (workbench.project_opened, workbench.project_closed):
            signal.connect(self.forget)

    @property
    def registry(self) -> Registry | None:
        """The actors of the open project."""
        project = self.workbench.project
        if self._registry is None and project is not None:
            actors = self.workbench.attempt(project.standing_actors)
            if actors is not None:
                self._registry = Registry(actors, project.codebook)
        return self._registry

    @property
    def actors(self) -> StandingActors:
        """Everybody who stands for themselves; nobody where no project is open."""
        registry = self.registry
        return registry.actors if registry is not None else StandingActors(())

    @property
    def is_readonly(self) -> bool:
        """Whether nothing can be stored."""
        return self.workbench.is_readonly

    @Slot()
    def forget(self) -> None:
        """Read the actors again when they are looked at next."""
        self._registry = None
        self._texts = {}

    def gesture(self, build: Callable[[Registry], Step]) -> Change | None:
        """Build a step with the registry and store it; say what was done, or why not."""
        registry = self.registry
        if registry is None:
            return None
        if self.is_readonly:
            self._refuse(self.tr("This project is open for reading only."))
            return None
        try:
            step = build(registry)
        except AnnotationError as refusal:
            self._refuse(str(refusal))
            return None
        change = self.workbench.apply(step, quiet=True)
        if change is None:
            self.refused.emit()
            return None
        self.said.emit(
            with_keys(self.tr("%1 · {actors.undo} takes it back")).replace("%1", change.wording)
        )
        return change

    def remove(self, actor_ids: Sequence[str]) -> None:
        """Remove actors in one step: all of them, or none where one is needed."""
        project = self.workbench.project
        if project is None:
            return
        codebook = project.codebook

        def build(registry: Registry) -> Step:
            names = [registry.actors[each].name for each in actor_ids]
            edits: list[Edit] = []
            for each in actor_ids:
                edits += registry.remove(each).edits
                registry = Registry(registry.actors.with_edits(edits[-1:]), codebook)
            return Step(tuple(edits), f"Remove {listed(names, most=3)}", None)

        self.gesture(build)

    def rewrite_alias(self, actor_id: str, old: str, new: str) -> None:
        """Write a name of an actor otherwise, in one step."""
        project = self.workbench.project
        if project is None:
            return
        codebook = project.codebook

        def build(registry: Registry) -> Step:
            taken = registry.remove_alias(actor_id, old)
            rest = Registry(registry.actors.with_edits(taken.edits), codebook)
            given = rest.add_alias(actor_id, new)
            edit = Edit(taken.edits[0].before, given.edits[0].after)
            return Step((edit,), f"Write the alias {old} as {new}", None)

        self.gesture(build)

    def undo(self) -> None:
        """Take back what was done last to the registry, also on an earlier day."""
        project = self.workbench.project
        if project is None or project.undo_registry_wording() is None:
            self.say(self.tr("Nothing left to undo among the actors."))
            return
        change = self.workbench.undo_registry()
        if change is not None:
            words = with_keys(self.tr("Undone: %1 · {actors.redo} does it again"))
            self.say(words.replace("%1", change.wording))

    def redo(self) -> None:
        """Do again what was taken back last."""
        project = self.workbench.project
        if project is None or project.redo_registry_wording() is None:
            self.say(self.tr("Nothing to do again among the actors."))
            return
        change = self.workbench.redo_registry()
        if change is not None:
            words = with_keys(self.tr("Done again: %1 · {actors.undo} takes it back"))
            self.say(words.replace("%1", change.wording))

    def say(self, words: str) -> None:
        """Show a sentence in the status line of the view."""
        self.said.emit(words)

    def place(self, use: ActorUse) -> Place:
        """Return how a use reads in its article."""
        title, text = self._article(use.article)
        return place_in(title, text, use.span)

    def _article(self, article_id: str) -> tuple[str, str]:
        project = self.workbench.project
        found = self._texts.get(article_id)
        if found is None and project is not None:
            found = self.workbench.attempt(
                lambda: (project.article(article_id).title, project.text(article_id))
            )
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            self._texts[article_id] = found or ("", "")
        return found or ("", "")

    def _refuse(self, words: str) -> None:
        self.said.emit(words)
        self.refused.emit()

    @Slot(object)
    def _absorb(self, change: Change) -> None:
        registry, project = self._registry, self.workbench.project
        if registry is not None and project is not None and change.touches("actor"):
            self._registry = Registry(registry.actors.with_edits(change.edits), project.codebook)
