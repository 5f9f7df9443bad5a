"""Agreement on where something is marked: F1 between pairs of annotators."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.agreement.kept import NOTHING, Kept
from annotator.agreement.labels.coefficient import Coefficient, Status
from annotator.agreement.spans.marks import Mark, align, merged, shared_length
from annotator.agreement.spans.tokens import Tokens, marked_tokens
from annotator.corpus.span import Span

if TYPE_CHECKING:
    from annotator.agreement.labels.tallies import Floats
    from annotator.agreement.resampling import Resampling

ArticleMarks = Mapping[str, frozenset[Mark]]
"""The marks of one annotator by article id; an article that is not in it was not looked at."""
Found = tuple[float, int]
"""Twice what two annotators have in common in an article, and what both have together."""
Compare = Callable[[frozenset[Mark], frozenset[Mark]], Found]
Shares = Mapping[str, tuple[float, ...]]
"""The overlaps of the aligned marks of two annotators, by label."""


def exact_f1(
    annotators: Sequence[ArticleMarks],
    *,
    label: str | None = None,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return F1 of marks with equal boundaries and label (Hripcsak and Rothschild 2005)."""
    return _exactly("exact_f1", annotators, label, resampling, kept)


def boundary_f1(
    annotators: Sequence[ArticleMarks],
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return F1 of marks with the same boundaries, whatever their labels."""
    return _exactly(
        "boundary_f1", annotators, None, resampling, kept, lambda _, mark: [mark.unlabelled()]
    )


def overlap_f1(
    annotators: Sequence[ArticleMarks],
    *,
    label: str | None = None,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return F1 of overlapping marks of equal label, matched one to one with greatest total IoU."""
    return _overlapping("overlap_f1", annotators, label, _one, resampling, kept)


def overlap_f1_any_label(
    annotators: Sequence[ArticleMarks],
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return F1 of marks that overlap, whatever their labels, matched as in :func:`overlap_f1`."""
    marks = _unlabelled(annotators)
    return _overlapping("overlap_f1_any_label", marks, None, _one, resampling, kept, of="any")


def iou50_f1(
    annotators: Sequence[ArticleMarks],
    *,
    label: str | None = None,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return :func:`overlap_f1` where only marks that share half of their union may match."""
    return _overlapping("iou50_f1", annotators, label, _one, resampling, kept, at_least=0.5)


def soft_iou_f1(
    annotators: Sequence[ArticleMarks],
    *,
    label: str | None = None,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return :func:`overlap_f1` in which a match counts with its IoU, not as one."""
    return _overlapping("soft_iou_f1", annotators, label, float, resampling, kept)


def char_f1(
    annotators: Sequence[ArticleMarks],
    *,
    label: str | None = None,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return the Dice coefficient over characters under a label (Dice 1945)."""
    return _compared("char_f1", annotators, label, _characters, resampling, kept)


def token_f1(
    annotators: Sequence[ArticleMarks],
    tokens: Tokens,
    *,
    label: str | None = None,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return the Dice coefficient over tokens under a label; sharing one character is enough."""

    def tokens_of(article: str, mark: Mark) -> Iterator[Mark]:
        for place in sorted(marked_tokens(mark, tokens[article])):
            yield Mark((tokens[article][place],), mark.label)

    return _exactly("token_f1", annotators, label, resampling, kept, tokens_of)


def _exactly(
    name: str,
    annotators: Sequence[ArticleMarks],
    label: str | None,
    resampling: Resampling | None,
    kept: Kept,
    seen_as: Callable[[str, Mark], Iterable[Mark]] | None = None,
) -> Coefficient:
    """Count equal marks of all articles at once; ``seen_as`` says what is compared for a mark."""

    def seen(article: str, marks: frozenset[Mark]) -> frozenset[Mark]:
        if seen_as is None:
            return marks
        return frozenset(each for one in marks for each in seen_as(article, one))

    def work_out(articles: Sequence[str]) -> Iterator[Floats]:
        from annotator.agreement.spans.table import exact_counts, span_table

        chosen = [
            {
                article: seen(article, _labelled(marks[article], label))
                for article in articles
                if article in marks
            }
            for marks in annotators
        ]
        counted = exact_counts(span_table(chosen))
        for place, article in enumerate(articles):
            yield _row(counted[place], [each.get(article) for each in chosen])

    return _f1_of(name, annotators, label, work_out, resampling, kept)


def _one(_: float) -> float:
    return 1.0


def _overlapping(
    name: str,
    annotators: Sequence[ArticleMarks],
    label: str | None,
    worth: Callable[[float], float],
    resampling: Resampling | None,
    kept: Kept,
    *,
    at_least: float = 0.0,
    of: str = "",
) -> Coefficient:
    """Count aligned marks by what their overlap is worth.

    Alignments are kept for all measures over the same marks, which ``of`` names.
    """

    of_these = "aligned", of, at_least

    def align_all(articles: Sequence[str]) -> Iterator[list[Shares | None]]:
        for article in articles:
            marks = [each.get(article) for each in annotators]
            yield [
                kept.of_two(
                    article, (i, j), of_these, partial(_aligned, marks[i], marks[j], at_least)
                )
                for i, j in combinations(range(len(marks)), 2)
            ]

    def work_out(articles: Sequence[str]) -> Iterator[Floats]:
        import numpy as np

        aligned = kept.of_each(articles, of_these, align_all)
        for article, shares in zip(articles, aligned, strict=True):
            marks = _of_each(annotators, article, label)
            sizes = [0 if each is None else len(each) for each in marks]
            found = [
                (0.0, 0.0) if each is None else (2 * _worth(each, label, worth), one + other)
                for each, (one, other) in zip(shares, combinations(sizes, 2), strict=True)
            ]
            yield _row(np.array(found, dtype=np.float64), marks)

    return _f1_of(name, annotators, label, work_out, resampling, kept)


def _aligned(
    one: frozenset[Mark] | None, other: frozenset[Mark] | None, at_least: float
) -> Shares | None:
    """Return the overlaps of aligned marks by label; None where one has not looked."""
    if one is None or other is None:
        return None
    ones, others = _by_label(one), _by_label(other)
    return {
        label: tuple(align(ones[label], others[label], at_least=at_least).values())
        for label in ones.keys() & others.keys()
    }


def _worth(shares: Shares, label: str | None, worth: Callable[[float], float]) -> float:
    some = shares.values() if label is None else [shares.get(label, ())]
    return math.fsum(worth(share) for each in some for share in each)


def _compared(
    name: str,
    annotators: Sequence[ArticleMarks],
    label: str | None,
    compare: Compare,
    resampling: Resampling | None,
    kept: Kept,
) -> Coefficient:
    """Compare each pair in each article that both looked at."""

    def work_out(articles: Sequence[str]) -> Iterator[Floats]:
        import numpy as np

        for article in articles:
            marks = _of_each(annotators, article, label)
            found = [
                (0, 0) if one is None or other is None else compare(one, other)
                for one, other in combinations(marks, 2)
            ]
            yield _row(np.array(found, dtype=np.float64), marks)

    return _f1_of(name, annotators, label, work_out, resampling, kept)


def _labelled(marks: frozenset[Mark], label: str | None) -> frozenset[Mark]:
    return marks if label is None else frozenset(each for each in marks if each.label == label)


def _of_each(
    annotators: Sequence[ArticleMarks], article: str, label: str | None
) -> list[frozenset[Mark] | None]:
    """Return the marks of each annotator in an article, None where one has not looked at it."""
    marks = (each.get(article) for each in annotators)
    return [None if each is None else _labelled(each, label) for each in marks]


def _row(counted: Floats, marks: Sequence[frozenset[Mark] | None]) -> Floats:
    """Return what an article adds: by pair what is common and together, then how many marks."""
    import numpy as np

    return np.append(counted.ravel(), sum(len(each) for each in marks if each is not None))


def _f1_of(
    name: str,
    annotators: Sequence[ArticleMarks],
    label: str | None,
    work_out: Callable[[Sequence[str]], Iterable[Floats]],
    resampling: Resampling | None,
    kept: Kept,
) -> Coefficient:
    """Return the mean over pairs of F1 pooled over articles, with its interval if asked for.

    ``work_out`` gives what articles add. A pair with nothing marked on both sides is left out.
    """
    import numpy as np

    from annotator.agreement.resampling import interval

    titled = name if label is None else f"{name}[{label}]"
    every = sorted({article for each in annotators for article in each})
    width = len(annotators) * (len(annotators) - 1) + 1
    rows = np.array(kept.of_each(every, titled, work_out)).reshape(len(every), width)
    counted, sizes = rows[:, :-1], rows[:, -1]
    common, together = counted.sum(axis=0).reshape(-1, 2).T
    pairs = [
        float(one / all_) if all_ else None for one, all_ in zip(common, together, strict=True)
    ]
    values = [value for value in pairs if value is not None]
    mean = math.fsum(values) / len(values) if values else None
    articles = _shared_articles(annotators)
    return Coefficient(
        titled,
        mean,
        "defined" if values else _why_undefined(articles),
        units=round(float(sizes[[each in articles for each in every]].sum())),
        annotators=sum(1 for each in annotators if not articles.isdisjoint(each)),
        articles=len(articles),
        pairs=tuple(pairs),
        sd=None if mean is None else _deviation(values, mean),
        interval=None
        if resampling is None
        else interval(counted, _mean_of_pairs, resampling=resampling),
    )


def _mean_of_pairs(sums: Floats) -> Floats:
    import numpy as np

    from annotator.agreement.labels.table import divided

    found = divided(sums[..., 0::2], sums[..., 1::2])
    known = ~np.isnan(found)
    return divided(np.where(known, found, 0).sum(axis=-1), known.sum(axis=-1).astype(np.float64))


def _deviation(values: Sequence[float], mean: float) -> float:
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def _why_undefined(articles: frozenset[str]) -> Status:
    return "undefined_no_annotations" if articles else "undefined_no_pairable_units"


def _shared_articles(annotators: Sequence[ArticleMarks]) -> frozenset[str]:
    pairs = combinations(annotators, 2)
    return frozenset(article for one, other in pairs for article in one if article in other)


def _unlabelled(annotators: Sequence[ArticleMarks]) -> list[ArticleMarks]:
    return [
        {article: frozenset(each.unlabelled() for each in marks) for article, marks in one.items()}
        for one in annotators
    ]


def _by_label(marks: Iterable[Mark]) -> dict[str, list[tuple[Span, ...]]]:
    by_label = defaultdict(list)
    for each in sorted(marks, key=_text_order):
        by_label[each.label].append(each.fragments)
    return by_label


def _text_order(mark: Mark) -> tuple[list[tuple[int, int]], str]:
    """Return what sorts as a mark does, and many times faster."""
    return [span.ends for span in mark.fragments], mark.label


def _characters(one: frozenset[Mark], other: frozenset[Mark]) -> Found:
    ones, others = _covered(one), _covered(other)
    shared = sum(shared_length(ones[label], others[label]) for label in ones.keys() & others.keys())
    total = sum(len(span) for spans in (*ones.values(), *others.values()) for span in spans)
    return 2.0 * shared, total


def _covered(marks: Iterable[Mark]) -> dict[str, tuple[Span, ...]]:
    return {
        label: merged(span for fragments in all_fragments for span in fragments)
        for label, all_fragments in _by_label(marks).items()
    }
