"""Labels the articles of a project again, statement by statement, with nothing but keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.annotations.model import Statement
from annotator.cli import main
from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from annotator.project import Project
from tests.walks.typist import Typist, alike

Wanted = dict[str, tuple[Statement, ...]]
"""Statements by the text of their article."""


def worked_example(folder: Path, tmp_path: Path) -> Wanted:
    """Return the statements of the worked example, as an import brings them in."""
    path = tmp_path / "wanted.annotator"
    assert main(["new", str(path), "--annotator", "Worked"]) == 0
    statements = str(folder / "seeds_statements.json")
    arguments = ["import", str(path), "--format", "news-statements", statements]
    assert main([*arguments, "--texts", str(folder / "seeds"), "--no-highlight"]) == 0
    wanted: Wanted = {}
    with Project.open(path, readonly=True) as project:
        for row in project.articles():
            (layer,) = (each for each in project.layers(row.id) if each.statements)
            wanted[project.text(row.id)] = layer.statements
    return wanted


def empty_project(tmp_path: Path, articles: Iterable[Path], *, suggesting: bool) -> Path:
    """Make a project of some articles in which nobody has labelled anything."""
    path = tmp_path / f"empty-{suggesting}.annotator"
    flags = [] if suggesting else ["--no-highlight"]
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), *map(str, articles), *flags]) == 0
    return path


@contextmanager
def opened(qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    """Open a project in a window of this process."""
    workbench = Workbench()
    window = MainWindow(workbench, Settings())
    try:
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        assert workbench.open_project(path)
        qtbot.waitUntil(window.article.reader.hasFocus)
        yield window
    finally:
        window.close()
        window.deleteLater()


def replay(qtbot: QtBot, path: Path, wanted: Wanted, *, suggesting: bool) -> list[Typist]:
    """Label a project as is wanted, check that it is so, and return what each statement took."""
    typists: list[Typist] = []
    with opened(qtbot, path) as window:
        bench, background = window.workbench, window.annotating.background
        assert bench.project is not None
        for row in bench.project.articles():
            assert bench.open(row.id)
            if not suggesting:  # the rules read beside the window, and show nothing
                qtbot.waitUntil(lambda: background.has_read(str(bench.article_id)), timeout=60_000)
            typists += _labelled(window, wanted[bench.project.text(row.id)], suggesting=suggesting)
    return typists


def _labelled(
    window: MainWindow, wanted: tuple[Statement, ...], *, suggesting: bool
) -> Iterator[Typist]:
    ids: dict[str, str] = {}
    for each in wanted:
        typist = Typist(window, takes_possible=suggesting)
        ids[each.id] = typist.label(each, ids)
        made = typist.session.statement(ids[each.id])
        assert alike(made, ids) == alike(each, {}), each.external_id
        yield typist
    assert len(typist.session.statements) == len(wanted)
