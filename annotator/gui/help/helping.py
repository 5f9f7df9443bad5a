"""What helps a person along: the guide, the sheet of all keys, changing keys, finding actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator import __version__, paths
from annotator.gui.actions import ActionRegistry
from annotator.gui.at_first_use import AtFirstUse
from annotator.gui.keys.keymap import read_leniently, written
from annotator.gui.keys.own import own_keys
from annotator.gui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from annotator.gui.help.guide import GuideWindow
    from annotator.gui.help.keysheet import KeySheet
    from annotator.gui.keys.dialog import KeysDialog
    from annotator.gui.palette import Palette


class Helping(QObject):
    """Opens each window of help when it is first wished for."""

    def __init__(
        self,
        settings: Settings,
        registry: ActionRegistry,
        palette: AtFirstUse[Palette],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._palette = palette
        self._settings, self._registry, self._window = settings, registry, window
        self._guide: GuideWindow | None = None
        self._sheet: KeySheet | None = None
        own_keys().choose(read_leniently(settings.keys))
        own_keys().changed.connect(self._keep_keys)

    def show_palette(self) -> None:
        """Let a person find whatever there is by typing."""
        self._palette.get().open()

    def show_guide(self) -> None:
        """Show the guide beside the work."""
        from annotator.gui.help.guide import GuideWindow

        if self._guide is None:
            self._guide = GuideWindow(self._window)
        self._guide.show()
        self._guide.activateWindow()

    def show_keys(self) -> None:
        """Show all keys on one sheet."""
        from annotator.gui.help.keysheet import KeySheet

        if self._sheet is None:
            self._sheet = KeySheet(self._registry, self._window)
            self._sheet.change_wished.connect(self.change_keys)
        self._sheet.show()
        self._sheet.activateWindow()

    def change_keys(self) -> KeysDialog:
        """Let a person give actions other keys."""
        from annotator.gui.keys.dialog import KeysDialog

        dialog = KeysDialog(self._registry, self._settings, self._window)
        dialog.open()
        return dialog

    def show_about(self) -> QMessageBox:
        """Tell the version and where things are kept."""
        from annotator.gui.widgets import asking

        words = self.tr("Annotator %1\n\nSettings: %2\nLogs: %3\nNothing leaves this machine.")
        words = words.replace("%1", __version__).replace("%2", str(paths.settings_file()))
        words = words.replace("%3", str(paths.logs()))
        return asking.tell(self._window, self.tr("About"), words)

    def _keep_keys(self) -> None:
        self._settings.keys = written(own_keys().chosen)
