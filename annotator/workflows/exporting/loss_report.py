"""What a format could not hold, by count and id, in a file beside the one that was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.errors import ExportError
from annotator.formats.files.json_stream import JsonStream
from annotator.formats.files.writing import write_aside

if TYPE_CHECKING:
    from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus, WriteReport
    from annotator.workflows.exporting.export_formats import ExportFormat

FORMAT, VERSION = "annotator-export-report", 1
_BEGINNING = 100  # bytes, in which a report names its format


def report_place(out: Path) -> Path:
    """Return where the report on an export lies: beside it, with ``.report.json`` at the end."""
    return out.with_name(f"{out.name}.report.json")


def write_loss_report(
    place: Path,
    chosen: ExportFormat,
    corpus: AnnotatedCorpus,
    out: Path,
    written: WriteReport,
    *,
    never: Path,
) -> None:
    """Write what was written and what was not, each thing by the article's and its own id.

    ``left_out`` has one object per reason; ``records`` name what it concerns, in the order in which
    the articles were written. Raises :class:`ExportError` where the file cannot be written, or
    where one of that name is no such report.
    """
    _require_ours(place)
    with write_aside(place, never=never) as file:
        stream = JsonStream(file)
        stream.begin(
            {
                "report": FORMAT,
                "version": VERSION,
                "file": out.name,
                "format": chosen.id,
                "project": corpus.title,
                "codebook": corpus.codebook.reference,
                "articles": written.articles,
                "statements": written.statements,
                "mentions": written.mentions,
                "rows": written.rows,
                "notes": list(written.notes),
                "left_out": [msgspec.to_builtins(each) for each in written.losses.counts],
            },
            listing="records",
        )
        stream.encoded_lines(written.losses.lines())
        stream.end()


def _require_ours(place: Path) -> None:
    """Raise where a file has the report's name that nobody named and that is no report."""
    try:
        with place.open("rb") as file:
            begins = file.read(_BEGINNING)
    except OSError:  # none is there; or it cannot be read, and writing tells why
        return
    if f'"{FORMAT}"'.encode() not in begins:
        raise ExportError(
            f"No report was written beside it: {place} is another file, and is as it was. Name the "
            "export otherwise, or move that file away."
        )
