"""Labelled spans and links back into mentions, statements and article labels.

The reverse of :mod:`annotator.formats.labelled.as_labelled`, for what we wrote and for what others
did: a :class:`~annotator.formats.labelled.label_mapping.LabelMapping` says what each label becomes.
What cannot become anything is named in :class:`Unread`, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from annotator.annotations import derived
from annotator.annotations.ids import new_ids
from annotator.annotations.model import (
    Addressee,
    ArticleLabel,
    Figure,
    Layer,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
    TargetKind,
    Via,
)
from annotator.annotations.validation import (
    FIGURE_BOUNDS,
    FIGURE_GROUPS,
    FIGURE_SIDES,
    SOURCE_NAMINGS,
    trimmed,
)
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.formats.labelled.as_labelled import LabelNames
from annotator.formats.labelled.label_mapping import SKIP, Becomes, LabelMapping
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link, Role, Value

_HEADS: frozenset[str] = frozenset({"claim", "statement"})
_PARTS: frozenset[str] = frozenset({"source", "cue", "addressee", "via", "figure", "target"})


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a file that became nothing here, by its name in the file, and why."""

    what: str
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What an annotator says about an article, as far as it could be taken in."""

    layer: Layer
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where labels are taken into: the codebook, the actors by id, and who labelled.

    ``names`` are those of the codebook's entries, made once for all texts.
    """

    codebook: Codebook
    actors: frozenset[str]
    annotator: str
    names: LabelNames = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", LabelNames(self.codebook))


def from_labelled(text: LabelledText, article: str, mapping: LabelMapping, ground: Ground) -> Taken:
    """Return what a labelled text says, as a layer over the article with that id.

    Ids are new; a statement keeps its name in the file as ``external_id``. Spans are trimmed of
    white space. A text that is done, or of which nobody says so, counts as done; but one of whose
    labels none was taken does not: nobody found nothing in it.
    """
    return _Taking(text, article, mapping, ground).taken()


_ACTOR_FIELDS = ("actor", "speaker", "via_actor", "holders", "addressees")


def targets_named(text: LabelledText) -> Iterator[str]:
    """Yield what stances of a labelled text are on, where its links name that in words."""
    for each in text.links:
        if isinstance(words := each.attributes.get("target"), str):
            yield words


def actors_named(text: LabelledText) -> Iterator[str]:
    """Yield the ids of all actors that a labelled text of ours names."""
    for each in text.spans:
        if not each.attributes:
            continue
        for name in _ACTOR_FIELDS:
            value = each.attributes.get(name)
            yield from (value,) if isinstance(value, str) else _words(value)
        for words in _words(each.attributes.get("stances")):
            kind, _, target = words.partition(" ")[2].partition(" ")
            if kind == "actor":
                yield target


