"""Rows of article labels: an article and its values of one kind of label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotator.annotations.model import ArticleLabel
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.corpus.span import Span
from annotator.dataset.tasks.rows import NONE, ArticleLabelTaskRow
from annotator.dataset.tasks.scene import Found, Negative, Scene
from annotator.dataset.votes import Labels, verdict


def article_label_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each kind of label of the codebook; its text is the article's."""
    known = {each.id for each in scene.names.codebook.article_labels}
    by_kind: defaultdict[str, list[ArticleLabel]] = defaultdict(list)
    for layer in scene.layers.values():
        for each in layer.labels:
            by_kind[each.label].append(each)
            if each.label not in known:
                yield scene.dropped("article labels", "not in the codebook any more", each.id)
    for kind in scene.names.codebook.article_labels:
        yield from _of_kind(scene, kind, by_kind[kind.id])


def _of_kind(scene: Scene, kind: ArticleLabelKind, given: list[ArticleLabel]) -> Iterator[Found]:
    votes: dict[str, Labels] = {}
    for who in scene.layers:
        own = [each for each in given if each.annotator == who]
        kept = [each for each in own if not scene.why_not_version(each.codebook)]
        if kept:
            votes[who] = tuple(each.value for each in kept)
        elif not own and scene.may_say_nothing(who):
            votes[who] = (NONE,)
    for each in given:
        why = scene.why_not_version(each.codebook)
        if why:
            yield scene.dropped("article labels", why, each.id)
    if not votes or not scene.each.text:
        return
    unit = Span(0, len(scene.each.text))
    row_id = scene.name_in(unit, kind.id)
    found = verdict(votes, scene.options, is_multiple=kind.multiple)
    if isinstance(found, str):
        for each in given:
            yield scene.dropped("article labels", found, each.id)
        return

    def row() -> ArticleLabelTaskRow:
        facts = scene.facts(row_id, unit, found, votes)
        return ArticleLabelTaskRow(**facts, kind=kind.id, kind_label=kind.label)

    is_negative = set(found.shares if scene.options.whose == "soft" else found.labels) == {NONE}
    yield Negative(scene.draw(row_id), row) if is_negative else row()
