"""How one version of a codebook becomes the next while annotations exist.

Nothing is ever deleted: what is not offered any more becomes a former entry, so that what was
labelled with it can still be read, and what stands for it now can be told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from annotator.codebook.article_label_changes import merged_values, with_former_values
from annotator.codebook.checking import problems
from annotator.codebook.model import (
    LABEL_SECTIONS,
    Codebook,
    CodebookEntry,
    CodebookPart,
    Section,
)
from annotator.codebook.naming import free_name
from annotator.codebook.parts import (
    FIELDS,
    Parts,
    part_id,
    parts_of,
    plain_of,
    put_together,
)
from annotator.codebook.stored import plain_entry
from annotator.codebook.tree import tree_of
from annotator.errors import CodebookError

SECTION_WORDS: Mapping[Section, str] = {
    "claim_types": "claim type",
    "groups": "group",
    "stance_values": "stance",
    "topics": "topic",
    "entity_kinds": "entity kind",
    "article_labels": "article label",
}


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Offer a new entry, behind the others of its section."""

    section: Section
    entry: CodebookEntry


@dataclass(frozen=True, slots=True)
class EditEntry:
    """Change fields of an entry (label, definition, key...).

    ``look_again`` says that it means something else now, so that whatever was labelled with it
    must be looked at.
    """

    section: Section
    entry_id: str
    fields: Mapping[str, object]
    look_again: bool = False


@dataclass(frozen=True, slots=True)
class RenameEntry:
    """Give an entry another id; the old one leads to it. ``label`` "" keeps the label."""

    section: Section
    entry_id: str
    new_id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class MergeEntries:
    """Let one entry stand for others."""

    section: Section
    entry_ids: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class MergeValues:
    """Let one value of a kind of article label stand for others of that kind."""

    kind_id: str
    value_ids: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """Let a person choose anew where an entry was given: among ``into``, entries or new ones.

    With ``keeps`` the entry is still offered beside them.
    """

    section: Section
    entry_id: str
    into: tuple[str | CodebookEntry, ...]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class RetireEntry:
    """Do not offer an entry any more; annotations keep it."""

    section: Section
    entry_id: str


@dataclass(frozen=True, slots=True)
class RestoreEntry:
    """Offer a former entry again; what was merged stands for itself again."""

    section: Section
    entry_id: str


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """Let an entry stand at another place of its section, from 0."""

    section: Section
    entry_id: str
    to: int


@dataclass(frozen=True, slots=True)
class EditCodebook:
    """Change fields of the codebook itself: title, version, layers, stance_wording..."""

    fields: Mapping[str, object] = field(default_factory=dict)


CodebookChange = (
    AddEntry
    | EditEntry
    | RenameEntry
    | MergeEntries
    | MergeValues
    | SplitEntry
    | RetireEntry
    | RestoreEntry
    | MoveEntry
    | EditCodebook
)


def apply(codebook: Codebook, changes: Iterable[CodebookChange]) -> Codebook:
    """Return the codebook after changes; its version names what is in it.

    Raises CodebookError, with all problems, where it could not be used any more.
    """
    return put_together(codebook, changed_parts(codebook, parts_of(codebook), changes))


def changed_parts(codebook: Codebook, parts: Parts, changes: Iterable[CodebookChange]) -> Parts:
    """Return the parts after changes; ``codebook`` is what ``parts`` make. Raises CodebookError."""
    after = _Desk(parts)
    for change in changes:
        after.do(change)
    _require_usable(plain_of(codebook, parts), plain_of(codebook, after.parts))
    return after.parts


def free_id(codebook: Codebook, section: Section, label: str) -> str:
    """Return an id that nothing in a section has or had, made of the words of a label."""
    taken = {each.id for each in _all_entries(codebook, section)}
    return free_name(label, taken, otherwise=SECTION_WORDS[section].replace(" ", "_"))


def _all_entries(codebook: Codebook, section: Section) -> tuple[CodebookEntry, ...]:
    return (*getattr(codebook, section), *getattr(codebook.former, section))


