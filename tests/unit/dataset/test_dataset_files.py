"""Datasets for the Hugging Face Hub, for inference and for learning with disagreement."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pyarrow.parquet as pq
import pytest
import yaml

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.dataset.files import parquet_files
from annotator.dataset.files.hub_card import split_name
from annotator.dataset.files.lewidi_files import Lewidi
from annotator.dataset.files.nli_files import Pairs
from annotator.dataset.files.parquet_files import Parquet
from annotator.dataset.files.row_files import HowRows
from annotator.dataset.files.row_shapes import ClassNames, class_names
from annotator.dataset.options import DatasetOptions, split_named
from annotator.dataset.tasks.rows import (
    NONE,
    TASKS,
    ArticleLabelTaskRow,
    QuotationTaskRow,
    Row,
    RowSpan,
    SpanTaskRow,
    StanceTaskRow,
    Task,
    Vote,
)
from annotator.errors import DatasetError
from annotator.project import Project
from annotator.workflows.exporting.building import BuildOptions, build

BOOK = default_codebook()
TEXT = "Norland 🛶 “will never” sign.\u2028Estovia welcomed the thaw."


def stance(label: str = "favor", **more: Any) -> StanceTaskRow:
    row = StanceTaskRow(
        id="s-1|topic:dialogue",
        split="train",
        article_id="a",
        article_uid="a",
        title="Thaw",
        date="2031-05-01",
        source="Tern Gazette",
        group="g",
        text=TEXT,
        start=4,
        end=4 + len(TEXT),
        label=label,
        labels=(label,) if label else (),
        shares={label: 1.0},
        votes=(Vote("Amina", (label,)),),
        annotators=("Amina",),
        annotator_ids=("ann-1",),
        statements=("s-1",),
        codebook=BOOK.reference,
        target_kind="topic",
        target_id="dialogue",
        target_label="The sides should talk",
        explicit=True,
        holder=("RUS", "CHN"),
        holder_names=("Russia", "China"),
        content=((10, 22),),
    )
    return replace(row, **more)


def written(folder: Path, rows: list[Row], task: Task = "stance") -> list[dict[str, Any]]:
    with Parquet(folder, ["train"], HowRows(task, BOOK)) as files:
        for row in rows:
            files.write(row)
    found: list[dict[str, Any]] = pq.read_table(folder / "train.parquet").to_pylist()
    return found


# Parquet


def test_a_row_in_parquet_is_the_row(tmp_path: Path) -> None:
    row = stance("against", explicit=None)
    (found,) = written(tmp_path, [row])
    assert found["text"] == TEXT
    assert (found["label"], found["label_name"]) == (2, "against")
    assert found["labels"] == [2]
    assert found["shares"] == [{"label": "against", "share": 1.0}]
    assert found["votes"] == [{"annotator": "Amina", "labels": ["against"]}]
    assert found["content"] == [{"start": 10, "end": 22}]
    assert found["holder"] == ["RUS", "CHN"]
    assert found["explicit"] is None
    start, end = found["content"][0].values()
    assert found["text"][start:end] == "“will never”"


def test_a_tied_row_has_no_class(tmp_path: Path) -> None:
    (found,) = written(tmp_path, [stance("", is_tie=True)])
    assert (found["label"], found["label_name"], found["labels"]) == (None, None, [])


def test_many_rows_go_out_in_groups(tmp_path: Path) -> None:
    rows: list[Row] = [stance(id=str(number)) for number in range(2500)]
    assert [each["id"] for each in written(tmp_path, rows)] == [each.id for each in rows]
    assert pq.ParquetFile(tmp_path / "train.parquet").num_row_groups == 3


def test_a_full_disk_is_what_is_told_not_that_the_file_cannot_be_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(parquet_files, "_ROWS", 1)
    with (
        pytest.raises(OSError) as told,
        Parquet(tmp_path, ["train"], HowRows("stance", BOOK)) as out,
    ):
        out.write(stance())
        monkeypatch.setattr(pq.ParquetWriter, "write_table", Mock(side_effect=[full, ValueError]))
        monkeypatch.setattr(pq.ParquetWriter, "close", Mock(side_effect=ValueError("closed")))
        out.write(stance())
    assert told.value is full


def test_spans_and_quotations_keep_their_parts(tmp_path: Path) -> None:
    facts = {
        name: getattr(stance("content"), name) for name in ("id", "split", "article_id", "text")
    } | {"article_uid": "a", "title": "", "date": "", "source": "", "start": 0, "end": 9}
    span = RowSpan("content", 10, 22, 2, 4, ("s-1",), ("ann-1",), 0.5, is_cut=True)
    row = SpanTaskRow(**facts, label="content", tokens=((0, 7), (8, 9)), spans=(span,))
    (found,) = written(tmp_path, [row], "spans")
    assert found["tokens"] == [{"start": 0, "end": 7}, {"start": 8, "end": 9}]
    assert found["spans"][0]["records"] == ["s-1"]
    assert (found["spans"][0]["share"], found["spans"][0]["is_cut"]) == (0.5, True)
    said = QuotationTaskRow(**facts, label="RUS + CHN", sources=((0, 7),), quote="direct")
    (found,) = written(tmp_path, [said], "quotations")
    assert (found["label"], found["sources"]) == ("RUS + CHN", [{"start": 0, "end": 7}])
    assert "label_name" not in found
    tone = ArticleLabelTaskRow(**facts, label="sour", kind="tone", kind_label="Tone")
    (found,) = written(tmp_path, [tone], "article-labels")
    assert found["label_name"] == "sour"


def test_classes_are_numbered_as_in_the_codebook_and_others_follow() -> None:
    names = class_names("stance", BOOK)
    assert names is not None
    assert list(names) == [NONE, "favor", "against", "neutral", "unclear"]
    assert names.number("implicit favor") == 5
    assert names.number("implicit favor") == 5
    assert class_names("quotations", BOOK) is None
    assert len(ClassNames(("a", "b", "a"))) == 2


@pytest.mark.parametrize(
    ("split", "called"), [("all", "train"), ("fold-1", "fold_1"), ("test", "test")]
)
def test_splits_are_called_as_the_hub_allows(split: str, called: str) -> None:
    assert split_name(split) == called


def test_without_pyarrow_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_files, "find_spec", lambda _: None)
    with pytest.raises(DatasetError, match=r"pip install \"annotator\[parquet\]\""):
        Parquet(tmp_path, ["train"], HowRows("stance", BOOK))


# Pairs


def pairs(row: StanceTaskRow) -> list[tuple[str, str]]:
    return [(each.hypothesis, each.label) for each in Pairs(BOOK).of(row)]


def test_a_stance_entails_itself_and_contradicts_its_opposite() -> None:
    assert pairs(stance("against")) == [
        ("Russia favors “The sides should talk”.", "contradiction"),
        ("Russia opposes “The sides should talk”.", "entailment"),
        ("China favors “The sides should talk”.", "contradiction"),
        ("China opposes “The sides should talk”.", "entailment"),
    ]


@pytest.mark.parametrize("label", ["neutral", "unclear", NONE])
def test_what_has_no_side_is_neutral(label: str) -> None:
    assert {relation for _, relation in pairs(stance(label))} == {"neutral"}


def test_holders_and_targets_are_called_by_what_they_are() -> None:
    nobody = {"holder": (), "holder_names": ()}
    assert pairs(stance(NONE, **nobody))[0][0] == "Somebody favors “The sides should talk”."
    actor = stance("favor", target_kind="actor", target_id="PAK", target_label="Pakistan", **nobody)
    assert pairs(actor)[1] == ("The author opposes Pakistan.", "contradiction")


def test_a_codebook_without_words_for_a_target_has_a_sentence_too() -> None:
    row = stance("favor", holder=("RUS",), holder_names=("Russia",))
    first = next(Pairs(replace(BOOK, stance_wording={})).of(row))
    assert first.hypothesis == "The stance of Russia on “The sides should talk” is: Favor."


def test_votes_become_shares_of_the_relations() -> None:
    row = stance("favor", shares={"favor": 0.5, "against": 0.25, NONE: 0.25})
    pair = next(Pairs(BOOK).of(row))
    assert pair.shares == {"entailment": 0.5, "neutral": 0.25, "contradiction": 0.25}


def test_ties_and_unsure_labels_give_no_pair() -> None:
    assert pairs(stance("", is_tie=True)) == []
    assert pairs(stance("unsure")) == []
    assert pairs(stance("implicit favor"))[0][1] == "entailment"


def test_a_codebook_without_sides_has_nothing_to_infer() -> None:
    flat = replace(
        BOOK, stance_values=tuple(replace(each, value=None) for each in BOOK.stance_values)
    )
    with pytest.raises(DatasetError, match="Nothing was written"):
        Pairs(flat)


# Learning with disagreement


def items(folder: Path, rows: list[Row]) -> dict[str, Any]:
    with Lewidi(folder, ["train", "validation"], HowRows("stance", BOOK)) as files:
        for row in rows:
            files.write(row)
    found: dict[str, Any] = json.loads((folder / "stance_train.json").read_text("utf-8"))
    return found


def test_an_item_has_every_vote_and_its_shares(tmp_path: Path) -> None:
    votes = (Vote("Bo", ("favor",)), Vote("Amina", (NONE,)), Vote("Cem", ("favor",)))
    other = stance("against", votes=(Vote("Amina", ("against",)),))
    found = items(tmp_path, [stance("favor", votes=votes), other])
    first = found["1"]
    assert first["annotations"] == "favor,NONE,favor"
    assert first["annotators"] == "Ann1,Ann2,Ann3"
    assert first["number of annotations"] == 3
    assert first["soft_label"]["favor"] == pytest.approx(2 / 3)
    assert first["soft_label"]["neutral"] == 0
    assert (first["hard_label"], first["lang"], first["split"]) == ("favor", "en", "train")
    assert first["other_info"]["target_id"] == "dialogue"
    assert found["2"]["annotators"] == "Ann2"
    people = json.loads((tmp_path / "stance_annotators_meta.json").read_text("utf-8"))
    assert people["Ann3"] == {"name": "Cem"}
    assert json.loads((tmp_path / "stance_dev.json").read_text("utf-8")) == {}


def test_labels_that_go_together_have_shares_of_their_own(tmp_path: Path) -> None:
    votes = (Vote("Bo", ("favor", "a,b")), Vote("Amina", ("a,b",)))
    item = items(tmp_path, [stance("favor", votes=votes)])["1"]
    assert item["soft_label"]["a,b"] == {"0": 0.0, "1": 1.0}
    assert item["soft_label"]["favor"] == {"0": 0.5, "1": 0.5}
    assert item["annotations"] == "favor,a;b"
    assert item["other_info"]["labels"] == {"Ann1": ["favor", "a,b"], "Ann2": ["a,b"]}


# Of a project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Six articles with a stance each, all done."""
    path = tmp_path / "work.annotator"
    with Project.create(path, title="Yes: no", codebook=BOOK, annotator="Amina") as opened:
        new = [new_article(number) for number in range(6)]
        for number, article in enumerate(opened.add_articles(new)):
            who = opened.annotator.id
            made = Statement(
                id=f"s-{number}",
                article=article,
                annotator=who,
                content=(Span(2, 8),),
                source=Source(actors=("RUS",)),
                claim_types=("rejection",),
                stances=(Stance(Target("topic", "dialogue"), ("favor", "against")[number % 2]),),
                codebook=BOOK.reference,
            )
            done = Progress(f"{article}:{who}", article, who, "done", BOOK.reference)
            opened.apply(Step((Edit(None, made), Edit(None, done)), "Label", article))
        yield opened


