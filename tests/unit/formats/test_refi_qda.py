"""REFI-QDA projects, both ways."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotator.errors import FormatError
from annotator.formats import refi_qda
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledText
from tests.unit.formats.qda_schema import problems

SPACE = {"q": refi_qda.SPACE}


def written(corpus: AnnotatedCorpus, tmp_path: Path) -> Path:
    out = io.BytesIO()
    refi_qda.write(corpus, out)
    path = tmp_path / "out.qdpx"
    path.write_bytes(out.getvalue())
    return path


def project(tmp_path: Path, qde: str, **sources: str) -> Path:
    path = tmp_path / "their.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", qde)
        for name, words in sources.items():
            archive.writestr(f"Sources/{name}.txt", words)
    return path


def by_id(text: LabelledText) -> list[tuple[object, ...]]:
    return sorted(
        (each.id, each.label, each.spans, each.role, sorted(each.attributes.items()))
        for each in text.spans
    )


def test_what_is_written_comes_back_whole(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    path = written(corpus, tmp_path)
    assert refi_qda.is_likely(path)
    placed = place(refi_qda.read(path))
    assert placed.misfits == ()
    back = {(each.annotator, each.id): each for each in placed.texts}
    assert len(back) == 3
    for _, text in labelled_texts(corpus):
        found = back[text.annotator, text.id]
        assert found.text == text.text
        assert by_id(found) == by_id(text)
        assert sorted(found.links, key=repr) == sorted(text.links, key=repr)
        assert (found.facts, found.labels) == (text.facts, text.labels)
        assert found.is_done == text.is_done


def qde(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read("project.qde"))


def test_the_schema_takes_what_is_written(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    assert problems(qde(written(corpus, tmp_path)), refi_qda.SPACE) == []


def test_the_schema_takes_a_project_without_anything(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    nothing = replace(corpus, articles=())
    assert problems(qde(written(nothing, tmp_path)), refi_qda.SPACE) == []
    article = next(iter(corpus.articles))
    layers = tuple(replace(e, statements=(), mentions=()) for e in article.layers)
    bare = replace(corpus, articles=(replace(article, layers=layers),))
    root = qde(written(bare, tmp_path))
    assert problems(root, refi_qda.SPACE) == []
    assert root.find("q:CodeBook", SPACE) is None


def test_the_checker_of_the_schema_sees_what_is_wrong() -> None:
    guid = refi_qda.guid("x")
    words = f'''<Project xmlns="{refi_qda.SPACE}"><Links/><CodeBook><Codes><Code guid="{guid}"
      isCodable="perhaps" size="3"/></Codes></CodeBook></Project>'''
    assert problems(ElementTree.fromstring(words), refi_qda.SPACE) == [
        "Project lacks name",
        "Project has the children Links,CodeBook,",
        "Links has the children ",
        "Code has no size",
        "Code lacks name",
        "Code has isCodable='perhaps'",
    ]


def test_the_project_is_as_the_standard_wants_it(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(corpus, tmp_path)) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
        files = set(archive.namelist())
    parts = [each.tag.rpartition("}")[2] for each in root]
    assert parts == ["Users", "CodeBook", "Sources", "Notes", "Links"]
    codes = {each.get("guid") for each in root.iterfind(".//q:Code", SPACE)}
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    assert len(guids) == len(set(guids))
    assert {each.get("targetGUID") for each in root.iterfind(".//q:CodeRef", SPACE)} <= codes
    for source in root.iterfind(".//q:TextSource", SPACE):
        place = str(source.get("plainTextPath")).removeprefix("internal://")
        assert f"sources/{place}" in files
    notes = [each.get("guid") for each in root.iterfind(".//q:Note", SPACE)]
    assert [e.get("targetGUID") for e in root.iterfind(".//q:NoteRef", SPACE)] == notes != []
    for selection in root.iterfind(".//q:PlainTextSelection", SPACE):
        assert int(selection.get("startPosition", "")) < int(selection.get("endPosition", ""))
        assert selection.find("q:Coding", SPACE) is not None
    selections = {e.get("guid") for e in root.iterfind(".//q:PlainTextSelection", SPACE)}
    for link in root.iterfind(".//q:Link", SPACE):
        assert {link.get("originGUID"), link.get("targetGUID")} <= selections


QDE = f"""<?xml version="1.0" encoding="utf-8"?>
<Project name="P" xmlns="{refi_qda.SPACE}"><Users><User guid="u" name="Nina"/></Users>
<CodeBook><Codes><Code guid="c" name="Claim" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="t" name="Talks" plainTextPath="internal://t.txt">
<PlainTextSelection guid="s" name="%s" startPosition="%d" endPosition="%d">
<Coding guid="g" creatingUser="u"><CodeRef targetGUID="c"/></Coding></PlainTextSelection>
</TextSource></Sources></Project>"""
TEXT = "😀 Rada calls for calm"


@pytest.mark.parametrize(("start", "unit"), [(13, "code points"), (14, "UTF-16 units")])
def test_projects_of_other_programs_are_read_whatever_they_count(
    tmp_path: Path, start: int, unit: str
) -> None:
    words = TEXT[13:21]
    placed = place(refi_qda.read(project(tmp_path, QDE % (words, start, start + 8), t=TEXT)))
    (text,) = placed.texts
    assert placed.evidence.unit == unit
    assert (text.annotator, text.facts) == ("Nina", {"title": "Talks"})
    assert [(e.label, e.spans[0].covered(TEXT)) for e in text.spans] == [("Claim", words)]


TOLD = "Rada 🛶 Ilves spoke; nobody heard the envoy of Norland."
WORDS = ("Ilves", "spoke", "nobody", "heard", "Norland")


@pytest.mark.parametrize(
    ("unit", "is_named"), [("utf-32-le", True), ("utf-32-le", False), ("utf-16-le", True)]
)
@pytest.mark.parametrize("beyond", [0, 1])
def test_both_readings_of_where_a_selection_ends_are_found_out(
    is_named: bool, beyond: int, unit: str, tmp_path: Path
) -> None:
    size = 4 if unit == "utf-32-le" else 2

    def at(place: int) -> int:
        return len(TOLD[:place].encode(unit)) // size

    places = ((word, TOLD.index(word)) for word in WORDS)
    selections = "".join(
        f'<PlainTextSelection guid="{word}" startPosition="{at(start)}" '
        f'endPosition="{at(start + len(word)) - beyond}" name="{word if is_named else ""}">'
        '<Coding guid="c"><CodeRef targetGUID="1"/></Coding></PlainTextSelection>'
        for word, start in places
    )
    path = project(
        tmp_path,
        f'<Project name="p" xmlns="{refi_qda.SPACE}"><CodeBook><Codes><Code guid="1" name="x"/>'
        f'</Codes></CodeBook><Sources><TextSource guid="t" name="t" plainTextPath="internal://t.txt">'
        f"{selections}</TextSource></Sources></Project>",
        t=TOLD,
    )
    found = refi_qda.read(path)
    placed = place(found)
    assert placed.misfits == ()
    (text,) = placed.texts
    assert [each.spans[0].covered(TOLD) for each in text.spans] == list(WORDS)
    assert any("last character" in note for note in found.notes) == bool(beyond)


def test_a_text_that_is_not_in_the_archive_is_told(tmp_path: Path) -> None:
    read = refi_qda.read(project(tmp_path, QDE % ("a", 0, 1)))
    assert read.texts == ()
    assert read.notes == ("Talks: its text is not in the archive.",)


def test_another_archive_or_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    assert not refi_qda.is_likely(path)
    with pytest.raises(FormatError, match=r"no \.qde"):
        refi_qda.read(path)
    with pytest.raises(FormatError, match="document type"):
        refi_qda.read(project(tmp_path, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
    with pytest.raises(FormatError, match="document type"):
        refi_qda.read(project(tmp_path, '<!DOCTYPE a [<!ENTITY b SYSTEM "c">]><a d="&b;"/>'))
    with pytest.raises(FormatError, match="larger or nested more deeply"):
        refi_qda.read(project(tmp_path, " " * 11_000_000))
    with pytest.raises(FormatError, match="another kind"):
        refi_qda.read(project(tmp_path, "<a/>"))
    (tmp_path / "b.qdpx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(FormatError, match="damaged"):
        refi_qda.read(tmp_path / "b.qdpx")


HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Project name="p" origin="other" xmlns="urn:QDA-XML:project:1.0">
<Users><User guid="u1" name="Ann"/><User guid="u2" name="Bo"/></Users>
<CodeBook><Codes>
<Code guid="c1" name="Tone"><Code guid="c2" name="good"/></Code>
<Code guid="c3" name="Place"><Code guid="c4" name="good"/><Code guid="c5" name="City"/></Code>
</Codes></CodeBook><Cases><Case guid="x" name="Case"/></Cases><Sources>"""


