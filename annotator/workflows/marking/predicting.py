"""What the engine asserts in text files, to be compared with what is right; no project needed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.corpus.files import find_files
from annotator.corpus.reading import file_bytes, shown_name
from annotator.errors import EncodingError

if TYPE_CHECKING:
    pass


def predictions(
    paths: Iterable[Path], *, encoding: str | None = None
) -> dict[str, list[tuple[int, int, str]]]:
    """Return what the engine asserts in text files, by file name: start, end and kind.

    Offsets count code points of the file as it stands, line ends untouched. Folders give their
    text files. Raises :class:`~annotator.errors.ImportFileError` for a file that cannot be read or
    is larger than an article may be.
    """
    from annotator.preannotation.engine import shared_engine

    predicted: dict[str, list[tuple[int, int, str]]] = {}
    files = find_files(paths)
    for problem in files.problems:
        raise problem
    for path in files.articles:
        text = _text(path, encoding or "utf-8")
        name = path.name if path.name not in predicted else str(path)
        predicted[name] = [
            (found.span.start, found.span.end, found.label)
            for found in shared_engine().annotate(text)
            if found.kind == "mention" and found.is_certain
        ]
    return predicted


def _text(path: Path, encoding: str) -> str:
    try:
        return file_bytes(path).decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise EncodingError(
            f"{shown_name(path)} could not be read as {encoding}, so nothing was predicted for it. "
            "Convert it to UTF-8, or leave it out.",
            path=path,
        ) from error
