"""What can be done in the agreement view: every action with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

if TYPE_CHECKING:
    from annotator.workflows.agreement.report_forms import ReportFormat

MENU = "Agreement"


class AgreementWindow(Protocol):
    """What the view can do."""

    def measure(self) -> None: ...
    def toggle_every_measure(self) -> None: ...
    def toggle_following(self) -> None: ...
    def next_page(self) -> None: ...
    def previous_page(self) -> None: ...
    def open_passage(self) -> None: ...
    def copy_numbers(self) -> None: ...
    def copy_picture(self) -> None: ...
    def save_picture(self) -> None: ...
    def copy_report(self, form: ReportFormat) -> None: ...
    def save_report(self) -> None: ...


def agreement_commands(window: AgreementWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    return [*_measuring(window), *_going(window), *_taking(window), *_reporting(window)]


def _measuring(window: AgreementWindow) -> list[ActionSpec]:
    spec = partial(ActionSpec, menu=MENU, needs="project")
    return [
        spec(
            "agreement.measure",
            _tr("Measure"),
            callback=window.measure,
            keys=("F5",),
            tooltip=_tr("Compare the annotators of this project; it shows what others said"),
        ),
        spec(
            "agreement.follow",
            _tr("Measure again when labels change"),
            callback=window.toggle_following,
            tooltip=_tr("Keep the numbers new while this window is open"),
            checkable=True,
        ),
        spec(
            "agreement.every",
            _tr("All measures"),
            callback=window.toggle_every_measure,
            keys=("Ctrl+M",),
            tooltip=_tr("Measure everything that the program knows; takes longer"),
        ),
    ]


def _going(window: AgreementWindow) -> list[ActionSpec]:
    spec = partial(ActionSpec, menu=MENU, needs="project", section=1)
    return [
        spec(
            "agreement.next_page",
            _tr("Next side"),
            callback=window.next_page,
            keys=("Ctrl+PgDown",),
            tooltip=_tr("Go to the next entry of the list at the left"),
        ),
        spec(
            "agreement.previous_page",
            _tr("Previous side"),
            callback=window.previous_page,
            keys=("Ctrl+PgUp",),
            tooltip=_tr("Go to the entry above in the list at the left"),
        ),
        spec(
            "agreement.open",
            _tr("Open the passage"),
            callback=window.open_passage,
            keys=("Ctrl+Return",),
            tooltip=_tr("Go to the passage in focus in its article; Enter on it does the same"),
        ),
    ]


def _taking(window: AgreementWindow) -> list[ActionSpec]:
    spec = partial(ActionSpec, menu=MENU, needs="project", section=2)
    return [
        spec(
            "agreement.copy_numbers",
            _tr("Copy the numbers"),
            callback=window.copy_numbers,
            keys=("Ctrl+Shift+C",),
            tooltip=_tr("Copy the table in sight, to paste into a spreadsheet"),
        ),
        spec(
            "agreement.copy_picture",
            _tr("Copy the picture"),
            callback=window.copy_picture,
            keys=("Ctrl+Shift+P",),
            tooltip=_tr("Copy the plot or matrix in sight"),
        ),
        spec(
            "agreement.save_picture",
            _tr("Save the picture…"),
            callback=window.save_picture,
            keys=("Ctrl+Shift+S",),
            tooltip=_tr("Write the plot or matrix in sight as SVG or PNG"),
        ),
    ]


def _reporting(window: AgreementWindow) -> list[ActionSpec]:
    spec = partial(ActionSpec, needs="project", section=3)
    forms: tuple[tuple[ReportFormat, str], ...] = (
        ("markdown", "Markdown"),
        ("html", "HTML"),
        ("latex", "LaTeX"),
    )
    copies = [
        spec(
            f"agreement.copy_{form}",
            name,
            f"{MENU}/{_tr('Copy the report as')}",
            partial(window.copy_report, form),
            tooltip=_tr("Copy all measures with their definitions, to paste into a paper"),
        )
        for form, name in forms
    ]
    save = spec(
        "agreement.save_report",
        _tr("Save the report…"),
        MENU,
        window.save_report,
        ("Ctrl+S",),
        _tr("Write all measures with their definitions as Markdown, HTML or LaTeX"),
    )
    return [save, *copies]


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementCommands", text)
