"""What can be done in the dataset builder: every action with its words and keys."""

from __future__ import annotations

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
    return [
        ActionSpec(
            "dataset.write",
            _tr("Write the dataset…"),
            MENU,
            window.write,
            ("Ctrl+S",),
            _tr("Choose format and folder, and write rows, card and report"),
            needs="project",
        ),
        ActionSpec(
            "dataset.rows",
            _tr("Go to the rows"),
            MENU,
            window.go_to_rows,
            ("Ctrl+2",),
            _tr("Put the keyboard into the list of rows"),
            needs="project",
            section=1,
        ),
        ActionSpec(
            "dataset.choices",
            _tr("Go to the choices"),
            MENU,
            window.go_to_choices,
            ("Ctrl+1",),
            _tr("Put the keyboard onto what the dataset is made of"),
            needs="project",
            section=1,
        ),
        ActionSpec(
            "dataset.open",
            _tr("Open the passage"),
            MENU,
            window.open_passage,
            ("Ctrl+Return",),
            _tr("Go to the row in focus in its article; Enter on a row does the same"),
            needs="project",
            section=1,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("DatasetCommands", text)
