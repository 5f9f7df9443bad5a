"""The index finds exactly the marks that touch a stretch, and keeps overlapping ones apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.span import Span
from annotator.gui.reader.mark_index import MarkIndex, Placed
from annotator.gui.reader.marks import Mark
from annotator.gui.reader.upcoming import Upcoming

SPANS = st.tuples(st.integers(0, 3000), st.integers(1, 900)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)
KINDS = st.sampled_from(["mention", "suggestion", "statement", "quotation", "role"])
MARKS = st.lists(st.tuples(SPANS, KINDS), max_size=25).map(
    lambda rows: [Mark(f"m{number}", (span,), kind) for number, (span, kind) in enumerate(rows)]
)


def ids(index: MarkIndex, start: int, end: int) -> set[str]:
    return {placed.mark.id for placed in index.between(start, end)}


@given(MARKS, SPANS)
def test_what_touches_a_stretch_is_found(marks, span):
    expected = {mark.id for mark in marks if mark.extent.overlaps(span)}
    assert ids(MarkIndex(marks), span.start, span.end) == expected


@given(MARKS, MARKS, SPANS)
def test_changing_one_set_into_another_shows_the_other(before, after, span):
    index = MarkIndex(before)
    index.set(after)
    assert {mark.id: mark for mark in index} == {mark.id: mark for mark in after}
    assert ids(index, span.start, span.end) == ids(MarkIndex(after), span.start, span.end)


@given(MARKS, MARKS)
def test_marks_drawn_alike_never_share_a_lane_where_they_overlap(first, later):
    index = MarkIndex(first)
    index.change([], [Mark(f"n{mark.id}", mark.spans, mark.kind) for mark in later])
    assert_apart(index.between(0, 10_000))


def assert_apart(placed: list[Placed]) -> None:
    alike = {"suggestion": "mention"}
    for one in placed:
        for other in placed:
            kinds = {alike.get(each.mark.kind, each.mark.kind) for each in (one, other)}
            if one is not other and len(kinds) == 1 and one.extent.overlaps(other.extent):
                assert one.lane != other.lane
            if one is not other and one.margin >= 0 and one.extent.overlaps(other.extent):
                assert one.margin != other.margin


def test_a_mark_that_comes_later_moves_no_other():
    index = MarkIndex([Mark("a", (Span(10, 20),), "statement")])
    index.change([], [Mark("b", (Span(0, 50),), "statement")])
    lanes = {placed.mark.id: placed.margin for placed in index.between(0, 60)}
    assert lanes == {"a": 0, "b": 1}


def test_a_mark_keeps_its_lane_when_only_its_looks_change():
    marks = [Mark("a", (Span(0, 50),), "statement"), Mark("b", (Span(10, 20),), "statement")]
    index = MarkIndex(marks)
    index.set([marks[0], Mark("b", (Span(10, 20),), "statement", color="red")])
    lanes = {placed.mark.id: placed.margin for placed in index.between(0, 60)}
    assert lanes == {"a": 0, "b": 1}


def test_only_what_differs_is_named_for_repainting():
    marks = [Mark("a", (Span(0, 5),), "mention"), Mark("b", (Span(900, 905),), "mention")]
    index = MarkIndex(marks)
    assert index.set(list(marks)) == []
    changed = index.set([marks[0], Mark("b", (Span(900, 907),), "mention")])
    assert {(span.start, span.end) for span in changed} == {(900, 905), (900, 907)}


def test_the_shortest_mark_at_a_place_comes_first():
    index = MarkIndex(
        [
            Mark("long", (Span(0, 100),), "statement"),
            Mark("short", (Span(10, 15),), "mention"),
            Mark("gap", (Span(0, 5), Span(50, 60)), "statement"),
        ]
    )
    assert [mark.id for mark in index.at(12)] == ["short", "long"]


@given(MARKS, st.integers(0, 4000))
def test_stepping_goes_through_all_marks_in_order_and_back(marks, start):
    index = MarkIndex(marks)
    places = sorted((mark.extent.start, -mark.extent.end, mark.id) for mark in marks)
    here, seen = (-1, 0, ""), []
    while (mark := index.beside((max(here[0], 0), *here[1:]), lambda _: True, onward=True)) and (
        mark.id not in seen
    ):
        here = (mark.extent.start, -mark.extent.end, mark.id)
        seen.append(mark.id)
    before = [place[2] for place in places if place < (start, -5000, "")]
    found = index.beside((start, -5000, ""), lambda _: True, onward=False)
    assert (found.id if found else None) == (before[-1] if before else None)
    first = [place[2] for place in places if place > (0, 0, "")]
    assert seen == first


def test_brackets_share_a_lane_where_a_paragraph_ends_between_them():
    marks = [Mark("a", (Span(0, 20),), "statement"), Mark("b", (Span(30, 50),), "statement")]
    one_line = MarkIndex(marks)
    assert {placed.margin for placed in one_line.between(0, 60)} == {0, 1}
    two_lines = MarkIndex(marks, paragraph_ends=[25, 60])
    assert {placed.margin for placed in two_lines.between(0, 60)} == {0}
    grown = MarkIndex(marks[:1], paragraph_ends=[25, 60])
    grown.change([], marks[1:])
    assert {placed.margin for placed in grown.between(0, 60)} == {0}


def test_what_is_only_drawn_differently_keeps_its_lane_from_what_comes_with_it():
    shown = Mark("shown", (Span(10, 90),), "statement")
    index = MarkIndex([shown])
    new = Mark("new", (Span(0, 50),), "statement")
    index.change([], [new, Mark("shown", (Span(10, 90),), "statement", focused=True)])
    places = {each.mark.id: (each.lane, each.margin) for each in index.between(0, 100)}
    assert places == {"shown": (0, 0), "new": (1, 1)}


@given(MARKS, st.lists(st.integers(0, 4500), max_size=4))
def test_marks_placed_as_somebody_looks_stand_where_all_placed_at_once_do(marks, looks):
    """Whatever is looked at, and in which order; the margin is as wide from the beginning."""
    ends = [900, 2000]
    whole, lazy = MarkIndex(marks, ends), MarkIndex(paragraph_ends=ends)
    brackets = [mark.extent for mark in marks if mark.kind in ("statement", "quotation")]
    ordered = sorted(marks, key=lambda mark: mark.extent.start)
    brackets.sort(key=lambda extent: extent.start)
    lazy.show(Upcoming(iter(ordered), brackets))
    assert lazy.margin_lanes == whole.margin_lanes
    for at in looks:
        assert _stand(lazy, at, at + 60) == _stand(whole, at, at + 60)
    assert {mark.id for mark in lazy} == {mark.id for mark in whole}
    assert _stand(lazy, 0, 9000) == _stand(whole, 0, 9000)


CHANGES = st.lists(
    st.tuples(
        st.lists(st.integers(0, 24), max_size=4),
        st.lists(st.tuples(st.integers(0, 30), SPANS, KINDS), max_size=3),
        st.integers(0, 4500),
    ),
    max_size=5,
)


@given(MARKS, CHANGES)
def test_changes_before_all_marks_came_show_the_same_marks_apart_from_each_other(marks, changes):
    """What is changed or taken away before it came does not come any more."""
    ordered = sorted(marks, key=lambda mark: mark.extent.start)
    shown, lazy = {mark.id: mark for mark in marks}, MarkIndex()
    lazy.show(Upcoming(iter(ordered)))
    for gone, rows, look in changes:
        come = {f"m{at}": Mark(f"m{at}", (span,), kind, tip="new") for at, span, kind in rows}
        removed = {f"m{at}" for at in gone} - come.keys()
        lazy.change(removed, come.values())
        shown = {name: mark for name, mark in shown.items() if name not in removed} | come
        expected = {
            name for name, mark in shown.items() if mark.extent.overlaps(Span(look, look + 90))
        }
        assert ids(lazy, look, look + 90) == expected
    assert {mark.id: mark for mark in lazy} == shown
    assert_apart(lazy.between(0, 10_000))


def _stand(index, start, end):
    placed = index.between(start, end)
    return {(each.mark.id, each.lane, each.margin) for each in placed}


def test_only_marks_that_somebody_looks_at_are_made():
    made = []

    def marks():
        for at in range(0, 5000, 100):
            made.append(at)
            yield Mark(str(at), (Span(at, at + 10),), "mention")

    index = MarkIndex()
    index.show(Upcoming(marks()))
    assert not made
    index.between(0, 500)
    assert len(made) < 10
    while index.place_more(700):
        pass
    assert len(made) == len(index) == 50
