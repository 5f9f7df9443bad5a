"""Turn what the engine found of a statement into a candidate in a project's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from annotator.annotations.model import Actor
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.found import Attribution
from annotator.preannotation.reported.claims import ACT_GROUPS
from annotator.preannotation.suggestion import Candidate, Suggestion

# "ambassador to Moscow", "envoy for Kabul": the place is not whom they speak for.
_POSTED = re.compile(r"\b(?:to|for|with|in|at|from|against|on)\s+(?:the\s+)?$")
_JOINED = re.compile(r"\s*(?:,|and|&|, and|as well as)\s+(?:the\s+)?$")
_OWNER = re.compile(r"(?<=['’]s)\s|['’]s?\s")  # behind a name: "the president's envoy"
_LOOK_BACK = 20


ActorOf = Callable[[str | None], Actor | None]


class Proposer:
    """Knows the claim types of a codebook and the actors of a project."""

    def __init__(self, codebook: Codebook, actors: Iterable[Actor]) -> None:
        self._codebook = codebook
        self._only_type = _only_types(codebook)
        self._actors = {each.id: each for each in actors}

    def candidate(
        self,
        found: Attribution,
        text: str,
        mentions: Sequence[Suggestion],
        actor_of: ActorOf | None = None,
    ) -> Candidate:
        """Return the candidate; ``mentions`` are those of the article, in text order.

        ``actor_of`` knows more actors than the project, those whom the article makes known.
        """
        actors, speaker = self._holder(found, text, mentions, actor_of or self._known)
        return Candidate(
            content=found.content,
            source=found.source,
            cue=found.cue,
            actors=actors,
            speaker=speaker,
            claim_type=self._claim_type(found.claim_types),
            addressee=found.addressee,
        )

    def _claim_type(self, acts: Sequence[str]) -> str | None:
        """Return the codebook's type of the likeliest act, or the only one of its group."""
        known = filter(None, map(self._codebook.claim_type, acts))
        offered = (each.id for each in known if self._codebook.offers("claim_types", each.id))
        return next(offered, None) or self._only_type.get(ACT_GROUPS.get(acts[0], ""))

    def _holder(
        self, found: Attribution, text: str, mentions: Sequence[Suggestion], actor_of: ActorOf
    ) -> tuple[tuple[str, ...], str | None]:
        """Return the holders that the source means and who spoke for them."""
        spans = [*found.source[:1], *([found.named] if found.named is not None else [])]
        for span in reversed(spans):
            named = self._named(span, text, mentions, actor_of)
            if named:
                return self._roles(named, actor_of)
        return (), None

    def _known(self, actor_id: str | None) -> Actor | None:
        return self._actors.get(actor_id or "")

    def _named(
        self, span: Span, text: str, mentions: Sequence[Suggestion], actor_of: ActorOf
    ) -> list[Actor]:
        """Return the actors that a passage names, those merely posted to left out.

        Left out is also a person whose envoy another one is.
        """
        found: list[Actor] = []
        served: set[str] = set()
        begin = span.start
        for mention in _inside(span, mentions):
            actor = actor_of(mention.actor)
            start = mention.span.start
            before = text[max(begin, start - _LOOK_BACK) : start]
            begin = mention.span.end
            if actor is None or _POSTED.search(before) is not None:
                continue
            if actor in found:
                continue
            if not found or actor.kind == "person" or _JOINED.fullmatch(before) is not None:
                found.append(actor)
                if actor.kind == "person" and _OWNER.match(text, begin, span.end) is not None:
                    served.add(actor.id)
        is_served = any(each.kind == "person" and each.id not in served for each in found)
        return [each for each in found if not (is_served and each.id in served)]

    def _roles(
        self, named: Sequence[Actor], actor_of: ActorOf
    ) -> tuple[tuple[str, ...], str | None]:
        people = [each for each in named if each.kind == "person"]
        others = tuple(each.id for each in named if each.kind != "person")
        if len(people) != 1:
            return others or tuple(each.id for each in people), None
        (person,) = people
        principal = actor_of(person.acts_for)
        if principal is not None:
            return (principal.id,), person.id
        return (others[:1], person.id) if others else ((person.id,), None)


def _only_types(codebook: Codebook) -> dict[str, str]:
    """Return the claim type of each group that has a single one, none that an act is named for."""
    groups = Counter(each.group for each in codebook.claim_types)
    alone = (each for each in codebook.claim_types if groups[each.group] == 1)
    return {each.group: each.id for each in alone if each.id not in ACT_GROUPS}


def _inside(span: Span, mentions: Sequence[Suggestion]) -> Iterable[Suggestion]:
    at = bisect_left(mentions, span.start, key=lambda each: each.span.start)
    while at < len(mentions) and mentions[at].span.end <= span.end:
        yield mentions[at]
        at += 1
