"""What a step must leave true is looked for wherever it could be broken."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.edits import RECORD_TYPES, Recorded
from annotator.codebook.model import CodebookPart
from annotator.corpus.span import Span
from annotator.project.history.integrity import spans_of

_SPANS = st.tuples(st.integers(0, 50), st.integers(1, 9)).map(lambda at: Span(at[0], sum(at)))
_KINDS = [kind for kind in RECORD_TYPES.values() if kind is not CodebookPart]


def everywhere(value: object) -> Iterator[Span]:
    """Yield the spans in a value, whatever its fields are said to hold."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from everywhere(each)
    elif dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from everywhere(getattr(value, part.name))


@pytest.fixture(autouse=True, scope="module")
def spans_that_are_spans() -> None:
    st.register_type_strategy(Span, _SPANS)


@pytest.mark.parametrize("kind", _KINDS)
def test_no_span_of_a_record_is_passed_over(kind: type[Recorded]) -> None:
    @given(st.from_type(kind))
    def holds(record: Recorded) -> None:
        assert list(spans_of(record)) == list(everywhere(record))

    holds()
