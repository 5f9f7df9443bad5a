"""What is said of whole articles leaves in the complete JSON, and arrives in another project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    ActiveTime,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    Target,
)
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.errors import FormatError
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.exchanging import import_complete

GOLDEN = Path(__file__).resolve().parents[3] / "golden/complete.json"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=default_codebook(), annotator="Me") as opened:
        import_complete(opened, GOLDEN)
        say_everything(opened)
        yield opened


def say_everything(project: Project) -> None:
    article, who = project.articles()[0].id, project.annotator.id
    book = project.codebook.reference
    records = (
        ArticleLabel("l-1", article, who, "genre", "news", book),
        DocumentStance("d-1", article, who, "TERN", Target("actor", "CHN"), "favor", "mixed", book),
        Comment("c-1", article, who, "Why?", "s-1", Span(0, 4), None, True, "2031-05-01T10:00:00Z"),
        Comment("c-2", article, who, "So.", answers="c-1", written="2031-05-01T10:05:00Z"),
        Flag(f"{article}:{who}:flag", article, who, "odd", "2031-05-01T10:06:00Z"),
    )
    for each in records:
        project.apply(Step((Edit(None, each),), "Say it", article))
    project.keep_active_time(ActiveTime("t-1", article, who, "2031-05-01T10:00:00Z", 90, 120))
    project.keep_guideline_note("Warnings are predictions.")


def said(project: Project) -> tuple[object, ...]:
    article = project.articles()[0].id
    project.use_annotator("Me")
    layer = project.layer(article)
    facts = (layer.labels, layer.stances, project.told(article), project.active_times(article))
    plain = [
        str(record).replace(article, "A").replace(project.annotator.id, "W")
        for found in facts
        for record in found
    ]
    return (*plain, project.guideline_note())


def written(project: Project, folder: Path, **options: object) -> Path:
    out = folder / "out.json"
    export(project, ExportOptions("json", out, **options))  # type: ignore[arg-type]
    return out


def test_it_arrives_in_an_empty_project_and_only_once(project: Project, tmp_path: Path) -> None:
    out = written(project, tmp_path)
    fresh = tmp_path / "fresh.annotator"
    with Project.create(fresh, title="F", codebook=default_codebook(), annotator="You") as other:
        import_complete(other, out)
        assert said(other) == said(project)
        assert len(said(other)) == 7
        before = other.info().events
        import_complete(other, out)
        assert other.info().events == before
        assert other.check() == ()


def test_in_its_own_project_it_changes_nothing(project: Project, tmp_path: Path) -> None:
    before = said(project)
    import_complete(project, written(project, tmp_path))
    assert said(project) == before


def test_who_is_left_out_takes_words_time_and_note_along(project: Project, tmp_path: Path) -> None:
    found = json.loads(written(project, tmp_path, annotators=("Amina",)).read_text("utf-8"))
    assert "guideline_notes" not in found
    for name in ("comments", "flags", "active_times", "article_labels", "overruled_stances"):
        assert name not in found["documents"][0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"answers": "c-1"', '"answers": "c-9"'),
        ('"holder": "TERN"', '"holder": "NOBODY"'),
    ],
)
def test_what_leads_nowhere_is_refused(
    project: Project, tmp_path: Path, old: str, new: str
) -> None:
    out = written(project, tmp_path)
    raw = out.read_text("utf-8")
    assert old in raw
    out.write_text(raw.replace(old, new), "utf-8")
    fresh = tmp_path / "fresh.annotator"
    with Project.create(fresh, title="F", codebook=default_codebook(), annotator="You") as other:
        with pytest.raises(FormatError, match="which is not in the file"):
            import_complete(other, out)
        assert other.article_count() == 0
