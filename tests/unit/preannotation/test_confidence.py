"""Whether candidates are right as often as they say: print the tables with ``pytest -s``."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from annotator.corpus.span import Span
from annotator.corpus.zones import propose
from annotator.preannotation.engine import shared_engine

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "../shared/corpus"
Judged = tuple[str, float, bool]  # rule, confidence, is right
Gold = list[tuple[list[Span], list[Span]]]  # content and source of each statement


def share(one: Sequence[Span], other: Sequence[Span]) -> float:
    shared = sum(
        max(0, min(each.end, span.end) - max(each.start, span.start))
        for each in one
        for span in other
    )
    return shared / (sum(map(len, one)) + sum(map(len, other)) - shared)


def judge(text: str, gold: Gold, *, has_zones: bool) -> Iterator[Judged]:
    zones = propose(text).zones if has_zones else None
    for found in shared_engine().annotate(text, zones):
        parts = found.attribution
        if parts is None:
            continue
        is_right = any(
            share(parts.content, content) >= 0.5
            and (not parts.source or any(a.overlaps(b) for a in parts.source for b in source))
            for content, source in gold
        )
        yield found.rule, found.confidence, is_right


def spans(listed: list[dict[str, int]]) -> list[Span]:
    return [Span(each["start"], each["end"]) for each in listed]


def annotated() -> Iterator[Judged]:
    """Yield the candidates of the annotated articles, where they are here."""
    path = CORPUS / "seeds_statements.json"
    if not path.exists():
        return
    for document in json.loads(path.read_text(encoding="utf-8"))["documents"]:
        file = CORPUS / "seeds" / document.get("file", document["id"])
        gold = [
            (spans(each["content"]), spans(each["source"]["spans"]))
            for each in document["statements"]
        ]
        yield from judge(file.read_bytes().decode(), gold, has_zones=False)


def invented() -> Iterator[Judged]:
    load = runpy.run_path(str(HERE / "unseen_gold.py"))["load"]
    for one in load(HERE / "unseen" / "open"):
        gold = [(list(each.content), list(each.source)) for each in one.statements]
        yield from judge(one.text, gold, has_zones=True)
    for _, sentences in runpy.run_path(str(HERE / "forms.py"))["FORMS"]:
        for text, acts in sentences:
            gold = [(places(text, content), places(text, source)) for source, _, content, _ in acts]
            yield from judge(text, gold, has_zones=False)


def places(text: str, words: str) -> list[Span]:
    return [Span(text.index(each), text.index(each) + len(each)) for each in words.split(" | ")]


@cache
def judged() -> tuple[Judged, ...]:
    return (*annotated(), *invented())


def tell(name: str, found: Sequence[Judged]) -> float:
    """Print how many are right beside the mean confidence; return the share that is right."""
    right = sum(is_right for _, _, is_right in found)
    mean = sum(confidence for _, confidence, _ in found) / len(found)
    sys.stdout.write(
        f"{name:20} right {right:4}  wrong {len(found) - right:3}  "
        f"share {right / len(found):.2f}  confidence {mean:.2f}\n"
    )
    return right / len(found)


def test_no_rule_is_wrong_much_oftener_than_it_says() -> None:
    sys.stdout.write("\n")
    for rule in sorted({each[0] for each in judged()}):
        found = [each for each in judged() if each[0] == rule]
        mean = sum(confidence for _, confidence, _ in found) / len(found)
        right = tell(rule, found)
        assert len(found) < 5 or right >= mean - 0.15, rule


def test_the_surer_a_candidate_the_oftener_it_is_right() -> None:
    sys.stdout.write("\n")
    shares = []
    for low, high in ((0.0, 0.65), (0.65, 0.85), (0.85, 1.01)):
        found = [each for each in judged() if low <= each[1] < high]
        shares.append(tell(f"{low:.2f} to {min(high, 1.0):.2f}", found))
    assert shares[0] < shares[2]
    assert shares[1] >= 0.85
    assert shares[2] >= 0.9
