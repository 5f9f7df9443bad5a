"""Annotators see their own labels beside what was settled, where the project allows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.project import Project
from annotator.workflows.agreement import adjudicating
from annotator.workflows.agreement.beside_gold import SHOW_GOLD
from tests.gui.planting import plant


@pytest.fixture
def project_path(project_path):
    """Return a project in which the first article is settled as Amina has it."""
    with Project.open(project_path, annotator="Amina") as project:
        first, _ = plant(project)
        adjudicating.settle(project, adjudicating.open_case(project, first).accept_unanimous())
        while due := adjudicating.open_case(project, first).compared.due:
            case = adjudicating.open_case(project, first)
            amina = next(each.id for each in project.annotators() if each.name == "Amina")
            letter = due[0].letter_of(amina) or due[0].letters[0]
            adjudicating.settle(project, case.take(due[0].key, letter, reason="as she says"))
    return project_path


def shown(window, qtbot, path, who):
    window.workbench.close_project()
    window.workbench.take(Project.open(path, annotator=who))
    view = window.beside.own_labels()
    qtbot.waitUntil(lambda: not view.is_reading)
    return view


def allow(path):
    with Project.open(path) as project:
        project.set_setting(SHOW_GOLD, "yes")


def test_where_the_project_does_not_show_it_that_is_said(window, qtbot, project_path):
    window.workbench.close_project()
    view = shown(window, qtbot, project_path, "Bo")
    assert "does not show" in view.empty.text
    view.close()


def test_what_differs_is_listed_with_the_reason_and_leads_to_the_passage(
    window, qtbot, project_path
):
    window.workbench.close_project()
    allow(project_path)
    view = shown(window, qtbot, project_path, "Bo")
    cells = [view.table.model().cells(row) for row in range(view.table.model().rowCount())]
    assert {each[0].partition(":")[0] for each in cells} == {"Claim type", "Stance"}
    assert ("Position", "Call") in {each[3:] for each in cells}
    assert "as she says" in view._detail.text()
    view.only_different.setChecked(False)
    assert view.table.model().rowCount() > len(cells)
    view.activateWindow()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.workbench.article_id is not None
    view.close()


def test_nobody_elses_labels_are_told(window, qtbot, project_path):
    window.workbench.close_project()
    allow(project_path)
    view = shown(window, qtbot, project_path, "Cem")
    view.only_different.setChecked(False)
    model = view.table.model()
    told = " ".join(model.detail(row) for row in range(model.rowCount()))
    assert "Bo" not in told.split() and "Position" not in told
    view.close()


def test_articles_that_are_not_settled_wait(window, qtbot, project_path):
    adjudicating.withdraw_unanimous(window.workbench.project)
    window.workbench.close_project()
    allow(project_path)
    view = shown(window, qtbot, project_path, "Amina")
    assert "settled yet" in view.empty.text
    view.close()
