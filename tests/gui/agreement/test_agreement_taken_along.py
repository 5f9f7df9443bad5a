"""What is taken along from the agreement view: numbers, pictures and the report; and its plots."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt, QXmlStreamReader
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QListWidget

from annotator.gui.agreement.labels import LabelsPage
from annotator.gui.agreement.matrices import MatricesPage
from annotator.gui.agreement.over_time import TimePage
from annotator.gui.agreement.page import Page
from annotator.gui.agreement.people import PeoplePage
from annotator.gui.agreement.pictures import as_svg
from annotator.gui.agreement.plots import Plot
from annotator.gui.theme import apply_theme
from tests.gui.agreement.sides import measured, say_all, turn_to

NAMES = {"place", "Denial", "Entities"}


def test_the_numbers_in_sight_are_copied_as_a_table(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    turn_to(view, PeoplePage)
    view.actions_registry.action("agreement.copy_numbers").trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0].split("\t")[0] == "" and "Caro\t" in copied
    view.report.list.setCurrentRow(0)
    view.actions_registry.action("agreement.copy_numbers").trigger()
    assert "Krippendorff's alpha: Denial\tall 3\t1.000" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("kind", [LabelsPage, MatricesPage, TimePage])
def test_a_picture_is_written_as_svg_and_png(qtbot, view, workbench, tmp_path, monkeypatch, kind):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, kind)
    qtbot.waitUntil(lambda: is_painted(page))
    for name in ("agreement.svg", "agreement.png"):
        path = tmp_path / name
        monkeypatch.setattr(
            "annotator.gui.widgets.asking.ask_where_to_write", lambda *_, path=path: path
        )
        view.actions_registry.action("agreement.save_picture").trigger()
        assert name in view.status
    svg = (tmp_path / "agreement.svg").read_bytes()
    assert words_in(svg) & NAMES
    image = QImage(str(tmp_path / "agreement.png"))
    inked = {image.pixel(x, y) for x in range(0, 600, 3) for y in range(0, image.height(), 3)}
    assert image.width() > 600 and len(inked) > 5


def is_painted(page: Page) -> bool:
    """Tell whether the axes have their room: it is given to them with the first painting."""
    picture = page.picture()
    if picture is None or picture.size.width() < 250:
        return False
    return bool(words_in(as_svg(picture, "")) & NAMES)


def words_in(svg: bytes) -> set[str]:
    """Return the texts of an SVG file, which must be well-formed."""
    reader, found = QXmlStreamReader(svg.decode()), set()
    while not reader.atEnd():
        reader.readNext()
        if reader.isCharacters():
            found.add(reader.text().strip())
    assert not reader.hasError()
    return found


def test_a_picture_that_cannot_be_written_is_told(qtbot, view, workbench, tmp_path, monkeypatch):
    say_all(workbench)
    measured(qtbot, view)
    turn_to(view, LabelsPage)
    nowhere = tmp_path / "nowhere" / "agreement.svg"
    monkeypatch.setattr("annotator.gui.widgets.asking.ask_where_to_write", lambda *_: nowhere)
    with qtbot.waitSignal(workbench.problems.appeared) as told:
        view.actions_registry.action("agreement.save_picture").trigger()
    assert "agreement.svg" in told.args[0] and not nowhere.exists()


@pytest.mark.parametrize(
    ("form", "words"),
    [("markdown", "# Agreement in Harbour"), ("html", "<h1>"), ("latex", "longtable")],
)
def test_the_report_for_a_paper_is_copied(qtbot, view, workbench, form, words):
    say_all(workbench)
    measured(qtbot, view)
    view.actions_registry.action(f"agreement.copy_{form}").trigger()
    assert words in QGuiApplication.clipboard().text()


def test_the_report_for_a_paper_is_written(qtbot, view, workbench, tmp_path, monkeypatch):
    say_all(workbench)
    measured(qtbot, view)
    path = tmp_path / "paper.tex"
    monkeypatch.setattr("annotator.gui.widgets.asking.ask_where_to_write", lambda *_: path)
    view.actions_registry.action("agreement.save_report").trigger()
    assert "longtable" in path.read_text(encoding="utf-8")


def test_before_measuring_there_is_nothing_to_copy(view):
    QGuiApplication.clipboard().setText("mine")
    for each in ("copy_numbers", "copy_picture", "copy_latex", "save_report", "next_page"):
        view.actions_registry.action(f"agreement.{each}").trigger()
    assert QGuiApplication.clipboard().text() == "mine"
    assert "Nothing was measured yet" in view.status


def test_what_a_plot_shows_is_also_there_in_words(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    for _ in range(view.findChild(QListWidget).count()):
        view.next_page()
    plots = view.findChildren(Plot)
    assert len(plots) == 4
    for plot in plots:
        assert plot.accessibleName() and "\t" in plot.accessibleDescription()
    for each in view.findChildren(QAbstractItemView) + view.findChildren(QComboBox):
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert each.accessibleName(), each


def test_plots_leave_the_place_for_unexpected_errors_alone(qtbot, view, workbench):
    say_all(workbench)
    hooks = sys.excepthook, threading.excepthook
    measured(qtbot, view)
    assert "pyqtgraph" in sys.modules
    assert (sys.excepthook, threading.excepthook) == hooks


def test_plots_follow_the_theme(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, LabelsPage)
    app = QApplication.instance()
    try:
        dark = apply_theme(app, "dark")
        qtbot.waitUntil(lambda: corner(page) == dark.raised.name())
        light = apply_theme(app, "light")
        qtbot.waitUntil(lambda: corner(page) == light.raised.name())
    finally:
        apply_theme(app, "light")


def corner(page: Page) -> str:
    plot = page.findChild(Plot)
    return plot.grab().toImage().pixelColor(3, plot.height() - 4).name()
