"""The rows of stances as JSON lines or as a CSV table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from annotator.dataset.tasks.stance_rows import COLUMNS, StanceRow, stance_rows
from annotator.formats.files.csv_table import CsvTable
from annotator.formats.files.jsonl import write_lines
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.uses import Fidelity, always, note_left_out, where

WITHOUT_STANCE = "statements without a stance"
_NO_ROW = "progress: of an article without statements"
FIDELITY = Fidelity(
    whole=frozenset(
        {
            "facts",
            "statements",
            "fragments",
            "holders",
            "claim types",
            "second claim types",
            "certainty",
            "stances on statements",
            "implicit stances",
            "parents",
            "unsure",
            "notes",
            "quotation types",
            "annotators",
            "codebook versions",
            "overlaps",
        }
    ),
    partly={
        "text": "only the sentences around each statement",
        "sources": "the words, without their places",
        "cues": "the words, without their places",
        "speakers": "the speaker, without medium and kind",
        "stances": "the words for a target without their places",
        "progress": "of articles with statements",
        "offsets": "of contents and their sentences",
    },
    lacks={
        "text": always,
        "sources": always,
        "cues": always,
        "speakers": where(
            lambda each: bool(each.source.via or each.source.mention or each.source.inferred)
        ),
        "stances": where(lambda each: any(stance.target.spans for stance in each.stances)),
    },
)


def write_jsonl(
    corpus: AnnotatedCorpus, out: BinaryIO, options: WriteOptions = PLAIN
) -> WriteReport:
    """Write one object per row; its fields are those of :class:`StanceRow`."""

    def write(rows: Sequence[StanceRow]) -> None:
        write_lines(rows, out)

    return _write(corpus, write, without_stance=options.without_stance)


def write_csv(corpus: AnnotatedCorpus, out: BinaryIO, options: WriteOptions = PLAIN) -> WriteReport:
    """Write a header and one line per row; see :mod:`annotator.formats.files.csv_table`."""
    table = CsvTable(out, COLUMNS, raw_cells=options.raw_cells, bom=options.bom)

    def write(rows: Sequence[StanceRow]) -> None:
        for row in rows:
            table.row([getattr(row, name) for name in COLUMNS])

    return _write(corpus, write, without_stance=options.without_stance)


def _write(
    corpus: AnnotatedCorpus, write: Callable[[Sequence[StanceRow]], None], *, without_stance: bool
) -> WriteReport:
    articles = statements = rows = 0
    losses = Losses()
    for each, found in stance_rows(corpus, without_stance=without_stance):
        write(found)
        held = {row.statement_uid for row in found}
        articles += bool(found)
        rows += len(found)
        statements += len(held)
        note_left_out(losses, FIDELITY, each)
        for layer in each.layers:
            if layer.progress is not None and not layer.statements:
                losses.note("progress", _NO_ROW, article=each.article.id, record=layer.progress.id)
            for one in layer.statements:
                if one.id not in held:
                    losses.note(
                        "statements", WITHOUT_STANCE, article=each.article.id, record=one.id
                    )
    return WriteReport(articles=articles, statements=statements, rows=rows, losses=losses)
