"""Articles from web pages, saved in one file or more."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from annotator.errors import EncodingError, FormatError
from annotator.formats.articles import saved_page, web_page
from annotator.formats.articles.found import FoundArticle, Wish
from annotator.formats.articles.page_blocks import words_of

PARAGRAPHS = [
    f"Paragraph {number}: the envoy, “tired”, said that the valley would get its water back 😀."
    for number in range(6)
]
PAGE = (
    '<html lang="en"><head><title>Water returns | Valley News</title>'
    '<meta property="og:site_name" content="Valley News">'
    '<meta property="og:title" content="Water returns">'
    '<meta property="article:published_time" content="2026-02-27T10:00:00Z"></head><body>'
    "<nav><a href='/'>Home</a> <a href='/b'>Business</a></nav>"
    f"<article>{''.join(f'<p>{each}</p>' for each in PARAGRAPHS)}</article>"
    "<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"
)


def one(reader, path: Path, **wish: str) -> FoundArticle:
    (found,) = [e for e in reader.articles(path, Wish(**wish)) if isinstance(e, FoundArticle)]
    return found


def written(tmp_path: Path, raw: bytes, name: str = "in.html") -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def test_of_a_page_the_article_is_taken_under_its_headline(tmp_path: Path) -> None:
    article = one(web_page, written(tmp_path, PAGE.encode()))
    assert article.text.split("\n\n") == ["Water returns", *PARAGRAPHS]
    assert (article.title, article.date) == ("Water returns", "2026-02-27")
    assert article.source == "Valley News"


def test_a_page_is_read_as_it_says_and_never_by_a_guess(tmp_path: Path) -> None:
    words = "<p>Çağrı ve görüş. Şüphe yok.</p>" * 3
    said = f'<meta charset="iso-8859-9"><body>{words}'.encode("iso-8859-9")
    assert "Çağrı ve görüş" in one(web_page, written(tmp_path, said)).text
    path = written(tmp_path, words.encode("iso-8859-9"))
    with pytest.raises(EncodingError) as doubt:
        one(web_page, path)
    assert doubt.value.candidates
    assert "Çağrı" in one(web_page, path, encoding="windows-1254").text


def test_a_page_without_words_or_with_endless_tags_is_refused(tmp_path: Path) -> None:
    for markup in ("<html><script>x()</script></html>", "<b>" * 400_000, "<div>" * 250_000 + "x"):
        with pytest.raises(FormatError, match=r"in\.html"):
            one(web_page, written(tmp_path, markup.encode()))


def test_the_words_of_a_piece_of_a_page_keep_their_paragraphs() -> None:
    assert words_of("<p>One <b>bold</b>\n word.</p>two<br>three<!-- no --><ul><li>a<li>b</ul>") == (
        "One bold word.\n\ntwo\n\nthree\n\na\n\nb"
    )
    assert words_of("") == words_of("<script>x</script>") == ""
    assert words_of("&lt;b&gt; &amp; &eacute;&#x1F600;") == "<b> & é😀"


def test_a_page_saved_as_mhtml_keeps_its_address(tmp_path: Path) -> None:
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.news.example/water\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="==x"\r\n\r\n'
        "--==x\r\nContent-Type: image/png\r\n\r\nno\r\n"
        "--==x\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n" + PAGE + "\r\n--==x--\r\n"
    )
    article = one(saved_page, written(tmp_path, mhtml.encode(), "in.mhtml"))
    assert article.text.endswith(PARAGRAPHS[-1])
    assert article.id == "https://www.news.example/water"
    with pytest.raises(FormatError, match="no web page"):
        one(saved_page, written(tmp_path, b"Content-Type: text/plain\r\n\r\nhello", "in.mht"))


def test_a_web_archive_of_safari_is_read(tmp_path: Path) -> None:
    resource = {
        "WebResourceData": PAGE.encode(),
        "WebResourceURL": "https://news.example/1",
        "WebResourceTextEncodingName": "UTF-8",
    }
    raw = plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)
    article = one(saved_page, written(tmp_path, raw, "in.webarchive"))
    assert (article.title, article.id) == ("Water returns", "https://news.example/1")
    bomb = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b">]><plist><string>&a;</string></plist>'
    for broken in (raw[:50], b"", plistlib.dumps({"a": 1}), bomb):
        with pytest.raises(FormatError, match=r"in\.webarchive|empty"):
            one(saved_page, written(tmp_path, broken or b" ", "in.webarchive"))
