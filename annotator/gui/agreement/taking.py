"""What is taken out of agreement views: numbers, pictures, and the report for a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.errors import AnnotatorError
from annotator.formats.files.writing import write_aside
from annotator.gui.agreement.page import Page
from annotator.gui.agreement.pictures import Picture, as_file, as_image
from annotator.gui.widgets import asking
from annotator.gui.workbench import Workbench
from annotator.workflows.agreement.report_forms import (
    Block,
    ReportFormat,
    render_blocks,
    write_blocks,
)


class Takings(QObject):
    """Copies and writes what is in sight; ``said`` tells what was done, or why not."""

    said = Signal(str)

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window

    def copy_numbers(self, page: Page) -> None:
        """Copy the table of a page, to paste into a spreadsheet."""
        QGuiApplication.clipboard().setText(page.as_text())
        self.said.emit(self.tr("Copied the numbers."))

    def copy_picture(self, page: Page) -> None:
        """Copy the plot or matrix of a page."""
        picture = self._picture(page)
        if picture is not None:
            QGuiApplication.clipboard().setImage(as_image(picture))
            self.said.emit(self.tr("Copied the picture."))

    def save_picture(self, page: Page) -> None:
        """Ask for a file name and write the plot or matrix of a page."""
        picture, project = self._picture(page), self._workbench.project
        if picture is None or project is None:
            return
        proposed = project.path.with_name(f"agreement {page.title.lower()}.svg")
        pattern = self.tr("SVG (*.svg);;PNG (*.png)")
        title = self.tr("Save the picture")
        path = asking.ask_where_to_write(self._window, title, proposed, pattern)
        if path is not None:
            content = as_file(picture, path, f"{project.title}: {page.title}")
            self._write(path, lambda: _write_bytes(path, content, project.path))

    def copy_report(self, report: Iterable[Block], form: ReportFormat) -> None:
        """Copy a report, to paste into a paper."""
        QGuiApplication.clipboard().setText(render_blocks(report, form))
        self.said.emit(self.tr("Copied the report."))

    def save_report(self, report: Iterable[Block], *, name: str = "agreement.md") -> None:
        """Ask for a file name and write a report in the form that the name asks for."""
        project = self._workbench.project
        if project is None:
            return
        proposed = project.path.with_name(name)
        pattern = self.tr("Markdown (*.md);;HTML (*.html);;LaTeX (*.tex)")
        title = self.tr("Save the report")
        path = asking.ask_where_to_write(self._window, title, proposed, pattern)
        if path is not None:
            self._write(path, lambda: write_blocks(report, path, never=project.path))

    def _picture(self, page: Page) -> Picture | None:
        picture = page.picture()
        if picture is None:
            self.said.emit(self.tr("This side has no picture."))
        return picture

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except AnnotatorError as error:
            self._workbench.problems.tell(error, about="agreement")
        else:
            self._workbench.problems.settle("agreement")
            self.said.emit(self.tr("Wrote %1.").replace("%1", path.name))


def _write_bytes(path: Path, content: bytes, never: Path) -> None:
    with write_aside(path, never=never) as file:
        file.write(content)
