"""The formats that can be written: how each is called, what it is for, and where its writer is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

if TYPE_CHECKING:
    from annotator.formats.labelled.annotated_corpus import (
        AnnotatedCorpus,
        WriteOptions,
        WriteReport,
    )
    from annotator.formats.labelled.uses import Fidelity


FileWriter = Callable[["AnnotatedCorpus", BinaryIO, "WriteOptions"], "WriteReport"]
FolderWriter = Callable[["AnnotatedCorpus", Path, "WriteOptions"], "WriteReport"]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format that can be written.

    ``writer`` is ``module:function``; the module brings its own library along and is imported when
    it is used. Its ``FIDELITY`` says what the format holds. A format with ``is_folder`` is written
    as a folder of files. Only a format that ``keeps_merged_actors`` tells which actors were merged
    into which; all others name the actors that stand now. ``is_of_one`` holds one annotator.
    ``unopened`` tells whether articles are written in which nobody said anything, ``is_of_tokens``
    whether the tokens are of use that are kept of the texts, ``is_of_lines`` whether the file is
    what is written of some articles behind what is written of those before.
    """

    id: str
    label: str
    suffix: str
    description: str
    writer: str
    fidelity: str = "FIDELITY"
    is_folder: bool = False
    keeps_merged_actors: bool = False
    is_of_one: bool = False
    unopened: Literal["always", "on request", "never"] = "on request"
    is_of_tokens: bool = False
    is_of_lines: bool = False

    def file_writer(self) -> FileWriter:
        """Return what writes the file."""
        return cast("FileWriter", self._named(self.writer.partition(":")[2]))

    def folder_writer(self) -> FolderWriter:
        """Return what writes the folder."""
        return cast("FolderWriter", self._named(self.writer.partition(":")[2]))

    def holds(self) -> Fidelity:
        """Return what the format holds of a project."""
        return cast("Fidelity", self._named(self.fidelity))

    def _named(self, name: str) -> object:
        return getattr(import_module(self.writer.partition(":")[0]), name)


_ALL = (
    ExportFormat(
        id="json",
        label="Complete JSON",
        suffix=".json",
        description="Everything in the project, without loss, with the articles' texts.",
        writer="annotator.formats.complete_json:write",
        keeps_merged_actors=True,
        unopened="always",
    ),
    ExportFormat(
        id="jsonl",
        label="JSON lines, one stance each",
        suffix=".jsonl",
        description="One object per stance: sentence, content, holder, target, label.",
        writer="annotator.dataset.tasks.stance_table:write_jsonl",
        unopened="never",
        is_of_lines=True,
    ),
    ExportFormat(
        id="csv",
        label="CSV table, one stance per row",
        suffix=".csv",
        description="The same rows for a spreadsheet or a statistics program.",
        writer="annotator.dataset.tasks.stance_table:write_csv",
        unopened="never",
    ),
    ExportFormat(
        id="articles-jsonl",
        label="JSON lines, one article each",
        suffix=".jsonl",
        description="Labels of whole articles, stances over them, time spent; by annotator.",
        writer="annotator.dataset.tasks.article_rows:write_articles_jsonl",
        is_of_lines=True,
    ),
    ExportFormat(
        id="articles-csv",
        label="CSV table, one article per row",
        suffix=".csv",
        description="The same rows for a spreadsheet or a statistics program.",
        writer="annotator.dataset.tasks.article_rows:write_articles_csv",
    ),
    ExportFormat(
        id="docbin",
        label="spaCy DocBin",
        suffix=".spacy",
        description="Training data for spaCy: entities in doc.ents, statements in doc.spans.",
        writer="annotator.formats.docbin:write",
        is_of_tokens=True,
    ),
    ExportFormat(
        id="docbin-folder",
        label="spaCy DocBins, a folder of many",
        suffix="",
        description="The same for a large project: a file for every two thousand docs.",
        writer="annotator.formats.docbin:write_folder",
        is_of_tokens=True,
        is_folder=True,
    ),
    ExportFormat(
        id="news-statements",
        label="News statements",
        suffix=".json",
        description="One annotator's statements, without the texts, to exchange them.",
        writer="annotator.formats.news_statements:write",
        is_of_one=True,
        unopened="always",
    ),
    ExportFormat(
        id="doccano",
        label="doccano",
        suffix="",
        description="A folder for doccano: spans and relations, one file per annotator.",
        writer="annotator.formats.doccano:write",
        is_folder=True,
    ),
    ExportFormat(
        id="prodigy",
        label="Prodigy",
        suffix=".jsonl",
        description="Tasks for Prodigy: tokens, spans, relations, and all else as attributes.",
        writer="annotator.formats.prodigy:write",
    ),
    ExportFormat(
        id="conll",
        label="CoNLL tables (IOB2)",
        suffix="",
        description="A folder of tables: one token per line, a column of tags for each role.",
        writer="annotator.formats.conll:write",
        is_folder=True,
    ),
    ExportFormat(
        id="label-studio",
        label="Label Studio",
        suffix="",
        description="A folder for Label Studio: tasks with annotations, and their configuration.",
        writer="annotator.formats.label_studio:write",
        is_folder=True,
    ),
    ExportFormat(
        id="brat",
        label="brat standoff",
        suffix="",
        description="A collection for brat: texts, annotations and its configuration.",
        writer="annotator.formats.brat:write",
        is_folder=True,
    ),
    ExportFormat(
        id="cas-json",
        label="UIMA CAS JSON",
        suffix="",
        description="A folder for INCEpTION and other UIMA tools: CAS JSON 0.4, type system.",
        writer="annotator.formats.cas:write_json",
        is_folder=True,
    ),
    ExportFormat(
        id="cas-xmi",
        label="UIMA CAS XMI",
        suffix="",
        description="The same as XMI.",
        writer="annotator.formats.cas:write_xmi",
        is_folder=True,
    ),
    ExportFormat(
        id="webanno-tsv",
        label="WebAnno TSV 3.3",
        suffix="",
        description="A folder of tables for INCEpTION and WebAnno.",
        writer="annotator.formats.webanno_tsv:write",
        is_folder=True,
    ),
    ExportFormat(
        id="citron",
        label="Quotations (Citron)",
        suffix=".jsonl",
        description="Quotations with cue, source and content, one object per article.",
        writer="annotator.formats.citron:write",
        is_of_lines=True,
    ),
    ExportFormat(
        id="refi-qda",
        label="REFI-QDA project",
        suffix=".qdpx",
        description="A project for QualCoder, NVivo, ATLAS.ti and MAXQDA: coded texts.",
        writer="annotator.formats.refi_qda:write",
    ),
    ExportFormat(
        id="sqlite",
        label="SQLite tables (Datasette)",
        suffix="",
        description="A folder with a flat database to query, and Datasette's metadata for it.",
        writer="annotator.formats.flat_sqlite:write",
        is_folder=True,
        unopened="always",
    ),
    ExportFormat(
        id="dna",
        label="Discourse Network Analyzer",
        suffix=".dna",
        description="A database for DNA 3: who agrees or disagrees with which concept.",
        writer="annotator.formats.dna:write",
        unopened="always",
    ),
)
FORMATS: Mapping[str, ExportFormat] = {each.id: each for each in _ALL}
