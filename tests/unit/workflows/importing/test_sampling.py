"""The sample project and the articles that it is made of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from annotator.corpus.reading import read_text
from annotator.corpus.zones import propose
from annotator.errors import AnnotatorError, ProjectError
from annotator.project import Project
from annotator.workflows.importing import sampling
from annotator.workflows.importing.sampling import make_sample_project, sample_files


def test_the_sample_project_holds_at_least_twelve_articles_with_suggestions(
    tmp_path: Path,
) -> None:
    path = make_sample_project(tmp_path / "data" / "sample.annotator", annotator="Amina")
    with Project.open(path) as project:
        rows = project.articles()
        assert len(rows) == len(sample_files()) >= 12
        assert project.annotator.name == "Amina"
        assert sum(row.suggestions > 0 for row in rows) == len(rows)
        assert project.check() == ()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_existing_file_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "sample.annotator"
    path.write_text("mine")
    with pytest.raises(ProjectError, match="already there"):
        make_sample_project(path, annotator="Amina")
    assert path.read_text() == "mine"


def test_a_sample_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ProjectError("The disk is full.")

    monkeypatch.setattr(sampling, "import_paths", fail)
    with pytest.raises(ProjectError):
        make_sample_project(tmp_path / "sample.annotator", annotator="Amina")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AnnotatorError, match="cannot be written"):
        make_sample_project(tmp_path / "file" / "sample.annotator", annotator="Amina")


def test_the_sample_is_as_untidy_as_scraped_text() -> None:
    texts = {path.name: read_text(path).text for path in sample_files()}
    zones = {name: propose(text, name).zones for name, text in texts.items()}
    kinds = Counter(zone.kind for found in zones.values() for zone in found)
    assert set(kinds) == {
        *("metadata", "headline", "subheading", "body", "related_link", "boilerplate"),
    }
    banners = {zone.lang for found in zones.values() for zone in found if zone.kind != "body"}
    assert {"de", "fr"} <= banners
    lines = Counter(line for text in texts.values() for line in set(text.split("\n")))
    assert sum(count >= 3 for line, count in lines.items() if len(line) > 100) >= 2
    assert all(150 <= len(text.split()) <= 450 for text in texts.values())
    together = "".join(texts.values())
    assert "403" in texts["08_hospital-ship.txt"].split("\n")
    assert any(ord(character) > 0x1F000 for character in together)
    assert any("\u0600" <= character <= "\u06ff" for character in together)


def test_every_sample_article_keeps_its_paragraphs_as_body() -> None:
    for path in sample_files():
        text = read_text(path).text
        for zone in propose(text, path.name).zones:
            line = zone.span.covered(text)
            if zone.lang == "en" and len(line) > 130:
                assert zone.kind == "body", (path.name, line)
