"""Invented sentences by the causes of earlier mistakes: print what is wrong with ``pytest -s``."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.agreement.spans.marks import overlap
from annotator.corpus.span import Span
from annotator.corpus.zones import propose
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.numbers.figures import find_figures

HERE = Path(__file__).parent
CAUSES = runpy.run_path(str(HERE / "causes.py"))
GOLD = runpy.run_path(str(HERE / "unseen_gold.py"))
FORMS = runpy.run_path(str(HERE / "test_forms.py"))


def tell(wrong: Sequence[str]) -> None:
    sys.stdout.write("".join(f"\n  {each}" for each in wrong))


def halves(whole: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the half that rules were mended on and the half that was kept."""
    middle = (len(whole) + 1) // 2
    return whole[:middle], whole[middle:]


def wrong_names(marked: str) -> list[str]:
    one = GOLD["parse"](f"{marked}\n---\n", "cause")
    wanted = {
        (each.span.start, each.span.covered(one.text), each.kinds[0]) for each in one.entities
    }
    kinds = {*GOLD["NAMES"].split(), "CARDINAL", *(each[2] for each in wanted)}
    found = {
        (each.span.start, each.span.covered(one.text), each.label)
        for each in shared_engine().annotate(one.text, propose(one.text).zones)
        if each.kind == "mention" and each.is_certain and each.label in kinds
    }
    numbers = {each for each in found - wanted if each[2] == "CARDINAL" and each[1].isalpha()}
    return [
        *(f"missed {each[1:]}: {one.text!r}" for each in sorted(wanted - found)),
        *(f"too much {each[1:]}: {one.text!r}" for each in sorted(found - wanted - numbers)),
    ]


def wrong_acts(case: tuple[str, Sequence[tuple[str, str, str, str]]]) -> list[str]:
    text, acts = case
    wrong = FORMS["judged"](text, acts)[3]
    return [f"{text!r}: {each}" for each in wrong if "instead of" not in each]


def wrong_speaker(case: tuple[str, str, str]) -> list[str]:
    text, quote, name = case
    span = Span(text.index(quote), text.index(quote) + len(quote))
    near = [
        (overlap(parts.content, [span]), parts.named)
        for _, parts in FORMS["candidates"](text)
        if parts.named is not None
    ]
    share, named = max(near, key=lambda each: each[0], default=(0.0, None))
    told = named.covered(text) if share and named is not None else ""
    return [] if name.casefold() in told.casefold() else [f"{told!r} for {name}: {text!r}"]


def wrong_figures(case: tuple[str, Sequence[tuple[int | None, str, str, str]]]) -> list[str]:
    text, wanted = case
    found = {
        (each.value, each.bound, each.unit) for each in find_figures(text, None, GOLD["UNITS"])
    }
    right = {each[:3] for each in wanted}
    return [f"{sorted(found, key=str)}: {text!r}"] if found != right else []


def wrong_zones(page: str) -> list[str]:
    lines = [each.split("|", 1) for each in page.strip().split("\n")]
    text = "\n".join(line for _, line in lines)
    zones = propose(text).zones
    wrong, at = [], 0
    for kind, line in lines:
        start, at = at, at + len(line) + 1
        if not line:
            continue
        span = Span(start, at - 1)
        nearest = max(zones, key=lambda each: overlap([each.span], [span]))
        if nearest.kind not in kind.split("/"):
            wrong.append(f"{nearest.kind} for {kind}: {line[:60]!r}")
    return wrong


# What share of the kept half must be right; the rest is what the rules do not reach.
FLOORS = {"names": 0.93, "said": 0.86, "speakers": 0.8, "figures": 0.9, "zones": 0.7}
KINDS: dict[str, tuple[Any, Any]] = {
    "names": ([(cause, cases) for cause, cases in CAUSES["ENTITIES"]], wrong_names),
    "said": ([(cause, cases) for cause, cases in CAUSES["SAID"]], wrong_acts),
    "speakers": ([("speakers", CAUSES["SPEAKERS"])], wrong_speaker),
    "figures": ([("figures", CAUSES["FIGURES"])], wrong_figures),
    "zones": ([("zones", CAUSES["PAGES"])], wrong_zones),
}


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_of_earlier_mistakes_are_read_right(kind: str) -> None:
    causes, wrong_in = KINDS[kind]
    for half, share in ((0, 0.8), (1, FLOORS[kind])):
        right = whole = 0
        for cause, cases in causes:
            judged = [wrong_in(case) for case in halves(cases)[half]]
            right, whole = right + judged.count([]), whole + len(judged)
            sys.stdout.write(f"\n{cause}: {judged.count([])} of {len(judged)}")
            tell([each for wrong in judged for each in wrong])
        assert right >= share * whole
