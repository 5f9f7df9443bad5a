"""What an import of statements brought, in numbers and sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementsReport:
    """What an import of statements brought.

    ``articles`` counts the documents of the file and ``articles_added`` those that were new here.
    ``statements`` were added, ``already_there`` were in from an earlier time. ``notes`` are
    sentences about what is not as it stands in the file, or was not as it was before.
    """

    file: str
    annotator: str
    articles: int
    articles_added: int
    statements: int
    already_there: int
    actors_added: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
