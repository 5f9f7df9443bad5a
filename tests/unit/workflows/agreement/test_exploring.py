"""What is explored behind a report, on a real project file with three annotators."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import ArticleLabel, Mention, Progress, Statement
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled, NothingToMeasureError
from annotator.project import Project
from annotator.workflows.agreement.agreement_report import blocks
from annotator.workflows.agreement.exploring import explore
from annotator.workflows.agreement.measuring import measure, report_as_json, report_as_text
from annotator.workflows.agreement.report_forms import render_blocks

ARTICLES = 6


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(
        tmp_path / "harbour.annotator",
        title="Harbour",
        codebook=default_codebook(),
        annotator="Amina",
    )
    with made:
        add_ferries(made, ARTICLES)
        yield made


def add_ferries(project: Project, count: int) -> None:
    for number in range(count):
        text = f"Norland said ferry {number} will sail again. Estovia denied this."
        facts = Article(
            new_id(), f"Ferry {number}", hashlib.sha256(text.encode()).hexdigest(), len(text)
        )
        new = NewArticle(facts, text, (Zone("body", Span(0, len(text))),))
        project.add_articles([new])


def label(project: Project, name: str, claim_type: str, *, last: int = ARTICLES) -> None:
    who = project.use_annotator(name).id
    for row in reversed(project.articles()[:last]):
        records = (
            Mention(new_id(), row.id, who, Span(0, 7), "place"),
            Statement(new_id(), row.id, who, (Span(13, 38),), claim_types=(claim_type,)),
            Progress(f"{row.id}:{who}", row.id, who, "done"),
        )
        project.apply(Step(tuple(Edit(None, each) for each in records), "Label", row.id))


def label_all(project: Project) -> None:
    for name, claim_type in (("Amina", "fact"), ("Ben", "fact"), ("Caro", "prediction")):
        label(project, name, claim_type)


def test_the_report_is_the_one_that_measuring_gives(project: Project):
    label_all(project)
    assert explore(project).report == measure(project)


def test_the_one_who_differs_is_found_by_leaving_them_out(project: Project):
    label_all(project)
    found = explore(project)
    caro = found.report.work[2].annotator
    cells = found.confusion("claim_types")
    assert (cells.agreeing, cells.compared) == (ARTICLES, 3 * ARTICLES)
    raised = {
        each.annotator: each.others.coefficient.raw_agreement
        for each in found.left_out
        if each.everyone.part == "claim_types"
    }
    assert max(raised, key=lambda each: raised[each] or 0) == caro


def test_each_pair_has_passages_of_its_own(project: Project):
    label_all(project)
    found = explore(project)
    assert len(found.pairs) == 3
    amina_and_caro = found.confusion("claim_types", found.pairs[1])
    assert amina_and_caro.compared == ARTICLES and amina_and_caro.agreeing == 0


def test_articles_are_ranked_and_named(project: Project):
    label(project, "Amina", "fact")
    label(project, "Ben", "fact", last=4)
    row = project.articles()[2]
    who = project.annotator.id
    extra = Mention(new_id(), row.id, who, Span(40, 47), "place")
    project.apply(Step((Edit(None, extra),), "Label", row.id))
    found = explore(project)
    shares = found.shares("entities")
    assert (found.titles[shares[0].article], shares[0].share) == ("Ferry 2", 1)
    assert len(shares) == 4


def test_time_is_when_the_last_of_them_was_done(project: Project):
    begin = datetime.now(UTC) - timedelta(minutes=1)
    label_all(project)
    (stretch,) = explore(project).stretches
    newest_first = [row.id for row in reversed(project.articles())]
    assert list(stretch.articles) == newest_first
    assert stretch.first is not None and stretch.last is not None
    assert begin < stretch.first <= stretch.last < datetime.now(UTC) + timedelta(minutes=1)


def test_every_headline_over_time_and_without_somebody_tells_how_sure_it_is(project: Project):
    label_all(project)
    row = project.articles()[1]
    extra = Mention(new_id(), row.id, project.annotator.id, Span(40, 47), "place")
    project.apply(Step((Edit(None, extra),), "Label", row.id))
    found = explore(project)
    headlines = [each for stretch in found.stretches for each in stretch.measures]
    headlines += [each.others for each in found.left_out]
    for each in headlines:
        interval = each.coefficient.interval
        assert interval is not None
        assert (interval.low is None) == bool(interval.reason), each.title
    entities = [each for each in headlines if each.part == "entities"]
    assert entities and all(each.coefficient.interval.low is not None for each in entities)


def test_with_one_annotator_it_is_said_what_is_missing(project: Project):
    label(project, "Amina", "fact")
    with pytest.raises(NothingToMeasureError, match="at least two annotators"):
        explore(project)


def test_exploring_can_be_stopped_after_measuring(project: Project):
    label_all(project)
    has_measured: list[int] = []

    def tell(done: int, total: int, what: str) -> None:
        if what == "Measuring":
            has_measured.append(done)

    with pytest.raises(Cancelled):
        explore(project, progress=tell, cancelled=lambda: bool(has_measured))


def test_between_two_what_only_a_third_marked_does_not_count(project: Project):
    label_all(project)
    row = project.articles()[0]
    third = Mention(new_id(), row.id, project.annotator.id, Span(40, 47), "place")
    project.apply(Step((Edit(None, third),), "Label", row.id))
    found = explore(project)
    compared = {pair: found.confusion("entities", pair).compared for pair in found.pairs}
    assert sorted(compared.values()) == [ARTICLES, ARTICLES + 1, ARTICLES + 1]
    assert found.confusion("entities").compared == 3 * (ARTICLES + 1)


def test_the_report_tells_agreement_over_time_and_without_each_also_of_article_labels(
    tmp_path: Path,
) -> None:
    genre = ArticleLabelKind("genre", "Genre", values=(ArticleLabelValue("n", "News"),))
    codebook = replace(default_codebook(), article_labels=(genre,))
    path = tmp_path / "genres.annotator"
    with Project.create(path, title="Genres", codebook=codebook, annotator="Amina") as project:
        add_ferries(project, 10)
        for name in ("Amina", "Ben", "Caro"):
            who = project.use_annotator(name).id
            for place, row in enumerate(project.articles()):
                records: list[ArticleLabel | Progress] = [
                    Progress(f"{row.id}:{who}", row.id, who, "done")
                ]
                if name != "Caro" and place % 2:
                    records.append(ArticleLabel(new_id(), row.id, who, "genre", "n"))
                project.apply(Step(tuple(Edit(None, each) for each in records), "Label", row.id))
        report = measure(project)
    # Of 15 labels on a stretch 4 (or 6) are News; Caro is apart where the others gave it
    first, second = report.stretches
    values = [each.measures[-1].coefficient.value for each in (first, second)]
    assert values == [
        pytest.approx(1 - (2 * n / 15) / ((225 - (2 * n) ** 2 - (15 - 2 * n) ** 2) / 210))
        for n in (2, 3)
    ]
    forms = [render_blocks(blocks(report), form) for form in ("markdown", "html", "latex")]
    for text in (report_as_text(report), *forms):
        assert "Over time" in text and "Without each annotator" in text
        for value in (*values, 1.0):
            assert f"{value:.3f}" in text
        assert "Genre: Krippendorff" in " ".join(text.split())
        assert text.count("at a time, continued") == (text in forms)
    data = json.loads(json.dumps(report_as_json(report)))
    assert [each["measures"][-1]["value"] for each in data["over_time"]] == values
    shifts = {
        each["name"]: each["shift"]
        for each in data["without_each"]
        if each["everyone"]["of"] == "Genre"
    }
    assert shifts["Caro"] == 1 - report.left_out[-1].everyone.coefficient.value
