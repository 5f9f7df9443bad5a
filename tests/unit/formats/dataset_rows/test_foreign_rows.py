"""Other people's datasets: rows with a text and a label, a target, spans, tags or votes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats.dataset_rows import reading
from annotator.formats.labelled.foreign import Placed, place
from annotator.formats.labelled.labelled_text import LabelledText


def in_file(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(words, encoding="utf-8")
    return path


def lines(*rows: object) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def placed(path: Path) -> Placed:
    assert reading.is_likely(path)
    return place(reading.read(path))


def spans(text: LabelledText) -> list[tuple[str, str]]:
    return [
        (each.label, " … ".join(one.covered(text.text) for one in each.spans))
        for each in text.spans
    ]


def stances(text: LabelledText) -> list[tuple[str, object]]:
    return [(each.label, each.attributes["target"]) for each in text.links]


def test_a_text_with_a_label_is_a_labelled_text(tmp_path: Path) -> None:
    rows = [{"text": "Good 🛶.", "label": "pos"}, {"text": "Bad.", "label": "neg"}]
    for name, content in (
        ("a.jsonl", lines(*rows)),
        ("b.json", {"data": rows}),
        ("c.csv", 'text,label\n"Good 🛶.",pos\nBad.,neg\n'),
        ("d.tsv", "sentence\tlabel\nGood 🛶.\tpos\nBad.\tneg\n"),
    ):
        texts = placed(in_file(tmp_path, name, content)).texts
        assert [(each.text, each.labels) for each in texts] == [
            ("Good 🛶.", {"label": ("pos",)}),
            ("Bad.", {"label": ("neg",)}),
        ], name


def test_several_labels_of_a_text_are_all_read(tmp_path: Path) -> None:
    row = {"text": "Rain.", "labels": ["weather", "news"], "stance": True, "title": "T", "x": 1}
    found = placed(in_file(tmp_path, "a.jsonl", lines(row)))
    assert found.texts[0].labels == {"labels": ("weather", "news"), "stance": ("yes",)}
    assert found.texts[0].facts == {"title": "T"}
    assert any("not taken: x." in note for note in found.notes)


def test_a_tweet_with_a_target_takes_a_stance_on_it(tmp_path: Path) -> None:
    table = (
        "ID\tTweet\tTarget\tStance\tOpinion Towards\n"
        "1\t@a No gods, no =1+1 #SemST\tAtheism\tFAVOR\tTARGET\n"
        "2\tHillary is 👩‍🚀 fit\tHillary Clinton\tAGAINST\tTARGET\n"
        "3\tHillary is 👩‍🚀 fit\tAtheism\tNONE\tNO ONE\n"
    )
    found = placed(in_file(tmp_path, "a.txt", table).rename(tmp_path / "a.tsv"))
    first, second = found.texts
    assert spans(first) == [("statement", "@a No gods, no =1+1 #SemST")]
    assert stances(first) == [("FAVOR", "Atheism")]
    assert stances(second) == [("AGAINST", "Hillary Clinton")]
    assert any("1 row take" in note or "1 row takes" in note for note in found.notes)


def test_one_text_with_several_targets_is_one_statement(tmp_path: Path) -> None:
    rows = [
        {"text": "Sanctions hurt.", "target": target, "stance": stance}
        for target, stance in (("Sanctions", "against"), ("Trade", "favor"))
    ]
    (text,) = placed(in_file(tmp_path, "a.jsonl", lines(*rows))).texts
    assert len(text.spans) == 1
    assert stances(text) == [("against", "Sanctions"), ("favor", "Trade")]


def test_a_hypothesis_is_what_a_premise_takes_a_stance_on(tmp_path: Path) -> None:
    row = {"sentence1": "It rains.", "sentence2": "It is wet.", "gold_label": "entailment"}
    (text,) = placed(in_file(tmp_path, "a.jsonl", lines(row))).texts
    assert text.text == "It rains."
    assert stances(text) == [("entailment", "It is wet.")]


@pytest.mark.parametrize(
    "column",
    [
        [{"start": 2, "end": 7, "label": "LOC"}, {"start": 8, "end": 13, "label": "EVENT"}],
        [{"start_offset": 2, "end_offset": 7, "type": "LOC", "surface": "Kabul"},
         {"start_offset": 8, "end_offset": 13, "type": "EVENT", "surface": "talks"}],
        [[2, 7, "LOC"], [8, 13, "EVENT"]],
        [[3, 8, "LOC"], [9, 14, "EVENT"]],
        {"start": [2, 8], "end": [7, 13], "label": ["LOC", "EVENT"]},
        [{"begin": 3, "end": 8, "tag": "LOC", "text": "Kabul"},
         {"begin": 9, "end": 14, "tag": "EVENT", "text": "talks"}],
    ],
)  # fmt: skip
def test_spans_come_in_many_shapes_and_units(tmp_path: Path, column: object) -> None:
    row = {"text": "🛶 Kabul talks", "ents": column}
    for name, content in (("a.jsonl", lines(row)), ("b.json", [row])):
        (text,) = placed(in_file(tmp_path, name, content)).texts
        assert spans(text) == [("LOC", "Kabul"), ("EVENT", "talks")]


def test_spans_of_a_table_are_lists_in_its_cells(tmp_path: Path) -> None:
    path = in_file(tmp_path, "a.csv", 'text,ents\nKabul talks,"[[0, 5, ""LOC""]]"\n')
    (text,) = place(reading.read(path)).texts
    assert spans(text) == [("LOC", "Kabul")]


def test_tokens_with_tags_make_a_text_with_spans(tmp_path: Path) -> None:
    tokens = {"tokens": ["Rada", "Ilves", "met", "🛶", "Lund"]}
    for marks in ("BIOOB", "IIOOI", "BLOOU", "BEOOS"):
        tags = [each if each == "O" else f"{each}-PER" for each in marks]
        (text,) = placed(in_file(tmp_path, "a.jsonl", lines({**tokens, "ner_tags": tags}))).texts
        assert text.text == "Rada Ilves met 🛶 Lund"
        assert spans(text) == [("PER", "Rada Ilves"), ("PER", "Lund")]
    row = {**tokens, "text": "Rada  Ilves met 🛶, Lund.", "tags": ["B-P", "I-P", "O", "O", "B-P"]}
    (text,) = placed(in_file(tmp_path, "a.jsonl", lines(row))).texts
    assert spans(text) == [("P", "Rada  Ilves"), ("P", "Lund")]


def test_several_annotators_are_several_layers(tmp_path: Path) -> None:
    items = {
        "1": {"text": "You!", "annotators": "Ann1,Ann2", "annotations": "1,0", "hard_label": 1},
        "2": {"text": "Me.", "annotators": ["Ann2"], "annotations": ["0"]},
    }
    texts = placed(in_file(tmp_path, "a.json", items)).texts
    assert [(each.id, each.annotator, tuple(each.labels.values())) for each in texts] == [
        ("1", "Ann1", (("1",),)),
        ("1", "Ann2", (("0",),)),
        ("2", "Ann2", (("0",),)),
    ]
    rows = lines(*({"text": "x y", "label": str(n), "worker_id": n} for n in (7, 8)))
    assert [each.annotator for each in placed(in_file(tmp_path, "b.jsonl", rows)).texts] == [
        "7",
        "8",
    ]


CARD = """---
license: mit
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*.jsonl
  - split: test
    path: data/test.jsonl
