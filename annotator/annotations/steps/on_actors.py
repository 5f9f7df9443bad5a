"""The gestures on the registry of actors: each checks what is asked for and returns the step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.annotations.actors import ActorUse, StandingActors, folded, short_name
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Figure, Mention, Stance, Statement
from annotator.annotations.validation import LONGEST_NAME
from annotator.annotations.wording import label
from annotator.codebook.model import Codebook
from annotator.errors import AnnotationError
from annotator.plain_text import on_one_line
from annotator.preannotation.names.gazetteer import alpha2

ACTOR_KINDS = (
    "country",
    "person",
    "organization",
    "international_organization",
    "armed_group",
    "media",
    "group",
    "unspecified",
)


class Registry:
    """The actors of a project and what a person can do with them; builds steps, never writes.

    Every gesture returns one project-wide :class:`~annotator.annotations.edits.Step` for
    ``Project.apply``, or raises :class:`~annotator.errors.AnnotationError` with a sentence.
    """

    def __init__(self, actors: Sequence[Actor] | StandingActors, codebook: Codebook) -> None:
        self.actors = actors if isinstance(actors, StandingActors) else StandingActors(actors)
        self._codebook = codebook

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that an actor may have: the usual ones, the codebook's, and those in use."""
        own = (each.type for each in self._codebook.actors)
        used = (each.kind for each in self.actors.stored.values())
        return tuple(dict.fromkeys((*ACTOR_KINDS, *sorted({*own, *used}))))

    def add(
        self,
        name: str,
        *,
        kind: str = "unspecified",
        aliases: Sequence[str] = (),
        country: str | None = None,
        acts_for: str | None = None,
        actor_id: str | None = None,
    ) -> Step:
        """Add an actor; its id is that of the edit's ``after``."""
        name = self._free_name(name)
        known = {folded(name)}
        own: list[str] = []
        for alias in map(self._free_name, aliases):
            if folded(alias) not in known:
                known.add(folded(alias))
                own.append(alias)
        actor = Actor(
            id=actor_id or new_id(),
            name=name,
            kind=self.kind_named(kind),
            aliases=tuple(own),
            country=country_code(country) if country else None,
        )
        if acts_for:
            actor = replace(actor, acts_for=self._principal(actor, acts_for))
        return _step(f"Add {name}", Edit(None, actor))

    def rename(self, actor_id: str, name: str) -> Step:
        """Call an actor otherwise; the old name stays as an alias."""
        before = self._stored(actor_id)
        name = self._free_name(name, own=before)
        if name == before.name:
            raise _unchanged()
        is_same = folded(name) == folded(before.name)
        aliases = [each for each in before.aliases if folded(each) != folded(name)]
        after = replace(
            before, name=name, aliases=tuple(aliases if is_same else [*aliases, before.name])
        )
        return _step(f"Rename {before.name} to {name}", Edit(before, after))

    def change(
        self,
        actor_id: str,
        *,
        kind: str | None = None,
        country: str | None = None,
        acts_for: str | None = None,
    ) -> Step:
        """Change the facts about an actor; "" takes one away, None leaves it."""
        before = after = self._stored(actor_id)
        if kind is not None:
            after = replace(after, kind=self.kind_named(kind or "unspecified"))
        if country is not None:
            after = replace(after, country=country_code(country) if country else None)
        if acts_for is not None:
            principal = self._principal(before, acts_for) if acts_for else None
            after = replace(after, acts_for=principal)
        if after == before:
            raise _unchanged()
        return _step(f"Change {before.name}", Edit(before, after))

    def add_alias(self, actor_id: str, alias: str) -> Step:
        """Let an actor be known by one more name."""
        before = self._stored(actor_id)
        alias = self._free_name(alias, own=before)
        if self._names(alias, self.actors[before.id]):
            raise AnnotationError(f"“{alias}” is a name of {before.name} already.")
        after = replace(before, aliases=(*before.aliases, alias))
        return _step(f"Add the alias {alias} to {before.name}", Edit(before, after))

    def remove_alias(self, actor_id: str, alias: str) -> Step:
        """Take a name away from an actor."""
        before = self._stored(actor_id)
        kept = tuple(each for each in before.aliases if folded(each) != folded(alias))
        if len(kept) == len(before.aliases):
            self._refuse_merged_name(before, alias)
            raise AnnotationError(f"“{alias}” is no alias of {before.name}. Nothing was changed.")
        after = replace(before, aliases=kept)
        return _step(f"Take the alias {alias} from {before.name}", Edit(before, after))

    def merge(self, actor_ids: Sequence[str], into: str) -> Step:
        """Let one actor stand for others; no annotation changes, and it can be taken back.

        What the one lacks (kind, country, whom it acts for) is taken over from the others.
        """
        goal = self._stored(into)
        gone = [
            each
            for each in dict.fromkeys(self._stored(each) for each in actor_ids)
            if each.id != goal.id
        ]
        if not gone:
            raise AnnotationError("Choose at least two different actors to merge.")
        edits = [Edit(each, replace(each, merged_into=goal.id)) for each in gone]
        after = self.actors.with_edits(edits)
        filled = self._filled(goal, gone, after)
        if filled != goal:
            edits.append(Edit(goal, filled))
        self.check_circle(goal.id, self.actors.with_edits(edits))
        names = ", ".join(each.name for each in gone[:3]) + (" …" if len(gone) > 3 else "")
        return _step(f"Merge {names} into {goal.name}", *edits)

    def unmerge(self, actor_id: str) -> Step:
        """Let a merged actor stand for itself again."""
        before = self._known(actor_id)
        if before.merged_into is None:
            raise AnnotationError(f"{before.name} is not merged into another actor.")
        goal = self.actors[actor_id]
        edit = Edit(before, replace(before, merged_into=None))
        self.check_circle(before.id, self.actors.with_edits([edit]))
        return _step(f"Take {before.name} out of {goal.name}", edit)

    def split(
        self,
        actor_id: str,
        names: Sequence[str],
        *,
        name: str,
        kind: str = "unspecified",
        uses: Sequence[ActorUse] = (),
        country: str | None = None,
        acts_for: str | None = None,
    ) -> Step:
        """Make an own actor of some aliases; ``uses`` are the passages that go with it."""
        before = self._stored(actor_id)
        going = {folded(each) for each in names}
        for each in names:
            if folded(each) not in map(folded, before.aliases):
                self._refuse_merged_name(before, each)
                raise AnnotationError(f"“{each}” is no alias of {before.name}. Choose its aliases.")
        kept = tuple(each for each in before.aliases if folded(each) not in going)
        after = replace(before, aliases=kept)
        edits = [Edit(before, after)] if after != before else []
        rest = Registry(self.actors.with_edits(edits), self._codebook)
        aliases = [each for each in before.aliases if folded(each) in going]
        made = rest.add(name, kind=kind, aliases=aliases, country=country, acts_for=acts_for)
        (new,) = made.edits
        wording = f"Split {' '.join(name.split())} off {before.name}"
        return _step(wording, *edits, new, *_moved(uses, new.target))

    def remove(self, actor_id: str) -> Step:
        """Take an actor away that nothing and nobody names; the project checks the articles."""
        before = self._known(actor_id)
        for other in self.actors.stored.values():
            if before.id in (other.acts_for, other.merged_into):
                verb = "acts for" if other.acts_for == before.id else "is merged into"
                raise AnnotationError(
                    f"{other.name} {verb} {before.name}, which was not removed. Change that first."
                )
        return _step(f"Remove {before.name}", Edit(before, None))

    # What is checked

    def _known(self, actor_id: str) -> Actor:
        actor = self.actors.stored.get(actor_id)
        if actor is None:
            raise AnnotationError(f"There is no actor {actor_id!r}. Nothing was changed.")
        return actor

    def _stored(self, actor_id: str) -> Actor:
        """Return the stored record of the actor that stands for ``actor_id``."""
        self._known(actor_id)
        return self.actors.stored[self.actors[actor_id].id]

    def _free_name(self, name: str, *, own: Actor | None = None) -> str:
        """Return a name as it is stored; refuse one that another actor has."""
        name = name_of_actor(name)
        other = self.actors.named(name)
        if other is not None and (own is None or other.id != own.id):
            raise AnnotationError(
                f"“{name}” is a name of {other.name} already. Nothing was changed. "
                "Merge both, or take the name away there first."
            )
        return name

    @staticmethod
    def _names(name: str, actor: Actor) -> bool:
        return folded(name) in map(folded, (actor.name, *actor.aliases))

    def _refuse_merged_name(self, actor: Actor, name: str) -> None:
        for merged in self.actors.merged_into(actor.id):
            if self._names(name, merged):
                raise AnnotationError(
                    f"“{name}” is a name of {merged.name}, who was merged into {actor.name}. "
                    f"Take {merged.name} out of {actor.name} instead."
                )

    def kind_named(self, kind: str) -> str:
        """Return a kind of actor that there is; raises AnnotationError for another."""
        if kind not in self.kinds:
            known = ", ".join(label(each) for each in self.kinds)
            raise AnnotationError(f"There is no kind of actor {kind!r}. Choose one of: {known}.")
        return kind

    def _principal(self, actor: Actor, acts_for: str) -> str:
        """Return whom an actor acts for; refuse itself, also by way of others."""
        if acts_for not in self.actors:
            raise AnnotationError(f"There is no actor {acts_for!r}. Add the actor first.")
        stands = self.actors[acts_for].id
        changed = Edit(None, replace(actor, acts_for=stands))
        self.check_circle(actor.id, self.actors.with_edits([changed]))
        return stands

    @staticmethod
    def check_circle(actor_id: str, actors: StandingActors) -> None:
        """Raise AnnotationError where an actor would act for itself, also by way of others."""
        seen: list[str] = []
        at: str | None = actor_id
        while at is not None and at in actors:
            stands = actors[at].id
            seen.append(stands)
            if stands in seen[:-1]:
                names = " acts for ".join(short_name(actors[each].name) for each in seen)
                raise AnnotationError(f"Nobody acts for themselves: {names}. Nothing was changed.")
            at = actors.stored[stands].acts_for

    @staticmethod
    def _filled(goal: Actor, gone: Iterable[Actor], after: StandingActors) -> Actor:
        for each in gone:
            if goal.kind == "unspecified":
                goal = replace(goal, kind=each.kind)
            if goal.country is None:
                goal = replace(goal, country=each.country)
            if goal.acts_for is None:
                goal = replace(goal, acts_for=each.acts_for)
        acts_for = goal.acts_for
        if acts_for is not None and acts_for in after and after[acts_for].id == goal.id:
            goal = replace(goal, acts_for=None)
        return goal


