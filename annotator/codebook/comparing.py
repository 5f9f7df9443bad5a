"""From one codebook to another that somebody wrote: which changes lead there."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from annotator.codebook.article_labels import ArticleLabelKind
from annotator.codebook.changing import (
    SECTION_WORDS,
    AddEntry,
    CodebookChange,
    EditCodebook,
    EditEntry,
    MergeEntries,
    MoveEntry,
    RenameEntry,
    RestoreEntry,
    RetireEntry,
    SplitEntry,
)
from annotator.codebook.model import SECTIONS, Codebook, CodebookEntry, Section
from annotator.codebook.parts import FIELDS, parts_of
from annotator.codebook.stored import plain_entry
from annotator.errors import CodebookError

_HISTORY = ("merged_into", "split_into", "meaning")


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says about entries that are not in the new codebook, or mean something else.

    All by id: ``renamed`` from old to new, ``merged`` and ``split`` from old to what stands for it,
    ``look_again`` those that mean something else. An id that several sections have is written with
    its section: ``topics/ceasefire``. In ``merged``, a value of a label of articles is written with
    the id of that label: ``genre/report``.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    look_again: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes from one codebook to another, and what a person should be asked about them."""

    changes: tuple[CodebookChange, ...]
    questions: tuple[str, ...]


def compare(codebook: Codebook, wanted: Codebook, told: Told | None = None) -> Comparison:
    """Return the changes that make ``wanted`` of a codebook; its id and actors stay.

    An entry that is gone is retired unless ``told`` or the new codebook's former entries say what
    stands for it. Raises CodebookError where ``told`` names what there is not.
    """
    wanted, told = _with_merged_values(codebook, wanted, told or Told())
    desk = _Comparing(codebook, wanted, told)
    changes = [change for section in SECTIONS for change in desk.section(section)]
    changes += [change for section in reversed(SECTIONS) for change in desk.gone(section)]
    changes += [change for section in SECTIONS for change in desk.order(section)]
    changes += desk.fields()
    return Comparison(tuple(changes), tuple(desk.questions()))


def _with_merged_values(codebook: Codebook, wanted: Codebook, told: Told) -> tuple[Codebook, Told]:
    """Write into the new codebook which values stand for others; return it and what else is told.

    Raises CodebookError where a value is not known, or is still offered.
    """
    kinds = {each.id: each for each in codebook.article_labels if each.id not in SECTIONS}
    others = {}
    for old, goal in told.merged.items():
        kind_id, _, value = old.rpartition("/")
        if kind_id in kinds:
            new = _merging(kinds[kind_id], wanted, value, goal.removeprefix(f"{kind_id}/"))
            changed = (new if each.id == kind_id else each for each in wanted.article_labels)
            wanted = replace(wanted, article_labels=tuple(changed))
        else:
            others[old] = goal
    return wanted, replace(told, merged=others)


def _merging(kind: ArticleLabelKind, wanted: Codebook, value: str, goal: str) -> ArticleLabelKind:
    """Return the new form of a kind in which ``goal`` stands for a value that is gone."""
    new = next((each for each in wanted.article_labels if each.id == kind.id), None)
    gone = next((each for each in (*kind.values, *kind.former_values) if each.id == value), None)
    offered = () if new is None else tuple(each.id for each in new.values)
    if gone is None:
        problem = f"{kind.label} has no value {value!r} now. Nothing was changed."
    elif new is None or goal not in offered:
        problem = (
            f"{value} cannot become {goal}: the new codebook offers no such value of {kind.label}. "
            "Nothing was changed."
        )
    elif value in offered:
        problem = (
            f"{value} is not merged into {goal}: the new codebook still offers {value}. "
            "Nothing was changed. Take it out of the file, or do not merge it."
        )
    else:
        former = [each for each in new.former_values if each.id != value]
        return replace(new, former_values=(*former, replace(gone, merged_into=goal)))
    raise CodebookError(problem)


