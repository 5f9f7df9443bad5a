"""How long the window keeps a person waiting while articles are imported and marked.

Prints the gaps between the beats of a timer, beside those of the same window at rest, and how long
a key takes to be stored: run it with ``pytest -s`` to read it. Asserts no time by itself; what it
asserts is that labels are stored while the job writes, and that stopping leaves whole articles.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, import_paths

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HELD_OUT = Path(__file__).resolve().parents[1] / "unit/preannotation/held_out.txt"
ARTICLES = 1_000
WORDS = 400
BEAT = 0.005  # seconds
KEY_EVERY = 0.2  # seconds
STEPS = (10, 20, 50, 100, 200)  # milliseconds

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support \w+\(\)", extend=True)


def article(number: int) -> str:
    """Return one of many different articles, pieced together from the invented ones."""
    text = re.sub(r"\[\[(.*?)\|\w+\]\]", r"\1", HELD_OUT.read_text(encoding="utf-8"))
    parts = [each.strip() for each in re.split(r"^==== .*$", text, flags=re.MULTILINE)[1:]]
    chosen: list[str] = []
    while sum(len(each.split()) for each in chosen) < WORDS:
        at = number * 7 + len(chosen) * (number % 5 + 1)
        chosen.append(parts[at % len(parts)].replace("March", f"day {number} of March"))
    return f"Report {number}\n\n" + "\n\n".join(chosen) + "\n"


class Heart:
    """A timer on the window's thread, and how late each of its beats came."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(int(BEAT * 1000))
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def taken(self) -> list[float]:
        gaps, self.gaps = sorted(self.gaps), []
        return gaps


class Person:
    """Makes and takes back a statement, key by key, as long as something lasts."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.waits: list[float] = []
        self.stored = 0

    def label_while(self, lasts: Callable[[], bool]) -> None:
        next_key = time.perf_counter()
        while lasts():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            if time.perf_counter() >= next_key:
                next_key = time.perf_counter() + KEY_EVERY
                self._label()

    def _label(self) -> None:
        session = self._window.workbench.session
        assert session is not None
        reader = self._window.article.reader
        start = 20 + 3 * len(self.waits)
        reader.select(Span(start, start + 12))
        before = len(session.statements)
        begun = time.perf_counter()
        QTest.keyClick(reader, "s")
        self.waits.append(time.perf_counter() - begun)
        self.stored += len(session.statements) - before


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[MainWindow]:
    from annotator.gui.app import stay_at_hand

    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    path = tmp_path / "talks.annotator"
    with Project.create(path, title="T", codebook=default_codebook(), annotator="A") as project:
        (tmp_path / "first.txt").write_text(article(ARTICLES) * 8, encoding="utf-8")
        import_paths(project, [tmp_path / "first.txt"], ImportOptions(preannotate=False))
    workbench = Workbench()
    window = MainWindow(workbench, Settings())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert workbench.open_project(path)
    qtbot.waitUntil(window.article.reader.hasFocus)
    stay_at_hand()
    yield window
    window.close()
    workbench.finish()


def told(name: str, gaps: list[float], person: Person) -> str:
    shares = ", ".join(
        f"{sum(gap * 1000 > step for gap in gaps)} over {step} ms"
        for step in STEPS
        if gaps[-1] * 1000 > step
    )
    waits = sorted(person.waits)
    return (
        f"{name}: longest gap {gaps[-1] * 1000:.0f} ms of {len(gaps)} ({shares or 'none longer'}); "
        f"key to stored: median {waits[len(waits) // 2] * 1000:.1f} ms, "
        f"longest {waits[-1] * 1000:.1f} ms of {len(waits)}"
    )


@pytest.mark.slow
def test_a_person_labels_while_a_thousand_articles_come_in(
    window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:04}.txt").write_text(article(number), encoding="utf-8")
    heart, resting, working = Heart(), Person(window), Person(window)
    end = time.perf_counter() + 4
    resting.label_while(lambda: time.perf_counter() < end)
    at_rest = heart.taken()
    importer = window.transfers.importer
    begun = time.perf_counter()
    importer.start([folder])
    window.activateWindow()  # as a person who goes on labelling
    window.article.reader.setFocus()
    working.label_while(lambda: importer.is_running)
    at_work = heart.taken()
    seconds = time.perf_counter() - begun
    print("\n" + told("at rest", at_rest, resting))
    print(told(f"while {ARTICLES} articles come in ({seconds:.0f} s)", at_work, working))
    print(f"longest gap, at work : at rest = {at_work[-1] / at_rest[-1]:.1f}")
    project = window.workbench.project
    assert project is not None
    assert project.article_count() == ARTICLES + 1
    assert working.stored == len(working.waits)
    assert window.workbench.article_id is not None
    layer = project.layer(window.workbench.article_id)
    assert len(layer.statements) == resting.stored + working.stored
    assert project.check() == ()
