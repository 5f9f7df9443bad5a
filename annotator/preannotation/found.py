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
ENGINE_VERSION = "1.2.0"
ENGINE_LANGUAGE = "en"
# The engine's spaCy components, in the order in which they work.
PIPES = (
    "annotator_reading",
    "annotator_numbers",
    "annotator_names",
    "annotator_quotations",
    "annotator_statements",
)


def plain_tokenizer(language: str) -> str:
    """Name spaCy's own tokenizer for a language, with its version; spaCy is not imported for it."""
    from importlib import metadata  # late: the window starts without it

    return f"spaCy {metadata.version('spacy')} {language}"


def engine_detail() -> str:
    """Say what the engine is made of, for the record of its run; spaCy is not imported for it."""
    from importlib import metadata  # late: the window starts without it

    return f"spaCy {metadata.version('spacy')}; " + ", ".join(PIPES)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The parts of a possible statement.

    ``named`` is where the text names in full whom the source means ("she": the spokesperson's name
    with her office). ``claim_types`` are guesses, the likeliest first.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    addressee: tuple[Span, ...]
    named: Span | None
    claim_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One mention, quotation or possible statement.

    ``label`` is one of ``ENTITY_KINDS`` (names of OntoNotes 5), ``"direct"``, or the likeliest
    claim type. ``confidence`` lies between 0 and 1; below ``CERTAIN`` it is a guess that is shown,
    not asserted. ``country`` is the ISO 3166 alpha-3 code of the country that the name stands for
    or belongs to, where known. ``attribution`` is there for a possible statement, whose span
    reaches from the first to the last of its content.
    """

    kind: SuggestionKind
    span: Span
    label: str
    confidence: float
    rule: str
    country: str | None = None
    attribution: Attribution | None = None

    @property
    def is_certain(self) -> bool:
        """Tell whether the rule asserts it."""
        return self.confidence >= CERTAIN
