"""A large project is written in several processes: the same bytes as in one, and never half."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    Comment,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.errors import Cancelled
from annotator.preannotation.pipelines import own_process
from annotator.project import Project
from annotator.workflows.exporting import export_pool
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.files import ExportOptions, ExportReport, export
from annotator.workflows.importing.articles import ImportOptions, import_paths

ARTICLES = 9
LINES = [each.id for each in FORMATS.values() if each.is_of_lines]
# A worker that ends when it has written so many pieces.
WORKER = """
import os, sys
from annotator.workflows.exporting import export_worker
count, write = 0, export_worker.written_piece
def written(*arguments):
    global count
    if count == {pieces}:
        os._exit(9)
    count += 1
    return write(*arguments)
export_worker.written_piece = written
sys.exit(export_worker.main())
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project in which two people said different things of most articles."""
    folder = tmp_path_factory.mktemp("large")
    for number in range(ARTICLES):
        said = f"Port {number}\n\nThe mayor said “ship {number}\u2028 may go”.\n" * (1 + number % 3)
        (folder / f"{number}.txt").write_text(said, encoding="utf-8")
    made = folder / "work.annotator"
    with Project.create(made, title="W", codebook=default_codebook(), annotator="Amina") as project:
        import_paths(project, [folder], ImportOptions(preannotate=False))
        for name in ("Bo", "Amina"):
            project.use_annotator(name)
            for number, row in enumerate(project.articles()):
                if number % 4 and (number % 3 or name == "Amina"):
                    _label(project, row.id, number)
    return made


def _label(project: Project, article: str, number: int) -> None:
    who, text = project.annotator.id, project.text(article)
    start = text.index("ship")
    statements = [
        Statement(
            f"s{each}-{number}-{who}",
            article,
            who,
            (Span(start, start + 4 + each),),
            source=Source(spans=(Span(0, 4),), actors=("RUS",), mention="role"),
            claim_types=("fact",),
            stances=(Stance(Target("topic", "dialogue"), "favor"),) if each else (),
        )
        for each in range(number % 3)
    ]
    mention = Mention(f"m-{number}-{who}", article, who, Span(0, 4), "LOC")
    comment = Comment(f"c-{number}-{who}", article, who, "Look")
    status = Progress(f"{article}:{who}", article, who, "done" if number % 2 else "opened")
    edits = tuple(Edit(None, each) for each in (*statements, mention, comment, status))
    project.apply(Step(edits, "Label", article))


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path, readonly=True) as opened:
        yield opened


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Let any project be large, in pieces of two articles; return the processes it takes."""
    monkeypatch.setattr(export_pool, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(export_pool, "PIECE_ARTICLES", 2)
    monkeypatch.setattr(own_process, "usable_cores", lambda: 2)
    started: list[subprocess.Popen[bytes]] = []
    start = own_process.piped

    def noted(module: str, *arguments: str) -> subprocess.Popen[bytes]:
        started.append(start(module, *arguments))
        return started[-1]

    monkeypatch.setattr(own_process, "piped", noted)
    return started


def written(project: Project, options: ExportOptions) -> tuple[ExportReport, bytes, bytes]:
    """Return what an export says, its file and the report beside it."""
    report = export(project, options)
    assert report.report is not None
    return report, options.out.read_bytes(), report.report.read_bytes()


def alone(project: Project, options: ExportOptions) -> tuple[ExportReport, bytes, bytes]:
    """Return the same of an export in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export_pool, "WORTH_PROCESSES", 1_000_000)
        return written(project, options)


@pytest.mark.parametrize("name", LINES)
def test_two_processes_write_what_one_does(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path, name: str
) -> None:
    options = ExportOptions(name, tmp_path / "out.jsonl")
    expected = alone(project, options)
    assert not processes
    assert written(project, options) == expected
    assert len(processes) == 2
    assert all(each.returncode is not None for each in processes)
    assert expected[0].rows > ARTICLES
    assert len(expected[0].dropped) > 2


def test_two_processes_heed_what_was_chosen(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    options = ExportOptions("jsonl", tmp_path / "out.jsonl", annotators=("Bo",), done_only=True)
    options = replace(options, without_stance=False)
    expected = alone(project, options)
    assert written(project, options) == expected
    assert len(processes) == 2
    assert 0 < expected[0].articles < ARTICLES


@pytest.mark.parametrize("pieces", [0, 1])
def test_what_a_process_that_ends_leaves_over_is_written_all_the_same(
    project: Project,
    processes: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    pieces: int,
) -> None:
    command = [sys.executable, "-c", WORKER.format(pieces=pieces)]
    monkeypatch.setattr(own_process, "command", lambda _module: command)
    options = ExportOptions("jsonl", tmp_path / "out.jsonl")
    assert written(project, options) == alone(project, options)
    assert [each.returncode for each in processes] == [9, 9]


def test_where_no_process_can_be_started_this_one_writes(
    project: Project,
    processes: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(own_process, "command", lambda _module: [str(tmp_path / "nothing")])
    options = ExportOptions("jsonl", tmp_path / "out.jsonl")
    assert written(project, options) == alone(project, options)
    assert not processes


def test_what_does_not_fit_into_memory_on_its_way_is_written_here(
    project: Project,
    processes: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def full(_stream: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(export_pool, "framed", full)
    options = ExportOptions("jsonl", tmp_path / "out.jsonl")
    assert written(project, options) == alone(project, options)
    assert len(processes) == 2


def test_stopping_ends_the_processes_and_leaves_nothing(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("as it was")
    told: list[int] = []

    def progress(done: int, total: int, _title: str) -> None:
        assert total == ARTICLES
        told.append(done)

    with pytest.raises(Cancelled, match="stopped"):
        export(
            project,
            ExportOptions("jsonl", out),
            progress=progress,
            cancelled=lambda: len(told) > 2,
        )
    assert told == [0, 2, 4]
    assert [each.name for each in tmp_path.iterdir()] == ["out.jsonl"]
    assert out.read_text() == "as it was"
    assert len(processes) == 2
    assert all(each.returncode is not None for each in processes)


def test_a_small_project_and_one_core_take_no_further_process(
    project: Project,
    processes: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    options = ExportOptions("jsonl", tmp_path / "out.jsonl")
    alone(project, options)
    monkeypatch.setattr(own_process, "usable_cores", lambda: 1)
    written(project, options)
    assert not processes
