"""What was learned from corrections, as it lies in the project: one row, or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from annotator.errors import LearnedLayerError
from annotator.preannotation.learning.stored import StoredLayer
from annotator.project.storage.connection import Connection


def stored(connection: Connection) -> StoredLayer | None:
    """Return what was learned last, unread and unchecked."""
    row = connection.row("SELECT id, made, trial, model, sha256 FROM learned_layer")
    return None if row is None else StoredLayer(*cast("tuple[str, str, str, bytes, str]", row))


def store(connection: Connection, layer: StoredLayer | None) -> None:
    """Replace what was learned before, inside the caller's transaction."""
    connection.run("DELETE FROM learned_layer")
    if layer is not None:
        row = (layer.id, layer.made, layer.trial, layer.model, layer.sha256)
        connection.run("INSERT INTO learned_layer VALUES (1, ?, ?, ?, ?, ?)", *row)


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with it, in sentences."""
    from annotator.preannotation.learning.model import decode

    layer = stored(connection)
    if layer is not None and layer.model is not None:
        try:
            decode(layer.model, layer.sha256)
        except LearnedLayerError as error:
            yield str(error)
