"""The lines of CoNLL tables as their many kinds have them: tokens with columns, by documents.

CoNLL-2000, 2002 and 2003 have the token first; GermEval 2014 and CoNLL-U number it before.
CoNLL-U (universaldependencies.org/format.html) has ranges for tokens that stand for several words,
says where no space follows, and mostly has the text of each sentence before its tokens. CoNLL-2012
(conll.cemantix.org/2012) has the word in its fourth column and entities as brackets in its
eleventh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.formats.files.file_text import read_bytes
from annotator.formats.files.json_values import wrong_shape

START = "-DOCSTART-"
_TEXT = "# text = "
_STARTS = (START, "#begin document", "# newdoc")
TAG = re.compile(r"O|[BIESLUMW](-.+)?")
_IN_WORDS = re.compile(r"(?:^|\|)[\w:]+=(O|[BIESLU]-[^|]+)(?:\||$)")
_LINE_END = re.compile("\r\n|[\r\n]")
_NUMBER = re.compile(r"(\d+)(?:-(\d+)|\.\d+)?")
_WORD_2012, _ENTITY_2012 = 3, 10
_BRACKETS = re.compile(r"(\([^()*\s]+)*\*?\)*")
_SHOWN = 40  # lines in which a table is recognised


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line: its number from 1, and its columns, the token first; none for an empty line.

    ``after`` is what stands between the token and the next, ``sentence`` the text of the sentence
    that begins with it, where the table tells that.
    """

    line: int
    columns: tuple[str, ...]
    after: str = " "
    sentence: str = ""


def begins_like_a_table(text: str) -> bool:
    """Tell whether a text begins with rows of which the last column is a tag of some kind."""
    lines = _LINE_END.split(text, _SHOWN)[:_SHOWN]
    lines = [each for each in lines[:-1] or lines if each.strip()]  # the last may be cut
    has_tabs = any("\t" in each for each in lines if each[0] != "#")
    found = [(each, each.split("\t") if "\t" in each else each.split()) for each in lines]
    width = max((len(each) for line, each in found if line[0] != "#"), default=0)
    rows = [
        each
        for line, each in found
        if line[0] != "#" or not _is_comment(line, each, width, has_tabs=has_tabs)
    ]
    if not rows or any(len(each) < 2 for each in rows):
        return False
    is_tagged = all(TAG.fullmatch(each[-1]) for each in rows)
    return is_tagged or _is_of_2012(rows) or (_is_conll_u(rows) and any(map(_word_tag, rows)))


def table_documents(path: Path, what: str) -> Iterator[list[TableRow]]:
    """Yield the rows of each document; raises FormatError where the columns are not even."""
    for rows in _documents(path, what):
        columns = [row.columns for row in rows if row.columns]
        if _is_of_2012(columns):
            yield _of_2012(rows)
        elif _is_conll_u(columns):
            yield _of_conll_u(rows)
        elif _is_numbered(columns):
            yield [replace(row, columns=row.columns[1:]) for row in rows]
        else:
            yield rows


