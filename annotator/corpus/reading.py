"""Reading an article's file: bytes from the disk become the stored text, or a sentence why not."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotator.corpus.encodings import BOMS, canonical_name, likely_encodings
from annotator.errors import (
    EmptyFileError,
    EncodingError,
    FormatError,
    ImportFileError,
    TooLargeError,
)

LIMIT_BYTES = 10_000_000
PREVIEW_BYTES = 20_000

_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# Escapes that switch character sets (ISO/IEC 2022); the bytes between them look like ASCII.
_SWITCHED = re.compile(rb"\x1b(?:\$[@AB]|\([BJI]|\$\([CD])")
_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.EACCES: "this user may not read it",
    errno.EPERM: "this user may not read it",
    errno.ELOOP: "it is a link that leads back to itself",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EIO: "the disk could not deliver it",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is not a folder",
}


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file as it is stored (LF line ends, no byte order mark), and its file."""

    text: str
    encoding: str
    file_sha256: str
    file_bytes: int
    had_bom: bool


def shown_name(path: Path) -> str:
    """Return the file's name for a message: characters that could fool the eye are written out."""
    return "".join(
        f"<U+{ord(character):04X}>"
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else character
        for character in path.name or str(path)
    )


def file_problem(path: Path, error: OSError) -> ImportFileError:
    """Word why the system would not give a file or folder."""
    reason = _REASONS.get(error.errno or 0, (error.strerror or "the system gave no reason").lower())
    return ImportFileError(
        f"{shown_name(path)} could not be read: {reason}. Nothing was changed. "
        "Check the path and the permissions, then import it again.",
        path=path,
    )


def _read_bytes(path: Path, limit: int) -> bytes:
    """Return at most ``limit`` bytes of a regular file; never waits for a pipe or a device."""
    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as error:
        raise file_problem(path, error) from error
    except ValueError as error:  # a NUL in the path
        raise FormatError(f"{shown_name(path)} is not a file name.", path=path) from error
    with os.fdopen(descriptor, "rb") as file:
        _refuse_special(path, os.fstat(descriptor).st_mode)
        try:
            return file.read(limit)
        except OSError as error:
            raise file_problem(path, error) from error


