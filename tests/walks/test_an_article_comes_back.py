"""Amina labels articles; a week later some come back, she labels them anew, and sees the drift."""

from __future__ import annotations

import json
import time

import pytest
from PySide6.QtCore import Qt

from annotator.__main__ import main
from annotator.project import Project
from tests.gui.opening import opened

TEXT = "Harbour %d opens\n\nThe mayor of Tarn said the harbour would open. Nobody asked her why.\n"
ARTICLES = 6
WEEK = 7 * 24 * 60 * 60 * 10**9 + 60 * 10**9


@pytest.fixture
def project(tmp_path):
    """A project with some articles, all of which come back after a week."""
    for number in range(ARTICLES):
        (tmp_path / f"harbour{number}.txt").write_text(TEXT % number, encoding="utf-8")
    path = tmp_path / "talks.annotator"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    texts = [str(each) for each in sorted(tmp_path.glob("*.txt"))]
    assert main(["import", str(path), *texts]) == 0
    assert main(["repeat", str(path), "--share", "1"]) == 0
    return path


@pytest.fixture
def sit_down(qtbot, project):
    return lambda: opened(qtbot, project, annotator="Amina")


def press(qtbot, window, *keys):
    for key in keys:
        qtbot.keyClick(window.focusWidget(), key, Qt.KeyboardModifier.NoModifier)


def label_all(qtbot, window, types):
    """Label a sentence of each article with a type and go on; the actor is left open on purpose."""
    for key in types:
        home = Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Home, home)
        press(qtbot, window, "j", "j", "s", key, "d", "d")


def test_what_differs_a_week_later_is_told(qtbot, project, sit_down, monkeypatch, capsys):
    window = sit_down()
    label_all(qtbot, window, "1" * ARTICLES)
    assert window.queue.progress_text == f"{ARTICLES} of {ARTICLES} done"
    window.workbench.finish()
    window.close()
    with Project.open(project, readonly=True) as opened:
        me = opened.annotator.id
        first = {row.id: opened.layer(row.id, me) for row in opened.articles()}
    assert all(each.statements for each in first.values())

    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + WEEK)
    window = sit_down()
    assert window.queue.progress_text == f"0 of {ARTICLES} done"
    assert window.workbench.session.statements == ()
    label_all(qtbot, window, "2" + "1" * (ARTICLES - 1))
    assert window.queue.progress_text == f"{ARTICLES} of {ARTICLES} done"
    window.workbench.finish()
    window.close()

    window = sit_down()
    assert all(row.repeated and row.status == "done" for row in window.queue.rows)
    window.workbench.finish()
    window.close()

    capsys.readouterr()
    assert main(["agreement", str(project), "--self", "--json"]) == 0
    (amina,) = json.loads(capsys.readouterr().out)["annotators"]
    assert amina["articles"] == ARTICLES and amina["days_between"] == [7] * ARTICLES
    assert [each["count"] for each in amina["labels_that_differ"]] == [1]
    raw = {
        round(each["raw_agreement"], 6)
        for each in amina["report"]["measures"]
        if each["part"] == "claim_types" and each["raw_agreement"] is not None
    }
    assert round((ARTICLES - 1) / ARTICLES, 6) in raw
    assert main(["agreement", str(project)]) == 1  # nobody else labels here
    with Project.open(project, readonly=True) as opened:
        assert {each: opened.layer(each, me) for each in first} == first
        assert opened.check() == () and len(opened.annotators()) == 1
