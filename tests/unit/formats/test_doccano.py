"""doccano's files, both ways."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import doccano
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import Placed, place
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.formats.labelled.pieces import NEXT
from annotator.workflows.importing.import_formats import FORMATS, likely_format

SAMPLES = Path(__file__).resolve().parents[3] / "../shared/formats/samples/doccano"


def read(path: Path) -> Placed:
    return place(doccano.read(path))


def covered(text: LabelledText) -> list[tuple[str, str]]:
    return [(each.label, each.spans[0].covered(text.text)) for each in text.spans]


def in_file(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")
def test_files_of_doccano_itself_are_read() -> None:
    sequences = read(SAMPLES / "export_sequence_labeling.jsonl").texts
    assert [covered(each) for each in sequences] == [
        [("ORG", "EU"), ("MISC", "German")],
        [("PERSON", "Peter Blackburn")],
        [("PERSON", "Obama")],
    ]
    (relations,) = read(SAMPLES / "export_relation_extraction.jsonl").texts
    assert ("PERSON", "Sergey Brin") in covered(relations)
    assert [each.label for each in relations.links] == ["foundedAt", "foundedBy", "foundedBy"]
    (overlapping,) = read(SAMPLES / "import_overlapping.jsonl").texts
    assert covered(overlapping) == [("LOC", "e"), ("LOC", "e")]


def test_what_is_written_is_read_back(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    report = doccano.write(corpus, tmp_path)
    assert (report.articles, report.statements, report.mentions, report.rows) == (2, 4, 4, 3)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "Amina.jsonl",
        "Bo.jsonl",
        "relation_labels.json",
        "span_labels.json",
    ]
    placed = read(tmp_path / "Amina.jsonl")
    assert placed.evidence.unit == "UTF-16 units"
    assert placed.misfits == ()
    (back,) = placed.texts
    wanted = next(text for _, text in labelled_texts(corpus))
    assert back.text == wanted.text
    assert sorted((each.label, each.spans) for each in back.spans) == sorted(
        (each.label, each.spans) for each in wanted.spans
    )
    assert sorted(each.label for each in back.links) == sorted(each.label for each in wanted.links)
    assert (back.id, back.annotator, back.is_done) == ("tern", "Amina", True)


def test_its_import_can_guess_no_wrong_encoding_and_finds_every_field_in_every_line(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    doccano.write(corpus, tmp_path)
    words = (tmp_path / "Bo.jsonl").read_bytes()
    assert words.isascii() and "\u05e9" in json.loads(words.splitlines()[0])["text"]
    fields = [sorted(json.loads(line)) for line in words.splitlines()]
    assert len(fields) == 2 and fields[0] == fields[1]


def test_what_doccano_cannot_hold_is_named(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    lost = [(each.feature, each.id) for each in doccano.write(corpus, tmp_path).losses.each()]
    assert ("certainty", "s-1") in lost
    assert ("second claim types", "s-1") in lost
    assert ("stances", "s-1") in lost
    assert ("rejected mentions", "m-4") in lost
    assert ("mentions", "m-1") not in lost


def test_labels_come_with_colours_and_the_words_of_the_codebook(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    doccano.write(corpus, tmp_path)
    labels = json.loads((tmp_path / "span_labels.json").read_text("utf-8"))
    assert {"call", "PERSON", "source", "cue"} <= {each["text"] for each in labels}
    assert all(each["background_color"].startswith("#") for each in labels)


def test_spans_may_be_objects_and_labels_of_the_text_are_taken(tmp_path: Path) -> None:
    words = (
        '{"text": "a 😀 Kabul", "labels": [{"start_offset": 5, "end_offset": 10, "label": "L"}]}'
    )
    (text,) = read(in_file(tmp_path, words)).texts
    assert covered(text) == [("L", "Kabul")]
    words = '[{"text": "Kabul", "label": ["news", "tone/sour"], "topic": "talks", "id": 7}]'
    (text,) = read(in_file(tmp_path, words)).texts
    assert text.labels == {"news": ("yes",), "tone": ("sour",)}
    assert text.facts == {"topic": "talks", "id": "7"}
    assert text.id == "7"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{", "line 1, character 2: it is no JSON (expecting property name"),
        ('{"text": "a\n', "line 1, character 12: it is no JSON (invalid control character)."),
        ('{"text": "a"}\n{"text": 3}', "line 2: “text” is a number instead of a text"),
        ('{"text": "a", "entities": [{"label": "X"}]}', "“start_offset” is null"),
        ('{"text": "a", "entities": [3]}', "“entities” 1 is a number instead of an object"),
        ('"a"', "a text instead of an object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "a", "label": [["0", 1, "X"]]}', "“start_offset” is a text"),
    ],
)
def test_another_shape_is_refused_naming_the_place(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        doccano.read(in_file(tmp_path, words))
    assert said in str(caught.value)


def test_fragments_that_lead_in_a_circle_are_spans_of_their_own(tmp_path: Path) -> None:
    spans = [{"id": n, "start_offset": n, "end_offset": n + 1, "label": "X"} for n in (0, 1, 2)]
    links = [{"id": n, "from_id": n, "to_id": (n + 1) % 3, "type": NEXT} for n in (0, 1, 2)]
    value = json.dumps({"text": "abc", "entities": spans, "relations": links})
    assert len(read(in_file(tmp_path, value)).texts[0].spans) == 3


@pytest.mark.parametrize(
    ("words", "is_likely"),
    [
        ('{"text": "a", "label": [[0, 1, "X"]]}', True),
        ('[{"text": "a", "entities": [{"start_offset": 0}]}]', True),
        ('{"text": "a", "spans": []}', False),
        ("[1]", False),
        ("<xml/>", False),
    ],
)
def test_files_of_other_kinds_are_told_apart(tmp_path: Path, words: str, is_likely: bool) -> None:
    assert doccano.is_likely(in_file(tmp_path, words)) == is_likely
    assert not doccano.is_likely(tmp_path / "missing.jsonl")


def lines_of(tmp_path: Path, *values: object) -> Path:
    path = tmp_path / "wild.jsonl"
    path.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    assert doccano.is_likely(path)
    return path


def test_older_files_name_users_and_numbers_of_labels(tmp_path: Path) -> None:
    span = {"start_offset": 0, "end_offset": 4, "manual": True}
    value = {
        "id": 7,
        "text": "Rada came home.",
        "annotations": [
            {**span, "id": 1, "label": 3, "user": 1},
            {**span, "id": 2, "label": 5, "user": 2},
            {**span, "id": 3, "label": 3, "user": 2, "start_offset": 10, "end_offset": 14},
        ],
        "meta": {"title": "Home", "wikiPageID": 1},
        "annotation_approver": None,
    }
    first, second = place(doccano.read(lines_of(tmp_path, value))).texts
    assert [(each.label, each.spans[0].ends) for each in first.spans] == [("3", (0, 4))]
    assert [(each.label, each.spans[0].ends) for each in second.spans] == [
        ("5", (0, 4)),
        ("3", (10, 14)),
    ]
    assert (first.annotator, second.annotator) == ("user 1", "user 2")
    assert first.facts["title"] == "Home" and first.id == "7"


def test_labels_without_places_are_of_the_whole_text(tmp_path: Path) -> None:
    values = (
        {"text": "Good.", "annotations": [{"label": 2, "user": 1}]},
        {"text": "Gut.", "annotations": [{"text": "Good.", "user": 1}]},
        {"text": "Fine.", "label": ["pos", "short"]},
        {"data": "So so.", "label": "mixed"},
    )
    texts = place(doccano.read(lines_of(tmp_path, *values))).texts
    assert [dict(each.labels) for each in texts] == [
        {"2": ("yes",)},
        {"Good.": ("yes",)},
        {"pos": ("yes",), "short": ("yes",)},
        {"mixed": ("yes",)},
    ]
    assert texts[-1].text == "So so."


def test_intents_and_slots_are_labels_and_spans(tmp_path: Path) -> None:
    value = {"text": "Fly to Kabul", "entities": [[7, 12, "LOC"]], "cats": ["travel"]}
    read = doccano.read(lines_of(tmp_path, {**value, "Comments": ["hm", "ah"]}))
    (text,) = place(read).texts
    assert [each.spans[0].covered(text.text) for each in text.spans] == ["Kabul"]
    assert text.labels == {"travel": ("yes",)}
    assert read.notes == ("2 comments left out.",)


def exported(*names: str) -> dict[str, bytes]:
    line = json.dumps({"id": 1, "text": "Norland pays.", "label": [[0, 7, "ORG"]], "Comments": []})
    return {name: f"{line}\n".encode() for name in names}


@pytest.mark.parametrize("is_archive", [True, False])
def test_a_whole_export_is_read_with_a_layer_for_each_user(
    tmp_path: Path, is_archive: bool
) -> None:
    path, files = tmp_path / "export", {**exported("amina.jsonl", "all.jsonl"), "notes.txt": b"x"}
    if is_archive:
        with zipfile.ZipFile(path.with_suffix(".zip"), "w") as archive:
            for name, data in files.items():
                archive.writestr(f"../{name}", data)
        path = path.with_suffix(".zip")
    else:
        path.mkdir()
        for name, data in {**files, "nobody.jsonl": b""}.items():
            (path / name).write_bytes(data)
    assert likely_format(path) is FORMATS["doccano"]
    placed = place(doccano.read(path))
    assert [each.annotator for each in placed.texts] == ["", "amina"]
    assert [each.spans[0].spans[0].ends for each in placed.texts] == [(0, 7), (0, 7)]


def test_what_is_wrong_in_an_export_is_told_with_the_file_in_it(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bo.jsonl", '{"text": "a", "entities": [3]}')
    with pytest.raises(FormatError, match=r"export\.zip .* bo, line 1: “entities” 1 is a number"):
        doccano.read(path)


def test_a_folder_or_archive_of_something_else_is_not_doccano_s(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nconfigs: []\n---\n", encoding="utf-8")
    (tmp_path / "train.jsonl").write_bytes(exported("a")["a"])
    assert not doccano.is_likely(tmp_path)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    assert not doccano.is_likely(tmp_path / "a.zip")
