"""Whom a mention means: the project's actors, and those that are known beforehand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from annotator.annotations.actors import StandingActors, folded
from annotator.annotations.model import Actor
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.found import Found
from annotator.preannotation.names.gazetteer import alpha2
from annotator.preannotation.suggestion import Suggestion
from annotator.workflows.marking.known_actors import KnownActor, known_actors, person_id
from annotator.workflows.marking.offices import Named, in_office

_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON", "PLACE", "GROUP"})
_FIRM = 0.6  # confidence from which two words are a person's full name
_BODY = re.compile(
    r"\b(?:ministry|department|government|army|navy|air force|armed forces|defen[cs]e forces|"
    r"military|embassy|consulate|cabinet|parliament|presidency|permanent mission|foreign office)\b",
    re.IGNORECASE,
)


class Linker:
    """Knows all names of a project's actors, and of those that it may come to know."""

    def __init__(self, actors: Iterable[Actor], codebook: Codebook | None = None) -> None:
        self._actors = StandingActors(actors)
        self._chosen = {each.id for each in codebook.actors} if codebook is not None else set()
        self._by_name: dict[str, str] = {}
        self._by_country: dict[str, str] = {}
        self._by_surname: defaultdict[str, set[str]] = defaultdict(set)
        for actor in self._actors.stored.values():
            for name in (actor.name, *actor.aliases):
                self._by_name.setdefault(_bare(name), actor.id)
        for actor in self._actors.values():
            self._take(actor)
        self.potential: dict[str, Actor] = {}
        self._shipped: dict[str, tuple[str, bool]] = {}  # name -> id, and whether it is doubtful
        for known in known_actors():
            self._offer(known)

    def _take(self, actor: Actor) -> None:
        if actor.kind == "country":
            for code in (actor.id, actor.country):
                if code:
                    self._by_country.setdefault(code, actor.id)
        if actor.kind == "person" and not actor.id.startswith("person:") and actor.name.split():
            self._by_surname[_bare(actor.name.split()[-1])].add(actor.id)

    def _offer(self, known: KnownActor) -> None:
        found = self._same(known)
        if found is None:
            if known.actor.id in self._actors:
                return  # somebody else has the id
            found = known.actor.id
            self.potential[found] = known.actor
        if known.code:
            self._by_country.setdefault(known.code, found)
        for name in (known.actor.name, *known.actor.aliases):
            self._shipped.setdefault(_bare(name), (found, False))
        for name in known.doubtful:
            self._shipped[_bare(name)] = found, True

    def _same(self, known: KnownActor) -> str | None:
        """Return the project's actor that is this one."""
        if known.code:
            return self.country(known.code)
        ids = (self._by_name.get(_bare(name)) for name in (known.actor.name, *known.actor.aliases))
        mine = self._actors.get(known.actor.id)
        if mine is not None and mine.kind == known.actor.kind:
            return mine.id
        return next((each for each in ids if each is not None), None)

    def country(self, code: str | None) -> str | None:
        """Return the actor that is a country, by its alpha-3 code."""
        if code is None:
            return None
        return self._by_country.get(code) or self._by_country.get(alpha2().get(code, ""))

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return an actor of the project, or one that it may come to know."""
        if actor_id is None:
            return None
        return self._actors.get(actor_id) or self.potential.get(actor_id)

    def own(self, name: str) -> str | None:
        """Return the project's actor of that name; a doubtful name of a country is not enough."""
        found = self._by_name.get(name)
        if found is None:
            return None
        shipped, is_doubtful = self._shipped.get(name, ("", False))
        return None if is_doubtful and shipped == found and found not in self._chosen else found

    def shipped(self, name: str) -> tuple[str, bool] | None:
        """Return who is known beforehand by a name, and whether it is doubtful."""
        return self._shipped.get(name)

    def with_surname(self, name: str) -> str | None:
        """Return the only person of the project's own people with that surname."""
        found = self._by_surname.get(name, set())
        return next(iter(found)) if len(found) == 1 else None

    def meant(self, found: Found, covered: str) -> str | None:
        """Return whom a mention by itself most likely means."""
        return Links(self, (), "").meant(found, covered)

    def links(self, found: Sequence[Found], text: str) -> Links:
        """Read an article's mentions together."""
        return Links(self, found, text)

    def links_again(self, mentions: Sequence[Suggestion], text: str) -> Links:
        """Read suggested mentions, which do not tell their country any more, once again."""
        found = [
            Found("mention", each.span, each.label, each.confidence, each.rule) for each in mentions
        ]
        linked = {each.span: each.actor for each in mentions if each.actor is not None}
        return Links(self, found, text, linked)


