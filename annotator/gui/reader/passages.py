"""How passages that stand in several articles are shown over one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annotator.corpus.span import Span
from annotator.gui.reader.marks import Mark

if TYPE_CHECKING:
    from annotator.corpus.duplicates import SimilarPassage

PASSAGE = "passage:"
"""How the ids of these marks begin."""


def passage_marks(similar: Iterable[SimilarPassage]) -> Iterator[Mark]:
    """Yield a mark for each passage, which tells in how many other articles it stands."""
    found: defaultdict[Span, list[SimilarPassage]] = defaultdict(list)
    for each in similar:
        found[each.span].append(each)
    for span, passages in found.items():
        count = len(articles_of(passages))
        tip = "also in 1 other article" if count == 1 else f"also in {count} other articles"
        yield Mark(id=f"{PASSAGE}{span.start}", spans=(span,), kind="passage", tip=tip)


def articles_of(similar: Iterable[SimilarPassage]) -> frozenset[str]:
    """Return the other articles in which passages stand."""
    return frozenset(each.article for each in similar)
