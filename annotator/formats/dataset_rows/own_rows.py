"""The rows that this program writes, of any task, back as articles with everybody's labels.

Rows of one article are put together: where the text between them is missing, "[…]" stands. What
rows of a task do not tell (a stance dataset no cues, an entity dataset no statements) is not there
afterwards; the fidelity table says what each task keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from annotator.formats.dataset_rows.cells import Ends, OwnRow
from annotator.formats.dataset_rows.put_together import Patchwork
from annotator.formats.dataset_rows.span_owners import owners
from annotator.formats.files.json_values import JsonMap
from annotator.formats.labelled.as_labelled import STATEMENT
from annotator.formats.labelled.foreign import RawSpan, RawText
from annotator.formats.labelled.labelled_text import Link, Role, Value
from annotator.formats.labelled.offset_units import ForeignSpan

NONE, NO_CLAIM, UNSURE, AUTHOR, UNKNOWN = "NONE", "no claim", "unsure", "AUTHOR", "UNKNOWN"
_IMPLICIT, _UNSURE, _JOINED_BY = "implicit ", "unsure ", " + "
_FACTS = ("title", "date", "source")
_ROLES: Mapping[str, Role] = {
    "content": "content",
    "source": "source",
    "cue": "cue",
    "addressee": "addressee",
    "target": "target",
}


@dataclass(slots=True)
class _Statement:
    """A statement on its way: its fragments and parts in the article, and what is said of it."""

    name: str
    content: list[Ends] = field(default_factory=list)
    parts: list[tuple[Role, Ends]] = field(default_factory=list)
    said: dict[str, Value] = field(default_factory=dict)

    def add(self, content: Sequence[Ends], parts: Sequence[tuple[Role, Ends]] = ()) -> None:
        self.content += [each for each in content if each not in self.content]
        self.parts += [each for each in parts if each not in self.parts]

    def tell(self, **said: Value) -> None:
        """Add what is said of it; lists grow, and what is empty is not said."""
        for name, value in said.items():
            if isinstance(value, tuple):
                before = self.said.get(name, ())
                known = before if isinstance(before, tuple) else ()
                self.said[name] = tuple(dict.fromkeys((*known, *value)))
            elif value not in ("", False):
                self.said[name] = value


@dataclass(slots=True)
class _Layer:
    """What one annotator says about an article, and whether they are done, where that is told."""

    statements: dict[str, _Statement] = field(default_factory=dict)
    mentions: dict[tuple[Ends, str], str] = field(default_factory=dict)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_done: bool | None = None

    def statement(self, name: str) -> _Statement:
        return self.statements.setdefault(name, _Statement(name))


@dataclass(slots=True)
class _Article:
    """The rows of one article."""

    id: str
    where: str
    facts: dict[str, str]
    pieces: dict[tuple[int, str], None] = field(default_factory=dict)
    layers: dict[str, _Layer] = field(default_factory=dict)

    def layer(self, annotator: str) -> _Layer:
        return self.layers.setdefault(annotator, _Layer())


def kind_of(cells: JsonMap) -> str:
    """Return which of our rows these cells are of; "" where they are not ours."""
    names = cells.keys()
    if {"sentence", "sentence_start", "content_spans", "statement_id"} <= names:
        return "stances"
    if {"premise", "hypothesis", "proposed", "stance", "target_id", "article_uid"} <= names:
        return "pairs"
    info = cells.get("other_info")
    if "annotation task" in names and isinstance(info, dict) and "article_uid" in info:
        return kind_of({**info, "text": "", "label": "", "votes": ()})
    if not {"article_uid", "start", "end", "text", "label", "votes", "codebook"} <= names:
        return ""
    for kind, column in _TOLD_BY.items():
        if column in names:
            return kind
    return ""


_TOLD_BY = {
    "stance": "target_kind",
    "spans": "spans",
    "quotations": "sources",
    "article-labels": "kind_label",
    "claim-type": "holder",
    "claim-detection": "content",
}


class OwnRows:
    """Gathers rows by their articles; ``notes`` tell how these were put together."""

    def __init__(self) -> None:
        self._articles: dict[str, _Article] = {}
        self._owners: Mapping[str, str] = {}
        self._gaps = self._apart = self._rows = 0

    def texts(self, rows: Sequence[OwnRow], kind: str) -> tuple[RawText, ...]:
        """Return one text per article and annotator."""
        if kind == "spans":
            self._owners = owners(rows)
        take = _TAKE[kind]
        for row in rows:
            take(self, row)
        self._rows = len(rows)
        return tuple(text for each in self._articles.values() for text in self._made(each))

    @property
    def notes(self) -> tuple[str, ...]:
        """Say in sentences what was put together and what could not be."""
        found = [f"{len(self._articles)} articles were put together of {self._rows} rows."]
        if self._gaps:
            found.append(
                f"In {self._gaps} of them “[…]” stands for text that is in no row: the file does "
                "not have it."
            )
        return tuple(found)

    def _article(self, row: OwnRow, key: str, start: int, text: str) -> _Article:
        facts = {name: said for name in _FACTS if (said := row.words(name))}
        name = row.words("article_id") or row.words("article_uid") or key
        found = self._articles.setdefault(key, _Article(name, row.where, facts))
        found.pieces[start, text] = None
        return found

    def _of(self, row: OwnRow) -> tuple[_Article, int]:
        start, text = row.number("start"), row.fields.text("text")
        if start < 0 or row.number("end") - start != len(text):
            raise row.fields.wrong("its text is not as long as the places say")
        key = row.words("article_uid")
        return self._article(row, key, start, text), start

    # One kind of rows each

    def take_stance(self, row: OwnRow) -> None:
        """Take a text unit with the stance on a target, by everybody who votes."""
        article, start = self._of(row)
        content = _moved(row.ends("content"), start)
        target = f"{row.words('target_kind')} {row.words('target_id')}"
        for who, labels in row.votes:
            layer, value = article.layer(who), next(iter(labels), NONE)
            if value == NONE or not content:
                continue
            statement = layer.statement(_name(row, who, content))
            statement.add(content)
            statement.tell(holders=row.names("holder"), unsure=value == UNSURE)
            if value != UNSURE:
                is_implicit = row.fields.value.get("explicit") is False
                is_implicit = is_implicit or value.startswith(_IMPLICIT)
                value = value.removeprefix(_IMPLICIT)
                statement.tell(stances=(f"{value} {target}",))
                statement.tell(implicit_stances=(target,) if is_implicit else ())

    def take_claim(self, row: OwnRow) -> None:
        """Take a text unit that makes a claim or does not."""
        article, start = self._of(row)
        content = _moved(row.ends("content"), start)
        for who, labels in row.votes:
            layer = article.layer(who)
            if set(labels) <= {NO_CLAIM, NONE}:
                continue
            names = row.names("statements")
            groups = [content] if len(names) == 1 else [(each,) for each in content]
            for group in groups:
                statement = layer.statement(_name(row, who, group))
                statement.add(group)
                statement.tell(unsure=UNSURE in labels)

    def take_claim_type(self, row: OwnRow) -> None:
        """Take a statement with its claim types."""
        article, start = self._of(row)
        content = _moved(row.ends("content"), start)
        for who, labels in row.votes:
            layer = article.layer(who)
            if set(labels) <= {NONE}:
                continue
            statement = layer.statement(_name(row, who, content))
            statement.add(content)
            types = tuple(each for each in labels if each != UNSURE)
            statement.tell(holders=row.names("holder"), claim_types=types, unsure=UNSURE in labels)

    def take_quotation(self, row: OwnRow) -> None:
        """Take a reported statement with its source and cue."""
        article, start = self._of(row)
        content = _moved(row.ends("content"), start)
        parts: list[tuple[Role, Ends]] = []
        parts += [("source", each) for each in _moved(row.ends("sources"), start)]
        parts += [("cue", each) for each in _moved(row.ends("cues"), start)]
        holder = row.names("holder")
        for who, labels in row.votes:
            layer, value = article.layer(who), next(iter(labels), NONE)
            if value == NONE:
                continue
            statement = layer.statement(_name(row, who, content))
            if value == AUTHOR:
                statement.add(content)
                statement.tell(voice="author")
                continue
            named = () if value in (UNKNOWN, UNSURE) else tuple(value.split(_JOINED_BY))
            own = holder if value == UNSURE or sorted(named) == sorted(holder) else named
            statement.add(content, parts)
            statement.tell(holders=own, unsure=value == UNSURE, quote=row.words("quote"))
            statement.tell(speaker=row.words("speaker") if own == holder else "")

    def take_spans(self, row: OwnRow) -> None:
        """Take a text unit with parts of statements, or with entities."""
        article, start = self._of(row)
        for who, _ in row.votes:
            article.layer(who)
        for fields in row.fields.objects("spans"):
            each = OwnRow(fields)
            place = (each.number("start") + start, each.number("end") + start)
            label = fields.text("label")
            is_unsure = label.startswith(_UNSURE)
            role = _ROLES.get(label.removeprefix(_UNSURE))
            people, records = each.names("annotators"), each.names("records")
            for who in people if role is None else ():
                article.layer(who).mentions[place, label] = each.words("actor")
            for record in records if role is not None else ():
                who = self._owners.get(record, next(iter(people), ""))
                statement = article.layer(who).statement(record)
                statement.tell(unsure=is_unsure)
                if role == "content":
                    statement.add((place,))
                elif role is not None:
                    statement.add((), ((role, place),))

    def take_label(self, row: OwnRow) -> None:
        """Take an article with its values of one kind of label."""
        article, _ = self._of(row)
        for who, labels in row.votes:
            layer, values = article.layer(who), tuple(each for each in labels if each != NONE)
            if values:
                layer.labels[row.words("kind")] = values

    def take_pair(self, row: OwnRow) -> None:
        """Take a premise with the stance that its pairs are made of; all of it is the content."""
        text = row.fields.text("premise")
        article = self._article(row, f"{row.words('article_uid')}\0{text}", 0, text)
        stance, kind = row.words("stance"), row.words("target_kind")
        words = text.strip()
        at = len(text) - len(text.lstrip())
        for who in row.names("annotators") or ("",):
            layer = article.layer(who)
            if stance in ("", NONE) or not words:
                continue
            statement = layer.statement(row.words("holder"))
            statement.add(((at, at + len(words)),))
            target = f"{kind} {row.words('target_id')}"
            holder = row.words("holder")
            statement.tell(
                holders=(holder,) if holder else (),
                stances=(f"{stance.removeprefix(_IMPLICIT)} {target}",),
                implicit_stances=(target,) if stance.startswith(_IMPLICIT) else (),
            )

    def take_statement(self, row: OwnRow) -> None:
        """Take a row of stances as ``export`` writes them: a statement with one of its stances."""
        text, start = row.fields.text("sentence"), row.number("sentence_start")
        article = self._article(row, row.words("article_uid"), start, text)
        layer = article.layer(row.words("annotator"))
        layer.is_done = {"done": True, "opened": False}.get(row.words("status"))
        statement = layer.statement(row.words("statement_id"))
        statement.add(row.ends("content_spans"))
        target, stance = f"{row.words('target_kind')} {row.words('target_id')}", row.words("stance")
        is_implicit = bool(stance) and row.fields.value.get("explicit") is False
        statement.tell(
            holders=row.names("holder"),
            claim_types=row.names("claim_types"),
            stances=(f"{stance} {target}",) if stance else (),
            implicit_stances=(target,) if is_implicit else (),
            unsure=row.fields.value.get("unsure") is True,
        )
        for name in ("speaker", "certainty", "quote", "voice", "parent", "note"):
            statement.tell(**{name: row.words(name)})

    # Articles as texts

    def _made(self, article: _Article) -> Iterator[RawText]:
        try:
            patchwork = Patchwork(tuple(article.pieces))
        except ValueError as error:
            raise ValueError(f"{article.where}: {error}") from error
        self._gaps += patchwork.gaps > 0
        cuts = frozenset(start for start, _ in article.pieces)
        for who, layer in article.layers.items():
            spans, links = _spans(layer, patchwork, cuts)
            yield RawText(
                id=article.id,
                text=patchwork.text,
                spans=spans,
                links=links,
                labels=layer.labels,
                facts=article.facts,
                annotator=who,
                is_done=layer.is_done,
                where=article.where,
            )


_TAKE: Mapping[str, Callable[[OwnRows, OwnRow], None]] = {
    "stance": OwnRows.take_stance,
    "claim-detection": OwnRows.take_claim,
    "claim-type": OwnRows.take_claim_type,
    "spans": OwnRows.take_spans,
    "quotations": OwnRows.take_quotation,
    "article-labels": OwnRows.take_label,
    "pairs": OwnRows.take_pair,
    "stances": OwnRows.take_statement,
}


def _moved(found: Sequence[Ends], start: int) -> tuple[Ends, ...]:
    return tuple((first + start, last + start) for first, last in found)


def _name(row: OwnRow, who: str, content: Sequence[Ends]) -> str:
    """Return the name of a statement: its id where the row is of one, else by what it covers."""
    names = row.names("statements")
    if len(names) == 1:
        return names[0]
    return f"{who} {'+'.join(f'{start}-{end}' for start, end in content)}"


def _spans(
    layer: _Layer, patchwork: Patchwork, cuts: Set[int]
) -> tuple[tuple[RawSpan, ...], tuple[Link, ...]]:
    spans: list[RawSpan] = []
    links: list[Link] = []
    for number, ((place, label), actor) in enumerate(layer.mentions.items()):
        said: dict[str, Value] = {"actor": actor} if actor else {}
        spans.append(RawSpan(f"m{number}", label, (_at(place, patchwork),), "mention", said))
    for each in layer.statements.values():
        head = _head(each, patchwork, cuts)
        spans += [] if head is None else [head]
        for number, (role, place) in enumerate(each.parts):
            name = f"{each.name}:{role}:{number}"
            spans.append(RawSpan(name, role, (_at(place, patchwork),), role))
            if role != "target":  # which stance it is of is in no row
                links.append(Link(role, each.name, name))
    return tuple(spans), tuple(links)


def _head(each: _Statement, patchwork: Patchwork, cuts: Set[int]) -> RawSpan | None:
    """Return the span of a content; a fragment that was cut at one of ``cuts`` is whole again."""
    if not each.content:
        return None
    joined: list[ForeignSpan] = []
    for start, end in sorted(each.content):
        place = _at((start, end), patchwork)
        between = patchwork.text[joined[-1].end : place.start].strip() if joined else "-"
        if not between and start in cuts and place.start >= joined[-1].end:
            joined[-1] = replace(joined[-1], end=place.end)
        else:
            joined.append(place)
    types = each.said.get("claim_types")
    label = types[0] if isinstance(types, tuple) and types else STATEMENT
    return RawSpan(each.name, label, tuple(joined), "content", each.said)


def _at(place: Ends, patchwork: Patchwork) -> ForeignSpan:
    """Return where a stretch lies now; a place outside of all rows is told like any misfit."""
    found = patchwork.place(*place)
    return ForeignSpan(*found) if found is not None else ForeignSpan(-1, -1)