class Links:
    """Whom the mentions of one article mean, told from all of them."""

    def __init__(
        self,
        linker: Linker,
        found: Sequence[Found],
        text: str,
        linked: Mapping[Span, str] = MappingProxyType({}),
    ) -> None:
        """Read them; ``linked`` tells whom some are known to mean."""
        self._linker = linker
        mentions = [each for each in found if each.kind == "mention" and each.label in _NAMED]
        covered = [(each, folded(each.span.covered(text))) for each in mentions]
        self._there = {
            linker.country(each.country)
            for each, name in covered
            if each.country is not None and each.label != "PERSON" and not self._is_doubtful(name)
        }
        self._by_part: defaultdict[str, set[str]] = defaultdict(set)
        full: list[tuple[Found, str]] = []
        for each, name in covered:
            if each.label == "PERSON" and each.confidence >= _FIRM and " " in name:
                actor = linker.own(_bare(name)) or person_id(name)
                full.append((each, actor))
                for part in {name.split()[0], name.split()[-1]}:
                    self._by_part[part].add(actor)
        named = [
            Named(each.span, each.label, linked.get(each.span) or self.meant(each, name))
            for each, name in covered
        ]
        named.sort(key=lambda each: each.span)
        self.people = self._people(full, named, text)

    def _people(
        self, full: Sequence[tuple[Found, str]], named: Sequence[Named], text: str
    ) -> Mapping[str, Actor]:
        """Return the people whose title tells whom they act for and whom the project lacks."""
        people: dict[str, Actor] = {}
        for found, actor_id in full:
            if actor_id in people or not actor_id.startswith("person:"):
                continue
            if self._linker.actor(actor_id) is not None:
                continue
            acts_for = in_office(found.span, text, named)
            principal = self._linker.actor(acts_for)
            if principal is not None and principal.kind != "person":
                name = " ".join(found.span.covered(text).split())
                country = principal.country if principal.kind == "country" else None
                person = Actor(actor_id, name, "person", (), country, principal.id)
                people[actor_id] = person
        return people

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return an actor of the project, of this article, or known beforehand."""
        return self._linker.actor(actor_id) or self.people.get(actor_id or "")

    def meant(self, found: Found, covered: str) -> str | None:
        """Return the id of whom a mention most likely means; None rather than a bad guess."""
        if found.kind != "mention":
            return None
        name = _bare(covered)
        if found.label == "PERSON":
            return self._person(found, name)
        own = self._linker.own(name)
        if own is not None or found.label not in _NAMED:
            return own
        shipped = self._linker.shipped(name)
        if shipped is not None:
            return shipped[0] if not shipped[1] or shipped[0] in self._there else None
        if found.label == "NORP":
            return self._linker.country(found.country)
        if found.label == "ORG" and found.country is not None and _BODY.search(covered):
            country = self._linker.country(found.country)
            doubtful = any(self._is_doubtful(each) for each in name.split())
            return country if not doubtful or country in self._there else None
        return None

    def _person(self, found: Found, name: str) -> str | None:
        own = self._linker.own(name)
        here = self._by_part.get(name, set())
        if own is not None and (not here or here == {own}):
            return own
        if len(here) == 1:
            return next(iter(here))
        if here:
            return None
        if " " in name:
            return person_id(name) if found.confidence >= _FIRM else None
        return self._linker.with_surname(name)

    def _is_doubtful(self, name: str) -> bool:
        shipped = self._linker.shipped(_bare(name))
        return shipped is not None and shipped[1]


def _bare(name: str) -> str:
    return folded(name).removeprefix("the ")
