"""The tokens that are kept with an article are those of spaCy's own tokenizer, exactly."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.corpus.token_cuts import unpacked
from annotator.preannotation import plain_tokens
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import ENGINE_LANGUAGE, plain_tokenizer

PLAIN = spacy.blank("en").tokenizer
# What the engine cuts otherwise, what spaCy knows as exceptions, and awkward characters.
PIECES = (
    *("Reuters/AFP", "/Kyiv", "NATO/", "and/or", "U.S.-led", "a.-b", "of greed.”He said", "run.”A"),
    *("can't", "e.g.", "10km", "http://a.B/C.d", ":-)", "(", ")", "“", "”", "...", "…", "—", "-"),
    *(
        "\n\n",
        "  ",
        " ",
        "\u00a0",
        "\t",
        "😀",
        "👩‍👧",
        "e\u0301",
        "שלום",
        "talks",
        "5,000",
        "’s",
        ".",
    ),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join))
@example("AFP/Getty said. The U.S.-led talks.”He left")
def test_kept_tokens_are_those_that_cutting_the_text_gives(text: str) -> None:
    cuts = plain_tokens.plain_cuts(text, shared_engine().made(text))
    assert cuts is not None
    doc = PLAIN(text)
    expected = ([each.text for each in doc], [bool(each.whitespace_) for each in doc])
    assert unpacked(cuts, text) == expected


def test_ordinary_texts_are_cut_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_tokens, "_plain", lambda: pytest.fail("the text was cut again"))
    text = "The envoy said on Monday: “We shall not go to the U.S. before May.” Nobody's there."
    assert plain_tokens.plain_cuts(text, shared_engine().made(text)) is not None


def test_nothing_is_kept_of_a_text_with_overlong_words() -> None:
    assert plain_tokens.plain_cuts("x" * 200, shared_engine().made("x" * 200)) is None


def test_the_tokenizer_is_named_with_its_version() -> None:
    assert plain_tokenizer(ENGINE_LANGUAGE) == f"spaCy {spacy.__version__} en"
