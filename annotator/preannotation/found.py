"""What a rule finds in a text, before it becomes a suggestion of a project."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.corpus.span import Span
from annotator.preannotation.suggestion import SuggestionKind

ENTITY_KINDS = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "LAW",
    "LANGUAGE",
    "DATE",
    "TIME",
    "CARDINAL",
    "ORDINAL",
    "QUANTITY",
    "MONEY",
    "PERCENT",
)
CERTAIN = 0.5
# The built-in engine; raise the version whenever it may find something else in the same text.
ENGINE_NAME = "annotator-rules"
ENGINE_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Found:
    """One mention or quotation.

    ``label`` is one of ``ENTITY_KINDS`` (names of OntoNotes 5) or ``"direct"``. ``confidence`` lies
    between 0 and 1; below ``CERTAIN`` it is a guess that is shown but not asserted. ``country`` is
    the ISO 3166 alpha-3 code of the country that the name stands for or belongs to, where known.
    """

    kind: SuggestionKind
    span: Span
    label: str
    confidence: float
    rule: str
    country: str | None = None

    @property
    def is_certain(self) -> bool:
        """Tell whether the rule asserts it."""
        return self.confidence >= CERTAIN
