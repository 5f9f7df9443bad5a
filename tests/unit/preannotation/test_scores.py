"""How good the rules are: on the annotated seeds, and on invented texts they were not made from."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.preannotation.engine import shared_engine

CORPUS = Path(__file__).resolve().parents[3] / "../shared/corpus"
MARK = re.compile(r"\[\[(.*?)\|(\w+)\]\]", re.DOTALL)
DETERMINER = re.compile(r"(?i)^(?:the|a|an|this|that|these|those)\s+")
Entity = tuple[int, int, str]


def asserted(text: str) -> list[Entity]:
    return [
        (found.span.start, found.span.end, found.label)
        for found in shared_engine().annotate(text)
        if found.kind == "mention" and found.is_certain
    ]


@pytest.fixture(scope="module")
def seeds() -> dict[str, str]:
    files = sorted((CORPUS / "seeds").glob("*.txt"))
    return {file.name: file.read_bytes().decode() for file in files}


@pytest.mark.skipif(not (CORPUS / "score_entities.py").exists(), reason="no annotated corpus here")
class TestSeeds:
    def test_strict_f1_over_all_kinds_is_at_least_97(
        self, seeds: dict[str, str], tmp_path: Path
    ) -> None:
        predicted = tmp_path / "predicted.json"
        predicted.write_text(json.dumps({name: asserted(text) for name, text in seeds.items()}))
        script, gold = CORPUS / "score_entities.py", CORPUS / "seeds_entities.json"
        command = [sys.executable, script, gold, CORPUS / "seeds", predicted]
        report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        strict = re.search(r"^\s*all\s+strict P [\d.]+ R [\d.]+ F ([\d.]+)", report, re.MULTILINE)
        assert strict is not None
        assert float(strict[1]) >= 0.97

    def test_nothing_is_found_in_the_cookie_banner_of_another_language(
        self, seeds: dict[str, str]
    ) -> None:
        (text,) = [text for text in seeds.values() if "Sitelerimizde" in text]
        start = text.index("Sitelerimizde")
        found = shared_engine().annotate(text)
        assert [each for each in found if each.span.end > start] == []

    def test_all_direct_quotations_are_found_and_no_other(self, seeds: dict[str, str]) -> None:
        documents = json.loads((CORPUS / "seeds_entities.json").read_text())["documents"]
        gold = {
            (document["id"], quote["start"], quote["end"])
            for document in documents
            for quote in document["quotes"]
        }
        found = {
            (name, each.span.start, each.span.end)
            for name, text in seeds.items()
            for each in shared_engine().annotate(text)
            if each.kind == "quotation"
        }
        assert found == gold

    def test_countries_that_names_stand_for_are_named(self, seeds: dict[str, str]) -> None:
        documents = json.loads((CORPUS / "seeds_entities.json").read_text())["documents"]
        right = wrong = 0
        for document in documents:
            found = {
                (each.span.start, each.span.end): each.country
                for each in shared_engine().annotate(seeds[document["id"]])
                if each.kind == "mention"
            }
            for entity in document["entities"]:
                if entity["label"] in ("GPE", "NORP"):
                    is_right = found.get((entity["start"], entity["end"])) == entity.get("actor")
                    right, wrong = right + is_right, wrong + (not is_right)
        assert right > 150
        assert wrong <= 0.02 * right


def held_out(file: str) -> dict[str, tuple[str, list[Entity], list[Entity]]]:
    """Return by name the text, the marked entities, and the stretches that are not judged."""
    whole = (Path(__file__).parent / file).read_text(encoding="utf-8")
    documents = {}
    for part in re.split(r"^==== ", whole, flags=re.MULTILINE)[1:]:
        name, body = part.split("\n", 1)
        text, at = "", 0
        marked: list[Entity] = []
        for match in MARK.finditer(body):
            text += body[at : match.start()]
            marked.append((len(text), len(text) + len(match[1]), match[2]))
            text, at = text + match[1], match.end()
        text += body[at:]
        gold = [each for each in marked if each[2] != "X"]
        documents[name] = (text, gold, [each for each in marked if each[2] == "X"])
    return documents


def bare(text: str, entity: Entity) -> Entity:
    start, end, label = entity
    match = DETERMINER.match(text[start:end])
    kind = "DATE" if label == "TIME" else label
    return (start + (match.end() if match else 0), end, kind)


def strict_f1(file: str) -> float:
    right = predicted = expected = 0
    for text, gold, ignored in held_out(file).values():
        found = {
            bare(text, each)
            for each in asserted(text)
            if not any(start < each[1] and each[0] < end for start, end, _ in ignored)
        }
        wanted = {bare(text, each) for each in gold}
        right += len(found & wanted)
        predicted, expected = predicted + len(found), expected + len(wanted)
    return 2 * right / (predicted + expected)


def test_invented_news_of_many_kinds_is_marked_with_an_f1_of_at_least_93() -> None:
    assert strict_f1("held_out.txt") >= 0.93


def test_the_scorer_of_the_invented_news_sees_errors() -> None:
    text, gold, _ = held_out("held_out.txt")["border"]
    assert gold
    assert all(text[start:end].strip() == text[start:end] for start, end, _ in gold)
    assert (0, 5, "NORP") in gold
    assert text[:5] == "Tajik"
