"""What a change of the codebook does to the annotations there are, before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from annotator.annotations.model import ArticleLabel, Mention, Statement
from annotator.annotations.revisiting import Label, Versions, labels_in, reasons, standing_entry
from annotator.annotations.value_differences import VALUES, What, value_differences
from annotator.codebook.changing import SECTION_WORDS, label_of
from annotator.codebook.model import SECTIONS, Codebook, CodebookPart, Section
from annotator.codebook.parts import FIELDS, parts_of
from annotator.plain_text import counted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one entry, or of one field of the codebook (section ``codebook``).

    ``becomes`` are the labels of what stands for it then, or among which a person chooses.
    ``annotations`` counts what bears it now, ``look_again`` those of them that a person must look
    at again because of the change.
    """

    section: str
    entry_id: str
    label: str
    what: What
    becomes: tuple[str, ...] = ()
    annotations: int = 0
    look_again: int = 0

    @property
    def difference(self) -> str:
        """What changes in the codebook, as a sentence."""
        if self.section == FIELDS:
            return f"Changed for the whole codebook: {self.label}."
        what = "value" if self.section == VALUES else SECTION_WORDS[cast(Section, self.section)]
        name = f"{what.capitalize()} {self.label}"
        goal = " or ".join(self.becomes)
        said: Mapping[What, str] = {
            "added": "is new",
            "restored": "is offered again",
            "renamed": f"is called {goal} now",
            "edited": "is defined or shown otherwise",
            "merged": f"becomes {goal}",
            "split": f"is split into {goal}",
            "retired": "is not offered any more",
        }
        return f"{name} {said[self.what]}."

    @property
    def line(self) -> str:
        """What changes and how many annotations that concerns, as a sentence."""
        if self.section == FIELDS or self.what == "added":
            return self.difference
        many = counted(self.annotations, "annotation")
        verb = " keeps it" if self.annotations == 1 else " keep it"
        keeps = verb if self.what == "retired" and self.annotations else ""
        said = f"{self.difference[:-1]}: {many}{keeps}."
        again = f" {self.look_again} must be looked at again." if self.look_again else ""
        return said + again


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change does: to each entry, and which annotations must be looked at again.

    ``look_again`` counts statements and mentions, each once; ``articles`` are where they stand.
    ``notes`` are sentences about what else a person should know.
    """

    outcomes: tuple[Outcome, ...]
    look_again: int = 0
    articles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in sentences: first what concerns most annotations, last the plain fields."""
        ordered = sorted(
            self.outcomes,
            key=lambda each: (each.section == FIELDS, -each.look_again, -each.annotations),
        )
        said = [each.line for each in ordered] or ["Nothing changes."]
        said += self.notes
        if self.look_again:
            many, where = counted(self.look_again, "annotation"), len(self.articles)
            said.append(f"To look at again: {many} in {counted(where, 'article')}.")
        return tuple(said)


def touched_labels(before: Codebook, after: Codebook) -> frozenset[Label]:
    """Return the labels, as they may be written, of which a change makes something else."""
    changed = {(each.section, each.name) for each, _ in _differences(before, after)}
    changed |= {("article_labels", each.kind_id) for each in value_differences(before, after)}
    return frozenset(
        (section, each.id)
        for section in SECTIONS
        if section != "groups"
        for each in (*getattr(before, section), *getattr(before.former, section))
        if (section, each.id) in changed or (section, _stands(before, section, each.id)) in changed
    )


def _no_version(_reference: str) -> Codebook | None:
    return None


def consequences(
    before: Codebook,
    after: Codebook,
    annotations: Iterable[Statement | Mention | ArticleLabel],
    versions: Versions = _no_version,
) -> Consequences:
    """Return what becomes of annotations; those that bear no touched label need not be given."""
    counts: Counter[Label] = Counter()
    again: Counter[Label] = Counter()
    articles: dict[str, None] = {}
    values: Counter[tuple[str, str]] = Counter()
    given: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    total = 0
    for record in annotations:
        if isinstance(record, ArticleLabel):
            kind = _stands(before, "article_labels", record.label)
            counts["article_labels", kind] += 1
            value = _value(before, kind, record.value)
            values[kind, value] += 1
            given[kind, record.article, record.annotator].add(_value(after, kind, value))
            continue
        due = {(each.section, each.entry_id) for each in reasons(record, after, versions)}
        due -= {(each.section, each.entry_id) for each in reasons(record, before, versions)}
        for section, entry_id in dict.fromkeys(labels_in(record)):
            stands = section, _stands(before, section, entry_id)
            counts[stands] += 1
            if (section, entry_id) in due or (section, _stands(after, section, entry_id)) in due:
                again[stands] += 1
        if due:
            total += 1
            articles[record.article] = None
    outcomes = (*_outcomes(before, after, counts, again), *_value_outcomes(before, after, values))
    notes = tuple(_with_several(before, after, given))
    return Consequences(outcomes, total, tuple(articles), notes)