def test_each_coder_has_what_they_coded_with_memos_and_paths_of_codes(tmp_path: Path) -> None:
    words = (
        f"{HEAD}<TextSource guid='s' name='Doc' plainTextPath='internal://d.txt'>"
        "<PlainTextSelection guid='p1' name='Rada' startPosition='2' endPosition='6' "
        "creatingUser='u1'>"
        "<Coding guid='k1' creatingUser='u1'><CodeRef targetGUID='c2'/></Coding>"
        "<Coding guid='k2' creatingUser='u2'><CodeRef targetGUID='c4'/></Coding>"
        "<NoteRef targetGUID='n1'/></PlainTextSelection>"
        "<PlainTextSelection guid='p2' startPosition='4' endPosition='12' creatingUser='u2'>"
        "<Coding guid='k3'><CodeRef targetGUID='c5'/></Coding></PlainTextSelection>"
        "<Coding guid='k4' creatingUser='u2'><CodeRef targetGUID='c1'/></Coding></TextSource>"
        "<PictureSource guid='q' name='pic'/></Sources><Notes><Note guid='n1' name='memo'>"
        "<PlainTextContent>look again</PlainTextContent></Note></Notes></Project>"
    )
    read = refi_qda.read(project(tmp_path, words, d="🛶 Rada Ilves came."))
    ann, bo = place(read).texts
    assert [(each.label, each.attributes) for each in ann.spans] == [
        ("Tone / good", {"note": "look again"})
    ]
    assert [each.label for each in bo.spans] == ["Place / good", "City"]
    assert [each.spans[0].covered(bo.text) for each in bo.spans] == ["Rada", "da Ilves"]
    assert (ann.annotator, bo.annotator, bo.labels) == ("Ann", "Bo", {"Tone": ("yes",)})
    assert read.notes == ("1 pictures, films or pages left out.", "1 cases left out.")


def test_what_earlier_projects_say_of_a_text_in_an_empty_selection_is_read(tmp_path: Path) -> None:
    said = '{"annotator": "Nina", "is_done": true, "labels": {"genre": ["news"]}}'
    path = tmp_path / "earlier.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "project.qde",
            f"<Project xmlns='{refi_qda.SPACE}' name='P'>"
            "<Users><User guid='u' name='Nina'/></Users>"
            "<Sources><TextSource guid='s' name='Talks'><PlainTextContent>Talks.</PlainTextContent>"
            "<PlainTextSelection guid='f' name='annotator' startPosition='0' endPosition='0' "
            f"creatingUser='u'><Description>{said}</Description></PlainTextSelection>"
            "</TextSource></Sources></Project>",
        )
    (text,) = refi_qda.read(path).texts
    assert (text.annotator, text.is_done, text.labels) == ("Nina", True, {"genre": ("news",)})
    assert text.spans == ()
