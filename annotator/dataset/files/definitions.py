"""What the labels of a dataset mean, in the words of the codebook or in ours: for its card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from annotator.codebook.model import Codebook
from annotator.dataset.tasks.quotation_task import AUTHOR, UNKNOWN
from annotator.dataset.tasks.rows import CLAIM, NO_CLAIM, NONE, Task
from annotator.dataset.tasks.scene import UNCLEAR, UNSURE


@dataclass(frozen=True, slots=True)
class Definition:
    """A label or target as rows name it (``id``), what it is called and how it is defined."""

    id: str
    label: str
    definition: str = ""
    is_target: bool = False


class _Entry(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def definition(self) -> str: ...


_BESIDE: Mapping[Task, Mapping[str, tuple[str, str]]] = {
    "stance": {
        NONE: ("No stance", "Nothing in the text takes a stance on the target."),
        UNCLEAR: ("Unclear", "A stance is taken, and it has no place on the scale."),
    },
    "claim-detection": {
        CLAIM: ("Claim", "The text has the content of a statement in it, or a part of it."),
        NO_CLAIM: ("No claim", "The text has no part of any statement in it."),
    },
    "claim-type": {NONE: ("No statement", "Others marked a statement there.")},
    "spans": {
        "content": ("Content", "What is said."),
        "source": ("Source", "The words that tell whose statement it is."),
        "cue": ("Cue", "The words that tell that it is said."),
        "addressee": ("Addressee", "The words that tell to whom it is said."),
        "target": ("Target", "The words that tell what a stance is about."),
        NONE: ("Nothing", "The text has none of these parts in it."),
    },
    "quotations": {
        UNKNOWN: ("Unknown", "It is not said whose words these are."),
        AUTHOR: ("Author", "The words of whoever wrote the article."),
        NONE: ("No statement", "Others marked a statement there."),
    },
    "entities": {NONE: ("Nothing", "The text names no entity.")},
    "article-labels": {NONE: ("No value", "The article has no value of this kind.")},
}
_OWN: Mapping[str, tuple[str, str]] = {
    f"{UNSURE} ": ("Unsure", "As without this word; the annotator was not sure of the statement."),
    "implicit ": ("Implicit", "As without this word; the stance is not put into words."),
    UNSURE: ("Unsure", "The annotator was not sure of the statement."),
}
"""What labels mean that begin like that: the first that fits."""


def definitions(task: Task, codebook: Codebook, labels: Iterable[str]) -> tuple[Definition, ...]:
    """Return what the labels of a task mean, and its targets.

    First the codebook's, then those of ``labels``, which are in the rows, that no codebook has.
    """
    of_codebook = tuple(_of_codebook(task, codebook))
    known = {each.id for each in of_codebook}
    more = (_beside(task, each) for each in labels if each not in known)
    targets = _of(codebook.topics, is_target=True) if task == "stance" else ()
    return (*of_codebook, *filter(None, more), *targets)


def _of_codebook(task: Task, codebook: Codebook) -> Iterator[Definition]:
    if task == "stance":
        yield from _of(codebook.stance_values)
    if task == "claim-type":
        yield from _of(codebook.claim_types)
    if task == "entities":
        yield from _of(codebook.entity_kinds)
    if task == "article-labels":
        yield from _of_kinds(codebook)


def _beside(task: Task, label: str) -> Definition | None:
    """Return what a label means that is in no codebook; None for an actor or a former entry."""
    words = _BESIDE[task].get(label)
    if words is None:
        beginning = next((each for each in _OWN if label.startswith(each)), None)
        words = None if beginning is None else _OWN[beginning]
    return None if words is None else Definition(label, *words)


def _of(entries: Iterable[_Entry], *, is_target: bool = False) -> Iterator[Definition]:
    return (Definition(each.id, each.label, each.definition, is_target) for each in entries)


def _of_kinds(codebook: Codebook) -> Iterator[Definition]:
    for kind in codebook.article_labels:
        yield from _of((kind,))
        for value in kind.values:
            yield Definition(
                f"{kind.id}/{value.id}", f"{kind.label}: {value.label}", value.definition
            )
