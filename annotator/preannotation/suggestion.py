"""A guess of the machine, stored with who made it, for a person to accept, correct or reject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.corpus.span import Span

SuggestionKind = Literal["mention", "quotation"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One guess over one article.

    ``label`` is the entity kind of a mention, or ``"direct"`` for a quotation. ``confidence`` lies
    between 0 and 1; below 0.5 it is shown as uncertain. ``rule`` names the rule that made it, and
    ``run`` the id of the :class:`EngineRun`. ``actor`` is the codebook's actor that the name most
    likely means. The id is the same wherever the same engine reads the same text.
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


@dataclass(frozen=True, slots=True)
class EngineRun:
    """Which engine made suggestions: its name, its version and what it was built from."""

    id: str
    engine: str
    version: str
    detail: str = ""
