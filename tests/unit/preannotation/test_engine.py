"""The engine as a whole: any text passes, the same text gives the same, zones decide."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.preannotation.engine import Engine, build_pipeline, shared_engine
from annotator.preannotation.found import ENTITY_KINDS, Attribution, Found

PIECES = st.sampled_from(
    [
        "Kabul", "Russian Foreign Ministry", "said", "“", "”", '"', "'", "’s", "-", "$", "1,200",
        "5", "percent", "March 3-5", "at least", "May", "\n", "\r\n", "\u2028", "\x00", "\x1f",
        "\u200f", "👩‍👩‍👧", "e\u0301", "العربية", "שלום", " ", "\u00a0", ".", "(", ")", "of the",
        "said", "told", "urged", "called on", "to", "that", "according to", "accused", "denies",
        "which", "while", "with", "calling", "ready", "is", "who", ",", ":", "The minister", "she",
        "expressed concern", "described", "as", "quoted as saying", "noting", "claims",
        "President", "al-", "U.S.-led", "2026-02-27", "and", "İ", "ß", "ﬁ", "O'Brien",
    ]
)  # fmt: skip
CLAIM_TYPES = frozenset({claim_type.id for claim_type in default_codebook().claim_types})


def asserted(text: str, zones: list[Zone] | None = None) -> list[tuple[str, str]]:
    return [
        (found.span.covered(text), found.label)
        for found in shared_engine().annotate(text, zones)
        if found.kind == "mention" and found.is_certain
    ]


def check_parts(parts: Attribution, hull: Span, text: str) -> None:
    assert (hull.start, hull.end) == (parts.content[0].start, parts.content[-1].end)
    assert list(parts.content) == sorted(parts.content)
    for one, other in pairwise(parts.content):
        assert one.end <= other.start
    named = [parts.named] if parts.named is not None else []
    for span in (*parts.content, *parts.source, *parts.cue, *parts.addressee, *named):
        assert 0 <= span.start < span.end <= len(text)
        assert span.covered(text) == span.covered(text).strip()
    for span in (*parts.source, *parts.cue):
        assert not any(span.overlaps(each) for each in parts.content)


def check(text: str) -> None:
    found = shared_engine().annotate(text)
    mentions = [each for each in found if each.kind == "mention"]
    for each in found:
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert each.span.covered(text) == each.span.covered(text).strip()
        assert 0 <= each.confidence <= 1
        labels = CLAIM_TYPES if each.kind == "statement" else (*ENTITY_KINDS, "direct")
        assert each.label in labels
        assert (each.attribution is not None) == (each.kind == "statement")
        if each.attribution is not None:
            check_parts(each.attribution, each.span, text)
        assert each.rule
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start
    assert found == sorted(found, key=lambda each: (each.span, each.kind, each.label))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_passes(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
def test_any_jumble_of_what_the_rules_look_for_passes(pieces: list[str], glue: str) -> None:
    check(glue.join(pieces))


@pytest.mark.parametrize(
    "unit",
    ['"', "“", "'s", "a", "A", "Kabul ", "Kabul-", "9", "1,", "(", "\n", " ", "\x00", "of the ",
     "Ministry of ", "漢", "March ", "and Trade ", "al-", "at least ", "“a ", ".", "A.", "bin "],
)  # fmt: skip
def test_long_repetitions_take_time_in_proportion_to_their_length(unit: str) -> None:
    shared_engine()
    times = []
    for size in (30_000, 240_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        check(text)
        times.append(time.process_time() - start)
    # eight times the text: quadratic work would take sixty-four times as long
    assert times[1] < 40 * max(times[0], 0.02)


def test_a_megabyte_without_a_full_stop_passes() -> None:
    words = (
        "the envoy of Estovia met Marta Lindqvist in Kabul on Monday and offered 5 million euros "
    )
    check(words * (1_000_000 // len(words)))


def test_the_same_text_gives_the_same_in_another_engine() -> None:
    text = "KABUL, May 3 - Foreign Minister Ivo Tarn told Reuters that 12 soldiers died. Tarn left."
    first, second = Engine().annotate(text), Engine().annotate(text)
    assert first == second == shared_engine().annotate(text)
    assert [each.span.covered(text) for each in first if each.label == "PERSON"] == [
        "Ivo Tarn",
        "Tarn",
    ]


def test_offsets_count_code_points() -> None:
    text = "👩‍👩‍👧 e\u0301 “Hello,” said Maria Lind in Kabul on 3 May."
    found = {each.span.covered(text) for each in shared_engine().annotate(text)}
    assert {"“Hello,”", "Maria Lind", "Kabul", "3 May"} <= found


def test_boilerplate_and_other_languages_get_nothing_and_metadata_only_dates() -> None:
    text = "2026-02-27 Kabul\nParis wins\nFollow us in London\nBerlin ist schön\nRead: Rome burns"
    kinds = ["metadata", "body", "boilerplate", "body", "related_link"]
    zones, start = [], 0
    for kind, line in zip(kinds, text.split("\n"), strict=True):
        lang = "de" if "ist" in line else "en"
        zones.append(Zone(kind, Span(start, start + len(line)), lang))
        start += len(line) + 1
    assert asserted(text, zones) == [("2026-02-27", "DATE"), ("Paris", "GPE"), ("Rome", "GPE")]


def test_a_short_line_among_lines_of_another_language_gets_nothing() -> None:
    banner = (
        "Bu site, deneyiminizi iyileştirmek için çerezleri kullanır ve verilerinizi işler.\n"
        "Ankara Kabul Et\n"
    )
    assert asserted("The minister of Chile spoke in Lima.\n" + banner) == [
        ("Chile", "GPE"),
        ("Lima", "GPE"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Die Regierung in Berlin will mit Russland und China über den Krieg in der Ukraine reden.",
        "Le président Emmanuel Macron a reçu à Paris le ministre de la Chine, Wang Yi, lundi.",
        "El presidente de México viajó a Washington para reunirse con Donald Trump en mayo.",
        "Il presidente del Consiglio Giorgia Meloni ha incontrato a Roma il premier di Israele.",
        "Bakanlık, Ankara ile Moskova arasında görüşmelerin devam ettiğini açıkladı.",
        "De premier van Nederland sprak in Brussel met de president van Polen over de oorlog.",
        "Президент России Владимир Путин прибыл в Пекин.",
    ],
)
def test_a_sentence_in_another_language_gets_nothing(line: str) -> None:
    text = f"{line}\nThey met in Kabul with the envoys of the countries that border on it."
    assert shared_engine().annotate(text)[0].span.covered(text) == "Kabul"


@pytest.mark.parametrize(
    "line",
    [
        "Taliban reject Pakistan airstrike claims, vow retaliation",
        "Russia, China FM attend high-level conference on Afghanistan",
        "Kabul denies Islamabad's allegations",
        "UKRAINE: SIX DEAD AFTER STRIKES",
    ],
)
def test_a_headline_without_stop_words_is_english(line: str) -> None:
    assert asserted(line)


def test_uncertain_names_are_found_but_not_asserted() -> None:
    text = "They praised Zorbl and left."
    (found,) = (each for each in shared_engine().annotate(text) if each.kind == "mention")
    assert found.span.covered(text) == "Zorbl"
    assert not found.is_certain


def test_the_pipeline_is_an_ordinary_spacy_pipeline(tmp_path: Path) -> None:
    nlp = build_pipeline()
    nlp.to_disk(tmp_path / "rules")
    again = spacy.load(tmp_path / "rules")
    doc = again("Russian envoy Olga Tarn met 12 officials in Kabul. He said “no” to Zorbl.")
    assert [(each.text, each.label_) for each in doc.ents] == [
        ("Russian", "NORP"),
        ("Olga Tarn", "PERSON"),
        ("12", "CARDINAL"),
        ("Kabul", "GPE"),
    ]
    assert [each.text for each in doc.spans["quotations"]] == ["“no”"]
    assert [each.text for each in doc.spans["uncertain"]] == ["Zorbl"]
    assert again.meta["version"] == nlp.meta["version"]


def test_the_tokens_give_back_the_text_even_where_a_chunk_is_overlong() -> None:
    text = " a" + '"' * 500 + " U.S.-led forces\u00a0\n" + "x" * 300 + "/TASS/"
    doc = build_pipeline().make_doc(text)
    assert doc.text == text
    assert [token.text for token in doc][-5:-1] != []
    assert "U.S." in [token.text for token in doc]


def test_words_of_suggestions_are_imported_without_spacy() -> None:
    code = (
        "import sys, annotator.preannotation.suggestion, annotator.preannotation.found, "
        "annotator.workflows.marking.preannotating; sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_finding_tells_whether_it_is_certain() -> None:
    assert Found("mention", Span(0, 1), "GPE", 0.5, "x").is_certain
    assert not Found("mention", Span(0, 1), "GPE", 0.49, "x").is_certain
