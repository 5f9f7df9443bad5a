"""Which choices fit what has been typed so far, likeliest first. Knows no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its name, what tells it apart, and what family it belongs to.

    ``also`` are words by which it is found, too, and which are not shown. ``key`` does the same
    without a list; ``why_not`` says why it cannot be taken now. ``number`` is one that,
    typed by itself, means it and nothing else; 0 is none. ``is_new`` is one that adds something
    under the name that was typed.
    """

    id: str
    label: str
    detail: str = ""
    group: str = ""
    also: str = ""
    key: str = ""
    why_not: str = ""
    number: int = 0
    is_new: bool = False


def matching(choices: Sequence[Choice], typed: str) -> tuple[Choice, ...]:
    """Return the choices that fit ``typed``; equally good ones keep the order they came in."""
    words = folded(typed).split()
    if not words:
        return tuple(choices)
    ranked = [(_rank(choice, words), choice) for choice in choices]
    fitting = [(rank, choice) for rank, choice in ranked if rank is not None]
    return tuple(choice for _, choice in sorted(fitting, key=lambda pair: pair[0]))


def folded(text: str) -> str:
    """Return ``text`` without case and accents, as people type names."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()


def _rank(choice: Choice, words: list[str]) -> int | None:
    """Return how well a choice fits: 0 is best, None is not at all."""
    label, rest = folded(choice.label), folded(f"{choice.detail} {choice.group} {choice.also}")
    if label == " ".join(words) or (choice.number and words == [str(choice.number)]):
        return 0
    if label.startswith(words[0]) and all(word in label for word in words):
        return 1
    if all(_starts_a_word(word, label) for word in words):
        return 2
    if all(word in label for word in words):
        return 3
    return 4 if all(word in label or word in rest for word in words) else None


def _starts_a_word(word: str, text: str) -> bool:
    return text.startswith(word) or any(f"{mark}{word}" in text for mark in " -('\"“‘")
