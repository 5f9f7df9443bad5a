"""Label Studio's files, both ways."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotator.errors import FormatError
from annotator.formats import label_studio, label_studio_reading
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledText

SAMPLES = Path(__file__).resolve().parents[3] / "../shared/formats/samples/label_studio"


def in_file(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def by_id(text: LabelledText) -> list[tuple[object, ...]]:
    return sorted(
        (each.id, each.label, each.spans, each.role, sorted(each.attributes.items()))
        for each in text.spans
    )


def region(name: str, start: int, end: int, words: str, *labels: str) -> dict[str, object]:
    value = {"start": start, "end": end, "text": words, "labels": list(labels)}
    return {"id": name, "type": "labels", "from_name": "l", "to_name": "text", "value": value}


def task(*results: object, **more: object) -> dict[str, object]:
    annotation = {"id": 1, "completed_by": 4, "result": list(results), **more}
    return {
        "id": 9,
        "data": {"text": "a 😀 Kabul talks", "title": "T"},
        "annotations": [annotation],
    }


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")
def test_files_of_label_studio_itself_are_read() -> None:
    path = SAMPLES / "csv_test2.json"
    assert label_studio_reading.is_likely(path)
    (text,) = label_studio_reading.read(path).texts
    assert text.text.startswith("rawWork:")
    assert text.annotator == "test@heartex.com"
    assert list(text.labels) == ["uri_selection"]
    alone = label_studio_reading.read(SAMPLES / "sdk_ner_annotation_with_relation.json")
    assert alone.texts == ()
    assert alone.notes == (
        "1 annotations without their task, in which Label Studio keeps the text, are left out.",
    )
    assert label_studio_reading.is_likely(SAMPLES / "sdk_ner_annotation_with_relation.json")


def test_what_is_written_comes_back_whole(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    report = label_studio.write(corpus, tmp_path)
    assert (report.articles, report.statements, report.mentions) == (2, 4, 4)
    assert label_studio_reading.is_likely(tmp_path)
    assert label_studio_reading.is_likely(tmp_path / "tasks.json")
    placed = place(label_studio_reading.read(tmp_path))
    assert placed.misfits == ()
    assert placed.evidence.unit == "code points"
    wanted = [text for _, text in labelled_texts(corpus)]
    assert [each.text for each in placed.texts] == [each.text for each in wanted]
    for back, text in zip(placed.texts, wanted, strict=True):
        assert by_id(back) == by_id(text)
        assert sorted(back.links, key=repr) == sorted(text.links, key=repr)
        assert (back.id, back.annotator, back.is_done) == (text.id, text.annotator, text.is_done)


def test_the_configuration_has_every_label_that_the_tasks_use(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    label_studio.write(corpus, tmp_path)
    config = ElementTree.parse(tmp_path / "labeling_config.xml").getroot()
    labels = {each.get("value") for each in config.iter("Label")}
    links = {each.get("value") for each in config.iter("Relation")}
    for each in json.loads((tmp_path / "tasks.json").read_text("utf-8")):
        for annotation in each["annotations"]:
            for result in annotation["result"]:
                if result["type"] == "relation":
                    assert set(result["labels"]) <= links
                else:
                    assert set(result["value"]["labels"]) <= labels
                    assert result["from_name"] == "label"


def test_older_files_count_utf_16_units(tmp_path: Path) -> None:
    placed = place(
        label_studio_reading.read(in_file(tmp_path, [task(region("r", 5, 10, "Kabul", "GPE"))]))
    )
    assert placed.evidence.unit == "UTF-16 units"
    (text,) = placed.texts
    assert text.spans[0].spans[0].covered(text.text) == "Kabul"
    assert text.annotator == "user 4"


def test_choices_of_a_region_are_said_of_it_and_others_of_the_text(tmp_path: Path) -> None:
    choice = {"type": "choices", "to_name": "text", "value": {"choices": ["sure"]}}
    own = {**choice, "id": "r", "from_name": "certainty"}
    other = {**choice, "id": "x", "from_name": "tone"}
    value = [task(region("r", 4, 9, "Kabul", "GPE", "LOC"), own, other)]
    (text,) = place(label_studio_reading.read(in_file(tmp_path, value))).texts
    assert [each.label for each in text.spans] == ["GPE", "LOC"]
    assert text.spans[0].attributes == {"certainty": ("sure",)}
    assert text.labels == {"tone": ("sure",)}


def test_tasks_that_wait_for_their_annotations_are_texts(tmp_path: Path) -> None:
    path = in_file(tmp_path, [{"data": {"text": "In Kabul."}}])
    assert label_studio_reading.is_likely(path)
    (text,) = label_studio_reading.read(path).texts
    assert (text.text, text.is_done) == ("In Kabul.", False)


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    paths = region("p", 0, 1, "a", "X")
    paths["value"] = {"start": "/p[1]", "end": "/p[1]", "labels": ["X"]}
    box = {"id": "b", "type": "rectanglelabels", "value": {}}
    values = [task(paths, box), task(was_cancelled=True), {"id": 1, "data": {"image": "a.png"}}]
    values.append({**task(), "predictions": [{"result": []}], "drafts": [{"result": []}]})
    notes = label_studio_reading.read(in_file(tmp_path, values)).notes
    assert set(notes) == {
        "1 regions whose places are paths into a page left out.",
        "1 results of the type rectanglelabels left out.",
        "1 cancelled annotations left out.",
        "1 tasks without a text left out.",
        "1 tasks' predictions left out.",
        "1 drafts left out.",
    }


def test_the_small_json_is_read_too(tmp_path: Path) -> None:
    value = {
        "text": "Kabul talks",
        "id": 3,
        "label": [{"start": 0, "end": 5, "text": "Kabul", "labels": ["GPE"]}],
        "tone": "calm",
        "annotator": 2,
    }
    path = in_file(tmp_path, [value])
    assert label_studio_reading.is_likely(path)
    (text,) = place(label_studio_reading.read(path)).texts
    assert [each.label for each in text.spans] == ["GPE"]
    assert (text.labels, text.annotator) == ({"tone": ("calm",)}, "2")


def control(kind: str, name: str, value: object, **more: object) -> dict[str, object]:
    return {"type": kind, "from_name": name, "to_name": "text", "value": value, **more}


def test_taxonomies_ratings_numbers_and_texts_are_labels_too(tmp_path: Path) -> None:
    results = (
        region("r", 4, 9, "Kabul", "GPE"),
        control("taxonomy", "place", {"taxonomy": [["Asia", "Kabul"], ["City"]]}, id="r"),
        control("rating", "sure", {"rating": 4}, id="r"),
        control("taxonomy", "theme", {"taxonomy": [["War", "Truce"]]}, id="t"),
        control("rating", "quality", {"rating": 0}, id="q"),
        control("number", "dead", {"number": 2.5}, id="n"),
        control("datetime", "day", {"datetime": "2031-05-01"}, id="d"),
        control("textarea", "why", {"text": "no list"}, id="w"),
        control("choices", "tone", {"choices": ["calm"]}, id="c1"),
        control("choices", "tone", {"choices": ["dry"]}, id="c2"),
        control("pairwise", "better", {"selected": "left"}, id="p"),
    )
    read = label_studio_reading.read(in_file(tmp_path, [task(*results)]))
    (text,) = place(read).texts
    assert text.spans[0].attributes == {"place": ("Asia / Kabul", "City"), "sure": ("4",)}
    assert text.labels == {
        "theme": ("War / Truce",),
        "quality": ("0",),
        "dead": ("2.5",),
        "day": ("2031-05-01",),
        "why": ("no list",),
        "tone": ("calm", "dry"),
    }
    assert read.notes == ("1 results of the type pairwise left out.",)


def test_a_relation_to_the_left_leads_the_other_way(tmp_path: Path) -> None:
    ends = {"type": "relation", "from_id": "a", "to_id": "b"}
    results = (
        region("a", 4, 9, "Kabul", "GPE"),
        region("b", 10, 15, "talks", "EVENT"),
        {**ends, "direction": "left", "labels": ["held_in"]},
        {**ends, "direction": "bi"},
    )
    (text,) = place(label_studio_reading.read(in_file(tmp_path, [task(*results)]))).texts
    assert [(each.label, each.start, each.end) for each in text.links] == [
        ("held_in", "b", "a"),
        ("relation", "a", "b"),
    ]


def test_what_is_noted_about_a_region_is_its_note(tmp_path: Path) -> None:
    noted = {**region("r", 4, 9, "Kabul", "claim"), "meta": {"text": ["look", "again"]}}
    (text,) = place(label_studio_reading.read(in_file(tmp_path, [task(noted)]))).texts
    assert text.spans[0].attributes == {"note": "look\nagain"}


def test_predictions_alone_are_labels_of_their_model_and_not_done(tmp_path: Path) -> None:
    predictions = [{"model_version": "ner-2", "result": [region("r", 4, 9, "Kabul", "GPE")]}]
    data = {"text": "a 😀 Kabul talks"}
    read = label_studio_reading.read(
        in_file(tmp_path, [{"id": 1, "data": data, "annotations": [], "predictions": predictions}])
    )
    (text,) = place(read).texts
    assert (text.annotator, text.is_done) == ("ner-2", False)
    assert [each.label for each in text.spans] == ["GPE"]
    assert "model that made them" in read.notes[0]


def test_a_task_that_nobody_annotated_is_a_text_without_labels(tmp_path: Path) -> None:
    value = {"id": 1, "data": {"text": "Kabul talks", "title": "T"}, "annotations": []}
    (text,) = place(label_studio_reading.read(in_file(tmp_path, [value]))).texts
    assert text.is_unlabelled and text.facts == {"title": "T"}


def test_the_small_json_has_choices_paths_and_facts(tmp_path: Path) -> None:
    value = {
        "id": 3,
        "annotation_id": 5,
        "annotator": 2,
        "lead_time": 3.5,
        "text": "Kabul talks",
        "title": "A day",
        "tone": {"choices": ["calm", "dry"]},
        "theme": [["War", "Truce"]],
        "stars": 3,
    }
    path = in_file(tmp_path, [value])
    assert label_studio_reading.is_likely(path)
    (text,) = label_studio_reading.read(path).texts
    assert text.facts == {"title": "A day"}
    assert text.labels == {"tone": ("calm", "dry"), "theme": ("War / Truce",), "stars": ("3",)}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([3], "a number instead of an object"),
        ([{"data": {"text": "a"}, "annotations": 3}], "“annotations” is a number"),
        ([{"data": 3}], "“data” is a number"),
        ([{"data": {"text": "a b"}, "annotations": [{"result": [1]}]}], "“result” 1 is a number"),
    ],
)
def test_another_shape_is_refused_naming_the_place(
    tmp_path: Path, value: object, said: str
) -> None:
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        label_studio_reading.read(in_file(tmp_path, value))
    assert said in str(caught.value)
