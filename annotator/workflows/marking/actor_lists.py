"""Take in a list of actors with aliases as one step, and write the project's list out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.actors import folded
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor
from annotator.annotations.steps.on_actors import Registry, country_code, name_of_actor
from annotator.errors import AnnotationError, FormatError
from annotator.formats import actor_list
from annotator.formats.actor_list import ListedActor
from annotator.formats.files.writing import write_aside
from annotator.plain_text import counted

if TYPE_CHECKING:
    from annotator.project import Project

_AT_MOST = 10  # problems told at once


@dataclass(frozen=True, slots=True)
class ActorListReport:
    """What a list changed: how many actors it added and changed, and how many were so already."""

    file: str
    added: int
    changed: int
    unchanged: int

    def words(self) -> str:
        """Return the report as one sentence."""
        so_far = f"{counted(self.added, 'actor')} added, {self.changed} changed"
        return f"{self.file}: {so_far}, {self.unchanged} as before."


def write_actors(project: Project, out: Path) -> int:
    """Write all actors as CSV; return how many. Raises ExportError."""
    actors, uses = project.actors(), project.actor_counts()
    with write_aside(out, never=project.path) as file:
        actor_list.write_csv(actors, uses, file)
    return len(actors)


def import_actors(project: Project, path: Path) -> ActorListReport:
    """Add the actors of a list, or what it says about those that are here, in one step.

    An entry is about the actor of its id, else about the one that has its name or an alias. Nothing
    is taken away: names and aliases are added, empty cells say nothing. Raises FormatError with the
    lines that cannot be taken in; nothing is changed then.
    """
    listed = actor_list.read(path)
    plan = _Plan(Registry(project.standing_actors(), project.codebook))
    for each in listed:
        plan.meet(each)
    for each in listed:
        plan.take(each)
    plan.check()
    if plan.problems:
        more = len(plan.problems) - _AT_MOST
        rest = f" And {more} more." if more > 0 else ""
        raise FormatError(
            f"{path.name} was not taken in. {' '.join(plan.problems[:_AT_MOST])}{rest} "
            "Nothing was changed. Correct the list and try again.",
            path=path,
        )
    edits = plan.edits()
    if edits:
        project.apply(Step(edits, f"Take in the actors of {path.name}", None))
    added = sum(each.before is None for each in edits)
    changed = len(edits) - added
    return ActorListReport(path.name, added, changed, len(plan.now) - added - changed)


class _Plan:
    """What a list makes of the registry, entry by entry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._stored = registry.actors.stored
        self._owners: dict[str, str] = {}
        for actor in self._stored.values():
            for name in (actor.name, *actor.aliases):
                self._owners.setdefault(folded(name), registry.actors[actor.id].id)
        self._ids: dict[int, str] = {}
        self.now: dict[str, Actor] = {}
        self.problems: list[str] = []

    def meet(self, entry: ListedActor) -> None:
        """Find out whom an entry is about, so that others can name it."""
        try:
            name = name_of_actor(entry.name)
            found = {self._owners.get(folded(each)) for each in (name, *entry.aliases)} - {None}
            if entry.id in self._stored:
                found = {entry.id, *(found - {self._registry.actors[entry.id].id})}
            if len(found) > 1:
                names = " and ".join(sorted(self._name(str(each)) for each in found))
                raise AnnotationError(f"its names are those of {names}.")
        except AnnotationError as problem:
            self._tell(entry, problem)
            return
        actor_id = found.pop() if found else entry.id or new_id()
        assert actor_id is not None
        before = self.now.get(actor_id) or self._stored.get(actor_id)
        self._ids[entry.line] = actor_id
        self.now[actor_id] = self._with_names(before or Actor(actor_id, name), name, entry.aliases)
        for each in (name, *entry.aliases):
            self._owners[folded(each)] = actor_id

    def _name(self, actor_id: str) -> str:
        return (self.now.get(actor_id) or self._stored[actor_id]).name

    @staticmethod
    def _with_names(actor: Actor, name: str, aliases: Sequence[str]) -> Actor:
        known = {folded(each): each for each in (actor.name, *actor.aliases)}
        for each in (name, *map(name_of_actor, aliases)):
            known.setdefault(folded(each), each)
        del known[folded(actor.name)]
        return replace(actor, aliases=tuple(known.values()))

    def take(self, entry: ListedActor) -> None:
        """Take over the facts of an entry, whose actors may stand anywhere in the list."""
        actor_id = self._ids.get(entry.line)
        if actor_id is None:
            return
        actor = self.now[actor_id]
        try:
            if entry.kind:
                actor = replace(actor, kind=self._registry.kind_named(entry.kind))
            if entry.country:
                actor = replace(actor, country=country_code(entry.country))
            if entry.acts_for:
                actor = replace(actor, acts_for=self._meant(entry.acts_for))
            if entry.merged_into:
                actor = replace(actor, merged_into=self._meant(entry.merged_into))
        except AnnotationError as problem:
            self._tell(entry, problem)
        self.now[actor_id] = actor

    def _meant(self, words: str) -> str:
        if words in self._stored or words in self.now:
            return words
        found = self._owners.get(folded(words))
        if found is None:
            raise AnnotationError(f"there is no actor “{words}”, neither here nor in the list.")
        return found

    def check(self) -> None:
        """Refuse circles, of those who act for each other or are merged into each other."""
        actors = self._registry.actors.with_edits(self.edits())
        lines = {actor_id: line for line, actor_id in self._ids.items()}
        for actor_id, actor in self.now.items():
            entry = ListedActor(lines[actor_id], actor.name)
            if actor.merged_into is not None and actors[actor_id].merged_into is not None:
                self._tell(entry, "it is merged into itself, also by way of others.")
                continue
            try:
                self._registry.check_circle(actor_id, actors)
            except AnnotationError as problem:
                self._tell(entry, problem)

    def _tell(self, entry: ListedActor, problem: object) -> None:
        self.problems.append(f"Line {entry.line} ({entry.name or 'no name'}): {problem}")

    def edits(self) -> tuple[Edit, ...]:
        """Return what is different after the list."""
        before: Mapping[str, Actor] = self._stored
        changed = (each for each in self.now.values() if before.get(each.id) != each)
        return tuple(Edit(before.get(each.id), each) for each in changed)
