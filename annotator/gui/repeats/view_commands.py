"""What can be done in the window of agreement with yourself, for its menu and the key sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

if TYPE_CHECKING:
    from annotator.workflows.agreement.report_forms import ReportFormat

MENU = "Agreement with yourself"
_FORMS: tuple[tuple[ReportFormat, str], ...] = (
    ("markdown", "Markdown"),
    ("html", "HTML"),
    ("latex", "LaTeX"),
)


class SelfAgreementWindow(Protocol):
    """The window, as its actions see it."""

    def measure(self) -> None: ...
    def open_passage(self) -> None: ...
    def copy_report(self, form: ReportFormat) -> None: ...
    def save_report(self) -> None: ...


def self_agreement_commands(window: SelfAgreementWindow) -> list[ActionSpec]:
    """Return every action of the window."""
    spec = partial(ActionSpec, menu=MENU, needs="project")
    return [
        spec(
            "self_agreement.measure",
            _tr("Measure again"),
            callback=window.measure,
            keys=("F5",),
            tooltip=_tr("Compare what you said the first and the second time anew"),
        ),
        spec(
            "self_agreement.open",
            _tr("Open the passage"),
            callback=window.open_passage,
            keys=("Ctrl+Return",),
            tooltip=_tr("Go to the passage in focus in its article; Enter on it does the same"),
        ),
        spec(
            "self_agreement.save_report",
            _tr("Save the report…"),
            callback=window.save_report,
            keys=("Ctrl+S",),
            section=1,
            tooltip=_tr("Write all measures with their definitions as Markdown, HTML or LaTeX"),
        ),
        *_copies(window),
    ]


def _copies(window: SelfAgreementWindow) -> Iterator[ActionSpec]:
    for form, name in _FORMS:
        yield ActionSpec(
            f"self_agreement.copy_{form}",
            name,
            f"{MENU}/{_tr('Copy the report as')}",
            partial(window.copy_report, form),
            tooltip=_tr("Copy all measures with their definitions, to paste into a paper"),
            needs="project",
            section=1,
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SelfAgreementCommands", text)
