"""Reading files: what is taken, what is asked about, what is refused."""

from __future__ import annotations

import codecs
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.corpus import reading
from annotator.corpus.reading import preview, read_text, shown_name
from annotator.errors import (
    EmptyFileError,
    EncodingError,
    FormatError,
    ImportFileError,
    TooLargeError,
)

AWKWARD = "Россия 😀 e\u0301 👩\u200d👧 a\u00a0b\u2028c\u2029d\u0085e שלום السلام \u202e\uffff"


def written(folder: Path, data: bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_utf8_is_read_as_it_stands(tmp_path: Path) -> None:
    data = AWKWARD.encode()
    read = read_text(written(tmp_path, data))
    assert read.text == AWKWARD
    assert read.encoding == "utf-8"
    assert read.file_sha256 == hashlib.sha256(data).hexdigest()
    assert read.file_bytes == len(data)
    assert not read.had_bom


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(
    tmp_path: Path, mark: bytes, encoding: str
) -> None:
    read = read_text(written(tmp_path, mark + AWKWARD.encode(encoding)))
    assert (read.text, read.encoding, read.had_bom) == (AWKWARD, encoding, True)
    chosen = read_text(tmp_path / "article.txt", encoding=encoding)
    assert chosen.text == AWKWARD


def test_line_ends_become_lf_once_and_separators_stay(tmp_path: Path) -> None:
    read = read_text(written(tmp_path, "a\r\nb\rc\n\r\nd\u2028e\u2029f\u0085g\u000bh".encode()))
    assert read.text == "a\nb\nc\n\nd\u2028e\u2029f\u0085g\u000bh"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("São Tomé: der Präsident erklärte", "windows-1252"),
        ("Le “président” a déclaré – l’Élysée", "windows-1252"),
        ("Россия готова к посредничеству", "windows-1251"),
        ("The minister said: Россия готова к посредничеству.", "koi8-r"),
        ("الرئيس يرحب بالمفاوضات بين البلدين", "windows-1256"),
        ("Η κυβέρνηση ανακοίνωσε", "windows-1253"),
        ("中国外交部表示关切,希望各方冷静", "gb18030"),
        ("Россия предложила. Pakistan", "utf-16-le"),
        ("Norland says so", "utf-16-be"),
    ],
)
def test_a_doubtful_encoding_is_asked_about_with_the_right_one_among_the_first(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = written(tmp_path, text.encode(encoding))
    with pytest.raises(EncodingError) as caught:
        read_text(path)
    assert encoding in caught.value.candidates[:2]
    assert caught.value.path == path
    assert read_text(path, encoding=encoding).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"abc \xc0\xaf\xe0\x80\xaf def",
        b"x \xed\xa0\xbd\xed\xb8\x80",
        ("Россия 😀\n" * 3000).encode() + b"\xc3(",
        b"\x1b$B0l\x1b(B and more",
    ],
    ids=["overlong", "surrogates in UTF-8", "one bad byte late", "switched character sets"],
)
def test_damaged_utf8_is_never_guessed_in_silence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(EncodingError) as caught:
        read_text(written(tmp_path, data))
    assert caught.value.candidates
    assert "Nothing was taken" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"before\0after\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
        b"%PDF-1.7 and so on",
        b"PK\x03\x04rest",
        codecs.BOM_UTF16_LE + "cut".encode("utf-16-le")[:-1],
        codecs.BOM_UTF16_LE + b"\x3d\xd8a\0",
        codecs.BOM_UTF8 + b"broken \xff",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^article\.txt .*"):
        read_text(written(tmp_path, data))


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n\xc2\xa0\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused_as_empty(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_text(written(tmp_path, data))


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(TooLargeError, match=r"50 MB.*up to 10 MB"):
        read_text(path)


def test_a_file_that_grows_while_it_is_read_is_still_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LIMIT_BYTES", 10)
    assert read_text(written(tmp_path, b"0123456789")).file_bytes == 10
    with pytest.raises(TooLargeError):
        read_text(written(tmp_path, b"0123456789a"))


def test_two_million_characters_on_one_line_are_fine(tmp_path: Path) -> None:
    text = "слово " * 350_000
    assert read_text(written(tmp_path, text.encode())).text == text


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "utf-7", "rot13", "a\0b", ""])
def test_an_unknown_encoding_is_refused_in_words(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(EncodingError, match="does not know an encoding"):
        read_text(written(tmp_path, b"text"), encoding=encoding)


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncodingError, match="cannot be read as shift-jis"):
        read_text(written(tmp_path, "Élysée ÿ".encode("latin-1")), encoding="shift_jis")


def test_folders_pipes_devices_and_circles_get_a_sentence(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    circle = tmp_path / "circle.txt"
    circle.symlink_to(circle)
    for path in (tmp_path, pipe, Path("/dev/zero"), circle, tmp_path / "none.txt", Path("a\0b")):
        with pytest.raises(ImportFileError) as caught:
            read_text(path)
        assert str(caught.value).endswith(".")
        assert caught.value.path == path


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gets_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, b"text")
    path.chmod(0)
    with pytest.raises(ImportFileError, match="may not read it"):
        read_text(path)


def test_a_name_that_fools_the_eye_is_written_out() -> None:
    assert shown_name(Path("a/invoice\u202egpj.txt")) == "invoice<U+202E>gpj.txt"


def test_a_preview_shows_each_encoding_and_what_does_not_fit(tmp_path: Path) -> None:
    path = written(tmp_path, "Präsident\r\n".encode("latin-1"))
    assert preview(path, "windows-1252") == "Präsident\n"
    assert preview(path) == "Pr\ufffdsident\n"
    marked = written(tmp_path, codecs.BOM_UTF16_LE + "So".encode("utf-16-le"), "marked.txt")
    assert preview(marked) == "So"
    with pytest.raises(ImportFileError):
        preview(tmp_path / "none.txt")


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_any_text_in_a_unicode_encoding_comes_back_canonical(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    assume(not text.isspace() and not (encoding == "utf-8" and text[0] == "\ufeff"))
    assume(not text.startswith(("%PDF-", "{\\rtf", "GIF8", "PK\x03\x04", "\x1b")))
    assume("\x1b" not in text)
    path = written(tmp_path_factory.mktemp("any"), text.encode(encoding))
    assert read_text(path).text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(
    data=st.binary(min_size=1),
    encoding=st.sampled_from(["iso-8859-1", "koi8-r", "windows-1256"]),
)
def test_any_bytes_in_a_chosen_encoding_come_back_canonical(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, encoding: str
) -> None:
    text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    assume(not text.isspace() and "\0" not in text)
    path = written(tmp_path_factory.mktemp("any"), data)
    assert read_text(path, encoding=encoding).text == text
