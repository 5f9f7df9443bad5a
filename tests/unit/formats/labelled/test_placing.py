"""Foreign offsets are placed by what the file says they cover; nothing is lost silently."""

from dataclasses import replace
from pathlib import Path

from annotator.formats import brat, webanno_tsv_reading
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile, place
from annotator.formats.labelled.labelled_text import Link
from annotator.formats.labelled.offset_units import ForeignSpan

TEXT = "🥳 Norland 👻 pays.\nEstovia left."


def _raw(*spans: tuple[int, int, str | None], links: tuple[Link, ...] = ()) -> RawText:
    raw = (RawSpan(f"T{n}", "ORG", (ForeignSpan(*each),)) for n, each in enumerate(spans))
    return RawText("a", TEXT, tuple(raw), links)


def test_a_file_that_does_not_keep_to_the_unit_of_its_format_is_read_as_it_counts():
    file = ReadFile((_raw((3, 10, "Norland"), (20, 27, "Estovia")),), "code points")
    placed = place(file)
    assert not placed.misfits
    assert [each.covered(TEXT) for span in placed.texts[0].spans for each in span.spans] == [
        "Norland",
        "Estovia",
    ]
    assert "UTF-16 units, and not in code points as the format has it" in placed.evidence.in_words()


def test_the_unit_of_a_format_holds_where_no_covered_text_speaks_against_it():
    placed = place(ReadFile((_raw((2, 9, None), (18, 25, "Estovia")),), "code points"))
    assert placed.evidence.unit == "code points"
    assert "as the format has it" in placed.evidence.in_words()


def test_what_a_person_says_of_the_unit_holds_against_the_covered_texts():
    placed = place(ReadFile((_raw((3, 10, "Norland")),), "code points"), "code points")
    assert [each.covered for each in placed.misfits] == ["Norland"]


def test_where_the_texts_leave_it_open_the_usual_unit_of_the_format_is_taken():
    file = ReadFile((_raw((4, 7, None)),), usual="UTF-16 units")
    assert place(file).evidence.unit == "UTF-16 units"
    assert place(replace(file, usual=None)).evidence.unit == "code points"
    assert "others fit as well" in place(file).evidence.in_words()
    told = replace(file, texts=(_raw((2, 9, "Norland")),))
    assert place(told).evidence.unit == "code points"


def test_a_span_that_covers_nothing_is_called_that():
    placed = place(ReadFile((_raw((5, 5, None), (9, 4, None), (3, 900, None)),)))
    words = [each.in_words() for each in placed.misfits]
    assert [each.endswith("covers nothing.") for each in words] == [True, True, False]


def test_relations_that_go_with_a_span_that_does_not_fit_are_counted():
    links = (Link("says", "T0", "T1"), Link("says", "T1", "T0"))
    placed = place(ReadFile((_raw((2, 9, "Norland"), (0, 2, "else"), links=links),), None))
    assert len(placed.misfits) == 1
    assert placed.notes == ("2 relations were left out, because a span at one end is not there.",)


def test_brat_in_the_units_of_a_browser_is_read_by_its_covered_texts(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tORG 20 27\tEstovia\n", encoding="utf-8")
    placed = place(brat.read(tmp_path))
    assert not placed.misfits
    assert placed.texts[0].spans[0].spans[0].covered(TEXT) == "Estovia"


def test_a_table_of_tokens_that_counts_code_points_keeps_its_sentences_and_spans(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
        "#Text=🥳 Norland 👻 pays.\n1-1\t0-1\t🥳\t_\t\n1-2\t2-9\tNorland\tORG\t\n"
        "1-3\t10-11\t👻\t_\t\n1-4\t12-17\tpays.\t_\t\n\n"
        "#Text=Estovia left.\n2-1\t18-25\tEstovia\tORG[1]\t\n2-2\t26-31\tleft.\tORG[1]\t\n",
        encoding="utf-8",
    )
    placed = place(webanno_tsv_reading.read(path))
    assert placed.texts[0].text == TEXT
    assert not placed.misfits
    covered = [span.spans[0].covered(TEXT) for span in placed.texts[0].spans]
    assert covered == ["Norland", "Estovia left."]
    assert placed.evidence.unit == "code points"
