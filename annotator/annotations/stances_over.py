"""Stances over a whole article: what follows from the statements, and what a person overruled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.annotations.actors import standing_id, standing_stance
from annotator.annotations.derived import MIXED
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import free_id
from annotator.annotations.indexes.stances_behind import StancesBehind
from annotator.annotations.model import Actor, DocumentStance, Statement, Target
from annotator.annotations.session import Session
from annotator.annotations.wording import actor_name, stance_label, stance_verb, target_label
from annotator.codebook.model import Codebook
from annotator.errors import AnnotationError


@dataclass(frozen=True, slots=True)
class StanceOver:
    """A holder's stance on a topic or actor over an article.

    ``derived`` is what follows from ``statements`` (ids), "" where nothing does any more.
    ``overruled`` is the record by which a person says otherwise.
    """

    holder: str
    target: Target
    derived: str
    statements: tuple[str, ...] = ()
    overruled: DocumentStance | None = None

    @property
    def value(self) -> str:
        """What holds: a stance value of the codebook, or "mixed"."""
        return self.overruled.value if self.overruled is not None else self.derived

    @property
    def has_changed(self) -> bool:
        """Whether something else follows now than when a person overruled it."""
        return self.overruled is not None and self.overruled.derived != self.derived


def stances_over(
    statements: Sequence[Statement],
    overruled: Iterable[DocumentStance],
    actors: Mapping[str, Actor],
) -> tuple[StanceOver, ...]:
    """Return all stances over an article, of the actors that stand now, in a fixed order."""
    return _overruled(StancesBehind(statements, actors), overruled, actors)


def stances_of(session: Session) -> tuple[StanceOver, ...]:
    """Return all stances over the article in hand, as its annotator sees them."""
    return _overruled(session.stances_behind, session.overruled_stances, session.actors)


def _overruled(
    behind: StancesBehind, overruled: Iterable[DocumentStance], actors: Mapping[str, Actor]
) -> tuple[StanceOver, ...]:
    rows = {
        (holder, kind, target): StanceOver(holder, Target(kind, target), value, statements)
        for (holder, kind, target), (value, statements) in behind.derived().items()
    }
    for each in overruled:
        now = standing_stance(each, actors)
        at = (now.holder, now.target.kind, now.target.id)
        row = rows.get(at, StanceOver(now.holder, replace(now.target, spans=()), ""))
        rows[at] = replace(row, overruled=each)
    return tuple(row for _, row in sorted(rows.items()))


def overrule(session: Session, holder: str, target: Target, value: str) -> Step:
    """Say where a holder stands over the article; what follows from the statements is kept."""
    if value != MIXED and session.codebook.stance_value(value) is None:
        raise AnnotationError(f"The codebook has no stance “{value}”. Nothing was changed.")
    row = _row(session, holder, target)
    before, article = row.overruled, session.article.id
    if before is None and value == row.derived:
        raise AnnotationError("That follows from the statements already. Nothing was changed.")
    if before is not None and value == row.derived:
        return _as_derived(session, before)
    reference = session.codebook.reference
    if before is not None:
        after = replace(before, value=value, derived=row.derived, codebook=reference)
    else:
        who, bare = session.annotator.id, replace(row.target, spans=())
        wanted = f"{article}:{who}:stance:{row.holder}:{bare.kind}:{bare.id}"
        name = free_id(wanted, (each.id for each in session.overruled_stances))
        after = DocumentStance(name, article, who, row.holder, bare, value, row.derived, reference)
    wording = f"Stance over the article: {_words(row, value, session)}"
    return Step((Edit(before, after),), wording, article)


def as_derived(session: Session, holder: str, target: Target) -> Step:
    """Let the stance be again what follows from the statements."""
    before = _row(session, holder, target).overruled
    if before is None:
        raise AnnotationError("It is what follows from the statements. Nothing was changed.")
    return _as_derived(session, before)


def _as_derived(session: Session, before: DocumentStance) -> Step:
    wording = "Take a stance over the article from the statements"
    return Step((Edit(before, None),), wording, session.article.id)


def _row(session: Session, holder: str, target: Target) -> StanceOver:
    wanted = standing_id(holder, session.actors), target.kind, target.id
    for each in stances_of(session):
        if (each.holder, each.target.kind, each.target.id) == wanted:
            return each
    raise AnnotationError("There is no stance of theirs on that any more. Nothing was changed.")


def value_words(target: Target, value: str, codebook: Codebook) -> str:
    """Return how a stance over the article reads: "favors", "mixed on"."""
    return "mixed on" if value == MIXED else stance_verb(target, value, codebook)


def value_label(value: str, codebook: Codebook) -> str:
    """Return the name of a stance value, also of "mixed" and of none."""
    return value if value in (MIXED, "") else stance_label(codebook, value)


def words(row: StanceOver, session: Session) -> str:
    """Return a stance as one phrase: "Estovia: favors The fighting should stop"."""
    return _words(row, row.value, session)


def _words(row: StanceOver, value: str, session: Session) -> str:
    label = target_label(row.target, session.codebook, session.actors, session.numbers)
    verb = value_words(row.target, value, session.codebook)
    return f"{actor_name(session.actors, row.holder)}: {verb} {label}"
