"""The report on agreement as it goes into a paper."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.labels.coefficient import ArticleInterval, Coefficient
from annotator.agreement.reported.measurement import Measurement, Prevalence
from annotator.agreement.reported.report import (
    AgreementReport,
    Work,
    report_as_json,
    report_as_text,
)
from annotator.cli import main
from annotator.errors import ExportError
from annotator.plain_text import on_one_line, printable
from annotator.workflows.agreement.agreement_report import blocks
from annotator.workflows.agreement.measuring import settled_in_words
from annotator.workflows.agreement.report_forms import (
    ReportFormat,
    Sheet,
    format_of,
    latex_words,
    render_blocks,
    write_blocks,
)

NASTY = r"R&D_50% #1 {x} $y~^ <b>|*`[k]\end"


def coefficient(value: float | None) -> Coefficient:
    return Coefficient(
        "alpha_nominal",
        value,
        "undefined_no_variation" if value is None else "defined",
        raw_agreement=0.75,
        units=12,
        annotators=3,
        articles=25,
        interval=ArticleInterval("bootstrap", 25, -0.25, 0.5, 1000, 3, seed=7)
        if value is not None
        else None,
    )


def render(report: AgreementReport, file_format: ReportFormat) -> str:
    return render_blocks(blocks(report), file_format)


@pytest.fixture
def report() -> AgreementReport:
    lines = (
        Measurement("claim_types", "on aligned statements", (NASTY, "Bo"), coefficient(-0.125)),
        Measurement("claim_types", "on aligned statements", (NASTY, "Bo"), coefficient(None)),
        Measurement(
            "claim_types", "on aligned statements", (NASTY, "Bo"), coefficient(0.5), "label", NASTY
        ),
    )
    return AgreementReport(
        project=NASTY,
        codebook="book@1",
        articles=25,
        work=(Work("a", NASTY, 25, 25, 3, 4), Work("b", "Bo", 25, 25, 3, 4)),
        measurements=lines,
        prevalences=(Prevalence("claim_types", "on aligned statements", ((NASTY, 3), ("x", 1))),),
        disagreements=(),
        titles={},
        names={"a": NASTY, "b": "Bo"},
        versions={"book@1": 40, "book@2": 10},
    )


def test_every_form_tells_basis_numbers_method_and_sources(report: AgreementReport) -> None:
    for file_format in ("markdown", "html", "latex"):
        text = render(report, file_format)
        for words in (
            "25 articles labelled by at least two of 2 annotators",
            "book@2 (10)",
            "undefined (a)",
            "(a) only one label occurs",
            "percentile bootstrap over articles, 1,000 resamples, seed 7",
            "3 of them without a value and left out",
            "No adjudication",
            "never averaged over articles",
            "Krippendorff 2011",
            "75.0",
        ):
            assert words in text, (file_format, words)
        assert "nan" not in text


def test_latex_has_no_command_that_is_not_ours(report: AgreementReport) -> None:
    assert latex_words(NASTY) == (
        r"R\&D\_50\% \#1 \{x\} \$y\textasciitilde{}\textasciicircum{} "
        r"\textless{}b\textgreater{}\textbar{}*\textasciigrave{}{[}k{]}\textbackslash{}end"
    )
    assert latex_words("a--b ''c'' ,,d") == "a-{}-b '{}'c'{}' ,{},d"
    text = render(report, "latex")
    ours = {"section", "subsection", "begin", "end", "caption", "hline", "endhead", "item"}
    words = "textbackslash textasciitilde textasciicircum textless textgreater textbar"
    known = ours | set(words.split()) | {"textasciigrave", "textquotedbl", "ldots"}
    known |= {"footnotesize", "setlength", "tabcolsep", "raggedright", "arraybackslash"}
    known |= {"textwidth", "shortstack", "sloppy"}
    body = text.split("\n", 1)[1]
    assert set(re.findall(r"\\([a-zA-Z]+)", body.replace(r"\\", " "))) <= known
    assert re.findall(r"(?<!\\)[#^~_]", body.replace(r"95~\%", "")) == []
    assert "$-$0.125" in text and "{[}$-$0.250, 0.500{]}" in text
    assert body.count("\\begin{") == body.count("\\end{")


READ = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotedbl": '"',
    "textasciigrave": "`",
    "ldots": "\u2026",
}
SIGN = re.compile(r"\\([a-zA-Z]+)\{\}|\\([{}&%$#_])|\{([\[\]])\}|(\{\})|(~)|([^\\{}&%$#_~^])")


def read_as_latex(text: str) -> str:
    """Return what LaTeX sets for escaped words; fails where anything else would be read."""
    found, at = "", 0
    for sign in SIGN.finditer(text):
        assert sign.start() == at, f"a command at {at}: {text!r}"
        command, escaped, bracket, _nothing, tie, plain = sign.groups()
        found += (
            READ[command] if command else escaped or bracket or ("\u00a0" if tie else plain or "")
        )
        at = sign.end()
    assert at == len(text), f"a command at {at}: {text!r}"
    return found


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(NASTY + "-,'`\\{}…")))
def test_latex_sets_every_text_as_it_was_written(text: str) -> None:
    written = latex_words(text)
    assert read_as_latex(written) == printable(on_one_line(text))
    assert not re.search("--|,,|''|``|<<|>>|[?!]`", written)


def test_rows_of_latex_have_as_many_cells_as_their_table(report: AgreementReport) -> None:
    text = render(report, "latex")
    for columns, table in re.findall(
        r"\\begin\{longtable\}\{([^\n]+)\}\n(.*?)\\end\{longtable\}", text, re.DOTALL
    ):
        rows = [line for line in table.splitlines() if line.endswith(r" \\")]
        assert rows
        for row in rows:
            wide = len(re.findall(r"p\{[.\d]+\\textwidth\}", columns)) + len(
                re.findall("r+$", columns)[0]
            )
            assert len(re.findall(r"(?<!\\)&", row)) == wide - 1


NAMES = "Bartholomew-Featherstonehaugh"


def page_width(block: Sheet) -> float:
    """Return how many points a table takes: numbers by their letters, words as it is told."""
    text = render_blocks([block], "latex")
    told = [float(each) for each in re.findall(r"p\{([.\d]+)\\textwidth\}", text)]
    assert len(told) == block.words
    numbers = zip(*(row[block.words :] for row in (block.head, *block.rows)), strict=True)
    cells = [[part for cell in column for part in cell.split(" ")] for column in numbers]
    longest = [
        max(max(map(len, parts)), *(len(row[at]) for row in block.rows))
        for at, parts in enumerate(cells, start=block.words)
    ]
    return sum(told) * 345 + 4.2 * sum(longest) + 6 * len(block.head)


def test_tables_of_latex_keep_within_the_page(report: AgreementReport) -> None:
    tables = [each for each in blocks(report) if isinstance(each, Sheet)]
    assert tables
    for table in tables:
        assert page_width(table) <= 345, table.caption


def test_a_column_of_words_is_as_wide_as_its_longest_word() -> None:
    rows = (("Measure", NAMES, "0.542"), ("A measure with a name of many words", "Bo", "0.1"))
    table = Sheet("Of whom", ("Measure", "Among", "Value"), rows, 2)
    assert page_width(table) <= 345
    (_, among) = re.findall(r"p\{([.\d]+)\\textwidth\}", render_blocks([table], "latex"))
    assert float(among) * 345 >= 4.2 * len(NAMES)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no LaTeX here")
def test_latex_can_be_set(report: AgreementReport, tmp_path: Path) -> None:
    head = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{array,longtable}"
    text = f"{head}\n\\begin{{document}}\n{render(report, 'latex')}\n\\end{{document}}\n"
    (tmp_path / "r.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        # A draft needs no pictures of letters, which a machine may be unable to make.
        ["pdflatex", "-draftmode", "-interaction=nonstopmode", "-halt-on-error", "r.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


class Reader(HTMLParser):
    """Reads tables back."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data


