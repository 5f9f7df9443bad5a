"""The tools' own code reads what we write, and we read what it writes from that.

Only with ``python3 packaging/check_formats.py``.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.cli import main
from annotator.corpus.span import Span
from annotator.dataset.tasks.rows import TASKS
from annotator.formats.dna_tables import PASSWORD
from annotator.formats.labelled.foreign import Placed, labels_in, links_in, place
from annotator.paths import resources
from annotator.project import Project
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.importing.import_formats import FORMATS as READERS
from tests.round_trip import written
from tests.tools.asking import HERE, needs, said_by
from tests.unit.workflows.exporting.test_fidelity import everything

BOOK = """
based_on: news-statements
id: tools
version: 1.0.0
title: With labels of articles
language: en
article_labels:
  - id: opinion
    label: Opinion piece
"""
JASYPT = Path(os.environ.get("ANNOTATOR_JASYPT", "/usr/share/java/jasypt.jar"))


def read(name: str, path: Path) -> Placed:
    """Read a file or folder in a format, and let nothing be out of place."""
    placed = place(READERS[name].read(path))
    assert placed.misfits == ()
    return placed


def together(placed: Placed) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how often each label and each link occurs."""
    return labels_in(placed.texts), links_in(placed.texts)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample articles, each done, with a statement over its first words."""
    path, book = tmp_path / "sample.annotator", tmp_path / "book.yaml"
    book.write_text(BOOK, encoding="utf-8")
    assert main(["new", str(path), "--annotator", "Ada", "--codebook", str(book)]) == 0
    assert main(["import", str(path), str(resources() / "sample"), "--no-highlight"]) in (0, 3)
    with Project.open(path) as opened:
        who = opened.annotator.id
        for row in opened.articles():
            made = Statement(
                id=new_id(),
                article=row.id,
                annotator=who,
                content=(Span(0, 30),),
                source=Source(actors=("RUS",)),
                claim_types=("call",),
                stances=(Stance(Target("topic", "dialogue"), "favor"),),
            )
            done = Progress(f"{row.id}:{who}", row.id, who, "done")
            opened.apply(Step((Edit(None, made), Edit(None, done)), "Label", row.id))
    return path


@needs("formats")
def test_label_studio_takes_tasks_annotations_and_configuration(tmp_path: Path) -> None:
    out = tmp_path / "label-studio"
    written(everything(), FORMATS["label-studio"], out)
    found = said_by("formats", "read_by_label_studio.py", out)
    results = [
        each
        for task in json.loads((out / "tasks.json").read_text("utf-8"))
        for annotation in task["annotations"]
        for each in annotation["result"]
    ]
    assert found["tasks"] == [True, True]
    assert found["annotations"] == [True, True, True]
    assert found["regions"] == sum(each["type"] != "relation" for each in results) > 10
    assert found["wrong"] is False


@needs("formats")
def test_what_label_studio_converts_is_read_here(tmp_path: Path) -> None:
    out, converted = tmp_path / "label-studio", tmp_path / "converted"
    written(everything(), FORMATS["label-studio"], out)
    files = said_by("formats", "converted_by_label_studio.py", out, converted)
    ours = together(read("label-studio", out))
    assert together(read("label-studio", Path(files["JSON"][0]))) == ours
    assert sum(labels_in(read("label-studio", Path(files["JSON_MIN"][0])).texts).values()) > 10
    assert sum(labels_in(read("dataset", Path(files["CSV"][0])).texts).values()) > 10
    flat = labels_in(read("conll", Path(files["CONLL2003"][0])).texts)
    assert flat["cue"] == ours[0]["cue"] and set(flat) <= set(ours[0])


@needs("formats")
def test_the_hub_library_loads_a_dataset_folder_with_its_splits(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hub"
    capsys.readouterr()
    words = ["dataset", str(project), str(out), "--split", "70/15/15", "--format", "hf", "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    again = tmp_path / "again"
    again.mkdir()
    found = said_by("formats", "read_by_datasets.py", out, again)
    assert set(found) == {"train", "validation", "test"}
    assert sum(each["rows"] for each in found.values()) == told["rows"] > 20
    assert all("favor" in each["names"] for each in found.values())
    assert all(each["features"]["label"] == "ClassLabel" for each in found.values())
    rows = sum(len(read("dataset", each).texts) for each in again.iterdir())
    assert rows == len(read("dataset", out).texts) > 0


@needs("formats")
@pytest.mark.parametrize("task", TASKS)
def test_the_hub_library_loads_the_folder_of_every_task(
    task: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hub"
    capsys.readouterr()
    words = ["dataset", str(project), str(out), "--task", task, "--negatives", "all"]
    assert main([*words, "--labels", "soft", "--split", "60/40", "--format", "hf", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = said_by("formats", "read_by_datasets.py", out)
    assert {name: each["rows"] for name, each in found.items()} == told["splits"]
    assert sum(told["splits"].values()) > 5


@needs("formats")
def test_the_hub_library_takes_a_label_that_comes_late_in_json_lines(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "lines"
    assert main(["dataset", str(project), str(out), "--labels", "soft", "--seed", "3"]) == 0
    lines = (out / "all.jsonl").read_bytes().splitlines(keepends=True)
    first = next(each for each in lines if b'"shares":{"NONE"' in each)
    many = 12_000_000 // len(first)  # more than the library looks at before it knows the columns
    (out / "all.jsonl").write_bytes(b"".join((*[first] * many, *lines)))
    (found,) = said_by("formats", "read_by_datasets.py", out).values()
    assert found["rows"] == many + len(lines)


@needs("formats")
@pytest.mark.parametrize("name", ["csv", "jsonl", "articles-csv"])
def test_tables_have_as_many_rows_in_the_hub_library(name: str, tmp_path: Path) -> None:
    out = tmp_path / f"rows{FORMATS[name].suffix}"
    report = written(everything(), FORMATS[name], out)
    (found,) = said_by("formats", "read_by_datasets.py", out).values()
    assert found["rows"] == report.rows > 1
    assert len(set(found["columns"])) == len(found["columns"]) > 10


Found = list[tuple[str, str, list[tuple[int, int]]]]


def in_potato(name: str, path: Path) -> tuple[list[str], list[tuple[str, Found]]]:
    """Return what Potato warns of, and each text with its spans: label, annotator and places."""
    told = said_by("formats", "read_by_potato.py", path, name)
    assert told["likely"] == name
    documents = [
        (
            each["text"],
            [
                (label, who or "", sorted(map(tuple, [*more, first])))
                for label, who, more, first in each["spans"]
            ],
        )
        for each in told["documents"]
    ]
    return told["warnings"], documents


@needs("formats")
@pytest.mark.parametrize(
    ("name", "called", "suffix", "is_whole", "has_people"),
    [
        ("brat", "brat", "", True, False),
        ("prodigy", "prodigy", ".jsonl", False, False),
        ("refi-qda", "qdpx", ".qdpx", False, True),
    ],
)
def test_potato_finds_every_span_where_it_is(
    name: str, called: str, suffix: str, is_whole: bool, has_people: bool, tmp_path: Path
) -> None:
    out = tmp_path / f"out{suffix}"
    written(everything(), FORMATS[name], out)
    _, documents = in_potato(called, out)
    ours, theirs = Counter[tuple[object, ...]](), Counter[tuple[object, ...]]()
    for text in read(name, out).texts:
        for each in text.spans:
            places = [span.ends for span in each.spans]
            for some in [places] if is_whole else [[one] for one in places]:
                who = text.annotator if has_people else ""
                ours[text.text, each.label, who, str(sorted(some))] += 1
    for words, spans in documents:
        theirs.update((words, label, who, str(places)) for label, who, places in spans)
    assert theirs == ours and len(ours) > 10


@needs("formats")
def test_what_potato_writes_is_read_here(tmp_path: Path) -> None:
    words = "Rada 🛶 Ilves “will never” sign, e\u0301 שלום said. The envoy of 👩‍🚀 Norland agrees."
    marked = {"person": ("Rada 🛶 Ilves", "Norland"), "what": ("“will never”", "שלום")}
    spans = [
        ("Bo", label, words.index(each), words.index(each) + len(each))
        for label, some in marked.items()
        for each in some
    ]
    (tmp_path / "texts.json").write_text(json.dumps([{"text": words, "spans": spans}]), "utf-8")
    given = tmp_path / "texts.json"
    files = said_by("formats", "written_by_potato.py", given, tmp_path / "potato")
    for kind, name in (("qdpx", "refi-qda"), ("conll_2003", "conll"), ("conll_u", "conll")):
        (path,) = map(Path, files[kind])
        placed = read(name, path)
        found: dict[str, list[str]] = {}
        for text in placed.texts:
            for each in text.spans:
                found.setdefault(each.label, []).append(each.spans[0].covered(text.text))
        assert {label: tuple(some) for label, some in found.items()} == marked, kind


@needs("doccano")
def test_doccano_imports_what_we_write_and_we_read_what_it_exports(tmp_path: Path) -> None:
    out, exported = tmp_path / "doccano", tmp_path / "exported"
    exported.mkdir()
    written(everything(), FORMATS["doccano"], out)
    files = sorted(out.glob("*.jsonl"))
    found = said_by("doccano", "read_by_doccano.py", exported, *files)
    assert len(found) == len(files) > 1
    for path in files:
        told, lines = found[path.name], path.read_bytes().splitlines()
        rows = [json.loads(line) for line in lines]
        assert told["errors"] == [] and told["texts"] == len(rows)
        assert told["spans"] == sum(len(row["entities"]) for row in rows)
        assert told["relations"] == sum(len(row["relations"]) for row in rows)
        ours, theirs = read("doccano", path), read("doccano", exported / path.name)
        assert together(theirs) == together(ours)
        assert [each.text for each in theirs.texts] == [each.text for each in ours.texts]
        spans = [[(e.label, e.spans) for e in each.spans] for each in ours.texts]
        assert [[(e.label, e.spans) for e in each.spans] for each in theirs.texts] == spans


@needs("doccano")
def test_brat_peek_finds_every_entity_relation_and_note(tmp_path: Path) -> None:
    out = tmp_path / "brat"
    written(everything(), FORMATS["brat"], out)
    ours = read("brat", out)
    found = [
        each
        for folder in sorted(out.iterdir())
        if folder.is_dir()
        for each in said_by("doccano", "read_by_brat_peek.py", folder).values()
    ]
    tags = sum((Counter(each["tags"]) for each in found), Counter[str]())
    assert tags == Counter(labels_in(ours.texts))
    assert sum(each["relations"] for each in found) == sum(links_in(ours.texts).values()) > 5
    covered = Counter(
        " ".join(span.covered(text.text) for span in each.spans)
        for text in ours.texts
        for each in text.spans
    )
    assert Counter(text for each in found for text in each["texts"]) == covered


@needs("doccano")
def test_seqeval_takes_every_column_of_tags_as_strict(tmp_path: Path) -> None:
    out = tmp_path / "conll"
    written(everything(), FORMATS["conll"], out)
    for path in sorted(out.glob("*.conll")):
        found = said_by("doccano", "read_by_seqeval.py", path)
        in_pieces = Counter(
            {each.label: 0 for text in read("conll", path).texts for each in text.spans}
        )
        for text in read("conll", path).texts:
            in_pieces.update(each.label for each in text.spans for _ in each.spans)
        assert Counter(found["counts"]) == in_pieces
        assert set(found["scores"]) <= {0.0, 1.0}


@needs("doccano")
def test_datasette_shows_every_table_and_searches(tmp_path: Path) -> None:
    out = tmp_path / "flat"
    written(everything(), FORMATS["sqlite"], out)
    found = said_by("doccano", "read_by_datasette.py", out, "sailors")
    assert all(each["status"] == [200, 200] for each in found["tables"].values())
    with sqlite3.connect(out / "annotations.db") as database:
        (rows,) = database.execute("SELECT count(*) FROM statement_spans").fetchone()
    database.close()
    assert found["tables"]["statement_spans"]["rows"] == rows > 5
    assert found["found"] == 1 and found["titled"]


@pytest.mark.skipif(
    not JASYPT.exists() or shutil.which("java") is None, reason="needs libjasypt-java and a JDK"
)
def test_jasypt_takes_the_passwords_of_the_coders(tmp_path: Path) -> None:
    path = tmp_path / "talks.dna"
    written(everything(), FORMATS["dna"], path)
    database = sqlite3.connect(path)
    stored = [each for (each,) in database.execute("SELECT Password FROM CODERS")]
    database.close()
    command = ["java", "-cp", str(JASYPT), str(HERE / "CheckedByJasypt.java"), PASSWORD, *stored]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "true" and len(stored) > 2
