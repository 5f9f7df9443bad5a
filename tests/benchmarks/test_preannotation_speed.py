"""How fast the rules are, on one core beside spaCy's blank tokenizer, and on two beside one.

Prints what it measured: run it with ``pytest -s`` to read it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from annotator.codebook.reading import default_codebook
from annotator.corpus.zones import propose
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.pipelines import own_process
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.workflows.marking.marker import MarkerState, Unmarked
from annotator.workflows.marking.marking_pool import mark
from annotator.workflows.watching import never

HELD_OUT = Path(__file__).resolve().parents[1] / "unit/preannotation/held_out.txt"
ARTICLES = 60
MANY = 1_500  # of them for several processes: some seconds of work
TRIES = 2


def articles() -> list[str]:
    """Return different articles, pieced together from the invented ones."""
    text = re.sub(r"\[\[(.*?)\|\w+\]\]", r"\1", HELD_OUT.read_text(encoding="utf-8"))
    parts = re.split(r"^==== .*$", text, flags=re.MULTILINE)[1:]
    return [parts[at % len(parts)] + parts[(at * 7 + 3) % len(parts)] for at in range(ARTICLES)]


def words_per_second(work: Callable[[str], object], texts: list[str]) -> float:
    words = sum(len(text.split()) for text in texts)
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            work(text)
        best = max(best, words / (time.process_time() - start))
    return best


def test_the_rules_keep_within_reach_of_the_bare_tokenizer() -> None:
    texts = articles()
    engine, tokenizer = shared_engine(), spacy.blank("en").tokenizer
    rules = words_per_second(engine.annotate, texts)
    bare = words_per_second(tokenizer, texts)
    print(
        f"\nrules: {rules:,.0f} words/s, spaCy's blank tokenizer: {bare:,.0f} words/s on one core"
    )
    assert rules > bare / 10


def state() -> MarkerState:
    return MarkerState(EngineRun("run", "rules", "1"), default_codebook(), ())


def marked_per_second(
    articles: list[Unmarked], jobs: int
) -> tuple[float, dict[str, tuple[Suggestion, ...]]]:
    """Return words per second, from when all processes are at work, and what was suggested."""
    words = {each.id: len(each.text.split()) for each in articles}
    found: dict[str, tuple[Suggestion, ...]] = {}
    counted, begun = 0, 0.0
    for batch in mark(state(), articles, jobs=jobs, cancelled=never):
        if len(found) > len(articles) // 10:
            counted += sum(words[each] for each in batch)
        else:
            begun = time.perf_counter()
        found.update(batch)
    return counted / (time.perf_counter() - begun), found


@pytest.mark.slow
def test_two_processes_find_the_same_in_less_time() -> None:
    texts = articles()
    unmarked = [
        Unmarked(f"{at:05}", text, propose(text).zones)
        for at, text in enumerate(texts[at % len(texts)] for at in range(MANY))
    ]
    best: dict[int, float] = {}
    found: dict[int, dict[str, tuple[Suggestion, ...]]] = {}
    for _ in range(TRIES):
        for jobs in (1, 2):
            speed, found[jobs] = marked_per_second(unmarked, jobs)
            best[jobs] = max(best.get(jobs, 0.0), speed)
    print(
        f"\none process: {best[1]:,.0f} words/s, two: {best[2]:,.0f} words/s, "
        f"two : one = {best[2] / best[1]:.2f} on {own_process.usable_cores()} cores"
    )
    assert found[1] == found[2]
    assert len(found[1]) == MANY
