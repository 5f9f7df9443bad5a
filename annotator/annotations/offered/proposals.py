"""Whom a span most likely means: actors by mention, by name and by alias."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.annotations.actors import StandingActors, short_name
from annotator.annotations.model import Actor, Mention
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

PRONOUNS = frozenset(
    (
        *("he", "she", "they", "it", "him", "her", "them", "his", "hers", "its", "their"),
        *("theirs", "who", "we", "i", "us", "you"),
    )
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a statement, and who spoke for the holder."""

    actors: tuple[str, ...]
    speaker: str | None = None


def as_holder(actor: Actor) -> Holder:
    """Return the holder behind an actor: a person who acts for somebody speaks for them."""
    if actor.kind == "person" and actor.acts_for:
        return Holder((actor.acts_for,), actor.id)
    return Holder((actor.id,))


def actors_in(
    span: Span,
    text: str,
    *,
    actors: StandingActors,
    mentions: Iterable[Mention],
    suggestions: Iterable[Suggestion],
) -> tuple[str, ...]:
    """Return the actors that a span names, in the order of the text, likeliest reading only.

    A mention or suggestion with an actor that overlaps the span counts before a name or alias that
    stands in the covered text; a name inside a longer name that was found does not count.
    """
    marked = [(each.span, each.actor) for each in mentions if each.decision != "rejected"]
    marked += [(each.span, each.actor) for each in suggestions if each.kind == "mention"]
    found = [(where, actor) for where, actor in marked if actor and where.overlaps(span)]
    found += [
        (Span(span.start + start, span.start + end), actor)
        for start, end, actor in actors.names_in(span.covered(text))
    ]
    return _outermost(found, actors)


def holder_in(names: Sequence[str], actors: Mapping[str, Actor]) -> Holder | None:
    """Return the one holder that the named actors allow, or None where it is a person's choice.

    A spokesperson named together with those they act for ("Foreign Ministry spokesperson X of
    country Y") is one holder with a speaker; two countries are left to choose.
    """
    people = [each for each in names if as_holder(actors[each]).speaker is not None]
    if len(people) == 1:
        holder = as_holder(actors[people[0]])
        rest = set(names) - {people[0]}
        return holder if rest <= set(holder.actors) else None
    return as_holder(actors[names[0]]) if len(names) == 1 else None


def naming_of(
    span: Span, text: str, holder: Holder | None, actors: Mapping[str, Actor]
) -> str | None:
    """Return how a span names its holder where that is plain: by pronoun or by its own name."""
    covered = span.covered(text).casefold()
    if covered in PRONOUNS:
        return "pronoun"
    if holder is None:
        return None
    named = actors.get(holder.speaker or holder.actors[0])
    is_name = named is not None and short_name(named.name).casefold() in covered
    return "name" if is_name else None


def _outermost(found: list[tuple[Span, str]], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    kept: list[tuple[Span, str]] = []
    for span, actor in sorted(found, key=lambda each: (-len(each[0]), each[0])):
        covered = any(other.contains(span) and other != span for other, _ in kept)
        if actor in actors and not covered:
            kept.append((span, actors[actor].id))
    return tuple(dict.fromkeys(actor for _, actor in sorted(kept)))
