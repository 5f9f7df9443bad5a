"""Agreement on labels of whole articles, read in columns."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.agreement import resampling
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import ArticleLabel, Progress
from annotator.cli import main
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import NothingToMeasureError
from annotator.project import Project
from annotator.workflows.agreement.agreement_report import blocks
from annotator.workflows.agreement.measuring import AgreementOptions, measure
from annotator.workflows.agreement.measuring_labels import measure_article_labels
from annotator.workflows.agreement.report_forms import render_blocks

TONES = tuple(ArticleLabelValue(each, each.title()) for each in ("calm", "sharp", "mixed"))
KINDS = (
    ArticleLabelKind("tone", "Tone", values=TONES),
    ArticleLabelKind("about", "About", values=TONES, multiple=True),
    ArticleLabelKind("war", "War"),
)


def new_article(number: int) -> NewArticle:
    text = f"Article {number} says nothing at all."
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts = Article(f"a{number:03}", f"Article {number}", sha256, len(text))
    return NewArticle(facts, text, (Zone("body", Span(0, len(text))),))


def label(project: Project, article: str, given: list[tuple[str, str]], status: str | None) -> None:
    who = project.annotator.id
    records = [
        ArticleLabel(new_id(), article, who, kind, value, project.codebook.reference)
        for kind, value in given
    ]
    edits = [Edit(None, each) for each in records]
    if status:
        edits.append(Edit(None, Progress(f"{article}:{who}", article, who, status)))
    if edits:
        project.apply(Step(tuple(edits), "Label", article))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = replace(default_codebook(), article_labels=KINDS)
    path = tmp_path / "p.annotator"
    made = Project.create(path, title="P", codebook=codebook, annotator="Amina")
    draw = random.Random(5)
    with made:
        made.add_articles([new_article(number) for number in range(30)])
        for name in ("Amina", "Bo", "Cem"):
            made.use_annotator(name)
            for row in made.articles():
                given = [("tone", draw.choice(TONES).id)] if draw.random() < 0.8 else []
                given += [("about", each.id) for each in TONES if draw.random() < 0.5]
                given += [("war", "yes")] if draw.random() < 0.5 else []
                label(made, row.id, given, draw.choice(("done", "done", "done", "opened", None)))
        yield made


def values(lines):
    return {
        (each.of, each.coefficient.name, each.label, each.annotators): (
            each.coefficient.value,
            each.coefficient.status,
            each.coefficient.units,
            each.coefficient.articles,
            each.coefficient.interval.low,
            each.coefficient.interval.high,
        )
        for each in lines
        if each.part == "article_labels"
    }


def left_out(report):
    return {
        (each.annotator, each.everyone.subject, one.annotators): (
            round(one.coefficient.value, 9),
            one.coefficient.units,
            one.coefficient.articles,
        )
        for each in report.left_out
        for one in (each.everyone, each.others)
        if one.part == "article_labels"
    }


def test_very_many_articles_are_counted_once_with_the_same_outcome(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = AgreementOptions(rounds=0)
    each = measure_article_labels(project, options).measurements
    monkeypatch.setattr(resampling, "MOST", 3)
    at_once = measure_article_labels(project, options).measurements
    assert len(at_once) == len(each)
    for one, other in zip(each, at_once, strict=True):
        plain, quick = one.coefficient, other.coefficient
        assert replace(other, coefficient=plain) == one
        assert quick.value == pytest.approx(plain.value, abs=1e-12)
        assert quick.raw_agreement == pytest.approx(plain.raw_agreement, abs=1e-12)
        assert replace(quick, value=plain.value, raw_agreement=plain.raw_agreement) == plain


@pytest.mark.parametrize("status", ["done", "opened"])
def test_columns_give_what_the_whole_report_gives(project: Project, status) -> None:
    options = AgreementOptions(status=status, is_full=True, rounds=100)
    whole, quick = measure(project, options), measure_article_labels(project, options)
    expected, found = values(whole.measurements), values(quick.measurements)
    common = expected.keys() & found.keys()
    assert {name for _, name, _, _ in common} >= {
        "percent_agreement",
        "cohen_kappa",
        "alpha_nominal",
        "alpha_masi",
        "gwet_ac1",
    }
    assert {each[:3] for each in expected} <= {each[:3] for each in found}
    for key in common:
        assert found[key] == pytest.approx(expected[key]), key
    assert quick.articles == whole.articles
    assert "| Labels of the article, raw |" in render_blocks(blocks(whole), "markdown")
    assert "## By article" not in render_blocks(blocks(quick), "markdown")
    assert "## Without each annotator" in render_blocks(blocks(quick), "markdown")
    assert left_out(quick) == left_out(whole) and len(left_out(quick)) == 18
    assert [(each.name, each.articles, each.compared) for each in quick.work] == [
        (each.name, each.articles, each.compared) for each in whole.work
    ]
    told = {each.of: dict(each.counts) for each in whole.prevalences}
    for prevalence in quick.prevalences:
        assert dict(prevalence.counts) == told[prevalence.of]


def test_the_command_prints_and_writes_them(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.path
    project.close()
    capsys.readouterr()
    assert main(["agreement", str(path), "--article-labels", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {each["part"] for each in data["measures"]} == {"article_labels"}
    assert data["annotators"][0]["entities"] is None
    out = tmp_path / "r.md"
    assert main(["agreement", str(path), "--article-labels", "--report", str(out)]) == 0
    assert "\n| Tone" not in out.read_text() and "Labels of articles: Tone" in out.read_text()


def test_without_shared_articles_or_labels_there_is_nothing_to_measure(tmp_path: Path) -> None:
    path = tmp_path / "q.annotator"
    made = Project.create(path, title="Q", codebook=default_codebook(), annotator="Amina")
    with made, pytest.raises(NothingToMeasureError, match="two annotators"):
        measure_article_labels(made)


def test_labels_of_articles_alone_give_the_numbers_of_the_whole_report(project: Project) -> None:
    whole, alone = measure(project), measure(project, parts=frozenset({"article_labels"}))
    wanted = [each for each in whole.measurements if each.part == "article_labels"]
    assert wanted and list(alone.measurements) == wanted
