"""How long it takes to compare 20,000 sentences, beside one plain pass over their words."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from annotator.corpus.article import Zone
from annotator.corpus.duplicates import Comparison, SimilarPassage, comparable
from annotator.corpus.span import Span
from annotator.corpus.words import words

HELD_OUT = Path(__file__).resolve().parents[1] / "unit/preannotation/held_out.txt"
ARTICLES, SENTENCES, BORROWED, NAMES = 1_000, 20, 0.15, 20_000


def articles() -> dict[str, str]:
    """Return invented articles: turns of phrase from real prose, names, and borrowed sentences."""
    draw = random.Random(3)
    prose = re.findall(r"\w+", re.sub(r"\[\[(.*?)\|\w+\]\]", r"\1", HELD_OUT.read_text("utf-8")))
    names = ["".join(draw.choices("abdefgiklmnoprstuv", k=7)).title() for _ in range(NAMES)]
    background = [sentence(draw, prose, names) for _ in range(300)]
    texts: dict[str, str] = {}
    for number in range(ARTICLES):
        chosen = [
            draw.choice(background) if draw.random() < BORROWED else sentence(draw, prose, names)
            for _ in range(SENTENCES)
        ]
        texts[f"{number:04}"] = "\n\n".join(" ".join(chosen[at : at + 3]) for at in range(0, 20, 3))
    return texts


def sentence(draw: random.Random, prose: list[str], names: list[str]) -> str:
    length, made = draw.randint(8, 38), list[str]()
    while len(made) < length:
        at = draw.randrange(len(prose) - 6)
        made += [draw.choice(names)] if draw.random() < 0.5 else prose[at : at + draw.randint(2, 5)]
    return " ".join(made).capitalize() + "."


def zones(text: str) -> tuple[Zone, ...]:
    return (Zone("body", Span(0, len(text))),)


def all_at_once(texts: dict[str, str]) -> dict[str, tuple[SimilarPassage, ...]]:
    comparison = Comparison()
    for name, text in texts.items():
        comparison.add(comparable(name, text, zones(text)))
    return comparison.similar()


def the_last_twenty(texts: dict[str, str]) -> dict[str, tuple[SimilarPassage, ...]]:
    comparison, names = Comparison(), list(texts)
    for name in names[-20:]:
        comparison.add(comparable(name, texts[name], zones(texts[name])))
    for name in names[:-20]:
        comparison.add_known(name, texts[name], zones(texts[name]))
    return comparison.similar()


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_comparing_stays_within_reach_of_one_pass_over_the_words() -> None:
    texts = articles()
    plain = seconds(lambda: sum(len(words(text)) for text in texts.values()))
    whole = seconds(lambda: all_at_once(texts))
    later = seconds(lambda: the_last_twenty(texts))
    print(
        f"\n{ARTICLES * SENTENCES:,} sentences compared in {whole:.2f} s, 20 new articles with "
        f"{ARTICLES - 20:,} known ones in {later:.2f} s; one pass over the words: {plain:.2f} s"
    )
    assert whole < 40 * plain and later < 40 * plain


def test_twice_as_many_articles_take_some_twice_as_long() -> None:
    texts = articles()
    half = dict(list(texts.items())[: ARTICLES // 2])
    small, large = seconds(lambda: all_at_once(half)), seconds(lambda: all_at_once(texts))
    print(f"\nhalf of the articles: {small:.2f} s, all of them: {large:.2f} s")
    assert large < 6 * small
