"""The shapes of the complete JSON: the statement format, and around it the rest of a project.

``resources/schemas/complete.schema.json`` is made from these classes; a test holds both together.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from annotator.annotations.model import AnnotatorKind
from annotator.formats.complete_told import (
    ActiveTimeShape,
    ArticleLabelShape,
    CommentShape,
    FlagShape,
    GuidelineNoteShape,
    OverruledStanceShape,
    RulingShape,
)
from annotator.formats.labelled.shapes import Offset, Shape, SpanShape, StatementShape, ZoneShape
from annotator.formats.news_statements import DocumentStanceShape

FORMAT, VERSION = "annotator-complete", "1.0.0"
SCHEMA_ID = "urn:annotator:complete:1.0.0"

Sha256 = Annotated[str, Meta(pattern="^([0-9a-f]{64})?$", description="SHA-256, or empty.")]
CodebookReference = Annotated[str, Meta(description="The id@version of a codebook in the file.")]
AnnotatorId = Annotated[str, Meta(description="The id of an annotator in the file.")]


class ProjectShape(Shape, frozen=True):
    """The project that was exported."""

    id: str
    title: str


class AnnotatorShape(Shape, frozen=True, omit_defaults=True):
    """Whose layer it is: a person's, or one beside the people's."""

    id: str
    name: str
    kind: Annotated[
        AnnotatorKind,
        Meta(description="repeat: the second time of a person; gold: what was settled."),
    ] = "person"
    of: Annotated[str | None, Meta(description="Whose second time it is.")] = None


class ActorShape(Shape, frozen=True, omit_defaults=True):
    """Somebody who holds, addresses or is the target of a stance.

    ``merged_into`` is the id of the actor that stands for this one now.
    """

    id: str
    name: str
    type: str
    aliases: list[str]
    country: str | None
    acts_for: str | None
    merged_into: str | None = None


class EngineRunShape(Shape, frozen=True):
    """Which engine made suggestions."""

    id: str
    engine: str
    version: str
    detail: str


Successor = Annotated[
    str | None, Meta(description="Former entries: the entry that stands for it now.")
]
Successors = Annotated[
    list[str], Meta(description="Former entries: among which a person has to choose now.")
]
Meaning = Annotated[
    str, Meta(description="Another word whenever the entry begins to mean something else.")
]


class ClaimTypeShape(Shape, frozen=True, omit_defaults=True):
    """A kind of claim."""

    id: str
    label: str
    group: str
    key: str
    definition: str
    examples: list[str]
    counter_examples: list[str]
    merged_into: Successor = None
    split_into: Successors = field(default_factory=list)
    meaning: Meaning = ""


class GroupShape(Shape, frozen=True):
    """A group of claim types."""

    id: str
    label: str
    color: str


class StanceValueShape(Shape, frozen=True, omit_defaults=True):
    """A stance; value places it on the scale from -1 to 1."""

    id: str
    label: str
    key: str
    value: float | int | None
    sign: str
    color: str
    definition: str
    merged_into: Successor = None
    split_into: Successors = field(default_factory=list)
    meaning: Meaning = ""


class TopicShape(Shape, frozen=True, omit_defaults=True):
    """Something one can take a stance on."""

    id: str
    label: str
    kind: str
    definition: str
    merged_into: Successor = None
    split_into: Successors = field(default_factory=list)
    meaning: Meaning = ""


class EntityKindShape(Shape, frozen=True, omit_defaults=True):
    """A kind of mention."""

    id: str
    label: str
    color: str
    underline: str
    definition: str
    merged_into: Successor = None
    split_into: Successors = field(default_factory=list)
    meaning: Meaning = ""


class CodebookActorShape(Shape, frozen=True):
    """An actor that every project with the codebook starts with."""

    id: str
    name: str
    type: str
    acts_for: str | None
    country: str | None
    aliases: list[str]


class ArticleLabelValueShape(Shape, frozen=True):
    """One of the values that a label of whole articles takes."""

    id: str
    label: str
    definition: str


class ArticleLabelKindShape(Shape, frozen=True):
    """A label of whole articles; without values it is only set or not set."""

    id: str
    label: str
    key: str
    values: list[ArticleLabelValueShape]
    multiple: Literal["yes", "no"]
    required: Literal["yes", "no"]
    definition: str


class FormerShape(Shape, frozen=True, omit_defaults=True):
    """Entries that annotations may still bear and that are not offered any more."""

    claim_types: list[ClaimTypeShape] = field(default_factory=list)
    groups: list[GroupShape] = field(default_factory=list)
    stance_values: list[StanceValueShape] = field(default_factory=list)
    topics: list[TopicShape] = field(default_factory=list)
    entity_kinds: list[EntityKindShape] = field(default_factory=list)


class CodebookShape(Shape, frozen=True, omit_defaults=True):
    """Everything that may be labelled under one version of a codebook."""

    offset_unit: Literal["unicode_code_point"]
    id: str
    version: str
    language: str
    title: str
    zones: list[str]
    claim_types: list[ClaimTypeShape]
    groups: list[GroupShape]
    max_claim_types: int
    stance_values: list[StanceValueShape]
    stance_target_kinds: list[str]
    stance_wording: dict[str, dict[str, str]]
    topics: list[TopicShape]
    entity_kinds: list[EntityKindShape]
    actors: list[CodebookActorShape]
    certainty: list[str]
    quote_types: list[str]
    voices: list[str]
    figure_units: list[str]
    layers: dict[str, Literal["required", "optional", "off"]]
    article_labels: list[ArticleLabelKindShape] = field(default_factory=list)
    allow_new_topics: Annotated[
        Literal["yes", "no"], Meta(description="Whether topics are added while labelling.")
    ] = "yes"
    former: FormerShape | None = None


class CompleteStatementShape(StatementShape, frozen=True, omit_defaults=True):
    """A statement with who made it, and under which codebook."""

    uid: Annotated[str, Meta(description="The program's own id.")]
    annotator: AnnotatorId
    codebook: CodebookReference
    external_id: Annotated[str, Meta(description="Its name in the file it was imported from.")]
    overruled: Annotated[
        list[Literal["voice", "quote"]],
        Meta(description="Which of voice and quote a person set, instead of deriving them."),
    ]
    suggestion: Annotated[
        str | None, Meta(description="The suggestion that it was made from; it may be gone.")
    ] = None


class MentionShape(Shape, frozen=True):
    """A span with an entity kind, and how the annotator came to it."""

    id: str
    annotator: AnnotatorId
    start: Offset
    end: Offset
    text: str
    kind: str
    actor: str | None
    decision: Literal["added", "accepted", "corrected", "rejected"]
    suggestion: Annotated[
        str | None, Meta(description="The suggestion that was decided about; it may be gone.")
    ]
    codebook: CodebookReference


class ProgressShape(Shape, frozen=True, omit_defaults=True):
    """How far one annotator is with the document; none means never opened."""

    annotator: AnnotatorId
    status: Literal["opened", "done"]
    codebook: CodebookReference
    checked: Annotated[
        str, Meta(description="How new the suggestions are that were gone through after it.")
    ] = ""


class CandidateShape(Shape, frozen=True):
    """The parts of a possible statement."""

    content: Annotated[list[SpanShape], Meta(min_length=1)]
    source: list[SpanShape]
    cue: list[SpanShape]
    addressee: list[SpanShape]
    actors: list[str]
    speaker: str | None
    claim_type: str | None


class SuggestionShape(Shape, frozen=True, omit_defaults=True):
    """A guess of the machine; a possible statement has a candidate."""

    id: str
    kind: Literal["mention", "quotation", "statement"]
    start: Offset
    end: Offset
    text: str
    label: str
    confidence: Annotated[float, Meta(ge=0, le=1)]
    rule: str
    run: Annotated[str, Meta(description="The id of an engine run in the file.")]
    actor: str | None
    candidate: CandidateShape | None = None


class AnnotatorDocumentStanceShape(DocumentStanceShape, frozen=True, omit_defaults=True):
    """A document stance; annotator is left out where only one person made statements here."""

    annotator: AnnotatorId | None = None


class CompleteDocumentShape(Shape, frozen=True, omit_defaults=True):
    """One article with its text and everything that is said about it."""

    id: Annotated[
        str,
        Meta(min_length=1, description="External id where there is one, else uid; unique here."),
    ]
    uid: Annotated[str, Meta(description="The program's own id.")]
    external_id: str
    file: str
    sha256: Annotated[Sha256, Meta(description="Of the bytes of the file it came from.")]
    n_bytes: Annotated[int, Meta(ge=0, description="Of the file it came from.")]
    n_code_points: Annotated[int, Meta(ge=0, description="Of the text.")]
    text_sha256: Annotated[Sha256, Meta(description="Of the text in UTF-8.")]
    encoding: Annotated[str, Meta(description="Of the file it came from.")]
    title: str
    date: Annotated[str, Meta(description="ISO 8601, or empty.")]
    source: str
    text: Annotated[str, Meta(description="Line ends are LF; every offset counts in it.")]
    zones: list[ZoneShape]
    document_stances: list[AnnotatorDocumentStanceShape]
    statements: list[CompleteStatementShape]
    mentions: list[MentionShape]
    progress: list[ProgressShape]
    suggestions: list[SuggestionShape]
    article_labels: list[ArticleLabelShape] = field(default_factory=list)
    overruled_stances: list[OverruledStanceShape] = field(default_factory=list)
    comments: list[CommentShape] = field(default_factory=list)
    flags: list[FlagShape] = field(default_factory=list)
    active_times: list[ActiveTimeShape] = field(default_factory=list)
    rulings: list[RulingShape] = field(default_factory=list)


class HeadShape(Shape, frozen=True, kw_only=True):
    """Everything that comes before the documents."""

    format: Literal["annotator-complete"]
    version: str
    codebook: Annotated[CodebookReference, Meta(description="The current one.")]
    offset_unit: Literal["unicode_code_point"]
    project: ProjectShape
    codebooks: Annotated[list[CodebookShape], Meta(min_length=1)]
    annotators: list[AnnotatorShape]
    actors: list[ActorShape]
    engine_runs: list[EngineRunShape]
    settings: Annotated[
        dict[str, str], Meta(description="How the project is worked on, such as its pipeline.")
    ] = field(default_factory=dict)
    guideline_notes: list[GuidelineNoteShape] = field(default_factory=list)


class CompleteFile(HeadShape, frozen=True, kw_only=True):
    """A whole project in one file, by code points, with the covered text of every span."""

    documents: list[CompleteDocumentShape]
