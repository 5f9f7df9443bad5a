"""Whatever is written or taken in can be stopped at any point, and nothing is left half-done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.dataset.options import DatasetOptions, split_named
from annotator.errors import Cancelled
from annotator.project import Project
from annotator.workflows.exporting.building import BuildOptions, build
from annotator.workflows.exporting.dataset_formats import DATASET_FORMATS
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.importing.bringing_in import BringInOptions, bring_in, look
from tests.round_trip import reader_of

ARTICLES = 6


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project of some articles with a statement and a mention each."""
    folder = tmp_path_factory.mktemp("stopping")
    texts = folder / "texts"
    texts.mkdir()
    for number in range(ARTICLES):
        said = f"Harbour {number}\n\nThe mayor number {number} said that ship {number} may go.\n"
        (texts / f"{number}.txt").write_text(said)
    made = folder / "work.annotator"
    with Project.create(made, title="W", codebook=default_codebook(), annotator="Amina") as project:
        import_paths(project, [texts], ImportOptions(preannotate=False))
        for row in project.articles():
            label(project, row.id)
    return made


def label(project: Project, article: str) -> None:
    who, text = project.annotator.id, project.text(article)
    start = text.index("ship")
    statement = Statement(
        f"s-{article}",
        article,
        who,
        (Span(start, start + 10),),
        source=Source(actors=("RUS",)),
        claim_types=("fact",),
        stances=(Stance(Target("topic", "dialogue"), "favor"),),
    )
    mention = Mention(f"m-{article}", article, who, Span(0, 7), "LOC")
    done = Progress(f"{article}:{who}", article, who, "done")
    project.apply(
        Step(tuple(Edit(None, each) for each in (statement, mention, done)), "L", article)
    )


@pytest.fixture
def project(path: Path, tmp_path: Path) -> Iterator[Project]:
    copy = tmp_path / "project" / "work.annotator"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    with Project.open(copy) as opened:
        yield opened


def files(folder: Path) -> dict[str, bytes]:
    """Return everything that lies in a folder."""
    found = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


class Stop:
    """Says that a person stopped the work when it is asked for the nth time; 0 is never."""

    def __init__(self, nth: int = 0) -> None:
        self.nth, self.asked = nth, 0

    def __call__(self) -> bool:
        self.asked += 1
        return 0 < self.nth <= self.asked


def stopped_everywhere(work: Callable[[Stop], object], folder: Path) -> None:
    """Do it whole once, then stop it at its first, middle and last question."""
    whole = Stop()
    work(whole)
    assert whole.asked > ARTICLES
    before = files(folder)
    for nth in (1, whole.asked // 2, whole.asked):
        with pytest.raises(Cancelled, match="stopped"):
            work(Stop(nth))
        assert files(folder) == before


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_is_stopped_leaves_what_was_there(
    project: Project, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    options = ExportOptions(name, folder / f"out{FORMATS[name].suffix}")
    told: list[tuple[int, int, str]] = []
    export(project, options, progress=lambda *each: told.append(each))
    assert (told[0][:2], told[-1][:2]) == ((0, ARTICLES), (ARTICLES, ARTICLES))
    assert [each[0] for each in told] == sorted(each[0] for each in told)
    if name == "dna":  # a database is never replaced
        options.out.unlink()
        with pytest.raises(Cancelled):
            export(project, options, cancelled=Stop(ARTICLES))
        assert not options.out.exists() and not list(folder.glob(".*"))
        return
    stopped_everywhere(lambda stop: export(project, options, cancelled=stop), folder)


@pytest.mark.parametrize("name", DATASET_FORMATS)
def test_a_dataset_that_is_stopped_leaves_what_was_there(
    project: Project, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    chosen = DatasetOptions(whose="each", split=split_named("60/20/20", seed=3, by="article"))
    options = BuildOptions(chosen, folder / "data", format=name)
    told: list[tuple[int, int, str]] = []
    build(project, options, progress=lambda *each: told.append(each))
    assert told and all(done <= total for done, total, _ in told)
    stopped_everywhere(lambda stop: build(project, options, cancelled=stop), folder)


@pytest.mark.parametrize("name", [each for each in FORMATS if reader_of(FORMATS[each])])
def test_an_import_that_is_stopped_keeps_whole_articles(
    project: Project, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.workflows.importing.bringing_in._BATCH", 2)
    out = tmp_path / f"out{FORMATS[name].suffix}"
    export(project, ExportOptions(name, out))
    options = BringInOptions(preannotate=False, format=reader_of(FORMATS[name]).id)
    if name == "doccano":  # a file for each annotator, and their labels beside it
        out /= "Amina.jsonl"
    for nth in (1, 3):
        empty = tmp_path / f"empty-{nth}.annotator"
        with Project.create(
            empty, title="E", codebook=default_codebook(), annotator="Amina"
        ) as into:
            told: list[int] = []
            report = bring_in(
                into,
                look(into, out, options),
                options,
                progress=lambda done, _total, _what, told=told: told.append(done),
                cancelled=Stop(nth),
            )
            assert report.is_cancelled and into.article_count() == 2 * (nth - 1)
            assert into.check() == ()
            assert told[: nth - 1] == [0, 2][: nth - 1]
