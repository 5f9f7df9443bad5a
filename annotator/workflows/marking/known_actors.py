"""Actors that are known before a project names them: countries and organisations in the news."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from annotator import paths
from annotator.annotations.actors import folded
from annotator.annotations.model import Actor
from annotator.preannotation.names.gazetteer import alpha2

_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor with its names; ``doubtful`` ones often mean something else ("Georgia").

    ``code`` is the ISO 3166 alpha-3 code of a country. The actor's id is the same in every project.
    """

    actor: Actor
    code: str
    doubtful: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the doubtful ones too."""
        return (self.actor.name, *self.actor.aliases, *self.doubtful)


@lru_cache(maxsize=1)
def known_actors() -> tuple[KnownActor, ...]:
    """Return the shipped actors, countries first."""
    table = (paths.resources() / "gazetteers" / "actors.tsv").read_text(encoding="utf-8")
    return tuple(_read(line) for line in table.splitlines())


def _read(line: str) -> KnownActor:
    identifier, kind, code, name, sure, doubtful = line.split("\t")
    aliases = tuple(each for each in sure.split("|") if each)
    actor = Actor(identifier, name, kind, aliases, alpha2().get(code))
    return KnownActor(actor, code, tuple(each for each in doubtful.split("|") if each))


def person_id(name: str) -> str:
    """Return the id of a person that is known by their full name alone."""
    plain = unicodedata.normalize("NFKD", folded(name))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return "person:" + "-".join(part for part in _APART.split(letters) if part)


def is_known_beforehand(actor: Actor) -> bool:
    """Tell whether an actor is called as the program calls it, so that nobody taught it a name."""
    if actor.id.startswith("person:"):
        return not actor.aliases and actor.id == person_id(actor.name)
    shipped = _by_id().get(actor.id)
    if shipped is None:
        return False
    return {actor.name, *actor.aliases} <= {shipped.actor.name, *shipped.actor.aliases}


@lru_cache(maxsize=1)
def _by_id() -> dict[str, KnownActor]:
    return {each.actor.id: each for each in known_actors()}