def _step(wording: str, *edits: Edit) -> Step:
    return Step(tuple(edits), wording, None)


def _unchanged() -> AnnotationError:
    return AnnotationError("That is how it is already. Nothing was changed.")


def name_of_actor(name: str) -> str:
    """Return a name as it is stored; raises AnnotationError where it is none."""
    name = " ".join(name.split())
    if not name:
        raise AnnotationError("An actor needs a name. Type one.")
    if len(name) > LONGEST_NAME or name != on_one_line(name):
        raise AnnotationError(
            f"A name stands on one line of at most {LONGEST_NAME} characters. Type another."
        )
    return name


def country_code(code: str) -> str:
    """Return a country as ISO 3166 alpha-2, also from alpha-3."""
    typed = code.strip().upper()
    codes = alpha2()
    if typed in codes:
        return codes[typed]
    if typed not in codes.values():
        raise AnnotationError(
            f"{code!r} is no country. Type two or three letters of ISO 3166, such as QA or QAT."
        )
    return typed


def _moved(uses: Iterable[ActorUse], new: str) -> list[Edit]:
    """Return the edits by which the passages of some uses name another actor."""
    before: dict[str, Mention | Statement] = {}
    after: dict[str, Mention | Statement] = {}
    for use in uses:
        before.setdefault(use.record.id, use.record)
        after[use.record.id] = _renamed(after.get(use.record.id, use.record), use, new)
    return [Edit(before[each], after[each]) for each in before]


