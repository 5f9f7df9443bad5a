"""A report to paste into a paper: what it is made of, as Markdown, HTML and LaTeX, and its file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotator.errors import ExportError
from annotator.plain_text import on_one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable

ReportFormat = Literal["markdown", "html", "latex"]
SUFFIXES: dict[str, ReportFormat] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".tex": "latex",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is that of the report."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    words: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of words and what they mean."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; its first ``words`` columns hold words, the others numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int


Block = Heading | Paragraph | Entries | Sheet


def render_blocks(found: Iterable[Block], file_format: ReportFormat) -> str:
    """Return a report as one text in a format, ending with a line end."""
    return _RENDERERS[file_format](tuple(found))


def format_of(path: Path) -> ReportFormat:
    """Return the format that a file's name asks for; raises ExportError where it asks for none."""
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise ExportError(
            f"No report was written to {path}: its name does not say in which form. Nothing was "
            "changed. Let it end in .md, .html or .tex, or choose a form with --format."
        )
    return found


def write_blocks(
    found: Iterable[Block],
    path: Path,
    *,
    file_format: ReportFormat | None = None,
    never: Path | None = None,
) -> None:
    """Write a report to a file, whole or not at all; its form is that of its name unless given.

    ``never`` is the open project, which is never written over. Raises ExportError in words.
    """
    from annotator.formats.files.writing import write_aside

    text = render_blocks(found, file_format or format_of(path))
    with write_aside(path, never=never) as file:
        file.write(text.encode("utf-8", "replace"))


# -- Markdown


def _markdown(found: Sequence[Block]) -> str:
    return "\n\n".join(_markdown_block(each) for each in found) + "\n"


def _markdown_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_markdown_words(block.words)}"
    if isinstance(block, Paragraph):
        return _markdown_words(block.words)
    if isinstance(block, Entries):
        return "\n".join(
            f"- **{_markdown_words(word)}**: {_markdown_words(means)}"
            for word, means in block.entries
        )
    ruler = ["---"] * block.words + ["---:"] * (len(block.head) - block.words)
    rows = [block.head, tuple(ruler), *block.rows]
    lines = [
        "| " + " | ".join(cell if row is rows[1] else _markdown_words(cell) for cell in row) + " |"
        for row in rows
    ]
    return f"**{_markdown_words(block.caption)}**\n\n" + "\n".join(lines)


def _markdown_words(text: str) -> str:
    plain = re.sub(r"([\\`*_\[\]<>|~$])", r"\\\1", _clean(text))
    return re.sub(r"^(#+|[+-]|\d+[.)])(?=\s)", r"\\\1", plain)


# -- HTML


_STYLE = (
    "body{font-family:serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{padding:.2em .7em;border-bottom:1px solid #999;text-align:left;vertical-align:top}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}"
)


