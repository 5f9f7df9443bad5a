"""Possible statements: how many are right on annotated articles and on invented sentences."""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.corpus.span import Span
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import Attribution, Found

HERE = Path(__file__).parent
CORPUS = HERE.parents[3] / "../shared/corpus"
SENTENCES = runpy.run_path(str(HERE / "said.py"))["SENTENCES"]
needs_corpus = pytest.mark.skipif(
    not (CORPUS / "seeds_statements.json").exists(), reason="no annotated corpus here"
)


def show(line: str) -> None:
    """Print a figure, for ``pytest -s tests/unit/preannotation/reported/test_candidates.py``."""
    sys.stdout.write(f"{line}\n")


def candidates(text: str) -> list[tuple[Found, Attribution]]:
    found = shared_engine().annotate(text)
    return [(each, each.attribution) for each in found if each.attribution is not None]


def told(text: str) -> list[tuple[str, str, str]]:
    """Return whom the source means, the cue and the content of each candidate, in words."""
    return [
        (
            parts.named.covered(text) if parts.named is not None else "",
            " ".join(each.covered(text) for each in parts.cue),
            " | ".join(each.covered(text) for each in parts.content),
        )
        for _, parts in candidates(text)
    ]


def overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(each.overlaps(span) for each in one for span in other)


def spans(listed: list[dict[str, Any]]) -> list[Span]:
    return [Span(each["start"], each["end"]) for each in listed]


