"""The worked statements through every format: what comes out, what is left out, what comes back.

``tests/golden/worked_statements.json`` has the numbers. ``ANNOTATOR_WRITE_GOLDEN=1`` writes them
anew, for a look at the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.dataset.options import DatasetOptions
from annotator.project import Project
from annotator.workflows.exporting.building import BuildOptions, build
from annotator.workflows.exporting.dataset_formats import KINDS, DatasetKind
from annotator.workflows.exporting.export_formats import FORMATS, ExportFormat
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.bringing_in import BringInOptions, bring_in, look
from annotator.workflows.importing.exchanging import import_news_statements
from tests.round_trip import reader_of

ROOT = Path(__file__).resolve().parents[4]
WORKED = ROOT / "../shared/corpus/seeds_statements.json"
GOLDEN = ROOT / "tests/golden/worked_statements.json"
pytestmark = pytest.mark.skipif(not WORKED.exists(), reason="no annotated corpus here")


def new_project(path: Path) -> Project:
    return Project.create(path, title="W", codebook=default_codebook(), annotator="Amina")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with the five articles and their 88 statements."""
    with new_project(tmp_path_factory.mktemp("worked") / "worked.annotator") as project:
        import_news_statements(project, WORKED, preannotate=False)
        yield project


def numbers(worked: Project, chosen: ExportFormat, folder: Path) -> dict[str, object]:
    """Write and read a format; return what became of the statements, in numbers."""
    place = folder / f"out{chosen.suffix}"
    report = export(worked, ExportOptions(chosen.id, place))
    assert report.report is not None
    told = json.loads(report.report.read_bytes())
    found: dict[str, object] = {
        "articles": report.articles,
        "statements": report.statements,
        "rows": report.rows,
        "left_out": {each["why"]: each["count"] for each in told["left_out"]},
    }
    assert len(told["records"]) == sum(each["count"] for each in told["left_out"])
    reader = reader_of(chosen)
    if reader is not None or chosen.id in ("jsonl", "csv"):
        found["come_back"] = come_back(place, "dataset" if reader is None else reader.id, folder)
    return found


def come_back(place: Path, reader: str, folder: Path) -> dict[str, int]:
    """Bring what was written into a new project and count what is in it then."""
    files = sorted(place.glob("*.jsonl")) if reader == "doccano" else [place]
    with new_project(folder / "back.annotator") as back:
        for each in files:
            chosen = BringInOptions(format=reader, preannotate=False)
            bring_in(back, look(back, each, chosen), chosen)
        layers = [layer for row in back.articles() for layer in back.layers(row.id)]
        statements = [each for layer in layers for each in layer.statements]
        return {
            "articles": back.article_count(),
            "statements": len(statements),
            "with stances": sum(bool(each.stances) for each in statements),
            "with sources": sum(bool(each.source.spans) for each in statements),
        }


ALL = (*FORMATS, *KINDS)
WITHOUT = ("dataset-entities", "dataset-article-labels")  # the worked example has none


def numbers_of_dataset(worked: Project, kind: DatasetKind, folder: Path) -> dict[str, object]:
    """Write and read a dataset; return what became of the statements, in numbers."""
    options = DatasetOptions(task=kind.task or "stance", negatives=None)
    name = "nli" if kind.task is None else "jsonl"
    report = build(worked, BuildOptions(options, folder / "out", name))
    return {
        "articles": sum(report.counts.articles.values()),
        "rows": report.counts.rows,
        "left_out": {each.why: each.count for each in report.counts.losses.counts},
        "come_back": come_back(folder / "out", "dataset", folder),
    }


def hold(name: str, found: dict[str, object]) -> None:
    """Compare with the golden report, or write it."""
    golden = json.loads(GOLDEN.read_bytes()) if GOLDEN.exists() else {}
    if os.environ.get("ANNOTATOR_WRITE_GOLDEN"):
        golden = {**golden, name: found}
        kept = {each: golden[each] for each in ALL if each in golden}
        GOLDEN.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    assert golden.get(name) == found


def test_the_golden_report_is_of_the_formats_that_there_are() -> None:
    golden = json.loads(GOLDEN.read_bytes())
    assert {*golden, *WITHOUT} == set(ALL), "write it anew with ANNOTATOR_WRITE_GOLDEN=1"


@pytest.mark.parametrize(
    "kind", [pytest.param(each, id=each.id) for each in KINDS.values() if each.id not in WITHOUT]
)
def test_each_dataset_holds_what_the_golden_report_says(
    kind: DatasetKind, worked: Project, tmp_path: Path
) -> None:
    hold(kind.id, numbers_of_dataset(worked, kind, tmp_path))


@pytest.mark.parametrize("chosen", [pytest.param(each, id=each.id) for each in FORMATS.values()])
def test_each_format_holds_of_the_worked_statements_what_the_golden_report_says(
    chosen: ExportFormat, worked: Project, tmp_path: Path
) -> None:
    hold(chosen.id, numbers(worked, chosen, tmp_path))
