"""The passages on which annotators differ, typed and in words, for people to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from annotator.agreement.article_values import compared_values, value_words
from annotator.agreement.spans.marks import overlap
from annotator.agreement.units import (
    NONE,
    ArticleLayers,
    Group,
    mention_groups,
    stances_by_target,
    statement_groups,
    statement_places,
    stretches,
    target_key,
)
from annotator.annotations.model import Actor, Mention, Statement, Target
from annotator.annotations.wording import (
    claim_type_label,
    excerpt,
    holder_words,
    stance_verb,
    target_label,
)
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span

_PASSAGE = 90  # letters
DisagreementKind = Literal[
    "missing_statement",
    "boundary",
    "source",
    "claim_type",
    "stance",
    "missing_entity",
    "entity_boundary",
    "entity_kind",
    "article_label",
]
KINDS: dict[DisagreementKind, str] = {
    "missing_statement": "statement missing",
    "boundary": "statement boundary",
    "source": "source",
    "claim_type": "claim type",
    "stance": "stance",
    "missing_entity": "entity missing",
    "entity_boundary": "entity boundary",
    "entity_kind": "entity kind",
    "article_label": "label of the article",
}
"""Each kind of disagreement in words, in the order in which those of one passage are listed."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing about one passage on which annotators differ.

    ``span`` is the passage to open and ``passage`` its beginning on one line. ``said`` gives for
    each annotator (by id, in the annotators' order) what they said, in words. ``about`` names the
    target of a stance, or the kind of a label of the article.
    """

    kind: DisagreementKind
    article: str
    span: Span
    passage: str
    said: tuple[tuple[str, str], ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is needed to put labels into words."""

    codebook: Codebook
    actors: Mapping[str, Actor]


def find_disagreements(
    article: ArticleLayers, text: str, vocabulary: Vocabulary
) -> tuple[Disagreement, ...]:
    """Return every disagreement in one article, in text order, then by kind, then by target."""
    reading = _Reading(article, text, vocabulary)
    found = [
        *reading.about_statements(),
        *reading.about_mentions(),
        *reading.about_the_article(),
    ]
    kinds = list(KINDS)
    return tuple(
        sorted(found, key=lambda each: (each.span, kinds.index(each.kind), each.about, each.said))
    )


Said = Mapping[str, str]


class _Reading:
    """One article while its disagreements are put into words."""

    def __init__(self, article: ArticleLayers, text: str, vocabulary: Vocabulary) -> None:
        self._article = article
        self._text = text
        self._vocabulary = vocabulary

    def about_statements(self) -> Iterator[Disagreement]:
        """Yield what is missing and what differs among statements."""
        groups = statement_groups(self._article)
        places = statement_places(groups)
        for group in groups:
            quoted = self._quoted(group)
            if len(group.members) < len(self._article.layers):
                yield self._tell("missing_statement", group, quoted, absent="no statement here")
            statements = group.members
            if len({tuple(sorted(each.content)) for each in statements.values()}) > 1:
                yield self._tell("boundary", group, quoted)
            if _sources_differ(group):
                yield self._tell("source", group, self._sources(group))
            if len({frozenset(each.claim_types) for each in statements.values()}) > 1:
                yield self._tell("claim_type", group, self._claim_types(group))
            yield from self._stances(group, places)

    def about_mentions(self) -> Iterator[Disagreement]:
        """Yield what is missing and what differs among entities."""
        for group in mention_groups(self._article):
            mentions = group.members
            kinds = {name: self._kind(each) for name, each in mentions.items()}
            if len(mentions) < len(self._article.layers):
                yield self._tell("missing_entity", group, kinds, absent="nothing here")
            if len({each.span for each in mentions.values()}) > 1:
                yield self._tell("entity_boundary", group, self._quoted(group))
            if len({each.kind for each in mentions.values()}) > 1:
                yield self._tell("entity_kind", group, kinds)

    def about_the_article(self) -> Iterator[Disagreement]:
        """Yield the kinds of labels of the article that were given differently."""
        beginning = Span(0, min(_PASSAGE, len(self._text)) or 1)
        for kind in self._vocabulary.codebook.article_labels:
            given = {
                name: compared_values(layer, kind) for name, layer in self._article.layers.items()
            }
            if len(set(given.values())) > 1:
                words = (
                    (name, ", ".join(value_words(kind, each) for each in values or (NONE,)))
                    for name, values in given.items()
                )
                yield Disagreement(
                    "article_label",
                    self._article.article,
                    beginning,
                    excerpt(self._text, [beginning], length=_PASSAGE),
                    tuple(words),
                    kind.label,
                )

    def _stances(
        self, group: Group[Statement], places: Mapping[str, str]
    ) -> Iterator[Disagreement]:
        targets = {
            target_key(stance, places): stance.target
            for statement in group.members.values()
            for stance in statement.stances
        }
        for key, values in stances_by_target(group, places).items():
            if len(set(values.values())) > 1:
                said = {name: self._verb(targets[key], value) for name, value in values.items()}
                yield self._tell("stance", group, said, about=self._target(targets[key]))

    def _tell(
        self,
        kind: DisagreementKind,
        group: Group[Mention] | Group[Statement],
        said: Said,
        *,
        absent: str = "",
        about: str = "",
    ) -> Disagreement:
        everyone = {name: said.get(name, absent) for name in self._article.layers}
        return Disagreement(
            kind,
            self._article.article,
            group.hull,
            excerpt(self._text, [group.hull], length=_PASSAGE),
            tuple((name, words) for name, words in everyone.items() if words),
            about,
        )

    def _quoted(self, group: Group[Mention] | Group[Statement]) -> Said:
        return {
            name: f"“{excerpt(self._text, sorted(stretches(each)), length=200)}”"
            for name, each in group.members.items()
        }

    def _sources(self, group: Group[Statement]) -> Said:
        return {name: self._source(each) for name, each in group.members.items()}

    def _source(self, statement: Statement) -> str:
        words = holder_words(statement, self._vocabulary.actors)
        if statement.source.spans and not statement.source.actors:
            words = f"“{excerpt(self._text, statement.source.spans)}”"
        return words or "no source"

    def _claim_types(self, group: Group[Statement]) -> Said:
        codebook = self._vocabulary.codebook
        return {
            name: ", ".join(claim_type_label(codebook, each) for each in statement.claim_types)
            or "no claim type"
            for name, statement in group.members.items()
        }

    def _kind(self, mention: Mention) -> str:
        kind = self._vocabulary.codebook.entity_kind(mention.kind)
        return (kind.label if kind else "") or mention.kind

    def _verb(self, target: Target, value: str) -> str:
        return (
            "no stance" if value == NONE else stance_verb(target, value, self._vocabulary.codebook)
        )

    def _target(self, target: Target) -> str:
        for layer in self._article.layers.values():
            for statement in layer.statements:
                if target.kind == "statement" and statement.id == target.id:
                    return f"“{excerpt(self._text, statement.content)}”"
        return target_label(target, self._vocabulary.codebook, self._vocabulary.actors, {})


def _sources_differ(group: Group[Statement]) -> bool:
    """Tell whether the holders differ, or the words that name them where nobody gave an actor."""
    sources = [each.source for each in group.members.values()]
    if any(each.actors for each in sources):
        return len({frozenset(each.actors) for each in sources}) > 1
    return any(
        bool(one.spans) != bool(other.spans) or (one.spans and not overlap(one.spans, other.spans))
        for one, other in combinations(sources, 2)
    )
