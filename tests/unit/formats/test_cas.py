"""UIMA CAS files, both ways, and read by the library of those who made the format."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from annotator.errors import FormatError, ImportFileError
from annotator.formats import cas, cas_reading
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import Placed, place
from annotator.formats.labelled.labelled_text import LabelledText

SAMPLES = Path(__file__).resolve().parents[3] / "../shared/formats/samples"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")


def read(path: Path) -> Placed:
    placed = place(cas_reading.read(path))
    assert placed.misfits == ()
    return placed


def covered(text: LabelledText) -> list[str]:
    return [each.spans[0].covered(text.text) for each in text.spans]


def plain(text: LabelledText) -> list[tuple[object, ...]]:
    """The spans without the ids of mentions, for which the layer of entities has no place."""
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


@needs_samples
@pytest.mark.parametrize("name", ["data.json", "debug.xmi"])
def test_emoji_are_counted_as_the_tool_counts_them(name: str) -> None:
    path = SAMPLES / "uima/casWithEmojiUnicodeTextAndAnnotations" / name
    assert cas_reading.is_likely(path)
    (text,) = read(path).texts
    assert covered(text) == ["🥳", "This", "👳🏻‍♀️", "is", "✆", "a", "🧔🏾‍♂️", "test", "👻"]


@needs_samples
def test_slots_become_links() -> None:
    (text,) = read(SAMPLES / "webanno_tsv3/testSimpleSlotFeature/reference.xmi").texts
    by_id = {each.id: each.spans[0].covered(text.text) for each in text.spans}
    links = {(each.label, by_id[each.start], by_id[each.end]) for each in text.links}
    assert links == {("p1", "This", "is"), ("p2", "This", "a")}


@pytest.mark.parametrize("suffix", ["json", "xmi"])
def test_what_is_written_comes_back_whole(
    corpus: AnnotatedCorpus, tmp_path: Path, suffix: str
) -> None:
    write = cas.write_json if suffix == "json" else cas.write_xmi
    report = write(corpus, tmp_path)
    assert (report.articles, report.statements, report.mentions) == (2, 4, 4)
    assert cas_reading.is_likely(tmp_path)
    back = {(each.annotator, each.id): each for each in read(tmp_path).texts}
    assert len(back) == 3
    for _, text in labelled_texts(corpus):
        found = back[text.annotator, text.id]
        assert found.text == text.text
        assert plain(found) == plain(text)
        assert sorted(found.links, key=repr) == sorted(text.links, key=repr)
        assert (found.facts, found.labels) == (text.facts, text.labels)
        assert found.is_done == text.is_done


@pytest.mark.parametrize("suffix", ["json", "xmi"])
def test_the_makers_of_the_format_read_the_same(
    corpus: AnnotatedCorpus, tmp_path: Path, suffix: str
) -> None:
    cassis = pytest.importorskip("cassis")
    (cas.write_json if suffix == "json" else cas.write_xmi)(corpus, tmp_path)
    with (tmp_path / cas.TYPES).open("rb") as file:
        types = cassis.load_typesystem(file)
    for _, text in labelled_texts(corpus):
        with (tmp_path / f"{text.id}.{text.annotator.replace('+', '_')}.{suffix}").open(
            "rb"
        ) as file:
            found = (
                cassis.load_cas_from_json(file, typesystem=types)
                if suffix == "json"
                else cassis.load_cas_from_xmi(file, typesystem=types)
            )
        assert found.sofa_string == text.text
        statements = [each.get_covered_text() for each in found.select(cas.STATEMENT)]
        assert sorted(statements) == sorted(
            span.covered(text.text)
            for each in text.spans
            if each.role == "content"
            for span in each.spans
        )
        entities = [(each.value, each.get_covered_text()) for each in found.select(cas.ENTITY)]
        assert sorted(entities) == sorted(
            (each.label, each.whole.covered(text.text))
            for each in text.spans
            if each.role == "mention"
        )


def test_an_archive_as_inception_exports_it_is_read_without_unpacking(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    cas.write_xmi(corpus, folder)
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, f"../../annotation/{each.name}")
    assert cas_reading.is_likely(path)
    assert len(read(path).texts) == 3
    assert sorted(each.name for each in tmp_path.iterdir()) == ["export.zip", "out"]


XMI = """<?xml version="1.0"?>{doctype}
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
<custom:Note xmi:id="1" sofa="3" begin="0" end="5" value="{value}"/>
<custom:Says xmi:id="2" sofa="3" begin="0" end="5" Governor="1" Dependent="1" kind="12"/>
<cas:Sofa xmi:id="3" sofaNum="1" sofaID="_InitialView" sofaString="Kabul"/></xmi:XMI>"""


def xmi(tmp_path: Path, *, doctype: str = "", value: str = "x") -> Path:
    path = tmp_path / "a.xmi"
    path.write_text(XMI.format(doctype=doctype, value=value), encoding="utf-8")
    return path


def test_relations_of_a_layer_become_links_without_its_type_system(tmp_path: Path) -> None:
    (text,) = read(xmi(tmp_path)).texts
    assert [each.label for each in text.spans] == ["x"]
    assert [(each.label, each.start, each.end) for each in text.links] == [("Says", "1", "1")]


def test_entities_of_xml_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(FormatError, match="document type"):
        cas_reading.read(xmi(tmp_path, doctype=bomb, value="&b;"))
    secret = tmp_path / "secret"
    secret.write_text("secret")
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(FormatError):
        cas_reading.read(xmi(tmp_path, doctype=outside, value="&a;"))


def test_an_archive_that_explodes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xmi", b" " * 3_000_000)
    monkeypatch.setattr("annotator.formats.files.archives.MOST_BYTES", 1_000_000)
    with pytest.raises(ImportFileError, match="unpacks to more than"):
        cas_reading.read(path)


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("a.json", "{}", "no %FEATURE_STRUCTURES"),
        ("a.json", '{"%FEATURE_STRUCTURES": [3]}', "structure 1 is a number"),
        ("a.json", "{", "Expecting"),
        ("a.xmi", "<a/>", "another kind of XML"),
        ("a.xmi", "<a", "it is no XML"),
    ],
)
def test_another_shape_is_refused(tmp_path: Path, name: str, words: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        cas_reading.read(path)
    assert said in str(caught.value)


def test_a_cas_without_a_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"%FEATURE_STRUCTURES": []}), encoding="utf-8")
    read = cas_reading.read(path)
    assert (read.texts, read.notes) == ((), ("a.json holds no text and was left out.",))


@pytest.mark.parametrize("suffix", ["json", "xmi"])
def test_what_the_makers_of_the_format_write_again_is_read_the_same(
    corpus: AnnotatedCorpus, tmp_path: Path, suffix: str
) -> None:
    cassis = pytest.importorskip("cassis")
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    (cas.write_json if suffix == "json" else cas.write_xmi)(corpus, ours)
    with (ours / cas.TYPES).open("rb") as file:
        types = cassis.load_typesystem(file)
    types.to_xml(theirs / cas.TYPES)
    for path in ours.glob(f"*.{suffix}"):
        with path.open("rb") as file:
            load = cassis.load_cas_from_json if suffix == "json" else cassis.load_cas_from_xmi
            found = load(file, typesystem=types)
        write = found.to_json if suffix == "json" else found.to_xmi
        write(theirs / path.name, pretty_print=True)
    back = {(each.id, each.annotator): each for each in place(cas_reading.read(theirs)).texts}
    texts = place(cas_reading.read(ours)).texts
    assert len(back) == len(texts) == 3
    for text in texts:
        found = back[text.id, text.annotator]
        assert (found.text, plain(found)) == (text.text, plain(text))
        assert sorted(found.links, key=repr) == sorted(text.links, key=repr)


def test_a_folder_of_somebody_else_needs_no_type_system_of_our_name(tmp_path: Path) -> None:
    (tmp_path / "a.xmi").write_text('<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>')
    assert cas_reading.is_likely(tmp_path)
    (tmp_path / "a.xmi").write_text("<html/>")
    assert not cas_reading.is_likely(tmp_path)
