"""The statements of an article on the table: what several annotators mean by one passage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.agreement.units import ArticleLayers, Group, statement_groups, statement_places
from annotator.annotations.model import Statement
from annotator.dataset.tasks.scene import Scene
from annotator.dataset.votes import Labels


@dataclass(frozen=True)
class Alignment:
    """The statements of a scene in groups: at most one of each annotator in each."""

    scene: Scene

    @cached_property
    def groups(self) -> tuple[Group[Statement], ...]:
        """The groups in text order, also those of statements that do not count."""
        return statement_groups(ArticleLayers(self.scene.each.article.id, self.scene.layers))

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The name of the group that each statement is in."""
        return statement_places(self.groups)

    def counting(self, group: Group[Statement]) -> dict[str, Statement]:
        """Return the statements of a group that count, by annotator."""
        why_not = self.scene.why_not
        return {who: each for who, each in group.members.items() if each.id not in why_not}

    def votes(
        self, group: Group[Statement], say: Callable[[Statement], Labels], nothing: str
    ) -> dict[str, Labels]:
        """Return what everybody says of a group; ``say`` gives () for who cannot tell.

        Who is done with the article and has no such statement says ``nothing``.
        """
        counting, found = self.counting(group), {}
        for who in self.scene.layers:
            if who in counting:
                found[who] = say(counting[who])
            elif who not in group.members and self.scene.may_say_nothing(who):
                found[who] = (nothing,)
        return {who: labels for who, labels in found.items() if labels}


def spoken_for(group: Mapping[str, Statement], winners: tuple[str, ...]) -> Statement:
    """Return the statement whose words a row shows: the first one of those who decided."""
    return next((group[who] for who in winners if who in group), next(iter(group.values())))


def name_of(members: Mapping[str, Statement]) -> str:
    """Return the name of a group, whoever comes first in it: the smallest id."""
    return min(each.id for each in members.values())
