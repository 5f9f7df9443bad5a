"""Articles from PDF and Word documents, EPUB books, feeds and web archives."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import docx
import pytest

from annotator.errors import FormatError, ImportFileError, TooLargeError
from annotator.formats.articles import epub, feed, pdf, warc, word
from annotator.formats.articles.found import FoundArticle, LeftOut, Noted, Wish
from annotator.formats.articles.printed_lines import reflowed

SENTENCE = "The envoy said that the valley would get its water back before the summer. "
CHAPTER = (
    f"<html><head><title>x</title></head><body><h2>One</h2><p>{SENTENCE * 5}</p></body></html>"
)


def found(reader, path: Path) -> list[FoundArticle]:
    return [each for each in reader.articles(path, Wish()) if isinstance(each, FoundArticle)]


def notes(reader, path: Path) -> list[str]:
    return [each.words for each in reader.articles(path, Wish()) if isinstance(each, Noted)]


def missed(reader, path: Path) -> list[str]:
    return [each.where for each in reader.articles(path, Wish()) if isinstance(each, LeftOut)]


def pdf_of(pages: list[list[str]], *, kids: str = "") -> bytes:
    """Return the smallest PDF that shows these lines, page by page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    names = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET"
        names.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Contents {len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{kids or ' '.join(names)}] /Count {len(pages)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def test_the_lines_of_a_pdf_become_paragraphs_and_its_page_heads_boilerplate(
    tmp_path: Path,
) -> None:
    pages = [
        [
            f"The Valley Gazette, no. {number}",
            f"The {name} envoy said on Monday that the whole of the val-",
            "ley would get its water back before the summer.",
            f"No {name} word more.",
            f"The {name} paragraph goes on over the end of the page, and",
            f"the {name} envoy, whom nobody had asked, comes and says",
        ]
        for number, name in enumerate(("first", "second", "third"), start=1)
    ]
    path = tmp_path / "in.pdf"
    path.write_bytes(pdf_of(pages))
    (one,) = found(pdf, path)
    head, first, *_ = one.text.split("\n\n")
    assert head == "The Valley Gazette, no. 1"
    assert first == (
        "The first envoy said on Monday that the whole of the valley would get its water back "
        "before the summer. No first word more."
    )
    assert "comes and says The second envoy said on Monday" in one.text
    heads = {one.text[start:end] for start, end in one.furniture}
    assert heads == {f"The Valley Gazette, no. {number}" for number in (1, 2, 3)}
    assert any("Words joined" in each for each in notes(pdf, path))


def test_a_hyphen_of_its_own_is_kept_where_the_document_has_the_word() -> None:
    page = ["a well-known envoy came, and then another one who was well-", "known came along"]
    assert reflowed([page]).text.endswith("who was well-known came along")
    assert reflowed([["they met in the Anglo-", "Saxon hall of the town"]]).joined == 0


def test_a_pdf_of_pictures_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(pdf_of([[], []]))
    with pytest.raises(FormatError, match="OCR"):
        found(pdf, path)


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7\nnothing", b"%PDF", pdf_of([["a"]], kids="2 0 R 2 0 R")]
)
def test_a_damaged_pdf_is_refused_in_words(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(raw)
    with pytest.raises(ImportFileError, match=r"in\.pdf"):
        found(pdf, path)


def test_a_word_document_is_read_in_its_order_with_its_changes(tmp_path: Path) -> None:
    path = tmp_path / "in.docx"
    document = docx.Document()
    document.add_heading("Water returns", 0)
    document.add_paragraph("First words.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    last = document.add_paragraph("Kept ")
    for tag, words in (("w:ins", "added"), ("w:del", "struck")):
        change = docx.oxml.OxmlElement(tag)
        run = docx.oxml.OxmlElement("w:r")
        text = docx.oxml.OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        text.text = words
        run.append(text)
        change.append(run)
        last._p.append(change)
    document.save(path)
    (one,) = found(word, path)
    assert one.text.split("\n\n") == [
        *("Water returns", "First words.", "left", "right", "Kept added"),
    ]
    assert one.title == "Water returns"
    assert any("1 struck" in each for each in notes(word, path))


def test_a_document_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as inner,
    ):
        for _ in range(301):
            inner.write(bytes(1_000_000))
    with pytest.raises(TooLargeError, match="unpacks"):
        found(word, path)


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<metadata><dc:title>The week</dc:title><dc:date>2026-02-27T00:00</dc:date>"
    "<dc:publisher>Valley Press</dc:publisher></metadata><manifest>"
    '<item id="a" href="cover.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="one%20more.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="c" href="../../../etc/passwd" media-type="application/xhtml+xml"/>'
    '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    '</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/>'
    '<itemref idref="n"/></spine></package>'
)


