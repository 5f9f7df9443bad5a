"""A complete JSON taken into another project, and into its own again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotations.model import Layer
from annotator.codebook.reading import bundled_codebooks, default_codebook, read_codebook
from annotator.errors import Cancelled, FormatError
from annotator.formats import complete_json
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.exchanging import import_complete, import_news_statements

GOLDEN = Path(__file__).resolve().parents[3] / "golden/complete.json"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=default_codebook(), annotator="Me") as opened:
        yield opened


def altered(folder: Path, old: str, new: str) -> Path:
    raw = GOLDEN.read_text(encoding="utf-8")
    assert old in raw
    path = folder / "altered.json"
    path.write_text(raw.replace(old, new), encoding="utf-8")
    return path


def said_by(layers: tuple[Layer, ...], names: dict[str, str]) -> dict[str, list[str]]:
    return {names[each.annotator]: [one.id for one in each.statements] for each in layers}


def test_everything_arrives_in_the_layers_of_those_who_said_it(project: Project) -> None:
    report = import_complete(project, GOLDEN)
    assert (report.articles, report.articles_added, report.statements) == (2, 2, 4)
    assert report.annotator == "Amina, +Bo"
    assert project.annotator.name == "Me"
    wanted = complete_json.read(GOLDEN)
    names = {each.id: each.name for each in project.annotators()}
    first = project.articles()[0].id
    layers = project.layers(first)
    assert said_by(layers, names) == {"Amina": ["s-1", "s-2", "s-3"], "+Bo": ["s-4"]}
    given = next(iter(wanted.articles))
    assert project.text(first) == given.text
    assert project.zones(first) == given.zones
    assert project.suggestions(first) == given.suggestions
    mine = next(each for each in layers if names[each.annotator] == "Amina")
    assert {each.id for each in mine.mentions} == {"m-1", "m-2", "m-3", "m-4", "m-5"}
    assert mine.progress is not None
    assert {"p:ilves", "TERN"} <= set(report.actors_added)
    assert project.check() == ()


def test_what_was_taken_in_is_exported_equal_but_for_the_annotators_ids(
    project: Project, tmp_path: Path
) -> None:
    import_complete(project, GOLDEN)
    again = export(project, ExportOptions("json", tmp_path / "again.json")).path
    ours = {each.name: each.id for each in project.annotators()}
    theirs = {each.name: each.id for each in complete_json.read(GOLDEN).annotators}
    text = again.read_text(encoding="utf-8")
    for name, identity in theirs.items():
        text = text.replace(ours[name], identity)
    wanted = json.loads(GOLDEN.read_bytes())
    assert json.loads(text)["documents"] == wanted["documents"]


def test_a_project_takes_its_own_export_in_without_a_change(
    project: Project, tmp_path: Path
) -> None:
    import_complete(project, GOLDEN)
    own = export(project, ExportOptions("json", tmp_path / "own.json")).path
    events = project.info().events
    report = import_news_statements(project, own)
    assert (report.statements, report.already_there, report.articles_added) == (0, 4, 0)
    assert project.info().events == events


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"speaker": "p:ilves"', '"speaker": "p:nobody"', "names p:nobody"),
        ('"parent": "s-2"', '"parent": "s-77"', "names s-77"),
        ('"annotator": "ann-2"', '"annotator": "ann-9"', "names ann-9"),
        ('"codebook": "news-statements@1.0.0"', '"codebook": "x@1"', "codebook x@1, which is not"),
        ('"label": "Fact"', '"label": "Truth"', "differs from the one of that name"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_before_anything_is_written(
    project: Project, tmp_path: Path, old: str, new: str, said: str
) -> None:
    events = project.info().events
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        import_complete(project, altered(tmp_path, old, new))
    assert said in str(caught.value)
    assert project.info().events == events


def test_a_project_with_another_codebook_refuses_the_file(tmp_path: Path) -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    with (
        Project.create(tmp_path / "c", title="C", codebook=book, annotator="Me") as other,
        pytest.raises(FormatError, match="which is not in this project"),
    ):
        import_complete(other, GOLDEN)


def test_a_stop_before_writing_leaves_everything_as_it_was(project: Project) -> None:
    with pytest.raises(Cancelled):
        import_complete(project, GOLDEN, cancelled=lambda: True)
    assert project.article_count() == 0


def test_how_a_project_is_worked_on_travels_with_it(project: Project, tmp_path: Path) -> None:
    project.set_setting("pipeline", "en_talks")
    project.set_setting("pace", "slow")
    out = export(project, ExportOptions("json", tmp_path / "own.json")).path
    path = tmp_path / "q.annotator"
    with Project.create(path, title="Q", codebook=default_codebook(), annotator="Me") as other:
        other.set_setting("pace", "fast")
        report = import_complete(other, out)
        assert other.settings() == {"pace": "fast", "pipeline": "en_talks"}
        assert report.notes == (
            "The setting pace stays fast; in the file it is slow.",
            "The setting pipeline is now en_talks, as in the file.",
        )
    with Project.open(path) as other:
        assert other.setting("pipeline") == "en_talks"
        assert import_complete(other, out).notes == (
            "The setting pace stays fast; in the file it is slow.",
        )
