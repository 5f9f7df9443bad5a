"""Where a tokenizer cuts a text, packed and unpacked."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.token_cuts import packed, unpacked

TOKENS = st.lists(
    st.tuples(st.text(min_size=1, max_size=200) | st.just("x" * 20_000), st.booleans()), max_size=30
)


@given(TOKENS)
def test_what_is_packed_comes_back_whatever_the_tokens(tokens):
    text = "".join(word + " " * is_spaced for word, is_spaced in tokens)
    cuts = packed((len(word), is_spaced) for word, is_spaced in tokens)
    assert unpacked(cuts, text) == ([word for word, _ in tokens], [each for _, each in tokens])


@given(TOKENS, st.text(max_size=5))
def test_cuts_of_a_longer_text_do_not_fit(tokens, more):
    text = "".join(word + " " * is_spaced for word, is_spaced in tokens)
    cuts = packed((len(word), is_spaced) for word, is_spaced in tokens)
    assert (unpacked(cuts, text + more) is None) == bool(more)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_cuts_fit_nothing(found):
    assert unpacked(found, "the talks") is None
    unpacked(zlib.compress(found), "the talks")  # whatever it is, no error


def test_a_space_that_is_none_does_not_fit():
    assert unpacked(packed([(3, True), (5, False)]), "the-talks") is None
    assert unpacked(packed([(0, False), (9, False)]), "the talks") is None
