"""Agreement on what is marked, token by token."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from annotator.agreement.coefficient import Coefficient
from annotator.agreement.marks import Mark
from annotator.corpus.span import Span

Tokens = Mapping[str, Sequence[Span]]
"""The tokens of each article, in text order and without overlaps."""
Labels = frozenset[str]

_TOKEN = re.compile(r"\w+|[^\w\s]")


def tokenize(text: str) -> tuple[Span, ...]:
    """Return the words and the single punctuation marks of a text."""
    return tuple(Span(*found.span()) for found in _TOKEN.finditer(text))


def marked_tokens(mark: Mark, tokens: Sequence[Span]) -> set[int]:
    """Return the places of the tokens that share a character with the mark."""
    places: set[int] = set()
    for span in mark.fragments:
        first = bisect_right(tokens, span.start, key=lambda token: token.end)
        last = bisect_left(tokens, span.end, key=lambda token: token.start)
        places.update(range(first, last))
    return places


def token_alpha(
    annotators: Sequence[Mapping[str, frozenset[Mark]]], tokens: Tokens, label: str
) -> Coefficient:
    """Return alpha over tokens of "inside a mark with this label, or not"."""
    return _alpha(f"token_alpha_binary[{label}]", annotators, tokens, lambda held: label in held)


def token_alpha_any(
    annotators: Sequence[Mapping[str, frozenset[Mark]]], tokens: Tokens
) -> Coefficient:
    """Return alpha over tokens of "inside any mark, or not"."""
    return _alpha("token_alpha_any", annotators, tokens, lambda held: bool(held))


def token_alpha_masi(
    annotators: Sequence[Mapping[str, frozenset[Mark]]], tokens: Tokens
) -> Coefficient:
    """Return alpha over tokens and the sets of labels over them, with the MASI distance."""
    return _alpha("token_alpha_masi", annotators, tokens, None)


def _alpha(
    name: str,
    annotators: Sequence[Mapping[str, frozenset[Mark]]],
    tokens: Tokens,
    recode: Callable[[Labels], Hashable] | None,
) -> Coefficient:
    from dataclasses import replace

    from annotator.agreement.alpha import krippendorff_alpha, set_alpha
    from annotator.agreement.labels import weighted_table

    patterns: Counter[tuple[Hashable | None, ...]] = Counter()
    for article in sorted({article for each in annotators for article in each}):
        marks = [each.get(article) for each in annotators]
        for row, times in _patterns(marks, tokens[article]).items():
            patterns[tuple(_recoded(held, recode) for held in row)] += times
    table = weighted_table(patterns, annotators=len(annotators))
    found = set_alpha(table) if recode is None else krippendorff_alpha(table)
    return replace(found, name=name)


def _recoded(held: Labels | None, recode: Callable[[Labels], Hashable] | None) -> Hashable | None:
    return held if held is None or recode is None else recode(held)


def _patterns(
    marks: Sequence[Iterable[Mark] | None], tokens: Sequence[Span]
) -> Counter[tuple[Labels | None, ...]]:
    """Count which label sets the annotators gave to a token, with None for who did not look."""
    held: defaultdict[int, list[set[str]]] = defaultdict(lambda: [set() for _ in marks])
    for column, one in enumerate(marks):
        for each in one or ():
            for place in marked_tokens(each, tokens):
                held[place][column].add(each.label)
    looked = [one is not None for one in marks]
    rows = Counter(
        tuple(frozenset(one) if seen else None for one, seen in zip(row, looked, strict=True))
        for row in held.values()
    )
    untouched = tuple(frozenset[str]() if seen else None for seen in looked)
    rows[untouched] += len(tokens) - len(held)
    return rows
