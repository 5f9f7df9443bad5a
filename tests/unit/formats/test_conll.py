"""CoNLL tables, both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import conll
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledText


def in_file(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "their.conll"
    path.write_text(words, encoding="utf-8")
    return path


def covered(text: LabelledText) -> list[tuple[str, str]]:
    return [(each.label, each.spans[0].covered(text.text)) for each in text.spans]


def read(path: Path) -> tuple[LabelledText, ...]:
    placed = place(conll.read(path))
    assert placed.misfits == ()
    return placed.texts


CONLL_2003 = """-DOCSTART- -X- O O

EU NNP I-NP B-ORG
rejects VBZ I-VP O
German JJ I-NP B-MISC
call NN I-NP O

Peter NNP I-NP B-PER
Blackburn NNP I-NP I-PER

-DOCSTART- -X- O O

BRUSSELS NNP I-NP S-LOC
"""


def test_a_table_as_in_conll_2003_is_read_with_its_chunks(tmp_path: Path) -> None:
    first, second = read(in_file(tmp_path, CONLL_2003))
    assert first.text == "EU rejects German call\nPeter Blackburn"
    found = covered(first)
    assert ("ORG", "EU") in found
    assert ("PER", "Peter Blackburn") in found
    assert ("NP", "German call") in found
    assert covered(second) == [("NP", "BRUSSELS"), ("LOC", "BRUSSELS")]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-A I-A O", [(0, 1, "A")]),
        ("I-A I-A B-A", [(0, 1, "A"), (2, 2, "A")]),
        ("I-A I-B", [(0, 0, "A"), (1, 1, "B")]),
        ("B-A E-A S-A", [(0, 1, "A"), (2, 2, "A")]),
        ("U-A B-A L-A", [(0, 0, "A"), (1, 2, "A")]),
        ("O O", []),
    ],
)
def test_every_scheme_of_tags_makes_the_same_chunks(
    tags: str, expected: list[tuple[int, int, str]]
) -> None:
    assert list(conll.chunks(tags.split())) == expected


def test_no_chunk_goes_on_over_the_end_of_a_sentence() -> None:
    assert list(conll.chunks(["B-A", "", "I-A"])) == [(0, 0, "A"), (2, 2, "A")]


def test_what_is_written_is_read_back_with_the_exact_text(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    report = conll.write(corpus, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "Amina.conll",
        "Bo.conll",
        conll.DOCUMENTS,
    ]
    back = {(each.annotator, each.id): each for each in read(tmp_path)}
    lost = {(each.feature, each.id) for each in report.losses.each()}
    for _, text in labelled_texts(corpus):
        found = back[text.annotator, text.id]
        assert (found.text, found.facts, found.is_done) == (text.text, text.facts, text.is_done)
        wanted = {
            (each.role, each.label, span)
            for each in text.spans
            for span in each.spans
            if not {("overlaps", each.record), ("offsets", each.record)} & lost
        }
        assert wanted <= {(each.role, each.label, each.spans[0]) for each in found.spans}


def test_the_longest_of_overlapping_spans_stays_and_the_others_are_named(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    report = conll.write(corpus, tmp_path)
    lost = {(each.feature, each.id) for each in report.losses.each()}
    assert ("overlaps", "m-3") in lost  # "Ilves" in "Rada Ilves"
    assert ("fragments", "s-1") in lost
    assert {("statements", "s-1"), ("stances", "s-1"), ("figures", "s-3")} <= lost
    assert ("certainty", "s-1") in lost
    assert report.mentions == 3


def test_every_line_has_all_columns_and_every_tag_is_iob2(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    conll.write(corpus, tmp_path)
    before = ["O"] * 8
    for line in (tmp_path / "Amina.conll").read_text("utf-8").split("\n")[:-1]:
        cells = line.split("\t") if line else []
        assert len(cells) in (0, len(conll.COLUMNS))
        for column, tag in enumerate(cells[2:]):
            if tag.startswith("I-"):
                assert before[column][1:] == tag[1:]
        before = cells[2:] or ["O"] * 8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a O\nb O O\n", "line 2: 3 columns instead of 2"),
        ("a\n", "line 1: 1 columns"),
    ],
)
def test_a_table_with_holes_is_refused_naming_the_line(
    tmp_path: Path, words: str, said: str
) -> None:
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        conll.read(in_file(tmp_path, words))
    assert said in str(caught.value)


def test_texts_that_do_not_fit_their_tables_are_refused(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    conll.write(corpus, tmp_path)
    documents = tmp_path / conll.DOCUMENTS
    documents.write_text(documents.read_text("utf-8").replace("radar", "sonar"), encoding="utf-8")
    with pytest.raises(FormatError, match="the text has no “radar” there"):
        conll.read(tmp_path)


def test_tables_are_told_from_other_texts(tmp_path: Path, corpus: AnnotatedCorpus) -> None:
    assert conll.is_likely(in_file(tmp_path, CONLL_2003))
    assert not conll.is_likely(in_file(tmp_path, "Plain words\nof an article.\n"))
    folder = tmp_path / "out"
    folder.mkdir()
    conll.write(corpus, folder)
    assert conll.is_likely(folder)
    assert not conll.is_likely(tmp_path / "missing")


# Tables of many kinds


def in_table(folder: Path, words: str, name: str = "t.conll") -> LabelledText:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    assert conll.is_likely(path)
    (text,) = place(conll.read(path)).texts
    return text


def tagged(text: LabelledText) -> list[tuple[str, str]]:
    return [(each.label, each.spans[0].covered(text.text)) for each in text.spans]


def test_numbered_tokens_of_germeval_are_read(tmp_path: Path) -> None:
    words = (
        "#\thttp://a.example [2031-05-01]\n1\tSchartau\tB-PER\tO\n2\tsagte\tO\tO\n\n"
        "#\thttp://b.example\n1\tBerliner\tB-LOCderiv\tO\n2\tBank\tO\tB-ORG\n\n"
    )
    text = in_table(tmp_path, words, "t.tsv")
    assert text.text == "Schartau sagte\nBerliner Bank"
    assert tagged(text) == [("PER", "Schartau"), ("LOCderiv", "Berliner"), ("ORG", "Bank")]


def test_ranges_and_spaces_of_conll_u_make_the_text(tmp_path: Path) -> None:
    def row(number: str, form: str, more: str) -> str:
        return "\t".join((number, form, *"_" * 7, more))

    rows = (
        "# newdoc id = d1",
        "# text = a b c d e f g",  # as many words as there are columns
        row("1", "Vamos", "NER=O"),
        row("2-3", "al", "_"),
        row("2", "a", "NER=O"),
        row("3", "el", "NER=O"),
        row("4", "mar", "SpaceAfter=No|NER=B-LOC"),
        row("5", ",", "NER=O"),
        row("5.1", "nada", "_"),
        row("6", "Rada", "NER=B-PER|SpaceAfter=No"),
        row("7", "🛶", "NER=I-PER|SpaceAfter=No"),
        "",
        row("1", "Sí", "NER=O"),
    )
    text = in_table(tmp_path, "\n".join(rows) + "\n", "t.conllu")
    assert text.text == "Vamos al mar, Rada🛶\nSí"
    assert tagged(text) == [("LOC", "mar"), ("PER", "Rada🛶")]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Rada\u00a0Ilves  spoke .", "Rada\u00a0Ilves  spoke .\nNo"),
        ("Rada\u2028Ilves spoke.", "Rada\u2028Ilves spoke.\nNo"),
        ("Rada Ilves spoke", "Rada Ilves spoke .\nNo"),  # not the tokens: they are what counts
        ("Rada Ilves spoke . Then", "Rada Ilves spoke .\nNo"),
    ],
)
def test_the_text_of_a_sentence_tells_what_stands_between_its_tokens(
    tmp_path: Path, said: str, text: str
) -> None:
    def row(number: int, word: str, tag: str = "O") -> str:
        return "\t".join((str(number), word, *"_" * 7, f"NER={tag}"))

    tags = ("B-PER", "I-PER", "O", "O")
    words = zip(("Rada", "Ilves", "spoke", "."), tags, strict=True)
    lines = [f"# text = {said}", *(row(at, *each) for at, each in enumerate(words, 1))]
    lines += ["", "# text = No", row(1, "No")]
    found = in_table(tmp_path, "\n".join(lines) + "\n", "t.conllu")
    assert found.text == text
    assert tagged(found) == [("PER", text[:10])]


def test_brackets_of_conll_2012_are_entities(tmp_path: Path) -> None:
    words = (
        "#begin document (bc/a/00); part 000\n"
        "bc/a/00 0 0 Rada NNP (TOP(S(NP* - - - Spk (PERSON* * (1)\n"
        "bc/a/00 0 1 Ilves NNP *) - - - Spk *) * -\n"
        "bc/a/00 0 2 left VBD (VP*) leave 01 1 Spk * (V*) -\n"
        "bc/a/00 0 3 Kabul NNP (NP*))) - - - Spk (GPE) * -\n\n#end document\n"
    )
    assert tagged(in_table(tmp_path, words)) == [("PERSON", "Rada Ilves"), ("GPE", "Kabul")]


@pytest.mark.parametrize("marks", ["BIOOB", "IIOOI", "BLOOU", "BEOOS", "BEOOW"])
def test_tags_of_any_scheme_are_read(tmp_path: Path, marks: str) -> None:
    tokens = ("Rada", "Ilves", "met", "#", "Bo")
    tags = [mark if mark == "O" else f"{mark}-PER" for mark in marks]
    for parted in ("\t", " "):
        words = "\n".join(parted.join(each) for each in zip(tokens, tags, strict=True))
        text = in_table(tmp_path, f"{words}\n")
        assert text.text == "Rada Ilves met # Bo"
        assert tagged(text) == [("PER", "Rada Ilves"), ("PER", "Bo")]


def test_tags_without_a_label_are_spans(tmp_path: Path) -> None:
    assert tagged(in_table(tmp_path, "# O\nRada B\nIlves I\ncame O\n")) == [("span", "Rada Ilves")]
