"""Matching one to one: against trying every matching, for spans, slots and bare similarities."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.slots import align_slots, similarity
from annotator.agreement.spans.marks import align, overlap
from annotator.agreement.spans.matching import MORE_PAIRS, Edge, best_assignment, best_matching
from annotator.corpus.span import Span


def every_matching(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Yield every one-to-one matching."""
    if not edges:
        yield []
        return
    first, rest = edges[0], edges[1:]
    yield from every_matching(rest)
    free = [each for each in rest if each[0] != first[0] and each[1] != first[1]]
    for others in every_matching(free):
        yield [first, *others]


def best_total(similar: dict[Edge, float]) -> float:
    return max(
        sum(similar[each] + MORE_PAIRS for each in some) for some in every_matching(list(similar))
    )


def total(similar: dict[Edge, float], matched: list[Edge]) -> float:
    return sum(similar[each] + MORE_PAIRS for each in matched)


def is_one_to_one(matched: list[Edge]) -> bool:
    return len({one for one, _ in matched}) == len({other for _, other in matched}) == len(matched)


places = st.integers(0, 3)
close = st.sampled_from([0.1, 0.25, 0.5, 0.5, 1.0])


@given(st.dictionaries(st.tuples(places, places), close, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_whole_table_is_matched_as_well_as_its_parts(similar: dict[Edge, float]) -> None:
    dense = np.zeros((4, 4))
    for edge, share in similar.items():
        dense[edge] = share
    assigned, parts = best_assignment(dense), best_matching(similar)
    assert is_one_to_one(assigned) and set(assigned) <= similar.keys()
    assert total(similar, assigned) == pytest.approx(total(similar, list(parts)), abs=1e-12)
    assert total(similar, assigned) == pytest.approx(best_total(similar), abs=1e-12)


slots = st.tuples(*[st.frozensets(st.sampled_from("ab"), max_size=2)] * 4)


@given(st.lists(slots, max_size=4), st.lists(slots, max_size=4))
@settings(max_examples=50, deadline=None)
def test_statements_are_aligned_by_most_equal_slots(ones: list, others: list) -> None:
    similar = {
        (left, right): share
        for left, here in enumerate(ones)
        for right, there in enumerate(others)
        if (share := similarity(here, there)) > 0
    }
    pairs = align_slots({"a": ones}, {"a": others}).pairs
    found = sum(similarity(*each) + MORE_PAIRS for each in pairs)
    assert found == pytest.approx(best_total(similar), abs=1e-12)
    assert all(similarity(*each) > 0 for each in pairs)


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[Span, ...]]:
    """Return up to four annotations of one to three fragments, which may overlap or touch."""
    fragment = st.builds(lambda start, size: Span(start, start + size), places, st.integers(1, 3))
    return draw(st.lists(st.lists(fragment, min_size=1, max_size=3).map(tuple), max_size=4))


@given(stretches(), stretches(), st.sampled_from([0.0, 0.3, 0.5]), st.booleans())
@settings(max_examples=80, deadline=None)
def test_annotations_are_aligned_by_greatest_overlap(
    ones: list, others: list, at_least: float, prefers: bool
) -> None:
    covered = [
        [{at for span in each for at in range(span.start, span.end)} for each in some]
        for some in (ones, others)
    ]
    similar = {}
    for left, here in enumerate(covered[0]):
        for right, there in enumerate(covered[1]):
            share = len(here & there) / len(here | there)
            assert overlap(ones[left], others[right]) == pytest.approx(share)
            if share > 0 and share >= at_least:
                similar[left, right] = share
    liking = {edge: float((edge[0] + edge[1]) % 2) for edge in similar}
    found = align(
        ones,
        others,
        at_least=at_least,
        prefer=(lambda left, right: liking[left, right]) if prefers else None,
    )
    weighed = {each: similar[each] + 1e-6 * liking[each] * prefers for each in similar}
    assert is_one_to_one(list(found))
    assert total(weighed, list(found)) == pytest.approx(best_total(weighed), abs=1e-12)
    assert found == {each: pytest.approx(similar[each]) for each in found}
