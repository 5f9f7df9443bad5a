"""Parts of the window that are made at their first use."""

from __future__ import annotations

from functools import partial

from annotator.gui.at_first_use import AtFirstUse


class Inner:
    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, words: str, *, twice: bool = False) -> int:
        self.said += [words] * (2 if twice else 1)
        return len(self.said)


class Part:
    def __init__(self) -> None:
        self.inner = Inner()

    def answer(self) -> str:
        return "here"


def test_naming_a_method_makes_nothing_and_calling_it_makes_the_part_once() -> None:
    made: list[Part] = []

    def make() -> Part:
        made.append(Part())
        return made[-1]

    part = AtFirstUse(make)
    answer, say = part.named.answer, partial(part.named.inner.say, "now")
    assert not made and not part.is_made
    assert answer() == "here" and part.is_made
    assert say(twice=True) == 2
    assert part.get() is made[0] and len(made) == 1 and made[0].inner.said == ["now", "now"]
