"""Settings of a project: how it is worked on, kept beside the annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.errors import ReadOnlyProjectError
from annotator.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    Project.create(path, title="Talks", codebook=default_codebook(), annotator="Amina").close()
    return path


def test_a_setting_is_there_after_reopening_until_it_is_taken_away(path: Path) -> None:
    with Project.open(path) as project:
        assert project.setting("pipeline") is None
        project.set_setting("pipeline", "one")
        project.set_setting("pipeline", "zweite Größe")
    with Project.open(path) as project:
        assert project.setting("pipeline") == "zweite Größe"
        project.set_setting("pipeline", None)
        assert project.setting("pipeline") is None


def test_a_setting_never_hides_a_fact_of_the_project(path: Path) -> None:
    with Project.open(path) as project:
        project.set_setting("title", "Other")
        project.set_setting("id", None)
    with Project.open(path) as project:
        assert project.title == "Talks"
        assert project.id
        assert project.check() == ()


def test_a_setting_leaves_no_trace_in_the_history(path: Path) -> None:
    with Project.open(path) as project:
        before = project.info().events
        project.set_setting("pipeline", "one")
        assert project.info().events == before


def test_a_project_open_for_reading_only_keeps_its_settings(path: Path) -> None:
    with (
        Project.open(path, readonly=True) as project,
        pytest.raises(ReadOnlyProjectError, match="Nothing was changed"),
    ):
        project.set_setting("pipeline", "one")
