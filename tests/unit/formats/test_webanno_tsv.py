"""WebAnno TSV, both ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.corpus.span import Span
from annotator.errors import FormatError
from annotator.formats import webanno_tsv, webanno_tsv_reading
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import Placed, place
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link, Role
from tests.unit.formats.tsv_strict import text_of

SAMPLES = Path(__file__).resolve().parents[3] / "../shared/formats/samples/webanno_tsv3"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")


def read(path: Path) -> Placed:
    placed = place(webanno_tsv_reading.read(path))
    assert placed.misfits == ()
    return placed


def plain(text: LabelledText) -> list[tuple[object, ...]]:
    return sorted(
        (
            "" if each.role == "mention" else each.id,
            each.label,
            each.spans,
            each.role,
            sorted(each.attributes.items()),
        )
        for each in text.spans
    )


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "a.tsv"
    path.write_text("\n".join(("#FORMAT=WebAnno TSV 3.3", *lines, "")), encoding="utf-8")
    return path


@needs_samples
def test_an_emoji_counts_as_two() -> None:
    path = SAMPLES / "testSentenceWithEmoji/reference.tsv"
    assert webanno_tsv_reading.is_likely(path)
    (text,) = read(path).texts
    assert text.text == "I like it 😊 ."
    assert [each.spans[0].covered(text.text) for each in text.spans] == ["😊"]


@needs_samples
def test_slots_become_links() -> None:
    (text,) = read(SAMPLES / "testSimpleSlotFeature/reference.tsv").texts
    assert text.text == "This is a test ."
    by_id = {each.id: each.spans[0].covered(text.text) for each in text.spans}
    links = {(each.label, by_id[each.start], by_id[each.end]) for each in text.links}
    assert links == {("p1", "This", "is"), ("p2", "This", "a")}


def test_what_is_written_comes_back_whole(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    report = webanno_tsv.write(corpus, tmp_path)
    assert (report.articles, report.statements, report.mentions) == (2, 4, 4)
    assert webanno_tsv_reading.is_likely(tmp_path)
    back = {(each.id, each.annotator): each for each in read(tmp_path).texts}
    assert set(back) == {("tern", "Amina"), ("tern", "Bo"), ("article-2", "Bo")}
    for _, text in labelled_texts(corpus):
        found = back[text.id, text.annotator.lstrip("+")]
        assert found.text == text.text.replace("\u2028", " ")
        assert plain(found) == plain(text)
        assert sorted(found.links, key=repr) == sorted(text.links, key=repr)
    lost = {each.feature for each in report.losses.each()}
    assert "text" in lost
    assert "statements" not in lost


def test_every_row_has_the_columns_of_the_head(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    webanno_tsv.write(corpus, tmp_path)
    lines = (tmp_path / "annotation/tern/Amina.tsv").read_text("utf-8").split("\n")
    head = [each.removeprefix("#T_SP=") for each in lines if each.startswith("#T_SP=")]
    columns = sum(len(each.split("|")) - 1 for each in head)
    rows = [each for each in lines if each and not each.startswith("#")]
    assert len(rows) > 50
    assert all(len(each.split("\t")) == 3 + columns + 1 for each in rows)
    assert all(each.endswith("\t") for each in rows)


def test_inception_would_read_every_table(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    webanno_tsv.write(corpus, tmp_path)
    tables = sorted(tmp_path.rglob("*.tsv"))
    read_back = {text_of(each.read_bytes().decode("utf-8")) for each in tables}
    plain_texts = {text.text.replace("\u2028", " ") for _, text in labelled_texts(corpus)}
    assert read_back == plain_texts and len(tables) == 3


@needs_samples
def test_the_strict_reader_reads_what_inception_wrote() -> None:
    for name in ("testSimpleSlotFeature", "testSentenceWithEmoji"):
        path = SAMPLES / name / "reference.tsv"
        (text,) = read(path).texts
        assert text_of(path.read_text("utf-8")) == text.text


_PIECES = [
    "a",
    "B.",
    " ",
    "\n",
    "\\",
    "\\n",
    "\t",
    "é",
    "e\u0301",
    "👩\u200d🚀",
    "\u00a0",
    "\u200f",
    "_",
    "|",
]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join), st.data())
def test_any_text_comes_out_of_a_table_as_inception_reads_it(
    words: str, data: st.DataObject
) -> None:
    words = f"{words}Ada{words}"
    ends = st.integers(0, len(words))
    spans = []
    for number in range(data.draw(st.integers(0, 4))):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        inside = words[start:end]
        start += len(inside) - len(inside.lstrip())
        end -= len(inside) - len(inside.rstrip())
        if start < end:
            role: Role = data.draw(st.sampled_from(("content", "source", "mention")))
            spans.append(LabelledSpan(f"s{number}", "X|y", (Span(start, end),), role))
    links = [
        Link("to_", one.id, other.id)
        for one in spans
        if one.role != "mention"
        for other in spans[:1]
    ]
    text = LabelledText("a", words, tuple(spans), tuple(links), annotator="Ada")
    found = "\n".join(webanno_tsv._Table(text).lines())
    assert text_of(found) == words
    read_here = webanno_tsv_reading._Table(Path("a.tsv"), "a.tsv", found.split("\n")).text()
    assert read_here.text == words
    assert len(read_here.links) == len(links)


def test_white_space_at_the_beginning_stays(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    article = next(iter(corpus.articles))
    layer = replace(article.layers[0], statements=(), mentions=())
    bare = replace(article, text=f" \n\t{article.text}", layers=(layer,))
    webanno_tsv.write(replace(corpus, articles=(bare,)), tmp_path)
    (found,) = tmp_path.rglob("*.tsv")
    wanted = bare.text.replace("\u2028", " ")
    assert text_of(found.read_bytes().decode("utf-8")) == wanted
    assert read(tmp_path).texts[0].text == wanted


def test_escapes_in_texts_are_those_of_the_version(tmp_path: Path) -> None:
    row = "1-1\t0-1\ta\t"
    new = table(tmp_path, "#T_SP=custom.NE|", "", "", "#Text=a\\\\b\\tc", row + "_\t")
    assert read(new).texts[0].text == "a\\b\tc"
    old = new.read_text("utf-8").replace("TSV 3.3", "TSV 3.1").replace("\\tc", "\\u00e9")
    new.write_text(old, "utf-8")
    assert read(new).texts[0].text == "a\\bé"


def test_stacked_and_multi_token_annotations_are_told_apart(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "#T_SP=custom.NE|value",
        "",
        "",
        "#Text=New York met",
        "1-1\t0-3\tNew\tLOC[1]|ORG[2]\t",
        "1-2\t4-8\tYork\tLOC[1]\t",
        "1-3\t9-12\tmet\t_\t",
    )
    (text,) = read(path).texts
    found = sorted((each.label, each.spans[0].covered(text.text)) for each in text.spans)
    assert found == [("LOC", "New York"), ("ORG", "New")]


def test_relations_lead_from_their_base_to_their_row(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "#T_SP=custom.NE|value",
        "#T_RL=custom.Rel|value|BT_custom.NE",
        "",
        "",
        "#Text=Rada met",
        "1-1\t0-4\tRada\tPER\t_\t_\t",
        "1-2\t5-8\tmet\tEVT[3]\tagent\t1-1[0_3]\t",
    )
    (text,) = read(path).texts
    by_id = {each.id: each.label for each in text.spans}
    assert [(each.label, by_id[each.start], by_id[each.end]) for each in text.links] == [
        ("agent", "PER", "EVT")
    ]


def test_sub_tokens_and_gaps_keep_their_offsets(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "#T_SP=custom.NE|value",
        "",
        "",
        "#Text=Unhappy now",
        "1-1\t0-7\tUnhappy\t_\t",
        "1-1.1\t2-7\thappy\tMOOD\t",
        "1-2\t8-11\tnow\t_\t",
        "",
        "#Text=Kabul",
        "2-1\t14-19\tKabul\tLOC\t",
    )
    (text,) = read(path).texts
    assert text.text == "Unhappy now\n\n\nKabul"
    assert [each.spans[0].covered(text.text) for each in text.spans] == ["happy", "Kabul"]


def test_escapes_go_and_come() -> None:
    awkward = "a\\b[1]|c_d->e;f\tg\nh*"
    assert webanno_tsv_reading._unescaped(webanno_tsv.escaped(awkward)) == awkward


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("", "1-1\tx"), "line 3: it is no row"),
        (("#T_SP=a|b", "", "#Text=x", "1-1\t0-1\tx"), "0 columns instead of 1"),
    ],
)
def test_another_shape_is_refused_naming_the_line(
    tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        webanno_tsv_reading.read(table(tmp_path, *lines))
    assert said in str(caught.value)
    other = tmp_path / "b.tsv"
    other.write_text("a\tb")
    with pytest.raises(FormatError, match="does not begin"):
        webanno_tsv_reading.read(other)


def test_the_number_of_a_target_is_not_that_of_its_annotation(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "#T_SP=custom.Says|value|ROLE_custom.Says:links_custom.Link|uima.tcas.Annotation",
        "#T_SP=custom.NE|value",
        "",
        "",
        "#Text=New York met",
        "1-1\t0-3\tNew\t_\t_\t_\tLOC[7]|ORG[2]\t",
        "1-2\t4-8\tYork\t_\t_\t_\tLOC[7]\t",
        "1-3\t9-12\tmet\tsays\twho\t1-1[7]\t_\t",
    )
    (text,) = read(path).texts
    by_id = {each.id: each.label for each in text.spans}
    assert [(each.label, by_id[each.start], by_id[each.end]) for each in text.links] == [
        ("who", "says", "LOC")
    ]


@pytest.mark.parametrize("is_turned", [False, True])
def test_links_of_chains_are_spans_that_lead_to_the_next(tmp_path: Path, is_turned: bool) -> None:
    """The manual has the type first, the program itself the relation."""
    rows = (
        ("1-1", "0-4", "Amina", "*->1-1", "nam[1]"),
        ("1-2", "6-9", "saw", "_", "_"),
        ("1-3", "10-12", "Bo", "*->2-1", "nam[2]"),
        ("1-4", "13-17", "over", "_", "_"),
        ("1-5", "18-21", "her", "ana->1-2|*->2-2", "pro[1]|*[2]"),
        ("1-6", "22-26", "gate", "*->2-2", "*[2]"),
        ("1-7", "27-30", "she", "*->1-3", "pro[1]"),
    )
    names = ("referenceRelation", "referenceType")
    text = "Amina saw Bo over her gate she"
    lines = [
        "#FORMAT=WebAnno TSV 3.2",
        f"#T_CH=de.coref.CoreferenceLink|{'|'.join(names[::-1] if is_turned else names)}",
        f"\n\n#Text={text}",
    ]
    for address, _, token, relation, kind in rows:
        start = text.index(token)
        cells = (kind, relation) if is_turned else (relation, kind)
        lines.append("\t".join((address, f"{start}-{start + len(token)}", token, *cells, "")))
    path = tmp_path / "chains.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    placed = place(webanno_tsv_reading.read(path))
    (found,) = placed.texts
    said = {each.id: (each.label, each.spans[0].covered(found.text)) for each in found.spans}
    assert sorted(said.values()) == [
        ("CoreferenceLink", "her gate"),
        ("nam", "Amina"),
        ("nam", "Bo"),
        ("pro", "her"),
        ("pro", "she"),
    ]
    assert [(each.label, said[each.start][1], said[each.end][1]) for each in found.links] == [
        ("CoreferenceLink", "Amina", "her"),
        ("CoreferenceLink", "Bo", "her gate"),
        ("ana", "her", "she"),
    ]
    assert not placed.notes
