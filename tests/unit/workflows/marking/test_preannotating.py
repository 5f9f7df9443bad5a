"""Marking a project's articles, and predicting for files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.model import Actor
from annotator.codebook.model import EntityKind
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.errors import EncodingError, ImportFileError
from annotator.preannotation.found import ENGINE_NAME, ENGINE_VERSION, Found
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.marking import marker
from annotator.workflows.marking.linking import Linker
from annotator.workflows.marking.preannotating import preannotate
from annotator.workflows.marking.predicting import predictions

LEAD = "Russia and Estovia agreed on a truce, envoy Marta Lindqvist said in Moscow on Friday.\n"
QUOTE = "“We will keep it,” Lindqvist said, as the Russian side left.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "truce.annotator", title="Truce", codebook=default_codebook(), annotator="Amina"
    ) as opened:
        yield opened


def fill(project: Project, folder: Path, count: int = 1) -> tuple[str, ...]:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"Truce number {number}\n{LEAD}{QUOTE}")
    return import_paths(project, [folder], ImportOptions(preannotate=False)).imported


def covered(project: Project, article: str) -> list[tuple[str, str, str | None]]:
    text = project.text(article)
    return [
        (each.span.covered(text), each.label, each.actor) for each in project.suggestions(article)
    ]


def test_mentions_and_quotations_are_stored_with_the_engine_that_made_them(
    project: Project, tmp_path: Path
) -> None:
    (article,) = fill(project, tmp_path / "in")
    report = preannotate(project)
    assert (report.articles, report.engine, report.version) == (1, ENGINE_NAME, ENGINE_VERSION)
    found = covered(project, article)
    assert ("Russia", "GPE", "RUS") in found
    assert ("Moscow", "GPE", "RUS") in found
    assert ("Russian", "NORP", "RUS") in found
    assert ("Marta Lindqvist", "PERSON", None) in found
    assert ("Friday", "DATE", None) in found
    assert ("“We will keep it,”", "direct", None) in found
    assert report.by_kind["direct"] == 1
    (run,) = project.engine_runs()
    assert (run.engine, run.version) == (ENGINE_NAME, ENGINE_VERSION)
    assert "spaCy" in run.detail
    assert {each.run for each in project.suggestions(article)} == {run.id}


def test_the_same_text_gets_the_same_suggestion_ids_in_another_project(
    project: Project, tmp_path: Path
) -> None:
    (article,) = fill(project, tmp_path / "in")
    preannotate(project)
    with Project.create(
        tmp_path / "other", title="O", codebook=default_codebook(), annotator="Ben"
    ) as other:
        (same,) = import_paths(other, [tmp_path / "in"], ImportOptions()).imported
        assert same != article
        assert [each.id for each in other.suggestions(same)] == [
            each.id for each in project.suggestions(article)
        ]


def test_marking_again_leaves_articles_of_the_same_version_as_they_are(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (article,) = fill(project, tmp_path / "in")
    preannotate(project)
    before = project.suggestions(article)
    again = preannotate(project)
    assert (again.articles, again.unchanged, again.by_kind) == (0, 1, {})
    forced = preannotate(project, again=True)
    assert forced.articles == 1
    assert project.suggestions(article) == before
    assert len(project.engine_runs()) == 1


def test_suggestions_of_an_older_version_are_replaced(project: Project, tmp_path: Path) -> None:
    (article,) = fill(project, tmp_path / "in")
    old = EngineRun("old", ENGINE_NAME, "0.0.1")
    stale = Suggestion("x", article, "mention", Span(0, 5), "ORG", 0.9, "old", "old")
    project.store_suggestions(old, {article: [stale]})
    assert preannotate(project).articles == 1
    assert "old" not in {each.run for each in project.suggestions(article)}


def test_the_tokens_of_marked_articles_are_kept(project: Project, tmp_path: Path) -> None:
    fill(project, tmp_path / "in", 2)
    assert [each.cuts for each in project.whole_articles(with_cuts=True)] == [None, None]
    preannotate(project)
    for each in project.whole_articles(with_cuts=True):
        assert each.cuts is not None and each.cuts.tokenizer.startswith("spaCy")
        tokens = each.cuts.tokens(each.text)
        assert tokens is not None and tokens[0][:3] == ["Truce", "number", each.text[13]]
    assert project.check() == ()


def test_cancelling_keeps_whole_articles(project: Project, tmp_path: Path) -> None:
    articles = fill(project, tmp_path / "in", 60)
    seen = [0]

    def progress(done: int, total: int, what: str) -> None:
        seen.append(done)

    report = preannotate(project, progress=progress, cancelled=lambda: seen[-1] >= 40)
    assert report.is_cancelled
    marked = [each for each in articles if project.suggestions(each)]
    assert len(marked) == report.articles
    assert 40 <= report.articles < 60
    assert preannotate(project).articles == 60 - len(marked)
    assert project.check() == ()


def test_progress_counts_up_to_all_articles(project: Project, tmp_path: Path) -> None:
    fill(project, tmp_path / "in", 30)
    seen: list[tuple[int, int]] = []
    preannotate(project, progress=lambda done, total, what: seen.append((done, total)))
    told = [done for done, _ in seen]
    assert (told[0], told[-1]) == (0, 30)
    assert told == sorted(told)
    assert len(set(told)) > 3
    assert {total for _, total in seen} == {30}


def test_boilerplate_zones_of_the_article_get_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = f"Truce holds\n{LEAD}{QUOTE}\nFollow us on Facebook\nLeave a Reply\n"
    (tmp_path / "in" / "a.txt").write_text(text)
    (article,) = import_paths(project, [tmp_path / "in"]).imported
    boilerplate = [zone for zone in project.zones(article) if zone.kind == "boilerplate"]
    assert boilerplate
    for each in project.suggestions(article):
        assert not any(zone.span.overlaps(each.span) for zone in boilerplate)


def test_a_codebook_with_other_kinds_gets_only_what_it_has(tmp_path: Path) -> None:
    kinds = (EntityKind("PERSON", "Person", "blue"), EntityKind("PLACE", "Place", "green"))
    codebook = replace(default_codebook(), entity_kinds=kinds)
    with Project.create(tmp_path / "p", title="P", codebook=codebook, annotator="A") as project:
        (article,) = fill(project, tmp_path / "in")
        preannotate(project)
        labels = {each.label for each in project.suggestions(article) if each.kind != "statement"}
    assert labels == {"PERSON", "PLACE", "direct"}


def test_people_and_countries_are_tied_to_the_actors_of_the_project() -> None:
    names = Linker(
        [
            Actor("RUS", "Russia", "country"),
            Actor("x1", "Estovia", "country", aliases=("Estovian Republic",), country="EST"),
            Actor("x2", "Norland", "country", country="NO"),
            Actor("p1", "Marta Lindqvist", "person"),
            Actor("p2", "Olga Tarn", "person"),
            Actor("p3", "Ivo Tarn", "person"),
        ]
    )

    def meant(name: str, label: str, country: str | None = None) -> str | None:
        found = Found("mention", Span(0, len(name)), label, 0.9, "test", country)
        return names.meant(found, name)

    assert meant("Moscow", "GPE", "RUS") == "RUS"
    assert meant("Tallinn", "GPE", "EST") == "x1"
    assert meant("Oslo", "GPE", "NOR") == "x2"
    assert meant("the  Estovian Republic"[5:], "GPE") == "x1"
    assert meant("Lindqvist", "PERSON") == "p1"
    assert meant("Tarn", "PERSON") is None
    assert meant("Nangarhar", "GPE", "AFG") is None
    assert meant("Monday", "DATE", "RUS") is None


def test_predictions_count_code_points_of_the_file_as_it_stands(tmp_path: Path) -> None:
    text = f"Truce 👩‍👩‍👧 holds\r\n{LEAD}".replace("\n", "\r\n")
    (tmp_path / "a.txt").write_bytes(text.encode())
    predicted = predictions([tmp_path])
    kinds = {text[start:end]: kind for start, end, kind in predicted["a.txt"]}
    assert kinds["Moscow"] == "GPE"
    assert kinds["Marta Lindqvist"] == "PERSON"


def test_predictions_leave_out_what_is_uncertain(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They praised Zorbl and left for the sea.")
    assert predictions([tmp_path / "a.txt"]) == {"a.txt": []}


def test_files_of_one_name_in_two_folders_are_both_there(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(LEAD)
    assert len(predictions([tmp_path])) == 2


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9 in Moscow")
    with pytest.raises(EncodingError, match=r"bad\.txt.*UTF-8"):
        predictions([tmp_path])
    assert predictions([tmp_path / "bad.txt"], encoding="latin-1")["bad.txt"]
    with pytest.raises(ImportFileError, match=r"gone\.txt"):
        predictions([tmp_path / "gone.txt"])


def test_nothing_is_loaded_where_nothing_is_to_be_done(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marker.Marker, "__init__", None)
    assert preannotate(project).articles == 0
