"""What a rule looks at is told in words."""

from __future__ import annotations

import pytest

from annotator.annotations.wording import found_by


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("deed", "a promise, an offer, a threat or a refusal"),
        ("clause-before", "the words before the cue"),
        ("according-to", "according to"),
        ("a rule of a pipeline", "a rule of a pipeline"),
    ],
)
def test_a_rule_is_told_in_words(rule: str, words: str) -> None:
    assert found_by(rule) == words
