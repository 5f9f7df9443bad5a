"""Marking articles in several processes: the same as in one, and never half-done."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.annotations.model import Actor
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.errors import Cancelled
from annotator.preannotation.pipelines import own_process
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.workflows.framing import framed, pickled, send, unpickled
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.marking import marking_pool
from annotator.workflows.marking.marker import MarkerState
from annotator.workflows.marking.marking_pool import EngineMistake
from annotator.workflows.marking.preannotating import preannotate

LEAD = (
    "Truce talks\n\nThe talks in Moscow ended on Tuesday, Mao Ning said. "
    '"We want peace," the Foreign Ministry of France said in Paris. At least 12 people died.\n'
)
# A worker whose engine, quickly made, does to some words what no engine should do to any.
WORKER = """
import os, sys, time
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import MarkedArticle, Suggestion
from annotator.workflows.marking import marking_worker
from annotator.workflows.marking import marker
def begin(self, state):
    self._run = state.run
def marked(self, article_id, text, zones):
    if "DEADLY" in text:
        os._exit(9)
    if "GREEDY" in text:
        raise MemoryError
    if "MISTAKEN" in text:
        raise ZeroDivisionError("a mistake of ours")
    while "ENDLESS" in text:
        time.sleep(1)
    one = Suggestion(
        article_id, article_id, "mention", Span(0, 4), "ORG", 0.9, "list", self._run.id
    )
    return MarkedArticle((one,))
marker.Marker.__init__ = begin
marker.Marker.marked = marked
sys.exit(marking_worker.main())
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "truce.annotator", title="Truce", codebook=default_codebook(), annotator="Amina"
    ) as project:
        yield project


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Let any text be worth a process, and return the processes that are started."""
    monkeypatch.setattr(marking_pool, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(marking_pool, "_TASK_ARTICLES", 2)
    started: list[subprocess.Popen[bytes]] = []
    start = marking_pool._process

    def noted() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(marking_pool, "_process", noted)
    return started


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes stumble over certain words."""
    monkeypatch.setattr(own_process, "command", lambda _module: [sys.executable, "-c", WORKER])


def fill(project: Project, folder: Path, *more: str, count: int = 8) -> tuple[str, ...]:
    folder.mkdir()
    for number, words in enumerate([""] * count + list(more)):
        text = f"Part {number}\n\n{LEAD * (1 + number % 3)}\n{words}\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return import_paths(project, [folder], ImportOptions(preannotate=False)).imported


def stored(project: Project, articles: tuple[str, ...]) -> list[tuple[Suggestion, ...]]:
    return [project.suggestions(each) for each in articles]


def have_ended(processes: list[subprocess.Popen[bytes]]) -> bool:
    return all(each.returncode is not None for each in processes)