def book(tmp_path: Path, **files: str) -> Path:
    path = tmp_path / "in.epub"
    parts = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/cover.xhtml": "<html><body><p>The week</p></body></html>",
        "OPS/one more.xhtml": CHAPTER,
        "OPS/nav.xhtml": CHAPTER,
        **{name.replace("_", "/"): words for name, words in files.items()},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return path


def test_the_documents_of_a_book_are_articles(tmp_path: Path) -> None:
    path = book(tmp_path)
    (one,) = found(epub, path)
    assert one.text == f"One\n\n{(SENTENCE * 5).strip()}"
    assert (one.title, one.date, one.source) == ("One", "2026-02-27", "Valley Press")
    assert one.id == "The week#OPS/one more.xhtml"
    assert missed(epub, path) == ["part 1 (OPS/cover.xhtml)", "part 3 (OPS/nav.xhtml)"]


def test_a_book_with_entities_or_without_parts_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'
    path = book(tmp_path)
    for raw in (bomb, "<a/>", ""):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("META-INF/container.xml", raw)
        with pytest.raises(FormatError, match=r"in\.epub"):
            found(epub, path)
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(FormatError):
        found(epub, path)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel><title>Valley News</title><language>en</language>
<item><title>Water &amp;amp; peace</title><link>https://news.example/1</link>
<pubDate>Fri, 27 Feb 2026 10:00:00 GMT</pubDate><description>Short.</description>
<c:encoded><![CDATA[<p>The <b>envoy</b> came.</p><script>no()</script><p>He left.</p>]]></c:encoded>
</item><item><title>Only a title</title></item></channel></rss>"""


def test_the_entries_of_a_feed_are_articles(tmp_path: Path) -> None:
    path = tmp_path / "in.rss"
    path.write_text(RSS, encoding="utf-8")
    (one,) = found(feed, path)
    assert one.text == "Water & peace\n\nThe envoy came.\n\nHe left."
    assert (one.title, one.date, one.source) == ("Water & peace", "2026-02-27", "Valley News")
    assert one.id == "https://news.example/1"
    assert missed(feed, path) == ["entry 2"]
    assert any("only the beginning" in each for each in notes(feed, path))


def test_an_atom_feed_is_read_and_other_xml_is_not(tmp_path: Path) -> None:
    path = tmp_path / "in.xml"
    path.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>V</title><entry><title>T</title><id>urn:1</id>'
        "<updated>2026-03-01T00:00:00Z</updated><content>Words.</content></entry></feed>"
    )
    (one,) = found(feed, path)
    assert (one.text, one.id, one.date) == ("T\n\nWords.", "urn:1", "2026-03-01")
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha">]><rss><channel><title>&a;</title></channel></rss>'
    for words in ("<note>hello</note>", "http://127.0.0.1:9/feed", laughs, "<rss></rss>"):
        path.write_text(words)
        with pytest.raises(FormatError, match="no RSS or Atom"):
            found(feed, path)


def archive_of(tmp_path: Path, *pages: tuple[str, str, bytes]) -> Path:
    path = tmp_path / "in.warc.gz"
    raw = b""
    for status, kind, payload in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + payload
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.news.example/1\r\n"
            "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-03-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}"
        )
        raw += gzip.compress(head.encode() + b"\r\n\r\n" + answer + b"\r\n\r\n")
    path.write_bytes(raw)
    return path


def test_the_pages_of_a_web_archive_are_articles(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    words = "".join(f"<p>{number}. {SENTENCE}Präsident.</p>" for number in range(6))
    page = f"<html><head><title>Water</title></head><body><article>{words}</article></body></html>"
    path = archive_of(
        tmp_path,
        ("200 OK", "text/html; charset=windows-1252", page.encode("windows-1252")),
        ("404 Not Found", "text/html", page.encode()),
        ("200 OK", "image/png", b"\x89PNG"),
    )
    (one,) = found(warc, path)
    assert "Präsident" in one.text and one.encoding == "windows-1252"
    assert (one.id, one.source) == ("https://www.news.example/1", "news.example")
    assert any(each.endswith(": 2.") for each in notes(warc, path))


def test_a_web_archive_that_is_none_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    path = tmp_path / "in.warc"
    for raw in (b"hello there", b"", b"\x1f\x8b\x08garbage"):
        path.write_bytes(raw)
        with pytest.raises(FormatError, match=r"in\.warc"):
            found(warc, path)
