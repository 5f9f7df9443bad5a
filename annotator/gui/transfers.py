"""What comes in and what goes out: actions, file dialogs, and what is dropped here."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.exporting import Exporter
    from annotator.gui.importing import Importer
    from annotator.gui.merging import Sharing
    from annotator.gui.preannotation_dialog import Preannotator


class Transfers(QObject):
    """Starts imports and exports, and what marks articles before a person looks.

    Each part is made at its first use: reading files and marking them need a third of what the
    window would have to load before it is shown.
    """

    changes_wanted = Signal(str)

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window

    @cached_property
    def importer(self) -> Importer:
        """What brings files in."""
        from annotator.gui.importing import Importer

        return Importer(self._workbench, self._settings, self._window)

    @cached_property
    def exporter(self) -> Exporter:
        """What writes labels out."""
        from annotator.gui.exporting import Exporter

        return Exporter(self._workbench, self._settings, self._window)

    @cached_property
    def preannotator(self) -> Preannotator:
        """What marks articles again."""
        from annotator.gui.preannotation_dialog import Preannotator

        made = Preannotator(self._workbench, self._settings, self._window)
        made.changes_wanted.connect(self.changes_wanted)
        return made

    @cached_property
    def sharing(self) -> Sharing:
        """What hands copies out and takes them in."""
        from annotator.gui.merging import Sharing

        return Sharing(self._workbench, self._settings, self._window)

    def choose_files(self) -> None:
        """Ask which files to import."""
        from annotator.gui.widgets import asking

        files = asking.ask_for_files(self._window, self._settings.folder)
        if files:
            self._settings.folder = files[0].parent
            self.importer.start(files)

    def choose_folder(self) -> None:
        """Ask which folder to import."""
        from annotator.gui.widgets import asking

        title = self.tr("Import a folder")
        folder = asking.ask_for_folder(self._window, title, self._settings.folder)
        if folder is not None:
            self._settings.folder = folder
            self.importer.start((folder,))

    def export(self) -> None:
        """Ask what to export."""
        self.exporter.ask()

    def preannotate(self) -> None:
        """Ask what is to mark the articles before a person looks."""
        self.preannotator.ask()

    def mark_with(self, pipeline: str) -> None:
        """Let a pipeline mark the articles from now on, and mark them at once."""
        if self.preannotator.is_running:
            self._workbench.message.emit(self.tr("Articles are marked just now. Wait for it."))
        else:
            self.preannotator.start(pipeline)

    def can_take(self, data: QMimeData) -> bool:
        """Tell whether something dragged over the window can be imported."""
        return not self._workbench.is_readonly and bool(_files_in(data))

    def take(self, data: QMimeData) -> bool:
        """Import what was dropped on the window; tell whether there was anything."""
        files = _files_in(data)
        if files:
            self.importer.start(files)
        return bool(files)


def _files_in(data: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
