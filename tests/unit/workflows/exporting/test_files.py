"""Exports of real project files: whole or not at all, read back by independent readers."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from annotator import paths
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Source, Stance, Statement, Target
from annotator.codebook.reading import bundled_codebooks, default_codebook, read_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled, ExportError
from annotator.formats import complete_json
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.workflows.exporting.files import FORMATS, ExportOptions, export
from annotator.workflows.exporting.loss_report import report_place

ROOT = Path(__file__).resolve().parents[4]
TEXT = "Norland “will never” sign 🛶, its envoy said. Estovia welcomed the thaw.\n"


def new_article(number: int) -> NewArticle:
    text = f"{number} {TEXT}"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(new_id(), f"Article {number}", sha256, len(text), file_name=f"{number}.txt")
    return NewArticle(article, text, (Zone("body", Span(0, len(text) - 1)),))


def label(project: Project, article: str, words: str, note: str = "") -> None:
    text = project.text(article)
    start = text.index(words)
    statement = Statement(
        id=new_id(),
        article=article,
        annotator=project.annotator.id,
        content=(Span(start, start + len(words)),),
        source=Source(actors=("RUS",)),
        claim_types=("rejection",),
        stances=(Stance(Target("topic", "dialogue"), "against"),),
        note=note,
        codebook=project.codebook.reference,
    )
    mention = Mention(
        new_id(), article, project.annotator.id, Span(start, start + 1), "GPE", codebook="b@1"
    )
    edits = (Edit(None, statement), Edit(None, mention))
    project.apply(Step(edits, "Label", article))


def finish(project: Project, article: str) -> None:
    who = project.annotator.id
    progress = Progress(f"{article}:{who}", article, who, "done", project.codebook.reference)
    project.apply(Step((Edit(None, progress),), "Done", article))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three articles: Amina labels two and finishes one, Bo labels one."""
    path = tmp_path / "work.annotator"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="Amina") as opened:
        ids = opened.add_articles([new_article(number) for number in range(3)])
        label(opened, ids[0], "“will never” sign 🛶", note="=1+1")
        finish(opened, ids[0])
        label(opened, ids[1], "Norland")
        opened.store_suggestions(
            EngineRun("run", "rules", "1"),
            {ids[2]: [Suggestion("g", ids[2], "mention", Span(2, 9), "GPE", 0.5, "r", "run")]},
        )
        opened.use_annotator("Bo")
        label(opened, ids[0], "the thaw")
        opened.use_annotator("Amina")
        yield opened


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def options(folder: Path, name: str, **more: object) -> ExportOptions:
    chosen = ExportOptions(name, folder / f"out{FORMATS[name].suffix}")
    return replace(chosen, **more)  # type: ignore[arg-type]


def test_the_complete_json_holds_what_the_project_holds(project: Project, tmp_path: Path) -> None:
    report = export(project, options(tmp_path, "json"))
    schema = json.loads((paths.resources() / "schemas/complete.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(report.path.read_bytes()), schema)
    found = complete_json.read(report.path)
    assert found.project_id == project.id
    assert found.codebook == project.codebook
    assert found.annotators == project.annotators()
    assert found.actors == project.actors()
    assert found.engine_runs == project.engine_runs()
    rows = project.articles()
    assert len(rows) == len(tuple(found.articles)) == report.articles == 3
    for row, each in zip(rows, found.articles, strict=True):
        assert each.article == project.article(row.id)
        assert each.text == project.text(row.id)
        assert each.zones == project.zones(row.id)
        assert each.suggestions == project.suggestions(row.id)
        by_annotator = sorted(project.layers(row.id), key=lambda layer: layer.annotator)
        assert list(each.layers) == by_annotator


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "docbin"])
def test_every_format_says_what_it_wrote(project: Project, tmp_path: Path, name: str) -> None:
    report = export(project, options(tmp_path, name))
    assert report.statements == 3
    assert report.size == report.path.stat().st_size > 0
    assert str(report.path) in report.lines()[0]
    assert "3 statements" in report.lines()[0]


