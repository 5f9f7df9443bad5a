"""Who stands for whom: actors that were merged into others, and actors by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import structs

from annotator.annotations.edits import Edit
from annotator.annotations.model import (
    Actor,
    DocumentStance,
    Mention,
    Stance,
    Statement,
)
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

UseRole = Literal["mention", "holder", "speaker", "via", "addressee", "target", "side"]


@dataclass(frozen=True, slots=True)
class ActorUse:
    """One place where an annotator names an actor.

    ``actor`` is the id that is written there, perhaps that of an actor who was merged since.
    ``span`` is where an article names them in that role, or else where the record stands.
    """

    actor: str
    article: str
    annotator: str
    role: UseRole
    record: Mention | Statement
    span: Span


def folded(name: str) -> str:
    """Return a name as names are compared: whatever its case, spaces and apostrophes."""
    return " ".join(name.replace("’", "'").casefold().split())


def short_name(name: str) -> str:
    """Return a name without what stands behind it in brackets."""
    return name.split(" (")[0].strip()


def standing_for(actor_id: str, actors: Mapping[str, Actor]) -> Actor:
    """Return the actor that stands for an actor now: itself, or whom it was merged into.

    Follows chains. Of actors that are merged in a circle the one with the smallest id stands for
    all; a reference that leads nowhere is as good as none. Raises KeyError for an unknown actor.
    """
    actor = actors[actor_id]
    seen = {actor_id: actor}
    while actor.merged_into is not None and actor.merged_into in actors:
        if actor.merged_into in seen:
            return actors[min(_circle(actor.merged_into, seen))]
        actor = actors[actor.merged_into]
        seen[actor.id] = actor
    return actor


def _circle(start: str, seen: Mapping[str, Actor]) -> Iterator[str]:
    yield start
    at = seen[start].merged_into
    while at is not None and at != start:
        yield at
        at = seen[at].merged_into


def standing_id(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Return the id of the actor that stands for an actor; an unknown one stays as it is."""
    actor = actors.get(actor_id)
    if actor is None or actor.merged_into is None:  # nearly always, so it comes first
        return actor_id if actor is None else actor.id
    return standing_for(actor_id, actors).id


