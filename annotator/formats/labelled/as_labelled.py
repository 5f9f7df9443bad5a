"""What an annotator says about an article, as a text with labelled spans and links.

A mention is a span labelled with its kind. A statement is one span (with its fragments) over its
content, labelled with its first claim type, or ``statement`` where it has none; everything that is
no span of its own stands in the attributes. From it links lead to its source, cue, addressee,
medium, figures and the targets of its stances, labelled with the role (a stance with its value),
and to its parent. An id of the codebook that is used in several sections is written with the
section in front (``claim_types/call``), so that each label has one meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.annotations import derived
from annotator.annotations.model import Layer, Mention, Statement
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.features import Feature
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link, Role, Value

STATEMENT = "statement"
PARENT = "parent"
ROLES: tuple[Role, ...] = ("source", "cue", "addressee", "via", "figure", "target")
_SECTIONS = ("claim_types", "entity_kinds", "stance_values")
_TAKEN = (STATEMENT, PARENT, *ROLES)
NOT_LABELLED: frozenset[Feature] = frozenset(
    {
        "zones",
        "rejected mentions",
        "decisions",
        "document stances",
        "comments",
        "flags",
        "working times",
        "suggestions",
        "rulings",
    }
)


class LabelNames:
    """The names under which a codebook's entries stand in a file: each leads to one entry."""

    def __init__(self, codebook: Codebook) -> None:
        self.reference = codebook.reference
        self._entries: dict[tuple[str, str], str] = {
            (section, each.id): each.label
            for section in _SECTIONS
            for each in (*getattr(codebook, section), *getattr(codebook.former, section))
        }
        used = Counter([*_TAKEN, *(entry for _, entry in self._entries)])
        self._shared = {name for name, count in used.items() if count > 1}

    def of(self, section: str, entry: str) -> str:
        """Return the name of an entry: its id, with the section in front where that is not one."""
        return f"{section}/{entry}" if entry in self._shared else entry

    @cached_property
    def entries(self) -> Mapping[str, tuple[str, str]]:
        """Name -> section and id."""
        return {self.of(*entry): entry for entry in self._entries}

    def entry(self, section: str, name: str) -> str | None:
        """Return the id that a name means in a section; None where it means none."""
        for each in (name, f"{section}/{name}"):
            where, entry = self.entries.get(each, ("", ""))
            if where == section:
                return entry
        return None

    def wording(self, name: str) -> str:
        """Return how the codebook calls what stands under a name; the name where it does not."""
        return self._entries.get(self.entries.get(name, ("", "")), name)

    def in_section(self, section: str) -> tuple[str, ...]:
        """Return the names of all entries of a section, former ones last."""
        return tuple(name for name, (where, _) in self.entries.items() if where == section)


@dataclass(frozen=True, slots=True)
class _Part:
    """Spans that belong to a statement in a role, and the words on the link that leads there."""

    role: Role
    link: str
    spans: tuple[Span, ...]
    attributes: Mapping[str, Value]


def labelled_texts(corpus: AnnotatedCorpus) -> Iterator[tuple[AnnotatedArticle, LabelledText]]:
    """Yield each article with what each annotator says about it, one text per annotator."""
    names = LabelNames(corpus.codebook)
    people = {each.id: each.name for each in corpus.annotators}
    for each in corpus.articles:
        for layer in each.layers:
            yield each, as_labelled(each, layer, names, people)


def as_labelled(
    each: AnnotatedArticle, layer: Layer, names: LabelNames, people: Mapping[str, str]
) -> LabelledText:
    """Return what one annotator says about an article; rejected mentions are not in it."""
    spans: list[LabelledSpan] = [
        _mention(mention, names) for mention in layer.mentions if mention.decision != "rejected"
    ]
    links: list[Link] = []
    stated = {statement.id for statement in layer.statements}
    for statement in layer.statements:
        made, linked = _statement(statement, each.text, names, stated)
        spans += made
        links += linked
    labels: dict[str, tuple[str, ...]] = {}
    for label in layer.labels:
        labels[label.label] = (*labels.get(label.label, ()), label.value)
    article = each.article
    facts = {"title": article.title, "date": article.date, "source": article.source}
    return LabelledText(
        id=article.external_id or article.id,
        text=each.text,
        spans=tuple(spans),
        links=tuple(links),
        labels=labels,
        facts={name: value for name, value in facts.items() if value},
        annotator=people.get(layer.annotator, layer.annotator),
        is_done=layer.progress is not None and layer.progress.status == "done",
    )


