"""Words, sentences and so on are found where people label, and nowhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.article import Zone
from annotator.corpus.sentences import sentences, words
from annotator.corpus.span import Span
from annotator.gui.reader import units
from annotator.gui.reader.units import Units

TEXT = "Site menu\nFerries stop. Nobody knows why.\nAccept cookies now"
ZONES = (
    Zone("metadata", Span(0, 9)),
    Zone("body", Span(10, 41)),
    Zone("boilerplate", Span(42, 60)),
)


def test_sentences_lie_in_readable_zones_only():
    found = Units(TEXT, ZONES)
    for offset in range(len(TEXT)):
        assert [span.covered(TEXT) for span in found.sentences_near(offset)] == [
            "Ferries stop.",
            "Nobody knows why.",
        ]
    assert [span.covered(TEXT) for span in found.paragraphs] == ["Ferries stop. Nobody knows why."]


def test_without_zones_everything_can_be_labelled():
    assert len(Units(TEXT, ()).paragraphs) == 3
    assert Units("", ()).sentences_near(0) == ()


@given(
    st.lists(st.sampled_from(["One. ", "Two", " ", "\n", "No. 5 ", "Why? "]), max_size=30).map(
        "".join
    ),
    st.data(),
)
def test_the_sentences_near_an_offset_lead_where_all_sentences_would(text, data):
    cut = data.draw(st.integers(0, len(text)))
    parts = [Span(start, end) for start, end in ((0, cut), (cut, len(text))) if start < end]
    found = Units(text, tuple(Zone("body", each) for each in parts))
    every = tuple(each for part in parts for each in sentences(text, part))
    for offset in range(len(text) + 1):
        near = found.sentences_near(offset)
        for step in (units.at, units.after, units.before):
            assert step(near, offset) == step(every, offset)


def test_word_steps_leap_over_what_nobody_labels():
    found = Units(TEXT, ZONES)
    assert found.word_end_after(0) == 17
    assert found.word_end_after(41) == len(TEXT)
    assert found.word_start_before(len(TEXT)) == 37
    assert found.word_start_before(10) == 0


@given(
    st.lists(st.sampled_from(["word ", "x", " ", "\n", "it's ", "é", "—", "שלום "])).map("".join)
)
def test_word_steps_visit_every_word(text):
    found = Units(text, ())
    ends, here = [], 0
    while (step := found.word_end_after(here)) > here:
        ends.append(step)
        here = step
    expected = [word.end for word in words(text)]
    assert ends[: len(expected)] == expected
    starts, here = [], len(text)
    while (step := found.word_start_before(here)) < here:
        starts.append(step)
        here = step
    expected = [word.start for word in reversed(words(text))]
    assert starts[: len(expected)] == expected


def test_the_word_at_an_offset_may_end_there():
    found = Units("Old harbour, new", ())
    assert found.word_at(6) == Span(4, 11)
    assert found.word_at(11) == Span(4, 11)
    assert found.word_at(12) is None


def test_lookups_in_order():
    spans = (Span(0, 5), Span(7, 9), Span(20, 30))
    assert units.at(spans, 5) == Span(0, 5)
    assert units.at(spans, 6) is None
    assert units.after(spans, 7) == Span(20, 30)
    assert units.before(spans, 7) == Span(0, 5)
    assert units.before(spans, 0) is None
    assert units.around(spans, Span(21, 22)) == Span(20, 30)