def test_annotators_are_chosen_by_name_or_id(project: Project, tmp_path: Path) -> None:
    amina, bo = project.annotators()
    for chosen, count in ((("Bo",), 1), ((amina.id,), 2), (("Amina", bo.id), 3)):
        report = export(project, options(tmp_path, "csv", annotators=chosen))
        rows = rows_of(report.path)
        assert len(rows) == report.statements == count
    alone = export(project, options(tmp_path, "json", annotators=("Bo",)))
    assert complete_json.read(alone.path).annotators == (bo,)
    assert b"Amina" not in alone.path.read_bytes()
    with pytest.raises(ExportError, match=r'called "Cy".*Amina, Bo'):
        export(project, options(tmp_path, "csv", annotators=("Cy",)))


def test_only_what_is_done_is_written_when_that_is_asked_for(
    project: Project, tmp_path: Path
) -> None:
    report = export(project, options(tmp_path, "json", done_only=True))
    found = complete_json.read(report.path)
    assert (report.articles, report.statements) == (1, 1)
    assert [layer.annotator for each in found.articles for layer in each.layers] == [
        project.annotator.id
    ]


def test_formulas_are_dead_unless_they_are_asked_for(project: Project, tmp_path: Path) -> None:
    notes = []
    for is_raw in (False, True):
        report = export(project, options(tmp_path, "csv", raw_cells=is_raw))
        rows = rows_of(report.path)
        notes.append({row["note"] for row in rows})
    assert notes == [{"'=1+1", ""}, {"=1+1", ""}]


def test_news_statements_take_the_only_one_who_said_something(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="exactly one annotator"):
        export(project, options(tmp_path, "news-statements"))
    report = export(project, options(tmp_path, "news-statements", annotators=("Bo",)))
    assert json.loads(report.path.read_bytes())["annotator"] == "Bo"
    named = json.loads((tmp_path / f"{report.path.name}.report.json").read_bytes())
    counts = {each["feature"]: each["count"] for each in named["left_out"]}
    assert counts["mentions"] == 1
    assert [each["what"] for each in named["records"]].count("mentions") == 1
    assert str(report.report) in report.lines()[-1]


