"""Which target a stance most likely has: by habit, by the words of the content, by claim type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from math import log, log1p
from typing import TYPE_CHECKING

from annotator.annotations.actors import standing_id
from annotator.annotations.model import Statement, Target
from annotator.codebook.model import Topic

if TYPE_CHECKING:
    from annotator.annotations.steps.on_statements import StatementSteps

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    (
        *("and", "the", "for", "with", "from", "that", "this", "are", "was", "were", "has", "have"),
        *("had", "who", "its", "their", "his", "her", "she", "they", "not", "but", "any", "all"),
        *("should", "must", "will", "would", "may", "can", "between", "over", "into", "about"),
        *("which", "than", "other", "side", "sides", "both", "being", "been", "does", "also"),
    )
)
_STEM = 5  # letters that two words share at least to count as forms of one word
_LABEL, _DEFINED = 2.5, 0.8  # what a word of a topic's name, or of its definition, counts
_HERE, _HERE_HOLDER = 0.4, 0.5  # what was said in this article, and there of the same holder
_HELD, _EVER, _OF_TYPE, _WORDED = 0.3, 0.4, 0.8, 0.5  # earlier: of the holder, at all, ...
_NAMED, _ACCUSED, _ANSWERED = 0.8, 5.0, 6.0
_SURE = 1.0  # from this weight on, and
_AHEAD = 1.15  # so many times the next one's, a target is taken without being asked for
_ANSWERS = ("denial", "rejection", "confirmation")  # claim types that answer another statement

Key = tuple[str, str]  # kind and id of a target
Scores = defaultdict[Key, float]


class Habits:
    """Which targets an annotator's earlier statements took: by holder, claim type and words."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, Key]] = Counter()
        self._totals: Counter[tuple[str, str]] = Counter()
        self._known: dict[str, tuple[tuple[str, str, Key], ...]] = {}
        self._waiting: list[Iterator[tuple[Statement, str]]] = []
        self._newer: set[str] = set()  # statements learned or forgotten since those that wait

    def learn_later(self, statements: Iterable[tuple[Statement, str]]) -> None:
        """Take in statements and the texts of their articles when they are needed, or bit by bit.

        They are read from ``statements`` only then.
        """
        self._waiting.append(iter(statements))

    def learn_on(self, limit: int | None = None) -> bool:
        """Take in what waits, or so many statements of it; tell whether some are left."""
        while self._waiting:
            for statement, text in islice(self._waiting[0], limit):
                if statement.id not in self._newer:
                    self._learn(statement, text)
                limit = None if limit is None else limit - 1
            if limit == 0:
                return True
            del self._waiting[0]
        self._newer.clear()
        return False

    def learn(self, statement: Statement, text: str = "") -> None:
        """Take in a statement as it is now, instead of what was known of it.

        Its words count where the ``text`` of its article is given.
        """
        self._note_newer(statement.id)
        self._learn(statement, text)

    def _learn(self, statement: Statement, text: str) -> None:
        self._forget(statement.id)
        if not statement.stances:
            return  # it tells nothing of targets
        stems = _stems_of(statement, text) if text else ()
        signs = [("", ""), *(("holder", each) for each in statement.source.actors)]
        signs += [("type", each) for each in statement.claim_types[:1]]
        signs += [("word", each) for each in stems]
        seen = tuple((*sign, key) for sign in signs for key in _taken(statement))
        self._known[statement.id] = seen
        self._counts.update(seen)
        self._totals.update(each[:2] for each in seen)

    def forget(self, statement_id: str) -> None:
        """Take out a statement that is gone."""
        self._note_newer(statement_id)
        self._forget(statement_id)

    def _forget(self, statement_id: str) -> None:
        seen = self._known.pop(statement_id, ())
        self._counts.subtract(seen)
        self._totals.subtract(each[:2] for each in seen)

    def _note_newer(self, statement_id: str) -> None:
        if self._waiting:
            self._newer.add(statement_id)

    def weight(self, statement: Statement, stems: Iterable[str], key: Key) -> float:
        """Return how much speaks for a target of a statement whose content has these words."""
        self.learn_on()
        ever = self._counts["", "", key]
        usual = (ever + 0.5) / (self._totals["", ""] + 10)
        weight = _EVER * log1p(ever)
        for each in statement.source.actors:
            weight += _HELD * self._lift("holder", each, key, usual)
        for each in statement.claim_types[:1]:
            weight += _OF_TYPE * self._lift("type", each, key, usual)
        return weight + _WORDED * sum(self._lift("word", each, key, usual) for each in stems)

    def _lift(self, kind: str, sign: str, key: Key, usual: float) -> float:
        """Return by how much a sign makes a target likelier than it is usually, as a logarithm."""
        total = self._totals[kind, sign]
        if not total:
            return 0.0
        return log((self._counts[kind, sign, key] + usual) / (total + 1.0) / usual)


