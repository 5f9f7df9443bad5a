"""Names that people gave to the actors of a project: marked like shipped ones, and remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from annotator.annotations.actors import folded, short_name
from annotator.annotations.model import Actor
from annotator.codebook.model import Codebook
from annotator.workflows.marking.known_actors import is_known_beforehand

_KINDS = {
    "person": "PERSON",
    "country": "GPE",
    "organization": "ORG",
    "organisation": "ORG",
    "international_organization": "ORG",
    "armed_group": "ORG",
    "media": "ORG",
    "group": "NORP",
}
_TAUGHT = "; names "
_LONGEST = 8  # words; nothing longer is a name


def taught(actors: Iterable[Actor], codebook: Codebook) -> Iterator[tuple[str, Actor]]:
    """Yield the names that neither the codebook nor the program knew, with whom they mean."""
    begun = {
        each.id: {folded(name) for name in (each.name, *each.aliases)} for each in codebook.actors
    }
    for actor in actors:
        if is_known_beforehand(actor):
            continue
        known = begun.get(actor.id, set())
        for name in (actor.name, *actor.aliases):
            if folded(name) not in known:
                yield name, actor


def own_names(actors: Iterable[Actor], codebook: Codebook) -> tuple[tuple[str, str], ...]:
    """Return the taught names that can be marked in a text, each with its kind of mention."""
    found: dict[str, str] = {}
    for name, actor in taught(actors, codebook):
        bare = short_name(name)
        bare = bare[4:] if bare.casefold().startswith("the ") else bare
        kind = _KINDS.get(actor.kind) or ("ORG" if _is_acronym(bare) else None)
        if kind is not None and _is_name(bare):
            found.setdefault(bare, kind)
    return tuple(sorted(found.items()))


def _is_acronym(name: str) -> bool:
    return name.isupper() and name.isalpha() and 2 <= len(name) <= 8


def _is_name(name: str) -> bool:
    return len(name) > 1 and name[:1].isupper() and len(name.split()) <= _LONGEST


def names_taught(actors: Iterable[Actor], codebook: Codebook) -> str:
    """Return a short mark of the taught names and whom they mean; empty where there are none."""
    lines = sorted(
        f"{folded(name)}\t{actor.id}\t{actor.kind}" for name, actor in taught(actors, codebook)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""


def with_taught(detail: str, mark: str) -> str:
    """Return what a run is made of with the mark of the names that it knew."""
    return f"{detail}{_TAUGHT}{mark}" if mark else detail


def taught_in(detail: str) -> str:
    """Return the mark of the names that a run knew; empty where it knew none but the shipped."""
    return detail.partition(_TAUGHT)[2].partition(";")[0]
