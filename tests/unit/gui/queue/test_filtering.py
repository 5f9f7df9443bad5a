"""The filter of the queue as it is typed: words and facts, whatever comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.queue.filtering import read, with_fact, without
from annotator.gui.queue.listing import Found, Listing
from annotator.gui.queue.orders import keys
from annotator.project.article_row import ArticleRow


def row(at, **facts):
    known = {"title": f"Article {at}", "date": "2026-02-03", "source": "Xin Bulletin"}
    fields = {**known, **facts}
    return ArticleRow(
        at,
        f"id{at}",
        fields.pop("title"),
        fields.pop("date"),
        fields.pop("source"),
        9,
        fields.pop("status", None),
        fields.pop("suggestions", 0),
        fields.pop("statements", 0),
        **fields,
    )


def shown(rows, typed, found=None):
    listing = Listing()
    listing.narrow(read(typed), found or Found())
    listing.extend(rows)
    came_in = [listing.rows[at].position for at in listing.shown]
    listing.narrow(read(typed), found or Found())
    assert [listing.rows[at].position for at in listing.shown] == came_in
    return came_in


ROWS = (
    row(0, status="done", statements=2),
    row(1, status="opened", date="2026-03-15", source="NORPRESS"),
    row(2, suggestions=4, date="2025-12-31"),
    row(3, title="Ünal speaks", date=""),
)


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        ("", [0, 1, 2, 3]),
        ("is:done", [0]),
        ("is:open", [1, 2, 3]),
        ("is:new", [2, 3]),
        ("IS:Opened", [1]),
        ("-is:done -is:opened", [2, 3]),
        ("has:statements", [0]),
        ("has:suggestions", [2]),
        ("source:norpress", [1]),
        ('source:"xin bulletin" is:new', [2, 3]),
        ("-source:xin", [1]),
        ("date:2026", [0, 1]),
        ("date:2026-2", [0]),
        ("date:2026-02-03", [0]),
        ("date:2026-01..2026-03", [0, 1]),
        ("date:..2026-02", [0, 2]),
        ("date:2026-02-04..", [1]),
        ("unal", [3]),
        ("article -norpress", [0, 2]),
        ('"article 2"', [2]),
        ("is:", [0, 1, 2, 3]),
        ("is:nonsense", [0, 1, 2, 3]),
    ],
)
def test_what_a_filter_shows(typed, fitting):
    assert shown(ROWS, typed) == fitting


def test_what_only_the_project_knows_comes_in_as_ids():
    found = Found(
        {"mine": frozenset({"id1"})}, hits=frozenset({"id2"}), excluded=frozenset({"id0"})
    )
    assert shown(ROWS, "is:mine", found) == [1]
    assert shown(ROWS, "is:similar", found) == []
    assert shown(ROWS, "unal", found) == [2, 3]
    assert shown(ROWS, "unal is:open date:2025", found) == [2]


def test_a_fact_is_written_into_a_filter_and_taken_out():
    written = with_fact("air strike", "source", "Xin Bulletin")
    assert written == 'source:"Xin Bulletin" air strike '
    assert read(written).facts[0].value == "xin bulletin"
    assert without(f"{written} is:done", "source") == "air strike is:done"


@given(st.text(st.sampled_from('is:done"-source date2026. *“”')) | st.text())
def test_anything_typed_is_a_filter(typed):
    shown(ROWS, typed)
    assert (
        read(without(typed, "is")).facts
        == tuple(each for each in read(typed).facts if each.key != "is")
        or '"' in typed
        or "“" in typed
    )


def test_orders_put_the_undated_last_and_keep_equals_as_they_came():
    def ordered(order, clusters=()):
        listing = Listing()
        listing.extend(ROWS)
        listing.arrange(keys(order, listing.rows, clusters))
        return [listing.rows[at].position for at in listing.shown]

    assert ordered("newest") == [1, 0, 2, 3] and ordered("oldest") == [2, 0, 1, 3]
    assert ordered("to_check") == [2, 0, 1, 3] and ordered("queue") == [0, 1, 2, 3]
    assert ordered("similar", [("id1", "id3")]) == [0, 1, 3, 2]
    assert ordered("disputed", [("id3", "id1")]) == [3, 1, 0, 2] and ordered("disputed")[0] == 0


def test_one_walks_and_finds_places_in_any_order():
    listing = Listing()
    listing.extend(ROWS)
    listing.arrange(keys("newest", listing.rows))
    listing.narrow(read("is:open"), Found())
    assert [listing.place(f"id{at}") for at in range(4)] == [None, 0, 1, 2]
    assert listing.neighbour("id1", 1, open_only=False) == "id2"
    assert listing.neighbour("id0", 1, open_only=False) == "id2"
