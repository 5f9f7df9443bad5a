"""Keys: which action has which, how a person changes them, and how a press is understood."""

from annotator.gui.keys.own import key_for, own_keys, with_keys
from annotator.gui.keys.sequences import shown, shown_all

__all__ = ["key_for", "own_keys", "shown", "shown_all", "with_keys"]
