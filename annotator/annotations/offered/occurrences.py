"""What stands in an article in the same words as something labelled, and gets the same label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Mention, Statement
from annotator.annotations.session import Session
from annotator.annotations.steps.filling_in import Labels
from annotator.corpus.article import READABLE_ZONES
from annotator.corpus.sentences import words
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place with the same words, and what labels it in the same way."""

    span: Span
    edits: Callable[[], tuple[Edit, ...]]


def same_mentions(session: Session, mention: Mention) -> tuple[Occurrence, ...]:
    """Return where the words of a mention stand again, not marked as it is, in text order.

    Words inside something longer that is marked are left out.
    """
    return tuple(_mentions(session, mention))


def same_suggestions(session: Session, suggestion: Suggestion) -> tuple[Occurrence, ...]:
    """Return where the words of a suggested mention stand, the suggestion itself among them."""
    accepting = session.accept(suggestion)
    made = accepting.edits[-1].after
    others = same_mentions(session, made) if isinstance(made, Mention) else ()
    itself = Occurrence(suggestion.span, lambda: accepting.edits)
    return tuple(sorted((itself, *others), key=lambda each: each.span))


def _mentions(session: Session, mention: Mention) -> Iterator[Occurrence]:
    kept = [each for each in session.mentions if each.decision != "rejected"]
    open_ones = [each for each in session.open_suggestions if each.kind == "mention"]
    for span in _places(session, mention.span.covered(session.text)):
        if span == mention.span:
            continue
        marked = next((each for each in kept if each.span == span), None)
        if marked is not None:
            if (marked.kind, marked.actor) != (mention.kind, mention.actor):
                yield Occurrence(span, _changed(session, marked, mention))
            continue
        guessed = next((each for each in open_ones if each.span == span), None)
        longer = [*(each.span for each in kept), *(each.span for each in open_ones)]
        if guessed is None and any(each.overlaps(span) for each in longer):
            continue
        yield Occurrence(span, _marked(session, span, mention))


def _marked(session: Session, span: Span, like: Mention) -> Callable[[], tuple[Edit, ...]]:
    return lambda: session.add_mention(span, like.kind, like.actor).edits


def _changed(session: Session, old: Mention, like: Mention) -> Callable[[], tuple[Edit, ...]]:
    return lambda: session.change_mention(old.id, kind=like.kind, actor=like.actor or "").edits


def _places(session: Session, wanted: str) -> Iterator[Span]:
    """Yield where words stand as whole words in what can be labelled."""
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    pattern = re.compile(f"{before}{re.escape(wanted)}{after}")
    zones = [each.span for each in session.zones if each.kind in READABLE_ZONES]
    for zone in zones or [Span(0, len(session.text))]:
        for found in pattern.finditer(session.text, zone.start, zone.end):
            yield Span(found.start(), found.end())


def same_statements(session: Session, statement: Statement) -> tuple[Occurrence, ...]:
    """Return what is said again in the same words and lacks the statement's labels."""
    labels = session.labels_of(statement.id)
    wanted = _said(session, statement.content)
    found: list[Occurrence] = []
    for other in session.statements:
        differs = session.labels_of(other.id) != labels
        if other.id != statement.id and differs and _said(session, other.content) == wanted:
            found.append(Occurrence(other.content[0], _labelled(session, other, labels)))
    for each in session.open_suggestions:
        content = each.candidate.content if each.candidate is not None else (each.span,)
        if each.kind != "mention" and _said(session, content) == wanted:
            found.append(Occurrence(content[0], _accepted(session, each, labels)))
    return tuple(sorted(found, key=lambda each: each.span))


def _labelled(
    session: Session, statement: Statement, labels: Labels
) -> Callable[[], tuple[Edit, ...]]:
    return lambda: session.set_labels([statement.id], labels).edits


def _accepted(
    session: Session, suggestion: Suggestion, labels: Labels
) -> Callable[[], tuple[Edit, ...]]:
    return lambda: session.accept_with(suggestion, labels).edits


def _said(session: Session, content: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the words of a content, whatever marks and capitals stand with them."""
    return tuple(
        word.covered(session.text).casefold()
        for span in content
        for word in words(session.text, span)
    )


def apply_to(session: Session, places: tuple[Occurrence, ...]) -> Step:
    """Label several places in one step."""
    if not places:
        raise AnnotationError("Nothing was chosen, and nothing was changed.")
    edits = tuple(edit for each in places for edit in each.edits())
    many = "1 place" if len(places) == 1 else f"{len(places)} places"
    return Step(edits, f"Apply to {many}", session.article.id)
