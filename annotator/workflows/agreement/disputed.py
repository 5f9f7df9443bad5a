"""Find the articles in which people differ most, among those that the annotator is done with.

Only of these: where others differ in an article that somebody has still to label is nothing to know
beforehand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.agreement.comparison import Comparison
from annotator.agreement.explored.passages import Subject, passages
from annotator.agreement.explored.shares import article_shares
from annotator.agreement.units import ArticleLayers
from annotator.annotations.standing import standing_layer
from annotator.errors import Cancelled
from annotator.workflows.watching import IsCancelled, never

if TYPE_CHECKING:
    from annotator.annotations.model import Layer
    from annotator.project import Project

_SUBJECTS: tuple[Subject, ...] = ("entities", "claim_types", "stances")
_PAGE = 500


def most_disputed(project: Project, *, cancelled: IsCancelled = never) -> tuple[str, ...]:
    """Return the articles that the annotator and others are done with, most disputed first.

    Ordered by the mean of their shares in the disagreement on entities, claim types and stances
    (:func:`annotator.agreement.explored.shares.article_shares`). Articles without any are left out.
    Raises Cancelled.
    """
    articles = tuple(_finished_by_several(project, cancelled))
    people = sorted({who for each in articles for who in each.layers})
    among = Comparison(tuple(people), articles)
    shares: defaultdict[str, float] = defaultdict(float)
    for subject in _SUBJECTS:
        _heed(cancelled)
        for each in article_shares(passages(subject, among, project.codebook)):
            if each.share:
                shares[each.article] += each.share
    return tuple(sorted(shares, key=lambda article: -shares[article]))


def _finished_by_several(project: Project, cancelled: IsCancelled) -> Iterator[ArticleLayers]:
    """Yield what everybody said who is done, where the annotator is done and not the only one."""
    actors, codebook = project.standing_actors(), project.codebook
    after = -1
    while page := project.articles(after=after, limit=_PAGE):
        after = page[-1].position
        for row in page:
            _heed(cancelled)
            if row.status != "done" or row.people < 2:
                continue
            layers = {
                each.annotator: standing_layer(each, actors, codebook)
                for each in project.people_layers(row.id)
                if _is_done(each)
            }
            if project.annotator.id in layers and len(layers) > 1:
                yield ArticleLayers(row.id, layers)


def _is_done(layer: Layer) -> bool:
    return layer.progress is not None and layer.progress.status == "done"


def _heed(cancelled: IsCancelled) -> None:
    if cancelled():
        raise Cancelled("Putting the articles in order was stopped. Nothing was changed.")
