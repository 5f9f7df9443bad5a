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
from annotator.gui.widgets.asking import PROJECT_ENDING, ask_where_to_write
from annotator.gui.widgets.plain import plain_label, without_icons


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
        self._own_place = False
        self.title = QLineEdit(self)
        self.annotator = QLineEdit(annotator, self)
        self.codebook = QComboBox(self)
        self.place = QLineEdit(self)
        self._browse = QPushButton(self.tr("Choose…"), self)
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
        self._browse.setToolTip(self.tr("Choose folder and name of the project file"))
        self._other.setToolTip(self.tr("Use a codebook file of your own"))
        form = QFormLayout()
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Who labels"), self.annotator)
        form.addRow(self.tr("Codebook"), _side_by_side(self.codebook, self._other))
        form.addRow(self.tr("File"), _side_by_side(self.place, self._browse))
        kinds = QDialogButtonBox.StandardButton
        self._buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText(self.tr("Make the project"))
        without_icons(self._buttons)
        self._buttons.accepted.connect(self._finish)
        self._buttons.rejected.connect(self.reject)
        self._browse.clicked.connect(self._choose_place)
        self._other.clicked.connect(self._choose_codebook)
        self.title.textChanged.connect(self._propose_place)
        self.place.textEdited.connect(self._keep_place)
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
            path=Path(self.place.text().strip()).expanduser(),
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
        path = self.wanted().path
        if not self.place.text().strip() or not path.is_absolute():
            return self.tr("Choose where the project file goes.")
        if path.exists():
            return self.tr("There is a file of that name already. Choose another name.")
        if not path.parent.is_dir():
            return self.tr("There is no folder %1.").replace("%1", str(path.parent))
        return ""

    def _propose_place(self, title: str) -> None:
        if not self._own_place:
            kept = "".join(each if each.isalnum() or each in "-_" else "-" for each in title)
            name = kept.strip("-").lower() or "project"
            self.place.setText(str(self._folder / f"{name}{PROJECT_ENDING}"))

    def _keep_place(self, _typed: str) -> None:
        self._own_place = True

    def _choose_place(self) -> None:
        chosen = ask_where_to_write(self, self.tr("Project file"), Path(self.place.text()))
        if chosen is not None:
            self._own_place = True
            has_ending = chosen.suffix == PROJECT_ENDING
            self.place.setText(str(chosen) if has_ending else f"{chosen}{PROJECT_ENDING}")

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


def _side_by_side(wide: QWidget, narrow: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    return row
