"""Every way in which news reports speech, with what should come of it: print with ``pytest -s``."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.corpus.span import Span
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import Attribution, Found

FORMS = runpy.run_path(str(Path(__file__).parent / "forms.py"))["FORMS"]
Candidate = tuple[Found, Attribution]
Act = tuple[str, str, str, str]


def candidates(text: str) -> list[Candidate]:
    found = shared_engine().annotate(text)
    return [(each, each.attribution) for each in found if each.attribution is not None]


def share(one: Sequence[Span], other: Sequence[Span]) -> float:
    shared = sum(
        max(0, min(each.end, span.end) - max(each.start, span.start))
        for each in one
        for span in other
    )
    return shared / (sum(map(len, one)) + sum(map(len, other)) - shared)


def places(text: str, words: str) -> list[Span]:
    return [Span(at.start(), at.end()) for at in re.finditer(re.escape(words), text)]


def tells(text: str, candidate: Candidate, act: Act) -> bool:
    """Tell whether a candidate has an act's source and cue and at least half of its content."""
    source, cue, content, _ = act
    _, parts = candidate
    wanted = [places(text, each)[0] for each in content.split(" | ")]
    return (
        share(parts.content, wanted) >= 0.5
        and any(each.overlaps(span) for each in parts.source for span in places(text, source))
        and any(
            each.overlaps(span)
            for each in parts.cue
            for word in cue.split()
            for span in places(text, word)
        )
    )


def judged(text: str, acts: Sequence[Act]) -> tuple[int, int, int, list[str]]:
    """Return how many acts are found and how many typed right, the surplus, and what is wrong."""
    left = candidates(text)
    right = typed = 0
    wrong: list[str] = []
    for act in acts:
        fitting = [each for each in left if tells(text, each, act)]
        if not fitting:
            wrong.append(f"not found: {act[:3]}")
            continue
        right += 1
        typed += fitting[0][0].label == act[3]
        if fitting[0][0].label != act[3]:
            wrong.append(f"{fitting[0][0].label} instead of {act[3]}: {act[2]}")
        left.remove(fitting[0])
    wrong += [f"too much ({each.rule}): {each.span.covered(text)}" for each, _ in left]
    return right, typed, len(left), wrong


@pytest.mark.parametrize(("form", "sentences"), FORMS, ids=[form for form, _ in FORMS])
def test_most_acts_of_a_form_are_found_and_little_else(
    form: str, sentences: Sequence[tuple[str, Sequence[Act]]]
) -> None:
    right = typed = surplus = wanted = 0
    for text, acts in sentences:
        found = judged(text, acts)
        right, typed, surplus = right + found[0], typed + found[1], surplus + found[2]
        wanted += len(acts)
        for each in found[3]:
            sys.stdout.write(f"\n  {text!r}: {each}")
    sys.stdout.write(f"\n{form}: {right} of {wanted} found, {typed} typed, {surplus} too many\n")
    assert right >= 0.75 * wanted
    assert typed >= 0.3 * wanted
    assert surplus <= 0.1 * len(sentences)
