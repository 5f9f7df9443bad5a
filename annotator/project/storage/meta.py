"""Facts about the project itself, written inside the caller's transaction."""

from __future__ import annotations

from annotator.project.storage.connection import Connection


def note(connection: Connection, key: str, value: str) -> None:
    """Write a fact down, in place of what it was."""
    connection.run(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value,
    )


def forget(connection: Connection, key: str) -> None:
    """Strike a fact out."""
    connection.run("DELETE FROM meta WHERE key = ?", key)
