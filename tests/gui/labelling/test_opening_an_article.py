"""An article is on the screen before what nobody looks at is done, and nothing comes of that."""

from __future__ import annotations

import gc
import random

import pytest
from PySide6.QtWidgets import QApplication

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Stance, Statement, Target
from annotator.corpus.span import Span
from annotator.gui.jobs import reading_ahead
from annotator.gui.jobs.reading_ahead import ReadingAhead
from annotator.gui.reader import marks
from annotator.gui.sitting.timing import Timing
from annotator.gui.workbench import OPENING
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project.history import records
from tests.gui.conftest import article_of


@pytest.fixture
def later(workbench):
    """What is put off until the article is painted."""
    asked = []
    workbench.put_off = lambda: asked.append(workbench.note_opening)
    return asked


def noted(workbench, article):
    progress = workbench.project.layer(article).progress
    return progress is not None and progress.status == "opened"


def test_that_an_article_was_opened_is_noted_after_it_is_shown(workbench, later):
    article = workbench.project.articles()[0].id
    workbench.open(article)
    assert not noted(workbench, article) and workbench.session.progress is None
    (note,) = later
    note()
    assert noted(workbench, article) and workbench.session.progress.status == "opened"
    before = workbench.project.info().events
    note()
    assert workbench.project.info().events == before, "noted once"


@pytest.mark.parametrize(
    "act",
    [
        lambda bench: bench.apply(bench.session.add_statement(Span(25, 40))),
        lambda bench: bench.gesture(lambda: bench.session.add_statement(Span(25, 40))),
        lambda bench: bench.mark("done"),
        lambda bench: bench.undo(),
        lambda bench: bench.redo(),
        lambda bench: bench.undo_registry(),
        lambda bench: bench.choose_annotator("Somebody else"),
        lambda bench: bench.open(bench.project.articles()[1].id),
    ],
)
def test_whatever_is_done_comes_after_the_opening(workbench, later, act):
    article, who = workbench.project.articles()[0].id, workbench.project.annotator
    told = []
    workbench.annotations_changed.connect(lambda change: told.append(change.wording))
    workbench.open(article)
    act(workbench)
    assert told[0] == OPENING
    assert workbench.project.layer(article, who.id).progress is not None


def test_undo_stops_at_an_opening_that_was_put_off(workbench, later):
    article = workbench.project.articles()[0].id
    workbench.open(article)
    workbench.apply(workbench.session.add_statement(Span(25, 40)))
    assert workbench.undo() is not None and workbench.undo() is None
    assert noted(workbench, article)


def test_an_article_that_was_shown_only_for_a_moment_is_noted_when_the_project_is_closed(
    workbench, later, project_path
):
    article = workbench.project.articles()[0].id
    workbench.open(article)
    workbench.close_project()
    workbench.open_project(project_path)
    assert noted(workbench, article)


def test_the_window_notes_it_by_itself(window, qtbot):
    bench = window.workbench
    article = bench.project.articles()[1].id
    bench.open(article)
    qtbot.waitUntil(lambda: noted(bench, article))
    assert bench.session.progress.status == "opened"


# The time of the article before


@pytest.mark.parametrize(
    "act",
    [
        lambda bench: bench.note_opening(),
        lambda bench: bench.apply(bench.session.add_statement(Span(0, 7))),
        lambda bench: bench.choose_annotator("Somebody else"),
    ],
)
def test_nobody_waits_for_the_time_of_the_article_before(workbench, later, act):
    clock = iter(range(0, 1000, 20))
    timing = Timing(workbench, lambda: next(clock))
    first, second = (each.id for each in workbench.project.articles()[:2])
    who = workbench.project.annotator.id
    workbench.open(first)
    timing.note()
    workbench.open(second)
    assert workbench.project.active_times(first) == ()
    act(workbench)
    (fact,) = workbench.project.active_times(first)
    assert fact.annotator == who and fact.seconds > 0


def test_the_time_is_stored_when_the_project_is_closed(workbench, later, project_path):
    clock = iter(range(0, 1000, 20))
    timing = Timing(workbench, lambda: next(clock))
    first = workbench.project.articles()[0].id
    workbench.open(first)
    timing.note()
    workbench.close_project()
    workbench.open_project(project_path)
    assert len(workbench.project.active_times(first)) == 1


# What is read ahead


class Queue:
    """The order of the articles as they are stored."""

    def __init__(self, *names):
        self.names = names

    def neighbour(self, article_id, step, *, open_only):
        return self.names[self.names.index(article_id) + step]


