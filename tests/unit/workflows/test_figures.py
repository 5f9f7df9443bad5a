"""The list of figures, on real project files with invented articles."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Figure, Progress, Source, Statement
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotatorError, Cancelled, ExportError
from annotator.project import Project
from annotator.workflows.figures import (
    FiguresOptions,
    FiguresReport,
    list_figures,
    report_as_text,
    write_csv,
)
from annotator.workflows.marking.withholding import choose_share

FIRST = "The clash killed 12 Peruvian soldiers. Lima spoke of three people missing."
SECOND = "At least 15 Peruvian soldiers were killed, a spokesman said."
THIRD = "The clash left 12 Peruvian soldiers dead."
COOKIES = "We found that 9 people were killed by cookies."


def article(title: str, text: str, date: str, *, below: str = "") -> NewArticle:
    whole = f"{text}\n\n{below}" if below else text
    zones = [Zone("body", Span(0, len(text)))]
    if below:
        zones.append(Zone("boilerplate", Span(len(text) + 2, len(whole))))
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return NewArticle(Article(new_id(), title, digest, len(whole), date), whole, tuple(zones))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "clash.annotator", title="Clash", codebook=default_codebook(), annotator="Amina"
    ) as project:
        project.add_articles(
            [
                article("Second day", SECOND, "2026-03-02"),
                article("First day", FIRST, "2026-03-01", below=COOKIES),
                article("Same day", THIRD, "2026-03-02"),
            ]
        )
        yield project


def ids(project: Project) -> dict[str, str]:
    return {row.title: row.id for row in project.articles()}


def label(project: Project, title: str, words: str, figure: Figure, *, holder: str = "") -> str:
    """Put a figure into a statement over ``words`` of an article; return the statement's id."""
    article_id = ids(project)[title]
    start = project.text(article_id).index(words)
    edits = []
    if holder and holder not in {each.id for each in project.actors()}:
        edits.append(Edit(None, Actor(holder, holder.title(), "country")))
    statement = Statement(
        new_id(),
        article_id,
        project.annotator.id,
        (Span(start, start + len(words)),),
        source=Source(actors=(holder,) if holder else ()),
        figures=(figure,),
    )
    project.apply(Step((*edits, Edit(None, statement)), "Label", article_id))
    return statement.id


def brief(report: FiguresReport) -> list[tuple[object, ...]]:
    return [(each.unit, each.whose, each.date, each.amount, each.words) for each in report.rows]


def test_figures_stand_by_unit_and_side_in_the_order_of_dates(project) -> None:
    assert brief(list_figures(project)) == [
        ("killed", "PER", "2026-03-01", "12", "12 Peruvian soldiers"),
        ("killed", "PER", "2026-03-02", "at least 15", "At least 15 Peruvian soldiers"),
        ("killed", "PER", "2026-03-02", "12", "12 Peruvian soldiers"),
        ("missing", "unspecified", "2026-03-01", "3", "three people"),
    ]


def test_another_value_on_the_same_day_is_flagged_and_one_of_another_day_is_not(project) -> None:
    differing = {each.title: each.differs for each in list_figures(project).rows if each.differs}
    assert differing == {
        "Second day": ("differs from 12 in “Same day”",),
        "Same day": ("differs from at least 15 in “Second day”",),
    }


def test_nothing_differs_from_a_source_that_gives_the_same_value_too(project) -> None:
    text = "The clash killed 15 Peruvian soldiers and 12 Peruvian soldiers died later."
    project.add_articles([article("Both", text, "2026-03-02")])
    both = [each for each in list_figures(project).rows if each.title == "Both"]
    assert [each.differs for each in both] == [
        ("differs from 12 in “Same day”",),
        ("differs from at least 15 in “Second day”",),
    ]
    second = next(each for each in list_figures(project).rows if each.title == "Second day")
    assert second.differs == ("differs from 12 in “Same day”",)


def test_a_figure_in_a_statement_takes_the_place_of_the_one_found(project) -> None:
    figure = Figure(Span(17, 37), 11, "exact", "killed", "soldiers", "PERU")
    statement = label(project, "First day", "12 Peruvian soldiers", figure, holder="PERU")
    rows = [each for each in list_figures(project).rows if each.title == "First day"]
    assert [(each.value, each.people, each.is_found) for each in rows] == [
        (11, ("Amina",), False),
        (3, (), True),
    ]
    assert (rows[0].statements, rows[0].holder, rows[0].whose) == ((statement,), "Peru", "Peru")
    assert rows[0].passage == "The clash killed 12 Peruvian soldiers."


