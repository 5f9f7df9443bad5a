"""One project file of every schema there ever was opens, complete and with its history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.project import Project
from annotator.project.storage import schema

FILES = Path(__file__).resolve().parents[3] / "projects"


@pytest.fixture(params=range(1, schema.current_version() + 1))
def project(request, tmp_path):
    path = tmp_path / "old.annotator"
    shutil.copy(FILES / f"schema-{request.param}.annotator", path)
    with Project.open(path) as project:
        yield project


def test_everything_in_an_old_project_is_there(project):
    amina, bo = project.annotators()
    first, second = project.articles()
    assert (project.title, amina.name, bo.name) == ("Talks about the harbour", "Amina", "Bo")
    assert first.title == "Veltra keeps its harbour open" and second.statements == 0
    layer = project.layer(first.id, amina.id)
    (statement,), (mention,) = layer.statements, layer.mentions
    text = project.text(first.id)
    assert statement.content[0].covered(text) == "The harbour stays open.”"
    assert (statement.note, statement.claim_types) == ("first", ("fact", "call"))
    assert mention.span.covered(text) == "Veltra" and mention.decision == "accepted"
    assert layer.progress is not None and layer.progress.status == "opened"
    assert project.layer(first.id, bo.id).statements[0].unsure
    assert [each.kind for each in project.suggestions(first.id)] == ["mention", "quotation"]
    assert project.check() == ()


def test_an_old_project_can_be_undone_to_its_first_day_and_labelled_on(project):
    project.use_annotator("Amina")
    article = project.articles()[0].id
    assert project.redo_wording(article) == "Add a statement"
    wordings = []
    while (change := project.undo(article)) is not None:
        wordings.append(change.wording)
    assert wordings == [
        "Accept a mention",
        "Change a statement",
        "Add a statement",
        "Open the article",
    ]
    layer = project.layer(article)
    assert (layer.statements, layer.mentions, layer.progress) == ((), (), None)
    assert project.check() == ()
