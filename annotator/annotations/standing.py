"""What was said, in the words of today: actors that stand now, labels of the current codebook.

No annotation is rewritten when actors or labels are merged. Whoever reads annotations to show,
count or export them reads them through here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from msgspec import structs

from annotator.annotations.actors import (
    StandingActors,
    standing_mention,
    standing_stance,
    standing_statement,
)
from annotator.annotations.model import (
    ArticleLabel,
    DocumentStance,
    Layer,
    Mention,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import Codebook
from annotator.preannotation.suggestion import Suggestion


def standing_layer(layer: Layer, actors: StandingActors, codebook: Codebook) -> Layer:
    """Return a layer in which actors and labels are those that stand now."""
    layer = relabelled_layer(layer, codebook)
    if len(actors) == len(actors.stored):
        return layer
    return replace(
        layer,
        mentions=tuple(standing_mention(each, actors) for each in layer.mentions),
        statements=tuple(standing_statement(each, actors) for each in layer.statements),
        stances=tuple(standing_stance(each, actors) for each in layer.stances),
    )


def relabelled_layer(layer: Layer, codebook: Codebook) -> Layer:
    """Return a layer in which every merged label is the one that stands for it now."""
    if not codebook.has_former:
        return layer
    return replace(
        layer,
        mentions=tuple(relabelled_mention(each, codebook) for each in layer.mentions),
        statements=tuple(relabelled_statement(each, codebook) for each in layer.statements),
        stances=tuple(relabelled_stance(each, codebook) for each in layer.stances),
        labels=relabelled_labels(layer.labels, codebook),
    )


def relabelled_labels(
    labels: Iterable[ArticleLabel], codebook: Codebook
) -> tuple[ArticleLabel, ...]:
    """Return labels of an article in today's kinds and values; those that say the same are one."""
    found: dict[tuple[str, str, str], ArticleLabel] = {}
    for each in labels:
        kind = codebook.article_label(each.label)
        if kind is None:
            now = each
        else:
            now = replace(each, label=kind.id, value=kind.standing_value(each.value))
        found.setdefault((now.annotator, now.label, now.value), now)
    return tuple(found.values())


def relabelled_stance(stance: DocumentStance, codebook: Codebook) -> DocumentStance:
    """Return a stance over an article with the value and topic that stand for its own now."""
    value, target = _value(stance.value, codebook), _target(stance.target, codebook)
    return replace(stance, value=value, target=target)


def relabelled_mention(mention: Mention, codebook: Codebook) -> Mention:
    """Return a mention of the kind that stands for its kind now."""
    kind = codebook.entity_kind(mention.kind)
    return mention if kind is None or kind.id == mention.kind else replace(mention, kind=kind.id)


def relabelled_statement(
    statement: Statement, codebook: Codebook, *, apart: bool = False
) -> Statement:
    """Return a statement with the labels that stand for its labels now, each once.

    Of several stances on one topic those that say the same become one. With ``apart``, topics on
    which they say different things stay as they were written, so that a person can choose.
    """
    types = (codebook.claim_type(each) for each in statement.claim_types)
    written = zip(statement.claim_types, types, strict=True)
    standing = dict.fromkeys(old if new is None else new.id for old, new in written)
    stances = _stances(statement.stances, codebook, apart=apart)
    if (tuple(standing), stances) == (statement.claim_types, statement.stances):
        return statement
    return replace(statement, claim_types=tuple(standing), stances=stances)


def contradictory(statement: Statement, codebook: Codebook) -> tuple[str, ...]:
    """Return the topics on which a statement takes several stances since they were merged."""
    said: dict[str, set[str]] = {}
    for each in statement.stances:
        if each.target.kind == "topic":
            values = said.setdefault(_target(each.target, codebook).id, set())
            values.add(_value(each.value, codebook))
    return tuple(topic for topic, values in said.items() if len(values) > 1)


def relabelled_suggestion(suggestion: Suggestion, codebook: Codebook) -> Suggestion | None:
    """Return a suggestion in today's labels; None where its kind was retired.

    One whose kind was split keeps it: the person who accepts it chooses.
    """
    candidate = suggestion.candidate
    if candidate is not None:
        guessed = codebook.claim_type(candidate.claim_type or "")
        is_offered = guessed is not None and codebook.offers("claim_types", guessed.id)
        claim_type = guessed.id if guessed is not None and is_offered else None
        if claim_type == candidate.claim_type:
            return suggestion
        candidate = replace(candidate, claim_type=claim_type)
        return structs.replace(suggestion, label=claim_type or "statement", candidate=candidate)
    kind = codebook.entity_kind(suggestion.label) if suggestion.kind == "mention" else None
    if kind is None:
        return suggestion
    if not codebook.offers("entity_kinds", kind.id) and not kind.split_into:
        return None
    is_same = kind.id == suggestion.label
    return suggestion if is_same else structs.replace(suggestion, label=kind.id)


def _stances(stances: Iterable[Stance], codebook: Codebook, *, apart: bool) -> tuple[Stance, ...]:
    """Return stances in today's labels; those that say the same become one."""
    stances = tuple(stances)
    found: dict[tuple[str, str, str], Stance] = {}
    values: dict[str, set[str]] = {}
    for each in stances:
        target = _target(each.target, codebook)
        values.setdefault(target.id, set()).add(_value(each.value, codebook))
    for each in stances:
        target, value = _target(each.target, codebook), _value(each.value, codebook)
        if apart and len(values[target.id]) > 1:
            target = each.target
        key = (target.kind, target.id, value)
        same = found.get(key)
        explicit = each.explicit
        if same is not None:
            spans = tuple(sorted({*same.target.spans, *target.spans}))
            target, explicit = replace(target, spans=spans), same.explicit or explicit
        found[key] = Stance(target, value, explicit)
    return tuple(found.values())


def _target(target: Target, codebook: Codebook) -> Target:
    topic = codebook.topic(target.id) if target.kind == "topic" else None
    return target if topic is None or topic.id == target.id else replace(target, id=topic.id)


def _value(value: str, codebook: Codebook) -> str:
    found = codebook.stance_value(value)
    return value if found is None else found.id