def test_two_holders_in_one_article_can_contradict_each_other(project) -> None:
    label(project, "First day", "12 Peruvian", Figure(Span(17, 19), 12, "exact", "killed"),
          holder="PERU")  # fmt: skip
    label(project, "First day", "three people", Figure(Span(53, 58), 3, "exact", "killed"),
          holder="CHILE")  # fmt: skip
    differs = [each.differs for each in list_figures(project).rows if each.people]
    assert differs == [
        ("differs from 3 in “First day”, Chile",),
        ("differs from 12 in “First day”, Peru",),
    ]


def test_what_several_people_say_alike_is_one_row(project) -> None:
    figure = Figure(Span(17, 37), 12, "exact", "killed", "soldiers")
    label(project, "First day", "12 Peruvian soldiers", figure)
    project.use_annotator("Ben")
    label(project, "First day", "12 Peruvian soldiers", figure)
    (row,) = [each for each in list_figures(project).rows if each.people]
    assert (row.people, len(row.statements)) == (("Amina", "Ben"), 2)


def test_only_the_people_asked_for_are_read(project) -> None:
    label(project, "First day", "12 Peruvian", Figure(Span(17, 19), 7, "exact", "killed"))
    project.use_annotator("Ben")
    report = list_figures(project, FiguresOptions(annotators=("Ben",)))
    assert all(each.is_found for each in report.rows)
    assert 7 not in {each.value for each in report.rows}
    with pytest.raises(AnnotatorError, match="Nobody called Cleo"):
        list_figures(project, FiguresOptions(annotators=("Cleo",)))


def test_what_the_program_finds_can_be_left_out(project) -> None:
    assert list_figures(project, FiguresOptions(with_found=False)).rows == ()


def test_a_country_is_the_actor_of_the_project_where_there_is_one(project) -> None:
    actor = Actor("ACT", "Republic of Peru", "country", country="PE")
    project.apply(Step((Edit(None, actor),), "Add an actor", None))
    rows = list_figures(project).rows
    assert {(each.side, each.whose) for each in rows if each.unit == "killed"} == {
        ("ACT", "Republic of Peru")
    }


def test_the_work_can_be_watched_and_stopped(project) -> None:
    seen: list[tuple[int, int, str]] = []
    list_figures(project, progress=lambda *told: seen.append(told))
    assert seen[0] == (0, 3, "Second day")
    assert seen[-1] == (3, 3, "")
    with pytest.raises(Cancelled):
        list_figures(project, cancelled=lambda: True)


def test_the_words_for_a_person_name_units_sources_and_contradictions(project) -> None:
    words = report_as_text(list_figures(project))
    assert "4 figures in 3 articles; 2 differ" in words
    assert "killed · PER\n" in words
    assert "! differs from 12 in “Same day”" in words
    assert "(found by the program)" in words


def test_the_csv_has_one_row_per_figure_and_never_takes_the_place_of_the_project(
    project, tmp_path
) -> None:
    report = list_figures(project)
    out = tmp_path / "figures.csv"
    write_csv(report, out, never=project.path)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["words"] for row in rows] == [each.words for each in report.rows]
    assert rows[0]["value"] == "12" and rows[0]["found_by_program"] == "true"
    with pytest.raises(ExportError):
        write_csv(report, project.path, never=project.path)


def test_whoever_labels_blindly_sees_found_figures_of_articles_that_are_done(project) -> None:
    blind = FiguresOptions(is_blind=True)
    everything = list_figures(project).rows
    assert list_figures(project, blind).rows == everything, "nothing is withheld"
    choose_share(project, 0.01)
    assert list_figures(project, blind).rows == ()
    assert list_figures(project).rows == everything
    done, who = everything[0].article, project.annotator.id
    progress = Progress(f"{done}:{who}", done, who, "done")
    project.apply(Step((Edit(None, progress),), "Done", done))
    shown = {each.article for each in list_figures(project, blind).rows}
    assert shown == {done}
