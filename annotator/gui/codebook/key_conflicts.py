"""Whose a key is already: another label's of the codebook, or the window's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.codebook import vocabulary
from annotator.codebook.article_labels import CHOOSE
from annotator.codebook.model import Codebook


def key_conflict(codebook: Codebook, section: str, entry_id: str, key: str) -> str:
    """Say in words what stands in the way of a key for a label; "" where nothing does.

    Keys of article labels follow another key, so only they stand in each other's way.
    """
    if not key:
        return ""
    if len(key) != 1 or not key.isprintable():
        return _tr("A key is one letter, digit or sign.")
    if section == "article_labels":
        if key == CHOOSE:
            return _tr("“%1” lets people choose among all article labels.").replace("%1", key)
        entries = [(section, each.id, each.label, each.key) for each in codebook.article_labels]
    else:
        if use := vocabulary.WINDOW_KEYS.get(key) or vocabulary.LATER_KEYS.get(key):
            words = _tr("In the window “%1” means: %2. Choose another key.")
            return words.replace("%1", key).replace("%2", use)
        types = [("claim_types", each.id, each.label, each.key) for each in codebook.claim_types]
        entries = types + [
            ("stance_values", each.id, each.label, each.key) for each in codebook.stance_values
        ]
    for at, name, label, taken in entries:
        if taken == key and (at, name) != (section, entry_id):
            words = _tr("“%1” is the key of “%2” already. Choose another, or change that first.")
            return words.replace("%1", key).replace("%2", label or name)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookKeys", text)
