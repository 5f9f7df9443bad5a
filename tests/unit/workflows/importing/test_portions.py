"""Labelled texts are stored many at once, and always whole ones with their labels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.codebook.reading import default_codebook
from annotator.project import Project
from annotator.workflows.importing.bringing_in import (
    BringInOptions,
    _portions,
    bring_in,
    look,
)

TEXTS = 720
AT_ONCE = 500
_KILLED = """
import os, sys
from pathlib import Path
from annotator.project import Project
from annotator.workflows.importing.bringing_in import BringInOptions, bring_in, look
def told(done, _total, _what):
    if done == 600:
        os._exit(9)
with Project.open(Path(sys.argv[1])) as project:
    seen = look(project, Path(sys.argv[2]))
    bring_in(project, seen, BringInOptions(preannotate=False), progress=told)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of short texts with an entity each."""
    lines = [{"text": f"Kabul spoke {n} times.", "label": [[0, 5, "LOC"]]} for n in range(TEXTS)]
    file = tmp_path / "their.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A project without articles."""
    file = tmp_path / "work.annotator"
    Project.create(file, title="W", codebook=default_codebook(), annotator="Amina").close()
    return file


def taken_in(made: Path, path: Path) -> int:
    """Take the file in, and return how many articles were new."""
    with Project.open(made) as project:
        report = bring_in(project, look(project, path), BringInOptions(preannotate=False))
        assert project.article_count() == TEXTS
        assert project.check() == ()
        labelled = {each.id for each in project.articles() if labels_of(project, each.id) == 1}
        assert len(labelled) == TEXTS
    return report.articles_added


def labels_of(project: Project, article: str) -> int:
    """Count what the project's first annotator says of an article."""
    return len(project.layer(article, project.annotator.id).mentions)


def test_a_program_killed_in_the_middle_leaves_whole_articles(made: Path, path: Path) -> None:
    root = Path(sys.modules["annotator"].__file__ or "").parents[1]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", _KILLED, str(made), str(path)]
    killed = subprocess.run(command, env=environment, check=False)
    assert killed.returncode == 9
    with Project.open(made) as project:
        assert project.check() == ()
        ids = [each.id for each in project.articles()]
        assert len(ids) == AT_ONCE
        assert all(labels_of(project, each) == 1 for each in ids)
    assert taken_in(made, path) == TEXTS - AT_ONCE


def test_stopping_between_two_batches_keeps_those_before(made: Path, path: Path) -> None:
    asked: list[int] = []

    def told(done: int, _total: int, _what: str) -> None:
        asked.append(done)

    with Project.open(made) as project:
        chosen = BringInOptions(preannotate=False)
        report = bring_in(
            project, look(project, path), chosen, progress=told, cancelled=lambda: len(asked) == 6
        )
        assert report.is_cancelled
        assert project.article_count() == report.mentions == 600
        assert project.check() == ()
    assert taken_in(made, path) == TEXTS - 600


@given(st.lists(st.integers(0, 400_000) | st.integers(0, 90), max_size=900))
def test_portions_are_all_texts_in_order_and_none_is_large(lengths: list[int]) -> None:
    portions = list(_portions(lengths))
    batches = [batch for portion in portions for batch in portion]
    assert [at for batch in batches for at in batch] == list(range(len(lengths)))
    assert all(0 < len(batch) <= 100 for batch in batches)
    assert all(0 < len(portion) <= 5 for portion in portions)
    for portion in portions:
        before_the_last = sum(lengths[at] for batch in portion[:-1] for at in batch)
        assert before_the_last < 1_000_000
    for batch in batches:
        assert sum(lengths[at] for at in batch[:-1]) < 1_000_000
