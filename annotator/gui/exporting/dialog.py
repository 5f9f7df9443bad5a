"""The dialog that asks what to export and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.model import GOLD
from annotator.gui.widgets.place_field import PlaceField
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.files import ExportOptions

_TABLES = ("csv", "jsonl")
_FOR_EXCEL = ("csv", "articles-csv")


class ExportDialog(QDialog):
    """Asks for format, annotators and file; the same choices as on the command line."""

    export_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        *,
        proposed: Path,
        annotators: tuple[str, ...],
        is_settled: bool = False,
    ) -> None:
        """Offer the labels of ``annotators``, and what was settled where ``is_settled``."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._proposed = proposed
        self.format = QComboBox(self)
        self.who = QComboBox(self)
        self.place = PlaceField(
            self, title=self.tr("Export to"), tip=self.tr("Choose folder and name of the file")
        )
        self.done_only = QCheckBox(self.tr("Only articles marked as done"), self)
        self.unopened = QCheckBox(self.tr("Also articles that nobody opened, as texts"), self)
        self.without_stance = QCheckBox(self.tr("Also statements without a stance"), self)
        self.for_excel = QCheckBox(self.tr("For Excel (begins with a byte order mark)"), self)
        self._description = plain_label(parent=self, wrap=True)
        self._problem = plain_label(parent=self, wrap=True)
        self._buttons = QDialogButtonBox(self)
        self._fill(annotators, is_settled=is_settled)
        self._lay_out()
        self._format_changed()

    def _fill(self, annotators: tuple[str, ...], *, is_settled: bool) -> None:
        for each in FORMATS.values():
            self.format.addItem(each.label, each.id)
        self.who.addItem(self.tr("Everybody"), None)
        for name in annotators:
            self.who.addItem(name, name)
        if is_settled:
            self.who.insertSeparator(self.who.count())
            self.who.addItem(self.tr("What was settled (gold)"), GOLD)
        self.without_stance.setChecked(True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Format"), self.format)
        form.addRow("", self._description)
        form.addRow(self.tr("Labels of"), self.who)
        for box in (self.done_only, self.unopened, self.without_stance, self.for_excel):
            form.addRow("", box)
        form.addRow(self.tr("Place"), self.place.row())
        kinds = QDialogButtonBox.StandardButton
        self._buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText(self.tr("Export"))
        without_icons(self._buttons)
        self._buttons.accepted.connect(self._finish)
        self._buttons.rejected.connect(self.reject)
        self.format.currentIndexChanged.connect(self._format_changed)
        self.done_only.toggled.connect(self.unopened.setDisabled)
        self.place.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.setMinimumWidth(560)

    def wanted(self) -> ExportOptions:
        """Return what the fields say."""
        name = self.who.currentData()
        return ExportOptions(
            format=self.format.currentData(),
            out=self.place.path,
            annotators=(name,) if name else None,
            done_only=self.done_only.isChecked(),
            unopened=self.unopened.isEnabled() and self.unopened.isChecked(),
            without_stance=self.without_stance.isChecked(),
            bom=self.for_excel.isChecked(),
        )

    def _format_changed(self) -> None:
        chosen = FORMATS[self.format.currentData()]
        self._description.setText(chosen.description)
        self.unopened.setVisible(chosen.unopened == "on request")
        self.without_stance.setVisible(chosen.id in _TABLES)
        self.for_excel.setVisible(chosen.id in _FOR_EXCEL)
        self.place.is_folder = chosen.is_folder
        typed = Path(self.place.text())
        endings = {each.suffix for each in FORMATS.values() if each.suffix}
        if self.place.is_own and typed.suffix in endings:
            self.place.setText(str(typed.with_suffix(chosen.suffix)))
        self.place.propose(self._proposed.with_name(self._proposed.name + chosen.suffix))
        self._check()

    def _check(self) -> None:
        problem = self.place.problem()
        warning = ""
        if self.place.is_taken():
            warning = self.tr("%1 exists and will be replaced.").replace("%1", self.place.path.name)
        self._problem.setText(problem or warning)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _finish(self) -> None:
        self.accept()
        self.export_wanted.emit(self.wanted())
