"""Records that are kept are those that are stored, whoever wrote meanwhile."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Mention
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.project.asked import kept_records
from annotator.project.asked.kept_records import KeptRecords

stored = st.lists(st.integers(0, 30), max_size=12, unique=True)
readings = st.lists(st.tuples(st.sampled_from("abcd"), stored, st.booleans()), max_size=12)


def negative(some):
    return [-each for each in some]


def in_order(some):
    return tuple(sorted(some))


@given(readings, st.integers(0, 40))
def test_what_is_kept_is_what_would_be_made_anew(readings, most):
    kept = KeptRecords(most)
    for name, rows, is_ahead in readings:
        if is_ahead:
            list(kept.ahead((name,), rows, negative, in_order))
        else:
            found = kept.in_order((name,), rows, negative, in_order)
            assert found == tuple(sorted(-each for each in rows))


def test_what_was_read_ahead_is_not_made_again_and_what_changed_meanwhile_is(monkeypatch):
    monkeypatch.setattr(kept_records, "_AT_ONCE", 2)
    kept, made = KeptRecords(), []

    def make(some):
        made.append(list(some))
        return list(some)

    ahead = kept.ahead(("a",), [5, 4, 3, 2, 1], make, in_order)
    assert len(list(ahead)) == 3 and made == [[5, 4], [3, 2], [1]]
    assert kept.in_order(("a",), [5, 4, 3, 2, 1, 0], make, in_order) == (0, 1, 2, 3, 4, 5)
    assert made[3:] == [[0]]


def test_only_what_is_not_kept_is_made_and_the_oldest_go_first():
    kept, made = KeptRecords(most=4), []

    def make(some):
        made.extend(some)
        return list(some)

    for name, rows in (("a", [1, 2]), ("b", [3, 4]), ("a", [1, 2]), ("a", [1, 5])):
        assert kept.in_order((name,), rows, make, in_order) == tuple(rows)
    assert made == [1, 2, 3, 4, 5]
    kept.in_order(("c",), [6, 7], make, in_order)  # b goes
    kept.in_order(("a",), [1, 5], make, in_order)
    assert made == [1, 2, 3, 4, 5, 6, 7]
    kept.in_order(("b",), [3, 4], make, in_order)
    assert made == [1, 2, 3, 4, 5, 6, 7, 3, 4]


def guess(article, name, start):
    return Suggestion(name, article, "mention", Span(start, start + 3), "ORG", 0.8, "r", "run")


def test_a_second_connection_reads_what_the_first_one_wrote_and_undid(desk):
    article, project = desk.article(), desk.project
    with Project.open(project.path, readonly=True) as reader:

        def assert_read() -> None:
            with Project.open(project.path, readonly=True) as fresh:
                assert reader.layer(article) == project.layer(article) == fresh.layer(article)
                assert reader.suggestions(article) == fresh.suggestions(article)
                assert project.suggestions(article) == fresh.suggestions(article)

        assert_read()
        statement = desk.add(article, content=(Span(4, 9),))
        assert_read()
        desk.add(article, content=(Span(0, 3),))
        mention = Mention("m", article, project.annotator.id, Span(4, 11), "ORG")
        project.apply(Step((Edit(None, mention),), "Add a mention", article))
        assert_read()
        desk.change(statement, unsure=True)
        assert_read()
        for names in (("a", "b"), ("b",), ("c", "b", "a")):
            guesses = [guess(article, name, ord(name) - 90) for name in names]
            project.store_suggestions(EngineRun("run", "test", "1"), {article: guesses})
            assert_read()
        for _ in range(3):
            project.undo(article)
            assert_read()
        project.redo(article)
        assert_read()
        assert len(reader.layer(article).statements) == 2


def test_what_holds_no_records_is_let_go_as_well():
    kept, names = KeptRecords(most=10), [str(number) for number in range(30)]
    for name in names:
        assert kept.in_order((name,), [], list, in_order) == ()
    assert len(kept._kept) == 10
