"""Sorting by where records begin gives the same order as sorting by all of their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.indexes.in_order import (
    by_content,
    by_span,
    contents_in_order,
    spans_in_order,
)
from annotator.annotations.model import Mention, Statement
from annotator.corpus.span import Span

spans = st.tuples(st.integers(0, 5), st.integers(1, 4)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)


@given(st.lists(spans, max_size=12), st.randoms())
def test_mentions_are_as_if_sorted_by_their_whole_place(found, dice):
    names = dice.sample(range(100), len(found))
    mentions = [
        Mention(f"m{name:02}", "x", "ann", span, "ORG")
        for name, span in zip(names, found, strict=True)
    ]
    assert spans_in_order(mentions) == tuple(sorted(mentions, key=by_span))


@given(st.lists(st.lists(spans, max_size=3), max_size=12), st.randoms())
def test_statements_are_as_if_sorted_by_their_whole_place(found, dice):
    names = dice.sample(range(100), len(found))
    statements = [
        Statement(f"s{name:02}", "x", "ann", tuple(content))
        for name, content in zip(names, found, strict=True)
    ]
    assert contents_in_order(statements) == tuple(sorted(statements, key=by_content))
