"""Adds the actors to a project that its articles name and that are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.annotations.actors import folded
from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Actor
from annotator.plain_text import counted
from annotator.preannotation.suggestion import Suggestion
from annotator.workflows.marking.linking import Linker

if TYPE_CHECKING:
    from annotator.project import Project


class Seeds:
    """Collects over one run whom the articles name; adds them in one step that can be undone.

    The ids are the same in every copy of the project. Whom a person removed, or whose adding was
    undone, is not added again.
    """

    def __init__(self, project: Project, articles: Sequence[str]) -> None:
        self._project = project
        self._places = {article: place for place, article in enumerate(articles)}
        self._linker = Linker(project.actors(), project.codebook)
        self._past = project.past_actors()
        self._found: dict[str, tuple[int, Actor]] = {}

    def look_at(self, marked: Mapping[str, Sequence[Suggestion]]) -> None:
        """Take note of whom suggestions name; it does not matter in which order they come."""
        for article, suggestions in marked.items():
            place = self._places.get(article, len(self._places))
            for actor in self._named(article, suggestions):
                if actor.id not in self._past:
                    known = self._found.get(actor.id, (place + 1, actor))
                    self._found[actor.id] = min(known, (place, actor), key=lambda each: each[0])

    def _named(self, article: str, suggestions: Sequence[Suggestion]) -> Iterator[Actor]:
        mentions = [each for each in suggestions if each.kind == "mention"]
        wanted = {each.actor for each in mentions if each.actor is not None} - self._past
        people = any(each.startswith("person:") for each in wanted)
        if people:
            text = self._project.text(article)
            links = self._linker.links_again(mentions, text)
            for person in links.people.values():
                yield person
                wanted.add(person.acts_for or person.id)
        for each in sorted(wanted):
            if each in self._linker.potential:
                yield self._linker.potential[each]

    def store(self) -> tuple[Actor, ...]:
        """Add them to the project; return who was added."""
        if not self._found:
            return ()
        ordered = [actor for _, actor in sorted(self._found.values(), key=_order)]
        taken = {
            folded(name) for each in self._project.actors() for name in (each.name, *each.aliases)
        }
        known = self._project.past_actors()
        added: dict[str, Actor] = {}
        for actor in ordered:
            is_headless = actor.acts_for is not None and actor.acts_for not in known | added.keys()
            if actor.id in known or folded(actor.name) in taken or is_headless:
                continue
            aliases = tuple(each for each in actor.aliases if folded(each) not in taken)
            taken.update(map(folded, (actor.name, *aliases)))
            added[actor.id] = replace(actor, aliases=aliases)
        if added:
            edits = tuple(Edit(None, each) for each in added.values())
            words = f"Add {counted(len(added), 'actor')} that the articles name"
            self._project.apply(Step(edits, words, None))
        self._found.clear()
        return tuple(added.values())


def _order(found: tuple[int, Actor]) -> tuple[bool, str]:
    """Order countries and organisations before those who act for them."""
    return found[1].kind == "person", found[1].id
