"""A user's own pipeline beside the rules: it adds, never overrules, and never touches decisions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.errors import PipelineError
from annotator.preannotation.pipelines.own_process import command, environment
from annotator.preannotation.pipelines.training import TrainingText, write_task
from annotator.preannotation.pipelines.training_worker import MODULE
from annotator.preannotation.suggestion import Suggestion
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.marking.adding_pipeline import (
    RULE,
    available_pipelines,
    choose_pipeline,
    chosen_pipeline,
    kind_in_codebook,
)
from annotator.workflows.marking.preannotating import preannotate

ARTICLE = (
    "Crews agree on a truce\n\n"
    "Russia and the glimmerfolk agreed on a truce, envoy Marta Lindqvist said in Moscow on Friday. "
    "The glimmerfolk met aboard the wavecutter.\n\n"
    "Accept all cookies\n"
)
OTHER = "Another day\n\nNothing of the glimmerfolk was heard in Moscow that day, he said.\n"


def write_pipeline(folder: Path, *patterns: tuple[str, str], version: str = "1.0") -> Path:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [{"label": label, "pattern": words} for label, words in patterns]
    )
    nlp.meta.update(name=folder.name, version=version)
    nlp.to_disk(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pipeline(
        tmp_path / "crews",
        ("ORG", "glimmerfolk"),
        ("ORG", "Moscow"),  # the rules know better
        ("PER", "envoy Marta Lindqvist said"),  # overlaps what the rules have
        ("VESSEL", "wavecutter"),  # no kind of the codebook
        ("ORG", "cookies"),  # not of the article
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(ARTICLE)
    (tmp_path / "in" / "2.txt").write_text(OTHER)
    made = Project.create(
        tmp_path / "truce.annotator", title="Truce", codebook=default_codebook(), annotator="Amina"
    )
    with made:
        import_paths(made, [tmp_path / "in"], ImportOptions(preannotate=False))
        yield made


def first(project: Project) -> str:
    return project.articles()[0].id


def added(project: Project, article: str) -> list[tuple[str, str]]:
    text = project.text(article)
    return [
        (each.span.covered(text), each.label)
        for each in project.suggestions(article)
        if each.rule == RULE
    ]


def by_rules(project: Project, article: str) -> list[Suggestion]:
    return [each for each in project.suggestions(article) if each.rule != RULE]


def test_it_adds_only_where_the_rules_have_nothing(project: Project, folder: Path) -> None:
    preannotate(project)
    before = by_rules(project, first(project))
    choose_pipeline(project, str(folder))
    layer = preannotate(project).pipeline
    assert layer is not None
    assert added(project, first(project)) == [("glimmerfolk", "ORG"), ("glimmerfolk", "ORG")]
    assert by_rules(project, first(project)) == before
    assert (layer.articles, layer.by_kind, layer.left_out) == (2, {"ORG": 3}, {"VESSEL": 1})
    assert layer.problem == ""
    assert any("VESSEL 1" in line for line in layer.lines())
    assert project.check() == ()


def test_its_suggestions_name_the_pipeline_and_its_version(project: Project, folder: Path) -> None:
    choose_pipeline(project, str(folder))
    preannotate(project)
    runs = {each.id: each for each in project.engine_runs()}
    found = [each for each in project.suggestions(first(project)) if each.rule == RULE]
    assert {(runs[each.run].engine, runs[each.run].version) for each in found} == {
        ("spacy:en_crews", "1.0")
    }


def test_what_is_imported_later_is_read_by_the_chosen_pipeline(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    choose_pipeline(project, str(folder))
    (tmp_path / "3.txt").write_text(OTHER + "More of it.\n")
    report = import_paths(project, [tmp_path / "3.txt"], ImportOptions())
    assert added(project, report.imported[0]) == [("glimmerfolk", "ORG")]


def test_marking_again_reads_only_what_is_new_or_has_changed(
    project: Project, folder: Path
) -> None:
    choose_pipeline(project, str(folder))
    preannotate(project)
    ids = [each.id for each in project.suggestions(first(project))]
    again = preannotate(project).pipeline
    assert again is not None and again.articles == 0
    assert [each.id for each in project.suggestions(first(project))] == ids
    anew = preannotate(project, again=True).pipeline
    assert anew is not None and anew.articles == 2
    assert [each.id for each in project.suggestions(first(project))] == ids
    write_pipeline(folder, ("ORG", "truce"))
    changed = preannotate(project).pipeline
    assert changed is not None and changed.articles == 2
    assert added(project, first(project))[0] == ("truce", "ORG")
    assert ("glimmerfolk", "ORG") not in added(project, first(project))


def test_decisions_stay_whatever_is_run_or_chosen_afterwards(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    choose_pipeline(project, str(folder))
    preannotate(project)
    article = first(project)
    one, two = (each for each in project.suggestions(article) if each.rule == RULE)
    who = project.annotator.id
    decided = (
        Mention(new_id(), article, who, one.span, "NORP", decision="corrected", suggestion=one.id),
        Mention(new_id(), article, who, two.span, "ORG", decision="rejected", suggestion=two.id),
    )
    project.apply(Step(tuple(Edit(None, each) for each in decided), "Decide", article))
    before = project.layer(article)
    preannotate(project, again=True)
    assert project.layer(article) == before
    choose_pipeline(project, str(write_pipeline(tmp_path / "other", ("EVENT", "truce"))))
    preannotate(project)
    assert added(project, article) == [("truce", "EVENT"), ("truce", "EVENT")]
    choose_pipeline(project, None)
    assert preannotate(project).pipeline is None
    assert added(project, article) == []
    assert project.layer(article) == before
    assert project.check() == ()


def test_a_pipeline_chosen_again_adds_again(project: Project, folder: Path) -> None:
    choose_pipeline(project, str(folder))
    preannotate(project)
    before = project.suggestions(first(project))
    choose_pipeline(project, None)
    preannotate(project)
    preannotate(project)
    choose_pipeline(project, str(folder))
    preannotate(project)
    assert project.suggestions(first(project)) == before


def test_a_pipeline_that_is_gone_leaves_the_rules_at_work(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    choose_pipeline(project, str(folder))
    preannotate(project)
    folder.rename(tmp_path / "moved")
    before = project.suggestions(first(project))
    (tmp_path / "3.txt").write_text(OTHER + "More of it.\n")
    report = import_paths(project, [tmp_path / "3.txt"], ImportOptions())
    layer = report.preannotation.pipeline if report.preannotation else None
    assert layer is not None and layer.reason == "missing"
    assert project.suggestions(report.imported[0])
    assert project.suggestions(first(project)) == before
    assert chosen_pipeline(project) == str(folder)


def test_what_cannot_be_used_is_not_chosen(project: Project, tmp_path: Path) -> None:
    with pytest.raises(PipelineError):
        choose_pipeline(project, str(tmp_path / "nowhere"))
    assert chosen_pipeline(project) is None


def test_the_choice_is_among_what_can_be_chosen(project: Project, folder: Path) -> None:
    choose_pipeline(project, str(folder.parent / "crews"))
    assert (str(folder), "") in available_pipelines(project)


def test_stopping_keeps_whole_articles(project: Project, folder: Path) -> None:
    preannotate(project)
    choose_pipeline(project, str(folder))
    told: list[str] = []
    report = preannotate(
        project,
        progress=lambda _done, _total, what: told.append(what),
        cancelled=lambda: "Reading with spacy:en_crews" in told,
    )
    assert report.is_cancelled
    assert project.check() == ()
    rest = preannotate(project).pipeline
    assert rest is not None
    assert added(project, first(project)) == [("glimmerfolk", "ORG"), ("glimmerfolk", "ORG")]


@pytest.mark.parametrize(
    ("label", "kind"),
    [("PER", "PERSON"), ("org", "ORG"), ("LOCATION", "LOC"), ("VESSEL", None), ("TIME", "DATE")],
)
def test_labels_become_kinds_of_the_codebook(label: str, kind: str | None) -> None:
    assert kind_in_codebook(label, ("PERSON", "ORG", "LOC", "DATE")) == kind


def test_a_codebook_without_kinds_takes_labels_as_they_are() -> None:
    assert kind_in_codebook("VESSEL", ()) == "VESSEL"


# -- on the command line


def test_the_command_chooses_runs_and_takes_back(
    project: Project, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(project.path)
    project.close()
    assert main(["preannotate", path, "--pipeline", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "spacy:en_crews 1.0 read 2 articles and added: ORG 3." in said
    assert main(["preannotate", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pipeline"]["pipeline"] == str(folder)
    assert main(["preannotate", path, "--no-pipeline", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pipeline"] is None


def test_the_command_tells_why_a_pipeline_cannot_be_used(
    project: Project, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(project.path)
    project.close()
    assert main(["preannotate", path, "--pipeline", "no_such_thing"]) == 1
    assert "no installed one has that name" in capsys.readouterr().err
    (folder / "config.cfg").write_text("[nlp]\n")
    assert main(["preannotate", path, "--pipeline", str(folder)]) == 3
    said = capsys.readouterr()
    assert "Marked 2 articles" in said.out
    assert "was stopped" in said.err and "Traceback" not in said.err
    assert main(["preannotate", path, "--pipeline", "a", "--no-pipeline"]) == 2
    assert main(["preannotate", str(folder), "--pipeline", "a"]) == 2


CALLS = ("lamp", "crane", "barge", "kettle")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a pipeline that knows "X glorped that ..." as a statement, which no rule does."""
    folder = tmp_path_factory.mktemp("trained")
    spans, types = [], []
    for number in range(40):
        who, what = ("Zilda", "Orbo")[number % 2], CALLS[number % 4]
        content = f"the {what} dims"
        text = f"{who} glorped {content}."
        parts = ((0, len(who), "source"), (len(who) + 1, len(who) + 8, "cue"))
        at = text.index(content)
        spans.append(TrainingText(text, spans=(*parts, (at, at + len(content), "content"))))
        kind = "call" if number % 2 else "fact"
        types.append(TrainingText(text, {each: float(each == kind) for each in ("call", "fact")}))
    for name, component, texts in (
        ("spans", "spancat", spans),
        ("claim-types", "textcat_multilabel", types),
    ):
        splits = {"train": texts, "dev": texts[:8], "test": texts[:8]}
        write_task(folder / name, component, "en", splits, size="small", steps=60)  # type: ignore[arg-type]
    subprocess.run(
        [*command(MODULE), str(folder), "glorp", "spans", "claim-types"],
        env=environment(),
        check=True,
        capture_output=True,
    )
    return folder / "pipeline"


