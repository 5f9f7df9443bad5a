"""What the parts of the codebook editor work with: changes of the codebook, and their history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.annotations.edits import Change
from annotator.codebook.changing import CodebookChange
from annotator.codebook.model import Codebook
from annotator.errors import AnnotatorError
from annotator.gui.keys.own import with_keys
from annotator.gui.workbench import Workbench


class CodebookDesk(QObject):
    """Changes the codebook of the open project; ``said`` tells what was done or refused."""

    said = Signal(str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self.workbench = workbench

    @property
    def codebook(self) -> Codebook | None:
        """The codebook that holds now; None where no project is open."""
        project = self.workbench.project
        return None if project is None else project.codebook

    @property
    def is_readonly(self) -> bool:
        """Whether nothing can be stored."""
        return self.workbench.is_readonly

    def change(self, changes: Sequence[CodebookChange], wording: str = "") -> Change | None:
        """Store changes in one step; say what was done, or why not."""
        project = self.workbench.project
        if project is None:
            return None
        try:
            step = project.codebook_step(changes, wording)
        except AnnotatorError as refusal:
            self.said.emit(str(refusal))
            return None
        if not step.edits:
            self.said.emit(self.tr("That changes nothing."))
            return None
        change = self.workbench.apply(step, quiet=True)
        if change is not None:
            words = with_keys(self.tr("%1 · {codebook_editor.undo} takes it back"))
            self.said.emit(words.replace("%1", change.wording))
        return change

    def undo(self) -> None:
        """Take back the last change of codebook or actors, also of an earlier day."""
        project = self.workbench.project
        if project is None or project.undo_registry_wording() is None:
            self.said.emit(self.tr("Nothing left to undo in codebook and actors."))
            return
        change = self.workbench.undo_registry()
        if change is not None:
            words = with_keys(self.tr("Undone: %1 · {codebook_editor.redo} does it again"))
            self.said.emit(words.replace("%1", change.wording))

    def redo(self) -> None:
        """Do again what was taken back last."""
        project = self.workbench.project
        if project is None or project.redo_registry_wording() is None:
            self.said.emit(self.tr("Nothing to do again in codebook and actors."))
            return
        change = self.workbench.redo_registry()
        if change is not None:
            words = with_keys(self.tr("Done again: %1 · {codebook_editor.undo} takes it back"))
            self.said.emit(words.replace("%1", change.wording))