class _Taking:
    """One text on its way in."""

    def __init__(
        self, text: LabelledText, article: str, mapping: LabelMapping, ground: Ground
    ) -> None:
        self._text, self._article, self._ground = text, article, ground
        self._mapping = mapping
        self._names = ground.names
        self._unread: list[Unread] = []
        self._spans = {each.id: each for each in text.spans}
        self._becomes = {each.id: mapping.labels.get(each.label, SKIP) for each in text.spans}
        heads = [each.id for each in text.spans if self._becomes[each.id].kind in _HEADS]
        self._ids = dict(zip(heads, new_ids(len(heads)), strict=True))
        self._used: set[str] = set()
        self._from: dict[str, list[Link]] = {}
        for link in text.links:
            self._from.setdefault(link.start, []).append(link)

    def taken(self) -> Taken:
        mentions = tuple(self._mentions())
        statements = tuple(self._statement(self._spans[name]) for name in self._ids)
        whole = tuple(self._among_those(statements))
        self._name_what_is_left()
        labels = tuple(self._labels())
        is_done = self._text.is_done
        if is_done is None:
            is_done = bool(mentions or whole or labels) or not self._has_labels()
        done = Progress(
            f"{self._article}:{self._ground.annotator}",
            self._article,
            self._ground.annotator,
            "done" if is_done else "opened",
            self._reference,
        )
        layer = Layer(
            self._article,
            self._ground.annotator,
            tuple(sorted(mentions, key=lambda each: each.span.ends)),
            tuple(sorted(whole, key=lambda each: each.content[0].ends)),
            done,
            labels,
        )
        return Taken(layer, tuple(self._unread))

    def _has_labels(self) -> bool:
        return bool(self._text.spans or any(self._text.labels.values()))

    @property
    def _reference(self) -> str:
        return self._ground.codebook.reference

    def _leave(self, what: str, name: str, why: str) -> None:
        self._unread.append(Unread(what, name, why))

    def _among_those(self, statements: Sequence[Statement]) -> Iterator[Statement]:
        """Yield the statements that have a content, without what refers to those that have none."""
        kept = {each.id for each in statements if each.content}
        for each in statements:
            if each.id not in kept:
                continue
            stances = tuple(
                one
                for one in each.stances
                if one.target.kind != "statement" or one.target.id in kept
            )
            if len(stances) < len(each.stances):
                self._leave("stance", each.external_id, "the statement that it is on has no words")
            parent = each.parent if each.parent in kept else None
            if stances != each.stances or parent != each.parent:
                each = replace(each, stances=stances, parent=parent)
            yield each

    # Mentions

    def _mentions(self) -> Iterator[Mention]:
        entities = [each for each in self._text.spans if self._becomes[each.id].kind == "entity"]
        for id_, each in zip(new_ids(len(entities)), entities, strict=True):
            becomes = self._becomes[each.id]
            self._used.add(each.id)
            if len(each.spans) > 1:
                self._leave("fragments", each.id, "an entity here is one stretch of text")
            if (span := self._trimmed(each, each.whole)) is None:
                continue
            actor = each.attributes.get("actor")
            yield Mention(
                id_,
                self._article,
                self._ground.annotator,
                span,
                becomes.id,
                str(actor) if actor in self._ground.actors else None,
                codebook=self._reference,
            )

    def _trimmed(self, each: LabelledSpan, span: Span) -> Span | None:
        try:
            return trimmed(span, self._text.text)
        except AnnotationError:
            self._leave(each.label, each.id, "it covers only white space")
            return None

    # Statements

    def _statement(self, head: LabelledSpan) -> Statement:
        self._used.add(head.id)
        make = partial(
            Statement,
            id=self._ids[head.id],
            article=self._article,
            annotator=self._ground.annotator,
            content=tuple(self._fragments(head)),
            claim_types=self._claim_types(head),
            external_id=head.id,
            codebook=self._reference,
        )
        if head.id not in self._from and not head.attributes:
            return make()
        parts: dict[str, list[LabelledSpan]] = {}
        stances: list[Stance] = []
        parent: str | None = None
        for link in self._from.get(head.id, ()):
            becomes = self._of_link(link)
            if becomes.kind == "parent" and link.end in self._ids:
                parent = self._ids[link.end]
            elif becomes.kind == "stance":
                stances += self._stance(link, becomes)
            elif becomes.kind in _PARTS:
                self._used.add(link.end)
                parts.setdefault(becomes.kind, []).append(self._spans[link.end])
            elif becomes.kind != "parent":
                self._leave("link", link.label, "what it means here was not said")
        if parent is None:
            parent = self._ids.get(str(head.attributes.get("parent", "")))
        made = make(
            source=self._source(head, parts),
            cue=self._spans_of(parts, "cue"),
            addressee=Addressee(
                self._spans_of(parts, "addressee"), self._actors(head.attributes, "addressees")
            ),
            certainty=self._one_of(head, "certainty", self._ground.codebook.certainty),
            stances=self._stances(head, stances),
            parent=parent,
            figures=tuple(self._figures(parts.get("figure", ()))),
            unsure=head.attributes.get("unsure") is True,
            note=str(head.attributes.get("note", "")),
        )
        return self._with_derived(made, head)

    def _of_link(self, link: Link) -> Becomes:
        """Return what a link means: by its label, else by what it leads to."""
        becomes = self._mapping.links.get(link.label, SKIP)
        if becomes.kind == "skip" and self._becomes[link.end].kind in _PARTS:
            return self._becomes[link.end]
        return becomes

    def _fragments(self, each: LabelledSpan) -> Iterator[Span]:
        end = 0
        for span in each.spans:
            found = self._trimmed(each, span)
            if found is None:
                continue
            if found.start < end:
                self._leave("fragments", each.id, "a fragment overlaps the one before")
                continue
            end = found.end
            yield found

    def _spans_of(
        self, parts: Mapping[str, Sequence[LabelledSpan]], role: Role
    ) -> tuple[Span, ...]:
        found = (self._trimmed(each, span) for each in parts.get(role, ()) for span in each.spans)
        return tuple(sorted({span for span in found if span is not None}))

    def _source(self, head: LabelledSpan, parts: Mapping[str, list[LabelledSpan]]) -> Source:
        said = head.attributes
        speaker, medium = said.get("speaker"), said.get("via_actor")
        known = self._ground.actors
        return Source(
            spans=self._spans_of(parts, "source"),
            actors=self._actors(said, "holders"),
            speaker=str(speaker) if speaker in known else None,
            mention=self._one_of(head, "source_mention", SOURCE_NAMINGS),
            inferred=said.get("source_inferred") is True,
            via=Via(str(medium), self._spans_of(parts, "via")) if medium in known else None,
        )

    def _actors(self, said: Mapping[str, Value], name: str) -> tuple[str, ...]:
        return tuple(each for each in _words(said.get(name)) if each in self._ground.actors)

    def _one_of(self, head: LabelledSpan, name: str, allowed: Sequence[str]) -> str | None:
        found = head.attributes.get(name)
        return str(found) if found in allowed else None

    def _claim_types(self, head: LabelledSpan) -> tuple[str, ...]:
        book = self._ground.codebook
        own = self._becomes[head.id]
        first = (own.id,) if own.kind == "claim" else ()
        named = (self._names.entry("claim_types", each) for each in self._listed(head))
        more = tuple(each for each in named if each is not None)
        return tuple(dict.fromkeys((*first, *more)))[: book.max_claim_types]

    def _listed(self, head: LabelledSpan) -> tuple[str, ...]:
        return _words(head.attributes.get("claim_types"))

    def _figures(self, found: Sequence[LabelledSpan]) -> Iterator[Figure]:
        for each in found:
            said, value = each.attributes, each.attributes.get("value")
            if (span := self._trimmed(each, each.whole)) is None:
                continue
            if said.get("unit") not in self._ground.codebook.figure_units:
                self._leave("figure", each.id, "the codebook has no such unit")
                continue
            yield Figure(
                span,
                value if isinstance(value, int | float) and not isinstance(value, bool) else None,
                _among(said.get("bound"), FIGURE_BOUNDS, "unspecified"),
                str(said["unit"]),
                _among(said.get("group"), FIGURE_GROUPS, "all"),
                _among(said.get("side"), FIGURE_SIDES, "unspecified"),
            )

    # Stances

    def _stance(self, link: Link, becomes: Becomes) -> list[Stance]:
        """Return the stance that a link makes: on a statement, or on what its target names.

        A link may name its target in words (``target``), where no span stands for it.
        """
        if (words := link.attributes.get("target")) is not None:
            return self._on_named(str(words), becomes)
        if link.end in self._ids:
            return [Stance(Target("statement", self._ids[link.end]), becomes.id)]
        there = self._spans[link.end]
        self._used.add(link.end)
        target = self._target(str(there.attributes.get("target", "")))
        if target is None:
            self._leave("stance", link.label, "its target is neither topic, actor nor statement")
            return []
        return [Stance(replace(target, spans=there.spans), becomes.id)]

    def _on_named(self, words: str, becomes: Becomes) -> list[Stance]:
        found = self._mapping.targets.get(words, SKIP)
        target = self._target(f"{found.kind} {found.id}")
        if target is None:
            self._leave("stance", words, "what it is on here was not said")
            return []
        return [Stance(target, becomes.id)]

    def _stances(self, head: LabelledSpan, linked: Sequence[Stance]) -> tuple[Stance, ...]:
        """Join the stances that links make with those that the attributes name."""
        implicit = set(_words(head.attributes.get("implicit_stances")))
        by_target = {_key(each.target): each for each in linked}
        found: dict[tuple[TargetKind, str], Stance] = {}
        for words in _words(head.attributes.get("stances")):
            name, _, rest = words.partition(" ")
            value = self._names.entry("stance_values", name)
            target = self._target(rest)
            if value is None or target is None:
                self._leave("stance", words, "the codebook or the text has no such target or value")
                continue
            key = _key(target)
            spans = by_target[key].target.spans if key in by_target else ()
            found[key] = Stance(replace(target, spans=spans), value, rest not in implicit)
        for key, each in by_target.items():
            found.setdefault(key, each)
        return tuple(found.values())

    def _target(self, words: str) -> Target | None:
        kind, _, name = words.partition(" ")
        known: Mapping[str, Callable[[str], str | None]] = {
            "topic": self._topic,
            "actor": lambda each: each if each in self._ground.actors else None,
            "statement": self._ids.get,
        }
        if kind not in known or kind not in self._ground.codebook.stance_target_kinds:
            return None
        found = known[kind](name)
        return None if found is None else Target(_target_kind(kind), found)

    def _topic(self, words: str) -> str | None:
        """Return the topic with that id, or else with that name."""
        book = self._ground.codebook
        if book.topic(words):
            return words
        wanted = words.casefold().strip()
        return next((each.id for each in book.topics if each.label.casefold() == wanted), None)

    def _with_derived(self, made: Statement, head: LabelledSpan) -> Statement:
        """Keep voice and quotation type only where they are not what follows from the parts."""
        if not made.content:
            return made
        book = self._ground.codebook
        voice = self._one_of(head, "voice", book.voices)
        quote = self._one_of(head, "quote", book.quote_types)
        if voice is not None and voice == derived.voice(made):
            voice = None
        if quote is not None and quote == derived.quote(made, self._text.text):
            quote = None
        if (voice, quote) == (None, None):
            return made
        return replace(made, voice=voice, quote=quote)

    # The rest

    def _labels(self) -> Iterator[ArticleLabel]:
        book, who = self._ground.codebook, self._ground.annotator
        for kind, values in self._text.labels.items():
            for value in values:
                found = self._mapping.of_text_label(kind, value)
                known = None if found is None else book.article_label(found[0])
                if found is None or known is None or found[1] not in known.value_ids:
                    self._leave("label of the text", f"{kind}/{value}", "it becomes nothing here")
                    continue
                name = f"{self._article}:{who}:label:{found[0]}:{found[1]}"
                yield ArticleLabel(name, self._article, who, *found, self._reference)

    def _name_what_is_left(self) -> None:
        for each in self._text.spans:
            if each.id in self._used:
                continue
            becomes = self._becomes[each.id]
            if becomes.kind in _PARTS:
                self._leave(each.label, each.id, "no statement is linked to it")
            else:
                self._leave(each.label, each.id, "what this label becomes here was not said")


def _words(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _among(value: Value | None, allowed: Sequence[str], otherwise: str) -> str:
    return str(value) if value in allowed else otherwise


def _key(target: Target) -> tuple[TargetKind, str]:
    return target.kind, target.id


def _target_kind(words: str) -> TargetKind:
    if words == "topic":
        return "topic"
    return "actor" if words == "actor" else "statement"