def _mention(mention: Mention, names: LabelNames) -> LabelledSpan:
    attributes: dict[str, Value] = {} if mention.actor is None else {"actor": mention.actor}
    if mention.codebook not in ("", names.reference):
        attributes["codebook"] = mention.codebook
    label = names.of("entity_kinds", mention.kind)
    return LabelledSpan(
        mention.id, label, (mention.span,), "mention", attributes, record=mention.id
    )


def _statement(
    statement: Statement, text: str, names: LabelNames, stated: set[str]
) -> tuple[list[LabelledSpan], list[Link]]:
    types = tuple(names.of("claim_types", each) for each in statement.claim_types)
    label = types[0] if types else STATEMENT
    attributes = _attributes(statement, types, text, names)
    head = LabelledSpan(
        statement.id, label, statement.content, "content", attributes, record=statement.id
    )
    spans, links = [head], []
    for number, part in enumerate(_parts(statement, names)):
        name = f"{statement.id}:{part.role}:{number}"
        spans.append(
            LabelledSpan(
                name, part.role, part.spans, part.role, part.attributes, record=statement.id
            )
        )
        links.append(Link(part.link, statement.id, name))
    links += _between(statement, names, stated)
    return spans, links


def _parts(statement: Statement, names: LabelNames) -> Iterator[_Part]:
    source, addressee = statement.source, statement.addressee
    by_role: Iterable[tuple[Role, tuple[Span, ...], tuple[str, ...]]] = (
        ("source", source.spans, source.actors),
        ("cue", statement.cue, ()),
        ("addressee", addressee.spans, addressee.actors),
        ("via", () if source.via is None else source.via.spans, ()),
    )
    for role, spans, actors in by_role:
        if spans:
            yield _Part(role, role, spans, {"actors": actors} if actors else {})
    for figure in statement.figures:
        described = {"bound": figure.bound, "unit": figure.unit, "group": figure.group}
        value: dict[str, Value] = {} if figure.value is None else {"value": figure.value}
        yield _Part("figure", "figure", (figure.span,), {**value, **described, "side": figure.side})
    for stance in statement.stances:
        if stance.target.spans:
            name = names.of("stance_values", stance.value)
            target = f"{stance.target.kind} {stance.target.id}"
            yield _Part("target", name, stance.target.spans, {"target": target})


def _between(statement: Statement, names: LabelNames, stated: set[str]) -> Iterator[Link]:
    if statement.parent in stated:
        assert statement.parent is not None
        yield Link(PARENT, statement.id, statement.parent)
    for stance in statement.stances:
        if stance.target.kind == "statement" and stance.target.id in stated:
            name = names.of("stance_values", stance.value)
            yield Link(name, statement.id, stance.target.id)


def _attributes(
    statement: Statement, types: tuple[str, ...], text: str, names: LabelNames
) -> dict[str, Value]:
    """Return what is said of a statement beside its spans; what is not there is left out."""
    source = statement.source
    found: dict[str, Value | None] = {
        "claim_types": types,
        "certainty": statement.certainty,
        "holders": source.actors,
        "speaker": source.speaker,
        "via_actor": None if source.via is None else source.via.actor,
        "source_mention": source.mention,
        "source_inferred": source.inferred,
        "addressees": statement.addressee.actors,
        "stances": tuple(
            f"{names.of('stance_values', each.value)} {each.target.kind} {each.target.id}"
            for each in statement.stances
        ),
        "implicit_stances": tuple(
            f"{each.target.kind} {each.target.id}"
            for each in statement.stances
            if not each.explicit
        ),
        "parent": statement.parent,
        "unsure": statement.unsure,
        "note": statement.note,
        "voice": statement.voice or derived.voice(statement),
        "quote": statement.quote or derived.quote(statement, text),
        "codebook": statement.codebook,
    }
    return {name: value for name, value in found.items() if value not in (None, "", (), False)}
