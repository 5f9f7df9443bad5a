"""What is asked before each gesture of the codebook editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication

from annotator.codebook.article_labels import ArticleLabelKind
from annotator.codebook.changing import (
    CodebookChange,
    EditEntry,
    MergeEntries,
    MergeValues,
    RestoreEntry,
    RetireEntry,
    SplitEntry,
)
from annotator.codebook.model import LABEL_SECTIONS, Codebook, Section
from annotator.gui.codebook.entries import EntryRow, ShownSection, is_of_pages
from annotator.gui.codebook.pages import page_change
from annotator.gui.codebook.preview import Choice, Preview, Question, reading_changes
from annotator.gui.jobs.running import Job
from annotator.plain_text import counted
from annotator.project import Project

_Build = Callable[[Choice], Sequence[CodebookChange]]
_Read = Callable[[Choice], Callable[[Project, Job], Preview]]


def storing(
    codebook: Codebook, section: ShownSection, row: EntryRow, fields: Mapping[str, object]
) -> Question:
    """Ask before fields of an entry, or of a page, are stored."""

    def build(choice: Choice) -> Sequence[CodebookChange]:
        if is_of_pages(section):
            return (page_change(codebook, section, row.entry.id, fields),)
        name = cast(Section, section)
        return (EditEntry(name, row.entry.id, fields, look_again=choice.is_checked),)

    return Question(
        _tr("Store changes"),
        _tr("The changed fields of “%1” will be stored.").replace("%1", row.label),
        _tr("&Store"),
        _read(build),
        box="" if section not in LABEL_SECTIONS else _tr("It means something else now: look again"),
    )


def merging(section: Section, rows: Sequence[EntryRow]) -> Question:
    """Ask who of several entries stays; the one used most is proposed."""
    ordered = sorted(rows, key=lambda each: -(each.uses or 0))
    ids = tuple(each.entry.id for each in rows)

    def build(choice: Choice) -> Sequence[CodebookChange]:
        into = (choice.ids or ids)[0]
        return (MergeEntries(section, tuple(each for each in ids if each != into), into),)

    return Question(
        _tr("Merge"),
        _tr("Which one stays? The others will count as that one."),
        _tr("&Merge"),
        _read(build),
        options=tuple((each.entry.id, _line(each)) for each in ordered),
    )


def merging_values(row: EntryRow, value_ids: Sequence[str]) -> Question:
    """Ask which of several values of an article label stays."""
    kind = cast(ArticleLabelKind, row.entry)
    ids = tuple(value_ids)

    def build(choice: Choice) -> Sequence[CodebookChange]:
        into = (choice.ids or ids)[0]
        return (MergeValues(kind.id, tuple(each for each in ids if each != into), into),)

    return Question(
        _tr("Merge values"),
        _tr("Which value of “%1” stays? The others will count as that one.").replace(
            "%1", row.label
        ),
        _tr("&Merge"),
        _read(build),
        options=tuple((each, kind.value_label(each)) for each in ids),
    )


def splitting(section: Section, row: EntryRow, others: Sequence[EntryRow]) -> Question:
    """Ask among which entries people choose where one was given."""

    def build(choice: Choice) -> Sequence[CodebookChange]:
        return (SplitEntry(section, row.entry.id, choice.ids, keeps=choice.is_checked),)

    words = _tr("Tick the entries that take the place of “%1”; add those that are missing first.")
    return Question(
        _tr("Split"),
        words.replace("%1", row.label),
        _tr("&Split"),
        _read(build),
        options=tuple((each.entry.id, _line(each)) for each in others),
        several=True,
        box=_tr("“%1” itself is offered beside them").replace("%1", row.label),
    )


def retiring(section: Section, rows: Sequence[EntryRow]) -> Question:
    """Ask before entries are not offered any more."""
    changes = tuple(RetireEntry(section, each.entry.id) for each in rows)
    words = _tr("Not offered any more: %1. What was labelled with it keeps it.")
    return Question(
        _tr("Retire"),
        words.replace("%1", ", ".join(each.label for each in rows)),
        _tr("&Retire"),
        _read(lambda _choice: changes),
    )


def restoring(section: Section, rows: Sequence[EntryRow]) -> Question:
    """Ask before entries are offered again."""
    changes = tuple(RestoreEntry(section, each.entry.id) for each in rows)
    words = _tr("Offered again: %1. What was merged stands for itself; keys are given anew.")
    return Question(
        _tr("Offer again"),
        words.replace("%1", ", ".join(each.label for each in rows)),
        _tr("&Offer again"),
        _read(lambda _choice: changes),
    )


def taking(path: Path) -> Question:
    """Ask before a codebook file becomes the codebook of the project."""

    def read(_choice: Choice) -> Callable[[Project, Job], Preview]:
        def work(project: Project, _job: Job) -> Preview:
            from annotator.workflows.codebook_files import plan_codebook

            plan = plan_codebook(project, path)
            return Preview(plan.changes, plan.lines, plan.consequences.look_again)

        return work

    return Question(
        _tr("Import a codebook"),
        _tr("%1 becomes the codebook of this project.").replace("%1", path.name),
        _tr("&Take it"),
        read,
    )


def _read(build: _Build) -> _Read:
    return lambda choice: reading_changes(build(choice))


def _line(row: EntryRow) -> str:
    uses = "" if row.uses is None else counted(row.uses, "use")
    return " · ".join(filter(None, (row.label, uses)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookAsking", text)
