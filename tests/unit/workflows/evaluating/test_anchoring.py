"""Articles with suggestions against those without, with numbers worked out by hand."""

from __future__ import annotations

import hashlib
import json

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Source, Statement
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project
from annotator.project.asked import serving
from annotator.workflows.evaluating.suggestions_report import (
    report_as_json,
    report_as_text,
    report_on_suggestions,
)
from annotator.workflows.marking.withholding import choose_share

WORDS = "Norland said the harbour opens. Estovia denied it at once."  # 10 words
RUN = EngineRun("run-1", "test-rules", "1")
HARBOUR, DENIED = Span(13, 30), Span(40, 46)


def new(at):
    text = f"{WORDS}{' ' * at}\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(new_id(), f"Text {at}", digest, len(text))
    return NewArticle(article, text, (Zone("body", Span(0, len(WORDS))),))


def candidate(article):
    parts = Candidate((HARBOUR,), (Span(0, 7),), (Span(8, 12),), claim_type="fact")
    return Suggestion(
        new_id(), article, "statement", HARBOUR, "fact", 0.6, "rule", "run-1", candidate=parts
    )


def make(path, *, articles, share=0.5):
    """A project with one possible statement in each article."""
    project = Project.create(path, title="Talks", codebook=default_codebook(), annotator="Amina")
    ids = project.add_articles([new(at) for at in range(articles)])
    project.store_suggestions(RUN, {each: [candidate(each)] for each in ids})
    choose_share(project, share)
    return project


def statement(project, article, content=HARBOUR, *, cue=True, types=("fact",)):
    return Statement(
        new_id(),
        article,
        project.annotator.id,
        (content,),
        Source((Span(0, 7),)),
        (Span(8, 12),) if cue else (),
        claim_types=types,
    )


def label(project, article, *statements, mentions=0):
    """Open the article, say these statements, and be done."""
    project.serve(article, project.suggestions(article))
    who = project.annotator.id
    marks = [Mention(new_id(), article, who, Span(at, at + 3), "GPE") for at in range(mentions)]
    progress = Progress(f"{article}:{who}", article, who, "done")
    edits = tuple(Edit(None, each) for each in (*statements, *marks, progress))
    project.apply(Step(edits, "Label", article))


@pytest.fixture
def project(tmp_path):
    made = make(tmp_path / "talks.annotator", articles=60)
    yield made
    made.close()


def label_all(project):
    """With suggestions everybody keeps the candidate, without they say something else, or two."""
    for row in project.articles():
        if project.is_withheld(row.id):
            own = [statement(project, row.id, cue=False), statement(project, row.id, DENIED)]
            label(project, row.id, *own, mentions=1)
        else:
            label(project, row.id, statement(project, row.id))


def test_rates_shares_and_their_differences(project):
    label_all(project)
    found = report_on_suggestions(project).anchoring
    drawn = found.without_suggestions.articles
    assert found.with_suggestions.articles + drawn == 60 and 15 < drawn < 45
    assert found.without_suggestions.words == 10 * drawn
    assert found.without_suggestions.statements == 2 * drawn
    measures = found.measures
    assert (measures["statements"].one, measures["statements"].other) == (100, 200)
    assert (measures["mentions"].one, measures["mentions"].other) == (0, 100)
    assert measures["same_as_candidate"].one == 1 and measures["same_as_candidate"].other == 0
    assert (measures["same_content"].one, measures["same_content"].other) == (1, 0.5)
    assert measures["same_content"].value == -0.5
    interval = measures["same_content"].interval
    assert (interval.low, interval.high) == (-0.5, -0.5), "every article is the same here"
    assert found.claim_types["fact"].value == 0


def test_claim_types_are_shares_of_the_statements(project):
    for row in project.articles():
        types = ("call",) if project.is_withheld(row.id) else ("fact", "call")
        label(project, row.id, statement(project, row.id, types=types))
    found = report_on_suggestions(project).anchoring.claim_types
    assert (found["fact"].one, found["fact"].other) == (1, 0)
    assert (found["call"].one, found["call"].other) == (1, 1)


