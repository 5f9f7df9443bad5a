"""A guess of the machine, stored with who made it, for a person to accept, correct or reject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from annotator.corpus.span import Span

SuggestionKind = Literal["mention", "quotation", "statement"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The parts of a possible statement.

    ``actors`` are the holders that the source most likely means and ``speaker`` the person who
    spoke for them, where the project knows them. ``claim_type`` is one of the codebook's.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()
    speaker: str | None = None
    claim_type: str | None = None
    addressee: tuple[Span, ...] = ()


class Suggestion(msgspec.Struct, frozen=True, gc=False):
    """One guess over one article.

    ``label`` is the entity kind of a mention, ``"direct"`` for a quotation, and for a possible
    statement the guessed claim type or ``"statement"``; its ``span`` reaches from the first to the
    last of the content of its ``candidate``. ``confidence`` lies between 0 and 1; below 0.5 it is
    shown as uncertain. ``rule`` names the rule that made it, and
    ``run`` the id of the :class:`EngineRun`. ``actor`` is the codebook's actor that the name most
    likely means. The id is the same wherever the same engine reads the same text.

    It is no dataclass: a large article has thousands, and one is made in a tenth of the time.
    """

    id: str
    article: str
    kind: SuggestionKind
    span: Span
    label: str
    confidence: float
    rule: str
    run: str
    actor: str | None = None
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """What an engine suggests for an article, and the packed tokens of its text where known."""

    suggestions: tuple[Suggestion, ...]
    cuts: bytes | None = None


@dataclass(frozen=True, slots=True)
class EngineRun:
    """Which engine made suggestions: its name, its version and what it was built from."""

    id: str
    engine: str
    version: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """What one annotator was given with an article.

    ``suggestions`` were shown, in text order; where ``is_withheld``, they are those that would have
    been shown, and nobody saw them.
    """

    article: str
    annotator: str
    is_withheld: bool
    suggestions: tuple[Suggestion, ...] = ()
