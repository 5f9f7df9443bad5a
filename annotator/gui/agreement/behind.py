"""The passages behind a number, as one kind of row: what it is, where, and who says what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.agreement.explored.disagreements import KINDS, Disagreement
from annotator.agreement.explored.passages import BEGINNING, Passage, Subject, label_words
from annotator.agreement.spans.offsets import Marked, Offset
from annotator.corpus.span import Span
from annotator.workflows.agreement.exploring import Exploration

_FIRST = 90  # letters of an article


@dataclass(frozen=True, slots=True)
class Behind:
    """One passage behind a number.

    ``kind`` groups rows and ``what`` tells more of it; ``said`` gives each annotator's name and
    words. ``passage`` is the beginning of the passage, or "" where it is still to be read.
    """

    kind: str
    what: str
    article: str
    title: str
    span: Span
    said: tuple[tuple[str, str], ...]
    passage: str = ""

    @property
    def key(self) -> tuple[str, Span, str]:
        """What tells it from the others, also when everything was measured again."""
        return self.article, self.span, self.what


def of_disagreements(found: Iterable[Disagreement], explored: Exploration) -> list[Behind]:
    """Return disagreements as rows."""
    return [_of_disagreement(each, explored) for each in found]


def of_passages(found: Iterable[Passage], subject: Subject, explored: Exploration) -> list[Behind]:
    """Return passages with their labels as rows."""
    codebook, names = explored.question.codebook, explored.question.names
    words = {}
    rows = []
    for each in found:
        for _, label in each.labels:
            if label not in words:
                words[label] = label_words(subject, label, codebook)
        said = tuple((names[who], words[label]) for who, label in each.labels)
        what = " / ".join(dict.fromkeys(words[label] for _, label in each.labels))
        span = each.span
        if span == BEGINNING:  # a whole article, of which the first words are shown
            what = each.about or what
            span = Span(0, max(1, min(_FIRST, explored.question.lengths.get(each.article, 1))))
        rows.append(Behind("", what, each.article, _title(each.article, explored), span, said))
    return rows


def of_offsets(found: Iterable[Offset], marked: Marked, explored: Exploration) -> list[Behind]:
    """Return pairs of boundaries as rows."""
    names = explored.question.names
    noun = "entity" if marked == "entities" else "statement"
    rows = []
    for each in found:
        who = f"{names[each.other]} against {names[each.one]}"
        said = ((who, f"begins {_moved(each.start)}, ends {_moved(each.end)}"),)
        title = _title(each.article, explored)
        rows.append(Behind("", noun, each.article, title, each.span, said))
    return rows


def said_in_line(said: Sequence[tuple[str, str]]) -> str:
    """Return who says what, in one line."""
    return "; ".join(f"{name}: {words}" for name, words in said)


def _of_disagreement(found: Disagreement, explored: Exploration) -> Behind:
    names = explored.question.names
    kind = KINDS[found.kind]
    return Behind(
        kind,
        f"{kind}: {found.about}" if found.about else kind,
        found.article,
        _title(found.article, explored),
        found.span,
        tuple((names[who], words) for who, words in found.said),
        found.passage,
    )


def _title(article: str, explored: Exploration) -> str:
    return explored.titles.get(article) or article


def _moved(offset: int) -> str:
    if offset == 0:
        return "at the same place"
    letters = "1 character" if abs(offset) == 1 else f"{abs(offset)} characters"
    return f"{letters} {'later' if offset > 0 else 'earlier'}"
