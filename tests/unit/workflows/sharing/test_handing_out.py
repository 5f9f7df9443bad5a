"""A copy for each annotator: names of files, and nothing half-done."""

from __future__ import annotations

import hashlib

import pytest

from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle
from annotator.errors import Cancelled, StorageError
from annotator.project import Project
from annotator.workflows.sharing.handing_out import file_names, hand_out


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["Amina", "Bo Li"], ["talks-Amina", "talks-Bo-Li"]),
        (["../../etc", "a/b\\c:d*?", "con."], ["talks-etc", "talks-a-b-c-d", "talks-con"]),
        (["Çelik", "陳", "…"], ["talks-Çelik", "talks-陳", "talks-annotator"]),
        (["bo", "Bo", "b o"], ["talks-bo", "talks-Bo-2", "talks-b-o"]),
        (["x" * 200], ["talks-" + "x" * 60]),
    ],
)
def test_file_names_are_safe_and_different(names, wanted):
    assert file_names("talks", names, ".annotator") == tuple(f"{each}.annotator" for each in wanted)


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "talks.annotator"
    project = Project.create(path, title="T", codebook=default_codebook(), annotator="Amina")
    project.know_annotators(["Bo", "Cem"])
    sha256 = hashlib.sha256(b"Text").hexdigest()
    project.add_articles([NewArticle(Article("a", "A", sha256, 4), "Text", ())])
    yield project
    project.close()


def test_everybody_gets_a_copy_where_nothing_is_assigned(project, tmp_path):
    told = []
    made = hand_out(project, tmp_path / "out", progress=lambda *each: told.append(each))
    assert [(each.annotator, each.articles) for each in made] == [
        ("Amina", 1),
        ("Bo", 1),
        ("Cem", 1),
    ]
    assert told == [(0, 3, "Amina"), (1, 3, "Bo"), (2, 3, "Cem")]


def test_what_was_written_is_taken_away_when_a_later_copy_fails(project, tmp_path, monkeypatch):
    real = project.hand_out

    def fail_for_cem(annotator, path):
        if annotator.name == "Cem":
            raise StorageError("The disk is full.")
        return real(annotator, path)

    monkeypatch.setattr(project, "hand_out", fail_for_cem)
    with pytest.raises(StorageError):
        hand_out(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_hand_out_that_was_stopped_leaves_nothing(project, tmp_path):
    asked = iter([False, True])
    (tmp_path / "out").mkdir()
    with pytest.raises(Cancelled):
        hand_out(project, tmp_path / "out", cancelled=lambda: next(asked))
    assert list((tmp_path / "out").iterdir()) == []
