"""Articles that nobody opened: left out and named, or written as texts where that is asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Progress
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle
from annotator.project import Project
from annotator.workflows.exporting.export_formats import FORMATS, ExportFormat
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.bringing_in import BringInOptions, bring_in, look
from tests.round_trip import reader_of

UNOPENED = "Nobody in Zanzibar 🛶 has read this yet."


def article(number: int, text: str) -> NewArticle:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return NewArticle(
        Article(f"a-{number}", f"A {number}", digest, len(text), file_name=f"{number}.txt"),
        text,
        (),
    )


@contextmanager
def made(path: Path) -> Iterator[Project]:
    """Make a project with two articles: Amina is done with the first, nobody opened the second."""
    with Project.create(path, title="W", codebook=default_codebook(), annotator="Amina") as opened:
        opened.add_articles([article(1, "Rada Ilves came home."), article(2, UNOPENED)])
        who = opened.annotator.id
        done = Progress(f"a-1:{who}", "a-1", who, "done", opened.codebook.reference)
        opened.apply(Step((Edit(None, done),), "Done", "a-1"))
        yield opened


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with made(tmp_path / "work.annotator") as opened:
        yield opened


@pytest.fixture(scope="module")
def only_read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with made(tmp_path_factory.mktemp("unopened") / "work.annotator") as opened:
        yield opened


def left_out(project: Project, options: ExportOptions) -> dict[str, list[str]]:
    """Export; return the ids of articles that were left out, by reason."""
    report = export(project, options).report
    assert report is not None
    found: dict[str, list[str]] = {}
    for each in json.loads(report.read_bytes())["records"]:
        if each["what"] == "text" and each["why"].startswith("articles"):
            found.setdefault(each["why"], []).append(each["id"])
    return found


@pytest.mark.parametrize("chosen", [pytest.param(each, id=each.id) for each in FORMATS.values()])
def test_articles_nobody_opened_are_written_or_named(
    chosen: ExportFormat, only_read: Project, tmp_path: Path
) -> None:
    place = tmp_path / f"out{chosen.suffix}"
    found = left_out(only_read, ExportOptions(chosen.id, place))
    named = {"articles that nobody opened": ["a-2"]}
    assert found == ({} if chosen.unopened == "always" else named)
    place = tmp_path / f"more{chosen.suffix}"
    found = left_out(only_read, ExportOptions(chosen.id, place, unopened=True))
    assert found == (named if chosen.unopened == "never" else {})


@pytest.mark.parametrize(
    "chosen", [pytest.param(each, id=each.id) for each in FORMATS.values() if reader_of(each)]
)
def test_texts_without_labels_come_back_as_such(
    chosen: ExportFormat, only_read: Project, tmp_path: Path
) -> None:
    place = tmp_path / f"out{chosen.suffix}"
    export(only_read, ExportOptions(chosen.id, place, unopened=True))
    reader = reader_of(chosen)
    assert reader is not None
    apart = place.is_dir() and not reader.is_likely(place)
    files = [each for each in sorted(place.iterdir()) if reader.is_likely(each)] if apart else []
    with Project.create(
        tmp_path / "back.annotator", title="B", codebook=default_codebook(), annotator="Bo"
    ) as back:
        options = BringInOptions(format=reader.id, preannotate=False)
        for each in files or [place]:
            bring_in(back, look(back, each, options), options)
        layers = {back.text(row.id): back.layers(row.id) for row in back.articles()}
        assert UNOPENED in layers
        if "progress" in chosen.holds().whole:
            assert layers[UNOPENED] == ()
            assert [each.name for each in back.annotators()] == ["Bo", "Amina"]


def test_what_is_left_out_is_said_in_the_words_of_what_was_asked_for(
    project: Project, tmp_path: Path
) -> None:
    project.use_annotator("Bo")
    project.use_annotator("Amina")
    out = tmp_path / "out.jsonl"
    asked = {
        "articles that none of these annotators opened": {"annotators": ("Bo",)},
        "articles that nobody is done with": {"done_only": True},
    }
    for why, more in asked.items():
        assert why in left_out(project, ExportOptions("prodigy", out, **more))  # type: ignore[arg-type]
    lines = export(project, ExportOptions("json", tmp_path / "o.json", done_only=True)).lines()
    assert lines[1:3] == ("  Not written:", "    1  articles that nobody is done with")


def test_texts_are_asked_for_on_the_command_line(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    words = ["export", str(project.path), str(out), "--format", "prodigy"]
    project.close()
    assert main(words) == 0
    assert "Zanzibar" not in out.read_text(encoding="utf-8")
    assert main([*words, "--unopened"]) == 0
    assert "Zanzibar" in out.read_text(encoding="utf-8")
    assert main([*words, "--unopened", "--done-only"]) == 2
