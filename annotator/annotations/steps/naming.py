"""The gesture by which words of an article become another name of an actor, and mean them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.annotations.actors import folded, standing_id
from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Actor, Mention
from annotator.annotations.session import Session
from annotator.annotations.steps.on_actors import Registry
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Suggestion

Named = Mention | Suggestion
_USUAL_KINDS = {"country": ("GPE",), "person": ("PERSON",)}


def words_at(session: Session, span: Span) -> str:
    """Return what a span covers, as a name is written: on one line."""
    return " ".join(span.covered(session.text).split())


def named_at(session: Session, span: Span) -> Named | None:
    """Return the mention of exactly that span, or else the open suggestion of one."""
    return next((each for each in _names(session) if each.span == span), None)


def known_at(session: Session, span: Span) -> tuple[str, ...]:
    """Return the actor whom a span means already by a name that it has, if there is one."""
    known, here = session.actors.named(words_at(session, span)), named_at(session, span)
    is_known = known is not None and isinstance(here, Mention) and _means(session, here, known.id)
    return (known.id,) if known is not None and is_known else ()


def same_names(session: Session, span: Span, actor_id: str) -> tuple[Named, ...]:
    """Return where else the article says the same words and does not mean that actor yet."""
    words = folded(words_at(session, span))
    return tuple(
        each
        for each in _names(session)
        if each.span != span
        and not _means(session, each, actor_id)
        and folded(words_at(session, each.span)) == words
    )


def add_name(session: Session, span: Span, actor_id: str, *, also: Sequence[Named] = ()) -> Step:
    """Let an actor be known by the words of a span, and link them; ``also`` are linked with it.

    Raises :class:`AnnotationError` where another actor has that name, or all of it is so already.
    """
    registry = Registry(session.actors, session.codebook)
    words = words_at(session, span)
    actor = session.actors[actor_id]
    known = session.actors.named(words)
    is_new = known is None or known.id != actor.id
    edits: list[Edit] = [*registry.add_alias(actor_id, words).edits] if is_new else []
    for each in (named_at(session, span) or span, *also):
        edits += _linked(session, each, actor)
    if not edits:
        raise AnnotationError(f"“{words}” means {actor.name} already. Nothing was changed.")
    wording = f"Add “{words}” as a name of {actor.name}" if is_new else f"Let it mean {actor.name}"
    return Step(tuple(edits), wording, session.article.id)


def _names(session: Session) -> list[Named]:
    mentions = [each for each in session.mentions if each.decision != "rejected"]
    return [*mentions, *(each for each in session.open_suggestions if each.kind == "mention")]


def _linked(session: Session, thing: Named | Span, actor: Actor) -> tuple[Edit, ...]:
    """Return the edits by which a mention, a suggestion or bare words mean an actor."""
    if isinstance(thing, Span):
        return session.add_mention(thing, _kind_for(session, actor), actor.id).edits
    if isinstance(thing, Suggestion):
        return session.correct(thing, actor=actor.id).edits
    if _means(session, thing, actor.id):
        return ()
    return session.change_mention(thing.id, actor=actor.id).edits


def _kind_for(session: Session, actor: Actor) -> str:
    """Return the kind that mentions of an actor have here, or else the usual one for its kind."""
    used = Counter(each.kind for each in _linked_mentions(session, actor))
    if used:
        return used.most_common(1)[0][0]
    known = [each.id for each in session.codebook.entity_kinds]
    usual = [each for each in (*_USUAL_KINDS.get(actor.kind, ()), "ORG") if each in known]
    if not (usual or known):
        raise AnnotationError("The codebook has no kind of mention. Nothing was changed.")
    return (usual or known)[0]


def _linked_mentions(session: Session, actor: Actor) -> list[Mention]:
    mentions = (each for each in session.mentions if each.decision != "rejected")
    return [each for each in mentions if _means(session, each, actor.id)]


def _means(session: Session, thing: Named, actor_id: str) -> bool:
    return thing.actor is not None and standing_id(thing.actor, session.actors) == actor_id