def new_article(number: int) -> NewArticle:
    text = f"{number} {hashlib.sha256(str(number).encode()).hexdigest()} 🛶 was said. More came."
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"a-{number}", f"No. {number}", sha256, len(text), file_name=f"{number}.txt")
    return NewArticle(article, text, (Zone("body", Span(0, len(text))),))


def front_matter(folder: Path) -> dict[str, Any]:
    _, head, body = (folder / "README.md").read_text("utf-8").split("---\n", 2)
    assert body.lstrip().startswith("# ")
    found: dict[str, Any] = yaml.safe_load(head)
    return found


def test_the_front_matter_tells_what_the_files_hold(project: Project, tmp_path: Path) -> None:
    split = split_named("3 folds", by="article")
    out = tmp_path / "out"
    options = BuildOptions(DatasetOptions(split=split), out, "hf", licence="CC BY 4.0")
    report = build(project, options)
    head = front_matter(out)
    assert head["license"] == "cc-by-4.0"
    assert head["pretty_name"] == "Yes: no"
    assert head["language"] == ["en"]
    assert head["tags"] == ["news", "stance"]
    files = {each["split"]: each["path"] for each in head["configs"][0]["data_files"]}
    told = {each["name"]: each["num_examples"] for each in head["dataset_info"]["splits"]}
    assert set(files) == set(told) <= {"fold_1", "fold_2", "fold_3"}
    for name, path in files.items():
        table = pq.read_table(out / path)
        assert table.num_rows == told[name]
        assert table.column_names == [each["name"] for each in head["dataset_info"]["features"]]
    assert sum(told.values()) == report.counts.rows
    label = next(each for each in head["dataset_info"]["features"] if each["name"] == "label")
    assert label["dtype"]["class_label"]["names"]["1"] == "favor"
    card = (out / "README.md").read_text("utf-8")
    assert "| `label_name` | the label's name |" in card
    topic = BOOK.topic("dialogue")
    assert topic is not None
    assert f"| `dialogue` | {topic.label} |" in card


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_columns_that_the_card_describes(task: Task, tmp_path: Path) -> None:
    with Parquet(tmp_path, ["all"], HowRows(task, BOOK)) as files:
        columns = files.columns
    assert list(columns) == pq.read_schema(tmp_path / "all.parquet").names
    assert all(columns.values())


