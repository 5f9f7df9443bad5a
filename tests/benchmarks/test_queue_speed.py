"""How a project of very many articles feels: start, filter, scroll, order, next article.

Prints times beside yardsticks of the same run: run it with ``pytest -s -m slow`` to read it. It
asserts no time, but that the right articles are shown, and what is loaded at the first paint.
``ANNOTATOR_MANY`` changes the number of articles (100,000).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from tests.benchmarks.large_project import make

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MANY = int(os.environ.get("ANNOTATOR_MANY", "100000"))
FEW = 100
STARTS = 5
HEAVY = ("spacy", "numpy", "pandas", "scipy", "sqlite_utils")
CHECKOUT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore(r"This plugin does not support \w+\(\)", extend=True),
]

# Both print when their window was painted first: seconds since the process was asked for.
WATCH = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def begin(self):  # on the windows alone: each event of all others would be counted in
        self.watched = [each for each in application.topLevelWidgets() if each.isVisible()]
        for each in self.watched:
            each.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            for each in self.watched:
                each.removeEventFilter(self)
            QTimer.singleShot(0, self.told)
        return False
    def told(self):
        heavy = [name for name in json.loads(sys.argv[3]) if name in sys.modules]
        seconds = [time.time() - float(sys.argv[1]), time.process_time()]
        print(json.dumps([seconds, heavy]), flush=True)
        application.closeAllWindows(); application.quit()
"""
BARE = (
    WATCH
    + """
application = QApplication([])
watch = Watch(); QTimer.singleShot(0, watch.begin)
window = QMainWindow(); window.resize(1280, 720); window.show()
application.exec()
"""
)
OURS = (
    WATCH
    + """
from pathlib import Path
from annotator.gui.starting import open_window
application = QApplication([])
watch = Watch(); QTimer.singleShot(0, watch.begin)
open_window(Path(sys.argv[2]), annotator=None)
"""
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.annotator"
    make(path, MANY)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("few") / "few.annotator"
    make(path, FEW, done=20)
    return path


def started(script: str, project: Path, home: Path) -> tuple[tuple[float, float], list[str]]:
    """Start a window; return after how many seconds it was painted, and what it had loaded.

    The seconds are those of the clock and those of the processor. As everywhere but at the very
    first start, the modules are compiled already: the first of several starts does it.
    """
    environment = {
        **os.environ,
        "ANNOTATOR_HOME": str(home),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    arguments = [sys.executable, "-c", script, repr(time.time()), str(project), json.dumps(HEAVY)]
    done = subprocess.run(
        arguments, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    (seconds, worked), heavy = json.loads(done.stdout.strip().splitlines()[-1])
    return (seconds, worked), heavy


def test_the_window_is_shown_soon_and_loads_nothing_heavy(large: Path, tmp_path: Path) -> None:
    bare, ours = [], []
    for _ in range(STARTS):
        bare.append(started(BARE, large, tmp_path)[0])
        seconds, heavy = started(OURS, large, tmp_path)
        ours.append(seconds)
        assert heavy == []
    for name, of in (("clock", 0), ("processor", 1)):
        one, two = min(each[of] for each in bare) * 1000, min(each[of] for each in ours) * 1000
        print(
            f"\n{name}: bare Qt window {one:.0f} ms, with {MANY:,} articles {two:.0f} ms, "
            f"{two / one:.2f} times; of twice + 150 ms = {2 * one + 150:.0f} ms: "
            f"{two / (2 * one + 150):.2f}"
        )


class Heart:
    """How late the beats of a timer on the window's thread come."""

    def __init__(self) -> None:
        self._longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def longest(self) -> float:
        """Return the longest wait since the last call, in milliseconds."""
        self._beat()
        found, self._longest = self._longest * 1000, 0.0
        return found


def opened(path: Path, qtbot: QtBot) -> MainWindow:
    window = MainWindow(Workbench(), Settings())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert window.workbench.open_project(path)
    return window


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))


@pytest.fixture
def window(large: Path, qtbot: QtBot, home: None) -> Iterator[MainWindow]:
    from annotator.gui.app import stay_at_hand

    window = opened(large, qtbot)
    heart = Heart()
    turn(lambda: len(window.queue._model.listing.rows) < MANY)
    print(f"\nall {MANY:,} rows read: longest wait {heart.longest():.0f} ms")
    stay_at_hand()
    yield window
    window.close()
    window.workbench.finish()


def turn(lasts: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let the window work as long as something lasts."""
    end = time.perf_counter() + seconds
    while lasts():
        assert time.perf_counter() < end
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def rest(seconds: float) -> None:
    end = time.perf_counter() + seconds
    turn(lambda: time.perf_counter() < end)


def test_filtering_scrolling_and_ordering_keep_nobody_waiting(window: MainWindow) -> None:
    queue, heart = window.queue, Heart()
    field, view = queue.findChild(QLineEdit), queue.findChild(QTableView)
    assert field is not None and view is not None
    field.setFocus()
    rest(0.3)
    heart.longest()
    waits: dict[str, float] = {}
    for typed in ('"harbour min', "word777 ", "is:open date:2026-03 wheat", "-harbour pipe"):
        field.clear()
        rest(0.3)
        heart.longest()
        for sign in typed:
            QTest.keyClicks(field, sign)
            rest(0.06)
        rest(0.2)
        turn(lambda: queue._pausing.isActive() or queue._search.is_waiting)
        rest(0.2)
        waits[typed] = heart.longest()
        assert 0 < queue._model.rowCount() < MANY
    field.clear()
    rest(0.3)
    heart.longest()
    bar = view.verticalScrollBar()
    for step in range(100):
        bar.setValue(bar.maximum() * step // 99)
        rest(0.005)
    waits["scrolling"] = heart.longest()
    for order in ("newest", "to_check", "similar", "queue"):
        queue.choose_order(order)
        turn(lambda: queue._arranging.is_waiting)
        rest(0.05)
        waits[order] = heart.longest()
    print("longest wait in ms: " + ", ".join(f"{name} {ms:.0f}" for name, ms in waits.items()))


def test_sharing_out_all_articles_keeps_nobody_waiting(
    tmp_path: Path, qtbot: QtBot, home: None
) -> None:
    path = tmp_path / "shared.annotator"
    make(path, MANY, done=0)
    window, heart = opened(path, qtbot), Heart()
    turn(lambda: len(window.queue._model.listing.rows) < MANY)
    dialog = window.queue.assign()
    assert dialog is not None
    dialog.people.setText("Amina, Bo, Cleo")
    dialog.overlap.setValue(20)
    heart.longest()
    turn(lambda: dialog.is_looking)
    drawn = heart.longest()
    stored: list[bool] = []
    dialog.assigned.connect(lambda: stored.append(True))
    begun = time.perf_counter()
    dialog.assign()
    turn(lambda: not stored, seconds=300)
    took, waited = time.perf_counter() - begun, heart.longest()
    queue = window.queue
    turn(lambda: queue._sharing_out.mine.is_waiting or queue._reading.is_due)
    shown = heart.longest()
    assert window.workbench.project is not None
    given = sum(each.articles for each in window.workbench.project.assigned_counts())
    window.close()
    window.workbench.finish()
    print(
        f"assigning {MANY:,} articles: {took:.1f} s; longest wait while they are drawn {drawn:.0f} "
        f"ms, stored {waited:.0f} ms, shown {shown:.0f} ms"
    )
    assert given > MANY


def next_times(window: MainWindow) -> list[float]:
    found = []
    for _ in range(40):
        begun = time.perf_counter()
        window.next_article()
        QApplication.processEvents()
        found.append(time.perf_counter() - begun)
        rest(0.01)
    return found


def test_the_next_article_does_not_know_how_many_there_are(
    window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    many = next_times(window)
    other = opened(small, qtbot)
    few = next_times(other)
    other.close()
    other.workbench.finish()
    print(
        f"next article: median {median(many) * 1000:.1f} ms of {MANY:,}, "
        f"{median(few) * 1000:.1f} ms of {FEW}: {median(many) / median(few):.2f} times"
    )
    assert window.workbench.article_id != other.workbench.article_id
