"""The default codebook, another one, and everything that can be wrong with a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook import vocabulary
from annotator.codebook.model import Codebook
from annotator.codebook.reading import (
    bundled_codebooks,
    default_codebook,
    parse_codebook,
    read_codebook,
)
from annotator.codebook.stored import codebook_from_plain, codebook_to_plain
from annotator.corpus.article import ZONE_KINDS
from annotator.errors import CodebookError

SHARED = Path(__file__).resolve().parents[3] / "../shared"

SMALL = """\
id: small
version: "1"
groups:
  - id: plain
    color: blue
claim_types:
  - id: fact
    group: plain
    key: "1"
stance_values:
  - id: pro
    key: f
    value: 1
    sign: "+"
    color: green
"""


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, name="small.yaml")
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


def test_the_default_codebook_holds_everything_of_the_agreed_one() -> None:
    agreed_file = SHARED / "codebook/news-statements.json"
    if not agreed_file.exists():
        pytest.skip("no shared folder beside the checkout")
    agreed = json.loads(agreed_file.read_text(encoding="utf-8"))
    book = default_codebook()
    assert book.reference == f"{agreed['id']}@{agreed['version']}"
    assert list(book.zones) == agreed["zones"]
    for name in ("certainty", "quote_types", "voices", "figure_units", "stance_target_kinds"):
        assert list(getattr(book, name)) == agreed[name]
    for each, wanted in zip(book.claim_types, agreed["claim_types"], strict=True):
        for name, value in wanted.items():
            found = getattr(each, name)
            assert (list(found) if isinstance(found, tuple) else found) == value
    for value, wanted in zip(book.stance_values, agreed["stance_values"], strict=True):
        assert (value.id, value.value, value.definition) == (
            wanted["id"],
            wanted["value"],
            wanted["definition"],
        )
    for topic, wanted in zip(book.topics, agreed["topics"], strict=True):
        assert (topic.id, topic.label, topic.kind) == tuple(wanted.values())
    for actor, wanted in zip(book.actors, agreed["actors"], strict=True):
        assert (actor.id, actor.name, actor.type) == (wanted["id"], wanted["name"], wanted["type"])
        assert actor.acts_for == wanted.get("acts_for")
    assert {kind: dict(row) for kind, row in book.stance_wording.items()} == agreed[
        "stance_wording"
    ]
    assert dict(book.layers) == agreed["layers"]
    assert book.max_claim_types == agreed["max_claim_types"]


def test_the_default_codebook_has_the_keys_of_the_window() -> None:
    book = default_codebook()
    assert [each.key for each in book.claim_types] == list("1234567890-=")
    assert {each.id: each.key for each in book.stance_values} == {
        "favor": "f",
        "against": "a",
        "unclear": "u",
        "neutral": "i",
    }
    assert [each.sign for each in book.stance_values] == ["+", "-", "=", "?"]
    marks = {(each.color, each.underline) for each in book.entity_kinds}
    assert len(marks) == len(book.entity_kinds) == 14


def test_every_bundled_codebook_is_without_problems() -> None:
    assert set(bundled_codebooks()) >= {"news-statements", "climate-debate"}
    for path in bundled_codebooks().values():
        assert read_codebook(path).claim_types


def test_another_codebook_really_is_another_one() -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    default = default_codebook()
    assert not {each.id for each in book.claim_types} & {each.id for each in default.claim_types}
    assert not {each.id for each in book.stance_values} & {
        each.id for each in default.stance_values
    }
    assert book.actors == ()
    assert book.wording("topic", "strong_no") == "fights"
    assert book.wording("topic", "strong_no", topic_kind="finding") == "Strongly against"


def test_words_stay_words_even_where_yaml_would_make_truths_of_them() -> None:
    book = parse_codebook(
        changed("id: fact", "id: no").replace('version: "1"', "version: 1.10"), name="x"
    )
    assert book.claim_types[0].id == "no"
    assert book.version == "1.10"


def test_the_words_for_zones_are_those_of_the_corpus() -> None:
    assert vocabulary.ZONES == ZONE_KINDS


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("key: f", "kee: f", 12, 'has no field "kee"; did you mean "key"?'),
        ("    group: plain\n", "", 7, 'lacks "group"'),
        (
            "group: plain",
            "group: plian",
            8,
            'no group "plian" under "groups"; did you mean "plain"',
        ),
        ("color: blue", "color: bleu", 5, 'cannot be "bleu"; did you mean "blue"?'),
        ("color: green", "color: '#00ff00'", 15, 'cannot be "#00ff00"'),
        ("value: 1", "value: 2", 13, "must be a number from -1 to 1"),
        ("value: 1", "value: one", 13, "must be a number from -1 to 1"),
        ("key: f", "key: n", 12, 'in the window it means "next suggestion"'),
        ("key: f", "key: w", 12, 'in the window it means "select more"'),
        ("key: f", "key: g", 12, 'in the window it means "repeat the last labels"'),
        ("key: f", 'key: "1"', 12, 'taken by "fact" already'),
        ("key: f", "key: ff", 12, "must be one character"),
        ("id: fact", 'id: "my fact"', 7, "must be an id"),
        ("id: fact", 'id: "=1+1"', 7, "must be an id"),
        ('version: "1"', "version: []", 2, "must be a version"),
        ("id: small", "", 2, 'lacks "id"'),
    ],
)
def test_a_problem_names_its_line_and_what_to_do(old: str, new: str, line: int, said: str) -> None:
    found = problems_of(changed(old, new))
    assert any(each.startswith(f"line {line}: ") and said in each for each in found), found


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    broken = changed("color: blue", "color: x").replace("key: f", "key: n").replace("1", "7")
    broken = broken.replace("value: 7", "value: 7.5")
    found = problems_of(broken)
    assert [each.split(":")[0] for each in found] == ["line 5", "line 12", "line 13"]


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ("topics:\n  - {id: a, label: A}\n  - {id: a, label: B}\n", 'the id "a" stands twice'),
        (
            "actors:\n  - {id: p, name: P, acts_for: Q}\n",
            '"p" acts for the unknown actor "Q"',
        ),
        (
            "actors:\n  - {id: p, name: P, acts_for: q}\n  - {id: q, name: Q, acts_for: p}\n",
            "in a circle",
        ),
        ("stance_wording:\n  policy: {pros: favors}\n", 'has no field "pros"; did you mean "pro"?'),
        ("stance_wording:\n  polity: {pro: favors}\n", 'no field "polity"; did you mean "policy"?'),
        ("layers: {cue: maybe}\n", 'cannot be "maybe"'),
        ("layers: {cues: off}\n", 'has no field "cues"; did you mean "cue"?'),
        ("layers: {content: off}\n", "a statement always has content"),
        ("entity_kinds:\n  - {id: X, color: red, underline: curly}\n", 'cannot be "curly"'),
        ("zones: [body, body]\n", '"body" stands twice'),
        ("zones: body\n", "must be a list"),
        ("max_claim_types: 0\n", "must be a whole number from 1 to 20"),
        ("max_claim_types: 1.5\n", "must be a whole number"),
        ("offset_unit: bytes\n", 'cannot be "bytes"'),
        ("stance_target_kinds: [toppic]\n", 'did you mean "topic"?'),
        ("version: '2'\n", '"version" stands twice in the codebook'),
        ("topics: [just words]\n", "must be a table of fields"),
    ],
)
def test_parts_that_do_not_fit_together_are_named(addition: str, said: str) -> None:
    found = problems_of(SMALL + addition)
    assert any(said in each and each.startswith("line ") for each in found), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: [unclosed\nversion: 1\n", "line 2"),
        ("id: small\n\tversion: 1\n", "line 2"),
        ("a: &x [1]\nb: *x\n", "anchors (&)"),
        ("a: !!python/object:os.system x\n", "the tag"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("[" * 5000, "nested more than"),
        ("? [a, b]\n: c\n", "a field's name must be a word"),
        ("id: \x01\n", "U+0001"),
        ("just words\n", "must be a table of fields"),
        ("", "must be a table of fields"),
    ],
)
def test_what_is_no_codebook_at_all_is_refused_with_its_line(text: str, said: str) -> None:
    found = problems_of(text)
    assert len(found) == 1
    assert said in found[0]


def test_the_error_shows_the_problems_and_what_is_safe() -> None:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(changed("key: f", "key: n"), name="mine.yaml")
    assert str(caught.value).startswith("The codebook mine.yaml cannot be used: one problem.")
    assert "Nothing was changed" in str(caught.value)
    assert caught.value.problems[0] in str(caught.value)


def test_files_that_cannot_be_read_are_told_in_words(tmp_path: Path) -> None:
    large, foreign = tmp_path / "large.yaml", tmp_path / "foreign.yaml"
    large.write_bytes(b"#" * 1_000_001)
    foreign.write_bytes(b"id: small\ntitle: \xe9t\xe9\n")
    for path, said in (
        (tmp_path, "it is a folder"),
        (tmp_path / "none.yaml", "no such file"),
        (large, "larger than 1,000 kB"),
    ):
        with pytest.raises(CodebookError, match=said):
            read_codebook(path)
    with pytest.raises(CodebookError) as caught:
        read_codebook(foreign)
    assert caught.value.problems == (
        "line 2: the characters are not UTF-8; save the file as UTF-8",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "codebook.yaml"
    os.mkfifo(pipe)
    with pytest.raises(CodebookError, match="a pipe"):
        read_codebook(pipe)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "notepad.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_codebook(path) == parse_codebook(SMALL, name="small")


def test_a_stored_codebook_comes_back_whole() -> None:
    for path in bundled_codebooks().values():
        book = read_codebook(path)
        assert codebook_from_plain(codebook_to_plain(book)) == book


def test_a_stored_codebook_opens_even_if_the_window_has_taken_its_key() -> None:
    plain = json.loads(json.dumps(codebook_to_plain(parse_codebook(SMALL, name="small"))))
    plain["stance_values"][0]["key"] = "n"
    assert codebook_from_plain(plain).stance_values[0].key == "n"


def test_the_smallest_codebook_a_program_can_make_is_stored_too() -> None:
    book = Codebook(id="bare", version="1")
    assert codebook_from_plain(codebook_to_plain(book)) == book


@pytest.mark.parametrize("damage", [None, [], {"id": "x"}, {"id": ["x"]}])
def test_a_damaged_stored_codebook_is_told_in_words(damage: object) -> None:
    with pytest.raises(CodebookError, match="A stored codebook is damaged"):
        codebook_from_plain(damage)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}#&*!|>'\"%@`,?\n \t0é\u2028"), max_size=60))
def test_no_text_whatever_makes_the_reader_stumble(text: str) -> None:
    with pytest.raises(CodebookError):
        parse_codebook(text, name="anything")


@settings(deadline=None)
@given(st.integers(0, len(SMALL)), st.integers(0, len(SMALL)))
def test_a_file_with_a_piece_cut_out_is_read_or_refused_in_words(start: int, end: int) -> None:
    try:
        parse_codebook(SMALL[:start] + SMALL[max(start, end) :], name="cut")
    except CodebookError as error:
        assert error.problems