def test_the_next_article_is_read_in_a_quiet_moment(workbench, qtbot, monkeypatch):
    first, second = (each.id for each in workbench.project.articles()[:2])
    who = workbench.project.annotator.id
    made = [Statement(f"s{at}", second, who, (Span(at, at + 5),)) for at in range(20)]
    workbench.project.apply(Step(tuple(Edit(None, each) for each in made), "Many", second))
    read = []
    plainly = records.read_all

    def read_all(wanted, bodies):
        read.extend(bodies)
        return plainly(wanted, bodies)

    monkeypatch.setattr(records, "read_all", read_all)
    monkeypatch.setattr(reading_ahead, "_PAUSE", 0)
    workbench.order = Queue(first, second)
    ahead = ReadingAhead(workbench, workbench)
    workbench.open(first)
    qtbot.waitUntil(lambda: len(read) == 20 and not ahead._soon.isActive())  # to its last piece
    workbench.project.apply(Step((Edit(made[3], None),), "Remove", second))
    workbench.open(second)
    assert [each.id for each in workbench.session.statements] == [
        each.id for each in made if each is not made[3]
    ]
    assert len(read) == 20, "nothing was read twice"


# Rows of the list that are out of sight


def many(bench, article):
    """Make statements and possible ones, whose rows are two to six lines high."""
    dice, text = random.Random(4), bench.session.text
    stances = [Stance(Target("topic", f"t{at}"), "favor") for at in range(3)]
    made = [
        Statement(
            new_id(),
            article,
            bench.project.annotator.id,
            (Span(start, start + 1),),
            stances=tuple(stances[: dice.randrange(4)]),
        )
        for start in (dice.randrange(len(text) - 4) for _ in range(300))
    ]
    bench.project.apply(Step(tuple(Edit(None, each) for each in made), "Add many", article))
    guesses = []
    for number in range(0, len(text) - 4, 3):
        words = Span(number, number + 1), Span(number + 1, number + 2)
        cue = words[1:] * dice.choice((0, 1))
        source = words[1:] * dice.choice((0, 1))
        guess = Candidate(words[:1], cue=cue, source=source)
        guesses.append(
            Suggestion(
                f"g{number}", article, "statement", words[0], "x", 0.8, "r", "run", None, guess
            )
        )
    bench.project.store_suggestions(EngineRun("run", "test", "1"), {article: guesses})


def heights(rows):
    return [rows.verticalHeader().sectionSize(at) for at in range(rows.rows.rowCount())]


def right(rows):
    return [rows._height(rows.rows.row(at).lines) for at in range(rows.rows.rowCount())]


@pytest.fixture
def long_list(window, qtbot):
    bench = window.workbench
    article, other = (each.id for each in bench.project.articles()[:2])
    bench.open(article)
    many(bench, article)
    bench.open(other)
    QApplication.processEvents()
    bench.open(article)
    assert window.statements.list.rows.rowCount() > 300
    return window.statements.list


def test_rows_out_of_sight_get_their_height_in_a_moment(long_list, qtbot):
    assert heights(long_list) != right(long_list), "else there is nothing to see here"
    seen = long_list.viewport().height() // long_list._height(2)
    assert heights(long_list)[:seen] == right(long_list)[:seen]
    qtbot.waitUntil(lambda: heights(long_list) == right(long_list))


def test_a_row_that_is_gone_to_stands_where_it_will_stand(long_list, window, qtbot):
    last = window.workbench.session.statements[-1].id
    window.workbench.focus = ("statement", last)
    place = long_list.currentIndex()
    before, value = long_list.visualRect(place), long_list.verticalScrollBar().value()
    assert long_list.viewport().rect().contains(before.center())
    assert heights(long_list) == right(long_list)
    QApplication.processEvents()
    assert (long_list.visualRect(place), long_list.verticalScrollBar().value()) == (before, value)


def test_a_change_before_they_have_their_height_leaves_all_right(long_list, window):
    bench = window.workbench
    first = bench.session.statements[0]
    bench.apply(bench.session.remove_statement(first.id))
    assert heights(long_list) == right(long_list)
    bench.undo()
    assert heights(long_list) == right(long_list)


def test_scrolling_far_finds_rows_at_their_height(long_list):
    long_list.scrollToBottom()
    assert heights(long_list) == right(long_list)


def test_noting_an_opening_makes_no_marks_that_nobody_looks_at(window, monkeypatch):
    bench, made = window.workbench, []
    article = bench.project.articles()[0].id
    bench.open(bench.project.articles()[1].id)
    plain = marks.mention_mark
    monkeypatch.setattr(
        marks, "mention_mark", lambda *parts: made.append(parts[1].id) or plain(*parts)
    )
    long = "The harbour of Port Alba opened. " * 400
    (far,) = bench.project.add_articles([article_of(long)])
    starts = range(0, len(long) - 40, 40)
    who = bench.project.annotator.id
    mentions = [Mention(new_id(), far, who, Span(at, at + 9), "PERSON") for at in starts]
    bench.project.apply(Step(tuple(Edit(None, each) for each in mentions), "Add many", far))
    bench.put_off = lambda: None
    bench.open(far)
    seen = set(made)
    assert 0 < len(seen) < len(mentions)
    bench.note_opening()
    assert set(made) == seen
    bench.open(article)


def test_what_was_made_young_is_looked_through_in_a_quiet_moment(window, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "isenabled", lambda: True)
    window.workbench.open(window.workbench.project.articles()[1].id)
    qtbot.waitUntil(lambda: 0 in asked)
