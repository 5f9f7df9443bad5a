"""A flat copy of a project in SQLite, to query, and to publish with Datasette.

A folder with ``annotations.db``, which opens in any SQLite browser, and Datasette's
``metadata.json``. The tables (:mod:`annotator.formats.flat_tables`) have plain names, primary and
foreign keys, indexes, full-text search and a view of all stances in words. Offsets count Unicode
code points, as SQLite's ``substr`` does: ``substr(text, start_offset + 1, end_offset -
start_offset)``. It is a copy, and :mod:`annotator.formats.flat_sqlite_reading` reads it like a file
of another tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotator.annotations import derived
from annotator.annotations.model import (
    Actor,
    Comment,
    Flag,
    Layer,
    Mention,
    Stance,
    Statement,
    Target,
)
from annotator.annotations.wording import excerpt, stance_verb
from annotator.codebook.model import SECTIONS, Codebook
from annotator.corpus.span import Span
from annotator.formats.files.sqlite_file import NewDatabase, Value, new_database
from annotator.formats.flat_tables import SEARCHED, TABLES, VIEW, searched
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.features import FEATURES
from annotator.formats.labelled.shapes import OFFSET_UNIT
from annotator.formats.labelled.uses import Fidelity

FIDELITY = Fidelity(whole=frozenset(FEATURES))
DATABASE, METADATA = "annotations.db", "metadata.json"
FORMAT, VERSION = "annotator-flat-sqlite", "1"
_JOINED_BY = " … "
_WORDS = 200  # characters of a statement that is a target
Row = dict[str, Value]


def write(corpus: AnnotatedCorpus, out: Path, options: WriteOptions = PLAIN) -> WriteReport:
    """Write the database and Datasette's metadata into an empty folder."""
    with new_database(out / DATABASE) as database:
        for table in TABLES:
            for sql in table.made():
                database.run(sql)
        writing = _Writing(corpus, database)
        report = writing.run()
        for name in SEARCHED:
            for sql in searched(name):
                options.go_on()
                database.run(sql)
        database.run(VIEW)
    metadata = json.dumps(_metadata(corpus), ensure_ascii=False, indent=1)
    (out / METADATA).write_text(metadata, encoding="utf-8")
    return report