def _html(found: Sequence[Block]) -> str:
    title = next((each.words for each in found if isinstance(each, Heading)), "")
    body = "\n".join(map(_html_block, found))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_html_words(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _html_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_html_words(block.words)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{_html_words(block.words)}</p>"
    if isinstance(block, Entries):
        entries = "\n".join(
            f"<dt>{_html_words(word)}</dt><dd>{_html_words(means)}</dd>"
            for word, means in block.entries
        )
        return f"<dl>\n{entries}\n</dl>"
    head = _html_row("th", block.head, block.words)
    rows = "\n".join(_html_row("td", row, block.words) for row in block.rows)
    return (
        f"<table>\n<caption>{_html_words(block.caption)}</caption>\n"
        f"<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _html_row(tag: str, cells: Sequence[str], words: int) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    number = ' class="n"'
    return "".join(
        (
            "<tr>",
            *(
                f"<{tag}{scope}{'' if place < words else number}>{_html_words(cell)}</{tag}>"
                for place, cell in enumerate(cells)
            ),
            "</tr>",
        )
    )


def _html_words(text: str) -> str:
    return html.escape(_clean(text))


# -- LaTeX


_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",  # after a line break in a table it would be read as an argument
    "]": "{]}",
    "`": r"\textasciigrave{}",
    "\u2026": r"\ldots{}",
    "\u00a0": "~",
}
_HEADINGS = {1: "section*", 2: "subsection*"}


def _latex(found: Sequence[Block]) -> str:
    head = (
        "% Needs \\usepackage[T1]{fontenc}, \\usepackage{array} and \\usepackage{longtable}; UTF-8."
    )
    return "\n\n".join((head, *map(_latex_block, found))) + "\n"


def _latex_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"\\{_HEADINGS[block.level]}{{{latex_words(block.words)}}}"
    if isinstance(block, Paragraph):
        return f"\\begin{{sloppypar}}\n{latex_words(block.words)}\n\\end{{sloppypar}}"
    if isinstance(block, Entries):
        entries = "\n".join(
            f"\\item[{{{latex_words(word)}}}] {latex_words(means)}" for word, means in block.entries
        )
        return f"\\begin{{description}}\\sloppy\n{entries}\n\\end{{description}}"
    rows = "\n".join(map(_latex_row, block.rows))
    return (
        f"{{\\footnotesize\\setlength{{\\tabcolsep}}{{{_BETWEEN}pt}}\n"
        f"\\begin{{longtable}}{{{_latex_columns(block)}}}\n"
        f"\\caption{{{latex_words(block.caption)}}}\\\\\n\\hline\n"
        f"{_latex_head(block)}\n\\hline\n\\endhead\n{rows}\n\\hline\n\\end{{longtable}}}}"
    )


_TEXT_WIDTH, _BETWEEN, _LETTER = 345, 3, 4.3  # points: the class article, and its small letters


def _latex_columns(block: Sheet) -> str:
    """Return the columns: numbers as wide as they are, words broken into what is left."""
    numbers = range(block.words, len(block.head))
    letters = sum(
        max(_longest(block, each), *map(len, _head_lines(block.head[each]))) for each in numbers
    )
    left = 1 - (letters * _LETTER + 2 * _BETWEEN * len(block.head)) / _TEXT_WIDTH
    widths = _widths_of_words(block, left)
    words = (f">{{\\raggedright\\arraybackslash}}p{{{each:.3f}\\textwidth}}" for each in widths)
    return "".join(words) + "r" * len(numbers)


def _widths_of_words(block: Sheet, left: float) -> list[float]:
    """Return the widths of the columns of words, as parts of the page.

    Each is as wide as its longest word, where that fits, and has more the more it holds.
    """
    longest = [min(40, max(_longest(block, each), 4)) for each in range(block.words)]
    shares = [max(0.1, left * each / sum(longest)) for each in longest]
    needs = [_longest_word(block, each) * _LETTER / _TEXT_WIDTH for each in range(block.words)]
    wanted = [max(0.0, share - need) for share, need in zip(shares, needs, strict=True)]
    spare = left - sum(needs)
    if spare < 0 or not sum(wanted):
        return shares
    return [need + spare * want / sum(wanted) for need, want in zip(needs, wanted, strict=True)]


def _longest_word(block: Sheet, column: int) -> int:
    cells = (block.head[column], *(row[column] for row in block.rows))
    return max(len(word) for cell in cells for word in cell.split() or [""])


def _longest(block: Sheet, column: int) -> int:
    return max((len(row[column]) for row in block.rows), default=0)


def _head_lines(head: str) -> list[str]:
    """Return a word to a line; a sign of per cent stays with its number."""
    return head.replace(" %", "\u00a0%").split(" ")


def _latex_head(block: Sheet) -> str:
    """Return the heads of the columns, those over numbers a word to a line."""
    words = map(latex_words, block.head[: block.words])
    heads = map(_head_lines, block.head[block.words :])
    lines = (r"\\".join(map(latex_words, head)) for head in heads)
    stacked = (rf"\shortstack[r]{{{each}}}" for each in lines)
    return " & ".join((*words, *stacked)) + r" \\"


def _latex_row(cells: Sequence[str]) -> str:
    return " & ".join(map(_latex_cell, cells)) + r" \\"


def _latex_cell(text: str) -> str:
    return re.sub(r"(?<![\w.-])-(?=\d)", "$-$", latex_words(text))


def latex_words(text: str) -> str:
    """Return a text in which nothing is a command of LaTeX, nor two signs one."""
    plain = "".join(_LATEX.get(each, each) for each in _clean(text))
    return re.sub(r"([-,'])(?=\1)", r"\1{}", plain)


def _clean(text: str) -> str:
    return printable(on_one_line(text))


_RENDERERS: dict[ReportFormat, Callable[[Sequence[Block]], str]] = {
    "markdown": _markdown,
    "html": _html,
    "latex": _latex,
}
