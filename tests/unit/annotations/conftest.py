"""An invented article, a small codebook and a session over both, with a way to store steps."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType, SimpleNamespace

import pytest

from annotator.annotations.edits import Change, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Annotator, Layer
from annotator.annotations.session import Session
from annotator.codebook.model import (
    ClaimType,
    Codebook,
    CodebookActor,
    EntityKind,
    Group,
    StanceValue,
    Topic,
)
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

TEXT = (
    "Norland urged Estovia to reopen the strait at once, spokeswoman Ida Holm said.\n"
    "“We will not close the strait,” Estovia answered, “whatever Norland claims.”\n"
    "At least 29 people were killed and two wounded, according to the harbour office.\n"
    "Read: Ten pictures of the strait\n"
)

CODEBOOK = Codebook(
    id="strait",
    version="1.0.0",
    claim_types=(
        ClaimType("fact", "Fact", "assertive", "1", "Something that could be checked."),
        ClaimType("accusation", "Accusation", "assertive", "2", "Blames somebody."),
        ClaimType("call", "Call", "directive", "3", "Asks somebody to act."),
        ClaimType("rejection", "Rejection", "commissive", "4", "Refuses something."),
    ),
    groups=(
        Group("assertive", "Assertive", "blue"),
        Group("directive", "Directive", "orange"),
        Group("commissive", "Commissive", "purple"),
    ),
    stance_values=(
        StanceValue("favor", "Favor", "f", 1, "+", "green"),
        StanceValue("against", "Against", "a", -1, "−", "red"),
        StanceValue("neutral", "Neutral", "i", 0, "=", "grey"),
        StanceValue("unclear", "Unclear", "u", None, "?", "brown"),
    ),
    stance_wording=MappingProxyType(
        {
            "policy": {"favor": "favors", "against": "opposes"},
            "claim": {"favor": "affirms", "against": "denies"},
            "actor": {"favor": "supports", "against": "blames"},
            "statement": {"favor": "confirms", "against": "denies"},
        }
    ),
    topics=(
        Topic("open_strait", "The strait should be open", "policy"),
        Topic("closure", "Estovia closed the strait", "claim"),
    ),
    entity_kinds=(EntityKind("GPE", "Place", "blue"), EntityKind("PERSON", "Person", "green")),
    actors=(
        CodebookActor("NOR", "Norland", "country"),
        CodebookActor("EST", "Estovia", "country"),
        CodebookActor("p:holm", "Ida Holm", "person", acts_for="NOR"),
    ),
    certainty=("asserted", "hedged"),
    quote_types=("direct", "indirect", "mixed"),
    voices=("reported", "author"),
    figure_units=("killed", "injured"),
    layers=MappingProxyType(
        {
            "content": "required",
            "source": "required",
            "claim_types": "required",
            "stances": "required",
            "cue": "optional",
        }
    ),
)

ARTICLE = Article("article-1", "The strait", "0" * 64, len(TEXT))
ANNOTATOR = Annotator("annotator-1", "Amina")


def span_of(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """Return where the words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def zones() -> tuple[Zone, ...]:
    found = []
    start = 0
    for line in TEXT.splitlines():
        kind = "related_link" if line.startswith("Read:") else "body"
        found.append(Zone(kind, Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(found)


SUGGESTIONS = (
    Suggestion("s1", ARTICLE.id, "mention", span_of("Norland"), "GPE", 0.9, "name", "run", "NOR"),
    Suggestion("s2", ARTICLE.id, "mention", span_of("Ida Holm"), "PERSON", 0.9, "name", "run"),
    Suggestion(
        "s3",
        ARTICLE.id,
        "quotation",
        span_of("“We will not close the strait,”"),
        "direct",
        0.9,
        "curly",
        "run",
    ),
)


def session_over(layer: Layer | None = None) -> Session:
    return Session(
        article=ARTICLE,
        text=TEXT,
        zones=zones(),
        layer=layer or Layer(ARTICLE.id, ANNOTATOR.id),
        codebook=CODEBOOK,
        actors=(),
        suggestions=SUGGESTIONS,
        annotator=ANNOTATOR,
    )


def stored(step: Step) -> Change:
    return Change(new_id(), "do", step.edits, step.wording, step.article, ANNOTATOR.id)


def taken_back(step: Step) -> Change:
    edits = tuple(edit.inverse() for edit in reversed(step.edits))
    return Change(new_id(), "undo", edits, step.wording, step.article, ANNOTATOR.id)


Do = Callable[[Step], str]


@pytest.fixture
def session() -> Session:
    return session_over()


@pytest.fixture
def do(session: Session) -> Do:
    """Store a step in the session and return the id of its last record."""

    def apply(step: Step) -> str:
        session.absorb(stored(step))
        return step.edits[-1].record.id

    return apply


@pytest.fixture(scope="session")
def strait() -> SimpleNamespace:
    """Everything above, for tests and for properties that make their own sessions."""
    return SimpleNamespace(
        text=TEXT,
        codebook=CODEBOOK,
        article=ARTICLE,
        annotator=ANNOTATOR,
        suggestions=SUGGESTIONS,
        zones=zones(),
        span=span_of,
        session_over=session_over,
        stored=stored,
        taken_back=taken_back,
    )
