"""brat standoff, both ways, and held against brat's own rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import brat
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledText

TEXT = "Rada 😀 Ilves\nsaid calm."


def collection(tmp_path: Path, *lines: str, text: str = TEXT) -> Path:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    (tmp_path / "a.ann").write_text("\n".join((*lines, "")), encoding="utf-8")
    return tmp_path


def read(path: Path) -> LabelledText:
    placed = place(brat.read(path))
    assert placed.misfits == ()
    (text,) = placed.texts
    return text


def check_strictly(folder: Path) -> int:
    """Hold every line against brat's rules for standoff and configuration; return their number."""
    conf = (folder / "annotation.conf").read_text("utf-8")
    parts = dict(re.findall(r"\[(\w+)\]\n([^\[]*)", conf))
    entities = set(parts["entities"].split())
    relations = {line.split("\t")[0] for line in parts["relations"].splitlines() if line}
    lines = 0
    for ann in folder.rglob("*.ann"):
        text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
        ids: set[str] = set()
        bound: set[str] = set()
        for line in ann.read_bytes().decode("utf-8").splitlines():
            name, rest, *more = line.split("\t")
            assert name not in ids
            ids.add(name)
            lines += 1
            if name[0] == "T":
                kind, places = rest.split(" ", 1)
                assert kind in entities
                spans = [tuple(map(int, each.split(" "))) for each in places.split(";")]
                assert all(0 <= start < end <= len(text) for start, end in spans)
                words = [text[start:end] for start, end in spans]
                assert not any("\n" in each for each in words)
                assert more == [" ".join(words)]
                bound.add(name)
            elif name[0] == "R":
                found = re.fullmatch(r"([\w-]+) Arg1:(T\d+) Arg2:(T\d+)", rest)
                assert found and found[1] in relations and {found[2], found[3]} <= bound
            else:
                found = re.fullmatch(r"AnnotatorNotes (T\d+)", rest)
                assert name[0] == "#" and found and found[1] in bound and len(more) == 1
    return lines


def by_id(text: LabelledText) -> list[tuple[object, ...]]:
    return sorted(
        (each.id, each.label, each.spans, each.role, sorted(each.attributes.items()))
        for each in text.spans
    )


def test_what_is_written_is_as_brat_wants_it_and_comes_back(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    report = brat.write(corpus, tmp_path)
    assert check_strictly(tmp_path) > 40
    assert (report.articles, report.statements, report.mentions) == (2, 4, 4)
    assert brat.is_likely(tmp_path)
    placed = place(brat.read(tmp_path))
    assert placed.misfits == ()
    back = {(each.annotator, each.id): each for each in placed.texts}
    assert len(back) == 3
    for _, text in labelled_texts(corpus):
        found = back[text.annotator, text.id]
        assert by_id(found) == by_id(text)
        assert found.links == text.links
        assert (found.text, found.facts, found.labels) == (text.text, text.facts, text.labels)
        assert found.is_done == text.is_done


def test_a_span_over_several_lines_is_parted_and_named(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    from dataclasses import replace

    from annotator.annotations.model import Mention
    from annotator.corpus.span import Span

    first = next(iter(corpus.articles))
    end = first.text.index("Both")
    wide = Mention("m-9", "article-1", "ann-1", Span(0, end), "EVENT")
    layer = replace(first.layers[0], mentions=(wide,))
    one = replace(corpus, articles=(replace(first, layers=(layer,)),))
    report = brat.write(one, tmp_path)
    check_strictly(tmp_path)
    assert ("offsets", "m-9") in {(each.feature, each.id) for each in report.losses.each()}


def test_events_attributes_notes_and_equivalences_are_read(tmp_path: Path) -> None:
    folder = collection(
        tmp_path,
        "T1\tPerson 0 4;7 12\tRada Ilves",
        "T2\tSay 13 17\tsaid",
        "T3\tThing 18 22\tcalm",
        "E1\tSay:T2 Speaker:T1 What:T3",
        "R1\tAbout Arg1:T1 Arg2:T3",
        "*\tEquiv T1 T3",
        "A1\tNegated E1",
        "A2\tCertainty E1 high",
        "N1\tReference T1 Wikidata:Q1\tRada",
        "#1\tAnnotatorNotes T3\tnot so sure",
    )
    text = read(folder)
    first, second, third = text.spans
    assert [span.covered(TEXT) for span in first.spans] == ["Rada", "Ilves"]
    assert first.attributes == {"Reference": "Wikidata:Q1"}
    assert second.attributes == {"Negated": True, "Certainty": "high"}
    assert third.attributes == {"note": "not so sure"}
    assert {(each.label, each.start, each.end) for each in text.links} == {
        ("Speaker", "T2", "T1"),
        ("What", "T2", "T3"),
        ("About", "T1", "T3"),
        ("Equiv", "T1", "T3"),
    }


def test_words_that_are_not_there_make_the_span_a_misfit(tmp_path: Path) -> None:
    folder = collection(tmp_path, "T1\tPerson 0 4\tNora", "T2\tThing 18 22\tcalm")
    placed = place(brat.read(folder))
    assert [each.label for each in placed.texts[0].spans] == ["Thing"]
    assert [each.id for each in placed.misfits] == ["T1"]


def test_texts_with_crlf_are_read_by_their_own_offsets(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    start = text.index("calm")
    line = f"T1\tThing {start} {start + 4}\tcalm"
    found = read(collection(tmp_path, line, text=text))
    assert found.text == TEXT
    assert found.spans[0].spans[0].covered(found.text) == "calm"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("T1 Person 0 4", "not as brat"),
        ("T1\tPerson 0\tRada", "not as brat"),
        ("R1\tAbout Arg1:T1 Arg2:T9", "names “T1”, which is not in the file"),
        ("E1\tSay:T9", "names “T9”, which is not in the file"),
        ("*\tEquiv T9 T8", "names “T9”, which is not in the file"),
        ("?1\tWhat", "no kind that brat has"),
        ("T1\tPerson 4 0;a b\tRada", "not as brat"),
    ],
)
def test_a_line_that_is_not_brats_is_refused_naming_it(tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(FormatError, match=rf"a\.ann.*line 1.*{why}.*Nothing was imported"):
        brat.read(collection(tmp_path, line))


def test_an_id_that_stands_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"line 2: .*stands twice"):
        brat.read(collection(tmp_path, "T1\tPerson 0 4\tRada\nT1\tPerson 0 4\tRada"))


def test_a_file_without_its_text_is_told(tmp_path: Path) -> None:
    collection(tmp_path)
    (tmp_path / "b.ann").write_text("")
    read = brat.read(tmp_path)
    assert len(read.texts) == 1
    assert read.notes == ("1 .ann files without a .txt beside them were left out.",)
    assert not brat.is_likely(tmp_path / "b.ann")
    assert brat.is_likely(tmp_path / "a.ann")


def test_labels_are_written_as_brat_allows_them() -> None:
    assert brat.safe("claim_types/call") == "claim_types__call"
    assert brat.safe("Wahl à la carte") == "Wahl___la_carte"
