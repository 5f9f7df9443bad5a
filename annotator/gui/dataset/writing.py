"""The dialog that asks where a dataset goes and in which format."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.dataset.options import DatasetOptions
from annotator.gui.widgets.place_field import PlaceField
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.workflows.exporting.building import BuildOptions
from annotator.workflows.exporting.dataset_formats import DATASET_FORMATS


class WritingDialog(QDialog):
    """Asks for format, licence and folder; ``write_wanted`` carries the build options."""

    write_wanted = Signal(object)

    def __init__(self, parent: QWidget, *, proposed: Path, options: DatasetOptions) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write the dataset"))
        self._options = options
        self.format = QComboBox(self)
        self.licence = QLineEdit(self)
        self.with_agreement = QCheckBox(self.tr("Measure agreement for the card"), self)
        self.for_excel = QCheckBox(self.tr("For Excel (begins with a byte order mark)"), self)
        self.place = PlaceField(
            self, title=self.tr("Write to the folder"), tip=self.tr("Choose and name the folder")
        )
        self._problem = plain_label(parent=self, wrap=True)
        self._buttons = QDialogButtonBox(self)
        self._fill()
        self._lay_out()
        self.place.is_folder = True
        self.place.propose(proposed)
        self._check()

    def _fill(self) -> None:
        for each in DATASET_FORMATS.values():
            self.format.addItem(each.label, each.id)
        self.licence.setPlaceholderText(self.tr("for example CC-BY-4.0; stands in the card"))
        self.with_agreement.setChecked(True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("Licence"), self.licence)
        form.addRow("", self.with_agreement)
        form.addRow("", self.for_excel)
        form.addRow(self.tr("Folder"), self.place.row())
        kinds = QDialogButtonBox.StandardButton
        self._buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText(self.tr("Write"))
        without_icons(self._buttons)
        self._buttons.accepted.connect(self._finish)
        self._buttons.rejected.connect(self.reject)
        self.format.currentIndexChanged.connect(self._check)
        self.place.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.setMinimumWidth(560)

    def wanted(self) -> BuildOptions:
        """Return what the fields say."""
        return BuildOptions(
            dataset=self._options,
            out=self.place.path,
            format=self.format.currentData(),
            licence=" ".join(self.licence.text().split()),
            with_agreement=self.with_agreement.isChecked(),
            bom=self.for_excel.isEnabled() and self.for_excel.isChecked(),
        )

    def _check(self) -> None:
        self.for_excel.setEnabled(self.format.currentData() == "csv")
        problem, warning = self.place.problem(), ""
        if self.place.is_taken():
            words = self.tr("%1 exists: a dataset in it will be replaced, and nothing else.")
            warning = words.replace("%1", self.place.path.name)
        self._problem.setText(problem or warning)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _finish(self) -> None:
        self.accept()
        self.write_wanted.emit(self.wanted())
