"""Repeat items: what comes back to whom, and that the second time never touches the first."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import ActiveTime, Progress
from annotator.annotations.offered.counterparts import Elsewhere
from annotator.annotations.repeats import is_same_person, repeat_id
from annotator.annotations.session import Session
from annotator.annotations.steps.on_comments import flag, own_flag, write
from annotator.codebook.model import Codebook
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project import Project
from annotator.project.repeating import draw
from annotator.workflows.sharing.repeating import RepeatOptions, choose_repeats

DAY = 24 * 60 * 60 * 10**9


@pytest.fixture
def days_go_by(monkeypatch):
    """Let days go by for the program."""

    def let(days: float) -> None:
        real = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: real() + int(days * DAY))

    return let


@pytest.fixture
def window(desk):
    """A project as the window has it, in which all articles come back after a week."""
    desk.project.brings_back = True
    choose_repeats(desk.project, RepeatOptions(share=1))
    return desk


def mark(project, article, status="done"):
    who = project.hand_for(article)
    before = project.layer(article).progress
    after = Progress(f"{article}:{who.id}", article, who.id, status, "v")
    project.apply(Step((Edit(before, after),), f"Mark as {status}", article))


def begin(project, article):
    """Open an article as the window does."""
    project.take_in_hand(article)
    if project.layer(article).progress is None:
        who = project.hand_for(article)
        opened = Progress(f"{article}:{who.id}", article, who.id, "opened", "v")
        project.serve(article, (), step=Step((Edit(None, opened),), "Open the article", article))


def label(desk, article, **fields):
    who = desk.project.hand_for(article).id
    return desk.add(article, annotator=who, **fields)


def row_of(project, article):
    return next(each for each in project.articles() if each.id == article)


def done_article(desk, **facts):
    article = desk.article(**facts)
    begin(desk.project, article)
    label(desk, article)
    mark(desk.project, article)
    return article


def come_back(desk, days_go_by, days=8.0):
    days_go_by(days)
    desk.reopen()
    desk.project.brings_back = True


def test_what_was_done_a_week_ago_comes_back_as_a_new_article(window, days_go_by):
    article = done_article(window)
    begin(window.project, window.article("Another one."))
    assert row_of(window.project, article).status == "done"
    come_back(window, days_go_by)
    row = row_of(window.project, article)
    assert (row.status, row.statements, row.people, row.repeated) == (None, 0, 0, False)
    assert window.project.layer(article).statements == ()
    assert window.project.hand_for(article).id == repeat_id(window.project.annotator.id)


def test_nothing_comes_back_before_its_time(window, days_go_by):
    article = done_article(window)
    come_back(window, days_go_by, 6.9)
    assert row_of(window.project, article).status == "done"
    days_go_by(0.2)
    assert row_of(window.project, article).status == "done"  # nothing moves while one looks
    window.project.look_for_repeats()
    assert row_of(window.project, article).status is None


def test_nothing_comes_back_where_it_is_not_wanted_or_only_read(window, days_go_by):
    article = done_article(window)
    come_back(window, days_go_by)
    window.project.brings_back = False
    assert row_of(window.project, article).status == "done"
    window.project.brings_back = True
    choose_repeats(window.project, RepeatOptions(share=0))
    assert row_of(window.project, article).status == "done"
    assert window.project.hand_for(article) == window.project.annotator


def test_the_second_time_is_a_layer_of_its_own_and_the_first_counts_again_after_it(
    window, days_go_by
):
    project, article = window.project, done_article(window)
    first = project.layer(article)
    come_back(window, days_go_by)
    project = window.project
    begin(project, article)
    assert row_of(project, article).status == "opened" and row_of(project, article).people == 1
    again = label(window, article, content=(Span(4, 11),))
    assert project.layer(article).statements == (again,)
    mark(project, article)
    begin(project, window.article("Something else."))
    assert project.layer(article).statements == (again,)  # until one sits down anew
    assert row_of(project, article).status == "done"
    project = window.reopen()
    project.brings_back = True
    assert project.layer(article) == first
    row = row_of(project, article)
    assert (row.status, row.statements, row.repeated) == ("done", 1, True)
    second = project.layer(article, repeat_id(project.annotator.id))
    assert second.statements == (again,) and second.progress.status == "done"
    assert not project.check()


def test_what_was_begun_is_there_after_the_program_was_killed(window, days_go_by):
    article = done_article(window)
    come_back(window, days_go_by)
    begin(window.project, article)
    again = label(window, article)
    window.reopen()
    window.project.brings_back = True
    begin(window.project, article)
    assert window.project.layer(article).statements == (again,)
    assert row_of(window.project, article).status == "opened"


def test_undo_stays_in_the_layer_that_is_on_the_screen(window, days_go_by):
    article = done_article(window)
    first = window.project.layer(article)
    come_back(window, days_go_by)
    project = window.project
    begin(project, article)
    assert project.undo_wording(article) == "Open the article"
    label(window, article)
    mark(project, article)
    assert project.undo(article).wording == "Mark as done"  # still on the screen
    assert project.undo(article).wording == "Add a statement"
    assert project.layer(article).statements == ()
    project.redo(article)
    project.redo(article)
    begin(project, window.article("Something else."))
    begin(project, article)
    assert project.undo(article).wording == "Mark as done"  # opened again to take it back
    project.redo(article)
    project = window.reopen()
    project.brings_back = True
    begin(project, article)
    assert project.layer(article) == first and project.undo_wording(article) == "Mark as done"
    project.undo(article)
    assert project.layer(article).progress.status == "opened"
    assert len(project.layer(article, repeat_id(project.annotator.id)).statements) == 1


def test_an_article_in_hand_does_not_turn_into_another_under_ones_hands(window, days_go_by):
    article = done_article(window)
    begin(window.project, article)
    days_go_by(8)
    window.project.look_for_repeats()
    assert window.project.hand_for(article) == window.project.annotator
    assert row_of(window.project, article).status == "done"
    begin(window.project, window.article("Something else."))
    assert row_of(window.project, article).status is None


def test_a_repeat_is_nobody_who_labels(window, days_go_by):
    article = done_article(window)
    come_back(window, days_go_by)
    project = window.project
    me = project.annotator
    begin(project, article)
    label(window, article)
    mark(project, article)
    assert project.annotators() == (me,)
    assert project.begun() == {article: (me.id,)}
    assert [each.name for each in project.info().annotators] == ["Amina"]
    assert row_of(project, article).people == 1
    assert {each.annotator for each in project.layers(article)} == {me.id, repeat_id(me.id)}
    (count,) = project.repeat_counts()
    assert (count.name, count.done, count.begun) == ("Amina", 1, 0)


def test_others_see_nothing_of_it(window, days_go_by):
    article = done_article(window)
    come_back(window, days_go_by)
    begin(window.project, article)
    label(window, article)
    window.project.use_annotator("Bo")
    row = row_of(window.project, article)
    assert (row.status, row.statements, row.people) == (None, 0, 1)
    assert window.project.hand_for(article).name == "Bo"


def test_the_draw_depends_on_seed_article_and_person_alone():
    drawn = {draw("1", "a", "amina"), draw("2", "a", "amina"), draw("1", "b", "amina")}
    assert len({*drawn, draw("1", "a", "bo")}) == 4 and all(0 <= each < 1 for each in drawn)
    many = [draw("1", str(each), "amina") < 0.2 for each in range(2000)]
    assert 340 < sum(many) < 460


def test_only_the_drawn_share_comes_back(window, days_go_by):
    articles = [done_article(window, title=str(each)) for each in range(12)]
    choose_repeats(window.project, RepeatOptions(share=0.5, seed="7"))
    come_back(window, days_go_by)
    me = window.project.annotator.id
    new = {each.id for each in window.project.articles() if each.status is None}
    assert new == {each for each in articles if draw("7", each, me) < 0.5}
    assert 0 < len(new) < 12


def test_ones_own_words_of_the_first_time_are_out_of_sight(window, days_go_by):
    project, article = window.project, window.article()
    begin(project, article)
    session = _session(project, article)
    for step in (write(session, "Is this a call?"), flag(session, "hard")):
        project.apply(step)
    mark(project, article)
    come_back(window, days_go_by)
    project = window.project
    row = row_of(project, article)
    assert (row.flags, row.comments) == (0, 0)
    begin(project, article)
    again = _session(project, article)
    assert again.comments == () and own_flag(again) is None
    project.apply(flag(again, "again hard"))
    assert row_of(project, article).flags == 1
    mark(project, article)
    project = window.reopen()
    assert len(_session(project, article).flags) == 2
    assert all(is_same_person(each.annotator, project.annotator.id) for each in again.flags)


def test_nothing_of_the_first_time_is_offered(window, days_go_by):
    one, two = done_article(window, title="One"), window.article(title="Two")
    passages = {
        one: [SimilarPassage(Span(0, 11), two, Span(0, 11), 1.0)],
        two: [SimilarPassage(Span(0, 11), one, Span(0, 11), 1.0)],
    }
    window.project.store_similar({one: 20, two: 20}, passages)
    (found,) = window.project.labelled_elsewhere(two)
    assert isinstance(found, Elsewhere) and len(window.project.recent_statements()) == 1
    come_back(window, days_go_by)
    assert window.project.labelled_elsewhere(two) == ()
    assert window.project.labelled_elsewhere(one) == ()
    assert window.project.recent_statements() == ()


def test_the_queue_is_not_filtered_by_what_was_said_the_first_time(window, days_go_by):
    article = window.article()
    begin(window.project, article)
    label(window, article, claim_types=("fact",))
    mark(window.project, article)
    wanted = {("claim_types", "fact")}
    assert window.project.articles_labelled(wanted) == {article}
    come_back(window, days_go_by)
    assert window.project.articles_labelled(wanted) == frozenset()
    begin(window.project, article)
    label(window, article, claim_types=("fact",))
    assert window.project.articles_labelled(wanted) == {article}
    window.project.brings_back = False
    assert window.project.articles_labelled(wanted) == {article}


def test_time_is_counted_for_each_of_the_two_times(window, days_go_by):
    article = done_article(window)
    project, me = window.project, window.project.annotator.id
    project.keep_active_time(_time(article, me, 60))
    come_back(window, days_go_by)
    project = window.project
    begin(project, article)
    assert project.active_seconds(article) == 0
    project.keep_active_time(_time(article, repeat_id(me), 30))
    assert project.active_seconds(article) == 30
    assert project.info().annotators[0].seconds == 90


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_that_is_none_is_refused(window, share):
    with pytest.raises(AnnotationError, match="between 0 and 1"):
        choose_repeats(window.project, RepeatOptions(share=share))
    assert window.project.repeat_plan().share == 1


def _session(project, article):
    return Session(
        article=project.article(article),
        text=project.text(article),
        zones=project.zones(article),
        layer=project.layer(article),
        codebook=project.codebook,
        actors=project.standing_actors(),
        suggestions=(),
        annotator=project.hand_for(article),
        versions=project.codebook_versions(),
        told=project.told_in_hand(article),
    )


def _time(article, who, seconds):
    return ActiveTime(new_id(), article, who, "2026-11-01T10:00:00+00:00", seconds, 120)


GESTURES = st.lists(
    st.sampled_from(["add", "change", "remove", "undo", "redo", "done", "reopen", "elsewhere"]),
    max_size=14,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(GESTURES)
def test_whatever_is_done_the_second_time_leaves_the_first_as_it_was(desk_for, gestures):
    real = time.time_ns
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "talks.annotator"
        book = Codebook("harbour", "1.0.0")
        project = Project.create(path, title="Talks", codebook=book, annotator="Amina")
        project.brings_back = True
        choose_repeats(project, RepeatOptions(share=1))
        desk = desk_for(project)
        article = done_article(desk)
        first = project.layer(article)
        patch.setattr(time, "time_ns", lambda: real() + 9 * DAY)
        project.look_for_repeats()
        begin(project, desk.article("Something else."))
        begin(project, article)
        for each in gestures:
            _play(desk, article, each)
            me = desk.project.annotator.id
            assert desk.project.layer(article, me) == first
        assert not desk.project.check()
        desk.project.close()


def _play(desk, article, gesture):
    project = desk.project
    if gesture == "reopen":
        desk.reopen().brings_back = True
        desk.project.take_in_hand(article)
        return
    if gesture == "elsewhere":
        begin(project, desk.article(f"Something else {new_id()}."))
        begin(project, article)
    if project.hand_for(article).of is None:
        return  # the second time is over
    statements = project.layer(article).statements
    if gesture == "add":
        label(desk, article)
    elif gesture == "done":
        if project.layer(article).progress.status != "done":
            mark(project, article)
    elif gesture == "undo":
        if project.undo_wording(article) != "Open the article":
            project.undo(article)
    elif gesture == "redo":
        project.redo(article)
    elif statements and gesture == "change":
        desk.do(Edit(statements[0], replace(statements[0], note="other")))
    elif statements and gesture == "remove":
        desk.remove(statements[0])
