"""Whole articles, read a page at a time, are what is read of each by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Comment, Flag, Progress
from annotator.codebook.reading import default_codebook
from annotator.corpus.token_cuts import packed
from annotator.preannotation.suggestion import EngineRun
from annotator.project import Project
from annotator.project.asked import whole_articles
from annotator.project.storage import schema
from annotator.workflows.importing.articles import ImportOptions, import_paths

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


@pytest.mark.parametrize("articles", [1, 2, 3, 100])
@pytest.mark.parametrize("characters", [1, 40, 100_000])
def test_stretches_hold_every_article_once(tmp_path, articles, characters):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(7):
        (folder / f"{number}.txt").write_text(f"Port {number}\n\n{'It may go. ' * number}")
    path = tmp_path / "many.annotator"
    with Project.create(path, title="M", codebook=default_codebook(), annotator="Amina") as project:
        import_paths(project, [folder], ImportOptions(preannotate=False))
        every = project.whole_articles()
        stretches = project.stretches(articles=articles, characters=characters)
        found = [project.whole_articles(after=each.after, until=each.until) for each in stretches]
    assert [each for some in found for each in some] == list(every)
    assert stretches[-1].until is None
    assert all(found)
    for some in found:
        length = sum(each.article.length for each in some)
        assert len(some) <= articles
        assert len(some) == 1 or length <= characters


def test_an_empty_project_is_one_stretch(tmp_path):
    path = tmp_path / "empty.annotator"
    with Project.create(path, title="M", codebook=default_codebook(), annotator="Amina") as project:
        (whole,) = project.stretches(articles=5, characters=5)
        assert project.whole_articles(after=whole.after, until=whole.until) == ()


def test_a_project_is_large_by_articles_and_statements(project):
    info = project.info()
    count = info.articles + info.statements
    assert project.is_large(count - 1)
    assert not project.is_large(count)


def test_a_page_is_read_in_one_state(project, monkeypatch):
    connection, states = project._connection, []
    rows = connection.rows

    def noted(*asked):
        states.append(connection.raw.in_transaction)
        return rows(*asked)

    monkeypatch.setattr(connection, "rows", noted)
    assert project.whole_articles()
    assert len(states) > 5
    assert all(states)
    assert not connection.raw.in_transaction


def test_other_processes_read_the_file_and_not_what_an_old_one_became_in_memory(project, tmp_path):
    assert project.shared_path == project.path
    project.path.rename(tmp_path / "moved.annotator")
    assert project.shared_path is None
    shutil.copy(tmp_path / "moved.annotator", project.path)
    assert project.shared_path is None
    old = tmp_path / "old.annotator"
    shutil.copy(FILES / "schema-1.annotator", old)
    with Project.open(old, readonly=True) as opened:
        assert opened.shared_path is None
