"""Agreement on what is marked, token by token."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.agreement.kept import NOTHING, Kept
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.spans.marks import Mark
from annotator.corpus.span import Span

if TYPE_CHECKING:
    from annotator.agreement.labels.table import Patterns
    from annotator.agreement.resampling import Resampling

ArticleMarks = Mapping[str, frozenset[Mark]]

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
    annotators: Sequence[ArticleMarks],
    tokens: Tokens,
    label: str,
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return alpha over tokens of "inside a mark with this label, or not"."""
    name = f"token_alpha_binary[{label}]"
    return _alpha(name, annotators, tokens, lambda held: label in held, resampling, kept)


def token_alpha_any(
    annotators: Sequence[ArticleMarks],
    tokens: Tokens,
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return alpha over tokens of "inside any mark, or not"."""
    return _alpha("token_alpha_any", annotators, tokens, bool, resampling, kept)


def token_alpha_masi(
    annotators: Sequence[ArticleMarks],
    tokens: Tokens,
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return alpha over tokens and the sets of labels over them, with the MASI distance."""
    return _alpha("token_alpha_masi", annotators, tokens, None, resampling, kept)


def _alpha(
    name: str,
    annotators: Sequence[ArticleMarks],
    tokens: Tokens,
    recode: Callable[[Labels], Hashable] | None,
    resampling: Resampling | None,
    kept: Kept,
) -> Coefficient:
    from annotator.agreement.labels.alpha import krippendorff_alpha, set_alpha
    from annotator.agreement.labels.table import article_table

    def work_out(articles: Sequence[str]) -> Iterator[Patterns]:
        for article in articles:
            yield _patterns([each.get(article) for each in annotators], tokens[article])

    every = sorted({article for each in annotators for article in each})
    patterns = []
    for found in kept.of_each(every, "tokens", work_out):
        recoded: Patterns = Counter()
        for row, times in found.items():
            recoded[tuple(_recoded(held, recode) for held in row)] += times
        patterns.append(recoded)
    table = article_table(patterns, annotators=len(annotators))
    alpha = set_alpha(table) if recode is None else krippendorff_alpha(table)
    if resampling is not None:
        from annotator.agreement.resampling import with_interval

        alpha = with_interval(alpha, table, resampling)
    return replace(alpha, name=name)


def _recoded(held: Hashable | None, recode: Callable[[Labels], Hashable] | None) -> Hashable | None:
    return recode(held) if recode is not None and isinstance(held, frozenset) else held


def _patterns(marks: Sequence[Iterable[Mark] | None], tokens: Sequence[Span]) -> Patterns:
    """Count which label sets the annotators gave to a token, with None for who did not look."""
    held: defaultdict[int, list[set[str]]] = defaultdict(lambda: [set() for _ in marks])
    for column, one in enumerate(marks):
        for each in one or ():
            for place in marked_tokens(each, tokens):
                held[place][column].add(each.label)
    looked = [one is not None for one in marks]
    rows: Patterns = Counter(
        tuple(frozenset(one) if seen else None for one, seen in zip(row, looked, strict=True))
        for row in held.values()
    )
    untouched = tuple(frozenset[str]() if seen else None for seen in looked)
    rows[untouched] += len(tokens) - len(held)
    return rows
