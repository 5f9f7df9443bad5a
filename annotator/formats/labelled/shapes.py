"""The JSON shapes of statements and their parts, shared by the two statement formats.

Each field's meaning stands here and goes from here into the published JSON Schema. Every span is
given with the text it covers, so that a reader can see at once that both count alike.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from annotator.errors import FormatError

OFFSET_UNIT = "unicode_code_point"

Offset = Annotated[int, Meta(ge=0, description="Unicode code points from the start of the text.")]
_Shape = TypeVar("_Shape")


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all shapes: unknown fields are refused, because nothing may be lost unseen."""


class SpanShape(Shape, frozen=True):
    """A half-open stretch [start, end) of the article's text, and the characters it covers."""

    start: Offset
    end: Offset
    text: Annotated[str, Meta(description="The characters of the text from start to end.")]


class ZoneShape(Shape, frozen=True):
    """A stretch of the article with a job: metadata, headline, body and so on."""

    kind: str
    start: Offset
    end: Offset
    lang: Annotated[str, Meta(description="ISO 639-1 code, or und.")]


class ViaShape(Shape, frozen=True):
    """The medium through which the words reached the article."""

    spans: list[SpanShape]
    actor: str


class SourceShape(Shape, frozen=True):
    """Whose statement it is."""

    spans: list[SpanShape]
    speaker: Annotated[str | None, Meta(description="The person who spoke for the holder.")]
    actors: Annotated[list[str], Meta(description="The holders, by actor id.")]
    mention: Annotated[
        str | None,
        Meta(description="How the text names the source: name, pronoun, role, metonym..."),
    ]
    inferred: Annotated[bool, Meta(description="The text leaves the source out.")]
    via: ViaShape | None


class AddresseeShape(Shape, frozen=True):
    """Whom the statement addresses."""

    spans: list[SpanShape]
    actors: list[str]


class TargetShape(Shape, frozen=True):
    """What a stance is about; id names a topic, an actor or a statement of the same document."""

    kind: Annotated[str, Meta(pattern="^(topic|actor|statement)$")]
    id: str
    spans: list[SpanShape]


class StanceShape(Shape, frozen=True):
    """The holder's stance on one target, by a stance value of the codebook."""

    target: TargetShape
    value: str
    explicit: bool


class FigureShape(Shape, frozen=True):
    """A number that the statement gives; value is null where none is named."""

    span: SpanShape
    value: int | float | None
    bound: str
    unit: str
    group: str
    side: str


class StatementShape(Shape, frozen=True):
    """One holder, one cue event, one claim-type profile."""

    id: Annotated[str, Meta(min_length=1, description="Unique in the file.")]
    voice: Annotated[str, Meta(description="reported or author.")]
    source: SourceShape
    cue: list[SpanShape]
    content: Annotated[
        list[SpanShape], Meta(min_length=1, description="What is said, in one or more fragments.")
    ]
    quote: Annotated[str, Meta(description="direct, indirect or mixed.")]
    addressee: AddresseeShape
    claim_types: list[str]
    certainty: str | None
    stances: list[StanceShape]
    parent: Annotated[str | None, Meta(description="The statement inside which this one is made.")]
    figures: list[FigureShape]
    unsure: bool
    note: str


class HolderTargetShape(Shape, frozen=True):
    """A topic or an actor on which a holder takes a stance over the whole document."""

    kind: str
    id: str


def decode(raw: bytes, shape: type[_Shape], *, name: str) -> _Shape:
    """Return the shape in a JSON text; raises :class:`FormatError` naming what differs."""
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(
            f"{name} cannot be read: {error}. Nothing was imported. "
            "Check that it is the right file, and that it was not cut short."
        ) from error


class Declaration(msgspec.Struct, frozen=True):
    """What a file says about itself, whatever else is in it."""

    format: str = ""
    version: str = ""


def declaration(raw: bytes, *, name: str) -> Declaration:
    """Return the format and version that a file names; raises :class:`FormatError` for no JSON."""
    return decode(raw, Declaration, name=name)


def require_format(found: Declaration, wanted: str, version: str, *, name: str) -> None:
    """Raise :class:`FormatError` where a file is of another format or of a newer one."""
    if found.format != wanted:
        says = f'it says it is "{found.format}"' if found.format else "it does not say what it is"
        raise FormatError(
            f'{name} is not of the format "{wanted}": {says}. Nothing was imported. Check that it '
            "is the right file."
        )
    if found.version.split(".")[0] != version.split(".")[0]:
        raise FormatError(
            f"{name} is of version {found.version} of its format; this program knows {version}. "
            "Nothing was imported. A newer version of the program may read it."
        )


def encode(shape: object) -> bytes:
    """Return a shape as indented JSON in UTF-8, without a line end."""
    return msgspec.json.format(msgspec.json.encode(shape), indent=1)
