"""What can be done in the window for training: every action with its words and keys."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

MENU = "Training"


class TrainingWindow(Protocol):
    """What the view can do."""

    def train(self) -> None: ...
    def write(self) -> None: ...
    def stop(self) -> None: ...
    def use(self) -> None: ...
    def go_to_choices(self) -> None: ...
    def go_to_counts(self) -> None: ...
    def go_to_scores(self) -> None: ...


def training_commands(window: TrainingWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    return [
        ActionSpec(
            "training.train",
            _tr("Train"),
            MENU,
            window.train,
            ("Ctrl+Return",),
            _tr("Write the folder, and let spaCy learn from it while you go on labelling"),
            needs="project",
        ),
        ActionSpec(
            "training.write",
            _tr("Write without training"),
            MENU,
            window.write,
            ("Ctrl+S",),
            _tr("Write the folder with data and commands, to be trained elsewhere"),
            needs="project",
        ),
        ActionSpec(
            "training.stop",
            _tr("Stop training"),
            MENU,
            window.stop,
            ("Ctrl+.",),
            _tr("The folder stays, with what was trained to its end"),
            needs="project",
        ),
        _use(window),
        *_places(window),
    ]


def _use(window: TrainingWindow) -> ActionSpec:
    return ActionSpec(
        "training.use",
        _tr("Use for pre-annotation"),
        MENU,
        window.use,
        ("Ctrl+U",),
        _tr("Let what was trained mark the articles of this project, beside the rules"),
        needs="project_writing",
    )


def _places(window: TrainingWindow) -> list[ActionSpec]:
    places = (
        ("choices", _tr("Go to the choices"), window.go_to_choices, _tr("What is learned, how")),
        ("counts", _tr("Go to the counts"), window.go_to_counts, _tr("What there is to learn")),
        ("scores", _tr("Go to the scores"), window.go_to_scores, _tr("How good it is, by label")),
    )
    return [
        ActionSpec(
            f"training.{name}",
            words,
            MENU,
            callback,
            (f"Ctrl+{number}",),
            tooltip,
            needs="project",
            section=1,
        )
        for number, (name, words, callback, tooltip) in enumerate(places, start=1)
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingCommands", text)
