"""The rows of stances as JSON lines or as a CSV table."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import BinaryIO

from annotator.dataset.stance_rows import COLUMNS, StanceRow, stance_rows
from annotator.formats.annotated_corpus import AnnotatedCorpus, WriteReport
from annotator.formats.csv_table import CsvTable
from annotator.formats.jsonl import write_line


def write_jsonl(
    corpus: AnnotatedCorpus, out: BinaryIO, *, without_stance: bool = True
) -> WriteReport:
    """Write one object per row; its fields are those of :class:`StanceRow`."""

    def write(row: StanceRow) -> None:
        write_line(dataclasses.asdict(row), out)

    return _write(corpus, write, without_stance=without_stance)


def write_csv(
    corpus: AnnotatedCorpus,
    out: BinaryIO,
    *,
    without_stance: bool = True,
    raw_cells: bool = False,
    bom: bool = False,
) -> WriteReport:
    """Write a header and one line per row; see :mod:`annotator.formats.csv_table`."""
    table = CsvTable(out, COLUMNS, raw_cells=raw_cells, bom=bom)

    def write(row: StanceRow) -> None:
        table.row([getattr(row, name) for name in COLUMNS])

    return _write(corpus, write, without_stance=without_stance)


def _write(
    corpus: AnnotatedCorpus, write: Callable[[StanceRow], None], *, without_stance: bool
) -> WriteReport:
    articles = statements = rows = left_out = 0
    for each, found in stance_rows(corpus, without_stance=without_stance):
        for row in found:
            write(row)
        held = {row.statement_uid for row in found}
        all_of_them = sum(len(layer.statements) for layer in each.layers)
        articles += bool(found)
        rows += len(found)
        statements += len(held)
        left_out += all_of_them - len(held)
    dropped = {"statements without a stance": left_out} if left_out else {}
    return WriteReport(articles=articles, statements=statements, rows=rows, dropped=dropped)