- config_name: small
  data_files: small.jsonl
dataset_info:
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': against
          '1': favor
  - name: tokens
    list: string
  - name: ner_tags
    list:
      class_label:
        names: {'0': O, '1': B-PER, '2': I-PER}
---
# A dataset
"""


def folder_with_card(folder: Path, card: str = CARD) -> Path:
    (folder / "data").mkdir()
    (folder / "README.md").write_text(card, encoding="utf-8")
    row = {"text": "Rada Ilves!", "tokens": ["Rada", "Ilves"], "ner_tags": [1, 2], "label": 1}
    in_file(folder / "data", "train-0.jsonl", lines(row))
    in_file(folder / "data", "test.jsonl", lines({**row, "label": 0, "text": "Rada Ilves?"}))
    in_file(folder, "small.jsonl", lines(row))
    return folder


def test_numbers_are_labels_by_the_names_on_the_card(tmp_path: Path) -> None:
    found = placed(folder_with_card(tmp_path))
    assert [each.labels for each in found.texts] == [{"label": ("favor",)}, {"label": ("against",)}]
    assert [spans(each) for each in found.texts] == [[("PER", "Rada Ilves")]] * 2
    assert "Not read: the configurations small." in found.notes


def test_names_of_classes_stand_in_parquet_files_too(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    features = {"label": {"names": ["no", "yes"], "_type": "ClassLabel"}}
    table = pa.table({"text": ["Rain.", "Sun."], "label": [1, 0]})
    told = {b"huggingface": json.dumps({"info": {"features": features}}).encode()}
    path = tmp_path / "a.parquet"
    pq.write_table(table.replace_schema_metadata(told), path)
    assert [each.labels["label"] for each in placed(path).texts] == [("yes",), ("no",)]


def test_columns_of_any_name_are_taken_as_a_person_says(tmp_path: Path) -> None:
    path = in_file(tmp_path, "a.csv", "wording,verdict,thing\nNo way.,contra,Trade\n")
    assert not reading.is_likely(path)
    with pytest.raises(FormatError, match="has the name of a text"):
        reading.read(path)
    columns = {"text": ("wording",), "label": ("verdict",), "target": ("thing",)}
    (text,) = place(reading.read(path, columns)).texts
    assert stances(text) == [("contra", "Trade")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"text": "ab", "ents": [{"start": 0, "end": "x", "label": "P"}]}', "“end” is a text"),
        ('{"text": "ab", "ents": [{"start": 0, "end": 1}]}', "it has no label"),
        ('{"text": "ab", "ents": {"start": [0], "end": [1, 2], "label": ["P"]}}', "differ in"),
        ('{"tokens": ["a", "b"], "tags": ["O"]}', "1 tags for 2 tokens"),
        ('{"tokens": ["a", "b"], "ner_tags": [0, 1]}', "which no name is known of"),
        ('{"text": "a", "tokens": ["b"], "tags": ["O"]}', "the text has no “b”"),
        ('{"text": 3, "label": "x"}', "“text” is a number"),
        ('{"text": "a", "annotations": "1,2", "annotators": "A"}', "2 annotations by 1 annotators"),
        ('{"words": 1}', "No column"),
        ("[]", "it has no rows"),
        ("3", "a number instead of an object"),
    ],
)  # fmt: skip
def test_another_shape_is_refused_naming_the_place(tmp_path: Path, content: str, said: str) -> None:
    path = in_file(tmp_path, "a.jsonl", content)
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        reading.read(path)
    assert said in str(caught.value)


def test_a_span_outside_of_its_text_is_listed_and_left_out(tmp_path: Path) -> None:
    row = {"text": "Kabul", "ents": [[0, 5, "LOC"], [3, 99, "LOC"]]}
    found = placed(in_file(tmp_path, "a.jsonl", lines(row)))
    assert spans(found.texts[0]) == [("LOC", "Kabul")]
    assert [each.end for each in found.misfits] == [99]


@pytest.mark.parametrize("path", ["../secret.jsonl", "/etc/passwd"])
def test_a_card_names_no_file_outside_of_its_folder(tmp_path: Path, path: str) -> None:
    folder = folder_with_card(tmp_path, CARD.replace("data/test.jsonl", path))
    with pytest.raises(FormatError, match="outside of its folder"):
        reading.read(folder)
    assert not reading.is_likely(folder)


def test_a_card_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    folder = folder_with_card(tmp_path, "---\na: [\n---\n")
    with pytest.raises(FormatError, match="is no YAML"):
        reading.read(folder)


def test_what_only_has_texts_is_not_taken_for_labels(tmp_path: Path) -> None:
    for name, content in (
        ("a.csv", "text,date,target\nWords.,2031-01-01,none\n"),
        ("b.jsonl", '{"text": "Words.", "tokens": 12}'),
        ("c.json", '{"format": "x", "items": []}'),
    ):
        assert not reading.is_likely(in_file(tmp_path, name, content)), name


def test_texts_without_a_column_of_labels_are_unlabelled(tmp_path: Path) -> None:
    path = in_file(tmp_path, "a.csv", "body,label\nRain.,x\n")
    (text,) = place(reading.read(path, {"text": ("body",)})).texts
    assert text.is_unlabelled


def test_an_empty_cell_of_a_table_holds_no_spans(tmp_path: Path) -> None:
    # as Label Studio's converter writes tables
    cell = json.dumps([{"start": 0, "end": 5, "labels": ["PER"]}]).replace('"', '""')
    words = f'text,label\nIlves spoke.,"{cell}"\nNobody.,\n'
    found = placed(in_file(tmp_path, "result.csv", words))
    assert [(each.text, spans(each)) for each in found.texts] == [
        ("Ilves spoke.", [("PER", "Ilves")]),
        ("Nobody.", []),
    ]