class StandingActors(Mapping[str, Actor]):
    """The actors of a project as they stand now.

    Looking up the id of a merged actor gives the one that stands for it, whose aliases then are
    also those of all that were merged into it. Only actors that stand are iterated and counted.
    """

    def __init__(self, actors: Iterable[Actor], codebook: Codebook | None = None) -> None:
        """Take the actors of a project, and of its codebook those that the project lacks."""
        begun = codebook.actors if codebook is not None else ()
        self._stored = {
            each.id: Actor(each.id, each.name, each.type, each.aliases, each.country, each.acts_for)
            for each in begun
        }
        self._begun = dict(self._stored)
        self._stored.update((each.id, each) for each in actors)
        self._index()

    def _index(self) -> None:
        merged = [each.id for each in self._stored.values() if each.merged_into is not None]
        self._into: dict[str, str] = {}
        self._swallowed: dict[str, list[str]] = {}
        for each in sorted(merged):
            stands = standing_for(each, self._stored).id
            if stands != each:
                self._into[each] = stands
                self._swallowed.setdefault(stands, []).append(each)

    @property
    def stored(self) -> Mapping[str, Actor]:
        """All actors as they are stored, merged ones too."""
        return self._stored

    def with_edits(self, edits: Iterable[Edit]) -> StandingActors:
        """Return the actors after edits, of which those of other records do not count."""
        found = [each for each in edits if isinstance(each.record, Actor)]
        if not found:
            return self
        after = StandingActors(())
        after._begun, after._stored = self._begun, dict(self._stored)
        for edit in found:
            if isinstance(edit.after, Actor):
                after._stored[edit.target] = edit.after
            elif edit.target in self._begun:
                after._stored[edit.target] = self._begun[edit.target]
            else:
                after._stored.pop(edit.target, None)
        after._index()
        if not (self._into or after._into) and all(each.before is None for each in found):
            after._take_indexes(self, [after._stored[each.target] for each in found])
        return after

    def _take_indexes(self, before: StandingActors, added: Sequence[Actor]) -> None:
        """Take over what was looked up already: a new actor must not cost a look at all others."""
        known = vars(before)
        if "_by_name" in known:
            names = dict(before._by_name)
            for actor in added:
                for name in (actor.name, *actor.aliases):
                    names.setdefault(folded(name), actor.id)
            vars(self)["_by_name"] = names
        if "_by_first_word" in known:
            words = dict(before._by_first_word)
            for actor in added:
                for word in _first_words(actor):
                    words[word] = [*words.get(word, ()), actor.id]
            vars(self)["_by_first_word"] = words

    @property
    def merged(self) -> Mapping[str, str]:
        """The ids of merged actors, each with that of the actor that stands for it now."""
        return self._into

    def merged_into(self, actor_id: str) -> tuple[Actor, ...]:
        """Return the merged actors that an actor stands for, as they are stored."""
        return tuple(self._stored[each] for each in self._swallowed.get(actor_id, ()))

    def __getitem__(self, actor_id: str) -> Actor:
        actor = self._stored[self._into.get(actor_id, actor_id)]
        if not self._into:
            return actor
        swallowed = self._swallowed.get(actor.id)
        if swallowed is None and actor.acts_for not in self._into:
            return actor
        acts_for = self._into.get(actor.acts_for, actor.acts_for) if actor.acts_for else None
        return replace(
            actor,
            aliases=_aliases(actor, [self._stored[each] for each in swallowed or ()]),
            acts_for=acts_for if acts_for != actor.id else None,
        )

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._stored

    def __iter__(self) -> Iterator[str]:
        return (each for each in self._stored if each not in self._into)

    def __len__(self) -> int:
        return len(self._stored) - len(self._into)

    def id_of(self, actor_id: str | None) -> str | None:
        """Return the id of the actor that stands for an id now; None where nobody has that id."""
        return self[actor_id].id if actor_id is not None and actor_id in self else None

    @cached_property
    def _by_name(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for actor in self._stored.values():
            for name in (actor.name, *actor.aliases):
                found.setdefault(folded(name), self._into.get(actor.id, actor.id))
        return found

    def named(self, name: str) -> Actor | None:
        """Return the actor with that name or alias, whatever its case and spaces."""
        found = self._by_name.get(folded(name))
        return None if found is None else self[found]

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for actor in self.values():
            for word in _first_words(actor):
                found.setdefault(word, []).append(actor.id)
        return found

    def names_in(self, words: str) -> list[tuple[int, int, str]]:
        """Return where words name actors: start, end and id, one place for each actor."""
        firsts = dict.fromkeys(each.casefold() for each in _WORD.findall(words))
        maybe = (each for first in firsts for each in self._by_first_word.get(first, ()))
        found: list[tuple[int, int, str]] = []
        for actor_id in dict.fromkeys(maybe):
            actor = self[actor_id]
            for name in (short_name(actor.name), *actor.aliases):
                if name and (match := _pattern(name).search(words)):
                    found.append((match.start(), match.end(), actor_id))
                    break
        return found

    @cached_property
    def countries(self) -> tuple[Actor, ...]:
        """The actors that are countries."""
        return tuple(each for each in self.values() if each.kind == "country")


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=20_000)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _first_words(actor: Actor) -> Iterator[str]:
    for name in dict.fromkeys((short_name(actor.name), *actor.aliases)):
        first = _WORD.search(name)
        if first is not None:
            yield first.group().casefold()


def _aliases(actor: Actor, swallowed: Sequence[Actor]) -> tuple[str, ...]:
    """Return an actor's aliases with the names of those that it stands for, each once."""
    known = {folded(name): name for name in (actor.name, *actor.aliases)}
    for each in swallowed:
        for name in (each.name, *each.aliases):
            known.setdefault(folded(name), name)
    del known[folded(actor.name)]
    return tuple(known.values())


def standing_mention(mention: Mention, actors: Mapping[str, Actor]) -> Mention:
    """Return a mention whose actor is the one that stands for it now."""
    if mention.actor is None:
        return mention
    stands = standing_id(mention.actor, actors)
    return mention if stands == mention.actor else replace(mention, actor=stands)


def standing_statement(statement: Statement, actors: Mapping[str, Actor]) -> Statement:
    """Return a statement whose actors are those that stand for them now, each once.

    Of several stances on one actor those that say the same become one.
    """
    if _stands_already(statement, actors):
        return statement

    def stands(actor_id: str) -> str:
        return standing_id(actor_id, actors)

    source, addressee = statement.source, statement.addressee
    speaker, via = source.speaker, source.via
    return replace(
        statement,
        source=replace(
            source,
            actors=tuple(dict.fromkeys(map(stands, source.actors))),
            speaker=None if speaker is None else stands(speaker),
            via=None if via is None else replace(via, actor=stands(via.actor)),
        ),
        addressee=replace(addressee, actors=tuple(dict.fromkeys(map(stands, addressee.actors)))),
        stances=standing_stances(statement.stances, actors),
        figures=tuple(replace(each, side=stands(each.side)) for each in statement.figures),
    )


