"""Changes of a codebook in words, as the undo menu and the preview show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.codebook.changing import (
    SECTION_WORDS,
    AddEntry,
    CodebookChange,
    EditCodebook,
    EditEntry,
    MergeEntries,
    MergeValues,
    MoveEntry,
    RenameEntry,
    RestoreEntry,
    RetireEntry,
    SplitEntry,
    label_of,
)
from annotator.codebook.model import Codebook, Section


def wording(changes: Iterable[CodebookChange], codebook: Codebook) -> str:
    """Return what changes do, on one line, as the undo menu shows it."""
    said = list(_sayings(changes, codebook))
    more = f" and {len(said) - 2} more" if len(said) > 2 else ""
    return "; ".join(said[:2]) + more if said else "Change the codebook"


def _sayings(changes: Iterable[CodebookChange], codebook: Codebook) -> Iterator[str]:
    def name(section: Section, entry_id: str) -> str:
        return label_of(codebook, section, entry_id)

    for each in changes:
        match each:
            case AddEntry():
                yield f"Add {SECTION_WORDS[each.section]} {each.entry.label or each.entry.id}"
            case EditEntry():
                yield f"Change {name(each.section, each.entry_id)}"
            case RenameEntry():
                yield f"Rename {name(each.section, each.entry_id)} to {each.label or each.new_id}"
            case MergeEntries():
                gone = ", ".join(name(each.section, one) for one in each.entry_ids[:3])
                yield f"Merge {gone} into {name(each.section, each.into)}"
            case MergeValues():
                kind = codebook.article_label(each.kind_id)
                names = (*each.value_ids[:3], each.into)
                words = [one if kind is None else kind.value_label(one) for one in names]
                yield f"Merge {', '.join(words[:-1])} into {words[-1]}"
            case SplitEntry():
                yield f"Split {name(each.section, each.entry_id)}"
            case RetireEntry():
                yield f"Retire {name(each.section, each.entry_id)}"
            case RestoreEntry():
                yield f"Offer {name(each.section, each.entry_id)} again"
            case MoveEntry():
                yield f"Move {name(each.section, each.entry_id)}"
            case EditCodebook():
                yield "Change " + ", ".join(one.replace("_", " ") for one in each.fields)
