"""A spaCy pipeline is trained on the sample corpus, and marks articles."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.tokens import DocBin

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.dataset.options import DatasetOptions
from annotator.errors import Cancelled, DatasetError, EnvironmentProblem
from annotator.preannotation.pipelines.training import sizes
from annotator.preannotation.pipelines.user_pipeline import UserPipeline, find_pipeline
from annotator.preannotation.suggestion import Suggestion
from annotator.project import Project
from annotator.workflows.exporting.building import rows
from annotator.workflows.exporting.training import too_little, write_training
from annotator.workflows.exporting.training_run import run_training
from annotator.workflows.exporting.training_texts import TrainingOptions, preview_training
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.importing.sampling import sample_files
from annotator.workflows.marking.preannotating import preannotate

STEPS = 40


def stated(project: Project, suggestion: Suggestion, number: int) -> Statement:
    candidate = suggestion.candidate
    assert candidate is not None
    topic = project.codebook.topics[number % 2].id
    value = project.codebook.stance_values[number % 2].id
    return Statement(
        new_id(),
        suggestion.article,
        project.annotator.id,
        candidate.content,
        source=Source(candidate.source),
        cue=candidate.cue,
        claim_types=(candidate.claim_type or "fact",),
        stances=(Stance(Target("topic", topic), value),),
        codebook=project.codebook.reference,
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample corpus with every possible statement accepted, and all articles done."""
    path = tmp_path_factory.mktemp("trained") / "talks.annotator"
    book = default_codebook()
    with Project.create(path, title="Talks", codebook=book, annotator="Amina") as project:
        import_paths(project, sample_files(), ImportOptions())
        preannotate(project, jobs=1)
        for row in project.articles():
            found = [each for each in project.suggestions(row.id) if each.kind == "statement"]
            edits = [Edit(None, stated(project, each, number)) for number, each in enumerate(found)]
            who = project.annotator.id
            done = Progress(f"{row.id}:{who}", row.id, who, "done", book.reference)
            project.apply(Step((*edits, Edit(None, done)), "Label", row.id))
    return path


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path, readonly=True) as opened:
        yield opened


def test_docbins_configs_and_commands_are_written_and_articles_stay_in_one_split(
    project: Project, tmp_path: Path
) -> None:
    report = write_training(project, TrainingOptions(tmp_path / "out"))
    assert [each.task for each in report.tasks] == ["spans", "claim-types", "stance"]
    told = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    for counts in report.tasks:
        task, texts = counts.task, counts.texts
        assert f"python -m spacy train {task}/config.cfg" in told
        assert set(texts) == {"train", "dev", "test"} and min(texts.values()) > 0
        config = spacy.util.load_config(tmp_path / "out" / task / "config.cfg")
        assert config["nlp"]["lang"] == "en" and config["paths"]["vectors"] is None
    vocab, seen = spacy.blank("en").vocab, dict[str, str]()
    for split in ("train", "dev", "test"):
        docs = DocBin().from_disk(tmp_path / "out" / "spans" / "corpus" / f"{split}.spacy")
        for doc in docs.get_docs(vocab):
            assert seen.setdefault(doc.text, split) == split
            for span in doc.spans["sc"]:
                assert span.label_ in ("source", "cue", "content")
    assert sum(report.tasks[0].labels["content"].values()) > 20


def test_a_sentence_with_two_statements_is_one_text_with_the_claim_types_of_both(
    project: Project, tmp_path: Path
) -> None:
    write_training(project, TrainingOptions(tmp_path / "out", tasks=("claim-types",)))
    vocab, given = spacy.blank("en").vocab, list[float]()
    for split in ("train", "dev", "test"):
        place = tmp_path / "out" / "claim-types" / "corpus" / f"{split}.spacy"
        docs = DocBin().from_disk(place).get_docs(vocab)
        given += [sum(doc.cats.values()) for doc in docs]
    found = list(rows(project, DatasetOptions(task="claim-type", whose="majority")))
    places = {(each.article_uid, each.start, each.end) for each in found}
    assert len(given) <= len(places) < len(found)
    assert 1 in given and max(given) > 1
    assert not (tmp_path / "out" / "spans").exists()