def test_pairs_and_items_of_a_project_are_described_by_their_own_columns(
    project: Project, tmp_path: Path
) -> None:
    report = build(project, BuildOptions(DatasetOptions(), tmp_path / "nli", "nli"))
    lines = (tmp_path / "nli/all.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(each) for each in lines]
    assert len(found) == 2 * report.counts.rows
    card = (tmp_path / "nli/README.md").read_text("utf-8")
    assert all(f"`{name}`" in card for name in found[0])
    build(project, BuildOptions(DatasetOptions(whose="soft"), tmp_path / "lewidi", "lewidi"))
    item = json.loads((tmp_path / "lewidi/stance_train.json").read_text("utf-8"))["1"]
    card = (tmp_path / "lewidi/README.md").read_text("utf-8")
    assert all(f"`{name}`" in card for name in item)


@pytest.mark.parametrize(("name", "suffix"), [("jsonl", "jsonl"), ("csv", "csv"), ("nli", "jsonl")])
def test_only_the_rows_are_loaded_from_the_folder(
    project: Project, tmp_path: Path, name: str, suffix: str
) -> None:
    build(project, BuildOptions(DatasetOptions(), tmp_path / "out", name))
    head = front_matter(tmp_path / "out")
    assert head["license"] == "unknown"
    assert head["configs"][0]["data_files"] == [{"split": "train", "path": f"all.{suffix}"}]
    assert (tmp_path / f"out/all.{suffix}").exists()
    if name == "csv":
        told = {each["name"]: each["dtype"] for each in head["dataset_info"]["features"]}
        first_line = (tmp_path / "out/all.csv").read_text("utf-8").splitlines()[0]
        assert list(told) == first_line.split(",")
        assert (told["start"], told["date"]) == ("int64", "string")


def test_pairs_of_something_else_than_stances_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="Choose the task stance"):
        build(project, BuildOptions(DatasetOptions(task="claim-type"), tmp_path / "nli", "nli"))
    assert not (tmp_path / "nli").exists()


