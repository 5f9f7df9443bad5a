"""What was shown to whom, and which articles come without suggestions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, ReadOnlyProjectError
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project, offers
from annotator.project.asked.serving import draw
from annotator.workflows.marking.withholding import choose_share, chosen_share

RUN = EngineRun("run", "test", "1")


def mention(article, start=0, end=11, **facts):
    known = {
        "id": new_id(),
        "article": article,
        "kind": "mention",
        "span": Span(start, end),
        "label": "FAC",
        "confidence": 0.9,
        "rule": "list",
        "run": RUN.id,
    }
    return Suggestion(**known | facts)


def possible(article):
    candidate = Candidate((Span(0, 11),), source=(Span(35, 44),), claim_type="fact")
    return mention(article, kind="statement", label="fact", candidate=candidate)


@pytest.fixture
def shown(desk):
    """An article with a mention and a possible statement."""
    article = desk.article()
    found = (mention(article), possible(article))
    desk.project.store_suggestions(RUN, {article: found})
    return desk.project.suggestions(article)


def opening(project, article):
    who = project.annotator.id
    progress = Progress(f"{article}:{who}", article, who, "opened")
    return Step((Edit(None, progress),), "Open the article", article)


def test_what_is_shown_is_kept_whole_and_outlives_what_engines_say_later(desk, shown):
    article = shown[0].article
    desk.project.serve(article, shown, step=opening(desk.project, article))
    desk.project.store_suggestions(replace(RUN, id="later"), {article: ()})
    desk.reopen()
    (serving,) = desk.project.servings(article)
    assert serving.suggestions == tuple(sorted(shown, key=lambda each: (each.span, each.id)))
    assert not serving.is_withheld and desk.project.suggestions(article) == ()
    assert desk.project.layer(article).progress.status == "opened"
    assert desk.project.served_articles() == (article,)
    assert desk.project.check() == ()


def test_showing_the_same_again_writes_nothing(desk, shown):
    article = shown[0].article
    desk.project.serve(article, shown)
    before = desk.project.path.read_bytes()
    assert desk.project.serve(article, shown) is None
    assert desk.project.serve(article, shown[:1]) is None
    assert (
        desk.project.serve(article, [structs.replace(each, run="again") for each in shown]) is None
    )
    assert desk.project.path.read_bytes() == before


def test_what_is_shown_later_is_added_to_what_was_shown(desk, shown):
    article = shown[0].article
    desk.project.serve(article, shown[:1])
    desk.project.serve(article, shown)
    (serving,) = desk.project.servings(article)
    assert {each.id for each in serving.suggestions} == {each.id for each in shown}


def test_each_annotator_has_their_own(desk, shown):
    article = shown[0].article
    desk.project.serve(article, shown)
    desk.project.use_annotator("Bo")
    desk.project.serve(article, shown[:1])
    assert [len(each.suggestions) for each in desk.project.servings(article)] == [2, 1]


def test_if_the_step_does_not_fit_nothing_is_noted(desk, shown):
    article = shown[0].article
    step = opening(desk.project, article)
    stale = replace(step.edits[0].after, status="done")
    with pytest.raises(AnnotationError):
        desk.project.serve(article, shown, step=replace(step, edits=(Edit(stale, None),)))
    assert desk.project.servings(article) == ()


def test_opening_can_be_undone_and_what_was_shown_stays_known(desk, shown):
    article = shown[0].article
    desk.project.serve(article, shown, step=opening(desk.project, article))
    assert desk.project.undo(article).wording == "Open the article"
    assert len(desk.project.servings(article)) == 1


def test_in_a_project_for_reading_only_nothing_can_be_noted(desk, shown):
    desk.project.close()
    with (
        Project.open(desk.project.path, readonly=True) as project,
        pytest.raises(ReadOnlyProjectError),
    ):
        project.serve(shown[0].article, shown)


def test_a_damaged_list_of_what_was_shown_is_found(desk, shown):
    desk.project.serve(shown[0].article, shown)
    desk.project.close()
    import sqlite3

    connection = sqlite3.connect(desk.project.path)
    connection.execute("UPDATE offers SET body = replace(body, 'FAC', 'GPE')")
    connection.commit()
    connection.close()
    assert any("not as it was stored" in each for each in desk.reopen().check())


# -- which articles come without


def many(desk, count=300):
    new = [desk.new_article(f"Text number {at}.") for at in range(count)]
    return desk.project.add_articles(new)


def withheld(project, articles):
    return {each for each in articles if project.is_withheld(each)}


def test_none_is_withheld_unless_the_project_says_so(desk):
    articles = many(desk, 50)
    assert withheld(desk.project, articles) == set()
    assert chosen_share(desk.project) == 0


def test_about_the_share_is_drawn_and_it_is_the_same_after_reopening(desk):
    articles = many(desk)
    choose_share(desk.project, 0.2)
    drawn = withheld(desk.project, articles)
    assert 30 <= len(drawn) <= 90
    desk.reopen()
    assert withheld(desk.project, articles) == drawn and chosen_share(desk.project) == 0.2


def test_adding_articles_moves_no_other_and_a_larger_share_only_adds(desk):
    articles = many(desk)
    choose_share(desk.project, 0.2)
    before = withheld(desk.project, articles)
    many(desk, 100)
    assert withheld(desk.project, articles) == before
    choose_share(desk.project, 0.4)
    assert withheld(desk.project, articles) > before
    choose_share(desk.project, 1)
    assert withheld(desk.project, articles) == set(articles)
    choose_share(desk.project, 0)
    assert withheld(desk.project, articles) == set()


def test_what_somebody_opened_stays_as_it_was_served(desk):
    first, second, third = many(desk, 3)
    desk.project.serve(first, ())
    choose_share(desk.project, 1)
    desk.project.serve(second, ())
    assert withheld(desk.project, (first, second, third)) == {second, third}
    choose_share(desk.project, 0)
    assert withheld(desk.project, (first, second, third)) == {second}
    desk.project.use_annotator("Bo")
    assert withheld(desk.project, (first, second, third)) == {second}


def test_an_article_that_was_opened_before_there_was_a_share_keeps_its_suggestions(desk):
    article = desk.article()
    desk.project.apply(opening(desk.project, article))
    choose_share(desk.project, 1)
    assert not desk.project.is_withheld(article)


@given(project=st.text(max_size=40), article=st.text(max_size=40))
def test_a_draw_is_a_number_from_0_to_below_1_and_always_the_same(project, article):
    drawn = draw(project, article)
    assert 0 <= drawn < 1 and drawn == draw(project, article)


def test_two_projects_draw_differently():
    ids = [new_id() for _ in range(200)]
    first, second = ({each for each in ids if draw(name, each) < 0.5} for name in "ab")
    assert first != second


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none_is_refused(desk, share):
    with pytest.raises(AnnotationError, match="between 0 and 1"):
        choose_share(desk.project, share)


def test_withheld_articles_show_nothing_and_keep_what_would_have_been_shown(desk, shown):
    article = shown[0].article
    choose_share(desk.project, 1)
    assert desk.project.shown_suggestions(article) == ()
    assert desk.project.suggestions(article) == shown
    desk.project.serve(article, shown)
    (serving,) = desk.project.servings(article)
    assert serving.is_withheld and len(serving.suggestions) == 2


def test_where_some_are_withheld_the_queue_counts_nothing_to_check(desk, shown):
    (row,) = desk.project.articles()
    assert row.suggestions == 1 and row.possible == 1
    choose_share(desk.project, 0.01)
    (row,) = desk.project.articles()
    assert (row.suggestions, row.possible) == (0, 0)
    choose_share(desk.project, 1)
    desk.project.serve(row.id, shown)
    choose_share(desk.project, 0)
    (row,) = desk.project.articles()
    assert (row.suggestions, row.possible) == (0, 0), "some were, so a count would still betray"


def test_what_changed_in_a_withheld_article_is_not_listed(desk, shown):
    article = shown[0].article
    done = opening(desk.project, article)
    desk.project.serve(article, shown, step=done)
    progress = done.edits[0].after
    finished = replace(progress, status="done")
    desk.do(Edit(progress, finished))
    again = [mention(article, 12, 15), *shown]
    desk.project.store_suggestions(replace(RUN, id="later"), {article: again})
    assert len(desk.project.changed_suggestions(unseen=True)) == 1
    assert desk.project.unseen_changes(article) == 1
    desk.project.use_annotator("Bo")
    other = desk.article("Another text.")
    choose_share(desk.project, 1)
    desk.project.serve(other, (), step=(begun := opening(desk.project, other)))
    desk.do(Edit(begun.edits[0].after, replace(begun.edits[0].after, status="done")))
    desk.project.store_suggestions(replace(RUN, id="third"), {other: [mention(other, 0, 7)]})
    assert desk.project.changed_suggestions(unseen=True) == ()
    assert desk.project.unseen_changes(other) == 0
    (_, row) = desk.project.articles()
    assert row.news == 0


PLACES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda two: Span(two[0], sum(two))),
    min_size=1,
    max_size=3,
).map(tuple)
CANDIDATES = st.builds(
    Candidate,
    content=PLACES,
    source=PLACES,
    cue=PLACES,
    actors=st.tuples(st.text()),
    speaker=st.none() | st.text(),
    claim_type=st.none() | st.text(),
    addressee=PLACES,
)
SUGGESTIONS = st.builds(
    Suggestion,
    id=st.text(max_size=4),
    article=st.just("a"),
    kind=st.sampled_from(["mention", "quotation", "statement"]),
    span=PLACES.map(lambda spans: spans[0]),
    label=st.text(max_size=4),
    confidence=st.floats(0, 1),
    rule=st.text(max_size=4),
    run=st.sampled_from(["one", "two"]),
    actor=st.none() | st.text(max_size=4),
    candidate=st.none() | CANDIDATES,
)


@given(st.lists(SUGGESTIONS, max_size=5))
def test_what_was_shown_is_read_as_it_was_written_in_any_order(suggestions):
    body = offers.encoded(suggestions)
    assert set(offers.decoded(body, "a")) == set(suggestions)
    assert body == offers.encoded(suggestions[::-1])
    assert all(offers.row(each) in offers.rows_of(body) for each in suggestions)
