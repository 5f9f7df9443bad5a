"""The append-only history behind the state."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest

from annotator.errors import StorageError


def test_every_version_of_a_record_is_in_its_history_oldest_first(desk):
    article = desk.article()
    first = desk.add(article, note="one")
    second = desk.change(first, note="two")
    desk.remove(second)
    desk.project.undo(article)
    history = desk.project.history(first.id)
    assert [each.after for each in history] == [first, second, None, second]
    assert [each.before for each in history] == [None, first, second, None]
    assert [each.action for each in history] == ["do", "do", "do", "undo"]
    assert history[3].of_step == history[2].step and history[2].of_step is None
    assert {each.wording for each in history[2:]} == {"Remove a statement"}


def test_an_event_tells_who_where_and_under_which_codebook(desk):
    article = desk.article()
    (event,) = desk.project.history(desk.add(article).id)
    assert (event.annotator, event.article) == (desk.project.annotator.id, article)
    assert (event.kind, event.codebook) == ("statement", "harbour@1.0.0")


def test_each_event_names_the_ones_that_had_been_seen_of_the_record(desk):
    article = desk.article()
    statement = desk.add(article)
    for number in range(3):
        statement = desk.change(statement, note=str(number))
    history = desk.project.history(statement.id)
    assert [each.bases for each in history] == [(), *((each.id,) for each in history[:-1])]


def test_every_opening_is_a_replica_of_its_own_and_numbers_its_events(desk):
    article = desk.article()
    statement = desk.add(article)
    desk.reopen()
    desk.change(desk.change(statement, note="a"), note="b")
    events = desk.project.history(statement.id)
    assert events[0].replica != events[1].replica == events[2].replica
    assert [each.seq for each in events[1:]] == [1, 2]


def test_two_copies_of_a_project_never_number_under_one_name(desk, tmp_path, desk_for):
    article = desk.article()
    copy = tmp_path / "copy.annotator"
    desk.project.backup(copy)
    other = desk_for(type(desk.project).open(copy))
    mine, theirs = desk.add(article), other.add(article)
    (here,) = desk.project.history(mine.id)
    (there,) = other.project.history(theirs.id)
    other.project.close()
    assert here.replica != there.replica


@pytest.mark.parametrize("hours", [-20_000, 90_000])
def test_the_history_keeps_its_order_when_the_clock_jumps(desk, monkeypatch, hours):
    article = desk.article()
    statement = desk.add(article)
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + hours * 3600 * 10**9)
    statement = desk.change(statement, note="after the jump")
    desk.reopen()
    monkeypatch.undo()
    statement = desk.change(statement, note="and back")
    history = desk.project.history(statement.id)
    clocks = [each.clock for each in history]
    assert clocks == sorted(set(clocks)) and history[-1].after == statement
    assert all(len(each) == 16 for each in clocks)


def test_adding_articles_leaves_events_that_hold_everything_but_the_text(desk):
    article = desk.project.article(desk.article("Only in the texts table.", title="Kept"))
    events = {each.kind: each for each in desk.project.history(article.id)}
    assert events["article"].after == article
    assert events["zones"].after is not None
    with closing(sqlite3.connect(desk.project.path)) as raw:
        (count,) = raw.execute(
            "SELECT count(*) FROM events WHERE payload LIKE '%Only in the texts table.%'"
        ).fetchone()
    assert count == 0


def test_a_failed_write_leaves_no_gap_in_the_numbers(desk, monkeypatch):
    article = desk.article()
    statement = desk.add(article)
    connection = desk.project._connection
    real = connection.run

    def failing(sql, *values):
        if "INTO heads" in sql:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        real(sql, *values)

    monkeypatch.setattr(connection, "run", failing)
    with pytest.raises(StorageError, match="the disk is full"):
        desk.change(statement, note="does not fit")
    monkeypatch.undo()
    assert desk.statements(article) == (statement,)
    changed = desk.change(statement, note="fits again")
    assert desk.statements(article) == (changed,)
    assert desk.project.check() == ()
    desk.project.undo(article)
    assert desk.statements(article) == (statement,)
