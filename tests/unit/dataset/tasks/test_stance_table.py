"""One row per stance, as JSON lines and as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.codebook.reading import bundled_codebooks, read_codebook
from annotator.dataset.tasks.stance_rows import COLUMNS, StanceRow, stance_rows
from annotator.dataset.tasks.stance_table import WITHOUT_STANCE, write_csv, write_jsonl
from annotator.formats import complete_json
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus, WriteOptions
from annotator.formats.labelled.losses import Lost

GOLDEN = Path(__file__).resolve().parents[3] / "golden"


@pytest.fixture
def corpus() -> AnnotatedCorpus:
    return complete_json.read(GOLDEN / "complete.json")


def rows_of(corpus: AnnotatedCorpus, **options: bool) -> list[StanceRow]:
    return [row for _, rows in stance_rows(corpus, **options) for row in rows]


def test_the_files_are_as_they_were_agreed(corpus: AnnotatedCorpus) -> None:
    lines, table = io.BytesIO(), io.BytesIO()
    write_jsonl(corpus, lines)
    write_csv(corpus, table)
    assert lines.getvalue() == (GOLDEN / "stances.jsonl").read_bytes()
    assert table.getvalue() == (GOLDEN / "stances.csv").read_bytes()


def test_each_stance_is_a_row_and_a_statement_without_one_is_a_row_too(
    corpus: AnnotatedCorpus,
) -> None:
    found = [(each.statement_uid, each.target_id, each.stance) for each in rows_of(corpus)]
    assert found == [
        ("s-1", "end_hostilities", "favor"),
        ("s-1", "PAK", "against"),
        ("s-2", "tern-1", "against"),
        ("s-2", "militant_sanctuary", "against"),
        ("s-3", "", ""),
        ("s-4", "other", "unclear"),
    ]
    assert len(rows_of(corpus, without_stance=False)) == 5


def test_statements_that_were_left_out_are_counted(corpus: AnnotatedCorpus) -> None:
    out = io.BytesIO()
    report = write_jsonl(corpus, out, WriteOptions(without_stance=False))
    assert (report.articles, report.statements, report.rows) == (1, 3, 5)
    assert [each for each in report.losses.each() if each.feature == "statements"] == [
        Lost("statements", WITHOUT_STANCE, "article-1", "s-3")
    ]
    assert write_csv(corpus, io.BytesIO()).statements == 4


def test_every_offset_covers_the_text_beside_it(corpus: AnnotatedCorpus) -> None:
    text = next(iter(corpus.articles)).text
    for row in rows_of(corpus):
        assert text[row.sentence_start : row.sentence_end] == row.sentence
        assert " … ".join(text[start:end] for start, end in row.content_spans) == row.content
        assert all(row.sentence_start <= start for start, _ in row.content_spans)
        assert all(end <= row.sentence_end for _, end in row.content_spans)
        assert row.offset_unit == "unicode_code_point"


def test_targets_and_stances_are_also_given_in_words(corpus: AnnotatedCorpus) -> None:
    rows = rows_of(corpus)
    assert [(row.target_kind, row.wording) for row in rows] == [
        ("topic", "favors"),
        ("actor", "opposes / blames"),
        ("statement", "denies / rejects"),
        ("topic", "denies"),
        ("", ""),
        ("topic", "unclear"),
    ]
    assert rows[1].target_label == "Pakistan"
    assert rows[2].target_label == rows[0].content
    assert [row.stance_number for row in rows] == [1, -1, -1, -1, None, None]
    assert (rows[0].holder, rows[0].holder_names) == (("CHN", "p:ilves"), ("China", "Rada Ilves"))
    assert (rows[0].speaker, rows[0].speaker_name) == ("p:ilves", "Rada Ilves")


def test_labels_of_another_codebook_stand_as_they_are(corpus: AnnotatedCorpus) -> None:
    other = read_codebook(bundled_codebooks()["climate-debate"])
    row = rows_of(replace(corpus, codebooks=(other,)))[0]
    assert (row.stance, row.wording, row.stance_number) == ("favor", "favor", None)
    assert row.target_label == "end_hostilities"


def test_independent_readers_find_the_same_in_both_files(corpus: AnnotatedCorpus) -> None:
    lines, table = io.BytesIO(), io.BytesIO()
    write_jsonl(corpus, lines)
    write_csv(corpus, table, WriteOptions(bom=True))
    objects = [json.loads(line) for line in lines.getvalue().decode().splitlines()]
    text = table.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert list(rows[0]) == list(COLUMNS) == list(objects[0])
    for one, other in zip(objects, rows, strict=True):
        for name in ("sentence", "content", "stance", "target_id", "note", "annotator"):
            assert other[name].removeprefix("'") == one[name]
        assert other["holder"] == "; ".join(one["holder"])
        assert json.loads(other["content_spans"]) == one["content_spans"]
        assert int(other["sentence_start"]) == one["sentence_start"]


def test_no_cell_is_a_formula_unless_it_is_asked_for(corpus: AnnotatedCorpus) -> None:
    live = tuple("=+-@\t\r")
    for is_raw in (False, True):
        out = io.BytesIO()
        write_csv(corpus, out, WriteOptions(raw_cells=is_raw))
        rows = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
        found = {cell for row in rows for cell in row if cell[:1] in live} - {"-1"}
        assert bool(found) is is_raw
