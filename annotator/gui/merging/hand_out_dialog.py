"""The dialog that writes a copy for each annotator, with their articles alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import Cancelled
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import plain_label
from annotator.gui.workbench import Workbench
from annotator.workflows.sharing.handing_out import HandedOut, as_text, hand_out

_NAME = Qt.ItemDataRole.UserRole


class HandOutDialog(QDialog):
    """Asks for whom and where; stays open and tells what was written."""

    def __init__(self, workbench: Workbench, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._awaited = Awaited(workbench, self)
        self.people = QListWidget(self)
        self.folder = QLineEdit(str(settings.folder / self.tr("copies")), self)
        self._choose = QPushButton(self.tr("C&hoose…"), self)
        self.told = plain_label(parent=self, wrap=True)
        self.progress = QProgressBar(self)
        self.write = QPushButton(self.tr("&Hand out"), self)
        self.leave = QPushButton(self.tr("Close"), self)
        self._lay_out()
        self._fill()
        self._connect()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Hand out copies"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr(
            "Each annotator gets a file with the articles they are asked to label, with the "
            "suggestions and the codebook, and with no labels of others. Comments and flags on "
            "these articles are in it. Merge takes the files back in."
        )
        self.people.setAccessibleName(self.tr("For whom"))
        self.folder.setAccessibleName(self.tr("Folder for the copies"))
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(8)
        self.progress.hide()
        self.write.setDefault(True)
        label = QLabel(self.tr("&Folder"), self)
        label.setBuddy(self.folder)
        place = QHBoxLayout()
        place.addWidget(label)
        place.addWidget(self.folder, 1)
        place.addWidget(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.write)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(words, self, wrap=True))
        column.addWidget(self.people, 1)
        column.addLayout(place)
        column.addWidget(self.told)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        self.resize(560, 440)

    def _fill(self) -> None:
        """List who is asked to label, and how much; everybody where nothing is assigned."""
        project = self._workbench.project
        if project is None:
            return
        counts = {each.id: each.articles for each in project.assigned_counts()}
        everything = project.article_count()
        for each in project.annotators():
            articles = counts.get(each.id, 0) if counts else everything
            words = self.tr("%1: %2 articles") if articles != 1 else self.tr("%1: %2 article")
            text = words.replace("%2", f"{articles:,}").replace("%1", each.name)
            item = QListWidgetItem(text, self.people)
            item.setData(_NAME, each.name)
            if articles:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            else:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.people.setCurrentRow(0)
        if not counts:
            self.told.setText(self.tr("Nothing is assigned, so each copy holds all articles."))

    def _connect(self) -> None:
        self._choose.clicked.connect(self._choose_folder)
        self.write.clicked.connect(self.begin)
        self.leave.clicked.connect(self.close)
        self.people.itemChanged.connect(self._count)
        self._awaited.arrived.connect(self._tell)
        self._awaited.failed.connect(self._explain)
        self._awaited.progressed.connect(self._show_progress)
        self._workbench.project_closed.connect(self.close)
        self._count()

    @property
    def names(self) -> tuple[str, ...]:
        """For whom copies are to be written."""
        items = (self.people.item(row) for row in range(self.people.count()))
        checked = Qt.CheckState.Checked
        return tuple(str(each.data(_NAME)) for each in items if each.checkState() == checked)

    @Slot()
    def _count(self) -> None:
        self.write.setEnabled(bool(self.names) and not self._awaited.is_waiting)

    @Slot()
    def _choose_folder(self) -> None:
        title = self.tr("Folder for the copies")
        chosen = asking.ask_for_folder(self, title, Path(self.folder.text()).parent)
        if chosen is not None:
            self.folder.setText(str(chosen))

    @Slot()
    def begin(self) -> None:
        """Write the copies in the background."""
        names, folder = self.names, Path(self.folder.text().strip()).expanduser()
        if not folder.is_absolute():
            self.told.setText(self.tr("Choose a folder for the copies."))
            return
        self.told.setText(self.tr("Writing the copies…"))
        self.progress.setRange(0, 0)
        self.progress.show()
        self._awaited.begin(
            lambda project, job: hand_out(
                project, folder, names, progress=job.progress, cancelled=job.is_cancelled
            )
        )
        self._count()

    @Slot(object)
    def _tell(self, made: tuple[HandedOut, ...]) -> None:
        self.progress.hide()
        self.told.setText(as_text(made))
        self._count()
        self.leave.setFocus()

    @Slot(object)
    def _explain(self, error: object) -> None:
        self.progress.hide()
        self.told.setText("" if isinstance(error, Cancelled) else str(error))
        self._count()

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is being written; nothing half-done stays."""
        self._awaited.forget()
        super().closeEvent(event)
