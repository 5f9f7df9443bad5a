"""Labels from other tools into a project, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.errors import FormatError, ReadOnlyProjectError
from annotator.formats.labelled.label_mapping import SKIP, Becomes, LabelMapping
from annotator.project import Project
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.bringing_in import BringInOptions, BroughtIn, bring_in, look
from annotator.workflows.watching import IsCancelled, TellProgress, never

TALKS = "😀 Rada Ilves said calm is best. Norland denies that calm is best."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "work.annotator"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="Amina") as opened:
        yield opened


UNMARKED = BringInOptions(preannotate=False)


def entity(name: int, words: str, label: str, start: int = 0) -> dict[str, object]:
    at = TALKS.index(words, start) + 1  # one more than code points: the emoji is two UTF-16 units
    return {"id": name, "label": label, "start_offset": at, "end_offset": at + len(words)}


def file_of(folder: Path, **more: object) -> Path:
    path = folder / "their.jsonl"
    entities = [
        entity(1, "Rada Ilves", "PER"),
        entity(2, "calm is best", "Claim"),
        entity(3, "said", "Cue"),
        entity(4, "calm is best", "Claim", 40),
        entity(5, "Norland", "Banana"),
    ]
    relations = [
        {"id": 1, "from_id": 2, "to_id": 3, "type": "cue"},
        {"id": 2, "from_id": 4, "to_id": 2, "type": "denies"},
    ]
    value = {"text": TALKS, "entities": entities, "relations": relations, "title": "Talks", **more}
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


MAPPING = LabelMapping(
    {
        "PER": Becomes("entity", "PERSON"),
        "Claim": Becomes("claim", "call"),
        "Cue": Becomes("cue"),
        "Banana": SKIP,
    },
    {"denies": Becomes("stance", "against")},
)


def brought(
    project: Project,
    path: Path,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
    **options: object,
) -> BroughtIn:
    chosen = BringInOptions(**{"mapping": MAPPING, "preannotate": False, **options})  # type: ignore[arg-type]
    seen = look(project, path, chosen)
    return bring_in(project, seen, chosen, progress=progress, cancelled=cancelled)


def test_a_look_tells_what_is_there_and_writes_nothing(project: Project, tmp_path: Path) -> None:
    seen = look(project, file_of(tmp_path))
    assert seen.format.id == "doccano"
    assert seen.labels == {"PER": 1, "Claim": 2, "Cue": 1, "Banana": 1}
    assert seen.mapping.labels["PER"] == Becomes("entity", "PERSON")
    assert seen.placed.evidence.unit == "UTF-16 units"
    assert any("Banana (1): skip" in line for line in seen.lines())
    assert project.article_count() == 0


def test_labels_of_another_tool_become_annotations(project: Project, tmp_path: Path) -> None:
    report = brought(project, file_of(tmp_path), annotator="Bo")
    (row,) = project.articles()
    assert row.title == "Talks"
    assert project.text(row.id) == TALKS
    (layer,) = project.layers(row.id)
    (bo,) = [each for each in project.annotators() if each.name == "Bo"]
    assert layer.annotator == bo.id
    assert [each.span.covered(TALKS) for each in layer.mentions] == ["Rada Ilves"]
    first, second = layer.statements
    assert [each.covered(TALKS) for each in first.cue] == ["said"]
    assert (second.stances[0].target.id, second.stances[0].value) == (first.id, "against")
    assert (report.statements, report.mentions, report.articles_added) == (2, 1, 1)
    assert report.left_out == ["1: Banana 5: what this label becomes here was not said"]
    assert project.annotator.name == "Amina"
    assert project.check() == ()


def test_the_same_file_twice_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    brought(project, path)
    (row,) = project.articles()
    before = project.layers(row.id)
    again = brought(project, path)
    assert (again.statements, again.mentions, again.articles_added) == (0, 0, 0)
    assert again.already_there == 3
    assert project.layers(row.id) == before


def test_new_statements_are_linked_to_those_that_are_there(
    project: Project, tmp_path: Path
) -> None:
    path = file_of(tmp_path)
    brought(project, path)
    (row,) = project.articles()
    first, second = project.layer(row.id).statements
    from annotator.annotations.edits import Edit, Step

    project.apply(Step((Edit(second, None),), "Remove", row.id))
    assert brought(project, path).statements == 1
    (_, back) = project.layer(row.id).statements
    assert back.stances[0].target.id == first.id


def test_whose_labels_they_are_is_told_by_the_file_or_by_the_person(
    project: Project, tmp_path: Path
) -> None:
    path = file_of(tmp_path, annotator="Cem")
    assert look(project, path).annotators == ("Cem",)
    chosen = BringInOptions(annotator="Bo", is_everybody=True)
    assert look(project, path, chosen).annotators == ("Bo",)


def test_a_text_that_cannot_be_stored_is_left_out_and_named(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "their.jsonl"
    lines = [{"text": "a\0b", "label": [[0, 1, "PER"]], "id": 1}, {"text": " ", "label": []}]
    lines.append({"text": "Kabul", "label": [[0, 5, "PER"]], "id": 3})
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = brought(project, path)
    assert report.articles_added == 1
    assert [each.split(":")[0] for each in report.left_out] == ["1", "2"]


def test_stopping_keeps_whole_articles(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "their.jsonl"
    lines = [{"text": f"Kabul {n}", "label": [[0, 5, "PER"]]} for n in range(250)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    asked: list[int] = []
    chosen = BringInOptions(mapping=MAPPING, preannotate=False)
    seen = look(project, path, chosen)
    report = bring_in(project, seen, chosen, cancelled=lambda: len(asked) == 1 or asked.append(1))  # type: ignore[func-returns-value]
    assert report.is_cancelled
    assert project.article_count() == report.mentions == 100
    assert project.check() == ()


def test_a_project_for_reading_only_is_left_alone(project: Project, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    project.close()
    with (
        Project.open(project.path, readonly=True) as opened,
        pytest.raises(ReadOnlyProjectError, match="nothing was imported"),
    ):
        bring_in(opened, look(opened, path))


@pytest.mark.parametrize(
    ("name", "words", "wanted", "said"),
    [
        ("a.txt", "plain", None, "no format that is known"),
        ("a.jsonl", "{}", None, "no format that is known"),
        ("a.jsonl", "[]", "doccano", "holds no texts"),
        ("a.jsonl", "{}", "banana", 'no format "banana"'),
    ],
)
def test_what_is_no_such_file_is_refused(
    project: Project, tmp_path: Path, name: str, words: str, wanted: str | None, said: str
) -> None:
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        look(project, path, BringInOptions(format=wanted))
    assert said in str(caught.value)


def test_what_goes_out_comes_in_again(project: Project, tmp_path: Path) -> None:
    brought(project, file_of(tmp_path))
    out = tmp_path / "out"
    export(project, ExportOptions("doccano", out))
    assert FORMATS["doccano"].is_folder
    other_path = tmp_path / "other.annotator"
    book = default_codebook()
    with Project.create(other_path, title="O", codebook=book, annotator="Bo") as other:
        bring_in(other, look(other, out / "Amina.jsonl"), UNMARKED)
        (row,) = other.articles()
        (mine,) = project.articles()
        (layer,) = other.layers(row.id)
        old = project.layer(mine.id)
        assert [each.name for each in other.annotators()] == ["Bo", "Amina"]
        assert [each.content for each in layer.statements] == [
            each.content for each in old.statements
        ]
        assert [each.cue for each in layer.statements] == [each.cue for each in old.statements]
        assert [each.span for each in layer.mentions] == [each.span for each in old.mentions]


def test_what_we_exported_ourselves_is_recognised(project: Project, tmp_path: Path) -> None:
    brought(project, file_of(tmp_path))
    (row,) = project.articles()
    before = project.layers(row.id)
    out = tmp_path / "out.jsonl"
    export(project, ExportOptions("prodigy", out))
    again = bring_in(project, look(project, out), UNMARKED)
    assert (again.statements, again.mentions, again.articles_added) == (0, 0, 0)
    assert project.layers(row.id) == before


def test_what_comes_in_with_labels_is_marked_and_compared_like_any_article(
    project: Project, tmp_path: Path
) -> None:
    story = "Envoy Rada Ilves told reporters in Kabul on Monday that the fleet must turn back now."
    lines = [
        {"text": f"{start}\n\n{story}", "label": [[0, 5, "PER"]]}
        for start in ("First edition.", "Second edition.")
    ]
    path = tmp_path / "their.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told: list[str] = []
    report = brought(
        project, path, preannotate=True, jobs=1, progress=lambda *seen: told.append(seen[2])
    )
    assert len(report.article_ids) == 2
    assert all(project.suggestions(each) for each in report.article_ids)
    assert project.similar(report.article_ids[0])
    assert {"Comparing articles", "Marking what is named and said"} <= set(told)
    assert any("Suggestions were made for 2 articles." in each for each in report.lines())
    assert "already" in brought(project, path, preannotate=True, jobs=1).lines()[0]


def test_marking_that_is_stopped_keeps_what_came_in(project: Project, tmp_path: Path) -> None:
    told: list[str] = []
    report = brought(
        project,
        file_of(tmp_path),
        preannotate=True,
        progress=lambda *seen: told.append(seen[2]),
        cancelled=lambda: "Comparing articles" in told,
    )
    assert report.is_cancelled and report.articles_added == 1
    assert project.layer(report.article_ids[0], "nobody").statements == ()
    assert not project.suggestions(report.article_ids[0])
    assert project.check() == ()


def test_a_file_without_texts_says_why(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "annotation.json"
    path.write_text('{"result": [{"type": "labels", "from_name": "a", "value": {}}]}')
    with pytest.raises(FormatError, match=r"holds no texts.*without their task"):
        look(project, path)