def documents(file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in json.loads((CORPUS / file).read_text(encoding="utf-8"))["documents"]:
        name = document.get("file", document["id"])
        yield (CORPUS / "seeds" / name).read_bytes().decode(), document


def fits(parts: Attribution, statement: dict[str, Any]) -> bool:
    return overlap(parts.content, spans(statement["content"])) and overlap(
        parts.source, spans(statement["source"]["spans"])
    )


@needs_corpus
def test_most_statements_of_the_annotated_articles_are_proposed_and_little_else() -> None:
    proposed = wanted = right = all_candidates = typed = 0
    for text, document in documents("seeds_statements.json"):
        found = [parts for _, parts in candidates(text)]
        statements = document["statements"]
        wanted += len(statements)
        proposed += sum(any(fits(parts, each) for parts in found) for each in statements)
        all_candidates += len(found)
        for parts in found:
            fitting = [each for each in statements if fits(parts, each)]
            right += bool(fitting)
            typed += any(parts.claim_types[0] in each["claim_types"] for each in fitting)
    show(
        f"\nstatements proposed: {proposed} of {wanted} ({proposed / wanted:.0%}); "
        f"candidates right: {right} of {all_candidates} ({right / all_candidates:.0%}); "
        f"first claim type right: {typed} of {right}"
    )
    assert proposed >= 0.6 * wanted
    assert right >= 2 / 3 * all_candidates
    assert typed >= 0.6 * right


@needs_corpus
def test_the_speakers_of_direct_quotations_are_named() -> None:
    right = wanted = 0
    for text, document in documents("seeds_entities.json"):
        found = candidates(text)
        for quote in document["quotes"]:
            if not quote["speaker"]:
                continue
            wanted += 1
            where = [Span(quote["start"], quote["end"])]
            named = [
                parts.named.covered(text)
                for _, parts in found
                if parts.named is not None and overlap(parts.content, where)
            ]
            right += any(quote["speaker"].split()[-1] in each for each in named)
    show(f"\nspeakers right: {right} of {wanted}")
    assert right >= 16


def share(one: Sequence[Span], other: Sequence[Span]) -> float:
    shared = sum(
        max(0, min(each.end, span.end) - max(each.start, span.start))
        for each in one
        for span in other
    )
    return shared / (sum(map(len, one)) + sum(map(len, other)) - shared)


def test_invented_sentences_give_what_is_said_in_them_and_little_else() -> None:
    right = wanted = typed = surplus = 0
    for text, expected in SENTENCES:
        found = candidates(text)
        wanted += len(expected)
        matched: set[int] = set()
        for source, content, claim_type in expected:
            place = [Span(text.index(content), text.index(content) + len(content))]
            holder = [
                Span(found_at.start(), found_at.end())
                for found_at in re.finditer(re.escape(source), text)
            ]
            for number, (each, parts) in enumerate(found):
                if share(parts.content, place) >= 0.5 and overlap(parts.source, holder):
                    matched.add(number)
                    right += 1
                    typed += each.label == claim_type
                    break
            else:
                show(f"\nnot found: {text}")
        if len(found) > len(matched):
            show(f"\ntoo much: {text} {told(text)}")
        surplus += len(found) - len(matched)
    show(f"\nfound {right} of {wanted}, {surplus} too many, claim type right for {typed}")
    assert right >= 0.85 * wanted
    assert surplus <= 0.1 * wanted
    assert typed >= 0.7 * wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Moscow denied it, Chinese Foreign Ministry spokesperson Mei Lan said. She urged both "
            "to talk.",
            ("Chinese Foreign Ministry spokesperson Mei Lan", "urged", "to talk"),
        ),
        (
            "Interior Minister Jan Vos spoke first. “We will act,” the minister said.",
            ("Interior Minister Jan Vos", "said", "“We will act,”"),
        ),
        (
            "The Norwegian Foreign Ministry said talks had failed. The statement called on Iran to "
            "return.",
            ("The Norwegian Foreign Ministry", "called on", "to return"),
        ),
        (
            "Finnish Defence Minister Aino Karhu met officers. Karhu vowed to rebuild the fleet.",
            ("Finnish Defence Minister Aino Karhu", "vowed", "to rebuild the fleet"),
        ),
        (
            "Kremlin spokesman Pyotr Orlov arrived in Baku. He said the visit would be short.",
            ("Kremlin spokesman Pyotr Orlov", "said", "the visit would be short"),
        ),
        (
            "Finnish Defence Minister Aino Karhu thanked Iran and said that ships would sail. She "
            "insisted that the bay was safe.",
            ("Finnish Defence Minister Aino Karhu", "insisted", "that the bay was safe"),
        ),
        (
            "Police spokesman Jan Vos said the dam held. Spokeswoman Ana Ruiz said it leaked. He "
            "added that nobody had slept.",
            ("Police spokesman Jan Vos", "added", "that nobody had slept"),
        ),
        (
            "The Norwegian Foreign Ministry met envoys. Iran said it was late. The ministry denied "
            "the report.",
            ("Norwegian Foreign Ministry", "denied", "the report"),
        ),
        (
            "Kremlin spokesman Pyotr Orlov left. A spokesman for the Lumen Front denied it.",
            ("A spokesman for the Lumen Front", "denied", "it"),
        ),
        (
            "Kremlin spokesman Pyotr Orlov said it was late. The Norwegian navy denied the report. "
            "He added that the ships had left.",
            ("Kremlin spokesman Pyotr Orlov", "added", "that the ships had left"),
        ),
        (
            "President Vera Holt fell ill. Holt's office denied the report.",
            ("Holt's office", "denied", "the report"),
        ),
    ],
)
def test_pronouns_offices_and_surnames_stand_for_whoever_was_named(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(text)


def test_a_quotation_around_the_reporting_clause_is_one_candidate_with_two_fragments() -> None:
    for text in (
        "“The mill is ours,” Mayor Lena Moor said. “It stays open.”",
        "“The mill is ours,” said Mayor Lena Moor, “and it stays open.”",
    ):
        ((found, parts),) = candidates(text)
        assert found.rule == "quote-interrupted"
        assert len(parts.content) == 2
        assert parts.source[0].covered(text) == "Mayor Lena Moor"


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_its_speaker() -> None:
    text = "“The mill is ours,” Mayor Lena Moor said.\n“Nobody will close it.”\n"
    _, (found, parts) = candidates(text)
    assert (found.rule, parts.source) == ("continued-quote", ())
    assert parts.named is not None
    assert parts.named.covered(text) == "Mayor Lena Moor"


def test_what_is_reported_inside_what_is_said_belongs_to_it() -> None:
    text = "Norway offered to host the talks, a Finnish Foreign Ministry spokesman said."
    ((found, parts),) = candidates(text)
    assert parts.source[0].covered(text) == "a Finnish Foreign Ministry spokesman"
    assert parts.content[0].covered(text) == "Norway offered to host the talks"
    assert found.label == "offer"


def test_telling_somebody_to_act_is_a_call() -> None:
    text = "Norway on Monday told Iran and Iraq to stop at once."
    ((found, parts),) = candidates(text)
    assert found.label == "call"
    assert parts.addressee[0].covered(text) == "Iran and Iraq"
    assert parts.content[0].covered(text) == "to stop at once"


def test_what_somebody_else_says_inside_is_a_candidate_of_its_own_but_an_uncertain_one() -> None:
    text = "Norwegian Minister Jan Vos said that Iran had accused Iraq of lying."
    outer, (found, parts) = candidates(text)
    assert outer[1].content[0].covered(text) == "that Iran had accused Iraq of lying"
    assert (found.rule, found.is_certain, found.label) == ("nested", False, "accusation")
    assert parts.source[0].covered(text) == "Iran"
    assert parts.content[0].covered(text) == "lying"


def test_what_the_same_country_says_inside_is_not() -> None:
    text = "Iranian Minister Ali Vos said that Iran had accused Iraq of lying."
    assert len(candidates(text)) == 1


def test_every_candidate_tells_its_rule_and_how_sure_it_is() -> None:
    text = "Norway said that it would pay. Moscow's claims of theft were old. It voiced concern."
    found = candidates(text)
    assert [each.rule for each, _ in found] == ["clause-that", "noun", "expressed"]
    confidences = {each.rule: each.confidence for each, _ in found}
    assert confidences["noun"] <= 0.5 < confidences["clause-that"]


def test_whom_somebody_speaks_to_is_the_addressee() -> None:
    text = "Norway urged Iran to talk. “Go home,” the mayor told protesters."
    addressed = [parts.addressee[0].covered(text) for _, parts in candidates(text)]
    assert addressed == ["Iran", "protesters"]
