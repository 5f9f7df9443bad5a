"""How far people agree with themselves on the articles that came back to them."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Statement
from annotator.cli import main
from annotator.codebook.changing import EditEntry
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import NothingToMeasureError, UnknownAnnotatorError
from annotator.project import Project
from annotator.workflows.agreement.measuring import AgreementOptions, measure
from annotator.workflows.agreement.self_agreement import measure_selves
from annotator.workflows.agreement.self_agreement_report import selves_as_text
from annotator.workflows.evaluating.ledger import count_suggestions
from annotator.workflows.evaluating.suggestions import EvaluationOptions, evaluate
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.figures import FiguresOptions, list_figures
from annotator.workflows.sharing.repeating import RepeatOptions, choose_repeats

DAY = 24 * 60 * 60 * 10**9
TEXT = "Norland said the ferry will sail again. Estovia denied this. Number %d of the day."
FIRST, SECOND = Span(0, 39), Span(40, 60)
FACT, CALL = "fact", "call"


@pytest.fixture
def days_go_by(monkeypatch: pytest.MonkeyPatch):
    def let(days: float) -> None:
        real = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: real() + int(days * DAY))

    return let


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    book = default_codebook()
    path = tmp_path / "harbour.annotator"
    made = Project.create(path, title="Harbour", codebook=book, annotator="Amina")
    with made:
        made.brings_back = True
        choose_repeats(made, RepeatOptions(share=1))
        texts = (TEXT % number for number in range(12))
        made.add_articles([article(text) for text in texts])
        yield made


def article(text: str) -> NewArticle:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts = Article(new_id(), text[-20:], sha256, len(text))
    return NewArticle(facts, text, (Zone("body", Span(0, len(text))),))


def ids(project: Project) -> list[str]:
    return [row.id for row in project.articles()]


def label(project: Project, article_id: str, types: Sequence[str]) -> None:
    """Label an article as somebody does who opens it in the window, one type for each sentence."""
    project.take_in_hand(article_id)
    who = project.hand_for(article_id).id
    book = project.codebook.reference
    opened = Progress(f"{article_id}:{who}", article_id, who, "opened", book)
    project.serve(article_id, (), step=Step((Edit(None, opened),), "Open", article_id))
    said = [
        Statement(new_id(), article_id, who, (span,), claim_types=(each,), codebook=book)
        for span, each in zip((FIRST, SECOND), types, strict=False)
    ]
    mention = Mention(new_id(), article_id, who, Span(0, 7), "GPE")
    edits = [Edit(None, each) for each in (*said, mention)]
    edits.append(Edit(opened, replace(opened, status="done")))
    project.apply(Step(tuple(edits), "Label", article_id))
    project._in_hand = None


def label_twice(project: Project, days_go_by, *, changed: int = 3, days: float = 8) -> None:
    """Label all articles, and again after some days; the first ``changed`` then differ."""
    for each in ids(project):
        label(project, each, (FACT, FACT if each == ids(project)[-1] else CALL))
    days_go_by(days)
    project.look_for_repeats()
    for number, each in enumerate(ids(project)):
        last = FACT if each == ids(project)[-1] else CALL
        label(project, each, (CALL if number < changed else FACT, last))


def test_the_planted_difference_is_told(project, days_go_by):
    label_twice(project, days_go_by)
    (found,) = measure_selves(project)
    assert (found.name, found.report.articles, found.left_out) == ("Amina", 12, 0)
    assert set(found.days) == {8}
    (moved,) = [each for each in found.moved if each.subject == "claim_types"]
    names = {each.id: each.label for each in project.codebook.claim_types}
    assert (moved.first, moved.second, moved.count) == (names[FACT], names[CALL], 3)
    raw = {
        each.coefficient.raw_agreement
        for each in found.report.measurements
        if each.part == "claim_types" and each.rank == "main"
    }
    assert 21 / 24 in {round(each, 10) for each in raw if each is not None}
    assert sum(each.kind == "claim_type" for each in found.report.disagreements) == 3


def test_drift_over_time_is_shown_where_there_is_enough(project, days_go_by):
    label_twice(project, days_go_by)
    (found,) = measure_selves(project)
    assert [len(each.articles) for each in found.stretches] == [6, 6]
    first, second = (
        next(each for each in stretch.measures if each.part == "claim_types")
        for stretch in found.stretches
    )
    assert first.coefficient.raw_agreement < second.coefficient.raw_agreement == 1
    text = selves_as_text([found])
    assert "By when the second time was done" in text and "By the codebook" not in text


def test_drift_over_codebooks_is_shown_with_both_versions(project, days_go_by):
    articles = ids(project)
    for each in articles:
        label(project, each, (FACT, CALL))
    before = project.codebook.reference
    days_go_by(8)
    project.look_for_repeats()
    for each in articles[:6]:
        label(project, each, (FACT, CALL))
    (kind, *_) = project.codebook.claim_types
    project.change_codebook([EditEntry("claim_types", kind.id, {"definition": "Said otherwise."})])
    for each in articles[6:10]:
        label(project, each, (FACT, CALL))
    (found,) = measure_selves(project)
    same, other = found.codebooks
    assert (same.first, same.second, same.articles) == (before, before, 6)
    assert (other.first, other.articles) == (before, 4) and other.second != before
    assert same.measures and not other.measures
    assert "too few" in selves_as_text([found])


def test_articles_whose_first_labels_were_changed_since_are_left_out(project, days_go_by):
    label_twice(project, days_go_by)
    project.brings_back = False  # nothing is out of sight of who imports or repairs
    (statement, *_) = project.layer(ids(project)[0], project.annotator.id).statements
    after = replace(statement, claim_types=(CALL,))
    project.apply(Step((Edit(statement, after),), "Change", statement.article))
    (found,) = measure_selves(project)
    assert (found.report.articles, found.left_out) == (11, 1)
    assert sum(each.kind == "claim_type" for each in found.report.disagreements) == 2


def test_nobody_else_is_compared_and_others_do_not_count(project, days_go_by):
    label_twice(project, days_go_by)
    project.use_annotator("Bo")
    for each in ids(project):
        label(project, each, (CALL, CALL))
    (found,) = measure_selves(project)
    assert found.name == "Amina" and len(found.report.work) == 2
    with pytest.raises(NothingToMeasureError):
        measure_selves(project, AgreementOptions(annotators=("Bo",)))
    with pytest.raises(UnknownAnnotatorError):
        measure_selves(project, AgreementOptions(annotators=("Cem",)))


def test_agreement_between_people_is_of_the_first_time(project, days_go_by):
    label_twice(project, days_go_by)
    project.use_annotator("Bo")
    for number, each in enumerate(ids(project)):
        label(project, each, (FACT, FACT if number == 11 else CALL))
    report = measure(project)
    assert [each.name for each in report.work] == ["Amina", "Bo"]
    assert report.disagreements == ()


def test_who_reads_labels_reads_those_of_people(project, days_go_by, tmp_path):
    label_twice(project, days_go_by)
    assert evaluate(project, EvaluationOptions()).annotators == ("Amina",)
    assert count_suggestions(project).annotators.keys() <= {"Amina"}
    assert not list_figures(project, FiguresOptions()).rows
    for name, rows in (("jsonl", 24), ("articles-jsonl", 12)):
        out = tmp_path / f"out.{name}"
        export(project, ExportOptions(format=name, out=out))
        told = [json.loads(line) for line in out.read_text().splitlines()]
        assert sum("annotator" in each for each in told) == rows
        assert {each["annotator"] for each in told if "annotator" in each} == {"Amina"}


def test_the_complete_json_keeps_both_times(project, days_go_by, tmp_path):
    label_twice(project, days_go_by)
    out = tmp_path / "all.json"
    export(project, ExportOptions(format="json", out=out))
    written = json.loads(out.read_text())
    assert [each["name"] for each in written["annotators"]] == ["Amina", "Amina (again)"]
    assert sum(len(each["statements"]) for each in written["documents"]) == 48
    copy = tmp_path / "copy.annotator"
    assert main(["new", str(copy), "--annotator", "Bo"]) == 0
    assert main(["import", str(copy), str(out), "--format", "json"]) == 0
    with Project.open(copy) as back:
        amina = next(each for each in back.annotators() if each.name == "Amina")
        again = next(each for each in back.every_annotator() if each.kind == "repeat")
        assert again.of == amina.id and len(back.annotators()) == 2
        for each in ids(project):
            assert len(back.layer(each, again.id).statements) == 2


def test_the_command_tells_how_it_is_and_what_came_out(project, days_go_by, capsys):
    label_twice(project, days_go_by)
    path = str(project.path)
    project.close()
    assert main(["agreement", path, "--self"]) == 0
    told = capsys.readouterr().out
    assert "Amina: 12 articles labelled twice, 8 days later" in told and "Claim types" in told
    assert main(["agreement", path, "--self", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (amina,) = data["annotators"]
    assert amina["days_between"] == [8] * 12 and len(amina["over_time"]) == 2
    assert [each["count"] for each in amina["labels_that_differ"]] == [3]
    assert data["annotators"][0]["report"]["intervals"]
    assert main(["repeat", path]) == 0
    told = capsys.readouterr().out
    assert "100 % of the articles" in told and "7 days later" in told and "12" in told


def test_there_is_a_report_for_a_paper(project, days_go_by, capsys, tmp_path):
    label_twice(project, days_go_by)
    names = {each.id: each.label for each in project.codebook.claim_types}
    path = str(project.path)
    project.close()
    out = tmp_path / "self.md"
    assert main(["agreement", path, "--self", "--resamples", "50", "--report", str(out)]) == 0
    assert capsys.readouterr().out == f"The report is in {out}.\n"
    told = out.read_text()
    assert "# Self-agreement in Harbour" in told
    assert "| Amina | 12 | 0 | 8 | 8 | 8 |" in told
    assert f"| Amina | Claim types | {names[FACT]} | {names[CALL]} | 3 |" in told
    assert "## Over time" in told and "## By version of the codebook" not in told
    assert "jackknife" in told  # 12 articles are too few for drawing them
    raw = [line for line in told.splitlines() if line.startswith("| Raw agreement |")]
    assert any("| 0.875 | \\[" in line for line in raw)
    assert "on aligned statements, annotator: Amina (12 articles)**" in told
    assert "- **Krippendorff's alpha**: One minus observed" in told
    assert "Stances: on targets that all named: undefined, because nothing was labelled" in told
    for form, words in (("html", "<h1>Self-agreement in Harbour</h1>"), ("latex", "longtable")):
        assert main(["agreement", path, "--self", "--format", form]) == 0
        assert words in capsys.readouterr().out


def test_the_command_sets_what_comes_back(project, capsys):
    path = str(project.path)
    project.close()
    assert main(["repeat", path, "--share", "0.25", "--after-days", "3", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["plan"] == {"share": 0.25, "after_days": 3, "seed": "1"}
    assert main(["repeat", path, "--share", "0"]) == 0
    assert "No article comes back" in capsys.readouterr().out
    assert main(["repeat", path, "--seed", "x", "--share", "0.5", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["plan"] == {"share": 0.5, "after_days": 3, "seed": "x"}
    assert main(["repeat", path, "--share", "1.5"]) == 2


def test_without_any_repeat_it_says_what_to_do(project, capsys):
    path = str(project.path)
    project.close()
    assert main(["agreement", path, "--self"]) == 1
    assert "repeat" in capsys.readouterr().err
