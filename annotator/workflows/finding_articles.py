"""Articles by what is labelled in them: a label or an actor, as people call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from annotator.annotations.revisiting import standing_entry
from annotator.annotations.value_differences import VALUES, value_key
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.codebook.model import Codebook, Section

if TYPE_CHECKING:
    from annotator.project import Project

Folded = Callable[[str], str]
_OF_THE_TEXT: tuple[Section, ...] = ("claim_types", "stance_values", "topics")


def articles_with_label(project: Project, name: str, folded: Folded) -> frozenset[str] | None:
    """Return the articles that the current annotator gave a label, or in which; None: no such one.

    ``name`` is the label or id of a claim type, stance, topic, article label or value of one, as
    ``folded`` writes it: without case and accents; a part of it does where nothing is called
    exactly so. Former labels count as what they became.
    """
    labels = frozenset(_labels_called(project.codebook, lambda words: name == folded(words)))
    if not labels:
        labels = frozenset(_labels_called(project.codebook, lambda words: name in folded(words)))
    return project.articles_labelled(labels) if labels else None


def articles_with_actor(project: Project, name: str, folded: Folded) -> frozenset[str] | None:
    """Return the articles in which the annotator names an actor, or it is suggested; None: nobody.

    ``name`` is any of its names or its id, folded; where nobody is called so, whoever has it as a
    part of a name is meant.
    """
    actors = project.standing_actors()
    called = [
        (each.id, {folded(one) for one in (each.name, *each.aliases, each.id)})
        for each in actors.values()
    ]
    meant = [actor_id for actor_id, names in called if name in names]
    meant = meant or [actor_id for actor_id, names in called if any(name in one for one in names)]
    if not meant:
        return None
    return project.articles_naming(
        {one for each in meant for one in (each, *(gone.id for gone in actors.merged_into(each)))}
    )


def _labels_called(
    codebook: Codebook, is_meant: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """Yield section and id of whatever is called so, with what became it since."""

    def fits(entry: object) -> bool:
        return is_meant(getattr(entry, "id", "")) or is_meant(getattr(entry, "label", ""))

    for section in _OF_THE_TEXT:
        known = (*getattr(codebook, section), *getattr(codebook.former, section))
        wanted = {_standing(codebook, section, each.id) for each in known if fits(each)}
        for each in known:
            if _standing(codebook, section, each.id) in wanted:
                yield section, each.id
    for kind in (*codebook.article_labels, *codebook.former.article_labels):
        if fits(kind):
            yield "article_labels", kind.id
        yield from _values_called(kind, fits)


def _values_called(
    kind: ArticleLabelKind, fits: Callable[[object], bool]
) -> Iterator[tuple[str, str]]:
    known = (*kind.values, *kind.former_values)
    wanted = {kind.standing_value(each.id) for each in known if fits(each)}
    for each in known:
        if kind.standing_value(each.id) in wanted:
            yield VALUES, value_key(kind.id, each.id)


def _standing(codebook: Codebook, section: Section, entry_id: str) -> str:
    entry = standing_entry(codebook, section, entry_id)
    return entry_id if entry is None else entry.id
