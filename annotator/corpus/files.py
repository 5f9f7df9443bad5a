"""Which files of a folder are articles."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.corpus.reading import file_problem, shown_name
from annotator.errors import FormatError, ImportFileError

SUFFIX = ".txt"
# Named one by one, these are refused with a sentence instead of being read as if they were text.
_OTHER_FORMATS = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "a JSON file"),
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls", ".ods"), "a table"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml"), "a web page"),
    **dict.fromkeys((".xml", ".xmi"), "an XML file"),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"), "an office document"),
    **dict.fromkeys((".zip", ".gz", ".tar", ".7z", ".rar", ".bz2", ".xz"), "an archive"),
    **dict.fromkeys((".spacy", ".pkl", ".pickle"), "a file of another program"),
    **dict.fromkeys((".annotator", ".db", ".sqlite"), "a database or project"),
}


@dataclass(slots=True)
class FoundFiles:
    """What a look at files and folders gave, each in the order in which it was found."""

    articles: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    problems: list[ImportFileError] = field(default_factory=list)


def ending(path: Path) -> str:
    """Return how the name of a file ends, in small letters; packed ones with both endings."""
    suffixes = [each.lower() for each in path.suffixes[-2:]]
    return "".join(suffixes) if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:])


class _Look:
    """One look at several paths; remembers where it was, so that links cannot lead in circles."""

    def __init__(
        self, *, is_recursive: bool, taken: Collection[str], named: Collection[str]
    ) -> None:
        self.found = FoundFiles()
        self.is_recursive = is_recursive
        self._taken_endings = taken
        self._named_endings = named
        self._seen: set[tuple[int, int]] = set()
        self._known_again = 0

    def _is_new(self, facts: os.stat_result) -> bool:
        identity = (facts.st_dev, facts.st_ino)
        if identity in self._seen:
            self._known_again += 1
            return False
        self._seen.add(identity)
        return True

    def take(self, path: Path) -> None:
        """Take in one path that a person named."""
        try:
            facts = path.stat()
        except (OSError, ValueError) as error:
            self.found.problems.append(_problem(path, error))
            return
        if stat.S_ISDIR(facts.st_mode):
            self._take_folder(path, facts)
        elif path.suffix.lower() in _OTHER_FORMATS and ending(path) not in self._named_endings:
            self.found.problems.append(_other_format(path))
        elif self._is_new(facts):
            self.found.articles.append(path)

    def _take_folder(self, folder: Path, facts: os.stat_result) -> None:
        before, others = self._taken(), len(self.found.others)
        waiting = [folder] if self._is_new(facts) else []
        while waiting:
            inner = self._look_into(waiting.pop())
            waiting += reversed(inner)
        if self._taken() == before:
            count = len(self.found.others) - others
            self.found.problems.append(_no_articles(folder, count, self._taken_endings))

    def _taken(self) -> int:
        """Count what was found, refused, or found before under another name."""
        return len(self.found.articles) + len(self.found.problems) + self._known_again

    def _look_into(self, folder: Path) -> list[Path]:
        """Take the files of one folder; return the folders in it that were not seen yet."""
        inner: list[Path] = []
        for entry in self._entries(folder):
            if entry.name.startswith("."):
                continue
            try:
                facts = entry.stat()
            except OSError as error:
                self.found.problems.append(file_problem(entry, error))
                continue
            if not self._is_new(facts):
                continue
            if stat.S_ISDIR(facts.st_mode):
                inner += [entry] if self.is_recursive else []
            elif ending(entry) in self._taken_endings:
                self.found.articles.append(entry)
            else:
                self.found.others.append(entry)
        return inner

    def _entries(self, folder: Path) -> Iterator[Path]:
        try:
            return iter(sorted(folder.iterdir(), key=lambda entry: entry.name))
        except OSError as error:
            self.found.problems.append(file_problem(folder, error))
            return iter(())


def _problem(path: Path, error: OSError | ValueError) -> ImportFileError:
    if isinstance(error, OSError):
        return file_problem(path, error)
    return FormatError(f"{shown_name(path)} is not a file name.", path=path)


def _other_format(path: Path) -> FormatError:
    return FormatError(
        f"{shown_name(path)} is {_OTHER_FORMATS[path.suffix.lower()]}, not a text file. Nothing "
        "was taken from it. Save each article as plain text (.txt) and import that.",
        path=path,
    )


def _no_articles(folder: Path, others: int, taken: Collection[str]) -> FormatError:
    kinds = "file of another kind is" if others == 1 else "files of other kinds are"
    beside = f" ({others} {kinds})" if others else ""
    return FormatError(
        f"No article is in the folder {shown_name(folder)}: the program takes files that end in "
        f"{', '.join(sorted(taken))}, and none is there{beside}. "
        "Choose the folder with the articles.",
        path=folder,
    )


def find_files(
    paths: Iterable[Path],
    *,
    is_recursive: bool = True,
    in_folders: Collection[str] = (SUFFIX,),
    named: Collection[str] = (),
) -> FoundFiles:
    """Return the articles among files and folders, in order of name, each file once.

    Of folders only files with an ending of ``in_folders`` are taken and hidden ones are skipped; a
    file that is named itself is taken whatever its name, unless it is of a known other kind that
    is not among ``named``. Links are followed, circles of them are not. A folder without any
    article is a problem, in words.
    """
    look = _Look(is_recursive=is_recursive, taken=in_folders, named=named)
    for path in paths:
        look.take(path)
    return look.found
