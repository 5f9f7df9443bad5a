"""How long the real window takes from a key to picture and disk, and to open an article.

A real project file on disk holds the large articles. Each key is pressed in the window, and counted
until its step is stored and what it changed is painted. Prints times beside two yardsticks of the
same run, an empty key handler and one small commit to a file; asserts no time: ``pytest -s``.
"""

from __future__ import annotations

import gc
import hashlib
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Mention, Source, Stance, Statement, Target
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.app import stay_at_hand
from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support \w+\(\)", extend=True)

COUNT = int(os.environ.get("ANNOTATOR_BENCHMARK_KEYS", "5"))
"""Keys of each kind; the 99th percentile wants some hundred."""


@dataclass(frozen=True)
class Large:
    """An article that is larger than any in the news."""

    words: int
    spans: int
    paragraph: int
    """Words in a paragraph."""

    @property
    def statements(self) -> int:
        return self.spans // 6


ARTICLES = {
    "10,000 words, 1,000 spans": Large(10_000, 1_000, 60),
    "one paragraph of 10,000 words, 1,000 spans": Large(10_000, 1_000, 10_000),
    "100,000 words, 10,000 spans": Large(100_000, 10_000, 60),
}
TOPIC, WHO = "end_hostilities", "who"
_AFTER_PAINTING = -50
"""The priority of an event that comes after painting, and before what is put off until then."""
WORDS = ("harbour", "quay", "ferry", "talks", "of", "the", "strike", "said", "denied", "on", "it")


class EmptyHandler(QWidget):
    """The yardstick: a window that does nothing at a key and paints nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.update()


class PaintWatch(QObject):
    """Counts the paintings of a widget, and knows when all of its window had been painted last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = self.seen = 0
        self.clock, self.computed = 0.0, 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            # Comes once all that Qt paints in one go is painted, before what is put off until then.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _AFTER_PAINTING)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self.seen = self.count
            self.clock, self.computed = time.perf_counter(), time.thread_time()
        return super().event(event)


def text_of(large: Large) -> str:
    dice = random.Random(7)
    words = [dice.choice(WORDS) for _ in range(large.words)]
    for place in range(12, large.words, 12):
        words[place - 1] += "."
        words[place] = words[place].capitalize()
    for place in range(large.paragraph, large.words, large.paragraph):
        words[place] += "\n"
    return " ".join(words)


def statement(article: str, person: str, text: str, dice: random.Random, types: list[str]):
    """Return a statement of one or two fragments with parts, somewhere in the text."""
    start = dice.randrange(0, len(text) - 700)
    length = dice.choice((60, 90, 140, 300))
    content = [Span(start, start + length)]
    if dice.random() < 0.2:
        content.append(Span(start + length + 80, start + length + 130))
    cue = (Span(content[-1].end + 3, content[-1].end + 9),)
    claim_types = (dice.choice(types),)
    stance = Stance(Target("topic", TOPIC), dice.choice(("favor", "against")))
    return Statement(
        new_id(),
        article,
        person,
        tuple(content),
        source=Source(actors=(WHO,)),
        cue=cue,
        claim_types=claim_types,
        stances=(stance,) if dice.random() < 0.6 else (),
    )