def _renamed(record: Mention | Statement, use: ActorUse, new: str) -> Mention | Statement:
    if isinstance(record, Mention):
        return replace(record, actor=new)
    source, addressee = record.source, record.addressee
    if use.role == "holder":
        return replace(record, source=replace(source, actors=_put(source.actors, use.actor, new)))
    if use.role == "speaker":
        return replace(record, source=replace(source, speaker=new))
    if use.role == "via" and source.via is not None:
        return replace(record, source=replace(source, via=replace(source.via, actor=new)))
    if use.role == "addressee":
        put = _put(addressee.actors, use.actor, new)
        return replace(record, addressee=replace(addressee, actors=put))
    if use.role == "target":
        return replace(
            record, stances=tuple(_aimed(each, use.actor, new) for each in record.stances)
        )
    return replace(record, figures=tuple(_sided(each, use, new) for each in record.figures))


def _put(actors: Iterable[str], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if each == old else each for each in actors))


def _aimed(stance: Stance, old: str, new: str) -> Stance:
    target = stance.target
    if target.kind != "actor" or target.id != old:
        return stance
    return replace(stance, target=replace(target, id=new))


def _sided(figure: Figure, use: ActorUse, new: str) -> Figure:
    is_meant = (figure.side, figure.span) == (use.actor, use.span)
    return replace(figure, side=new) if is_meant else figure
