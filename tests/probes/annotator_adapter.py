"""Connects the reliability probes beside the checkout to this program's project file.

A probe's annotation is a statement with one content fragment, one claim type and a note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from adapter_api import Adapter, UserError

from annotator import errors
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Statement
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.project import Project

CODES: tuple[tuple[type[errors.AnnotatorError], str], ...] = (
    (errors.NotAProjectError, "foreign"),
    (errors.NewerProjectError, "newer"),
    (errors.DamagedProjectError, "corrupt"),
    (errors.UnsafeProjectError, "unsafe"),
    (errors.ReadOnlyProjectError, "readonly"),
    (errors.ProjectInUseError, "locked"),
    (errors.ProjectMovedError, "moved"),
    (errors.StorageError, "storage"),
    (errors.MergeError, "conflict"),
    (errors.EncodingError, "encoding"),
    (errors.EmptyFileError, "empty"),
    (errors.TooLargeError, "too_large"),
    (errors.FormatError, "format"),
    (errors.ExportError, "storage"),
    (errors.AnnotationError, "invalid"),
)


@contextmanager
def told() -> Iterator[None]:
    try:
        yield
    except errors.AnnotatorError as error:
        code = next((code for kind, code in CODES if isinstance(error, kind)), "invalid")
        raise UserError(code, str(error)) from error


class Store(Adapter):
    project_suffix = ".annotator"
    project: Project

    def create(self, path: str, annotator: str) -> None:
        with told():
            codebook = Codebook("probe", "1", title="Probe")
            self.project = Project.create(
                Path(path), title="Probe", codebook=codebook, annotator=annotator
            )

    def open(self, path: str, annotator: str, readonly: bool = False) -> dict[str, object]:
        with told():
            self.project = Project.open(Path(path), annotator=annotator, readonly=readonly)
        return {"readonly": self.project.readonly, "warnings": list(self.project.warnings)}

    def close(self) -> None:
        if hasattr(self, "project"):
            with told():
                self.project.close()

    def add_documents(self, docs: list[dict[str, str]]) -> list[str]:
        with told():
            return list(self.project.add_articles([_new(d["title"], d["text"]) for d in docs]))

    def annotate(self, doc_id: str, start: int, end: int, label: str, note: str = "") -> str:
        if not all(isinstance(each, int) for each in (start, end)) or not 0 <= start < end:
            raise UserError("invalid", f"{start} to {end} is no passage. Select some text.")
        statement = Statement(
            id=new_id(),
            article=doc_id,
            annotator=self.project.annotator.id,
            content=(Span(start, end),),
            claim_types=(label,),
            note=note,
        )
        self._apply(Edit(None, statement), "Add a statement")
        return statement.id

    def update(self, ann_id: str, label: str | None = None, note: str | None = None) -> None:
        before = self._current(ann_id)
        after = replace(
            before,
            claim_types=before.claim_types if label is None else (label,),
            note=before.note if note is None else note,
        )
        self._apply(Edit(before, after), "Change a statement")

    def delete(self, ann_id: str) -> None:
        self._apply(Edit(self._current(ann_id), None), "Remove a statement")

    def _apply(self, edit: Edit, wording: str) -> None:
        with told():
            self.project.apply(Step((edit,), wording, edit.article))

    def _current(self, ann_id: str) -> Statement:
        with told():
            events = self.project.history(ann_id)
        if not events or not isinstance(events[-1].after, Statement):
            raise UserError("invalid", "There is no such annotation. Choose another one.")
        return events[-1].after

    def documents(self) -> list[dict[str, object]]:
        with told():
            rows = self.project.articles()
        return [{"id": row.id, "title": row.title, "length": row.length} for row in rows]

    def document_text(self, doc_id: str) -> str:
        with told():
            return self.project.text(doc_id)

    def annotations(self, doc_id: str | None = None) -> list[dict[str, object]]:
        with told():
            names = {each.id: each.name for each in self.project.annotators()}
            articles = [doc_id] if doc_id else [row.id for row in self.project.articles()]
            return [each for article in articles for each in self._annotations(article, names)]

    def _annotations(self, article: str, names: dict[str, str]) -> Iterator[dict[str, object]]:
        layers = self.project.layers(article)
        text = self.project.text(article) if layers else ""
        for layer in layers:
            for each in layer.statements:
                span = each.content[0]
                yield {
                    "id": each.id,
                    "doc_id": article,
                    "start": span.start,
                    "end": span.end,
                    "label": each.claim_types[0],
                    "note": each.note,
                    "annotator": names[each.annotator],
                    "quote": span.covered(text),
                }

    def history(self, ann_id: str) -> list[dict[str, object]]:
        versions: list[dict[str, object]] = []
        with told():
            events = self.project.history(ann_id)
        for event in events:
            after = event.after
            if isinstance(after, Statement):
                versions.append({"label": after.claim_types[0], "note": after.note})
            else:
                versions.append({"deleted": True})
        return versions

    def import_file(self, path: str) -> list[str]:
        if Path(path).suffix != ".txt":
            raise NotImplementedError
        from annotator.corpus.reading import read_text

        with told():
            read = read_text(Path(path))
            return list(self.project.add_articles([_new(Path(path).stem, read.text)]))

    def export(self, fmt: str, path: str) -> None:
        if fmt not in ("csv", "jsonl"):
            raise NotImplementedError
        from annotator.workflows.exporting.files import ExportOptions, export

        with told():
            export(self.project, ExportOptions(format=fmt, out=Path(path), with_report=False))
        if fmt == "jsonl":
            _name_as_the_probes_do(Path(path))

    def merge(self, other_path: str) -> dict[str, object]:
        with told():
            outcome = self.project.merge([Path(other_path)])
        conflicts = [each.target for each in outcome.conflicts]
        return {"added": sum(each.events for each in outcome.joined), "conflicts": conflicts}

    def backup(self, path: str) -> None:
        with told():
            self.project.backup(Path(path))

    def check(self) -> list[str]:
        with told():
            return list(self.project.check())


def _name_as_the_probes_do(exported: Path) -> None:
    """Repeat two fields of each exported row under the names that the probes look for."""
    lines = []
    for line in exported.read_bytes().splitlines():
        row = json.loads(line)
        if "statement_uid" in row:
            row |= {"id": row["statement_uid"], "quote": row["content"]}
        lines.append(json.dumps(row) + "\n")
    aside = exported.with_name(exported.name + ".named")
    aside.write_text("".join(lines), encoding="utf-8")
    aside.replace(exported)


def _new(title: str, text: str) -> NewArticle:
    facts: dict[str, Any] = {
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "length": len(text),
    }
    zones = (Zone("body", Span(0, len(text))),) if text else ()
    return NewArticle(Article(id=new_id(), title=title, **facts), text, zones)
