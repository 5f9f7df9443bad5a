"""How fast a large project is written out, and how much memory that takes.

``EXPORT_ARTICLES`` sets the size (each article has ten labelled spans); 100,000 make a million
spans. Each pass runs in a process of its own. Told are the seconds on the clock, the processor
seconds of all its processes, and the most memory that each of them ever had, added up (so that
what they share counts several times; looked at every 20 ms). There are two yardsticks that make
nothing of what they read: a bare pass reads every article's facts, text, zones and layers one by
one, as whoever opens articles does; a pass by pages reads the same, and comments, flags and times,
a hundred articles at a time, which is the least that any export reads. On a machine with other work
the clock tells more of that; the longest that one processor works (what two processes do, halved)
tells what it would be in quiet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import annotated_project

ARTICLES = int(os.environ.get("EXPORT_ARTICLES", "10000"))
MEGABYTES = 150
TIMES = 2.0
_PASS = """
import os, sys, time
from pathlib import Path
from annotator.cli import main
from annotator.project import Project
what, path, out = sys.argv[1:]
began, clock = time.process_time(), time.monotonic()
if what == "bare":
    with Project.open(Path(path), readonly=True) as project:
        for row in project.articles():
            project.article(row.id), project.text(row.id), project.zones(row.id)
            project.layers(row.id)
elif what == "pages":
    with Project.open(Path(path), readonly=True) as project:
        after = -1
        while page := project.whole_articles(after=after):
            after = page[-1].position
elif what == "hf":
    assert main(["dataset", path, out, "--format", "hf", "--negatives", "0"]) == 0
else:
    assert main(["export", path, out, "--format", what]) == 0
times = os.times()
own, others = time.process_time() - began, times.children_user + times.children_system
print("took", time.monotonic() - clock, own, others)
"""


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass took: seconds on the clock and of processors, and megabytes at most."""

    clock: float
    own: float
    others: float
    megabytes: float

    @property
    def longest(self) -> float:
        """The processor seconds one behind the other, where two processes share what is done."""
        return self.own + self.others / 2

    def told(self, yard: Pass, nothing: Pass) -> str:
        """Say how many times a yardstick it took, what it takes to start set aside."""
        clock = (self.clock - nothing.clock) / yard.clock
        return f"{clock:.2f} (clock), {(self.longest - nothing.longest) / yard.longest:.2f}"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with ten spans in each article."""
    path = tmp_path_factory.mktemp("large") / "large.annotator"
    annotated_project.make(path, ARTICLES)
    return path


def passed(what: str, path: Path, out: Path) -> Pass:
    """Return the better of two passes."""
    return min((_passed(what, path, out) for _ in range(2)), key=lambda each: each.longest)


def _passed(what: str, path: Path, out: Path) -> Pass:
    command = [sys.executable, "-c", _PASS, what, str(path), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    most: dict[int, float] = {}
    while True:
        try:
            said, problem = process.communicate(timeout=0.02)
            break
        except subprocess.TimeoutExpired:
            most |= _most_of(process.pid)
    assert process.returncode == 0, problem
    clock, own, others = map(float, said.splitlines()[-1].split()[1:])
    return Pass(clock, own, others, sum(most.values()))


def _most_of(process: int) -> dict[int, float]:
    """Return the most megabytes that a process, and each that it started, ever had."""
    found = {}
    for each in (process, *_started_by(process)):
        with suppress(OSError, StopIteration):  # it has ended
            lines = Path(f"/proc/{each}/status").read_text().splitlines()
            found[each] = int(next(one for one in lines if one[:6] == "VmHWM:").split()[1]) / 1024
    return found


def _started_by(process: int) -> list[int]:
    with suppress(OSError):
        tasks = Path(f"/proc/{process}/task").iterdir()
        return [int(each) for task in tasks for each in (task / "children").read_text().split()]
    return []


@pytest.mark.slow
def test_rows_are_written_in_twice_the_time_of_a_bare_pass(large: Path, tmp_path: Path) -> None:
    bare, paged = passed("bare", large, tmp_path), passed("pages", large, tmp_path)
    nothing = passed("jsonl", _empty(tmp_path), tmp_path / "nothing.jsonl")
    rows = passed("jsonl", large, tmp_path / "out.jsonl")
    print(
        f"\n{ARTICLES:,} articles, {ARTICLES * annotated_project.SPANS:,} spans: JSON lines in "
        f"{rows.clock:.1f} s on the clock, {rows.own:.1f} + {rows.others:.1f} s of processors, "
        f"{rows.megabytes:.0f} MB.\nA bare pass article by article {bare.clock:.1f} s, processor "
        f"{bare.own:.1f} s: times {rows.told(bare, nothing)}.\nBy pages {paged.clock:.1f} s, "
        f"processor {paged.own:.1f} s: times {rows.told(paged, nothing)}."
    )
    assert rows.longest - nothing.longest <= 2 * TIMES * paged.longest  # as much again, for noise
    assert rows.megabytes < MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("what", ["docbin", "docbin-folder"])
def test_spacy_files_are_streamed(large: Path, tmp_path: Path, what: str) -> None:
    anew = passed(what, large, tmp_path / "cut-anew")
    annotated_project.keep_tokens(large)
    small = tmp_path / "small.annotator"
    annotated_project.make(small, max(1, ARTICLES // 10))
    annotated_project.keep_tokens(small)
    least = passed(what, small, tmp_path / "small-out")
    found = passed(what, large, tmp_path / "out")
    print(
        f"\n{ARTICLES:,} articles as {what}: {found.own:.1f} s, {found.megabytes:.0f} MB "
        f"(a tenth: {least.megabytes:.0f}); without kept tokens {anew.own:.1f} s, "
        f"{anew.megabytes:.0f} MB"
    )
    annotated_project.forget_tokens(large)
    assert found.megabytes < MEGABYTES


@pytest.mark.slow
def test_parquet_files_are_streamed(large: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    shared = tmp_path / "shared.annotator"
    annotated_project.make(shared, ARTICLES, shared=ARTICLES // 5)
    found = passed("hf", large, tmp_path / "out")
    several = passed("hf", shared, tmp_path / "shared-out")
    print(
        f"\n{ARTICLES:,} articles as a Hugging Face folder: {found.own:.1f} s, "
        f"{found.megabytes:.0f} MB; with a fifth labelled by two and their agreement in the card "
        f"{several.own:.1f} s, {several.megabytes:.0f} MB"
    )
    assert found.megabytes < MEGABYTES


def _empty(folder: Path) -> Path:
    path = folder / "empty.annotator"
    if not path.exists():
        annotated_project.make(path, 0)
    return path
