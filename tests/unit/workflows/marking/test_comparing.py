"""Whole projects compared: at once, little by little, stopped, and with real syndicated news."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.importing.exchanging import import_complete, import_news_statements
from annotator.workflows.importing.sampling import sample_files
from annotator.workflows.marking import comparing
from annotator.workflows.marking.comparing import ComparisonReport, compare

SEEDS = Path(__file__).resolve().parents[4] / "../shared/corpus/seeds"
PLAIN = ImportOptions(preannotate=False)


@pytest.fixture
def project(tmp_path):
    with Project.create(
        tmp_path / "talks.annotator", title="Talks", codebook=default_codebook(), annotator="Amina"
    ) as project:
        yield project


def shared(project):
    """Return what is stored, by file names: each side of each pair."""
    names = {row.id: project.article(row.id).file_name for row in project.articles()}
    return {
        (names[article], each.span, names[each.article], each.other_span, each.containment)
        for article in names
        for each in project.similar(article)
    }


def words_of(project, article_id):
    text = project.text(article_id)
    return {each.span.covered(text) for each in project.similar(article_id)}


def test_the_syndicated_paragraphs_of_the_sample_are_found_at_import(project):
    report = import_paths(project, sample_files(), PLAIN)
    assert report.comparison == ComparisonReport(compared=14, similar=7)
    first, *_ = report.imported
    assert any("two patrol boats exchanged fire" in each for each in words_of(project, first))
    assert any("chain of eleven inhabited islets" in each for each in words_of(project, first))
    assert len({each.article for each in project.similar(first)}) == 6
    assert project.check() == ()


def test_articles_that_come_later_are_compared_with_those_that_are_there(tmp_path, project):
    files = sample_files()
    import_paths(project, files, PLAIN)
    with Project.create(
        tmp_path / "later.annotator", title="Later", codebook=default_codebook(), annotator="Bo"
    ) as later:
        for start in range(0, len(files), 5):
            import_paths(later, files[start : start + 5], PLAIN)
        assert shared(later) == shared(project) != set()
        assert later.check() == ()


def test_large_projects_are_compared_in_parts_with_the_same_result(project, monkeypatch):
    import_paths(project, sample_files(), PLAIN)
    whole = shared(project)
    monkeypatch.setattr(comparing, "AT_ONCE", 4)
    monkeypatch.setattr(comparing, "STORED_AT_ONCE", 3)
    monkeypatch.setattr("annotator.corpus.duplicates.METHOD", "another")
    assert compare(project) == ComparisonReport(compared=14, similar=7)
    assert shared(project) == whole
    assert project.check() == ()


def test_stopping_keeps_what_is_whole_and_the_rest_is_compared_next_time(project, monkeypatch):
    monkeypatch.setattr(comparing, "STORED_AT_ONCE", 3)
    import_paths(project, sample_files(), PLAIN)
    whole = shared(project)
    monkeypatch.setattr("annotator.corpus.duplicates.METHOD", "another")
    stored, store = [], project.store_similar
    monkeypatch.setattr(
        project, "store_similar", lambda *portion: (store(*portion), stored.append(portion))
    )
    stopped = compare(project, cancelled=lambda: len(stored) == 2)
    assert stopped.is_cancelled and stopped.compared == 6
    assert len(project.uncompared()) == 8 and project.check() == ()
    assert compare(project).compared == 8
    assert shared(project) == whole


def test_there_is_nothing_to_do_twice(project):
    import_paths(project, sample_files(), PLAIN)
    told = []
    assert compare(project, progress=lambda *facts: told.append(facts)) == ComparisonReport()
    assert told == []


def test_what_comes_from_a_complete_file_is_compared_too(tmp_path, project):
    import_paths(project, sample_files(), PLAIN)
    out = tmp_path / "all.json"
    export(project, ExportOptions(format="json", out=out))
    with Project.create(
        tmp_path / "copy.annotator", title="Copy", codebook=project.codebook, annotator="Bo"
    ) as copy:
        import_complete(copy, out)
        assert copy.uncompared() == () and shared(copy) == shared(project)


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
def test_what_comes_with_statements_is_compared_too(project):
    import_news_statements(project, SEEDS.parent / "seeds_statements.json", preannotate=False)
    assert project.uncompared() == () and len(shared(project)) == 4


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
def test_what_two_agencies_took_from_one_ministry_is_found(project):
    import_paths(project, [SEEDS], PLAIN)
    names = {(one[:3], other[:3]) for one, _, other, _, _ in shared(project)}
    assert names == {("000", "001"), ("001", "000")}
    assert project.clusters() == ()
