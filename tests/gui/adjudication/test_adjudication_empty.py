"""Where there is nothing to settle, the window says why and what to do."""

from __future__ import annotations

from annotator.project import Project
from tests.gui.planting import CALM, done, say


def begin(window, qtbot):
    view = window.beside.settling()
    view.begin()
    qtbot.waitUntil(lambda: view.queue is not None and not view.is_reading)
    return view


def test_one_annotator_alone_has_nothing_to_settle(window, qtbot):
    view = begin(window, qtbot)
    assert "two annotators" in view.empty.text and view.empty.isVisible()
    view.close()


def test_two_who_found_nothing_are_told_so(window, qtbot):
    project = window.workbench.project
    article = project.articles()[3].id
    for who in ("Amina", "Bo"):
        project.use_annotator(who)
        done(project, article)
    project.use_annotator("Amina")
    view = begin(window, qtbot)
    assert "labelled nothing" in view.empty.text
    view.close()


def test_where_all_agree_only_the_rule_is_left(window, qtbot):
    project = window.workbench.project
    article = project.articles()[0].id
    for who in ("Amina", "Bo"):
        project.use_annotator(who)
        say(project, article, CALM, "call")
        done(project, article)
    project.use_annotator("Amina")
    view = begin(window, qtbot)
    assert "Nothing is left to settle here" in view.status
    assert "1 that all agree on" in view.bar.told
    view.close()


def test_another_project_begins_anew(window, qtbot, new_project):
    view = begin(window, qtbot)
    path = new_project("A text. It ends.", title="Other", annotator="Amina", mention="text")
    window.workbench.take(Project.open(path, annotator="Amina"))
    assert view.queue is None and "Settle differences" in view.empty.text
    view.close()


def test_what_was_put_off_is_told_when_the_list_is_empty(window, qtbot):
    project = window.workbench.project
    article = project.articles()[0].id
    for who, claim_type in (("Amina", "call"), ("Bo", "fact"), ("Caro", "fact")):
        project.use_annotator(who)
        say(project, article, CALM, claim_type)
        done(project, article)
    project.use_annotator("Amina")
    view = begin(window, qtbot)
    view.acting.defer()
    told = "Nothing is left to settle here. Put off: 1, guideline unclear: 0"
    assert told in view.side.versions.told and told in view.status
    view.acting.take_proposed("majority")
    assert "Choose a line in the list first" in view.status
    assert told in view.side.versions.told
    view.acting.undo()
    assert told not in view.side.versions.told and view.matter is not None
    view.close()
