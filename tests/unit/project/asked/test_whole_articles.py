"""Whole articles, read a page at a time, are what is read of each by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Comment, Flag, Progress
from annotator.corpus.token_cuts import packed
from annotator.preannotation.suggestion import EngineRun
from annotator.project import Project
from annotator.project.asked import whole_articles
from annotator.project.storage import schema

FILES = Path(__file__).resolve().parents[3] / "projects"


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


def test_kept_tokens_come_along_only_where_they_are_asked_for(project):
    assert [each.cuts for each in project.whole_articles()] == [None, None]
    for each in project.whole_articles(with_cuts=True):
        assert each.cuts is not None
        assert each.cuts.text_sha256 == each.article.text_sha256
        words, spaces = each.cuts.tokens(each.text)
        assert "".join(w + " " * s for w, s in zip(words, spaces, strict=True)) == each.text


def test_tokens_of_a_new_marking_take_the_place_of_earlier_ones(project):
    first, second = (each.id for each in project.articles())
    cuts = packed([(len(project.text(first)), False)])
    run = EngineRun("later", "rules", "2")
    project.store_suggestions(run, {first: ()}, tokenizer="whole", cuts={first: cuts})
    found = {each.article.id: each.cuts for each in project.whole_articles(with_cuts=True)}
    assert (found[first].tokenizer, found[first].packed) == ("whole", cuts)
    assert found[second].tokenizer.startswith("spaCy")
    assert project.check() == ()


def test_tokens_that_do_not_fit_their_text_are_told_of(project):
    first = project.articles()[0].id
    run = EngineRun("later", "rules", "2")
    cuts = packed([(3, False)])
    project.store_suggestions(run, {first: ()}, tokenizer="whole", cuts={first: cuts})
    (problem,) = project.check()
    assert "tokens" in problem and project.article(first).title in problem
