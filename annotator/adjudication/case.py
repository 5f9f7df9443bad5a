"""One article on the table: each gesture of an adjudicator, as a step of the gold history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.adjudication.compared import Compared
from annotator.adjudication.draft import Draft
from annotator.adjudication.entries import is_entry, likely_entries
from annotator.adjudication.matters import KINDS, Matter, matter_key
from annotator.adjudication.taking import PARTS, Taking
from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    ArticleLabel,
    DocumentStance,
    Mention,
    RulingOutcome,
    RulingRule,
    Statement,
)
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project.history.undoing import gold_history


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Case:
    """One article with what its annotators say and what was settled; builds steps, never writes.

    Every gesture returns a step for ``Project.apply`` in the article's gold history, or raises
    :class:`~annotator.errors.AnnotationError` with a sentence and changes nothing. The annotators'
    own layers are never touched. ``adjudicator`` is the id of whoever decides.
    """

    compared: Compared
    adjudicator: str
    now: Callable[[], str] = _now

    @property
    def article(self) -> str:
        """The id of the article."""
        return self.compared.aligned.article

    @property
    def matters(self) -> tuple[Matter, ...]:
        """All matters in text order, agreed and settled ones too."""
        return self.compared.matters

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to decide or to accept."""
        return not self.compared.due

    # -- gestures

    def take(
        self,
        key: str,
        letter: str,
        *,
        rule: RulingRule = "",
        reason: str = "",
        throughout: bool = False,
    ) -> Step:
        """Settle a matter as the annotator behind a letter has it.

        Taking a part of a statement that is not settled yet takes the rest from the same annotator;
        what is disputed of the rest stays open. ``throughout`` settles everything disputed about
        the same statement by that annotator's version. ``rule`` tells which rule proposed it.
        """
        matter = self._matter(key)
        origin = matter.origin(letter)
        if origin is None:
            raise AnnotationError(
                f"There is no version {letter} here. Nothing was changed. "
                f"Choose among: {', '.join(matter.letters)}."
            )
        taking = self._taking()
        taking.take(matter, origin[0], rule=rule, reason=reason)
        if throughout and (matter.slot != "statement" or origin[1]):
            for each in self._rest(matter, origin[0]):
                taking.take(each, origin[0], rule=rule, reason=reason)
        return self._step(taking.draft, f"Take {letter}: {_words(matter)}")

    def _rest(self, matter: Matter, annotator: str) -> list[Matter]:
        """Return what else is due about the same statement and an annotator has a say in."""
        return [
            each
            for each in self.matters
            if each.group == matter.group
            and each.key != matter.key
            and each.is_due
            and each.letter_of(annotator) is not None
        ]

    def reject(self, key: str, *, reason: str = "") -> Step:
        """Settle that no version of a matter is right.

        A statement (also by its boundary) or entity that is rejected is not settled at all; a
        claim type, source, stance or article label is left empty.
        """
        matter, taking = self._matter(key), self._taking()
        gold: str | None = None
        if matter.slot == "boundary":
            whole = taking.whole(matter.group)
            taking.forget(whole)
            taking.rule(whole, "rejected", reason=reason)
        elif matter.slot in PARTS:
            statement = taking.settled(matter, matter.versions[0].origins[0][0])
            taking.draft.put(taking.emptied(statement, matter))
            gold = statement.id
        else:
            taking.forget(matter)
        taking.rule(matter, "rejected", gold=gold, reason=reason)
        return self._step(taking.draft, f"Reject all: {_words(matter)}")

    def keep(self, key: str, *, reason: str = "") -> Step:
        """Let stand what was settled, though nobody says it any more: it is the adjudicator's now.

        Rejecting or withdrawing it takes it out instead.
        """
        matter = self._matter(key)
        ruling = matter.ruling
        record = None if ruling is None else self._gold_record(ruling.gold)
        if matter.kind != "gone" or ruling is None or record is None:
            raise AnnotationError("Somebody says this still. Nothing was changed. Take a version.")
        taking = self._taking()
        taking.strike(matter)
        taking.rule(
            self._added(record), "edited", origins=ruling.origins, gold=record.id, reason=reason
        )
        return self._step(taking.draft, f"Keep: {_words(matter)}")

    def _gold_record(self, name: str | None) -> Statement | Mention | None:
        gold = self.compared.gold
        records: tuple[Statement | Mention, ...] = (*gold.statements, *gold.mentions)
        return next((each for each in records if each.id == name), None)

    def defer(self, key: str, *, reason: str = "") -> Step:
        """Put a matter off: the article is not settled before it is decided."""
        matter, taking = self._matter(key), self._taking()
        taking.forget(matter)
        taking.rule(matter, "deferred", reason=reason)
        return self._step(taking.draft, f"Put off: {_words(matter)}")

    def call_unclear(self, key: str, entry: str, reason: str = "") -> Step:
        """Say that the guideline is unclear here: which entry of the codebook, and in what words.

        ``entry`` is ``section/id``, such as ``claim_types/call`` or ``layers/content``.
        """
        if not is_entry(entry, self.compared.aligned.codebook):
            raise AnnotationError(
                f"The codebook has no entry “{entry}”. Nothing was changed. Choose the entry that "
                "is unclear."
            )
        matter, taking = self._matter(key), self._taking()
        taking.forget(matter)
        taking.rule(matter, "unclear", reason=" ".join(reason.split()), entry=entry)
        return self._step(taking.draft, f"Call the guideline unclear: {_words(matter)}")

    def likely_entries(self, key: str) -> tuple[str, ...]:
        """Return the entries of the codebook that a matter is most likely about, best first."""
        return likely_entries(self._matter(key), self.compared)

    def withdraw(self, keys: Iterable[str]) -> Step:
        """Take rulings back, and what was settled by them; the matters are open again."""
        matters = [self._ruled(self._matter(key)) for key in keys]
        if not any(each.ruling is not None for each in matters):
            raise AnnotationError("Nothing was decided about that. Nothing was changed.")
        taking = self._taking()
        for matter in matters:
            taking.forget(matter)
            taking.strike(matter)
        for matter in matters:
            _withdraw_implied(taking, matter)
        what = _words(matters[0]) if len(matters) == 1 else f"{len(matters)} rulings"
        return self._step(taking.draft, f"Take back: {what}")

    def _ruled(self, matter: Matter) -> Matter:
        """Return the matter that was ruled about: the whole statement where a part fell with it."""
        is_moot = matter.ruling is not None and matter.ruling.disagreement.startswith("statement|")
        if is_moot and matter.slot in PARTS:
            return self.compared.existence(matter.group)
        return matter

    def accept_unanimous(self) -> Step | None:
        """Settle everything on which all annotators agree, by rule; None where there is nothing.

        Where all are done and found nothing, the article is settled without any ruling.
        """
        taking = self._taking()
        agreed = [each for each in self.matters if each.state == "agreed"]
        for each in agreed:
            first = min(each.versions[0].origins)[0]
            taking.take(each, first, rule="unanimous", outcome="agreed")
        step = self._step(taking.draft, f"Accept what all agree on ({len(agreed)})")
        return step if agreed or (self.is_settled and step.edits) else None

    def withdraw_unanimous(self) -> Step | None:
        """Take back everything that was accepted by rule; None where there is nothing.

        What a person decided or edited since stays.
        """
        accepted = [
            each.key
            for each in self.matters
            if each.ruling is not None
            and each.ruling.rule == "unanimous"
            and each.ruling.outcome == "agreed"
        ]
        if accepted:
            step = self.withdraw(accepted)
            return replace(step, wording=f"Open again what all agree on ({len(accepted)})")
        progress = self.compared.gold.progress
        if self.matters or self.compared.rulings or progress is None:
            return None
        wording = "Open an article again in which nobody found anything"
        return Step((Edit(progress, None),), wording, self.article, gold_history(self.article))

    def on_gold(self, step: Step) -> Step:
        """Return a step of a session on the gold layer as one of the gold history, with rulings.

        What it changes counts as edited by the adjudicator, and is settled by that.
        """
        taking = self._taking()
        beside: list[Edit] = []
        for edit in step.edits:
            if not isinstance(edit.record, Statement | Mention | ArticleLabel | DocumentStance):
                beside.append(edit)
                continue
            if isinstance(edit.after, Statement | Mention | ArticleLabel | DocumentStance):
                taking.draft.records[edit.target] = edit.after
            else:
                taking.draft.records.pop(edit.target, None)
            self._note_edited(taking, edit)
        made = self._step(taking.draft, step.wording)
        return replace(made, edits=(*beside, *made.edits))

    # -- parts of gestures

    def _taking(self) -> Taking:
        return Taking(self.compared, self.adjudicator, self.now())

    def _matter(self, key: str) -> Matter:
        matter = self.compared.matter(key)
        if matter is None:
            raise AnnotationError(
                "What this was about has changed in the meantime. Nothing was changed. Look at the "
                "list again."
            )
        return matter

    def _note_edited(self, taking: Taking, edit: Edit) -> None:
        """Write down that the adjudicator made a settled record what it is."""
        record, after = edit.record, edit.after
        if not isinstance(record, Statement | Mention | ArticleLabel):
            return
        about = [each for each in self.matters if self._concerns(each, record)]
        if isinstance(edit.before, Statement) and isinstance(after, Statement):
            about = self._parts_changed(about, edit.before, after)
        outcome: RulingOutcome = "rejected" if after is None else "edited"
        gold = None if after is None else after.id
        for matter in about:
            known = taking.ruling_on(matter)
            origins = () if known is None else known.origins
            taking.rule(matter, outcome, origins=origins, gold=gold)
        if not about and isinstance(after, Statement | Mention):
            taking.rule(self._added(after), "edited", gold=after.id)

    def _added(self, record: Statement | Mention) -> Matter:
        """Return a matter for what nobody has said: the adjudicator added it."""
        key = matter_key("added", "", [record.id])
        span = record.span if isinstance(record, Mention) else record.content[0]
        return _nobodys(key, self.article, span)

    def _concerns(self, matter: Matter, record: Statement | Mention | ArticleLabel) -> bool:
        if isinstance(record, ArticleLabel):
            return matter.slot == "article_label" and matter.target == record.label
        if matter.ruling is not None and matter.ruling.gold == record.id:
            return True
        is_part = matter.slot in ("statement", *PARTS)
        return is_part and self.compared.ruled.gold_of.get(matter.group) == record.id

    def _parts_changed(
        self, about: Sequence[Matter], before: Statement, after: Statement
    ) -> list[Matter]:
        """Return the matters of the parts that an edit changed, or the whole one without any."""
        words = self.compared.words
        parts = [
            each
            for each in about
            if each.slot in PARTS
            and words.value(before, each.slot, each.target)
            != words.value(after, each.slot, each.target)
        ]
        return parts or [each for each in about if each.slot in ("statement", "added")]

    def _step(self, draft: Draft, wording: str) -> Step:
        draft.drop_loose()
        after = replace(self.compared, gold=draft.layer(), rulings=tuple(draft.rulings.values()))
        codebook = self.compared.aligned.codebook.reference
        draft.mark(done=len(after.aligned.layers) > 1 and not after.due, codebook=codebook)
        return Step(draft.edits(), wording, self.article, gold_history(self.article))


def _withdraw_implied(taking: Taking, matter: Matter) -> None:
    """Take a statement out that was settled only because one of its parts was."""
    if matter.slot not in PARTS:
        return
    whole = taking.whole(matter.group)
    ruling = taking.ruling_on(whole)
    implied = ruling is not None and ruling.outcome == "agreed" and not ruling.rule
    left = (taking.ruling_on(each) for each in taking.parts(matter.group))
    if implied and not any(left):
        taking.forget(whole)
        taking.strike(whole)


def _nobodys(key: str, article: str, span: Span) -> Matter:
    return Matter(
        key=key,
        slot="added",
        kind="added",
        article=article,
        group=key,
        span=span,
        passage="",
        about="",
        versions=(),
        weight=0.0,
        seen=(),
    )


def _words(matter: Matter) -> str:
    words = KINDS[matter.kind]
    return f"{words} on {matter.about}" if matter.about else words
