"""The learned layer of a project as it lies in the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredLayer:
    """The trial that was made last, and the model where it did better than the rules.

    ``made`` is a moment in ISO 8601, ``trial`` how it did on held-back articles (JSON), ``model``
    the stored form of a :class:`~annotator.preannotation.learning.model.Model` with its SHA-256;
    both are None where the rules did as well without it.
    """

    id: str
    made: str
    trial: str
    model: bytes | None
    sha256: str | None
