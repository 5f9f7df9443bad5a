"""Puts annotators' versions into the gold layer, and takes them out again."""

from __future__ import annotations

from dataclasses import replace

from annotator.adjudication.compared import Compared
from annotator.adjudication.draft import Draft
from annotator.adjudication.matters import Matter, digest
from annotator.adjudication.sayings import Words
from annotator.annotations.ids import free_id
from annotator.annotations.model import (
    GOLD,
    ArticleLabel,
    Ruling,
    RulingOutcome,
    RulingRule,
    Source,
    Stance,
    Statement,
)
from annotator.annotations.validation import inside

Origins = tuple[tuple[str, str], ...]


class Taking:
    """One gesture on its way: the draft of the gold layer, and which statement is whose."""

    def __init__(self, compared: Compared, adjudicator: str, ruled: str) -> None:
        self.compared = compared
        self.aligned = compared.aligned
        self.draft = Draft(compared.gold, compared.rulings)
        self._adjudicator, self._ruled = adjudicator, ruled
        self._group_of = dict(compared.ruled.group_of)
        self._gold_of = dict(compared.ruled.gold_of)
        aligned = self.aligned
        self._words = Words(aligned.text, aligned.codebook, aligned.actors, self._group_of)
        self._rulings: dict[tuple[str, str, str], str] = {
            (each.slot, each.target, each.group): each.ruling.id
            for each in compared.matters
            if each.ruling is not None and not _is_moot(each)
        }

    # -- taking

    def take(
        self,
        matter: Matter,
        annotator: str,
        *,
        rule: RulingRule = "",
        reason: str = "",
        outcome: RulingOutcome = "taken",
    ) -> None:
        """Settle a matter as one annotator has it, and write the ruling down."""
        letter = matter.letter_of(annotator)
        version = None if letter is None else matter.version(letter)
        assert version is not None
        gold: str | None = None
        if matter.slot == "article_label":
            gold = self._take_label(matter, annotator)
        elif version.is_nothing:
            self.forget(matter)
        elif matter.slot == "entity":
            gold = self._take_mention(matter, annotator)
        elif matter.slot == "statement":
            gold = self._take_statement(matter, annotator)
        else:
            statement = self.settled(matter, annotator)
            origin = self.aligned.groups[matter.group].members[annotator]
            self.draft.put(self._with_part(statement, matter, origin))
            gold = statement.id
        origins = tuple(sorted(version.origins, key=lambda each: each[0] != annotator))
        self.rule(matter, outcome, origins=origins, gold=gold, rule=rule, reason=reason)

    def _take_label(self, matter: Matter, annotator: str) -> str | None:
        self.forget(matter)
        made: list[str] = []
        for each in self.aligned.standing.layers[annotator].labels:
            if each.label == matter.target:
                name = f"{each.article}:{GOLD}:label:{each.label}:{each.value}"
                reference = self.aligned.codebook.reference
                self.draft.put(
                    ArticleLabel(name, each.article, GOLD, each.label, each.value, reference)
                )
                made.append(name)
        return min(made, default=None)

    def _take_mention(self, matter: Matter, annotator: str) -> str:
        self.forget(matter)
        mention = replace(
            self.aligned.mention_groups[matter.group].members[annotator],
            id=free_id(f"{GOLD}:{matter.group}", self.draft.records),
            annotator=GOLD,
            decision="added",
            suggestion=None,
            codebook=self.aligned.codebook.reference,
        )
        self.draft.put(mention)
        return mention.id

    def _take_statement(self, matter: Matter, annotator: str) -> str:
        """Settle a statement as one annotator has it; parts that were settled before stay so."""
        group = matter.group
        before = self.gold_of(group)
        taken = self.draft.records
        name = before.id if before is not None else free_id(f"{GOLD}:{group}", taken)
        self._gold_of[group], self._group_of[name] = name, group
        self.draft.put(self._copy(self.aligned.groups[group].members[annotator], name))
        if before is not None:
            for part in self.parts(group):
                self._settle_again(part, name)
        self._link(group, name)
        return name

    def _settle_again(self, part: Matter, name: str) -> None:
        statement, ruling = self.draft.statement(name), self.ruling_on(part)
        if statement is None or ruling is None or part.state != "settled":
            return
        if ruling.outcome == "rejected":
            self.draft.put(self.emptied(statement, part))
        for _, record in ruling.origins[:1]:
            origin = self.aligned.statements.get(record)
            if origin is not None:
                self.draft.put(self._with_part(statement, part, origin))

    def _copy(self, origin: Statement, name: str) -> Statement:
        """Return a copy for the gold layer; what points to statements not settled yet waits."""
        stances = (self._mapped(each) for each in origin.stances)
        copy = replace(
            origin,
            id=name,
            annotator=GOLD,
            stances=tuple(each for each in stances if each is not None),
            parent=None,
            unsure=False,
            note="",
            external_id="",
            suggestion=None,
            codebook=self.aligned.codebook.reference,
        )
        return self._with_parent(copy, origin)

    def _with_parent(self, copy: Statement, origin: Statement) -> Statement:
        """Return a settled statement inside that of its origin's parent, where that is possible."""
        group = self._group_of.get(origin.parent or "")
        parent = None if group is None else self.gold_of(group)
        if parent is None or not inside(copy.content, parent.content):
            return copy
        above: Statement | None = parent
        while above is not None:
            if above.id == copy.id:
                return copy
            above = self.draft.statement(above.parent)
        return replace(copy, parent=parent.id)

    def _mapped(self, stance: Stance) -> Stance | None:
        """Return a stance in the gold layer; None while the statement it is on is not there."""
        if stance.target.kind != "statement":
            return stance
        group = self._group_of.get(stance.target.id)
        goal = None if group is None else self.gold_of(group)
        return None if goal is None else replace(stance, target=replace(stance.target, id=goal.id))

    def _with_part(self, statement: Statement, matter: Matter, origin: Statement) -> Statement:
        """Return a settled statement with one slot as another statement has it.

        The cue goes with the source: who is not named says nothing.
        """
        if matter.slot == "boundary":
            return replace(statement, content=origin.content)
        if matter.slot == "source":
            return replace(statement, source=origin.source, cue=origin.cue, voice=origin.voice)
        if matter.slot == "claim_type":
            return replace(statement, claim_types=origin.claim_types)
        said = self._words.stance_on(origin, matter.target)
        taken = None if said is None else self._mapped(said)
        return self._with_stance(statement, matter.target, taken)

    def emptied(self, statement: Statement, matter: Matter) -> Statement:
        """Return a settled statement without anything in the slot of a matter."""
        if matter.slot == "source":
            return replace(statement, source=Source(), cue=(), voice=None)
        if matter.slot == "claim_type":
            return replace(statement, claim_types=())
        return self._with_stance(statement, matter.target, None)

    def _with_stance(self, statement: Statement, target: str, stance: Stance | None) -> Statement:
        """Return a settled statement with that stance on a target, in place of what it was."""
        name = self._words.target_name
        before = self._words.stance_on(statement, target)
        if before is not None and stance is not None:
            changed = (
                stance if name(each.target) == target else each for each in statement.stances
            )
            return replace(statement, stances=tuple(changed))
        kept = tuple(each for each in statement.stances if name(each.target) != target)
        return replace(statement, stances=kept if stance is None else (*kept, stance))

    def _link(self, group: str, name: str) -> None:
        """Let settled statements point to a new one as those do from which they were taken."""
        target = f"statement:{group}"
        for other in tuple(self.draft.statements.values()):
            origin = self._base_of(other.id)
            if origin is None or other.id == name:
                continue
            linked = other
            if linked.parent is None and self._group_of.get(origin.parent or "") == group:
                linked = self._with_parent(linked, origin)
            said = self._stance_to_take(other.id, origin, target)
            taken = None if said is None else self._mapped(said)
            if taken is not None and self._words.stance_on(linked, target) is None:
                linked = self._with_stance(linked, target, taken)
            if linked != other:
                self.draft.put(linked)

    def _stance_to_take(self, gold: str, base: Statement, target: str) -> Stance | None:
        """Return the stance that a settled statement shall take on a target, as it was taken."""
        ruling = self._ruling(("stance", target, self._group_of[gold]))
        if ruling is None:
            return self._words.stance_on(base, target)
        record = ruling.origins[0][1] if ruling.origins else ""
        origin = self.aligned.statements.get(record)
        return None if origin is None else self._words.stance_on(origin, target)

    def _base_of(self, gold: str) -> Statement | None:
        """Return the statement from which a settled one was copied."""
        ruling = self._ruling(("statement", "", self._group_of.get(gold, "")))
        if ruling is None or not ruling.origins:
            return None
        return self.aligned.statements.get(ruling.origins[0][1])

    def gold_of(self, group: str) -> Statement | None:
        """Return the settled statement of a group of aligned ones."""
        return self.draft.statement(self._gold_of.get(group))

    def settled(self, matter: Matter, annotator: str) -> Statement:
        """Return the settled statement that a part belongs to, made of an annotator's if needed."""
        found = self.gold_of(matter.group)
        if found is None:
            whole = self.whole(matter.group)
            self.take(whole, annotator, outcome="taken" if whole.is_disputed else "agreed")
            found = self.gold_of(matter.group)
        assert found is not None
        return found

    def whole(self, group: str) -> Matter:
        """Return the matter of the whole statement of a group."""
        return self.compared.existence(group)

    def parts(self, group: str) -> tuple[Matter, ...]:
        """Return the matters of the parts of a group's statement."""
        found = (each for each in self.compared.matters if each.group == group)
        return tuple(each for each in found if each.slot in PARTS)

    # -- taking out again

    def forget(self, matter: Matter) -> None:
        """Take out of the gold layer what was settled on a matter.

        A part is again as in the statement that the settled one was copied from. What depends on
        a statement goes with it.
        """
        if matter.slot == "article_label":
            for record in tuple(self.draft.records.values()):
                if isinstance(record, ArticleLabel) and record.label == matter.target:
                    self.draft.remove(record.id)
        elif matter.slot in PARTS:
            statement = self.gold_of(matter.group)
            base = None if statement is None else self._base_of(statement.id)
            if statement is not None and base is not None and self.ruling_on(matter) is not None:
                self.draft.put(self._with_part(statement, matter, base))
        else:
            ruling = self.ruling_on(matter)
            if ruling is not None and ruling.gold is not None:
                self.draft.remove(ruling.gold)
            if matter.slot == "statement":
                self._gold_of.pop(matter.group, None)
                for part in self.parts(matter.group):
                    self.strike(part)

    def strike(self, matter: Matter) -> None:
        """Take the ruling on a matter back."""
        known = self._rulings.pop((matter.slot, matter.target, matter.group), None)
        if known is not None:
            self.draft.rulings.pop(known, None)

    def ruling_on(self, matter: Matter) -> Ruling | None:
        """Return the ruling on a matter as it is in the draft."""
        return self._ruling((matter.slot, matter.target, matter.group))

    def _ruling(self, place: tuple[str, str, str]) -> Ruling | None:
        return self.draft.rulings.get(self._rulings.get(place, ""))

    # -- writing down

    def rule(
        self,
        matter: Matter,
        outcome: RulingOutcome,
        *,
        origins: Origins = (),
        gold: str | None = None,
        rule: RulingRule = "",
        reason: str = "",
        entry: str = "",
    ) -> None:
        """Write a ruling down, in place of the earlier one on the same matter."""
        place = (matter.slot, matter.target, matter.group)
        wanted = f"{matter.article}:ruling:{digest(matter.key)}"
        name = self._rulings.get(place) or free_id(wanted, self.draft.rulings)
        self._rulings[place] = name
        self.draft.rulings[name] = Ruling(
            id=name,
            article=matter.article,
            annotator=self._adjudicator,
            disagreement=matter.key,
            kind=matter.kind,
            outcome=outcome,
            origins=origins,
            gold=gold,
            rule=rule,
            reason=reason,
            entry=entry,
            seen=matter.seen,
            ruled=self._ruled,
            codebook=self.aligned.codebook.reference,
        )


PARTS = ("boundary", "source", "claim_type", "stance")
"""The slots that settle a part of a statement, not a whole record."""


def _is_moot(matter: Matter) -> bool:
    """Tell whether a part has no ruling of its own, only that of the rejected statement."""
    if matter.slot not in PARTS or matter.ruling is None:
        return False
    return not matter.ruling.disagreement.startswith(f"{matter.slot}|")
