"""Two people over one project: a question and a flag, an answer, a settled conversation."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from annotator.__main__ import main
from annotator.project import Project
from tests.gui.opening import opened

TEXT = "Harbour opens\n\nThe mayor of Tarn said the harbour would open. Nobody asked her why.\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project that Amina and Bo share, with one article."""
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    text = tmp_path / "harbour.txt"
    text.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "talks.annotator"
    assert main(["new", str(path), "--codebook", "climate-debate", "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(text)]) == 0
    return path


@pytest.fixture
def sit_down(qtbot, project):
    """Return a function that opens the project in a window for one of them."""

    return lambda name: opened(qtbot, project, annotator=name)


def press(qtbot, window, *keys):
    for key in keys:
        shift = isinstance(key, str) and (key == "!" or (key.isalpha() and key.isupper()))
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(window.focusWidget(), key, modifier)


def test_what_one_asks_the_other_answers_and_nobody_sees_a_label(
    qtbot, project, sit_down, tmp_path
):
    enter, escape = Qt.Key.Key_Return, Qt.Key.Key_Escape
    window = sit_down("Amina")
    press(qtbot, window, "j", "j", "s", "c", *"Cause?", enter, escape, "!", *"odd", enter)
    press(qtbot, window, "L", "k", *"news", enter)
    window.workbench.finish()
    window.close()

    window = sit_down("Bo")
    session = window.workbench.session
    assert session.statements == () and session.labels == ()
    assert [each.text for each in session.comments] == ["Cause?"]
    assert [each.reason for each in session.flags] == ["odd"]
    card = window.statements.whole
    buttons = {each.text(): each for each in card.findChildren(QAbstractButton)}
    buttons["Answer"].click()
    press(qtbot, window, *"No", enter)
    assert [each.text for each in session.comments] == ["Cause?", "No"]
    window.workbench.finish()
    window.close()

    out = tmp_path / "articles.jsonl"
    assert main(["export", str(project), str(out), "--format", "articles-jsonl"]) == 0
    rows = {
        each["annotator"]: each for each in map(json.loads, out.read_text("utf-8").splitlines())
    }
    assert rows["Amina"]["labels"] == {"kind": ["news"]} and rows["Amina"]["flag"] == "odd"
    assert rows["Bo"]["labels"] == {} and rows["Bo"]["flag"] == ""
    with Project.open(project, readonly=True) as opened:
        assert opened.check() == ()