def _refuse_special(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise FormatError(
            f"{shown_name(path)} is a device, a pipe or a socket, not a text file. "
            "Nothing was taken from it. Choose the file that holds the article.",
            path=path,
        )


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise file_problem(path, error) from error
    except ValueError as error:
        raise FormatError(f"{shown_name(path)} is not a file name.", path=path) from error


def file_bytes(path: Path, limit: int | None = None, *, what: str = "one article") -> bytes:
    """Return the bytes of an ordinary file of at most ``limit`` (None: :data:`LIMIT_BYTES`).

    ``what`` says in messages what may have that many.

    Raises FormatError for what is no ordinary file and TooLargeError without reading it all.
    """
    limit = LIMIT_BYTES if limit is None else limit
    facts = _stat(path)
    if stat.S_ISDIR(facts.st_mode):
        raise FormatError(
            f"{shown_name(path)} is a folder, not a text file. Nothing was taken from it. "
            "Import the folder, or one of its files.",
            path=path,
        )
    _refuse_special(path, facts.st_mode)
    size = facts.st_size
    data = b"" if size > limit else _read_bytes(path, limit + 1)
    if max(size, len(data)) > limit:
        smaller = "one file per article" if limit == LIMIT_BYTES else "smaller files"
        raise TooLargeError(
            f"{shown_name(path)} holds {max(size, len(data)) / 1e6:.0f} MB; {what} may have "
            f"up to {limit / 1e6:.0f} MB. Nothing was taken from it. "
            f"Split it into {smaller} and import those.",
            path=path,
        )
    return data


def _refuse_other_formats(path: Path, data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise FormatError(
                f"{shown_name(path)} is {name}, not a text file. Nothing was taken from it. "
                "Save the article as plain text (.txt) and import that.",
                path=path,
            )


def _refuse_blank(path: Path, text: str) -> None:
    if not text or text.isspace():
        raise EmptyFileError(
            f"{shown_name(path)} is empty: there is no text in it to import.", path=path
        )


def _doubt(path: Path, reason: str, data: bytes) -> EncodingError:
    candidates = likely_encodings(data)
    return EncodingError(
        f"{shown_name(path)} {reason}. Nothing was taken from it. "
        f"Choose its encoding; likely ones are {', '.join(candidates[:3])}.",
        path=path,
        candidates=candidates,
    )


def _refuse_nul(path: Path, text: str, data: bytes, *, is_chosen: bool) -> None:
    if "\0" not in text:
        return
    halves = min(data[0::2].count(0), data[1::2].count(0))
    if not is_chosen and len(data) % 2 == 0 and data.count(0) > max(4 * halves, len(data) // 20):
        raise _doubt(path, "looks like UTF-16 without its mark", data)
    raise FormatError(
        f"{shown_name(path)} holds a NUL character at position {text.index(chr(0))}, which no text "
        "has: it is not a text file, or it is damaged. Nothing was taken from it.",
        path=path,
    )


def _decode_chosen(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _doubt(
            path,
            f"cannot be read as {encoding} (from byte {error.start} on)",
            data,
        ) from error


def _decode_marked(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{shown_name(path)} begins with the mark of {encoding} but cannot be read as that "
            f"from byte {error.start} on: it is damaged or cut short. Nothing was taken from it. "
            "Get it again from where it came, and import that.",
            path=path,
        ) from error


def _decode_unmarked(path: Path, data: bytes) -> str:
    _refuse_other_formats(path, data)
    if _SWITCHED.search(data):
        raise _doubt(path, "switches between character sets", data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data and not _could_be_utf16(data):
            raise FormatError(
                f"{shown_name(path)} holds binary data, not text. Nothing was taken from it.",
                path=path,
            ) from error
        raise _doubt(path, _misfit(data, error.start), data) from error


def _misfit(data: bytes, position: int) -> str:
    if data[:position].isascii():
        return f"is not UTF-8 (byte {position} does not fit)"
    return f"is UTF-8 up to byte {position} and damaged there, or in another encoding"


def _could_be_utf16(data: bytes) -> bool:
    return len(data) % 2 == 0 and likely_encodings(data)[0].startswith("utf-16")


def _mark(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in BOMS if data.startswith(mark)), None)


def canonical(text: str) -> str:
    """Return the text with LF as its only line end; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(path: Path, data: bytes, encoding: str | None) -> tuple[str, str, bool]:
    """Return the decoded text, the encoding, and whether it began with a byte order mark."""
    mark = _mark(data)
    if encoding is None and mark is not None:
        return _decode_marked(path, data[len(mark[0]) :], mark[1]), mark[1], True
    if encoding is None:
        return _decode_unmarked(path, data), "utf-8", False
    chosen = canonical_name(encoding)
    if chosen is None:
        raise EncodingError(
            f"The program does not know an encoding named {encoding!r}. Nothing was taken from "
            f"{shown_name(path)}. Choose another, for example windows-1252.",
            path=path,
            candidates=likely_encodings(data),
        )
    if mark is not None and chosen in {mark[1], mark[1].rsplit("-", 1)[0]}:
        return _decode_marked(path, data[len(mark[0]) :], mark[1]), mark[1], True
    return _decode_chosen(path, data, chosen), chosen, False


class Decoded(NamedTuple):
    """The text of a file with its own line ends, and in which encoding it stood there."""

    raw: str
    encoding: str
    had_bom: bool


def decoded(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of bytes in UTF-8, in what their mark says, or in ``encoding``.

    Raises :class:`EncodingError` where that would have to be guessed, :class:`EmptyFileError`.
    """
    if not data:
        _refuse_blank(path, "")
    text, name, had_bom = _decode(path, data, encoding)
    _refuse_nul(path, text, data, is_chosen=encoding is not None or had_bom)
    _refuse_blank(path, text)
    return Decoded(text, name, had_bom)


def read_text(path: Path, *, encoding: str | None = None) -> DecodedText:
    """Return the text of a file in UTF-8, UTF-16/32 with a byte order mark, or ``encoding``.

    Line ends become LF; every other character stays. Raises :class:`EncodingError` (with
    ``candidates``, likeliest first) where the encoding would have to be guessed,
    :class:`FormatError` for what is no text, :class:`EmptyFileError`, :class:`TooLargeError` above
    ``LIMIT_BYTES``, and :class:`ImportFileError` where the file cannot be read.
    """
    data = file_bytes(path)
    read = decoded(path, data, encoding)
    return DecodedText(
        text=canonical(read.raw),
        encoding=read.encoding,
        file_sha256=hashlib.sha256(data).hexdigest(),
        file_bytes=len(data),
        had_bom=read.had_bom,
    )


def preview(path: Path, encoding: str | None = None) -> str:
    """Return how a file begins in an encoding, with ``\\ufffd`` for what does not fit.

    Reads ``PREVIEW_BYTES`` at most. Raises :class:`ImportFileError` where the file cannot be read.
    """
    facts = _stat(path)
    _refuse_special(path, facts.st_mode)
    data = _read_bytes(path, PREVIEW_BYTES)
    mark = _mark(data)
    name = (canonical_name(encoding) if encoding else None) or (mark[1] if mark else "utf-8")
    if mark is not None and name in {mark[1], mark[1].rsplit("-", 1)[0]}:
        name, data = mark[1], data[len(mark[0]) :]
    text = data.decode(name, errors="replace")
    return canonical(text).replace("\0", "\ufffd")
