"""Walk: label a story, take the labels over to its copy, mark all again and go through the news."""

from __future__ import annotations

import json

import pytest
import spacy

from annotator.cli import main

STORY = (
    "Ferry stops\n\nThe ferry to the island has stopped because its engine needs a part from far "
    "away. The captain told passengers that he had waited for that part since early June."
)
COPY = STORY.replace("Ferry stops", "No ferry").replace("early June", "late May")

AT_FIRST = ["press", "Escape", "]", "["]


@pytest.fixture
def project(tmp_path):
    """A project with a story and its copy."""
    path, folder = tmp_path / "news.annotator", tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.txt").write_text(COPY, encoding="utf-8")
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(folder)]) == 0
    return path


@pytest.fixture
def pipeline(tmp_path):
    """A spaCy pipeline that takes ferries for events."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "EVENT", "pattern": "ferry"}])
    nlp.to_disk(tmp_path / "ferries")
    return tmp_path / "ferries"


def told(capsys, *arguments):
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_labels_are_taken_over_and_new_suggestions_gone_through(
    project, pipeline, press_keys, capsys
):
    label = [[*AT_FIRST, "J", "J", "S", "1", "D", "D"]]  # twice, as its source is missing
    take_over = [["tell", "copy"], ["press", "Shift+P"], ["tell", "taken"], ["press", "D", "D"]]
    first = press_keys([*label, *take_over, ["quit"]], "open", str(project))
    assert first.code == 0, first.errors
    assert first.told["copy"]["file"] == "b.txt" and first.told["copy"]["statements"] == 0
    assert first.told["taken"]["statements"] == 1
    assert first.told["taken"]["status"].startswith("Take over 1 statement")
    before = told(capsys, "info", str(project))

    marked = told(capsys, "preannotate", str(project), "--pipeline", str(pipeline))
    assert marked["changes"]["articles"] == 2 and marked["changes"]["new"] == {"EVENT": 3}
    after = told(capsys, "info", str(project))
    assert (after["statements"], after["events"]) == (before["statements"], before["events"])
    unseen = told(capsys, "changes", str(project), "--unseen")["rows"]
    assert {(each["outcome"], each["passage"]) for each in unseen} == {("new", "ferry")}

    second = press_keys(
        [[*AT_FIRST, "Shift+D", "Shift+D"], ["tell", "gone through"], ["quit"]],
        "open",
        str(project),
    )
    assert second.code == 0, second.errors
    left = told(capsys, "changes", str(project), "--unseen")["rows"]
    assert {each["title"] for each in left} == {"No ferry"}
    assert len(told(capsys, "changes", str(project))["rows"]) == 3
    assert main(["check", str(project)]) == 0