def likely_targets(
    session: StatementSteps, statement: Statement, habits: Habits
) -> tuple[tuple[float, Target], ...]:
    """Return targets for which something speaks, likeliest first, each with how much.

    What the statement takes a stance on already, and its own holders, are left out.
    """
    scores: Scores = defaultdict(float)
    stems = _stems_of(statement, session.text)
    for topic in session.codebook.topics:
        scores["topic", topic.id] += _worded(topic, stems)
    _add_actors(scores, session, statement)
    _add_answered(scores, session, statement)
    _add_said_here(scores, session, statement)
    for key in [*scores, *(("topic", each.id) for each in session.codebook.topics)]:
        scores[key] += habits.weight(statement, stems, key)
    barred = {*_taken(statement), ("statement", statement.id)}
    barred |= {("actor", standing_id(each, session.actors)) for each in statement.source.actors}
    kinds = session.codebook.stance_target_kinds
    fitting = [
        (score, key)
        for key, score in scores.items()
        if score > 0 and key not in barred and key[0] in kinds
    ]
    fitting.sort(key=lambda pair: -pair[0])
    return tuple((score, Target(kind, name)) for score, (kind, name) in fitting)  # type: ignore[arg-type]  # kinds of targets


def clearest(weighed: Sequence[tuple[float, Target]]) -> Target | None:
    """Return the target that is clearly likelier than all others, if there is one."""
    if not weighed or weighed[0][0] < _SURE:
        return None
    is_ahead = len(weighed) == 1 or weighed[0][0] >= _AHEAD * weighed[1][0]
    return weighed[0][1] if is_ahead else None


def _taken(statement: Statement) -> list[Key]:
    return [(each.target.kind, each.target.id) for each in statement.stances]


def _worded(topic: Topic, stems: frozenset[str]) -> float:
    """Return how far the words of a content are those of a topic."""
    named, defined = _topic_stems(topic.label, topic.id, topic.definition)
    return _LABEL * len(stems & named) + _DEFINED * len(stems & (defined - named))


@lru_cache(maxsize=1024)
def _topic_stems(label: str, name: str, definition: str) -> tuple[frozenset[str], frozenset[str]]:
    return _stems(f"{label} {name.replace('_', ' ')}"), _stems(definition)


def _stems(text: str) -> frozenset[str]:
    words = (each.group().casefold() for each in _WORD.finditer(text))
    return frozenset(each[:_STEM] for each in words if each not in _COMMON)


def _add_actors(scores: Scores, session: StatementSteps, statement: Statement) -> None:
    accuses = statement.claim_types[:1] == ("accusation",)
    named = [each for span in statement.content for each in session.proposed_actors(span)]
    addressed = [standing_id(each, session.actors) for each in statement.addressee.actors]
    for each in dict.fromkeys((*named, *addressed)):
        actor = session.actors[each]
        principal = actor.acts_for if actor.kind != "country" and actor.acts_for else each
        scores["actor", principal] += _ACCUSED if accuses else _NAMED


def _add_answered(scores: Scores, session: StatementSteps, statement: Statement) -> None:
    """Let what is denied or confirmed be the statement of somebody else right before."""
    if statement.claim_types[:1] not in tuple((each,) for each in _ANSWERS):
        return
    before = [each for each in session.statements if each.content < statement.content]
    for other in reversed(before):
        if not set(other.source.actors) & set(statement.source.actors):
            scores["statement", other.id] += _ANSWERED
            return


def _add_said_here(scores: Scores, session: StatementSteps, statement: Statement) -> None:
    holders, here, held = set(statement.source.actors), Counter[Key](), Counter[Key]()
    for other in session.statements:
        if other.id != statement.id:
            taken = [each for each in _taken(other) if each[0] != "statement"]
            here.update(taken)
            held.update(taken if holders & set(other.source.actors) else ())
    for key, count in here.items():
        scores[key] += _HERE * log1p(count) + _HERE_HOLDER * log1p(held[key])


def _stems_of(statement: Statement, text: str) -> frozenset[str]:
    return _stems(" ".join(each.covered(text) for each in statement.content))
