"""Articles from the rows of tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import EncodingError, FormatError, ImportFileError
from annotator.formats.articles import columns, csv_rows, json_rows, parquet_rows
from annotator.formats.articles.found import FoundArticle, LeftOut, Noted, Wish

ARTICLE = "The minister said: “We, the council, agree.”\nNobody else did 😀."


def found(reader, path: Path, **wish) -> list[FoundArticle]:
    return [each for each in reader.articles(path, Wish(**wish)) if isinstance(each, FoundArticle)]


def missed(reader, path: Path) -> list[LeftOut]:
    return [each for each in reader.articles(path, Wish()) if isinstance(each, LeftOut)]


def written(tmp_path: Path, words: str, name: str = "in.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(words.encode())
    return path


def table(tmp_path: Path, delimiter: str, rows: list[list[str]]) -> Path:
    path = tmp_path / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_found_out(tmp_path: Path, delimiter: str) -> None:
    head = ["ID", "Headline", "Body", "Published at", "Outlet"]
    path = table(tmp_path, delimiter, [head, ["7", "Talks", ARTICLE, "2026-02-27T08:00Z", "Daily"]])
    (one,) = found(csv_rows, path)
    assert (one.text, one.title, one.date) == (ARTICLE, "Talks", "2026-02-27")
    assert (one.source, one.id, one.where) == ("Daily", "7", "row 1 (line 2)")


def test_a_table_in_utf16_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("Text;Title\nÇağrı ve görüş;Başlık\n".encode("utf-16"))
    assert found(csv_rows, path)[0].text == "Çağrı ve görüş"


def test_an_encoding_is_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("text,title\nPräsident,x\n".encode("latin-1"))
    with pytest.raises(EncodingError) as doubt:
        found(csv_rows, path)
    assert "windows-1252" in doubt.value.candidates
    assert found(csv_rows, path, encoding="windows-1252")[0].text == "Präsident"


def test_rows_without_a_text_are_named_and_the_rest_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, 'text,title\n"two\nlines",a\n,b\n\n  ,c\nlast,d\n')
    assert [each.text for each in found(csv_rows, path)] == ["two\nlines", "last"]
    assert [each.where for each in missed(csv_rows, path)] == ["row 2 (line 4)", "row 3 (line 6)"]


@pytest.mark.parametrize(
    "words",
    [
        'text,title\n"never closed,a\nb,c\n',
        "text,title\na,b,c\nd,e\n",
        "text,text\na,b\n",
        'text,title\n"a" b,c\n',
        "\n\n,,\n",
    ],
)
def test_a_broken_table_is_refused_before_a_row_is_taken(tmp_path: Path, words: str) -> None:
    reading = csv_rows.articles(written(tmp_path, words), Wish())
    with pytest.raises(ImportFileError, match=r"in\.csv"):
        next(reading)


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = written(tmp_path, "wording,heading\na,b\n")
    with pytest.raises(FormatError, match="--columns text=wording"):
        found(csv_rows, path)
    with pytest.raises(FormatError, match="no column words"):
        found(csv_rows, path, columns={"text": ("words",)})
    (one,) = found(csv_rows, path, columns={"text": ("heading", "wording")})
    assert one.text == "b\n\na"


def test_what_is_not_taken_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "text,desk,date\na,b,03/04/2026\n")
    notes = [each.words for each in csv_rows.articles(path, Wish()) if isinstance(each, Noted)]
    assert any("not taken: desk" in each for each in notes)
    assert any("more than one way" in each and "1" in each for each in notes)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0")).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_through_a_table_as_it_is(tmp_path: Path, texts: list[str]) -> None:
    path = table(tmp_path, ",", [["id", "text"], *([str(at), one] for at, one in enumerate(texts))])
    expected = [each.replace("\r\n", "\n").replace("\r", "\n") for each in texts]
    assert [each.text for each in found(csv_rows, path)] == expected
    lines = [json.dumps({"text": each, "n": 1}) for each in texts]
    file = written(tmp_path, "\n".join(lines), "in.jsonl")
    assert [each.text for each in found(json_rows, file)] == expected


def test_objects_of_all_shapes_are_rows(tmp_path: Path) -> None:
    objects = [{"body": "one", "meta": {"url": "https://www.a.example/1"}}, {"body": ["a", "b"]}]
    for name, words in {
        "lines.jsonl": "\n".join(json.dumps(each) for each in objects),
        "list.json": json.dumps(objects),
        "wrapped.json": json.dumps({"count": 2, "articles": objects}),
    }.items():
        path = written(tmp_path, words, name)
        assert [each.text for each in found(json_rows, path)] == ["one", "a\nb"]
    chosen = {"text": ("body",), "url": ("meta.url",)}
    one = found(json_rows, path, columns=chosen)[0]
    assert (one.id, one.source) == ("https://www.a.example/1", "a.example")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ('{"text": "a"}\n{"text": "b"', "line 2"),
        ('{"text": "a", "text": "b"}', "twice"),
        ('{"text": NaN}', "NaN"),
        ("[" * 100_000, "nested"),
        ('{"text": ' * 50_000, "nested"),
        ('{"text": ' + "9" * 5_000 + "}", "a number without end"),
        ("[1, 2]", "object"),
        ('{"text": 12}', "No row"),
        ('{"text": "\\ud800"}', "No row"),
        ('{"text": "a\\u0000"}', "No row"),
        ('{"text": ' + "9" * 5000 + "}", "no table"),
    ],
)
def test_json_that_is_no_table_is_refused(tmp_path: Path, words: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        found(json_rows, written(tmp_path, words, "in.json"))


def test_a_parquet_table_is_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "in.parquet"
    rows = {"text": [ARTICLE, None], "title": ["a", "b"], "n": [1, 2]}
    parquet.write_table(pyarrow.table(rows), path)
    assert [each.text for each in found(parquet_rows, path)] == [ARTICLE]
    assert [each.where for each in missed(parquet_rows, path)] == ["row 2"]
    assert parquet_rows.look(path, Wish()).columns == {"text": ("text",), "title": ("title",)}
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FormatError, match="damaged"):
        found(parquet_rows, path)


def test_columns_are_proposed_by_their_names() -> None:
    names = ["Article ID", "full_text", "HEADLINE", "pub-date", "Web", "lang"]
    assert columns.propose(names) == {
        "text": ("full_text",),
        "title": ("HEADLINE",),
        "date": ("pub-date",),
        "id": ("Article ID",),
        "language": ("lang",),
    }


def test_a_mapping_of_columns_is_kept_in_a_file(tmp_path: Path) -> None:
    chosen = columns.from_words("text=head+body, title=head")
    path = written(tmp_path, columns.as_yaml(chosen), "columns.yaml")
    assert columns.read_columns(path) == chosen == {"text": ("head", "body"), "title": ("head",)}
    for wrong in ("columns: [a]", "columns: {body: a}", "columns: {text: 1}", "a: [", "labels: {}"):
        with pytest.raises(FormatError, match="--write-mapping"):
            columns.read_columns(written(tmp_path, wrong, "columns.yaml"))
    with pytest.raises(ValueError, match="body=x"):
        columns.from_words("body=x")
