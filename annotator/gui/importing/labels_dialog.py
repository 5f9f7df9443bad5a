"""Takes in texts that were labelled in another tool: what each label becomes is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError, Cancelled, ColumnsError
from annotator.formats.files.writing import write_aside
from annotator.formats.labelled.foreign import SeenColumns
from annotator.formats.labelled.label_mapping import LabelMapping, as_yaml, read_mapping
from annotator.formats.labelled.offset_units import OFFSET_UNITS, OffsetUnit
from annotator.gui.importing.becoming import holdings
from annotator.gui.importing.label_table import LabelTable
from annotator.gui.importing.row_columns import RowColumns
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.closed_meanwhile import ClosedMeanwhile
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.room import resize_within_screen
from annotator.gui.workbench import Workbench
from annotator.plain_text import counted
from annotator.workflows.importing.bringing_in import (
    BringInOptions,
    BroughtIn,
    Look,
    bring_in,
    look,
)
from annotator.workflows.importing.import_formats import FORMATS


class LabelsDialog(QDialog):
    """Looks into one labelled file after the other, and takes it in as a person has it.

    ``brought`` names the articles when the dialog is closed: they are not compared and marked yet.
    """

    brought = Signal(object)

    def __init__(
        self, files: Sequence[Path], workbench: Workbench, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._waiting = list(files)
        self._workbench = workbench
        self._settings = settings
        self._look: Look | None = None
        self._format: str | None = None  # as a person chose it; None: found out
        self._mapping: LabelMapping | None = None
        self._taking_in = ClosedMeanwhile(workbench, self)
        self._articles: dict[str, None] = {}
        self._awaited = Awaited(workbench, self)
        self.told = plain_label(parent=self, wrap=True)
        self.format = QComboBox(self)
        self.offsets = QComboBox(self)
        self.evidence = plain_label(parent=self, wrap=True)
        self.annotator = QComboBox(self)
        self.is_everybody = QCheckBox(self.tr("Also where the file names others"), self)
        self.columns = RowColumns(self)
        self.labels = LabelTable(self)
        self.holdings = QPlainTextEdit(self)
        self.progress = QProgressBar(self)
        self.load = QPushButton(self.tr("Load choices…"), self)
        self.save = QPushButton(self.tr("Save choices…"), self)
        self.skip = QPushButton(self.tr("Skip this file"), self)
        self.take = QPushButton(self.tr("Import"), self)
        self.leave = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self._fill()
        self._connect()
        self._begin_look()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Import labels of another tool"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = QFormLayout()
        for words, widget in (
            (self.tr("Format"), self.format),
            (self.tr("Offsets count"), self.offsets),
            (self.tr("Whose labels"), self.annotator),
            ("", self.is_everybody),
        ):
            form.addRow(words, widget)
            if words:
                widget.setAccessibleName(words)
        self.holdings.setReadOnly(True)
        self.holdings.setTabChangesFocus(True)
        self.holdings.setAccessibleName(self.tr("What the file holds"))
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(8)
        self.load.setToolTip(plain_tooltip(self.tr("From a file that was saved here before")))
        self.save.setToolTip(plain_tooltip(self.tr("For other files with these labels")))
        buttons = QHBoxLayout()
        for button in (self.load, self.save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.skip, self.take, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addLayout(form)
        column.addWidget(self.evidence)
        column.addWidget(self.columns)
        column.addWidget(self.labels, 3)
        column.addWidget(self.holdings, 2)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        resize_within_screen(self, QSize(760, 680))

    def _fill(self) -> None:
        self.format.setPlaceholderText(self.tr("Choose a format"))
        for each in FORMATS.values():
            self.format.addItem(each.label, each.id)
        self.offsets.addItem(self.tr("Found out from the texts"), None)
        for unit in OFFSET_UNITS:
            self.offsets.addItem(unit, unit)
        project = self._workbench.project
        assert project is not None
        self.annotator.setEditable(True)
        self.annotator.addItems([each.name for each in project.annotators()])
        self.annotator.setCurrentText(project.annotator.name)
        self.annotator.setToolTip(
            plain_tooltip(self.tr("Whose labels they become where the file names nobody"))
        )

    def _connect(self) -> None:
        self.format.activated.connect(self._look_again)
        self.offsets.activated.connect(self._look_again)
        self.columns.changed.connect(self._read_columns)
        self.labels.changed.connect(self._keep_mapping)
        self.load.clicked.connect(self._load)
        self.save.clicked.connect(self._save)
        self.skip.clicked.connect(self._skip)
        self.take.clicked.connect(self._go_on)
        self.leave.clicked.connect(self.close)
        self._awaited.arrived.connect(self._show_look)
        self._awaited.failed.connect(self._explain)
        self._taking_in.progressed.connect(self._show_progress)
        self._taking_in.done.connect(self._brought)
        self._taking_in.failed.connect(self._failed)

    @property
    def options(self) -> BringInOptions:
        """How the file is to be taken in, as chosen now."""
        return BringInOptions(
            format=self._format,
            unit=self._unit(),
            mapping=self._mapping,
            annotator=self.annotator.currentText().strip() or None,
            is_everybody=self.is_everybody.isChecked(),
            preannotate=False,  # the project is closed for others meanwhile, and that takes time
        )

    def _unit(self) -> OffsetUnit | None:
        found: OffsetUnit | None = self.offsets.currentData()
        return found

    # Looking into the file

    def _begin_look(self) -> None:
        path, options = self._waiting[0], self.options
        self._wait(self.tr("Looking into %1…").replace("%1", path.name))
        self._awaited.forget()
        self._awaited.begin(lambda project, _job: look(project, path, options))

    @Slot()
    def _look_again(self) -> None:
        """Read the file in another format, or with other offsets."""
        self._format = str(self.format.currentData())
        if self._look is None or self._format != self._look.format.id:
            self._mapping = None  # the labels of another format are others
        self._begin_look()

    @Slot(object)
    def _show_look(self, found: object) -> None:
        assert isinstance(found, Look)
        project = self._workbench.project
        if project is None:
            return
        self._look, self._mapping = found, found.mapping
        self.format.setCurrentIndex(self.format.findData(found.format.id))
        self.evidence.setText(found.placed.evidence.in_words())
        self.columns.show_columns(found.columns)
        self.labels.show()
        self.labels.show_look(found, found.mapping, project.codebook)
        self.holdings.setPlainText("\n".join(holdings(found)))
        texts = counted(len(found.placed.texts), "text")
        words = self.tr("%1: %2, %3 here already. What does each label become?")
        known = f"{found.known:,}" if found.known else self.tr("none")
        words = words.replace("%2", texts).replace("%3", known)
        self._show_state(words.replace("%1", found.path.name), can_take=True)
        self.labels.setFocus()

    @Slot(object)
    def _explain(self, error: object) -> None:
        self._look = None
        names = error.names if isinstance(error, ColumnsError) else ()
        self.columns.show_columns(SeenColumns(names, {}) if names else None)
        if self._format is None:  # none was chosen, and none was found
            self.format.setCurrentIndex(self.format.findData("dataset") if names else -1)
        self.labels.setRowCount(0)
        self.evidence.clear()
        self.holdings.clear()
        self._show_state("" if isinstance(error, Cancelled) else str(error))
        (self.columns if names else self.format).setFocus()

    @Slot(object)
    def _read_columns(self, columns: object) -> None:
        """Read the file once more, with other columns; what labels become is proposed anew."""
        assert isinstance(columns, dict)
        self._format = str(self.format.currentData())
        self._mapping = LabelMapping(columns=columns)
        self._begin_look()

    @Slot(object)
    def _keep_mapping(self, mapping: object) -> None:
        assert isinstance(mapping, LabelMapping)
        self._mapping = mapping

    # Choices kept in a file

    @Slot()
    def _load(self) -> None:
        path = asking.ask_for_choices(self, self._settings.folder)
        if path is not None:
            self.use(path)

    def use(self, path: Path) -> None:
        """Choose what a saved file says."""
        project = self._workbench.project
        if project is None or self._look is None:
            return
        try:
            self._mapping = read_mapping(path, project.codebook)
        except AnnotatorError as error:
            asking.tell(self, self.windowTitle(), str(error))
            return
        if self._mapping.columns and self._look.columns is not None:
            self._begin_look()
            return
        self.labels.show_look(self._look, self._mapping, project.codebook)

    @Slot()
    def _save(self) -> None:
        proposed = self._settings.folder / "labels.yaml"
        path = asking.ask_where_to_write(self, self.tr("Save choices"), proposed)
        if path is not None:
            self.keep(path)

    def keep(self, path: Path) -> None:
        """Write the choices into a file."""
        try:
            with write_aside(path) as file:
                file.write(as_yaml(self._mapping or LabelMapping()).encode())
        except AnnotatorError as error:
            asking.tell(self, self.windowTitle(), str(error))

    # Taking it in

    @Slot()
    def _skip(self) -> None:
        """Leave this file out and look into the next one."""
        self._forget_file()
        self._begin_look()

    def _forget_file(self) -> None:
        self._look = self._format = self._mapping = None
        self.columns.show_columns(None)
        self._waiting.pop(0)
        self.labels.setRowCount(0)

    @Slot()
    def _go_on(self) -> None:
        """Take the file in; where it is in, look into the next one or end."""
        if self._look is not None:
            self.begin_import()
        elif self._waiting:
            self._begin_look()
        else:
            self.close()

    def begin_import(self) -> None:
        """Take the file in, in the background."""
        seen, options = self._look, self.options
        if self._workbench.project is None or seen is None:
            return
        self._wait(self.tr("Importing… Labelling goes on when it is done."))
        self.leave.setText(self.tr("Stop"))
        self._taking_in.begin(
            lambda writing, job: bring_in(
                writing,
                _as_chosen(seen, options),
                options,
                progress=job.progress,
                cancelled=job.is_cancelled,
            )
        )

    @Slot(object)
    def _brought(self, report: object) -> None:
        assert isinstance(report, BroughtIn)
        self.leave.setText(self.tr("Close"))
        self._articles |= dict.fromkeys(report.article_ids)
        self._forget_file()
        words = report.lines()[0]
        if report.is_cancelled:
            rest = self.tr("Stopped: what is in is in whole. Import the file again for the rest.")
            words = f"{words} {rest}"
        self.labels.hide()
        self.columns.hide()
        self.evidence.clear()
        head = self.tr("Left out:") if report.left_out else self.tr("Nothing was left out.")
        left_out = () if report.is_cancelled and not report.left_out else ("", head)
        self.holdings.setPlainText("\n".join((*report.notes, *left_out, *report.left_out)))
        self._show_state(words, can_take=bool(self._waiting))
        self.take.setText(self.tr("Next file"))
        self.skip.hide()
        self.take.setVisible(bool(self._waiting))
        for part in (self.format, self.offsets, self.annotator, self.is_everybody):
            part.setEnabled(False)
        (self.take if self._waiting else self.leave).setFocus()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.leave.setText(self.tr("Close"))
        self._show_state(str(error), can_take=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop an import that runs, and close only when it has ended."""
        if not self._taking_in.is_running:
            self._awaited.forget()
            event.accept()
            articles, self._articles = tuple(self._articles), {}
            if articles:
                self.brought.emit(articles)
            return
        self._taking_in.cancel()
        self.told.setText(self.tr("Stopping… What is in is in whole."))
        event.ignore()

    def reject(self) -> None:
        """Close, as the button does."""
        self.close()

    # What is shown

    def _wait(self, words: str) -> None:
        self.told.setText(words)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._enable(possible=False)

    def _show_state(self, words: str, *, can_take: bool = False) -> None:
        self.told.setText(words)
        self.progress.hide()
        self._enable(possible=True)
        self.take.setText(self.tr("Import"))
        self.take.setEnabled(can_take)
        self.take.setDefault(can_take)
        self.skip.setVisible(len(self._waiting) > 1)
        self.load.setEnabled(self._look is not None)
        self.save.setEnabled(self._look is not None)

    def _enable(self, *, possible: bool) -> None:
        parts: tuple[QWidget, ...] = (
            *(self.format, self.offsets, self.annotator, self.is_everybody),
            *(self.columns, self.labels),
            *(self.load, self.save, self.skip, self.take),
        )
        for part in parts:
            part.setEnabled(possible)

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)


def _as_chosen(seen: Look, options: BringInOptions) -> Look:
    """Return what was seen with what a person made of the labels."""
    return seen if options.mapping is None else replace(seen, mapping=options.mapping)
