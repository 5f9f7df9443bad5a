"""How fast the rules are, beside spaCy's blank English tokenizer in the same run."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from annotator.preannotation.engine import shared_engine

HELD_OUT = Path(__file__).resolve().parents[1] / "unit/preannotation/held_out.txt"
ARTICLES = 60


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
