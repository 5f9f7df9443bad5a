"""The concordance over a real project: words, actors, cues, claim types and topics in context."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Source, Stance, Statement, Target
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, Cancelled
from annotator.project import Project
from annotator.workflows.concordance import (
    ConcordanceOptions,
    Looked,
    Occurrence,
    concordance_as_text,
    look_up,
)
from annotator.workflows.marking.preannotating import preannotate

TEXTS = {
    "Harbour": "Norway’s minister called for talks. Oslo offered to mediate, Reuters said.",
    "Menu": "Talks\nThe harbour was closed. Nobody called for TALKS or for a talk.",
    "Café": "The café calls.  For talks, it says, there is no time.",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "p.annotator"
    codebook = default_codebook()
    with Project.create(path, title="p", codebook=codebook, annotator="Amina") as made:
        articles = []
        for title, text in TEXTS.items():
            start = text.index("\n") + 1 if "\n" in text else 0
            zones = (Zone("body", Span(start, len(text))),)
            if start:
                zones = (Zone("boilerplate", Span(0, start - 1)), *zones)
            sha = hashlib.sha256(text.encode()).hexdigest()
            articles.append(NewArticle(Article(new_id(), title, sha, len(text)), text, zones))
        made.add_articles(articles)
        yield made


def found(project: Project, wanted: str, looked: Looked = "words") -> tuple[Occurrence, ...]:
    rows = look_up(project, ConcordanceOptions(wanted, looked)).rows
    for row in rows:
        covered = row.span.covered(project.text(row.article))
        assert row.keyword == " ".join(covered.split())
    return rows


def add_statement(project: Project, title: str, words: str, **fields: object) -> Statement:
    row = next(each for each in project.articles() if each.title == title)
    start = project.text(row.id).index(words)
    content = (Span(start, start + len(words)),)
    statement = Statement(new_id(), row.id, project.annotator.id, content, **fields)  # type: ignore[arg-type]
    project.apply(Step((Edit(None, statement),), "Add", row.id))
    return statement


def test_words_are_found_without_case_and_outside_boilerplate_only(project: Project) -> None:
    assert [each.keyword for each in found(project, "talks")] == ["talks", "TALKS", "talks"]
    assert [each.keyword for each in found(project, "cafe")] == ["café"]


def test_several_words_stand_together_and_a_star_begins_a_word(project: Project) -> None:
    assert [each.title for each in found(project, "for talks")] == ["Harbour", "Menu", "Café"]
    assert [each.keyword for each in found(project, "call*")] == ["called", "called", "calls"]
    assert found(project, "talks for") == ()
    assert found(project, '"') == found(project, "") == ()


def test_each_place_is_told_with_what_stands_around_it(project: Project) -> None:
    (row,) = found(project, "mediate")
    assert row.before.endswith("Oslo offered to")
    assert row.behind == ", Reuters said."
    assert (row.label, row.statement, row.suggestion) == ("", None, None)


def test_rows_can_be_ordered_by_the_words_before_and_behind(project: Project) -> None:
    report = look_up(project, ConcordanceOptions("for"))
    behind = [each.behind.casefold().split() for each in report.ordered("behind")]
    assert behind == sorted(behind)
    assert behind[0][0] == "a"
    last = [each.before.split()[-1] for each in report.ordered("before")]
    assert last == sorted(last, key=str.casefold)
    assert report.ordered("article") == report.rows


def test_a_place_inside_a_statement_tells_what_it_is(project: Project) -> None:
    statement = add_statement(
        project,
        "Harbour",
        "for talks",
        claim_types=("call",),
        source=Source(actors=("RUS",)),
    )
    row = found(project, "talks")[0]
    assert (row.statement, row.label) == (statement.id, "Call · Russia")


def test_others_labels_are_not_told(project: Project) -> None:
    add_statement(project, "Harbour", "for talks", claim_types=("call",))
    project.use_annotator("Bo")
    assert found(project, "talks")[0].label == ""
    assert found(project, "call", "claim_type") == ()


def test_a_claim_type_gives_own_statements_and_possible_ones(project: Project) -> None:
    add_statement(project, "Café", "no time", claim_types=("denial",))
    assert [each.keyword for each in found(project, "Denial", "claim_type")] == ["no time"]
    preannotate(project)
    rows = found(project, "call", "claim_type")
    assert [(each.title, each.label) for each in rows] == [("Harbour", "possible: Call")]
    assert rows[0].suggestion is not None


def test_a_topic_gives_the_statements_that_take_a_stance_on_it(project: Project) -> None:
    topic = project.codebook.topics[0]
    stance = Stance(Target("topic", topic.id), project.codebook.stance_values[0].id)
    add_statement(project, "Harbour", "for talks", stances=(stance,))
    add_statement(project, "Café", "no time")
    assert [each.keyword for each in found(project, topic.label, "topic")] == ["for talks"]


def test_a_cue_is_found_where_it_announces_something(project: Project) -> None:
    preannotate(project)
    assert found(project, "called", "cue")[0].keyword.startswith("called")
    assert not [each for each in found(project, "talks", "cue") if each.keyword == "talks"]


def test_an_actor_is_found_by_name_and_by_what_mentions_mean(project: Project) -> None:
    row = next(each for each in project.articles() if each.title == "Harbour")
    start = TEXTS["Harbour"].index("Oslo")
    mention = Mention(
        *(new_id(), row.id, project.annotator.id, Span(start, start + 4), "GPE"), actor="QAT"
    )
    project.apply(Step((Edit(None, mention),), "Mark", row.id))
    assert [each.keyword for each in found(project, "Qatar", "actor")] == ["Oslo"]
    preannotate(project)
    assert "Norway" in {each.keyword for each in found(project, "Norway", "actor")}
    assert "Oslo" not in {each.keyword for each in found(project, "Norway", "actor")}


@pytest.mark.parametrize("looked", ["actor", "claim_type", "topic"])
def test_what_nobody_knows_is_told_in_a_sentence(project: Project, looked: Looked) -> None:
    with pytest.raises(AnnotationError, match="Nothing was looked up"):
        look_up(project, ConcordanceOptions("no such thing", looked))


def test_looking_up_can_be_stopped(project: Project) -> None:
    with pytest.raises(Cancelled):
        look_up(project, ConcordanceOptions("talks"), cancelled=lambda: True)


def test_the_command_lists_places_and_writes_them(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = look_up(project, ConcordanceOptions("talks"))
    project.close()
    path, out = str(project.path), tmp_path / "talks.csv"
    assert main(["concordance", path, "talks"]) == 0
    assert concordance_as_text(report) in capsys.readouterr().out
    assert main(["concordance", path, "talks", "--order", "behind", "--csv", str(out)]) == 0
    with out.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [each["words"] for each in rows] == [each.keyword for each in report.ordered("behind")]
    assert main(["concordance", path, "x", "--of", "topic"]) == 1
