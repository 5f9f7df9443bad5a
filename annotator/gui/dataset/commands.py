"""What can be done in the dataset builder: every action with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

MENU = "Dataset"


class DatasetWindow(Protocol):
    """What the view can do."""

    def write(self) -> None: ...
    def open_passage(self) -> None: ...
    def go_to_rows(self) -> None: ...
    def go_to_choices(self) -> None: ...


def dataset_commands(window: DatasetWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    spec = partial(ActionSpec, menu=MENU, needs="project")
    return [
        spec(
            "dataset.write",
            _tr("Write the dataset…"),
            callback=window.write,
            keys=("Ctrl+S",),
            tooltip=_tr("Choose format and folder, and write rows, card and report"),
        ),
        spec(
            "dataset.rows",
            _tr("Go to the rows"),
            callback=window.go_to_rows,
            keys=("Ctrl+2",),
            tooltip=_tr("Put the keyboard into the list of rows"),
            section=1,
        ),
        spec(
            "dataset.choices",
            _tr("Go to the choices"),
            callback=window.go_to_choices,
            keys=("Ctrl+1",),
            tooltip=_tr("Put the keyboard onto what the dataset is made of"),
            section=1,
        ),
        spec(
            "dataset.open",
            _tr("Open the passage"),
            callback=window.open_passage,
            keys=("Ctrl+Return",),
            tooltip=_tr("Go to the row in focus in its article; Enter on a row does the same"),
            section=1,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("DatasetCommands", text)
