"""The form on which a person chooses what is learned, from whom, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QCheckBox, QWidget

from annotator import paths
from annotator.dataset.options import By, Whose
from annotator.gui.widgets.choices_form import ChoicesForm
from annotator.gui.widgets.place_field import PlaceField
from annotator.gui.widgets.plain import plain_label
from annotator.preannotation.pipelines.training import Size, Trainable
from annotator.project import Project
from annotator.workflows.exporting.training_texts import TrainingOptions

_MOST_STEPS = 1_000_000
_LETTERS = 28  # of a path that are in sight


class Choices(ChoicesForm):
    """All choices of a training; :meth:`options` gives them, as the command line does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tasks: Mapping[Trainable, QCheckBox] = self._add_tasks()
        self._add_whose()
        self._add_splits()
        self._add_how()
        self._is_filling = False
        self._enable()

    # -- putting it together

    def _add_tasks(self) -> Mapping[Trainable, QCheckBox]:
        self._head(self.tr("What is learned"))
        return {
            "spans": self._box(self.tr("Parts: sources, cues, contents"), is_on=True),
            "claim-types": self._box(self.tr("Claim types"), is_on=True),
            "stance": self._box(self.tr("Stances on targets"), is_on=True),
        }

    def _add_whose(self) -> None:
        self._head(self.tr("Whose labels"))
        self.whose = self._combo(
            self.tr("Labels"),
            (
                (self.tr("What more than half say"), "majority"),
                (self.tr("What was settled"), "gold"),
                (self.tr("A text for each annotator"), "each"),
            ),
        )
        self.who = self._combo(self.tr("Of"), ((self.tr("Everybody"), None),))
        self.done_only = self._box(self.tr("Only articles marked as done"), is_on=True)

    def _add_splits(self) -> None:
        self._head(self.tr("Training, choosing the best, measuring"))
        shares = ("70/15/15", "80/10/10", "60/20/20")
        self.split = self._shares(
            self.tr("Shares"),
            [(each, each) for each in shares],
            tip=self.tr("Of the texts to train on, to choose the best state by, and to measure on"),
        )
        self.by = self._together()
        self.seed = self._number(self.tr("Seed"), 0, 2**31 - 1, TrainingOptions(Path()).seed)

    def _add_how(self) -> None:
        self._head(self.tr("How"))
        self.how_large = self._combo(
            self.tr("Size"),
            ((self.tr("Small, in minutes"), "small"), (self.tr("Larger, slower"), "default")),
        )
        self.steps = self._number(self.tr("Steps at most"), 0, _MOST_STEPS, 0)
        self.steps.setSpecialValueText(self.tr("As many as the size needs"))
        self.steps.setSingleStep(100)
        self.place = PlaceField(
            self, title=self.tr("Write to the folder"), tip=self.tr("Choose and name the folder")
        )
        self.place.is_folder = True
        self.place.setMinimumWidth(_LETTERS * self.fontMetrics().averageCharWidth())
        self._form.addRow(self.tr("Folder"), self.place.row())
        self._warning = plain_label(parent=self, wrap=True)
        self._warning.hide()
        self._form.addRow(self._warning)
        self.place.textChanged.connect(self.look_at_place)

    # -- in use

    def show_project(self, project: Project | None, *, is_other: bool) -> None:
        """Offer the people of a project, and a folder beside it."""
        people = [each.name for each in project.annotators()] if project is not None else []
        self._is_filling = True
        self._offer(self.who, self.tr("Everybody"), people)
        self._is_filling = False
        if project is not None and is_other:
            self.place.propose(_free(project.path))

    def propose_next(self, project: Project) -> None:
        """Propose a folder that is not there yet, unless a person named one."""
        self.place.propose(_free(project.path))

    def options(self) -> TrainingOptions:
        """Return what is chosen; the splits are looked at when they are made."""
        whose = cast("Whose", self.whose.currentData())
        who = self.who.currentData()
        return TrainingOptions(
            out=self.place.path,
            tasks=tuple(task for task, box in self.tasks.items() if box.isChecked()),
            whose=whose,
            annotators=(who,) if who and whose != "gold" else None,
            done_only=self.done_only.isChecked(),
            split=self.split.currentText().strip(),
            by=cast("By", self.by.currentData()),
            size=cast("Size", self.how_large.currentData()),
            seed=self.seed.value(),
            steps=self.steps.value() or None,
        )

    @property
    def warning(self) -> str:
        """What is said of the folder."""
        return self._warning.text()

    def look_at_place(self) -> None:
        """Say what will become of a folder that is there already."""
        problem, words = self.place.problem(), ""
        if not problem and self.place.is_taken():
            words = self.tr("%1 exists: what was written and trained in it will be replaced.")
            words = words.replace("%1", self.place.path.name)
        self._warning.setText(problem or words)
        self._warning.setVisible(bool(problem or words))

    def _enable(self) -> None:
        self.who.setEnabled(self.whose.currentData() != "gold")


def _free(project: Path) -> Path:
    """Return a folder beside the project that is not there yet."""
    home = Path.home() if project == paths.sample_project() else project.parent
    name, number = f"{project.stem}-training", 1
    while (home / name).exists():
        number += 1
        name = f"{project.stem}-training-{number}"
    return home / name