def test_html_gives_names_back_as_they_are_and_closes_what_it_opens(
    report: AgreementReport,
) -> None:
    reader = Reader()
    reader.feed(render(report, "html"))
    assert reader.open == []
    assert NASTY in reader.cells
    assert "-0.125" in reader.cells


def test_rows_of_markdown_have_as_many_cells_as_their_head(report: AgreementReport) -> None:
    lines = render(report, "markdown").splitlines()
    tables = [line for line in lines if line.startswith("| ")]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in tables}
    assert widths == {6}  # all are about the same two, and rest on as many articles
    assert "| -0.125 |" in "\n".join(tables)


def test_the_name_of_the_file_says_the_form(report: AgreementReport, tmp_path: Path) -> None:
    assert format_of(Path("a.TEX")) == "latex"
    with pytest.raises(ExportError, match="does not say in which form"):
        format_of(Path("a.docx"))
    write_blocks(blocks(report), tmp_path / "r.md")
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == render(report, "markdown")


def test_the_interval_stands_in_json_and_on_the_terminal(report: AgreementReport) -> None:
    data = json.loads(json.dumps(report_as_json(report)))
    assert data["measures"][0]["interval"] == {
        "level": 0.95,
        "low": -0.25,
        "high": 0.5,
        "method": "bootstrap",
        "articles": 25,
        "resamples": 1000,
        "undefined_resamples": 3,
        "seed": 7,
        "groups": 0,
        "reason": "",
    }
    assert data["measures"][1]["interval"] is None
    assert data["codebook_versions"] == {"book@1": 40, "book@2": 10}
    assert "[-0.250, 0.500]" in report_as_text(report)


def test_rulings_are_told_and_never_counted() -> None:
    assert settled_in_words({}).startswith("No adjudication")
    told = settled_in_words({"taken": 3, "unclear": 1})
    assert "3 settled by taking one annotator's version" in told
    assert "1 left open because the guideline is unclear" in told
    assert "never on what was settled" in told


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "p.annotator"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    yield path


def test_a_report_that_cannot_be_made_leaves_the_earlier_file(
    alone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.tex"
    out.write_text("earlier")
    assert main(["agreement", str(alone), "--report", str(out)]) == 1
    assert "no agreement to measure" in capsys.readouterr().err
    assert out.read_text() == "earlier"
    assert main(["agreement", str(alone), "--report", str(tmp_path / "r.doc")]) == 1
    assert "does not say in which form" in capsys.readouterr().err
    assert main(["agreement", str(alone), "--self", "--report", str(out)]) == 1
    assert "labelled an article a second time" in capsys.readouterr().err
    assert out.read_text() == "earlier"
    assert main(["agreement", str(alone), "--self", "--article-labels"]) == 2
