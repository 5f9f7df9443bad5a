"""The dialog that makes a new project: title, codebook, who labels, where the file goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.codebook.reading import DEFAULT, bundled_codebooks
from annotator.gui.widgets.place_field import PlaceField
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.paths import PROJECT_ENDING

_LONGEST_NAME = 60  # in characters; a proposed file name need not hold a whole title


@dataclass(frozen=True, slots=True)
class NewProject:
    """What a person asked for: a project of that title at ``path``, with that codebook file."""

    title: str
    annotator: str
    codebook: Path
    path: Path


class NewProjectDialog(QDialog):
    """Asks what a new project needs; tells what is missing before it can be made."""

    project_wanted = Signal(object)

    def __init__(self, parent: QWidget, *, folder: Path, annotator: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New project"))
        self._folder = folder
        self.title = QLineEdit(self)
        self.annotator = QLineEdit(annotator, self)
        self.codebook = QComboBox(self)
        self.place = PlaceField(
            self,
            title=self.tr("Project file"),
            tip=self.tr("Choose folder and name of the project file"),
            ending=PROJECT_ENDING,
        )
        self._other = QPushButton(self.tr("Other file…"), self)
        self._problem = plain_label(parent=self, wrap=True)
        self._buttons = QDialogButtonBox(self)
        self._lay_out()
        self._propose_place("")
        self._check()

    def _lay_out(self) -> None:
        for name, path in bundled_codebooks().items():
            self.codebook.addItem(name, path)
        self.codebook.setCurrentIndex(max(0, self.codebook.findText(DEFAULT)))
        self._other.setToolTip(self.tr("Use a codebook file of your own"))
        codebook = QHBoxLayout()
        codebook.addWidget(self.codebook, 1)
        codebook.addWidget(self._other)
        form = QFormLayout()
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Who labels"), self.annotator)
        form.addRow(self.tr("Codebook"), codebook)
        form.addRow(self.tr("File"), self.place.row())
        kinds = QDialogButtonBox.StandardButton
        self._buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText(self.tr("Make the project"))
        without_icons(self._buttons)
        self._buttons.accepted.connect(self._finish)
        self._buttons.rejected.connect(self.reject)
        self._other.clicked.connect(self._choose_codebook)
        self.title.textChanged.connect(self._propose_place)
        for field in (self.title, self.annotator, self.place):
            field.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.setMinimumWidth(560)

    def wanted(self) -> NewProject:
        """Return what the fields say."""
        return NewProject(
            title=self.title.text().strip(),
            annotator=self.annotator.text().strip(),
            codebook=self.codebook.currentData(),
            path=self.place.path,
        )

    def _check(self) -> None:
        problem = self._what_is_missing()
        self._problem.setText(problem)
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(not problem)

    def _what_is_missing(self) -> str:
        if not self.title.text().strip():
            return self.tr("Give the project a title.")
        if not self.annotator.text().strip():
            return self.tr("Say who labels: the name goes with every label.")
        if self.place.is_taken():
            return self.tr("There is a file of that name already. Choose another name.")
        return self.place.problem()

    def _propose_place(self, title: str) -> None:
        kept = "".join(each if each.isalnum() or each in "-_" else "-" for each in title)
        name = kept[:_LONGEST_NAME].strip("-").lower() or "project"
        self.place.propose(self._folder / f"{name}{PROJECT_ENDING}")

    def _choose_codebook(self) -> None:
        pattern = self.tr("Codebooks (*.yaml *.yml *.json);;All files (*)")
        title = self.tr("Codebook")
        name, _ = QFileDialog.getOpenFileName(self, title, str(self._folder), pattern)
        if name:
            self.codebook.addItem(Path(name).name, Path(name))
            self.codebook.setCurrentIndex(self.codebook.count() - 1)

    def _finish(self) -> None:
        self.accept()
        self.project_wanted.emit(self.wanted())
