"""One row per article and annotator: labels of the whole article, stances over it, time spent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from annotator.annotations.model import Actor, Flag, Layer
from annotator.annotations.stances_over import StanceOver, stances_over, value_words
from annotator.annotations.wording import actor_name, target_label
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.formats.files.csv_table import CsvTable
from annotator.formats.files.jsonl import write_line
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.uses import Fidelity, always, note_left_out

Row = dict[str, object]
_FACTS = (
    "article_id",
    "article_uid",
    "title",
    "date",
    "source",
    "file",
    "annotator",
    "annotator_id",
    "status",
    "statements",
    "active_seconds",
    "flag",
    "codebook",
)

FIDELITY = Fidelity(
    whole=frozenset({"facts", "article labels", "document stances", "annotators", "progress"}),
    partly={
        "statements": "their number",
        "holders": "those of stances",
        "stances": "as they stand over the whole article",
        "flags": "the annotator's own, without the time",
        "working times": "their sum",
        "codebook versions": "the current one",
    },
    lacks=dict.fromkeys(("statements", "holders", "stances", "flags", "working times"), always),
)


def write_articles_jsonl(
    corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN
) -> WriteReport:
    """Write one object per row; ``labels`` maps kinds to lists of values."""
    count = _Count()
    for row in count.rows(corpus):
        write_line(row, out)
    return count.report()


def write_articles_csv(
    corpus: AnnotatedCorpus, out: BinaryIO, options: WriteOptions = PLAIN
) -> WriteReport:
    """Write one line per row, with a column ``label_...`` for each kind of label."""
    kinds = tuple(each.id for each in label_kinds(corpus))
    columns = (*_FACTS, *(f"label_{each}" for each in kinds), "stances")
    table = CsvTable(out, columns, raw_cells=options.raw_cells, bom=options.bom)
    count = _Count()
    for row in count.rows(corpus):
        labels = row["labels"]
        assert isinstance(labels, dict)
        values = [tuple(labels.get(each, ())) for each in kinds]
        table.row([*(row[each] for each in _FACTS), *values, row["stances"]])
    return count.report()


def label_kinds(corpus: AnnotatedCorpus) -> tuple[ArticleLabelKind, ...]:
    """Return every kind of label that any version of the codebook has, the newest ones first."""
    found = {
        kind.id: kind
        for book in reversed(corpus.codebooks)
        for kind in reversed(book.article_labels)
    }
    return tuple(reversed(found.values()))


class _Count:
    """Makes rows and counts what went into them."""

    def __init__(self) -> None:
        self._articles = self._statements = self._rows = 0
        self._losses = Losses()

    def rows(self, corpus: AnnotatedCorpus) -> Iterator[Row]:
        """Yield the rows of everybody who opened an article or said something in it."""
        actors = {each.id: each for each in corpus.actors}
        names = {each.id: each.name for each in corpus.annotators}
        for article in corpus.articles:
            self._articles += bool(article.layers)
            note_left_out(self._losses, FIDELITY, article, only_version=corpus.codebook.reference)
            for layer in article.layers:
                self._rows += 1
                self._statements += len(layer.statements)
                yield _row(article, layer, names.get(layer.annotator, ""), actors, corpus)

    def report(self) -> WriteReport:
        """Return what was written."""
        return WriteReport(
            articles=self._articles,
            statements=self._statements,
            rows=self._rows,
            losses=self._losses,
        )


def _row(
    article: AnnotatedArticle,
    layer: Layer,
    name: str,
    actors: Mapping[str, Actor],
    corpus: AnnotatedCorpus,
) -> Row:
    facts, who = article.article, layer.annotator
    labels: dict[str, list[str]] = {}
    for each in layer.labels:
        labels.setdefault(each.label, []).append(each.value)
    flags = [each for each in article.told if isinstance(each, Flag) and each.annotator == who]
    over = stances_over(layer.statements, layer.stances, actors)
    return {
        "article_id": facts.external_id or facts.id,
        "article_uid": facts.id,
        "title": facts.title,
        "date": facts.date,
        "source": facts.source,
        "file": facts.file_name,
        "annotator": name,
        "annotator_id": who,
        "status": layer.progress.status if layer.progress is not None else "",
        "statements": len(layer.statements),
        "active_seconds": sum(each.seconds for each in article.times if each.annotator == who),
        "flag": (flags[0].reason or "yes") if flags else "",
        "codebook": corpus.codebook.reference,
        "labels": labels,
        "stances": [_stance(each, actors, corpus) for each in over],
    }


def _stance(row: StanceOver, actors: Mapping[str, Actor], corpus: AnnotatedCorpus) -> Row:
    value = corpus.codebook.stance_value(row.value)
    return {
        "holder": row.holder,
        "holder_name": actor_name(actors, row.holder),
        "target_kind": row.target.kind,
        "target_id": row.target.id,
        "target_label": target_label(row.target, corpus.codebook, actors, {}),
        "stance": row.value,
        "stance_number": value.value if value is not None else None,
        "wording": value_words(row.target, row.value, corpus.codebook),
        "derived": row.derived,
        "is_overruled": row.overruled is not None,
        "statements": len(row.statements),
    }
