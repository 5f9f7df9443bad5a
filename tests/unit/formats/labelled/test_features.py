"""How what a format may lose is counted in words."""

from __future__ import annotations

import pytest

from annotator.formats.labelled.features import FEATURES, counted_feature


@pytest.mark.parametrize(
    ("number", "feature", "told"),
    [
        (1, "stances", "1 stance"),
        (2, "stances", "2 stances"),
        (1, "text", "1 text"),
        (1200, "text", "1,200 texts"),
        (0, "progress", "0 progress marks"),
        (1, "stances on statements", "1 stance on a statement"),
        (1, "claim types", "1 claim type"),
    ],
)
def test_one_is_told_as_one(number, feature, told):
    assert counted_feature(number, feature) == told


def test_what_is_many_is_never_told_like_one():
    alike = [
        each for each in FEATURES if counted_feature(1, each)[2:] == counted_feature(2, each)[2:]
    ]
    assert alike == []
