"""Records as text: how statements, mentions and the rest lie in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar, cast

import msgspec

from annotator.annotations.edits import KIND_OF_TYPE, RECORD_TYPES, Recorded, RecordKind
from annotator.codebook.model import Codebook
from annotator.errors import AnnotationError, DamagedProjectError
from annotator.preannotation.suggestion import Candidate, Suggestion

_T = TypeVar("_T")

KINDS: frozenset[str] = frozenset(RECORD_TYPES)

_encoder = msgspec.json.Encoder(enc_hook=lambda value: _plain(value))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"cannot store a {type(value).__name__}")


@lru_cache(maxsize=32)
def _decoder(kind: RecordKind) -> msgspec.json.Decoder[Recorded]:
    return cast("msgspec.json.Decoder[Recorded]", msgspec.json.Decoder(RECORD_TYPES[kind]))


def encoded(kind: RecordKind, record: Recorded) -> str:
    """Return a record as one line of JSON that decodes to the same record.

    Raises AnnotationError where something in it cannot be stored (half of a surrogate pair, a
    fraction as an offset): nothing has been written then.
    """
    try:
        body = _encoder.encode(record)
        same = _decoder(kind).decode(body) == record
    except (msgspec.MsgspecError, UnicodeEncodeError, TypeError) as error:
        raise AnnotationError(
            f"This cannot be stored: {error}. Nothing was changed. Correct it and try again."
        ) from error
    if not same:
        raise AnnotationError("This cannot be stored without a change. Nothing was changed.")
    return body.decode()


def decoded(kind: RecordKind, body: str) -> Recorded:
    """Return the record that :func:`encoded` wrote; its spans hold ``start < end``."""
    try:
        return _decoder(kind).decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise damaged(f"a stored {kind} cannot be read ({error})") from error


def payload(before: str | None, after: str | None) -> str:
    """Return what an event keeps of a record, before and after."""
    return f'{{"before":{before or "null"},"after":{after or "null"}}}'


class _Payload(msgspec.Struct):
    before: msgspec.Raw
    after: msgspec.Raw


_payloads = msgspec.json.Decoder(_Payload)


def sides(body: str) -> tuple[str | None, str | None]:
    """Return the two records of a payload as they were encoded; None where there was none."""
    try:
        found = _payloads.decode(body)
        before, after = bytes(found.before).decode(), bytes(found.after).decode()
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise damaged(f"an event of the history cannot be read ({error})") from error
    return (None if before == "null" else before), (None if after == "null" else after)


def encoded_plain(value: object) -> str:
    """Return any plain value, tuple or dataclass as one line of JSON."""
    return _encoder.encode(value).decode()


def decoded_ids(body: str) -> tuple[str, ...]:
    """Return a list of ids."""
    return _decoded_as(tuple[str, ...], body, "a list of ids")


def decoded_codebook(body: str) -> Codebook:
    """Return a stored codebook."""
    return _decoded_as(Codebook, body, "the codebook")


def decoded_candidate(body: str) -> Candidate:
    """Return the parts of a possible statement."""
    candidate = _decoded_as(Candidate, body, "a stored suggestion")
    if not candidate.content:
        raise damaged("a stored suggestion has no content")
    return candidate


def decoded_suggestion(body: str) -> Suggestion:
    """Return a suggestion as it was before or after it changed."""
    return _decoded_as(Suggestion, body, "a changed suggestion")


def _decoded_as(wanted: type[_T], body: str, what: str) -> _T:
    try:
        return msgspec.json.decode(body, type=wanted)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise damaged(f"{what} cannot be read ({error})") from error


def damaged(what: str) -> DamagedProjectError:
    """Return the error for something in the file that is not as we wrote it."""
    return DamagedProjectError(
        f"The project is damaged: {what}. Nothing was changed by this. "
        "Open a backup of it; check the project to see what else is affected."
    )


def read_all(wanted: type[_T], bodies: Iterable[object]) -> list[_T]:
    """Return many stored records of a known type."""
    decode = _decoder(KIND_OF_TYPE[wanted]).decode
    try:
        return cast("list[_T]", list(map(decode, cast("Iterable[str]", bodies))))
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise damaged(f"a stored {KIND_OF_TYPE[wanted]} cannot be read ({error})") from error


def read(wanted: type[_T], body: object) -> _T:
    """Return a stored record of a known type."""
    kind = KIND_OF_TYPE[wanted]
    record = decoded(kind, str(body))
    assert isinstance(record, wanted)
    return record