def test_what_is_not_done_or_was_not_opened_in_the_window_does_not_count(project):
    first, second, *_ = (row.id for row in project.articles())
    project.serve(first, ())
    who = project.annotator.id
    done = Progress(f"{second}:{who}", second, who, "done")
    project.apply(Step((Edit(None, done),), "Take in", second))
    found = report_on_suggestions(project).anchoring
    assert found.with_suggestions.articles == found.without_suggestions.articles == 0
    assert found.measures["statements"].value is None


def test_agreement_is_between_those_who_got_an_article_alike(project):
    rows = project.articles()
    for name, content in (("Amina", HARBOUR), ("Bo", DENIED)):
        project.use_annotator(name)
        for row in rows:
            apart = content if project.is_withheld(row.id) else HARBOUR
            label(project, row.id, statement(project, row.id, apart))
    found = report_on_suggestions(project).anchoring
    assert (found.measures["agreement"].one, found.measures["agreement"].other) == (1, 0)
    assert found.measures["claim_type_agreement"].one == 1
    assert found.measures["claim_type_agreement"].other is None
    assert found.without_suggestions.layers == 2 * found.without_suggestions.articles


def test_with_few_articles_the_report_says_why_there_is_no_interval(tmp_path, monkeypatch):
    drawn = {}

    def every_second(_project, article):  # of eight articles, all may be drawn by chance
        return drawn.setdefault(article, len(drawn) % 2 * 0.75)

    monkeypatch.setattr(serving, "draw", every_second)
    with make(tmp_path / "few.annotator", articles=8) as project:
        label_all(project)
        report = report_on_suggestions(project)
    words = report_as_text(report)
    assert "no interval: " in words and " articles with suggestions, 10 are needed" in words
    assert "50 % of new articles come without." in words


def test_the_report_is_the_same_for_people_and_programs(project, capsys):
    label_all(project)
    report = report_on_suggestions(project)
    facts = report_as_json(report)
    assert json.loads(json.dumps(facts)) == facts
    assert facts["total"]["shown"] == report.anchoring.with_suggestions.articles
    assert facts["comparison"]["measures"]["same_content"]["without"] == 0.5
    project.close()
    assert main(["suggestions", str(project.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, **facts}
    assert main(["suggestions", str(project.path)]) == 0
    assert capsys.readouterr().out.rstrip("\n") == report_as_text(report)


def test_withholding_needs_no_comparison_while_nothing_was_withheld(tmp_path):
    with make(tmp_path / "all.annotator", articles=3, share=0) as project:
        label_all(project)
        words = report_as_text(report_on_suggestions(project))
    assert "every new article comes with them" in words
    assert "statements per 1,000 words" not in words


def test_the_engine_can_be_measured_where_it_led_nobody(project, capsys):
    label_all(project)
    withheld = report_on_suggestions(project).anchoring.without_suggestions.articles
    project.close()
    command = ["evaluate", str(project.path), "--json"]
    assert main(command) == 0
    everywhere = json.loads(capsys.readouterr().out)
    assert main([*command, "--without-suggestions"]) == 0
    unled = json.loads(capsys.readouterr().out)
    assert everywhere["articles"] == 60 and unled["articles"] == withheld
    assert main(["preannotate", str(project.path), "--withhold", "0"]) == 0


def test_nothing_withheld_is_nothing_to_evaluate(tmp_path, capsys):
    with make(tmp_path / "all.annotator", articles=2, share=0) as project:
        label_all(project)
    assert main(["evaluate", str(project.path), "--without-suggestions"]) == 1
    assert "--withhold" in capsys.readouterr().err


def test_the_share_is_set_on_the_command_line(tmp_path, capsys):
    with make(tmp_path / "all.annotator", articles=1, share=0) as project:
        path = str(project.path)
    assert main(["preannotate", path, "--withhold", "0.25"]) == 0
    assert main(["preannotate", path, "--withhold", "1.5"]) == 1
    assert "between 0 and 1" in capsys.readouterr().err
    with Project.open(project.path) as project:
        assert project.withheld_share == 0.25
    assert main(["preannotate", __file__, "--withhold", "0.25"]) == 2
