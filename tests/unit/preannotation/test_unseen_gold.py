"""The gold for the unseen texts: whole, in its text, and allowed by the bundled codebook."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from annotator.annotations.model import Figure, Source, Statement
from annotator.annotations.validation import Ground, check_statement
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import READABLE_ZONES, ZONE_KINDS

HERE = Path(__file__).parent
GOLD = runpy.run_path(str(HERE / "unseen_gold.py"))
HALVES = ("open", "closed")
TEXTS = [each for half in HALVES for each in GOLD["load"](HERE / "unseen" / half)]
every_text = pytest.mark.parametrize("one", TEXTS, ids=lambda each: each.name)


def parts(statement: Any) -> list[Any]:
    return [*statement.content, *statement.source, *statement.cue]


@every_text
def test_zones_cover_all_but_white_space_in_order_and_are_known(one: Any) -> None:
    end = 0
    for zone in one.zones:
        assert not one.text[end : zone.span.start].strip()
        assert set(zone.kinds) <= set(ZONE_KINDS)
        end = zone.span.end
    assert not one.text[end:].strip()


@every_text
def test_entities_follow_each_other_without_blanks_at_their_ends(one: Any) -> None:
    for entity, following in zip(one.entities, [*one.entities[1:], None], strict=True):
        covered = entity.span.covered(one.text)
        assert covered == covered.strip()
        assert following is None or entity.span.end <= following.span.start


@every_text
def test_quotations_stand_in_quotation_marks_or_run_to_the_end_of_their_paragraph(one: Any) -> None:
    for quote in one.quotes:
        covered = quote.span.covered(one.text)
        assert covered[0] in GOLD["OPENING"]
        marks = covered[0] in GOLD["OPENING"] and covered[-1] in GOLD["CLOSING"]
        is_unclosed = covered[-1] in ".,?!" or one.text[quote.span.end :].startswith((". ", "\n"))
        assert (marks and len(covered) > 2) or is_unclosed, covered
        assert "\n" not in covered


@every_text
def test_every_pair_of_quotation_marks_is_listed(one: Any) -> None:
    listed = [quote.span for quote in one.quotes]
    for found in GOLD["re"].finditer('[“"„«]', one.text):
        if found[0] == '"' and any(found.start() + 1 == each.end for each in listed):
            continue
        assert any(each.start <= found.start() < each.end for each in listed), one.text[
            found.start() : found.start() + 40
        ]


@every_text
def test_statements_and_figures_stand_where_people_read(one: Any) -> None:
    readable = [zone.span for zone in one.zones if zone.kinds[0] in READABLE_ZONES]
    for statement in one.statements:
        for span in parts(statement):
            assert any(each.contains(span) for each in readable), span.covered(one.text)
    for figure in one.figures:
        assert any(
            span.contains(figure.span) for each in one.statements for span in each.content
        ), figure.span.covered(one.text)


@every_text
def test_the_codebook_allows_every_statement(one: Any) -> None:
    ground = Ground(one.text, default_codebook(), {}, {})
    for number, each in enumerate(one.statements):
        figures = tuple(
            Figure(figure.span, figure.value, figure.bound, figure.unit)
            for figure in one.figures
            if any(span.contains(figure.span) for span in each.content)
        )
        statement = Statement(
            f"s{number}",
            one.name,
            "reader",
            each.content,
            Source(each.source),
            each.cue,
            claim_types=each.claim_types,
            figures=figures,
        )
        check_statement(statement, ground)
        assert each.claim_types
        assert bool(each.holders) or not each.source


@every_text
def test_holders_are_named_in_the_text(one: Any) -> None:
    speakers = [name for each in one.quotes for name in each.speakers]
    holders = [name for each in one.statements for name in each.holders]
    for name in (*speakers, *holders):
        assert name.split()[-1].casefold() in one.text.casefold(), name


def test_gold_that_does_not_fit_its_text_fails_loudly() -> None:
    head = "[[Rome|GPE]] said it would pay. It did.\n---\n"
    for wrong in (
        "quotes\nRome = “pay”",
        "quotes\nRome = would",
        "statements\nfact = Rome = Rome | told | it would pay",
        "statements\nfact = Rome = Rome | said",
        "figures\n3 roughly killed - = pay",
        "Rome = it",
    ):
        with pytest.raises(GOLD["GoldError"], match="tale"):
            GOLD["parse"](head + wrong, "tale")
    with pytest.raises(GOLD["GoldError"], match="kind"):
        GOLD["parse"]("[[Rome|TOWN]] fell.\n---\n", "tale")


def test_words_are_found_by_number_by_their_ends_and_near_what_is_said() -> None:
    one = GOLD["parse"](
        "H|Rome says no\nM:it|ieri\nHe said: Rome will pay, she said.\n---\nstatements\n"
        "commitment = Rome = He | said: | Rome#2 + pay\nfact = Rome = she | said | will ~~ pay",
        "tale",
    )
    first, second = one.statements
    assert [one.text[each.start : each.end] for each in first.content] == ["Rome", "pay"]
    assert second.cue[0].start > first.cue[0].end
    assert [(zone.kinds, zone.lang) for zone in one.zones] == [
        (("headline",), "en"),
        (("metadata",), "it"),
        (("body",), "en"),
    ]
