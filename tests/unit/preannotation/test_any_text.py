"""Any text at all passes through all stages: zones, marks, candidates, figures, own names."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from annotator.corpus.article import ZONE_KINDS
from annotator.corpus.span import Span
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import Found
from annotator.preannotation.names.gazetteer import Gazetteer
from annotator.preannotation.pipelines.components import FOUND, NAMES, ZONES
from annotator.preannotation.pipelines.stages import FIGURES, whole_pipeline

OWN = (("Blue Harbour Front", "ORG"), ("“", "PERSON"), ("killed", "ORG"), ("\u200f", "GPE"))
PIECES = st.sampled_from(
    [
        "at least", "12", "dozens of", "1,200", "two", "Pakistani", "soldiers", "civilians", "were",
        "killed", "injured", "wounded", "missing", "the death toll", "rose to", "of whom", "and",
        "Blue Harbour Front", "blue harbour front", "Kabul", "said", "“", "”", '"', "'", "’s", "-",
        "We use cookies", "Read more:", "Related:", "Share this", "Published: 2026-02-27", "403",
        "By Ann Lee", "Toplantı salı günü yapıldı ama bir karar çıkmadı", "\n", "\n\n", "\r\n",
        "\t", "\x00", "\x1f", "\u2028", "\u200f", "\ufeff", "👩‍👩‍👧", "e\u0301", "العربية", "漢字",
        ".", ",", ":", "(", ")", " ", "\u00a0", "that", "she", "according to", "accused", "—",
    ]
)  # fmt: skip


@lru_cache(maxsize=1)
def stages() -> Language:
    return whole_pipeline()


@lru_cache(maxsize=1)
def own_names() -> Gazetteer:
    names = shared_engine().own_names(OWN)
    assert names is not None
    return names


def require_inside(text: str, spans: Sequence[Span]) -> None:
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)


def spans_of(found: Found) -> list[Span]:
    parts = found.attribution
    if parts is None:
        return [found.span]
    return [found.span, *parts.content, *parts.source, *parts.cue, *parts.addressee]


def check(text: str, names: Gazetteer | None = None) -> None:
    doc = stages().make_doc(text)
    if names is not None:
        doc.user_data[NAMES] = names
    data = stages()(doc).user_data
    zones, figures = data[ZONES], data[FIGURES]
    require_inside(text, [each.span for each in zones])
    assert {each.kind for each in zones} <= set(ZONE_KINDS)
    assert all(one.span.end <= other.span.start for one, other in pairwise(zones))
    for found in data[FOUND]:
        require_inside(text, spans_of(found))
        assert found.span.covered(text) == found.span.covered(text).strip()
    require_inside(text, [span for each in figures for span in (each.span, each.number)])
    assert all(each.span.contains(each.number) for each in figures)
    assert all(one.span.end <= other.span.start for one, other in pairwise(figures))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@example("")
@example("\x00" * 50)
@example('"' * 101)
@example("“" * 50 + "”" * 51)
def test_any_text_passes_through_all_stages(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60), st.sampled_from(["", " ", "\n"]))
def test_any_jumble_of_what_the_stages_look_for_passes(pieces: list[str], glue: str) -> None:
    check(glue.join(pieces))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
def test_any_text_passes_with_names_of_a_project(pieces: list[str], glue: str) -> None:
    check(glue.join(pieces), own_names())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=6), st.text(max_size=120))
def test_a_project_may_call_its_actors_anything(names: list[str], text: str) -> None:
    own = shared_engine().own_names((name, "ORG") for name in names)
    check(text + " " + " ".join(names), own)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param('"', id="only straight quotation marks"),
        pytest.param("a", id="no spaces"),
        pytest.param("\x00", id="only control characters"),
        pytest.param("12 killed and Kabul said that ", id="no full stop"),
        pytest.param("Read more: 12 killed\n", id="only short lines"),
        pytest.param("KABUL TALKS FAIL AGAIN\n", id="only capitals"),
        pytest.param("Blue Harbour Front ", id="only a project's own name"),
    ],
)
def test_long_repetitions_take_time_in_proportion_to_their_length(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (100_000, 1_000_000))
    check(unit, own_names())
    once = min(seconds(short + end) for end in (".", "!"))  # not twice the same: some is kept
    # ten times the text: quadratic work would take a hundred times as long
    assert seconds(long) < 40 * max(once, 0.02)


def seconds(text: str) -> float:
    """Return how long it takes; without garbage collection, which grows with the whole process."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        check(text, own_names())
        return time.process_time() - start
    finally:
        gc.enable()
