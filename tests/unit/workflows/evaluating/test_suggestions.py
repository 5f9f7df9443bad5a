"""Evaluating suggestions on real project files, with numbers worked out by hand."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Recorded, Step, Zones
from annotator.annotations.ids import new_id
from annotator.annotations.model import Decision, Mention, Progress, Statement
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled, NothingToMeasureError, UnknownAnnotatorError
from annotator.preannotation.suggestion import EngineRun, Suggestion, SuggestionKind
from annotator.project import Project
from annotator.workflows.evaluating.evaluation_report import report_as_json, report_as_text
from annotator.workflows.evaluating.scoring import (
    Score,
)
from annotator.workflows.evaluating.suggestions import EvaluationOptions, evaluate
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.marking.predicting import predictions

ROOT = Path(__file__).resolve().parents[4]


CORPUS = ROOT / "../shared/corpus"


FERRY = (
    "Norland said the Ministry will open on Monday. Ida Holm called it “a bad joke” in Tarn. "
    "“We will wait,” she said. Estovia's harbour is closed, the ferry too."
)


RUN = EngineRun("run-1", "test-rules", "1")


OTHER_RUN = EngineRun("run-2", "test-model", "3")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(
        tmp_path / "harbour.annotator",
        title="Harbour",
        codebook=default_codebook(),
        annotator="Amina",
    )
    with made:
        yield made


def add_article(project: Project, title: str = "Ferry", text: str = FERRY) -> str:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts = Article(new_id(), title, sha256, len(text))
    zones = (Zone("headline", Span(0, 12)), Zone("body", Span(13, len(text))))
    return project.add_articles([NewArticle(facts, text, zones)])[0]


def suggestion(
    article: str,
    words: str,
    label: str,
    confidence: float = 0.9,
    *,
    kind: SuggestionKind = "mention",
    run: EngineRun = RUN,
) -> Suggestion:
    place = span(FERRY, words)
    id_ = f"{run.id}-{kind}-{place.start}-{place.end}-{label}"
    return Suggestion(id_, article, kind, place, label, confidence, "test", run.id)


SUGGESTED = (
    ("Norland", "GPE", 0.9),
    ("the Ministry", "ORG", 0.9),
    ("Monday", "DATE", 0.9),
    ("Ida", "PERSON", 0.9),
    ("Tarn", "ORG", 0.9),
    ("Estovia's", "GPE", 0.5),
    ("harbour", "FAC", 0.9),
    ("ferry", "FAC", 0.4),
    ("Holm", "PERSON", 0.3),
)


QUOTED = ("“a bad joke”", "“We will wait,”")


def suggest(project: Project, article: str) -> None:
    found = [suggestion(article, *each) for each in SUGGESTED]
    found += [suggestion(article, each, "direct", kind="quotation") for each in QUOTED]
    project.store_suggestions(RUN, {article: found})


def store(project: Project, article: str, *records: Recorded) -> None:
    edits = tuple(Edit(None, each) for each in records)
    project.apply(Step(edits, "Label", article))


def mention(
    project: Project, article: str, words: str, kind: str, decision: Decision = "accepted"
) -> Mention:
    who = project.annotator.id
    place = span(project.text(article), words)
    return Mention(new_id(), article, who, place, kind, decision=decision)


def statement(project: Project, article: str, words: str) -> Statement:
    place = span(project.text(article), words)
    return Statement(new_id(), article, project.annotator.id, (place,))


def done(project: Project, article: str) -> None:
    who = project.annotator.id
    store(project, article, Progress(f"{article}:{who}", article, who, "done"))


def confirm(project: Project, article: str) -> None:
    """Decide as a person might: "harbour", "ferry" and "a bad joke" are left undecided."""
    store(
        project,
        article,
        mention(project, article, "Norland", "GPE"),
        mention(project, article, "Ministry", "ORG", "corrected"),
        mention(project, article, "Monday", "DATE"),
        mention(project, article, "Ida Holm", "PERSON", "corrected"),
        mention(project, article, "Tarn", "GPE", "corrected"),
        mention(project, article, "Estovia", "GPE", "added"),
        mention(project, article, "closed", "EVENT", "rejected"),
        statement(project, article, "We will wait"),
        statement(project, article, "harbour is closed"),
    )


def labelled(project: Project) -> str:
    article = add_article(project)
    suggest(project, article)
    confirm(project, article)
    done(project, article)
    return article


def counts(score: Score) -> tuple[int, int, int, int]:
    return score.suggested, score.right, score.confirmed, score.found


def test_entities_are_counted_as_by_hand(project: Project) -> None:
    labelled(project)
    found = evaluate(project)
    # right: Norland, Ministry, Monday, Estovia; "Ida" is cut short, Tarn has another kind
    assert counts(found.entities) == (7, 4, 6, 4)
    assert found.entities.precision == pytest.approx(4 / 7)
    assert found.entities.recall == pytest.approx(4 / 6)
    assert found.entities.f1 == pytest.approx(8 / 13)
    assert counts(found.kinds["GPE"]) == (2, 2, 3, 2)
    assert counts(found.kinds["ORG"]) == (2, 1, 1, 1)
    assert counts(found.kinds["DATE"]) == (1, 1, 1, 1)
    assert counts(found.kinds["PERSON"]) == (1, 0, 1, 0)
    assert counts(found.kinds["FAC"]) == (1, 0, 0, 0)
    assert "EVENT" not in found.kinds


def test_the_span_alone_may_be_right(project: Project) -> None:
    labelled(project)
    assert counts(evaluate(project).boundary) == (7, 5, 6, 5)


def test_uncertain_guesses_count_apart(project: Project) -> None:
    labelled(project)
    assert counts(evaluate(project).uncertain)[:2] == (2, 0)


def test_what_is_left_undecided_in_a_done_article_is_wrong_and_said_so(project: Project) -> None:
    labelled(project)
    found = evaluate(project, EvaluationOptions(with_errors=True))
    wrong = {
        (each.miss.part, each.passage) for each in found.errors if each.miss.outcome == "wrong"
    }
    assert ("entity", "harbour") in wrong
    assert "left undecided" in report_as_text(found).replace("\n", " ")


def test_undefined_is_shown_with_its_reason(project: Project) -> None:
    labelled(project)
    found = evaluate(project)
    assert found.kinds["FAC"].recall is None
    assert found.kinds["FAC"].f1 == 0
    data = json.loads(json.dumps(report_as_json(found)))
    facility = data["entities"]["kinds"]["FAC"]
    assert facility["recall"] is None
    assert facility["undefined"] == {"recall": "nothing was confirmed"}
    (line,) = [each for each in report_as_text(found).splitlines() if each.startswith("  FAC")]
    assert line.split() == ["FAC", "0.000", "undefined", "0.000", "1", "0", "0", "0"]
    assert Score().undefined.keys() == {"precision", "recall", "f1"}


def test_quotations_are_compared_with_direct_quotes(project: Project) -> None:
    labelled(project)
    found = evaluate(project)
    # "We will wait" is found without its quotation marks; nobody says "a bad joke"
    assert counts(found.quotations) == (2, 1, 1, 1)


def test_a_quotation_inside_a_mixed_statement_is_right(project: Project) -> None:
    article = add_article(project)
    suggest(project, article)
    store(project, article, statement(project, article, "called it “a bad joke” in Tarn"))
    done(project, article)
    assert counts(evaluate(project).quotations) == (2, 1, 0, 0)


def test_only_done_articles_of_the_chosen_annotator_count(project: Project) -> None:
    article = labelled(project)
    opened = add_article(project, "Second", FERRY + " More.")
    store(project, opened, mention(project, opened, "Norland", "ORG"))
    project.use_annotator("Ben")
    store(project, article, mention(project, article, "Tarn", "ORG"))
    done(project, article)
    both = evaluate(project)
    assert (both.articles, both.layers, both.annotators) == (1, 2, ("Amina", "Ben"))
    assert counts(both.entities) == (14, 5, 7, 5)
    ben = evaluate(project, EvaluationOptions(annotators=("Ben",)))
    assert counts(ben.entities) == (7, 1, 1, 1)
    with pytest.raises(UnknownAnnotatorError, match=r"Nobody called Cy.*Amina, Ben"):
        evaluate(project, EvaluationOptions(annotators=("Cy",)))


def test_zones_are_evaluated_where_a_person_corrected_them(project: Project) -> None:
    article = labelled(project)
    untouched = evaluate(project)
    assert untouched.zones is None
    assert "not corrected" in report_as_text(untouched)
    assert report_as_json(untouched)["zones_status"] == "not corrected"
    before = Zones(article, article, project.zones(article))
    corrected = replace(before.zones[0], kind="boilerplate")
    after = replace(before, zones=(corrected, before.zones[1]))
    project.apply(Step((Edit(before, after),), "Correct zones", article))
    found = evaluate(project)
    assert found.zones is not None
    assert counts(found.zones["body"]) == (1, 1, 1, 1)
    assert counts(found.zones["headline"]) == (1, 0, 0, 0)
    assert counts(found.zones["boilerplate"]) == (0, 0, 1, 0)
    project.undo(article)
    assert evaluate(project).zones is None


def test_each_engine_has_its_own_line_where_there_are_several(project: Project) -> None:
    article = labelled(project)
    assert "by test-rules" not in report_as_text(evaluate(project))
    ours = [
        suggestion(article, "Ida Holm", "PERSON", run=OTHER_RUN),
        suggestion(article, "ferry", "FAC", run=OTHER_RUN),
    ]
    project.store_suggestions(OTHER_RUN, {article: ours})
    found = evaluate(project)
    assert counts(found.engines["test-rules 1"]) == (7, 4, 6, 4)
    assert counts(found.engines["test-model 3"]) == (2, 1, 6, 1)
    assert "by test-model 3" in report_as_text(found)


def test_articles_without_suggestions_count_as_missed_and_are_named(project: Project) -> None:
    article = add_article(project)
    confirm(project, article)
    done(project, article)
    found = evaluate(project)
    assert counts(found.entities) == (0, 0, 6, 0)
    assert found.entities.precision is None
    assert found.without_suggestions == 1
    assert "1 article without any suggestion" in report_as_text(found)


def test_without_a_done_article_the_error_says_what_to_do(project: Project) -> None:
    add_article(project)
    with pytest.raises(NothingToMeasureError, match="mark these as done"):
        evaluate(project)


def test_stopping_raises_and_progress_is_told(project: Project) -> None:
    labelled(project)
    told: list[tuple[int, int, str]] = []
    evaluate(project, progress=lambda *each: told.append(each))
    assert told == [(0, 1, "Ferry"), (1, 1, "")]
    with pytest.raises(Cancelled):
        evaluate(project, cancelled=lambda: True)


def test_errors_are_listed_with_their_passages(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled(project)
    path = str(project.path)
    project.close()
    assert main(["evaluate", path, "--errors"]) == 0
    said = capsys.readouterr().out
    assert "wrong entity ORG, confirmed as GPE" in said
    assert "a bad joke” in [Tarn]. “We will" in said
    assert main(["evaluate", path, "--errors", "--json", "--annotator", "Amina"]) == 0
    data = json.loads(capsys.readouterr().out)
    missed = [each for each in data["errors"] if each["outcome"] == "missed"]
    assert [each["passage"] for each in missed] == ["Ida Holm", "Tarn"]
    assert [FERRY[each["start"] : each["end"]] for each in missed] == ["Ida Holm", "Tarn"]
    assert main(["evaluate", path, "--json"]) == 0
    assert "errors" not in json.loads(capsys.readouterr().out)


def test_an_article_cannot_steer_the_terminal(project: Project) -> None:
    article = add_article(project, "Red \x1b[31m title")
    suggest(project, article)
    done(project, article)
    text = report_as_text(evaluate(project, EvaluationOptions(with_errors=True)))
    assert "\x1b" not in text


def test_evaluating_loads_neither_qt_nor_spacy(project: Project) -> None:
    labelled(project)
    path = str(project.path)
    project.close()
    probe = (
        "import sys\nfrom annotator.cli import main\n"
        f"code = main(['evaluate', {path!r}])\n"
        "heavy = {'PySide6', 'spacy', 'thinc'} & set(sys.modules)\n"
        "assert code == 0 and not heavy, (code, heavy)\n"
    )
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


def script_score(predicted: Path) -> float:
    command = [sys.executable, "-c", SCRIPT, str(CORPUS), str(predicted)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


# Its report prints three decimals only, so the strict F1 is asked of its own functions.
SCRIPT = """
import json, sys
corpus, predicted = sys.argv[1:]
sys.path.insert(0, corpus)
import score_entities
texts, gold = score_entities.load(corpus + "/seeds_entities.json", corpus + "/seeds/")
guesses = json.load(open(predicted, encoding="utf-8"))
print(score_entities.score(texts, gold, guesses, lambda kind: True)["strict"][2])
"""


def gold_mention(project: Project, article: str, entity: dict[str, object]) -> Mention:
    place = Span(int(str(entity["start"])), int(str(entity["end"])))
    kinds = [str(entity["label"]), *(str(each) for each in _others(entity))]
    match = next(
        (
            each
            for each in project.suggestions(article)
            if each.kind == "mention" and each.span == place and each.label in kinds
        ),
        None,
    )
    return Mention(
        new_id(),
        article,
        project.annotator.id,
        place,
        match.label if match else kinds[0].replace("TIME", "DATE"),
        decision="accepted" if match else "added",
        suggestion=match.id if match else None,
    )


def _others(entity: dict[str, object]) -> list[object]:
    others = entity.get("alt_labels", [])
    return others if isinstance(others, list) else []


@pytest.mark.skipif(
    not (CORPUS / "seeds_entities.json").exists(), reason="no annotated corpus here"
)
def test_entities_score_as_the_corpus_scores_them(project: Project, tmp_path: Path) -> None:
    """The corpus allows several kinds for some names and lets TIME be DATE.

    A mention has one kind, so an allowed one that was suggested is confirmed as it is. With that,
    the same suggestions must get the same F1. The engine's answer for a bare file differs a
    little: a project's zones keep boilerplate lines from being marked.
    """
    imported = import_paths(project, [CORPUS / "seeds"], ImportOptions()).imported
    articles = {project.article(each).file_name: each for each in imported}
    documents = json.loads((CORPUS / "seeds_entities.json").read_text())["documents"]
    assert len(articles) == len(documents) == 5
    for document in documents:
        article = articles[document["id"]]
        mentions = [gold_mention(project, article, each) for each in document["entities"]]
        store(project, article, *mentions)
        done(project, article)
    shown = {
        name: [
            (each.span.start, each.span.end, each.label)
            for each in project.suggestions(article)
            if each.kind == "mention" and each.confidence >= 0.5
        ]
        for name, article in articles.items()
    }
    predicted = tmp_path / "predicted.json"
    predicted.write_text(json.dumps(shown))
    found = evaluate(project)
    assert found.entities.confirmed == sum(len(each["entities"]) for each in documents)
    assert found.entities.f1 == pytest.approx(script_score(predicted), abs=1e-9)
    assert found.entities.f1 is not None and found.entities.f1 >= 0.97
    predicted.write_text(json.dumps(predictions([CORPUS / "seeds"])))
    assert found.entities.f1 == pytest.approx(script_score(predicted), abs=0.01)
