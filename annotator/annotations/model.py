"""What an annotator can say about an article, as plain frozen values.

All spans are Unicode code points into the article's stored text. Ids are ours (see
:mod:`annotator.annotations.ids`) or, for labels, topics, actors and entity kinds, the codebook's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotator.corpus.span import Span

Decision = Literal["added", "accepted", "corrected", "rejected"]
TargetKind = Literal["topic", "actor", "statement"]
Status = Literal["opened", "done"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span with an entity kind, perhaps linked to an actor.

    ``decision`` tells how it came about: ``added`` by hand, or ``accepted``, ``corrected`` or
    ``rejected`` from the suggestion named by ``suggestion``. A rejected mention keeps the
    suggestion's span and kind, so that the decision can be read without the suggestion.
    """

    id: str
    article: str
    annotator: str
    span: Span
    kind: str
    actor: str | None = None
    decision: Decision = "added"
    suggestion: str | None = None
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class Via:
    """The medium through which the words reached the article ("told the daily Izvestia")."""

    actor: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Whose statement it is: where the text says so, and the actors behind the words.

    ``actors`` are the holders (1..n for reported speech, none in the author's own voice).
    ``speaker`` is the person who spoke for the holder. ``mention`` says how the text names the
    source (name, pronoun, role, metonym, group, document). ``inferred`` marks a source that the
    text leaves out.
    """

    spans: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()
    speaker: str | None = None
    mention: str | None = None
    inferred: bool = False
    via: Via | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the statement addresses."""

    spans: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What a stance is about: a topic, an actor, or another statement of the same article."""

    kind: TargetKind
    id: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """The holder's stance on one target, by a stance value of the codebook."""

    target: Target
    value: str
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a statement gives ("at least 29 dead"); no ``value`` where none is named."""

    span: Span
    value: float | int | None
    bound: str
    unit: str
    group: str = "all"
    side: str = "unspecified"


@dataclass(frozen=True, slots=True)
class Statement:
    """One holder, one cue event, one claim-type profile.

    ``content`` holds the fragments of what is said, in the order of the text. ``voice`` and
    ``quote`` are None where they follow from the parts (see
    :func:`annotator.annotations.derived.voice` and :func:`~annotator.annotations.derived.quote`).
    ``parent`` is the id of the statement inside which this one is made. ``external_id`` is the
    name that another program or file gave to it. ``suggestion`` is the id of the suggestion that
    was taken over to make it, whatever a person changed since.
    """

    id: str
    article: str
    annotator: str
    content: tuple[Span, ...]
    source: Source = field(default_factory=Source)
    cue: tuple[Span, ...] = ()
    addressee: Addressee = field(default_factory=Addressee)
    claim_types: tuple[str, ...] = ()
    certainty: str | None = None
    stances: tuple[Stance, ...] = ()
    parent: str | None = None
    figures: tuple[Figure, ...] = ()
    unsure: bool = False
    note: str = ""
    voice: str | None = None
    quote: str | None = None
    external_id: str = ""
    codebook: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one annotator is with one article: opened, or done (also "done, nothing found").

    No ``Progress`` at all means never opened. ``id`` is ``article + ":" + annotator``. ``checked``
    tells how new the suggestions are (a clock) that were gone through after it was done.
    """

    id: str
    article: str
    annotator: str
    status: Status
    codebook: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who holds, addresses or is the target of a stance.

    ``merged_into`` is the id of the actor that stands for this one now; see
    :func:`annotator.annotations.actors.standing_for`.
    """

    id: str
    name: str
    kind: str = "unspecified"
    aliases: tuple[str, ...] = ()
    country: str | None = None
    acts_for: str | None = None
    merged_into: str | None = None


AnnotatorKind = Literal["person", "repeat", "gold"]


@dataclass(frozen=True, slots=True)
class Annotator:
    """Whose layer it is: a person's who labels, or one that stands beside the people's layers.

    ``kind`` is ``"repeat"`` for what a person (``of``) says when an article comes a second time,
    and ``"gold"`` for what was settled between people. Neither counts as somebody who labels.
    """

    id: str
    name: str
    kind: AnnotatorKind = "person"
    of: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleLabel:
    """A label that one annotator gives to a whole article: one value of one kind of label.

    ``label`` and ``value`` are the codebook's ids; a label that is only set or not set has the
    value ``"yes"``. A label that may have several values has one record for each.
    """

    id: str
    article: str
    annotator: str
    label: str
    value: str
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class DocumentStance:
    """What an annotator says of a holder's stance over the article, against what follows.

    ``value`` overrules what :func:`annotator.annotations.derived.document_stances` derives from
    the statements; ``derived`` is what that was at the time, "" where nothing followed.
    """

    id: str
    article: str
    annotator: str
    holder: str
    target: Target
    value: str
    derived: str = ""
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """Words about an article, or about a statement or passage of it, for everybody to read.

    ``statement`` may be gone by now, and is one that others do not see; ``span`` says where it
    stood. ``answers`` is the comment that begins the conversation. ``written`` is an ISO 8601
    time, UTC. ``settled`` belongs to the first comment of a conversation; anybody may settle it.
    """

    id: str
    article: str
    annotator: str
    text: str
    statement: str | None = None
    span: Span | None = None
    answers: str | None = None
    settled: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One annotator's sign on an article that it needs a second look, for everybody to see.

    ``written`` is an ISO 8601 time, UTC.
    """

    id: str
    article: str
    annotator: str
    reason: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class GuidelineNote:
    """What an annotator wants to remember while labelling; ``id`` tells whose it is."""

    id: str
    annotator: str
    text: str


@dataclass(frozen=True, slots=True)
class ActiveTime:
    """A stretch of work on one article, from ``started`` (ISO 8601, UTC), in active ``seconds``.

    A fact: it is never changed or undone. After ``idle_after`` seconds without a gesture nothing
    was counted until the next one.
    """

    id: str
    article: str
    annotator: str
    started: str
    seconds: int
    idle_after: int


GOLD = "gold"
"""The id of the layer that holds what was settled, the same in every project."""

RulingOutcome = Literal["taken", "edited", "rejected", "deferred", "unclear", "agreed"]
RulingRule = Literal["", "unanimous", "majority", "dawid-skene"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an adjudicator (``annotator``) decided where annotators were compared.

    ``disagreement`` is the key of what it is about, ``kind`` what kind of disagreement that was.
    ``origins`` are the annotators whose version was taken with the id of their record ("" where
    their version was to have none), the one it was copied from first. ``gold`` is the id of the
    settled record, if there is one. ``rule`` tells whether a rule proposed it, "" where a person
    chose. ``entry`` is the codebook's entry (``section/id``) that is unclear. ``seen`` holds for
    each annotator a digest of what they said then, so that a later change shows. ``ruled`` is an
    ISO 8601 time, UTC.
    """

    id: str
    article: str
    annotator: str
    disagreement: str
    kind: str
    outcome: RulingOutcome
    origins: tuple[tuple[str, str], ...] = ()
    gold: str | None = None
    rule: RulingRule = ""
    reason: str = ""
    entry: str = ""
    seen: tuple[tuple[str, str], ...] = ()
    ruled: str = ""
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """Everything one annotator says about one article; mentions and statements in text order."""

    article: str
    annotator: str
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    progress: Progress | None = None
    labels: tuple[ArticleLabel, ...] = ()
    stances: tuple[DocumentStance, ...] = ()