class _Writing:
    """One corpus on its way into the tables."""

    def __init__(self, corpus: AnnotatedCorpus, database: NewDatabase) -> None:
        self._corpus, self._database = corpus, database
        self._codebook = corpus.codebook
        self._names = {each.id: each.name for each in corpus.actors}
        self._articles = self._statements = self._mentions = 0

    def run(self) -> WriteReport:
        """Fill all tables; return what went into them."""
        add = self._database.add_all
        add("codebook_entries", _entries(self._codebook))
        people = self._corpus.annotators
        add("annotators", ({"id": a.id, "name": a.name, "kind": a.kind} for a in people))
        add("actors", (self._actor(each) for each in self._corpus.actors))
        add("actor_aliases", _aliases(self._corpus.actors))
        for each in self._corpus.articles:
            self._articles += 1
            self._add_article(each)
        add("about", self._about())
        return WriteReport(
            articles=self._articles, statements=self._statements, mentions=self._mentions
        )

    def _about(self) -> Iterator[Row]:
        facts = {
            "format": FORMAT,
            "version": VERSION,
            "project": self._corpus.title,
            "project_id": self._corpus.project_id,
            "codebook": self._codebook.reference,
            "offset_unit": OFFSET_UNIT,
        }
        return ({"name": name, "value": value} for name, value in facts.items())

    def _known(self, actor: str | None) -> str | None:
        """Return the id of an actor; one that nobody described gets a row with its id as name."""
        if actor and actor not in self._names:
            self._names[actor] = actor
            self._database.add("actors", {"id": actor, "name": actor})
        return actor or None

    def _actor(self, actor: Actor) -> Row:
        return {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "acts_for": self._known(actor.acts_for),
        }

    # Articles

    def _add_article(self, each: AnnotatedArticle) -> None:
        article, add = each.article, self._database.add_all
        self._database.add(
            "articles",
            {
                "id": article.id,
                "external_id": article.external_id,
                "title": article.title,
                "date": article.date,
                "source": article.source,
                "file_name": article.file_name,
                "text": each.text,
                "length": len(each.text),
                "text_sha256": article.text_sha256,
            },
        )
        add("zones", _zones(each))
        words = {
            one.id: excerpt(each.text, one.content, length=_WORDS)
            for layer in each.layers
            for one in layer.statements
        }
        for layer in each.layers:
            self._add_layer(each, layer, words)
        add("comments", (_comment(one) for one in each.told if isinstance(one, Comment)))
        add("flags", (_flag(one) for one in each.told if isinstance(one, Flag)))
        add(
            "active_times",
            (
                {
                    "id": one.id,
                    "article": one.article,
                    "annotator": one.annotator,
                    "started": one.started,
                    "seconds": one.seconds,
                }
                for one in each.times
            ),
        )

    def _add_layer(self, each: AnnotatedArticle, layer: Layer, words: Mapping[str, str]) -> None:
        add, whose = (
            self._database.add_all,
            {"article": layer.article, "annotator": layer.annotator},
        )
        if (done := layer.progress) is not None:
            self._database.add(
                "progress", {**whose, "status": done.status, "codebook": done.codebook}
            )
        add("mentions", (self._mention(one, each.text) for one in layer.mentions))
        for statement in layer.statements:
            self._add_statement(statement, each.text, words)
        add(
            "article_labels",
            (
                {**whose, "id": o.id, "kind": o.label, "value": o.value, "codebook": o.codebook}
                for o in layer.labels
            ),
        )
        add(
            "document_stances",
            (
                {
                    **whose,
                    "id": one.id,
                    "holder": self._known(one.holder),
                    "target_kind": one.target.kind,
                    "target": one.target.id,
                    "value": one.value,
                    "derived": one.derived,
                    "codebook": one.codebook,
                }
                for one in layer.stances
            ),
        )
        self._statements += len(layer.statements)
        self._mentions += sum(one.decision != "rejected" for one in layer.mentions)

    def _mention(self, mention: Mention, text: str) -> Row:
        return {
            "id": mention.id,
            "article": mention.article,
            "annotator": mention.annotator,
            **_covered(mention.span, text),
            "kind": mention.kind,
            "actor": self._known(mention.actor),
            "decision": mention.decision,
            "codebook": mention.codebook,
        }

    # Statements

    def _add_statement(self, statement: Statement, text: str, words: Mapping[str, str]) -> None:
        add = self._database.add_all
        self._database.add("statements", self._statement(statement, text))
        add("statement_spans", _parts(statement, text))
        name = statement.id
        types = enumerate(statement.claim_types)
        add(
            "statement_claim_types",
            ({"statement": name, "place": place, "claim_type": one} for place, one in types),
        )
        by_role = {"holder": statement.source.actors, "addressee": statement.addressee.actors}
        for role, actors in by_role.items():
            whose: Row = {"statement": name, "role": role}
            add(
                "statement_actors",
                (
                    {**whose, "place": place, "actor": self._known(one)}
                    for place, one in enumerate(actors)
                ),
            )
        for place, stance in enumerate(statement.stances):
            self._database.add("stances", self._stance(name, place, stance, words))
            of: Row = {"statement": name, "stance": place}
            spans = enumerate(stance.target.spans)
            add(
                "stance_target_spans",
                ({**of, "place": nth, **_covered(one, text)} for nth, one in spans),
            )
        add("figures", _figures(statement, text))

    def _statement(self, statement: Statement, text: str) -> Row:
        source, content = statement.source, statement.content
        end = max(each.end for each in content)
        sentence = derived.covering_sentences(text, statement)
        return {
            "id": statement.id,
            "article": statement.article,
            "annotator": statement.annotator,
            "external_id": statement.external_id,
            "text": _JOINED_BY.join(each.covered(text) for each in content),
            "start_offset": content[0].start,
            "end_offset": end,
            "sentence": sentence.covered(text),
            "voice": statement.voice or derived.voice(statement),
            "quote": statement.quote or derived.quote(statement, text),
            "voice_is_overruled": statement.voice is not None,
            "quote_is_overruled": statement.quote is not None,
            "certainty": statement.certainty,
            "speaker": self._known(source.speaker),
            "via": self._known(None if source.via is None else source.via.actor),
            "source_mention": source.mention,
            "source_is_inferred": source.inferred,
            "parent": statement.parent,
            "is_unsure": statement.unsure,
            "note": statement.note,
            "codebook": statement.codebook,
        }

    def _stance(self, statement: str, place: int, stance: Stance, words: Mapping[str, str]) -> Row:
        value = self._codebook.stance_value(stance.value)
        return {
            "statement": statement,
            "place": place,
            "target_kind": stance.target.kind,
            "target": stance.target.id,
            "target_label": self._called(stance.target, words),
            "value": stance.value,
            "number": None if value is None else value.value,
            "wording": stance_verb(stance.target, stance.value, self._codebook),
            "is_explicit": stance.explicit,
        }

    def _called(self, target: Target, words: Mapping[str, str]) -> str:
        """Return a target in words: a topic's label, an actor's name, a statement's content."""
        if target.kind == "topic":
            topic = self._codebook.topic(target.id)
            return target.id if topic is None else topic.label
        names = self._names if target.kind == "actor" else words
        return names.get(target.id, target.id)


