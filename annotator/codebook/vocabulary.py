"""The words a codebook may choose from, and the keys it may not take."""

from __future__ import annotations

import re

COLORS = (
    "blue",
    "orange",
    "green",
    "purple",
    "red",
    "teal",
    "brown",
    "pink",
    "olive",
    "grey",
)
UNDERLINES = ("solid", "dash", "dot", "dash_dot", "wave")
# The same words as annotator.corpus.article.ZONE_KINDS, which lies above this package; a test
# holds them together.
ZONES = ("metadata", "headline", "subheading", "body", "related_link", "boilerplate")
TOPIC_KINDS = ("policy", "claim")  # may be worded before there is a topic of the kind
TARGET_KINDS = ("topic", "actor", "statement")
REQUIREMENTS = ("required", "optional", "off")
PARTS = (
    "content",
    "source",
    "claim_types",
    "stances",
    "cue",
    "addressee",
    "certainty",
    "figures",
    "parent",
    "intensity",
    "check_worthy",
)
OFFSET_UNIT = "unicode_code_point"

# What the window does with a key; a test holds them together with the actions of the window.
WINDOW_KEYS = {
    "j": "next sentence",
    "k": "previous sentence",
    "J": "next paragraph",
    "K": "previous paragraph",
    ".": "next mention",
    ",": "previous mention",
    ";": "next quotation",
    "'": "previous quotation",
    "w": "select more",
    "h": "previous clause",
    "l": "next clause",
    "b": "moves extend the selection",
    "o": "other end of the selection",
    "+": "select more",
    "W": "select less",
    "_": "select less",
    "n": "next suggestion",
    "N": "previous suggestion",
    "z": "next possible statement",
    "Z": "previous possible statement",
    "x": "reject",
    "e": "correct",
    "s": "new statement",
    "S": "new statement, nothing filled in",
    "t": "more of the statement",
    "g": "repeat the last labels",
    "G": "apply to all the same",
    "q": "skip the article",
    "r": "role of the selection",
    "y": "actor of the source",
    "Y": "speaker for the actor",
    "v": "next statement",
    "V": "previous statement",
    "m": "mark as mention",
    "M": "add as another name",
    "d": "done and next article",
    "D": "done without moving",
    "[": "previous article",
    "]": "next article",
    "p": "similar passages",
    "P": "take over labels",
    "c": "comment",
    "C": "go through the comments",
    "!": "flag",
    "L": "label of the article",
    "O": "stances over the article",
    "/": "find in the article",
    "?": "all keys",
    ":": "find anything",
}
# Kept free, so that a codebook made today does not stand in the way of what is to come.
LATER_KEYS: dict[str, str] = {}

IDENTIFIER = re.compile(r"[^\W_][\w.:-]{0,63}")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,47}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
COUNTRY = re.compile(r"[A-Z]{2}")
