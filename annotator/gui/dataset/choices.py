"""The form on which a person chooses what a dataset is made of."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from annotator.dataset.options import By, DatasetOptions, Handling, Ties, Unit, Whose, split_named
from annotator.dataset.tasks.rows import WITHOUT_NEGATIVES, Task
from annotator.gui.widgets.choices_form import ChoicesForm
from annotator.project import Project

_SPLITS = ("80/10/10", "70/15/15", "60/20/20", "80/20", "5 folds", "10 folds")
_OF_STANCES: frozenset[Task] = frozenset({"stance"})
_OF_STATEMENTS: frozenset[Task] = frozenset(
    {"stance", "claim-detection", "claim-type", "spans", "quotations"}
)


class Choices(ChoicesForm):
    """All choices of a dataset; :meth:`options` gives them, as the command line does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._add_what()
        self._add_whose()
        self._add_handling()
        self._add_splits()
        self._is_filling = False
        self._enable()

    # -- putting it together

    def _add_what(self) -> None:
        self._head(self.tr("What"))
        self.task = self._combo(
            self.tr("Task"),
            (
                (self.tr("Stance on a target"), "stance"),
                (self.tr("Is it a claim?"), "claim-detection"),
                (self.tr("Claim types"), "claim-type"),
                (self.tr("Parts of statements as spans"), "spans"),
                (self.tr("Whose words a quotation is"), "quotations"),
                (self.tr("Entities as spans"), "entities"),
                (self.tr("Labels of whole articles"), "article-labels"),
            ),
        )
        self.unit = self._combo(
            self.tr("Text"),
            (
                (self.tr("The sentences concerned"), "sentence"),
                (self.tr("Windows of several sentences"), "window"),
                (self.tr("The whole article"), "article"),
            ),
        )
        self.window_size = self._number(self.tr("Sentences in a window"), 1, 99, 3)

    def _add_whose(self) -> None:
        self._head(self.tr("Whose labels"))
        self.whose = self._combo(
            self.tr("Labels"),
            (
                (self.tr("A row for each annotator"), "each"),
                (self.tr("What was settled"), "gold"),
                (self.tr("What more than half say"), "majority"),
                (self.tr("The shares of all votes"), "soft"),
            ),
        )
        self.whose.currentIndexChanged.connect(self._vote_with_all)
        self.who = self._combo(self.tr("Of"), ((self.tr("Everybody"), None),))
        self.who.setToolTip(self.tr("Everybody: what the others said is shown to you"))
        self.done_only = self._box(self.tr("Only articles marked as done"), is_on=True)
        self.version = self._combo(self.tr("Made under"), ((self.tr("Any codebook"), None),))
        self.ties = self._combo(
            self.tr("Tied votes"),
            ((self.tr("Leave out"), "drop"), (self.tr("Keep without a label"), "keep")),
        )
        self.least_votes = self._number(self.tr("Votes at least"), 1, 99, 1)

    def _add_handling(self) -> None:
        self._head(self.tr("What counts"))
        handling = (
            (self.tr("Keep"), "keep"),
            (self.tr("Leave out"), "drop"),
            (self.tr("Label of its own"), "own"),
        )
        self.unclear = self._combo(self.tr("Unclear stances"), handling)
        self.implicit = self._combo(self.tr("Implicit stances"), handling)
        self.unsure = self._combo(self.tr("Unsure statements"), handling)
        self.negatives = QComboBox(self)
        self.negatives.setAccessibleName(self.tr("Rows without anything there"))
        for words, value in (
            (self.tr("As many as"), "ratio"),
            (self.tr("All"), "all"),
            (self.tr("None"), "none"),
        ):
            self.negatives.addItem(words, value)
        self.ratio = QDoubleSpinBox(self)
        self.ratio.setAccessibleName(self.tr("Rows without anything there, for each other one"))
        self.ratio.setRange(0.1, 1000)
        self.ratio.setSingleStep(0.5)
        self.ratio.setValue(1)
        self.ratio.setSuffix(self.tr(" × others"))
        self.ratio.setKeyboardTracking(False)
        row = QHBoxLayout()
        row.addWidget(self.negatives, 1)
        row.addWidget(self.ratio)
        self._form.addRow(self.tr("Without anything"), row)
        self.negatives.currentIndexChanged.connect(self._change)
        self.ratio.valueChanged.connect(self._change)

    def _add_splits(self) -> None:
        self._head(self.tr("Splits"))
        whole = (self.tr("One file"), "100")
        splits = (whole, *((each, each) for each in _SPLITS))
        tip = self.tr("Shares like 80/10/10 or 80/20, or a number of folds")
        self.split = self._shares(self.tr("Split"), splits, tip=tip)
        self.by = self._together()
        self.stratified = self._box(self.tr("Same shares of labels"), is_on=True)
        self.seed = self._number(self.tr("Seed"), 0, 2**31 - 1, DatasetOptions().seed)

    # -- in use

    def show_project(self, project: Project | None, *, is_other: bool) -> None:
        """Offer the people and codebooks of a project.

        In another project, one's own labels are chosen where several people label: what others
        said is shown only to who asks for it.
        """
        people = [each.name for each in project.annotators()] if project is not None else []
        books = [each.reference for each in project.codebooks()] if project is not None else []
        self._is_filling = True
        self._offer(self.who, self.tr("Everybody"), people)
        self._offer(self.version, self.tr("Any codebook"), books)
        if is_other:
            own = project.annotator.name if project is not None and len(people) > 1 else None
            self.who.setCurrentIndex(0 if self._has_votes() else max(0, self.who.findData(own)))
        self._is_filling = False

    def options(self) -> DatasetOptions:
        """Return what is chosen. Raises DatasetError for splits in words that say nothing."""
        task = cast("Task", self.task.currentData())
        whose = cast("Whose", self.whose.currentData())
        who, version = self.who.currentData(), self.version.currentData()
        return DatasetOptions(
            task=task,
            whose=whose,
            annotators=(who,) if who and whose != "gold" else None,
            done_only=self.done_only.isChecked(),
            versions=(version,) if version else None,
            unit=cast("Unit", self.unit.currentData()),
            window=self.window_size.value(),
            unclear=cast("Handling", self.unclear.currentData()),
            unsure=cast("Handling", self.unsure.currentData()),
            implicit=cast("Handling", self.implicit.currentData()),
            ties=cast("Ties", self.ties.currentData()),
            least_votes=self.least_votes.value() if self._has_votes() else 1,
            negatives=self._negatives(),
            seed=self.seed.value(),
            split=split_named(
                self._split_words(),
                by=cast("By", self.by.currentData()),
                seed=self.seed.value(),
                is_stratified=self.stratified.isChecked(),
            ),
        )

    def _split_words(self) -> str:
        typed = self.split.currentText().strip()
        known = self.split.findText(typed)
        return str(self.split.itemData(known)) if known >= 0 else typed

    def _negatives(self) -> float | None:
        chosen = self.negatives.currentData()
        if chosen == "all":
            return None
        return self.ratio.value() if chosen == "ratio" else 0.0

    def _has_votes(self) -> bool:
        return self.whose.currentData() in ("majority", "soft")

    def _vote_with_all(self) -> None:
        """Let everybody vote where votes are counted."""
        if self._has_votes() and not self._is_filling:
            self.who.setCurrentIndex(0)

    def _enable(self) -> None:
        """Enable what matters for the task and for whose labels are taken."""
        task, is_whole = self.task.currentData(), self._split_words() == "100"
        self.unit.setEnabled(task != "article-labels")
        self.window_size.setEnabled(self.unit.isEnabled() and self.unit.currentData() == "window")
        self.who.setEnabled(self.whose.currentData() != "gold")
        self.ties.setEnabled(self.whose.currentData() == "majority")
        self.least_votes.setEnabled(self._has_votes())
        for each in (self.unclear, self.implicit):
            each.setEnabled(task in _OF_STANCES)
        self.unsure.setEnabled(task in _OF_STATEMENTS)
        self.negatives.setEnabled(task not in WITHOUT_NEGATIVES)
        self.ratio.setEnabled(
            self.negatives.isEnabled() and self.negatives.currentData() == "ratio"
        )
        self.by.setEnabled(not is_whole)
        self.stratified.setEnabled(not is_whole and self.by.currentData() != "date")
