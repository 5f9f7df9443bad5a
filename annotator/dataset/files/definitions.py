"""What the labels of a dataset mean, in the words of the codebook: for its card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from annotator.codebook.model import Codebook
from annotator.dataset.tasks.rows import Task


@dataclass(frozen=True, slots=True)
class Definition:
    """A label or target as rows name it (``id``), what it is called and how it is defined."""

    id: str
    label: str
    definition: str = ""


class _Entry(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def definition(self) -> str: ...


def definitions(task: Task, codebook: Codebook) -> tuple[Definition, ...]:
    """Return what the codebook says of the labels of a task, and of the topics of stances."""
    if task == "stance":
        return (*_of(codebook.stance_values), *_of(codebook.topics))
    if task == "claim-type":
        return tuple(_of(codebook.claim_types))
    if task == "entities":
        return tuple(_of(codebook.entity_kinds))
    if task == "article-labels":
        return tuple(_of_kinds(codebook))
    return ()


def _of(entries: Iterable[_Entry]) -> Iterator[Definition]:
    return (Definition(each.id, each.label, each.definition) for each in entries)


def _of_kinds(codebook: Codebook) -> Iterator[Definition]:
    for kind in codebook.article_labels:
        yield from _of((kind,))
        for value in kind.values:
            yield Definition(
                f"{kind.id}/{value.id}", f"{kind.label}: {value.label}", value.definition
            )
