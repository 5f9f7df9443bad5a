"""A codebook that takes over another one."""

from __future__ import annotations

import pytest

from annotator.codebook.reading import bundled_codebooks, default_codebook, parse_codebook
from annotator.codebook.reading import read_codebook as read
from annotator.errors import CodebookError

OWN = """\
based_on: news-statements
id: harbours
version: 0.1.0
actors: []
topics:
  - id: dredging
    label: The harbour should be dredged
"""


def test_what_is_not_written_comes_from_the_base() -> None:
    book, base = parse_codebook(OWN, name="own.yaml"), default_codebook()
    assert book.reference == "harbours@0.1.0"
    assert book.claim_types == base.claim_types and book.entity_kinds == base.entity_kinds


def test_what_is_written_replaces_the_base_as_a_whole() -> None:
    book = parse_codebook(OWN, name="own.yaml")
    assert [topic.id for topic in book.topics] == ["dredging"]
    assert book.actors == ()


def test_an_unknown_base_is_named_with_its_line_and_what_there_is() -> None:
    text = OWN.replace("news-statements", "news-statments")
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, name="own.yaml")
    assert "1" in caught.value.problems[0] and "news-statements" in caught.value.problems[0]


def test_a_base_of_a_base_is_refused() -> None:
    with pytest.raises(CodebookError):
        parse_codebook(OWN.replace("news-statements", "strait-of-vell"), name="own.yaml")


def test_a_clash_with_the_base_is_reported_at_the_line_that_brought_it_in() -> None:
    text = OWN.replace("actors: []", "groups: [{id: only, color: blue}]\nactors: []")
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, name="own.yaml")
    assert all("line 1" in problem for problem in caught.value.problems)


@pytest.mark.parametrize("name", sorted(bundled_codebooks()))
def test_every_codebook_that_comes_with_the_program_is_fine(name: str) -> None:
    assert read(bundled_codebooks()[name]).id == name