def test_what_is_counted_beforehand_is_what_is_written(
    project: Project, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    told = preview_training(project, TrainingOptions(out))
    assert not out.exists()
    assert told == write_training(project, TrainingOptions(out)).tasks
    assert any("fewer than 10" in note for note in told[1].notes)
    assert main(["train", str(path), str(tmp_path / "no"), "--preview", "--task", "spans"]) == 0
    printed = capsys.readouterr().out
    assert "spans: texts train" in printed and "stance" not in printed
    assert not (tmp_path / "no").exists()


def test_the_folder_says_how_plain_spacy_trains_it(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_training(project, TrainingOptions(out))
    told = yaml.safe_load((out / "project.yml").read_text(encoding="utf-8"))
    steps = [each["script"][0] for each in told["commands"]]
    page = (out / "README.md").read_text(encoding="utf-8")
    assert told["workflows"]["all"] == [each["name"] for each in told["commands"]]
    assert "python -m spacy project run all" in page
    assert all(each in page for each in steps)
    for each in told["commands"]:
        if each["name"].startswith("train"):
            assert all((out / needed).is_file() for needed in each["deps"])


@pytest.mark.slow
def test_plain_spacy_trains_the_folder_and_what_it_made_marks_articles(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_training(project, TrainingOptions(out, steps=STEPS))
    subprocess.run([sys.executable, "-m", "spacy", "project", "run", "all"], cwd=out, check=True)
    assert json.loads((out / "spans" / "metrics.json").read_text())["spans_sc_f"] > 0.1
    with UserPipeline(find_pipeline(str(out / "pipeline"))) as pipeline:
        assert "textcat_multilabel" in pipeline.detail


def test_a_pipeline_learns_and_predicts(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["train", str(path), str(out), "--run", "--steps", str(STEPS), "--json"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    scores = {each["task"]: each for each in told["scores"]}
    assert set(scores) == {"spans", "claim-types", "stance"}
    by_label = {each["label"]: each for each in scores["spans"]["labels"]}
    assert by_label["cue"]["f1"] > 0.2
    assert json.loads((out / "scores.json").read_text())["tasks"] == told["scores"]
    nlp = spacy.load(out / "pipeline")
    doc = nlp("“The strait stays open,” the minister said on Monday.")
    assert {each.label_ for each in doc.spans["sc"]} & {"cue", "source"}
    assert set(doc.cats) >= {"fact"}


def test_training_that_is_stopped_or_fails_leaves_the_data_whole(
    project: Project, tmp_path: Path
) -> None:
    report = write_training(project, TrainingOptions(tmp_path / "out", steps=STEPS))
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        run_training(report, cancelled=lambda: next(asked))
    assert (tmp_path / "out" / "spans" / "corpus" / "train.spacy").is_file()
    assert not (tmp_path / "out" / "pipeline").exists()
    (tmp_path / "out" / "spans" / "config.cfg").write_text("[nlp]\n")
    with pytest.raises(EnvironmentProblem, match="Training stopped"):
        run_training(report)


def test_too_little_to_learn_from_is_told(tmp_path: Path) -> None:
    book = default_codebook()
    out = tmp_path / "out"
    with Project.create(tmp_path / "p", title="P", codebook=book, annotator="A") as empty:
        import_paths(empty, sample_files()[:2], ImportOptions())
        with pytest.raises(DatasetError, match="too little to train on"):
            write_training(empty, TrainingOptions(out))
        with pytest.raises(DatasetError, match="three shares"):
            write_training(empty, TrainingOptions(out, split="80/20"))
    assert not out.exists()


def test_candidates_are_as_long_as_nearly_all_spans() -> None:
    assert sizes({1: 50, 2: 45, 30: 5}) == [1, 2]
    assert sizes({100: 1}) == list(range(1, 41))
    assert sizes({}) == [1]


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        ({}, "Label more articles and mark them as done."),
        ({"done_only": False}, "Label more articles."),
        ({"whose": "gold"}, "Settle more articles to their end"),
    ],
)
def test_what_to_do_about_too_little_depends_on_whose_labels_are_taken(
    options: dict[str, Any], advice: str, tmp_path: Path
) -> None:
    assert f"Nothing was written. {advice}" in str(
        too_little((), TrainingOptions(tmp_path, **options))
    )
