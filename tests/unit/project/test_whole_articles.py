"""Whole articles, read a page at a time, are what is read of each by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Comment, Flag, Progress
from annotator.project import Project, schema, whole_articles

FILES = Path(__file__).resolve().parents[2] / "projects"


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "told.annotator"
    shutil.copy(FILES / f"schema-{schema.current_version()}.annotator", path)
    with Project.open(path) as project:
        amina, bo = project.annotators()
        first, second = (each.id for each in project.articles())
        for number, written in enumerate(("2031-02-02", "2031-01-01")):
            said = Comment(f"c{number}", first, bo.id, "Look", written=written)
            project.apply(Step((Edit(None, said),), "Say", first))
        project.apply(Step((Edit(None, Flag("f", first, bo.id)),), "Flag", first))
        progress = Progress(f"{second}:{amina.id}", second, amina.id, "done")
        project.apply(Step((Edit(None, progress),), "Mark", second))
        yield project


def test_a_page_holds_what_is_read_one_by_one(project):
    found = project.whole_articles()
    assert [each.article.id for each in found] == [each.id for each in project.articles()]
    assert {len(each.layers) for each in found} == {1, 2}
    for each in found:
        one = each.article.id
        assert each.article == project.article(one)
        assert (each.text, each.zones) == (project.text(one), project.zones(one))
        assert each.layers == project.layers(one)
        assert each.told == project.told(one)
        assert each.times == project.active_times(one)
        assert each.is_marked == bool(project.suggestions(one))
    assert [each.id for each in found[0].told][-1] == "f" and len(found[0].told) > 2


def test_pages_follow_each_other_and_end(project):
    first, second = project.whole_articles()
    assert project.whole_articles(limit=1) == (first,)
    assert project.whole_articles(after=first.position, limit=1) == (second,)
    assert project.whole_articles(after=second.position) == ()


def test_a_long_text_is_a_page_of_its_own(project, monkeypatch):
    monkeypatch.setattr(whole_articles, "_CHARACTERS", 10)
    first, *rest = project.whole_articles()
    assert rest == []
    assert len(project.whole_articles(after=first.position)) == 1
