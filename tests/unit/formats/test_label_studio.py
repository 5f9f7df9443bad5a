"""Label Studio's files, both ways."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotator.errors import FormatError
from annotator.formats import label_studio
from annotator.formats.annotated_corpus import AnnotatedCorpus
from annotator.formats.as_labelled import labelled_texts
from annotator.formats.foreign import place
from annotator.formats.labelled_text import LabelledText

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
    assert label_studio.is_likely(path)
    (text,) = label_studio.read(path).texts
    assert text.text.startswith("rawWork:")
    assert text.annotator == "test@heartex.com"
    assert list(text.labels) == ["uri_selection"]
    alone = label_studio.read(SAMPLES / "sdk_ner_annotation_with_relation.json")
    assert alone.texts == ()
    assert alone.notes == ("1 tasks without a text left out.",)


def test_what_is_written_comes_back_whole(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    report = label_studio.write(corpus, tmp_path)
    assert (report.articles, report.statements, report.mentions) == (2, 4, 4)
    assert label_studio.is_likely(tmp_path)
    assert label_studio.is_likely(tmp_path / "tasks.json")
    placed = place(label_studio.read(tmp_path))
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
    placed = place(label_studio.read(in_file(tmp_path, [task(region("r", 5, 10, "Kabul", "GPE"))])))
    assert placed.evidence.unit == "UTF-16 units"
    (text,) = placed.texts
    assert text.spans[0].spans[0].covered(text.text) == "Kabul"
    assert text.annotator == "user 4"


def test_choices_of_a_region_are_said_of_it_and_others_of_the_text(tmp_path: Path) -> None:
    choice = {"type": "choices", "to_name": "text", "value": {"choices": ["sure"]}}
    own = {**choice, "id": "r", "from_name": "certainty"}
    other = {**choice, "id": "x", "from_name": "tone"}
    value = [task(region("r", 4, 9, "Kabul", "GPE", "LOC"), own, other)]
    (text,) = place(label_studio.read(in_file(tmp_path, value))).texts
    assert [each.label for each in text.spans] == ["GPE", "LOC"]
    assert text.spans[0].attributes == {"certainty": ("sure",)}
    assert text.labels == {"tone": ("sure",)}


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    paths = region("p", 0, 1, "a", "X")
    paths["value"] = {"start": "/p[1]", "end": "/p[1]", "labels": ["X"]}
    box = {"id": "b", "type": "rectanglelabels", "value": {}}
    values = [task(paths, box), task(was_cancelled=True), {"id": 1, "data": {"image": "a.png"}}]
    values.append({**task(), "predictions": [{"result": []}]})
    notes = label_studio.read(in_file(tmp_path, values)).notes
    assert set(notes) == {
        "1 regions whose places are paths into a page left out.",
        "1 results of the type rectanglelabels left out.",
        "1 cancelled annotations left out.",
        "1 tasks without a text left out.",
        "1 tasks' predictions left out.",
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
    assert label_studio.is_likely(path)
    (text,) = place(label_studio.read(path)).texts
    assert [each.label for each in text.spans] == ["GPE"]
    assert (text.labels, text.annotator) == ({"tone": ("calm",)}, "2")


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
        label_studio.read(in_file(tmp_path, value))
    assert said in str(caught.value)