def _outcomes(
    before: Codebook, after: Codebook, counts: Mapping[Label, int], again: Mapping[Label, int]
) -> Iterator[Outcome]:
    for now, then in _differences(before, after):
        if (then is None or now.is_former) and _is_told_elsewhere(now, then, before, after):
            continue
        key = cast(Label, (now.section, now.name))
        what, becomes = _fate(now, then, before, after)
        yield Outcome(
            section=now.section,
            entry_id=now.name,
            label=str(now.plain.get("label") or now.name).replace("_", " "),
            what=what,
            becomes=becomes,
            annotations=counts.get(key, 0),
            look_again=again.get(key, 0),
        )


def _with_several(
    before: Codebook, after: Codebook, given: Mapping[tuple[str, str, str], set[str]]
) -> Iterator[str]:
    """Yield where articles keep several values of a kind that takes only one from now on."""
    for kind in after.article_labels:
        earlier = before.article_label(kind.id)
        if kind.multiple or earlier is None or not earlier.multiple:
            continue
        several = sum(len(values) > 1 for (of, _, _), values in given.items() if of == kind.id)
        if several:
            where, it = counted(several, "article"), "it is" if several == 1 else "they are"
            yield f"Several values of {kind.label} are kept in {where} until {it} labelled anew."


def _value_outcomes(
    before: Codebook, after: Codebook, counts: Mapping[tuple[str, str], int]
) -> Iterator[Outcome]:
    for each in value_differences(before, after):
        count = counts.get((each.kind_id, each.value_id), 0)
        yield Outcome(VALUES, each.id, each.label, each.what, each.becomes, count)


def _value(codebook: Codebook, kind_id: str, value: str) -> str:
    kind = codebook.article_label(kind_id)
    return value if kind is None else kind.standing_value(value)


def _fate(
    now: CodebookPart, then: CodebookPart | None, before: Codebook, after: Codebook
) -> tuple[What, tuple[str, ...]]:
    """Return what becomes of a part; ``then`` is None where it is new, and ``now`` is the new."""
    section = cast(Section, now.section)
    if then is None:
        return "added", ()
    if now.is_former and not then.is_former:
        return "restored", ()
    into = cast("list[str]", then.plain.get("split_into", []))
    if then.is_former and into:
        return "split", tuple(label_of(after, section, each) for each in into)
    if then.is_former and then.plain.get("merged_into"):
        stands = _stands(after, section, now.name)
        label = label_of(after, section, stands)
        if _has(before, section, stands):
            return "merged", (label,)
        return "renamed", (stands if label == now.plain.get("label") else label,)
    if then.is_former and not now.is_former:
        return "retired", ()
    if now.plain.get("label") != then.plain.get("label"):
        return "renamed", (str(then.plain.get("label")),)
    return "edited", ()


def _is_told_elsewhere(
    now: CodebookPart, then: CodebookPart | None, before: Codebook, after: Codebook
) -> bool:
    """Tell whether a part is new only as another's new name, or was a former one before."""
    if then is not None:
        return then.is_former
    return any(
        part.section == now.section
        and part.plain.get("merged_into") == now.name
        and not old.is_former
        for old, part in _differences(before, after)
        if part is not None
    )


def _has(codebook: Codebook, section: Section, entry_id: str) -> bool:
    """Tell whether a codebook knows an entry, current or former."""
    known = (*getattr(codebook, section), *getattr(codebook.former, section))
    return any(each.id == entry_id for each in known)


def _differences(
    before: Codebook, after: Codebook
) -> Iterator[tuple[CodebookPart, CodebookPart | None]]:
    """Yield each part that differs as it is and as it will be; a new one with None."""
    old, new = parts_of(before), parts_of(after)
    for name, part in new.items():
        known = old.get(name)
        if known is None:
            yield part, None
        elif (_own(known), known.is_former) != (_own(part), part.is_former):
            yield known, part


def _own(part: CodebookPart) -> Mapping[str, object]:
    """Return what a part says itself; values of article labels are told one by one."""
    if part.section != "article_labels":
        return part.plain
    return {
        name: value for name, value in part.plain.items() if name not in ("values", "former_values")
    }


def _stands(codebook: Codebook, section: Section, entry_id: str) -> str:
    if section == "article_labels":
        kind = codebook.article_label(entry_id)
        return entry_id if kind is None else kind.id
    entry = None if section == "groups" else standing_entry(codebook, section, entry_id)
    return entry_id if entry is None else entry.id
