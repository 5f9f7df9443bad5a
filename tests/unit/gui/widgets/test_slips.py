"""Names that look like what was typed with a slip of the fingers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.widgets.matching import Choice
from annotator.gui.widgets.slips import alike, slips

PEOPLE = (
    Choice("1", "Maria Zakharova", "person"),
    Choice("2", "Mao Ning", "person"),
    Choice("3", "Iran"),
    Choice("4", "China", group="PRC, Beijing", also="Peking"),
    Choice("5", "Norland Harbour Guild"),
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Zaharova", ["1"]),  # a letter is missing
        ("maria zahkarova", ["1"]),  # two are swapped
        ("Chiina", ["4"]),
        ("Bejing", ["4"]),  # a slip in another name of it
        ("Norland Harbor", ["5"]),
        ("Mao Nign", ["2"]),
        ("Iraq", ["3"]),
        ("IRA", ["3"]),  # right so far
        ("Ir4", []),
        ("Norway", []),
        ("Zora Quill", []),
        ("  ", []),
    ],
)
def test_slips_are_forgiven_and_other_names_are_not(typed, wanted):
    assert [each.id for each in alike(PEOPLE, typed)] == wanted


def test_the_likeliest_comes_first_and_the_list_is_short():
    many = [Choice(str(at), "Ostromawa") for at in range(9)]
    found = alike((*many, Choice("right", "Ostranava")), "Ostranawa")
    assert len(found) == 5
    assert found[0].id == "right"


def counted_plainly(one: str, other: str) -> int:
    """Return the distance of optimal string alignment by its definition."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        counted_plainly(one[1:], other) + 1,
        counted_plainly(one, other[1:]) + 1,
        counted_plainly(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        best = min(best, counted_plainly(one[2:], other[2:]) + 1)
    return best


@given(one=st.text("abc", max_size=5), other=st.text("abc", max_size=5), allowed=st.integers(1, 3))
def test_slips_are_counted_as_by_definition(one, other, allowed):
    distance = counted_plainly(one, other)
    assert slips(one, other, allowed) == (distance if distance <= allowed else None)