def test_two_processes_suggest_what_one_does(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    articles = fill(project, tmp_path / "in")
    report = preannotate(project, jobs=1)
    alone = stored(project, articles)
    assert not processes
    together = preannotate(project, jobs=2, again=True)
    assert len(processes) == 2
    assert have_ended(processes)
    assert stored(project, articles) == alone
    assert all(alone)
    assert together.by_kind == report.by_kind
    assert (together.articles, together.problem) == (8, "")


def test_what_marking_depends_on_travels_unchanged() -> None:
    run = EngineRun("run", "rules", "1")
    state = MarkerState(run, default_codebook(), (Actor("RUS", "Russia", "country"),))
    packed = io.BytesIO()
    send(packed, pickled(state))
    packed.seek(0)
    assert unpickled(framed(packed)) == state
    with pytest.raises(EOFError):
        framed(packed)


def test_little_text_is_marked_without_another_process(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(project, tmp_path / "in")
    monkeypatch.setattr(marking_pool, "_process", None)
    assert preannotate(project, jobs=2).articles == 8


@pytest.mark.usefixtures("hostile")
def test_the_work_goes_on_when_a_process_is_killed(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    articles = fill(project, tmp_path / "in", count=20)

    def progress(done: int, total: int, what: str) -> None:
        if done and len(processes) == 2:
            processes[0].kill()

    report = preannotate(project, jobs=2, progress=progress)
    assert report.articles == 20
    assert all(stored(project, articles))
    assert have_ended(processes)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("word", ["DEADLY", "GREEDY"])
def test_an_article_that_ends_its_process_is_left_out_and_told(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path, word: str
) -> None:
    articles = fill(project, tmp_path / "in", word)
    report = preannotate(project, jobs=2)
    assert report.articles == 8
    assert report.unread == articles[-1:]
    assert report.problem.startswith("1 article could not be marked")
    assert not project.suggestions(articles[-1])
    assert project.check() == ()
    assert have_ended(processes)


@pytest.mark.usefixtures("hostile", "processes")
def test_the_command_tells_what_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "told.annotator"
    with Project.create(path, title="T", codebook=default_codebook(), annotator="A") as project:
        fill(project, tmp_path / "in", "DEADLY")
    assert main(["preannotate", str(path), "--jobs", "2"]) == 3
    said = capsys.readouterr()
    assert said.out.startswith("Marked 8 articles")
    assert said.err.startswith("1 article could not be marked")


@pytest.mark.usefixtures("hostile")
def test_where_every_article_ends_its_process_the_work_stops(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    articles = fill(project, tmp_path / "in", *["DEADLY"] * 12, count=0)
    report = preannotate(project, jobs=2)
    assert (report.articles, report.unread) == (0, articles)
    assert len(processes) < 12
    assert have_ended(processes)


@pytest.mark.usefixtures("hostile")
def test_a_mistake_of_the_engine_is_raised_with_where_it_happened(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    fill(project, tmp_path / "in", "MISTAKEN")
    with pytest.raises(EngineMistake, match=r"Traceback[\s\S]*a mistake of ours"):
        preannotate(project, jobs=2)
    assert have_ended(processes)


@pytest.mark.usefixtures("hostile")
def test_stopping_in_the_midst_of_an_article_leaves_whole_ones(
    project: Project, processes: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    articles = fill(project, tmp_path / "in", "ENDLESS", "ENDLESS")
    seen = [0]

    def progress(done: int, total: int, what: str) -> None:
        seen.append(done)

    report = preannotate(project, jobs=2, progress=progress, cancelled=lambda: seen[-1] == 8)
    assert (report.is_cancelled, report.articles, report.problem) == (True, 8, "")
    assert [bool(each) for each in stored(project, articles)] == [True] * 8 + [False] * 2
    assert have_ended(processes)
    assert project.check() == ()


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("error", [KeyboardInterrupt(), Cancelled("The program ends.")])
def test_no_process_outlives_an_interruption(
    project: Project,
    processes: list[subprocess.Popen[bytes]],
    tmp_path: Path,
    error: BaseException,
) -> None:
    fill(project, tmp_path / "in", count=20)

    def progress(done: int, total: int, what: str) -> None:
        if done:
            raise error

    with pytest.raises(type(error)):
        preannotate(project, jobs=2, progress=progress)
    assert len(processes) == 2
    assert have_ended(processes)
    assert project.check() == ()


@pytest.mark.parametrize("program", ["-c", "no such module"])
def test_where_no_process_can_be_started_the_articles_are_marked_here(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    articles = fill(project, tmp_path / "in")
    monkeypatch.setattr(marking_pool, "WORTH_A_PROCESS", 1)
    wrong = [sys.executable, "-c", "raise SystemExit"] if program == "-c" else [program]
    monkeypatch.setattr(own_process, "command", lambda _module: wrong)
    assert preannotate(project, jobs=2).articles == 8
    assert all(stored(project, articles))


def threads_children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    found = (each / "children" for each in tasks.iterdir()) if tasks.is_dir() else ()
    return [int(pid) for each in found if each.is_file() for pid in each.read_text().split()]


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; give up after what no machine takes."""
    end = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < end, "it never came"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks at processes in /proc")
@pytest.mark.usefixtures("heeds_interrupts")
def test_ctrl_c_says_one_sentence_and_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "truce.annotator"
    with Project.create(path, title="T", codebook=default_codebook(), annotator="A") as project:
        folder = tmp_path / "in"
        folder.mkdir()
        for number in range(2):
            (folder / f"{number}.txt").write_text(f"Part {number}\n\n{LEAD * 6000}")
        articles = import_paths(project, [folder], ImportOptions(preannotate=False)).imported
    running = subprocess.Popen(
        [sys.executable, "-m", "annotator", "preannotate", str(path), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: len(threads_children(running.pid)) == 2)
    workers = threads_children(running.pid)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    out, said = running.communicate(timeout=300)
    assert (running.returncode, out) == (130, "")
    assert said.strip() == "annotator: Stopped. Everything before it is stored."
    until(lambda: not any(Path(f"/proc/{each}").is_dir() for each in workers))
    with Project.open(path) as project:
        assert not any(project.suggestions(each) for each in articles)
        assert project.check() == ()
