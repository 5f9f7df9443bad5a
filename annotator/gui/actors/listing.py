"""Which actors are listed, in which order, and with which words. Knows no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from annotator.annotations.actors import StandingActors
from annotator.annotations.model import Actor
from annotator.annotations.wording import actor_name, label
from annotator.gui.widgets.matching import folded

Column = Literal["name", "kind", "country", "acts_for", "uses"]
COLUMNS: tuple[Column, ...] = ("name", "kind", "country", "acts_for", "uses")


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor as the list shows it; ``uses`` is None until they are counted.

    ``names`` are all that it goes by: its own, its other names, and those of merged actors.
    """

    actor: Actor
    names: tuple[str, ...]
    kind: str
    country: str
    acts_for: str
    uses: int | None
    searched: str


class Listing:
    """All standing actors, narrowed down by what is typed and put in order by one column."""

    def __init__(self) -> None:
        self._rows: dict[str, ActorRow] = {}
        self._searched: dict[tuple[str, ...], str] = {}
        self._typed: tuple[str, ...] = ()
        self._order: tuple[Column, bool] = ("name", False)
        self.shown: tuple[ActorRow, ...] = ()
        self._places: dict[str, int] = {}

    def show(self, actors: StandingActors, counts: Mapping[str, int] | None) -> None:
        """List these actors; ``counts`` says how often each is used, where that is known."""
        searched: dict[tuple[str, ...], str] = {}
        self._rows = {}
        for actor in actors.values():
            names = (actor.name, *actor.aliases)
            searched[names] = self._searched.get(names) or folded("\n".join(names))
            self._rows[actor.id] = ActorRow(
                actor=actor,
                names=names,
                kind=label(actor.kind) if actor.kind != "unspecified" else "",
                country=actor.country or "",
                acts_for=actor_name(actors, actor.acts_for) if actor.acts_for else "",
                uses=None if counts is None else counts.get(actor.id, 0),
                searched=searched[names],
            )
        self._searched = searched
        self._arrange()

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self._rows)

    def narrow(self, typed: str) -> None:
        """Show only actors of whose names every typed word is a part."""
        self._typed = tuple(folded(typed).split())
        self._arrange()

    def sort(self, column: Column, *, descending: bool) -> None:
        """Put the actors in order by a column, then by name."""
        self._order = (column, descending)
        self._arrange()

    def find(self, actor_id: str) -> ActorRow | None:
        """Return the row of an actor, shown or not."""
        return self._rows.get(actor_id)

    def place(self, actor_id: str) -> int:
        """Return at which place an actor is shown, -1 where it is not."""
        return self._places.get(actor_id, -1)

    def _arrange(self) -> None:
        column, descending = self._order
        fitting = [
            each
            for each in self._rows.values()
            if all(word in each.searched for word in self._typed)
        ]
        fitting.sort(key=lambda each: (each.actor.name.casefold(), each.actor.id))
        if column == "uses":
            fitting.sort(key=lambda each: each.uses or 0, reverse=descending)
        elif column != "name":
            fitting.sort(key=lambda each: _words(each, column).casefold(), reverse=descending)
        elif descending:
            fitting.reverse()
        self.shown = tuple(fitting)
        self._places = {each.actor.id: place for place, each in enumerate(self.shown)}


def _words(row: ActorRow, column: Column) -> str:
    return {"kind": row.kind, "country": row.country, "acts_for": row.acts_for}.get(column, "")