@pytest.mark.parametrize("name", ["jsonl", "nli"])
def test_the_front_matter_of_json_lines_describes_every_value(
    project: Project, tmp_path: Path, name: str
) -> None:
    options = DatasetOptions(whose="soft", negatives=None)
    build(project, BuildOptions(options, tmp_path / "out", name))
    features = front_matter(tmp_path / "out")["dataset_info"]["features"]
    lines = (tmp_path / "out/all.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(each) for each in lines]
    assert len(rows) > 2
    for row in rows:
        assert [each["name"] for each in features] == list(row)
        assert all(fits(row[each["name"]], each) for each in features)


def fits(value: Any, feature: Any) -> bool:
    """Tell whether a value of a row is as its feature describes it."""
    if value is None:
        return True
    if isinstance(feature, str):
        return type(value) in {"string": (str,), "int64": (int,), "bool": (bool,)}[feature]
    if "struct" in feature:
        parts = {each["name"]: each for each in feature["struct"]}
        return set(value) <= set(parts) and all(fits(value[each], parts[each]) for each in value)
    if "list" in feature:
        inner = feature["list"]
        inner = {"struct": inner} if isinstance(inner, list) else inner
        return isinstance(value, list) and all(fits(each, inner) for each in value)
    if feature["dtype"] == "float64":
        return isinstance(value, int | float)
    return fits(value, feature["dtype"])