def _stands_already(statement: Statement, actors: Mapping[str, Actor]) -> bool:
    """Tell whether nothing of a statement would be different; true of nearly all of them."""
    source, addressed, stances = statement.source, statement.addressee.actors, statement.stances
    if len(stances) > 1:
        taken = {(each.target.kind, each.target.id, each.value) for each in stances}
        if len(taken) < len(stances):
            return False
    for actor_ids in (source.actors, addressed):
        if len(actor_ids) > 1 and len(set(actor_ids)) < len(actor_ids):
            return False
    named = {*source.actors, *addressed}
    named.update(each.target.id for each in stances if each.target.kind == "actor")
    named.update(each.side for each in statement.figures)
    if source.via is not None:
        named.add(source.via.actor)
    if source.speaker is not None:
        named.add(source.speaker)
    return all(standing_id(each, actors) == each for each in named)


def standing_stances(stances: Iterable[Stance], actors: Mapping[str, Actor]) -> tuple[Stance, ...]:
    """Return stances on the actors that stand now; those that say the same become one."""
    found: dict[tuple[str, str, str], Stance] = {}
    for stance in stances:
        target = stance.target
        if target.kind == "actor":
            target = replace(target, id=standing_id(target.id, actors))
        key = (target.kind, target.id, stance.value)
        same = found.get(key)
        if same is not None:
            spans = tuple(sorted({*same.target.spans, *target.spans}))
            stance = replace(stance, explicit=same.explicit or stance.explicit)
            target = replace(target, spans=spans)
        found[key] = replace(stance, target=target)
    return tuple(found.values())


def standing_suggestion(suggestion: Suggestion, actors: StandingActors) -> Suggestion:
    """Return a suggestion whose actors are those that stand for them now."""
    candidate = suggestion.candidate
    if suggestion.actor is None and candidate is None:
        return suggestion
    if candidate is not None:
        named = dict.fromkeys(standing_id(each, actors) for each in candidate.actors)
        speaker = candidate.speaker and standing_id(candidate.speaker, actors)
        candidate = replace(candidate, actors=tuple(named), speaker=speaker)
    actor = suggestion.actor and standing_id(suggestion.actor, actors)
    return structs.replace(suggestion, actor=actor, candidate=candidate)


def known_suggestion(suggestion: Suggestion, actors: StandingActors) -> Suggestion:
    """Return a suggestion without actors that the project does not have (now)."""
    candidate = suggestion.candidate
    if suggestion.actor is None and candidate is None:  # as most: thousands when an article opens
        return suggestion
    said = () if candidate is None else (candidate.speaker, *candidate.actors)
    named = (suggestion.actor, *said)
    if all(each is None or each in actors for each in named):
        return suggestion
    if candidate is not None:
        speaker = candidate.speaker if candidate.speaker in actors else None
        known = tuple(each for each in candidate.actors if each in actors)
        candidate = replace(candidate, actors=known, speaker=speaker)
    actor = suggestion.actor if suggestion.actor in actors else None
    return structs.replace(suggestion, actor=actor, candidate=candidate)


def standing_stance(stance: DocumentStance, actors: Mapping[str, Actor]) -> DocumentStance:
    """Return a stance over an article in which everybody named is an actor that stands now."""
    target = stance.target
    if target.kind == "actor":
        target = replace(target, id=standing_id(target.id, actors))
    return replace(stance, holder=standing_id(stance.holder, actors), target=target)


def uses_in(record: Mention | Statement) -> Iterator[ActorUse]:
    """Yield every place in which a record names an actor."""
    if isinstance(record, Mention):
        if record.actor is not None:
            yield _use(record, "mention", record.actor, record.span)
        return
    source, addressee = record.source, record.addressee
    for actor in source.actors:
        yield _use(record, "holder", actor, *source.spans)
    if source.speaker is not None:
        yield _use(record, "speaker", source.speaker, *source.spans)
    if source.via is not None:
        yield _use(record, "via", source.via.actor, *source.via.spans)
    for actor in addressee.actors:
        yield _use(record, "addressee", actor, *addressee.spans)
    for stance in record.stances:
        if stance.target.kind == "actor":
            yield _use(record, "target", stance.target.id, *stance.target.spans)
    for figure in record.figures:
        yield _use(record, "side", figure.side, figure.span)


def _use(record: Mention | Statement, role: UseRole, actor: str, *spans: Span) -> ActorUse:
    placed = spans or (record.content if isinstance(record, Statement) else (record.span,))
    return ActorUse(actor, record.article, record.annotator, role, record, placed[0])