def test_statements_of_a_trained_pipeline_are_suggested_where_the_rules_have_none(
    trained: Path, tmp_path: Path
) -> None:
    text = (
        "Lamps\n\nA mild day came. Orbo glorped the crane dims.\n\n"
        "“The strait stays open,” the minister said on Monday.\n"
    )
    (tmp_path / "lamps.txt").write_text(text, encoding="utf-8")
    book = default_codebook()
    with Project.create(tmp_path / "p", title="P", codebook=book, annotator="A") as project:
        import_paths(project, [tmp_path / "lamps.txt"], ImportOptions())
        choose_pipeline(project, str(trained))
        report = preannotate(project, jobs=1)
        assert report.pipeline is not None and report.pipeline.problem == ""
        assert set(report.pipeline.by_kind) == {"possible statement"}
        (row,) = project.articles()
        found = [each for each in project.suggestions(row.id) if each.kind == "statement"]
        whole, rules = project.text(row.id), [each.span for each in found if each.rule != RULE]
        added = [each for each in found if each.rule == RULE]
        assert rules and not any(one.span.overlaps(span) for one in added for span in rules)
        ours = next(each for each in added if each.span.covered(whole) == "the crane dims")
        candidate = ours.candidate
        assert candidate is not None
        assert [each.covered(whole) for each in candidate.source] == ["Orbo"]
        assert [each.covered(whole) for each in candidate.cue] == ["glorped"]
        assert (ours.label, candidate.claim_type) == ("call", "call")
        choose_pipeline(project, None)
        preannotate(project, jobs=1)
        assert RULE not in {each.rule for each in project.suggestions(row.id)}
