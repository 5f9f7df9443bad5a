"""One article as several annotators labelled it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.agreement.units import (
    ArticleLayers,
    Group,
    mention_groups,
    mentions_of,
    statement_groups,
)
from annotator.annotations.actors import StandingActors
from annotator.annotations.model import Layer, Mention, Statement
from annotator.annotations.standing import standing_layer
from annotator.codebook.model import Codebook


@dataclass(frozen=True)
class Aligned:
    """An article with the layers of those annotators whose work counts, as they are stored.

    What is compared is in today's labels and actors. Groups of more than two annotators are those
    of :mod:`annotator.agreement.units`: pairs aligned one to one for the greatest total overlap,
    joined closest first, so that no group holds two records of one annotator.
    """

    article: str
    text: str
    layers: Mapping[str, Layer]
    codebook: Codebook
    actors: StandingActors

    @cached_property
    def standing(self) -> ArticleLayers:
        """The layers in today's labels and actors, by annotator in a fixed order."""
        return ArticleLayers(
            self.article,
            {
                who: standing_layer(layer, self.actors, self.codebook)
                for who, layer in sorted(self.layers.items())
            },
        )

    @cached_property
    def groups(self) -> Mapping[str, Group[Statement]]:
        """The aligned statements, each group named by the smallest id in it."""
        found = statement_groups(self.standing)
        return {min(each.id for each in group.members.values()): group for group in found}

    @cached_property
    def mention_groups(self) -> Mapping[str, Group[Mention]]:
        """The aligned mentions, each group named by the smallest id in it."""
        found = mention_groups(self.standing)
        return {min(each.id for each in group.members.values()): group for group in found}

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """The name of the group that each statement or mention is in."""
        found = {
            each.id: name for name, group in self.groups.items() for each in group.members.values()
        }
        for name, group in self.mention_groups.items():
            found.update((each.id, name) for each in group.members.values())
        return found

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Everybody's statements in today's words, by id."""
        layers = self.standing.layers.values()
        return {each.id: each for layer in layers for each in layer.statements}

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """Everybody's mentions in today's words, by id, without rejected ones."""
        layers = self.standing.layers.values()
        return {each.id: each for layer in layers for each in mentions_of(layer)}

    def written_statement(self, statement: Statement) -> Statement:
        """Return a statement with the labels and actors under which it was made."""
        return self._written_statements.get(statement.id, statement)

    def written_mention(self, mention: Mention) -> Mention:
        """Return a mention with the kind and actor with which it was made."""
        return self._written_mentions.get(mention.id, mention)

    @cached_property
    def _written_statements(self) -> dict[str, Statement]:
        return {each.id: each for layer in self.layers.values() for each in layer.statements}

    @cached_property
    def _written_mentions(self) -> dict[str, Mention]:
        return {each.id: each for layer in self.layers.values() for each in layer.mentions}
