"""Candidates of encodings: never none, never one that cannot read the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.encodings import canonical_name, likely_encodings


@given(st.binary(max_size=400))
def test_every_candidate_can_read_the_whole_file(data: bytes) -> None:
    candidates = likely_encodings(data)
    assert candidates
    assert len(set(candidates)) == len(candidates)
    readable = [name for name in candidates if _reads(data, name)]
    assert readable == list(candidates) or not readable


def _reads(data: bytes, name: str) -> bool:
    try:
        return "\0" not in data.decode(name)
    except UnicodeDecodeError:
        return False


def test_common_encodings_are_always_offered() -> None:
    offered = likely_encodings(b"Pr\xe4sident")
    assert {"windows-1252", "iso-8859-1", "windows-1251", "windows-1256"} <= set(offered)
    assert offered[0] == "windows-1252"


def test_an_encoding_that_gives_control_characters_comes_after_one_that_gives_quotes() -> None:
    offered = likely_encodings(b"He said, \x93We go to Orl\xe9ans\x94 and left.")
    assert offered.index("windows-1252") < offered.index("iso-8859-1")
    assert offered[0] == "windows-1252"


def test_one_encoding_has_one_name() -> None:
    assert {canonical_name(name) for name in ("cp1252", "windows-1252", "CP1252")} == {
        "windows-1252"
    }
    assert canonical_name("latin-1") == "iso-8859-1"
    assert canonical_name("UTF8") == canonical_name("utf-8-sig") == "utf-8"
    assert canonical_name("no such thing") is None


def test_every_name_that_is_offered_is_a_codec() -> None:
    for name in likely_encodings(b"\xe4" * 20):
        assert canonical_name(name) == name
