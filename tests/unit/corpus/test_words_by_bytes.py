"""Words found through the bytes of a text are those that the patterns find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus import language, searching

_AWKWARD = "aZéÉßİıΣς'’_-09²٣\u0301\u0e01\u0e31\u093f好カ\u00a0\u2003\x1c\x85\n\t 😀“”.İ\ud800"
_TEXTS = st.text(st.sampled_from(_AWKWARD) | st.characters(), max_size=60) | st.lists(
    st.sampled_from(["The", "l’été", "o'clock's", "don't", "ÉTAT", "Süd", "и", "2nd", "x_y"])
).map(" ".join)


def counted(text: str) -> dict[str, int]:
    """Count words by the pattern alone, letters of ASCII as small ones."""
    counts: dict[str, int] = {}
    for word in language._WORD.findall(text):
        small = re.sub("[A-Z]", lambda found: found[0].lower(), word)
        counts[small] = counts.get(small, 0) + 1
    return counts


def folded(text: str) -> str:
    """Fold word by word, as a query does."""
    return " ".join(word for word, _ in searching.words_in(text))


@given(_TEXTS)
def test_a_language_is_guessed_from_the_words_of_the_pattern(text: str) -> None:
    assert dict(language._counted_words(text)) == counted(text)


@given(_TEXTS)
def test_a_short_text_has_a_word_where_the_pattern_finds_one(text: str) -> None:
    has_word = any(len(each) > 1 for each in language._WORD.findall(text))
    assert (language._TWO_LETTERS.search(text) is not None) == has_word


@given(st.text(st.sampled_from("ab1é好ш .’"), max_size=40))
def test_the_script_is_told_by_all_letters(text: str) -> None:
    letters = sum(map(str.isalpha, text))
    beyond = sum(not each.isascii() for each in text)
    if not letters or beyond <= 0.2 * letters:
        assert language._by_script(text) is None
    elif sum("一" <= each <= "\u9fff" for each in text) > 0.5 * letters:
        assert language._by_script(text) == "zh"


@given(_TEXTS)
def test_the_index_takes_the_words_that_a_search_looks_for(text: str) -> None:
    assert searching.folded_words(text) == folded(text)
