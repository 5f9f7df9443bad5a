"""Direct quotations, in whatever marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.paragraphs import paragraphs
from annotator.corpus.quotations import quotation_at, quotations, quotations_around
from annotator.corpus.span import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said, "We go," and left.', ['"We go,"']),
        ("“We go,” she said. “Now.”", ["“We go,”", "“Now.”"]),
        ('“We will help the people there."', ['“We will help the people there."']),
        ('"We will help” he said', ['"We will help”']),
        ("„Ja“, sagte er. »Nein«, sagte sie.", ["„Ja“", "»Nein«"]),
        ("« Oui », dit-il. Han sa ”nej”.", ["« Oui »", "”nej”"]),
        ("“The “sharp” rise” of it", ["“The “sharp” rise”"]),
        ("“The 'sharp' rise” of it", ["“The 'sharp' rise”"]),
        ('It said:"We go" and (“left”).', ['"We go"', "(“left”)"[1:-1]]),
        ("'The soldiers' deaths are wrong,' he said.", ["'The soldiers' deaths are wrong,'"]),
        ("‘Not so,’ she said; the islands’ mayor agreed.", ["‘Not so,’"]),
        ("In the '90s rock 'n' roll wasn't the boys' thing.", []),
        ("He is 5'10\" tall and “happy”.", ["“happy”"]),
        ('One mark " alone. Nothing', []),
        ('A mark too many” and "one pair".', ['"one pair"']),
        ("``We paid,'' Lind said. ''Twice.''", ["``We paid,''", "''Twice.''"]),
        ("‘He called it “a gift”,’ she said.", ["‘He called it “a gift”,’"]),
        ("“I told him, ‘Don’t go,’” she said.", ["“I told him, ‘Don’t go,’”"]),
        ("“They're here,’ he said. Then left.", ["“They're here,’"]),
        ("The unions' “winter pay” and the clubs' dues", ["“winter pay”"]),
        ('""', []),
        ("", []),
    ],
)
def test_a_quotation_is_found_with_its_marks(text: str, expected: list[str]) -> None:
    assert [span.covered(text) for span in quotations(text)] == expected


def test_a_quotation_over_several_paragraphs_gives_one_span_each() -> None:
    text = "He said: “First this.\n“Then that.\n“And now,” he added.\nNothing more."
    assert [span.covered(text) for span in quotations(text)] == [
        "“First this.",
        "“Then that.",
        "“And now,”",
    ]


def test_a_quotation_that_nobody_closes_ends_with_its_sentence_or_before_who_says_it() -> None:
    for text, expected in (
        ("“We go, he said.\nThe next paragraph. “Good,” she said.", ["“We go,", "“Good,”"]),
        ("“Nobody is left. It is dark, and it rains.", ["“Nobody is left."]),
        ("He spoke of “a dark day for all. Then he left.", ["“a dark day for all"]),
        ('"We stay," she said. "', ['"We stay,"']),
        ('The board is 3" thick and 4" wide', []),
    ):
        assert [span.covered(text) for span in quotations(text)] == expected


def test_the_quotation_at_an_offset_is_the_one_around_it() -> None:
    text = 'He said "no" twice.'
    assert quotation_at(text, 9) == Span(8, 12)
    assert quotation_at(text, 12) is None
    assert quotation_at(text, 0) is None


@given(st.text(alphabet="aB .,\n\"'“”‘’«»„1s", max_size=60), st.data())
def test_those_around_a_stretch_begin_before_its_end(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    within = Span(start, data.draw(st.integers(start + 1, len(text) + 2)))
    touched = [each for each in paragraphs(text) if each.overlaps(within)]
    found = quotations_around(text, within)
    for each in quotations(text):
        if each.start < within.end and any(paragraph.contains(each) for paragraph in touched):
            assert each in found
    assert set(found) <= set(quotations(text)) and list(found) == sorted(found)
    assert all(each.start < within.end for each in found)
