"""Statements labelled again with nothing but keys come out as they are wanted, part for part."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.walks.invented import ARTICLE, wanted_statements
from tests.walks.replaying import empty_project, replay, worked_example

OFFSCREEN = r"This plugin does not support (propagateSizeHints|raise)\(\)"
pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN, extend=True)

HELP = pytest.mark.parametrize("suggesting", [False, True], ids=["without help", "suggestions on"])


@HELP
def test_an_invented_article_is_labelled_with_keys(
    qtbot: QtBot, tmp_path: Path, suggesting: bool
) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    path = empty_project(tmp_path, [article], suggesting=suggesting)
    typists = replay(qtbot, path, {ARTICLE: wanted_statements()}, suggesting=suggesting)
    assert len(typists) == len(wanted_statements())


@HELP
def test_one_article_of_the_worked_example_is_labelled_with_keys(
    qtbot: QtBot, seeds: Path, tmp_path: Path, suggesting: bool
) -> None:
    wanted = worked_example(seeds, tmp_path)
    (article,) = (seeds / "seeds").glob("003_*.txt")
    path = empty_project(tmp_path, [article], suggesting=suggesting)
    assert len(replay(qtbot, path, wanted, suggesting=suggesting)) == 16


@pytest.mark.slow
@HELP
def test_the_whole_worked_example_is_labelled_with_keys(
    qtbot: QtBot, seeds: Path, tmp_path: Path, suggesting: bool
) -> None:
    wanted = worked_example(seeds, tmp_path)
    path = empty_project(tmp_path, [seeds / "seeds"], suggesting=suggesting)
    assert len(replay(qtbot, path, wanted, suggesting=suggesting)) == 88