def fill(project: Project, text: str, large: Large) -> str:
    """Put one article in, with spans in the shares that news have them; return its id.

    Of eight spans three belong to statements (content, cue), three are mentions, two suggestions.
    """
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=new_id(), title=f"Large {sha[:4]}", text_sha256=sha, length=len(text))
    (name,) = project.add_articles([NewArticle(article, text, (Zone("body", Span(0, len(text))),))])
    dice, person = random.Random(3), project.annotator.id
    types = [each.id for each in project.codebook.claim_types]
    made: list[Statement | Mention] = [
        statement(name, person, text, dice, types) for _ in range(large.statements)
    ]
    for _ in range(large.spans * 3 // 8):
        start = dice.randrange(0, len(text) - 20)
        made.append(Mention(new_id(), name, person, Span(start, start + 9), "PERSON"))
    known = {each.id for each in project.actors()}
    actors = () if WHO in known else (Actor(WHO, "The harbour office"),)
    project.apply(Step(tuple(Edit(None, each) for each in (*actors, *made)), "Add many", name))
    guesses = [guess(f"g{at}", name, text, dice) for at in range(large.spans // 4)]
    project.store_suggestions(EngineRun("run", "test", "1"), {name: guesses})
    return name


def guess(name: str, article: str, text: str, dice: random.Random) -> Suggestion:
    """Return a suggested mention, or a possible statement in one of six."""
    start = dice.randrange(0, len(text) - 200)
    if dice.random() < 5 / 6:
        span = Span(start, start + 12)
        return Suggestion(name, article, "mention", span, "ORG", 0.8, "test", "run")
    span = Span(start, start + 90)
    candidate = Candidate((span,), cue=(Span(span.end + 1, span.end + 5),))
    return Suggestion(
        name, article, "statement", span, "statement", 0.8, "test", "run", candidate=candidate
    )


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True)
class Took:
    """How long something took: on the clock, and how much of it this program computed, seconds."""

    clock: float
    computing: float


def until_painted(watch: PaintWatch, work: Callable[[], object]) -> Took:
    """Measure ``work`` until everything that it changes is painted; a key is stored by then."""
    before, start, computed = watch.seen, time.perf_counter(), time.thread_time()
    work()
    while watch.seen == before and time.perf_counter() - start < 60:
        QApplication.processEvents()
    QApplication.processEvents()
    return Took(watch.clock - start, watch.computed - computed)


@pytest.fixture
def yardsticks(qtbot, tmp_path) -> dict[str, float]:
    """Return the milliseconds of an empty key handler, and of one commit as a project makes it."""
    empty = EmptyHandler()
    qtbot.addWidget(empty)
    empty.resize(900, 900)
    with qtbot.waitExposed(empty):
        empty.show()
    watch = PaintWatch(empty)
    keys = [until_painted(watch, lambda: QTest.keyClick(empty, "3")) for _ in range(200)]
    empty.close()
    file = sqlite3.connect(tmp_path / "yardstick.db", isolation_level=None)
    file.execute("PRAGMA journal_mode = DELETE")
    file.execute("PRAGMA synchronous = EXTRA")
    file.execute("CREATE TABLE t (a TEXT)")
    rows = [timed(lambda: file.execute("INSERT INTO t VALUES ('a')")) for _ in range(200)]
    file.close()
    return {
        "key": percentile([each.clock for each in keys], 0.99),
        "commit": percentile(rows, 0.99),
        "usual commit": percentile(rows, 0.5),
    }


@pytest.fixture
def window(tmp_path: Path, monkeypatch, qtbot) -> Iterator[MainWindow]:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    path = tmp_path / "large.annotator"
    with Project.create(path, title="T", codebook=default_codebook(), annotator="A") as project:
        small = Large(200, 0, 40)
        fill(project, text_of(small), replace(small, spans=3))
    workbench = Workbench()
    window = MainWindow(workbench, Settings())
    window.resize(1280, 900)
    QApplication.setCursorFlashTime(0)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert workbench.open_project(path)
    qtbot.waitUntil(window.article.reader.hasFocus)
    qtbot.waitUntil(lambda: window.at_the_keys.is_ready)
    usual = sys.getswitchinterval(), gc.get_threshold()
    stay_at_hand()
    yield window
    window.close()
    sys.setswitchinterval(usual[0])
    gc.set_threshold(*usual[1])
    gc.unfreeze()


class Labelling:
    """Presses keys in the window as a person does who goes through an article."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.watch = PaintWatch(window.article.reader.viewport())
        self.times: dict[str, list[Took]] = {}

    @property
    def session(self):
        return self.window.workbench.session

    def press(self, what: str, key: str | Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        reader = self.window.article.reader
        reader.setFocus()
        took = until_painted(self.watch, lambda: QTest.keyClick(reader, key, modifier))
        self.times.setdefault(what, []).append(took)

    def round(self, number: int) -> None:
        """Make a statement somewhere, give it a type, take it all back, and remove it."""
        reader, control = self.window.article.reader, Qt.KeyboardModifier.ControlModifier
        before = len(self.session.statements)
        reader.set_caret(len(reader.text) * (number * 37 % 80) // 100)
        QApplication.processEvents()
        self.press("arrow", Qt.Key.Key_Right)
        self.press("line down", Qt.Key.Key_Down)
        self.press("select more (w)", "w")
        self.press("next sentence (j)", "j")
        self.press("new statement (s)", "s")
        self.press("claim type (1)", "1")
        self.press("undo the type", "z", control)
        self.press("undo the statement", "z", control)
        self.press("redo the statement", "y", control)
        self.press("next statement (v)", "v")
        self.press("statement before (V)", "v", Qt.KeyboardModifier.ShiftModifier)
        made = len(self.session.statements)
        self.press("remove (Delete)", Qt.Key.Key_Delete)
        assert (made, len(self.session.statements)) == (before + 1, before)
        self.press("next suggestion (n)", "n")
        self.press("reject (x)", "x")
        self.press("undo the rejection", "z", control)


@pytest.mark.parametrize("name", ARTICLES, ids=["words", "paragraph", "huge"])
def test_keys_are_stored_and_painted_and_articles_open(yardsticks, window, name, capsys):
    large = ARTICLES[name]
    project, workbench = window.workbench.project, window.workbench
    first = workbench.article_id
    other = fill(project, text_of(large), large)
    workbench.articles_added.emit()  # the queue shows how far one is with it, too
    labelling = Labelling(window)
    openings = []
    for _ in range(6):
        openings.append(until_painted(labelling.watch, lambda: workbench.open(other)))
        until_painted(labelling.watch, lambda: workbench.open(first))
    workbench.open(other)
    QApplication.processEvents()
    for number in range(COUNT):
        labelling.round(number)
    with capsys.disabled():
        _print(name, openings, labelling.times, yardsticks)
    project.close()
    with Project.open(project.path, readonly=True) as again:
        assert len(again.layer(other).statements) == large.statements


def _print(
    name: str,
    openings: list[Took],
    times: dict[str, list[Took]],
    yardsticks: dict[str, float],
) -> None:
    """Print what was measured; on a busy machine the clock tells of the others, too."""
    key, commit = yardsticks["key"], yardsticks["commit"]
    usual = yardsticks["usual commit"]
    print(f"\n{name} (99 of 100 empty key handlers {key:.2f} ms, commits {commit:.2f} ms,")
    print(f"half of the commits {usual:.2f} ms)")
    rows = {"opening first": openings[:1], "opening again": openings[1:], **times}
    for what, each in rows.items():
        clock, computing = [took.clock for took in each], [took.computing for took in each]
        worst = percentile(clock, 0.99)
        print(
            f"  {what:20} median {percentile(clock, 0.5):6.1f} ms,"
            f" 99th percentile {worst:6.1f} ms = {worst / key:5.1f} empty key handlers;"
            f" computing {percentile(computing, 0.5):5.1f} and {percentile(computing, 0.99):5.1f}"
        )
