"""The cuts of tokenizers, as they lie in the project: derived from the texts and never merged.

One row per article; marking it again replaces it. Whoever finds none, or one of another tokenizer,
cuts the text anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from annotator.corpus.token_cuts import TokenCuts, unpacked
from annotator.project.storage.connection import Connection


def store(connection: Connection, tokenizer: str, packed: Mapping[str, bytes]) -> None:
    """Note how a tokenizer cuts some articles, inside the caller's transaction."""
    connection.run_many(
        "INSERT INTO tokens SELECT id, ?, text_sha256, ? FROM articles WHERE id = ? "
        "ON CONFLICT (article) DO UPDATE SET tokenizer = excluded.tokenizer, "
        "text_sha256 = excluded.text_sha256, packed = excluded.packed",
        ((tokenizer, cuts, article) for article, cuts in packed.items()),
    )


def join(connection: Connection, other: Connection) -> None:
    """Take over cuts of another copy for the same texts; of two, whatever the order, the same."""
    rows = other.rows("SELECT article, tokenizer, text_sha256, packed FROM tokens")
    connection.run_many(
        "INSERT INTO tokens SELECT id, ?2, text_sha256, ?4 FROM articles "
        "WHERE id = ?1 AND text_sha256 = ?3 ON CONFLICT (article) DO UPDATE "
        "SET tokenizer = excluded.tokenizer, packed = excluded.packed "
        "WHERE (excluded.tokenizer, excluded.packed) > (tokens.tokenizer, tokens.packed)",
        iter(rows),
    )


def of_row(row: tuple[object, ...]) -> TokenCuts:
    """Return the cuts of a row: tokenizer, SHA-256 of the text, packed."""
    return TokenCuts(*cast("tuple[str, str, bytes]", row))


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with them, in sentences."""
    query = (
        "SELECT a.title, a.text_sha256 = k.text_sha256, x.text, k.packed FROM tokens k "
        "JOIN articles a ON a.id = k.article JOIN texts x ON x.article = k.article"
    )
    with connection.speaking("read the articles"):
        for title, is_same, text, packed in connection.raw.execute(query):
            if not is_same or unpacked(packed, text) is None:
                yield f"The tokens kept of “{title}” do not fit its text; they are not used."