def _covered(span: Span, text: str) -> Row:
    return {"start_offset": span.start, "end_offset": span.end, "text": span.covered(text)}


def _parts(statement: Statement, text: str) -> Iterator[Row]:
    via = statement.source.via
    by_role: Mapping[str, Sequence[Span]] = {
        "content": statement.content,
        "source": statement.source.spans,
        "cue": statement.cue,
        "addressee": statement.addressee.spans,
        "via": () if via is None else via.spans,
    }
    for role, spans in by_role.items():
        for place, span in enumerate(spans):
            yield {
                "statement": statement.id,
                "role": role,
                "place": place,
                **_covered(span, text),
            }


def _figures(statement: Statement, text: str) -> Iterator[Row]:
    for place, each in enumerate(statement.figures):
        yield {
            "statement": statement.id,
            "place": place,
            **_covered(each.span, text),
            "value": each.value,
            "bound": each.bound,
            "unit": each.unit,
            "people": each.group,
            "side": each.side,
        }


def _zones(each: AnnotatedArticle) -> Iterator[Row]:
    for place, zone in enumerate(each.zones):
        yield {
            "article": each.article.id,
            "place": place,
            "kind": zone.kind,
            "start_offset": zone.span.start,
            "end_offset": zone.span.end,
            "language": zone.lang,
        }


def _comment(comment: Comment) -> Row:
    span = comment.span
    return {
        "id": comment.id,
        "article": comment.article,
        "annotator": comment.annotator,
        "text": comment.text,
        "statement": comment.statement,
        "start_offset": None if span is None else span.start,
        "end_offset": None if span is None else span.end,
        "answers": comment.answers,
        "is_settled": comment.settled,
        "written": comment.written,
    }


def _flag(flag: Flag) -> Row:
    return {
        "id": flag.id,
        "article": flag.article,
        "annotator": flag.annotator,
        "reason": flag.reason,
        "written": flag.written,
    }


def _entries(codebook: Codebook) -> Iterator[Row]:
    for section in SECTIONS:
        for is_former, entries in enumerate((codebook, codebook.former)):
            for each in getattr(entries, section):
                yield {
                    "section": section,
                    "id": each.id,
                    "label": each.label,
                    "definition": getattr(each, "definition", ""),
                    "value": getattr(each, "value", None),
                    "is_former": is_former,
                }


def _aliases(actors: Iterable[Actor]) -> Iterator[Row]:
    for actor in actors:
        for alias in dict.fromkeys(actor.aliases):
            yield {"actor": actor.id, "alias": alias}


def _metadata(corpus: AnnotatedCorpus) -> dict[str, object]:
    """Return what Datasette shows about the database, its tables and their columns."""
    tables: dict[str, object] = {
        each.name: {
            "description": each.words,
            "columns": {column.name: column.words for column in each.columns},
            **({"label_column": each.label} if each.label else {}),
        }
        for each in TABLES
    }
    return {
        "title": corpus.title,
        "description": f"News articles labelled under the codebook {corpus.codebook.reference}.",
        "databases": {Path(DATABASE).stem: {"tables": tables}},
    }
