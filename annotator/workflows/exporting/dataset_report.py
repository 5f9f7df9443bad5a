"""What stands beside a dataset: a report that names by id what became no row, and the articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.formats.files.csv_table import CsvTable
from annotator.formats.files.json_stream import JsonStream
from annotator.formats.labelled.features import counted_feature
from annotator.plain_text import counted, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.dataset.building import Counts, Dataset
    from annotator.dataset.files.card import CardFacts
    from annotator.project import Project
    from annotator.workflows.exporting.building import BuildReport, DatasetPreview

FORMAT, VERSION = "annotator-dataset-report", 1
_FACTS = ("article_uid", "article_id", "title", "date", "source", "split", "group", "has_rows")


def write_report(path: Path, facts: CardFacts) -> None:
    """Write how a dataset was made and what became no row.

    ``left_out`` has one object per reason; ``records`` name what it concerns. Raises OSError.
    """
    counts = facts.counts
    with path.open("wb") as file:
        stream = JsonStream(file)
        stream.begin(
            {
                "report": FORMAT,
                "version": VERSION,
                "project": facts.title,
                "codebook": facts.codebook,
                "made_with": facts.command,
                "options": msgspec.to_builtins(facts.options),
                **counts_as_json(counts),
                "leaks": msgspec.to_builtins(facts.leaks),
                "agreement": msgspec.to_builtins(facts.agreement),
                "notes": list(facts.notes),
            },
            listing="records",
        )
        stream.encoded_lines(counts.losses.lines())
        stream.end()


def counts_as_json(counts: Counts) -> dict[str, object]:
    """Return the counts as plain values."""
    return {
        "rows": counts.rows,
        "ties": counts.ties,
        "rows_without_anything": counts.negatives,
        "candidates_without_anything": counts.candidates,
        "articles": dict(counts.articles),
        "splits": dict(counts.splits),
        "labels": {split: dict(some) for split, some in counts.labels.items()},
        "annotators": dict(counts.annotators),
        "left_out": [msgspec.to_builtins(each) for each in counts.losses.counts],
    }


def write_articles(path: Path, project: Project, dataset: Dataset) -> None:
    """Write where each article went, so that others can split alike. Raises OSError."""
    with path.open("wb") as file:
        rows = CsvTable(file, _FACTS)
        for article in dataset.split_of:
            facts = project.article(article)
            rows.row(
                [
                    article,
                    facts.external_id or article,
                    facts.title,
                    facts.date,
                    facts.source,
                    dataset.split_of[article],
                    dataset.group_of(facts),
                    article in dataset.with_rows,
                ]
            )


def counts_lines(counts: Counts, splits: tuple[str, ...]) -> Iterator[str]:
    """Yield the counts as a table for the terminal, then what was left out."""
    rows = [["", *splits]]
    rows.append(["articles", *(str(counts.articles.get(each, 0)) for each in splits)])
    rows.append(["rows", *(str(counts.splits[each]) for each in splits)])
    for label in counts.all_labels:
        numbers = (counts.labels[each][label] if each in counts.labels else 0 for each in splits)
        rows.append([f"  {label}", *(str(each) for each in numbers)])
    yield from table(rows, indent="  ")
    for each in counts.losses.counts:
        yield f"  left out: {counted_feature(each.count, each.feature)}: {each.why}"


def report_lines(report: BuildReport) -> Iterator[str]:
    """Yield what was written, in words."""
    total = counted(report.counts.rows, "row")
    yield f"Wrote {report.path}: {total}, README.md, report.json and articles.csv."
    yield from counts_lines(report.counts, report.options.split.names)
    yield from (f"  {each}" for each in (*report.notes, *report.leaks.lines()))


def preview_lines(found: DatasetPreview, splits: tuple[str, ...], *, most: int) -> Iterator[str]:
    """Yield the counts of a dataset that is not written, and its first rows, in words."""
    yield f"{counted(found.counts.rows, 'row')}; nothing was written."
    yield from counts_lines(found.counts, splits)
    yield from (f"  {each}" for each in found.notes)
    for row in found.rows[:most]:
        words = " ".join(row.text.split())
        yield f"  {row.split}  {row.label or '(tie)'}  {words[:100]}"