def _documents(path: Path, what: str) -> Iterator[list[TableRow]]:
    try:
        lines = _LINE_END.split(read_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise wrong_shape(path, what, f"it is not UTF-8 (byte {error.start})") from error
    rows: list[TableRow] = []
    width, has_tabs, sentence = 0, False, ""
    for number, line in enumerate(lines, start=1):
        columns = tuple(line.split("\t") if "\t" in line else line.split())
        if line.startswith(_STARTS):
            if any(row.columns for row in rows):
                yield rows
            rows = []
            continue
        if line.startswith("#") and _is_comment(line, columns, width, has_tabs=has_tabs):
            sentence = line.removeprefix(_TEXT) if line.startswith(_TEXT) else sentence
            continue
        if columns and not line.isspace():
            width, has_tabs = width or len(columns), has_tabs or "\t" in line
            is_wide = width > _ENTITY_2012 and len(columns) > _ENTITY_2012  # one per verb of 2012
            if width < 2 or (len(columns) != width and not is_wide):
                why = f"line {number}: {len(columns)} columns instead of {max(width, 2)}"
                raise wrong_shape(path, what, why)
            rows.append(TableRow(number, columns, sentence=sentence))
            sentence = ""
        elif rows and rows[-1].columns:
            rows.append(TableRow(number, ()))
    if any(row.columns for row in rows):
        yield rows


def _is_comment(line: str, columns: Sequence[str], width: int, *, has_tabs: bool) -> bool:
    """Tell whether a line is no row whose token begins with "#"."""
    if not width:
        return len(columns) < 2 or not TAG.fullmatch(columns[-1])
    return len(columns) != width or has_tabs != ("\t" in line)


# Numbered tokens


def _is_numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first column counts the tokens: 1, 2, 3... and anew in each sentence."""
    before = 0
    for row in rows:
        if len(row) < 3 or not row[0].isascii() or not row[0].isdigit():
            return False
        if int(row[0]) not in (before + 1, 1):
            return False
        before = int(row[0])
    return bool(rows)


def _is_conll_u(rows: Sequence[Sequence[str]]) -> bool:
    return bool(rows) and all(len(each) == 10 and _NUMBER.fullmatch(each[0]) for each in rows)


def _word_tag(row: Sequence[str]) -> str:
    found = _IN_WORDS.search(row[-1])
    return found[1] if found else ""


def _of_conll_u(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return token and tag; a range stands for its words, and words that are not there for none."""
    found: list[TableRow] = []
    until, tag, first, sentence = 0, "", 0, ""
    for row in (*rows, TableRow(0, ())):
        if not row.columns:
            found[first:] = _as_in(sentence, found[first:])
            if row.line:
                found.append(row)
            until, first, sentence = 0, len(found), ""
            continue
        sentence = sentence or row.sentence
        number = _NUMBER.fullmatch(row.columns[0])
        assert number is not None
        after = "" if "SpaceAfter=No" in row.columns[-1].split("|") else " "
        if number[2] is not None:
            until = int(number[2])
            found.append(TableRow(row.line, (row.columns[1], "O"), after))
        elif "." in row.columns[0]:
            continue
        elif int(number[1]) <= until:  # inside of a range: the first word with a tag gives it
            tag = _word_tag(row.columns)
            if tag not in ("", "O") and found[-1].columns[1] == "O":
                found[-1] = replace(found[-1], columns=(found[-1].columns[0], tag))
        else:
            tag = _word_tag(row.columns) or "O"
            found.append(TableRow(row.line, (row.columns[1], tag), after))
    return found


def _as_in(sentence: str, rows: list[TableRow]) -> list[TableRow]:
    """Return tokens with what stands between them in a sentence; as they are where it differs."""
    found: list[TableRow] = []
    at = 0
    for row in rows:
        token = row.columns[0]
        if not sentence.startswith(token, at):
            return rows
        start = at + len(token)
        at = start + len(sentence[start:]) - len(sentence[start:].lstrip())
        found.append(replace(row, after=sentence[start:at]))
    if at < len(sentence):
        return rows
    return [*found[:-1], *rows[-1:]]


# Brackets


def _is_of_2012(rows: Sequence[Sequence[str]]) -> bool:
    return bool(rows) and all(
        len(each) > _ENTITY_2012 and each[2].isdigit() and _BRACKETS.fullmatch(each[_ENTITY_2012])
        for each in rows
    )


def _of_2012(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return word and tag; of entities in each other the outer one."""
    found: list[TableRow] = []
    label, depth = "", 0
    for row in rows:
        if not row.columns:
            found.append(row)
            label, depth = "", 0
            continue
        cell = row.columns[_ENTITY_2012]
        opened = re.findall(r"\(([^()*\s]+)", cell)
        tag = f"I-{label}" if depth else "O"
        if opened and not depth:
            label = opened[0]
            tag = f"B-{label}"
        depth = max(0, depth + len(opened) - cell.count(")"))
        found.append(TableRow(row.line, (row.columns[_WORD_2012], tag)))
    return found
