"""What stands in several articles, as the project file keeps it."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, ReadOnlyProjectError

HERE, THERE = Span(0, 30), Span(12, 44)


@pytest.fixture
def three(desk):
    """A desk with three articles, of which the first two share a passage."""
    desk.ids = [desk.article() for _ in range(3)]
    one, two, _ = desk.ids
    desk.project.store_similar(dict.fromkeys(desk.ids, 50), both(one, two))
    return desk


def both(one, two, containment=0.75):
    return {
        one: [SimilarPassage(HERE, two, THERE, containment)],
        two: [SimilarPassage(THERE, one, HERE, containment)],
    }


def test_new_articles_wait_to_be_compared(desk):
    one, two = desk.article(), desk.article()
    assert desk.project.uncompared() == (one, two)
    desk.project.store_similar({one: 50}, {})
    assert desk.project.uncompared() == (two,)


def test_what_was_stored_is_there_after_opening_again(three):
    one, two, other = three.ids
    project = three.reopen()
    assert project.similar(one) == (SimilarPassage(HERE, two, THERE, 0.75),)
    assert project.similar(two) == (SimilarPassage(THERE, one, HERE, 0.75),)
    assert project.similar(other) == () and project.uncompared() == ()
    assert project.clusters() == ((one, two),)
    assert project.check() == ()


def test_a_passage_of_a_small_part_makes_no_cluster(three):
    one, two, _ = three.ids
    three.project.store_similar({one: 1000, two: 1000}, both(one, two))
    assert three.project.clusters() == ()


def test_comparing_again_replaces_what_was_known(three):
    one, two, other = three.ids
    three.project.store_similar({one: 50}, both(one, other))
    assert three.project.similar(two) == ()
    assert [each.article for each in three.project.similar(one)] == [other]
    assert three.project.check() == ()


def test_comparing_leaves_no_trace_in_the_history(three):
    before = three.project.info().events
    three.project.store_similar(dict.fromkeys(three.ids, 50), both(*three.ids[:2]))
    assert three.project.info().events == before


def test_a_passage_outside_the_text_or_of_no_article_is_refused(three):
    one, two, _ = three.ids
    long = Span(0, 10_000)
    for found in (
        {one: [SimilarPassage(long, two, THERE, 1.0)]},
        {"nobody": [SimilarPassage(HERE, two, THERE, 1.0)]},
    ):
        with pytest.raises(AnnotationError):
            three.project.store_similar({two: 50}, found)
    assert three.project.similar(two) != ()


def test_nothing_is_stored_where_the_project_is_only_read(three):
    project = three.reopen(readonly=True)
    with pytest.raises(ReadOnlyProjectError):
        project.store_similar({}, {})


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("DELETE FROM similar_passages WHERE start = 0", "for one of them only"),
        ('UPDATE similar_passages SET "end" = 9999 WHERE start = 0', "outside its text"),
    ],
)
def test_the_check_finds_harmed_passages(three, path, harm, told):
    three.project.close()
    with sqlite3.connect(path) as raw:
        raw.execute(harm)
    raw.close()
    assert told in " ".join(three.reopen().check())


def test_only_the_annotators_own_labels_are_read_from_other_articles(three):
    one, two, other = three.ids
    mine = three.add(two, content=(Span(14, 30),))
    three.add(other)
    three.project.use_annotator("Bo")
    theirs = three.add(two)
    (found,) = three.project.labelled_elsewhere(one)
    assert found.statements == (theirs,)
    three.project.use_annotator("Amina")
    (found,) = three.project.labelled_elsewhere(one)
    assert (found.article, found.title, found.statements) == (two, "Harbour", (mine,))
    assert found.passages == (SimilarPassage(HERE, two, THERE, 0.75),)
    assert found.text == three.project.text(two)
    assert three.project.labelled_elsewhere(other) == ()


def test_where_nothing_is_labelled_nothing_is_read(three):
    assert three.project.labelled_elsewhere(three.ids[0]) == ()


pairs = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 40)), max_size=8)


FIXED = [HealthCheck.function_scoped_fixture]  # codebook and desk_for are the same for all


@settings(max_examples=30, deadline=None, suppress_health_check=FIXED)
@given(pairs)
def test_the_cluster_of_one_article_is_its_cluster_among_all(codebook, desk_for, pairs):
    from annotator.project import Project

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.annotator"
        with Project.create(path, title="T", codebook=codebook, annotator="Amina") as project:
            desk = desk_for(project)
            ids = [desk.article() for _ in range(6)]
            shared: dict[str, set[SimilarPassage]] = {each: set() for each in ids}
            for first, second, length in pairs:
                one, two = ids[first], ids[second]
                if one != two:
                    span = Span(0, length)
                    shared[one].add(SimilarPassage(span, two, span, 1.0))
                    shared[two].add(SimilarPassage(span, one, span, 1.0))
            unique = {
                each: list({(x.article, x.span.start): x for x in sorted(found)}.values())
                for each, found in shared.items()
            }
            project.store_similar(dict.fromkeys(ids, 50), unique)
            together = {each: group for group in project.clusters() for each in group}
            for each in ids:
                assert project.cluster_of(each) == together.get(each, (each,))
