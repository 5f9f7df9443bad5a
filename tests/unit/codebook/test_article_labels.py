"""Labels of whole articles in a codebook: read, checked line by line, stored and taken over."""

from __future__ import annotations

import pytest

from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import bundled_codebooks, parse_codebook, read_codebook
from annotator.codebook.stored import codebook_from_plain, codebook_to_plain
from annotator.errors import CodebookError

BASED = "based_on: news-statements\nid: mine\nversion: 1.0.0\narticle_labels:\n"


def test_they_are_read_with_what_is_left_out() -> None:
    book = parse_codebook(
        BASED
        + "  - {id: local_only}\n"
        + "  - id: genre\n    label: Genre\n    key: j\n    required: yes\n"
        + "    values: [{id: news}, {id: opinion, label: An opinion, definition: Says so.}]\n",
        name="mine",
    )
    assert book.article_labels == (
        ArticleLabelKind("local_only", "Local only"),
        ArticleLabelKind(
            "genre",
            "Genre",
            "j",
            (
                ArticleLabelValue("news", "News"),
                ArticleLabelValue("opinion", "An opinion", "Says so."),
            ),
            required=True,
        ),
    )
    assert book.article_label("genre") == book.article_labels[1]
    assert book.article_label("mood") is None


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("  - {label: Genre}\n", 'line 5: a label of articles lacks "id"'),
        ("  - {id: a}\n  - {id: a}\n", 'line 6: the id "a" stands twice'),
        ("  - {id: a, key: x}\n  - {id: b, key: x}\n", 'line 6: the key "x" is taken by "a"'),
        ("  - {id: a, key: l}\n", 'the key "l" is taken by "choosing among all kinds"'),
        ("  - {id: a, required: maybe}\n", '"required" of the label of articles "a" cannot be'),
        ("  - {id: a, values: [{id: b}]}\n", "has one entry; write two or more"),
        ("  - {id: a, values: [{id: b}, {id: b}]}\n", '"b" stands twice in "values"'),
        ("  - {id: a, values: [{label: B}, {id: c}]}\n", 'lacks "id"'),
        ("  - {id: a, multiple: yes}\n", 'a label without "values" is set or not set'),
        ("  - {id: a, valeus: []}\n", 'did you mean "values"?'),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: str, problem: str) -> None:
    with pytest.raises(CodebookError) as refusal:
        parse_codebook(BASED + lines, name="mine")
    assert problem in str(refusal.value)


def test_they_come_back_as_they_were_stored() -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    assert [each.id for each in book.article_labels] == ["kind", "about", "local"]
    assert codebook_from_plain(codebook_to_plain(book)) == book
    plain = codebook_to_plain(book)
    del plain["article_labels"]  # as codebooks were stored before there were any
    assert codebook_from_plain(plain).article_labels == ()
