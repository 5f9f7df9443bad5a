"""Somebody tells the program another name of an actor, and puts the registry in order with keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.project import Project

Line = list[str]
Press = Callable[..., object]
FIRST = "Quay House calls for calm\n\nQuay House called for calm on Monday. Nobody answered.\n"
SECOND = "A new call\n\nOn Tuesday Quay House repeated its call for talks.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path, text = tmp_path / "talks.annotator", tmp_path / "first.txt"
    text.write_text(FIRST, encoding="utf-8")
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(text)]) == 0
    return path


def name_it(project: Path, press_keys: Press) -> None:
    script: list[Line] = [["press", "Escape", "Ctrl+Shift+Right", "Ctrl+Shift+Right", "Shift+M"]]
    script += [["type", "russia"], ["press", "Return", "Return"], ["tell", "named"], ["quit"]]
    done = press_keys(script, "open", str(project))
    assert done.code == 0, done.errors
    assert "The next pre-annotation uses it." in done.told["named"]["status"]


def test_a_name_told_once_is_found_in_the_next_article(
    project: Path, press_keys: Press, tmp_path: Path
) -> None:
    name_it(project, press_keys)
    with Project.open(project, readonly=True) as opened:
        (row,) = opened.articles()
        meant = [each for each in opened.layer(row.id).mentions if each.actor == "RUS"]
        assert {each.span.covered(FIRST) for each in meant} == {"Quay House"}
        assert len(meant) == 2, "the headline and the body, in one step"
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    assert main(["import", str(project), str(tmp_path / "second.txt")]) == 0
    with Project.open(project, readonly=True) as opened:
        found = opened.suggestions(opened.articles()[1].id)
    assert "RUS" in {e.actor for e in found if e.span.covered(SECOND) == "Quay House"}


def test_the_registry_is_put_in_order_in_its_window_and_remembers_it(
    project: Path, press_keys: Press
) -> None:
    script: list[Line] = [["press", "Escape", "Ctrl+Shift+Y"], ["type", "russia"]]
    script += [["press", "Return", "F2"], ["type", "Russian State"], ["press", "Return"], ["quit"]]
    done = press_keys(script, "open", str(project))
    assert done.code == 0, done.errors
    with Project.open(project, readonly=True) as opened:
        assert opened.standing_actors()["RUS"].name == "Russian State"
        assert "Russia" in opened.standing_actors()["RUS"].aliases
    script = [["press", "Escape", "Ctrl+Shift+Y", "Ctrl+Z"], ["quit"]]
    assert press_keys(script, "open", str(project)).code == 0
    with Project.open(project, readonly=True) as opened:
        assert opened.standing_actors()["RUS"].name == "Russia"
        assert opened.redo_registry_wording() == "Rename Russia to Russian State"