def test_progress_is_told_and_a_stop_leaves_the_earlier_file(
    project: Project, tmp_path: Path
) -> None:
    told: list[tuple[int, int, str]] = []
    chosen = options(tmp_path, "json")
    export(project, chosen, progress=lambda *each: told.append(each))
    assert told == [(0, 3, "Article 0"), (1, 3, "Article 1"), (2, 3, "Article 2"), (3, 3, "")]
    before = chosen.out.read_bytes()
    answers = iter([False, True])
    with pytest.raises(Cancelled, match="Nothing was written"):
        export(project, chosen, cancelled=lambda: next(answers))
    assert chosen.out.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_full_disk_leaves_the_earlier_file(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = options(tmp_path, "jsonl")
    export(project, chosen)
    before = chosen.out.read_bytes()

    def fail(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="the disk is full"):
        export(project, chosen)
    assert chosen.out.read_bytes() == before


def test_the_project_itself_is_never_written_over(project: Project, tmp_path: Path) -> None:
    before = project.path.read_bytes()
    for target in (project.path, tmp_path / "link.json"):
        if target != project.path:
            target.symlink_to(project.path)
        with pytest.raises(ExportError, match="never written over"):
            export(project, ExportOptions("json", target))
    assert project.path.read_bytes() == before


def test_an_unknown_format_is_told_with_the_known_ones(project: Project, tmp_path: Path) -> None:
    with pytest.raises(
        ExportError, match="json, jsonl, csv, articles-jsonl, articles-csv, docbin, docbin-folder"
    ):
        export(project, ExportOptions("xlsx", tmp_path / "out.xlsx"))


def test_an_empty_project_with_another_codebook_is_exported_in_every_format(
    tmp_path: Path,
) -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    with Project.create(tmp_path / "c", title="C", codebook=book, annotator="A") as empty:
        for name in FORMATS:
            assert export(empty, options(tmp_path, name)).statements == 0


def test_labels_of_another_codebook_are_exported_in_its_own_words(tmp_path: Path) -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    with Project.create(tmp_path / "c", title="C", codebook=book, annotator="A") as other:
        (article,) = other.add_articles([new_article(1)])
        statement = Statement(
            id=new_id(),
            article=article,
            annotator=other.annotator.id,
            content=(Span(2, 9),),
            claim_types=("burden",),
            stances=(Stance(Target("topic", "wind_farms"), "no"),),
            codebook=book.reference,
        )
        other.apply(Step((Edit(None, statement),), "Label", article))
        table = rows_of(export(other, options(tmp_path, "csv")).path)
        whole = complete_json.read(export(other, options(tmp_path, "json")).path)
    assert [
        (row["claim_types"], row["stance"], row["wording"], row["stance_number"]) for row in table
    ] == [("burden", "no", "doubts", "-0.5")]
    assert table[0]["target_label"] == "More wind farms"
    assert whole.codebook == book
    assert next(iter(whole.articles)).layers[0].statements == (statement,)


def test_export_needs_neither_qt_nor_spacy(project: Project, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
blocked = ("PySide6", "spacy")
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked:
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Block())
from annotator.project import Project
from annotator.workflows.exporting.loss_report import report_place
from annotator.workflows.exporting.files import ExportOptions, export
with Project.open(Path(sys.argv[1]), readonly=True) as project:
    for name in ("json", "jsonl", "csv"):
        print(export(project, ExportOptions(name, Path(sys.argv[2]) / name)).statements)
"""
    path = project.path
    project.close()
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["3", "3", "3"], "")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_writer_and_says_what_it_holds(name: str) -> None:
    chosen = FORMATS[name]
    assert callable(chosen.folder_writer() if chosen.is_folder else chosen.file_writer())
    assert chosen.holds().whole


def test_a_report_that_cannot_be_written_does_not_undo_the_export(
    project: Project, tmp_path: Path
) -> None:
    chosen = options(tmp_path, "jsonl")
    report_place(chosen.out).mkdir()
    report = export(project, chosen)
    assert chosen.out.exists()
    assert report.report is None
    assert "is a folder" in report.notes[-1]


def test_a_file_that_nobody_named_is_not_written_over_by_the_report(
    project: Project, tmp_path: Path
) -> None:
    chosen = options(tmp_path, "csv")
    place = report_place(chosen.out)
    place.write_bytes(b"my own notes")
    report = export(project, chosen)
    assert chosen.out.exists() and report.report is None
    assert place.read_bytes() == b"my own notes" and "is another file" in report.notes[-1]
    place.unlink()
    assert export(project, chosen).report == export(project, chosen).report == place


def test_no_report_is_written_where_none_is_wanted(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "alone"
    out.mkdir()
    export(project, options(out, "csv", with_report=False))
    assert [each.name for each in out.iterdir()] == ["out.csv"]


def test_what_is_left_out_is_told_in_groups_the_most_first(
    project: Project, tmp_path: Path
) -> None:
    lines = export(project, ExportOptions("doccano", tmp_path / "out")).lines()
    assert lines[1:3] == ("  Not written:", "    1  articles that nobody opened")
    titles = [line for line in lines if line.endswith(":") and line[2:3] != " "]
    assert titles == ["  Not written:", "  Not in this format:", "  In part, or otherwise:"]
    absent = lines[lines.index(titles[1]) + 1 : lines.index(titles[2])]
    counts = [int(line.split()[0]) for line in absent]
    assert counts == sorted(counts, reverse=True) and "not in this format" not in str(absent)