class _Comparing:
    def __init__(self, codebook: Codebook, wanted: Codebook, told: Told) -> None:
        self._codebook = codebook
        self._wanted = wanted
        self._renamed = {self._key(old): new for old, new in told.renamed.items()}
        self._merged = {self._key(old): into for old, into in told.merged.items()}
        self._split = {self._key(old): into for old, into in told.split.items()}
        self._again = {self._key(each) for each in told.look_again}
        for section, entry_id, goal in self._goals():
            if goal not in self._ids(wanted, section):
                raise CodebookError(
                    f"{entry_id} cannot become {goal}: the new codebook has no "
                    f"{SECTION_WORDS[section]} {goal!r}. Nothing was changed."
                )
        for (section, old), new in self._renamed.items():
            if new in self._ids(codebook, section) or old in self._ids(wanted, section):
                raise CodebookError(
                    f"{old} is not renamed to {new}: the one must be gone and the other new. "
                    "Nothing was changed. Merge them instead."
                )
        for (section, old), goal in self._merged.items():
            if old in self._ids(wanted, section):
                raise CodebookError(
                    f"{old} is not merged into {goal}: the new codebook still offers {old}. "
                    "Nothing was changed. Take it out of the file, or do not merge it."
                )

    def _key(self, name: str) -> tuple[Section, str]:
        """Return section and id of what a person named."""
        section, _, entry_id = name.rpartition("/")
        found = [
            each
            for each in SECTIONS
            if section in ("", each) and entry_id in self._ids(self._codebook, each)
        ]
        if len(found) == 1:
            return found[0], entry_id
        if not found:
            raise CodebookError(f"The codebook has no {name!r} now. Nothing was changed.")
        names = " or ".join(f"{each}/{entry_id}" for each in found)
        raise CodebookError(f"{name!r} may mean {names}. Nothing was changed. Name one of them.")

    def _goals(self) -> Iterator[tuple[Section, str, str]]:
        for (section, old), goal in (*self._renamed.items(), *self._merged.items()):
            yield section, old, goal
        for (section, old), goals in self._split.items():
            for goal in goals:
                yield section, old, goal

    @staticmethod
    def _ids(codebook: Codebook, section: Section) -> list[str]:
        return [each.id for each in getattr(codebook, section)]

    def _gone(self, section: Section) -> list[str]:
        here = self._ids(self._wanted, section)
        renamed = {old for at, old in self._renamed if at == section}
        return [
            each
            for each in self._ids(self._codebook, section)
            if each not in here and each not in renamed
        ]

    def section(self, section: Section) -> Iterator[CodebookChange]:
        """Yield what becomes of a section, except of entries that are not in it any more."""
        known = {each.id: each for each in self._entries(self._codebook, section)}
        former = {each.id for each in getattr(self._codebook.former, section)}
        new_names = {new: old for (at, old), new in self._renamed.items() if at == section}
        for entry in self._entries(self._wanted, section):
            if entry.id in new_names:
                old = new_names[entry.id]
                yield RenameEntry(section, old, entry.id, entry.label)
                yield from self._edit(section, known[old], entry)
            elif entry.id in known:
                yield from self._edit(section, known[entry.id], entry)
            elif entry.id in former:
                yield RestoreEntry(section, entry.id)
                fields = _said(entry)
                yield EditEntry(section, entry.id, fields)
            else:
                yield AddEntry(section, entry)

    def _edit(
        self, section: Section, old: CodebookEntry, new: CodebookEntry
    ) -> Iterator[CodebookChange]:
        before, after = _said(old), _said(new)
        fields = {name: value for name, value in after.items() if before.get(name) != value}
        again = (section, old.id) in self._again
        if fields or again:
            yield EditEntry(section, new.id, fields, again)

    def gone(self, section: Section) -> Iterator[CodebookChange]:
        """Yield what becomes of the entries that are not in the new codebook any more."""
        former = {each.id: each for each in getattr(self._wanted.former, section)}
        gone = self._gone(section)
        for (at, old), into in self._split.items():
            if at == section:
                yield SplitEntry(section, old, into, keeps=old not in gone)
        for (at, old), goal in self._merged.items():
            if at == section and old in gone:
                yield MergeEntries(section, (old,), goal)
        for each in gone:
            if (section, each) in self._split or (section, each) in self._merged:
                continue
            became = former.get(each)
            if became is not None and getattr(became, "merged_into", None):
                yield MergeEntries(section, (each,), became.merged_into)
            elif became is not None and getattr(became, "split_into", None):
                yield SplitEntry(section, each, became.split_into)
            else:
                yield RetireEntry(section, each)

    def order(self, section: Section) -> Iterator[CodebookChange]:
        """Yield the moves that bring a section into the order of the new codebook."""
        wanted = self._ids(self._wanted, section)
        renamed = {old: new for (at, old), new in self._renamed.items() if at == section}
        before = [renamed.get(each, each) for each in self._ids(self._codebook, section)]
        former = {each.id for each in getattr(self._codebook.former, section)}
        now = [each for each in before if each in wanted]
        now += [each for each in wanted if each not in now and each not in former]
        if now != wanted:
            for place, each in enumerate(wanted):
                yield MoveEntry(section, each, place)

    def fields(self) -> list[CodebookChange]:
        """Return the change of the codebook's own fields, if there is one."""
        before, after = parts_of(self._codebook), parts_of(self._wanted)
        changed = {
            part.name: part.plain["value"]
            for name, part in after.items()
            if part.section == FIELDS and part.plain != before[name].plain
        }
        return [EditCodebook(changed)] if changed else []

    def questions(self) -> Iterator[str]:
        """Yield in sentences what a person should look at before the change is made."""
        if self._wanted.id != self._codebook.id:
            yield (
                f"The file calls itself {self._wanted.id}; the project keeps the name "
                f"{self._codebook.id}."
            )
        if self._wanted.actors != self._codebook.actors:
            yield "Actors are not changed by a codebook: the project keeps its own."
        for section in SECTIONS:
            new = {each.id: each.label for each in self._entries(self._wanted, section)}
            for entry_id in self._ids(self._codebook, section):
                new.pop(entry_id, None)
            for change in self.gone(section):
                if isinstance(change, RetireEntry):
                    yield self._question(section, change.entry_id, new)

    def _question(self, section: Section, entry_id: str, new: Mapping[str, str]) -> str:
        entries = self._entries(self._codebook, section)
        label = next(each.label for each in entries if each.id == entry_id)
        labels = {words: name for name, words in new.items()}
        near = difflib.get_close_matches(label, list(labels), n=1, cutoff=0.5)
        near_id = difflib.get_close_matches(entry_id, list(new), n=1, cutoff=0.6)
        only = next(iter(new)) if len(new) == 1 else "ANOTHER"
        goal = labels[near[0]] if near else near_id[0] if near_id else only
        said = f"{SECTION_WORDS[section].capitalize()} {label} is not in the file and is retired."
        return f"{said} If it became another one: --rename {entry_id}={goal}, or --merge."

    @staticmethod
    def _entries(codebook: Codebook, section: Section) -> tuple[CodebookEntry, ...]:
        return cast("tuple[CodebookEntry, ...]", getattr(codebook, section))


def _said(entry: CodebookEntry) -> dict[str, object]:
    """Return what an entry says, without its id and what became of it."""
    plain = plain_entry(entry)
    return {name: value for name, value in plain.items() if name not in ("id", *_HISTORY)}