def _require_usable(before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """Raise CodebookError for every problem that there was not before."""
    known = {each.message for each in problems(tree_of(before))}
    found = [each.message for each in problems(tree_of(after))]
    new = tuple(dict.fromkeys(each for each in found if each not in known))
    if new:
        raise CodebookError(
            "The codebook could not be used like that: " + "; ".join(new) + ". Nothing was "
            "changed.",
            problems=new,
        )


class _Desk:
    """The parts of a codebook while they are changed, one change after the other."""

    def __init__(self, parts: Parts) -> None:
        self.parts: dict[str, CodebookPart] = dict(parts)

    def do(self, change: CodebookChange) -> None:
        match change:
            case AddEntry():
                self._add(change.section, change.entry)
            case EditEntry():
                self._edit(change)
            case RenameEntry():
                self._rename(change)
            case MergeEntries():
                self._merge(change)
            case MergeValues():
                kind = self._current("article_labels", change.kind_id)
                self._put(kind, **merged_values(kind.plain, change.value_ids, change.into))
            case SplitEntry():
                self._split(change)
            case RetireEntry():
                self._retire(change)
            case RestoreEntry():
                self._restore(change)
            case MoveEntry():
                self._move(change)
            case EditCodebook():
                self._edit_codebook(change.fields)

    def _current(self, section: Section, entry_id: str) -> CodebookPart:
        found = self._known(section, entry_id)
        if found.is_former:
            raise CodebookError(
                f"The {SECTION_WORDS[section]} {_label(found)} is not offered any more. Nothing "
                "was changed. Offer it again first."
            )
        return found

    def _known(self, section: Section, entry_id: str) -> CodebookPart:
        found = self.parts.get(part_id(section, entry_id))
        if found is None:
            raise CodebookError(
                f"The codebook has no {SECTION_WORDS[section]} {entry_id!r}. Nothing was changed."
            )
        return found

    def _section(self, section: Section) -> list[CodebookPart]:
        found = [each for each in self.parts.values() if each.section == section]
        return sorted(found, key=lambda each: (each.place, each.id))

    def _put(self, part: CodebookPart, **fields: object) -> None:
        """Store a part with other fields; what is empty of its history is left out."""
        plain = {**part.plain, **fields}
        for name in ("merged_into", "split_into", "meaning", "former_values"):
            if not plain.get(name, True):
                del plain[name]
        self.parts[part.id] = replace(part, plain=plain)

    def _add(self, section: Section, entry: CodebookEntry) -> None:
        name = part_id(section, entry.id)
        if name in self.parts:
            gone = " among the former ones" if self.parts[name].is_former else ""
            raise CodebookError(
                f"There is a {SECTION_WORDS[section]} {entry.id!r}{gone} already. Nothing was "
                "changed. Choose another id."
            )
        place = max((each.place for each in self._section(section)), default=-1.0) + 1
        self.parts[name] = CodebookPart(name, plain_entry(entry), place)

    def _edit(self, change: EditEntry) -> None:
        part = self._current(change.section, change.entry_id)
        if {"id", "merged_into", "split_into", "meaning"} & change.fields.keys():
            raise CodebookError("An entry's id and history are not changed by editing it.")
        fields = _plain_fields(change.fields)
        if change.section == "article_labels":
            fields = with_former_values(part.plain, fields)
        self._put(part, **fields)
        if change.look_again:
            _require_section_of_the_text(change.section)
            self._mean_anew(change.section, change.entry_id, change.fields)

    def _mean_anew(self, section: Section, entry_id: str, why: object) -> None:
        """Note that an entry, and what was merged into it, means something else from now on."""
        for each in self._section(section):
            if self._leads_to(each, entry_id):
                body = f"{each.plain.get('meaning', '')} {entry_id} {why!r}"
                word = hashlib.sha256(body.encode()).hexdigest()[:12]
                self._put(self.parts[each.id], meaning=word)

    def _leads_to(self, part: CodebookPart, entry_id: str) -> bool:
        seen: set[str] = set()
        at: CodebookPart | None = part
        while at is not None and at.name != entry_id and at.id not in seen:
            seen.add(at.id)
            at = self.parts.get(part_id(part.section, str(at.plain.get("merged_into", ""))))
        return at is not None and at.name == entry_id

    def _rename(self, change: RenameEntry) -> None:
        part = self._current(change.section, change.entry_id)
        if part_id(change.section, change.new_id) in self.parts:
            raise CodebookError(
                f"There is a {SECTION_WORDS[change.section]} {change.new_id!r} already. Nothing "
                "was changed. Merge both instead."
            )
        name = part_id(change.section, change.new_id)
        label = change.label or part.plain.get("label", "")
        plain = {**part.plain, "id": change.new_id, "label": label}
        self.parts[name] = CodebookPart(name, plain, part.place)
        if change.section == "groups":
            self._regroup(change.entry_id, change.new_id)
            self._dismiss(part)
        else:
            self._dismiss(part, merged_into=change.new_id)
        if change.section == "stance_values":
            self._word_alike(change.entry_id, change.new_id)

    def _word_alike(self, old: str, new: str) -> None:
        """Let a stance value be worded as one that it takes the place of."""
        part = self.parts[part_id(FIELDS, "stance_wording")]
        rows = cast("Mapping[str, Mapping[str, str]]", part.plain["value"])
        value = {
            kind: {new if name == old else name: words for name, words in row.items()}
            for kind, row in rows.items()
        }
        self.parts[part.id] = replace(part, plain={"value": value})

    def _merge(self, change: MergeEntries) -> None:
        if change.section == "article_labels":
            raise CodebookError("Article labels are not merged as a whole: merge their values.")
        into = self._current(change.section, change.into)
        gone = [self._current(change.section, each) for each in dict.fromkeys(change.entry_ids)]
        gone = [each for each in gone if each.id != into.id]
        if not gone:
            raise CodebookError("Choose at least two different entries to merge.")
        for each in gone:
            if change.section == "groups":
                self._regroup(each.name, change.into)
                self._dismiss(each)
            else:
                self._dismiss(each, merged_into=change.into)

    def _split(self, change: SplitEntry) -> None:
        part = self._current(change.section, change.entry_id)
        if change.section == "groups":
            raise CodebookError("A group is not split: add one and put claim types into it.")
        _require_section_of_the_text(change.section)
        names: list[str] = []
        for each in change.into:
            if isinstance(each, str):
                names.append(self._current(change.section, each).name)
            else:
                self._add(change.section, each)
                names.append(each.id)
        names = [each for each in dict.fromkeys(names) if each != change.entry_id]
        if len(names) < (1 if change.keeps else 2):
            raise CodebookError(
                "To split an entry, choose two others or more, or one if it stays itself."
            )
        self._mean_anew(change.section, change.entry_id, names)
        if not change.keeps:
            self._dismiss(self.parts[part.id], split_into=names)

    def _retire(self, change: RetireEntry) -> None:
        part = self._current(change.section, change.entry_id)
        if change.section == "groups":
            held = [
                each
                for each in self._section("claim_types")
                if not each.is_former and each.plain.get("group") == part.name
            ]
            if held:
                raise CodebookError(
                    f"The claim type {_label(held[0])} is in the group {_label(part)}, which was "
                    "not taken out. Put its claim types into other groups first."
                )
        self._dismiss(part)

    def _restore(self, change: RestoreEntry) -> None:
        part = self._known(change.section, change.entry_id)
        if not part.is_former:
            raise CodebookError(f"{_label(part)} is offered already. Nothing was changed.")
        self._put(replace(part, is_former=False), merged_into=None, split_into=[])

    def _move(self, change: MoveEntry) -> None:
        part = self._current(change.section, change.entry_id)
        others = [
            each for each in self._section(change.section) if not each.is_former and each != part
        ]
        at = max(0, min(change.to, len(others)))
        if not others:
            return
        if at == 0:
            place = others[0].place - 1
        elif at == len(others):
            place = max(each.place for each in self._section(change.section)) + 1
        else:
            place = (others[at - 1].place + others[at].place) / 2
        self.parts[part.id] = replace(part, place=place)

    def _edit_codebook(self, fields: Mapping[str, object]) -> None:
        for name, value in _plain_fields(fields).items():
            known = part_id(FIELDS, name)
            if known not in self.parts:
                raise CodebookError(f"A codebook has no field {name!r} that could be changed.")
            self.parts[known] = CodebookPart(known, {"value": value})

    def _dismiss(self, part: CodebookPart, **history: object) -> None:
        """Make a former entry of a part; its key is free for others."""
        plain = {**part.plain, "key": ""} if "key" in part.plain else part.plain
        self._put(replace(part, plain=plain, is_former=True), **history)

    def _regroup(self, old: str, new: str) -> None:
        for each in self._section("claim_types"):
            if each.plain.get("group") == old:
                self._put(each, group=new)


def _require_section_of_the_text(section: Section) -> None:
    if section not in LABEL_SECTIONS:
        raise CodebookError(
            f"Only labels in the text are split or looked at again, not {SECTION_WORDS[section]}s. "
            "Nothing was changed. Retire it and add others instead."
        )


def _plain_fields(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _label(part: CodebookPart) -> str:
    return str(part.plain.get("label") or part.name)


def label_of(codebook: Codebook, section: Section, entry_id: str) -> str:
    """Return what an entry is called, current or former, as it stands itself; else its id."""
    for each in _all_entries(codebook, section):
        if each.id == entry_id:
            return each.label or entry_id.replace("_", " ")
    return entry_id.replace("_", " ")
