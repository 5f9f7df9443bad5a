"""How much slower marking is with a learned layer, beside the rules alone in the same run."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from annotator.corpus.span import Span
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.learning.layer import LearnedLayer
from annotator.preannotation.learning.model import encode
from annotator.preannotation.learning.training import Vocabulary, examples, train

HELD_OUT = Path(__file__).resolve().parents[1] / "unit/preannotation/held_out.txt"
MARK = re.compile(r"\[\[(.*?)\|(\w+)\]\]", re.DOTALL)
ARTICLES = 60


def marked_articles() -> list[tuple[str, list[tuple[Span, str]]]]:
    """Return different articles, pieced together from the invented ones, with their entities."""
    parts = re.split(r"^==== .*$", HELD_OUT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    made = []
    for number in range(ARTICLES):
        marked = parts[number % len(parts)] + parts[(number * 7 + 3) % len(parts)]
        found, text, at = [], "", 0
        for match in MARK.finditer(marked):
            text += marked[at : match.start()]
            if match[2] != "X":
                found.append((Span(len(text), len(text) + len(match[1])), match[2]))
            text += match[1]
            at = match.end()
        made.append((text + marked[at:], found))
    return made


def words_per_second(work: Callable[[str], object], texts: list[str]) -> float:
    words = sum(len(text.split()) for text in texts)
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            work(text)
        best = max(best, words / (time.process_time() - start))
    return best


def test_a_learned_layer_costs_less_than_the_rules_and_the_tokenizer() -> None:
    engine, vocabulary, taught = shared_engine(), Vocabulary(), []
    articles = marked_articles()
    texts = [text for text, _ in articles]
    for text, confirmed in articles:
        reading, found = engine.read(text)
        taught += examples(vocabulary, reading, found, [confirmed])
    start = time.perf_counter()
    model = train(vocabulary, taught, cancelled=lambda: False)
    seconds = time.perf_counter() - start
    layer = LearnedLayer(model, {})
    alone = words_per_second(engine.annotate, texts)
    learned = words_per_second(lambda text: engine.annotate(text, learned=layer), texts)
    print(
        f"\nrules: {alone:,.0f} words/s, with a learned layer: {learned:,.0f} words/s on one core "
        f"(ratio {learned / alone:.2f}); trained on {ARTICLES} articles in {seconds:.1f} s, "
        f"{len(model.kinds)} kinds, {len(encode(model)):,} bytes"
    )
    assert learned > alone / 3
