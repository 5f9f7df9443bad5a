"""The keys that a codebook may not take are those that the window has."""

from __future__ import annotations

from annotator.codebook.reading import default_codebook
from annotator.codebook.vocabulary import LATER_KEYS, WINDOW_KEYS
from annotator.gui.labelling.actions import FROM_CODEBOOK


def test_the_keys_a_codebook_may_not_take_are_those_of_the_window(window):
    own = [each for each in window.actions_registry.specs if not each.id.startswith(FROM_CODEBOOK)]
    firsts = {_sign(key.split(", ")[0]) for spec in own for key in spec.keys}
    assert {key for key in firsts if len(key) == 1} == set(WINDOW_KEYS)
    assert not set(WINDOW_KEYS) & set(LATER_KEYS)


def _sign(key):
    """Return what is typed: "j" for the key J, "J" for Shift+J."""
    letter = key.removeprefix("Shift+")
    return letter if letter != key else letter.lower()


def test_the_shipped_codebook_leaves_the_keys_of_later_free():
    codebook = default_codebook()
    keys = {each.key for each in (*codebook.claim_types, *codebook.stance_values)}
    assert keys and not keys & {*WINDOW_KEYS, *LATER_KEYS}
