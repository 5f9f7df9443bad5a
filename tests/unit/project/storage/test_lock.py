"""One writer per project, also after the last one was killed."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import ProjectInUseError
from annotator.project import Project
from annotator.project.storage.lock import WriterLock, lock_path

CHECKOUT = Path(__file__).resolve().parents[4]
LABEL_FOR_EVER = """
import sys
from dataclasses import replace
from pathlib import Path
from annotator.annotations.edits import Edit, Step
from annotator.project import Project
project = Project.open(Path(sys.argv[1]))
article = project.articles()[0].id
statement = project.layer(article).statements[0]
for number in range(10**9):
    after = replace(statement, note=str(number))
    project.apply(Step((Edit(statement, after),), "Count", article))
    statement = after
    print(number, flush=True)
"""


def killed_after(path: Path, labels: int) -> int:
    """Label in another process, kill it hard, return the last number it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", LABEL_FOR_EVER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    ) as process:
        assert process.stdout is not None
        for _ in range(labels):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        rest = [line for line in process.stdout if line.endswith("\n")]
    return int(rest[-1]) if rest else labels - 1


@pytest.mark.parametrize("labels", [1, 7, 30])
def test_after_a_hard_kill_everything_acknowledged_is_there_and_no_question_asked(desk, labels):
    article = desk.article()
    desk.add(article)
    desk.project.close()
    last = killed_after(desk.project.path, labels)
    assert lock_path(desk.project.path).exists()
    project = desk.project = Project.open(desk.project.path)
    (statement,) = project.layer(article).statements
    assert int(statement.note) in (
        last,
        last + 1,
    )  # what came after the last word is whole or absent
    assert not project.readonly and project.warnings == () and project.check() == ()
    project.undo(article)
    assert project.redo_wording(article) == "Count"


def test_a_second_writer_is_refused_and_told_by_whom(desk, path):
    with pytest.raises(ProjectInUseError, match=rf"on {platform.node()} \(process {os.getpid()}"):
        Project.open(path)
    with Project.open(path, readonly=True) as reader:
        assert reader.readonly
    desk.add(desk.article())


def test_the_lock_goes_with_the_writer(desk, path):
    assert lock_path(path).exists()
    desk.project.close()
    assert not lock_path(path).exists()
    desk.project = Project.open(path)
    assert not desk.project.readonly


@pytest.mark.parametrize("content", ["", "{", "[]", '{"host": "x"}', "null", "[" * 5000])
def test_a_half_written_lock_file_that_nobody_holds_is_taken_over(desk, path, content):
    desk.project.close()
    lock_path(path).write_text(content)
    desk.project = Project.open(path)
    assert not desk.project.readonly


def test_a_dead_process_of_this_machine_holds_nobody_up(desk, path):
    desk.project.close()
    owner = {"host": platform.node(), "pid": 1, "user": "amina", "since": "2026-01-01 10:00"}
    lock_path(path).write_text(json.dumps(owner))
    desk.project = Project.open(path)
    assert not desk.project.readonly


def test_a_writer_on_another_machine_is_respected_and_the_way_out_named(desk, path):
    desk.project.close()
    owner = {"host": "elsewhere", "pid": 7, "user": "bo", "since": "2026-01-01 10:00"}
    lock_path(path).write_text(json.dumps(owner))
    with pytest.raises(ProjectInUseError, match="bo on elsewhere") as told:
        Project.open(path)
    assert str(lock_path(path)) in str(told.value)
    lock_path(path).unlink()
    desk.project = Project.open(path)


def test_a_lock_that_somebody_else_took_is_not_removed(tmp_path):
    project = tmp_path / "p"
    first = WriterLock.take(project)
    lock_path(project).unlink()
    second = WriterLock.take(project)
    first.release()
    assert lock_path(project).exists()
    second.release()
    assert not lock_path(project).exists()
