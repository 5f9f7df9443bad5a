"""Which articles the disagreement comes from: the share of each in all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agreement.explored.passages import Passage


@dataclass(frozen=True, slots=True)
class ArticleShare:
    """What one article adds to the disagreement.

    ``disputed`` of its ``passages`` have different labels. ``difference`` is the observed
    disagreement within the article, 0 to 1; ``share`` is its part of the disagreement of all
    articles (they sum to 1), ``weight`` its part of everything compared: a share above the weight
    marks an article that is harder than others. ``share`` is None where nobody differs anywhere.
    """

    article: str
    passages: int
    disputed: int
    difference: float
    weight: float
    share: float | None


def article_shares(found: Sequence[Passage]) -> tuple[ArticleShare, ...]:
    """Return what each article adds to the disagreement, largest share first.

    The observed disagreement of Krippendorff's alpha (Krippendorff 2011, part C) is a sum over
    units: of a unit with m labels each pair that differs adds 1/(m-1), and the sum is divided by
    the number of labels. Here this sum is split by article, so the weighted mean of ``difference``
    is one minus raw agreement. Passages with one label say nothing and are left out.
    """
    by_article: defaultdict[str, list[Passage]] = defaultdict(list)
    for each in found:
        if len(each.labels) > 1:
            by_article[each.article].append(each)
    labels = {
        article: sum(len(each.labels) for each in some) for article, some in by_article.items()
    }
    apart = {article: sum(map(_apart, some)) for article, some in by_article.items()}
    all_labels, all_apart = sum(labels.values()), sum(apart.values())
    shares = [
        ArticleShare(
            article,
            len(some),
            sum(each.is_disputed for each in some),
            apart[article] / labels[article],
            labels[article] / all_labels,
            apart[article] / all_apart if all_apart else None,
        )
        for article, some in by_article.items()
    ]
    return tuple(sorted(shares, key=lambda each: (-(each.share or 0), -each.difference)))


def _apart(passage: Passage) -> float:
    """Return the ordered pairs of labels that differ, divided by the labels less one."""
    differing = sum(one != other for one, other in passage.pairs)
    return 2 * differing / (len(passage.labels) - 1)
