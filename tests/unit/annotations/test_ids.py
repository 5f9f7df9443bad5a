"""Ids are version 7 UUIDs, one by one or many at once."""

from __future__ import annotations

import uuid

from annotator.annotations.ids import new_id, new_ids


def test_ids_made_at_once_sort_behind_those_before_and_before_those_after() -> None:
    made = [new_id(), *new_ids(5_000), new_id(), *new_ids(3)]
    assert made == sorted(set(made))
    assert new_ids(0) == []


def test_ids_have_the_form_of_the_standard() -> None:
    made = [uuid.UUID(each) for each in new_ids(300)]
    assert {(each.version, each.variant) for each in made} == {(7, uuid.RFC_4122)}
    assert len({each.bytes[8:] for each in made}) == 300
