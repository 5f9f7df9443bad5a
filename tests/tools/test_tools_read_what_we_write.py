"""The tools' own code reads what we write. Only with ``python3 packaging/check_formats.py``."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.cli import main
from annotator.corpus.span import Span
from annotator.paths import resources
from annotator.project import Project
from annotator.workflows.export_formats import FORMATS
from tests.round_trip import written
from tests.unit.workflows.test_fidelity import everything

PYTHON = os.environ.get("ANNOTATOR_TOOLS_PYTHON", "")
HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(not PYTHON, reason="only with packaging/check_formats.py")


def said_by(script: str, path: Path) -> Any:
    """Run a script under the tools' Python; return the JSON that it prints."""
    command = [PYTHON, str(HERE / script), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent)
    assert done.returncode == 0, done.stderr[-3_000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample articles, each done, with a statement over its first words."""
    path = tmp_path / "sample.annotator"
    assert main(["new", str(path), "--annotator", "Ada"]) == 0
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


def test_label_studio_takes_tasks_annotations_and_configuration(tmp_path: Path) -> None:
    out = tmp_path / "label-studio"
    written(everything(), FORMATS["label-studio"], out)
    found = said_by("read_by_label_studio.py", out)
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


def test_the_hub_library_loads_a_dataset_folder_with_its_splits(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hub"
    capsys.readouterr()
    words = ["dataset", str(project), str(out), "--split", "70/15/15", "--format", "hf", "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    found = said_by("read_by_datasets.py", out)
    assert set(found) == {"train", "validation", "test"}
    assert sum(each["rows"] for each in found.values()) == told["rows"] > 20
    assert all("favor" in each["names"] for each in found.values())


@pytest.mark.parametrize("name", ["csv", "jsonl", "articles-csv"])
def test_tables_have_as_many_rows_in_the_hub_library(name: str, tmp_path: Path) -> None:
    out = tmp_path / f"rows{FORMATS[name].suffix}"
    report = written(everything(), FORMATS[name], out)
    (found,) = said_by("read_by_datasets.py", out).values()
    assert found["rows"] == report.rows > 1
    assert len(set(found["columns"])) == len(found["columns"]) > 10
