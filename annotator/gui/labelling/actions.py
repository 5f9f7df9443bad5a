"""What can be done with the article in hand: moving, marking, stating, as actions with keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec
from annotator.gui.labelling.detail_commands import detail_commands

if TYPE_CHECKING:
    from annotator.annotations.steps.parts import Role
    from annotator.codebook.model import Codebook
    from annotator.gui.labelling.annotating import Annotating
    from annotator.gui.labelling.looking_again import LookingAgain
    from annotator.gui.labelling.repeating import Repeating

FROM_CODEBOOK = "codebook."


def tr(text: str) -> str:
    """Return the words of an action in the language of the window."""
    return QCoreApplication.translate("Actions", text)


class Moving(Protocol):
    """How the caret and the selection move over the article."""

    def next_sentence(self) -> None: ...
    def previous_sentence(self) -> None: ...
    def next_paragraph(self) -> None: ...
    def previous_paragraph(self) -> None: ...
    def next_clause(self) -> None: ...
    def previous_clause(self) -> None: ...
    def next_mention(self) -> None: ...
    def previous_mention(self) -> None: ...
    def next_quotation(self) -> None: ...
    def previous_quotation(self) -> None: ...
    def next_suggestion(self) -> None: ...
    def previous_suggestion(self) -> None: ...
    def next_possible(self) -> None: ...
    def previous_possible(self) -> None: ...
    def grow_selection(self) -> None: ...
    def shrink_selection(self) -> None: ...
    def toggle_holding(self) -> None: ...
    def swap_ends(self) -> None: ...
    def zoom_in(self) -> None: ...
    def zoom_out(self) -> None: ...
    def zoom_reset(self) -> None: ...


def labelling_commands(moving: Moving, annotating: Annotating) -> Iterator[ActionSpec]:
    """Return every action on the article that does not depend on the codebook."""
    yield from _moves(moving)
    yield from _mentions(annotating)
    yield from _statement(annotating)
    yield from _suggestions(moving, annotating)


def _moves(moving: Moving) -> Iterator[ActionSpec]:
    rows: Sequence[tuple[str, str, Callable[[], None], tuple[str, ...]]] = (
        ("next_sentence", tr("Next sentence"), moving.next_sentence, ("J",)),
        ("previous_sentence", tr("Previous sentence"), moving.previous_sentence, ("K",)),
        ("next_paragraph", tr("Next paragraph"), moving.next_paragraph, ("Shift+J",)),
        ("previous_paragraph", tr("Previous paragraph"), moving.previous_paragraph, ("Shift+K",)),
        ("next_clause", tr("Next clause"), moving.next_clause, ("L",)),
        ("previous_clause", tr("Previous clause"), moving.previous_clause, ("H",)),
        ("next_mention", tr("Next mention"), moving.next_mention, (".",)),
        ("previous_mention", tr("Previous mention"), moving.previous_mention, (",",)),
        ("next_quotation", tr("Next quotation"), moving.next_quotation, (";",)),
        ("previous_quotation", tr("Previous quotation"), moving.previous_quotation, ("'",)),
        ("grow", tr("Select more"), moving.grow_selection, ("W", "+")),
        ("shrink", tr("Select less"), moving.shrink_selection, ("Shift+W", "_")),
        ("hold", tr("Moves extend the selection"), moving.toggle_holding, ("B",)),
        ("other_end", tr("Other end of the selection"), moving.swap_ends, ("O",)),
    )
    tips = {
        "grow": tr("Grow the selection: word, name, clause, quotation, sentence, paragraph"),
        "shrink": tr("Shrink the selection by one step"),
        "hold": tr("Begin to select here: every move takes in more, until Esc or a gesture"),
        "other_end": tr("Go to the other end, so that moves change where the selection begins"),
    }
    for name, text, callback, keys in rows:
        yield ActionSpec(
            f"move.{name}",
            text,
            "Article/" + tr("Move and select"),
            callback,
            keys,
            tips.get(name, ""),
            section=3,
        )


def _mentions(annotating: Annotating) -> Iterator[ActionSpec]:
    menu = partial(ActionSpec, menu="Article/" + tr("Mentions"), needs="writing", section=4)
    yield menu(
        "mention.add",
        tr("Mark as mention…"),
        callback=annotating.mark_mention,
        keys=("M",),
        tooltip=tr("Make a mention of what is selected"),
    )
    yield menu(
        "mention.correct",
        tr("Correct…"),
        callback=annotating.correct,
        keys=("E",),
        tooltip=tr("Give the mention in focus another kind, or the selection as its span"),
    )
    yield menu(
        "mention.name",
        tr("Add as another name of…"),
        callback=annotating.add_name,
        keys=("Shift+M",),
        tooltip=tr("Let an actor be known by these words, here and from now on"),
    )


def _statement(annotating: Annotating) -> Iterator[ActionSpec]:
    menu = partial(ActionSpec, menu="Statement", needs="writing")
    yield menu(
        "statement.new",
        tr("New statement"),
        callback=annotating.add_statement,
        keys=("S",),
        tooltip=tr("Make a statement of what is selected, or of what is said in the sentence"),
    )
    yield menu(
        "statement.new_bare",
        tr("New statement, nothing filled in"),
        callback=annotating.add_bare_statement,
        keys=("Shift+S",),
        tooltip=tr("Make a statement of exactly what is selected, or the whole sentence"),
    )
    yield menu(
        "statement.remove",
        tr("Remove what is in focus"),
        callback=annotating.remove,
        keys=("Del",),
        scope="reading",
        tooltip=tr("Remove the statement or mention"),
    )
    yield from _roles(annotating)
    yield from _sources(annotating)
    yield from _repeats(annotating.repeating)
    yield from _looking_again(annotating.looking_again)
    yield from detail_commands(annotating.detailing)
    yield from _between_statements(annotating)


def _roles(annotating: Annotating) -> Iterator[ActionSpec]:
    roles: tuple[tuple[str, str, Role, str], ...] = (
        ("source", tr("Source"), "source", "S"),
        ("cue", tr("Cue"), "cue", "C"),
        ("content", tr("Content"), "content", "O"),
        ("addressee", tr("Addressee"), "addressee", "T"),
    )
    for name, text, role, key in roles:
        yield ActionSpec(
            f"statement.{name}",
            text,
            "Statement/" + tr("Role of the selection"),
            partial(annotating.set_role, role),
            (f"R, {key}",),
            tr("Give the selection this role in the statement in focus; again takes it out"),
            needs="writing",
            section=1,
        )


def _repeats(repeating: Repeating) -> Iterator[ActionSpec]:
    menu = partial(ActionSpec, menu="Statement", needs="writing", section=4)
    yield menu(
        "statement.repeat",
        tr("Repeat the last labels"),
        callback=repeating.repeat,
        keys=("G",),
        tooltip=tr("Give it the claim types and stances of the statement labelled before"),
    )
    yield menu(
        "statement.apply_to_all",
        tr("Apply to all the same…"),
        callback=repeating.apply_to_all,
        keys=("Shift+G",),
        tooltip=tr("Label the same words in this article in the same way, after a look at them"),
    )


def _sources(annotating: Annotating) -> Iterator[ActionSpec]:
    who = partial(ActionSpec, menu="Statement", needs="writing", section=2)
    yield who(
        "statement.actor",
        tr("Actor of the source…"),
        callback=annotating.choose_actor,
        keys=("Y",),
        tooltip=tr("Choose who holds the statement in focus"),
    )
    yield who(
        "statement.speaker",
        tr("Speaker for the actor…"),
        keys=("Shift+Y",),
        callback=annotating.choose_speaker,
        tooltip=tr("Choose who spoke for the actor"),
    )


def _between_statements(annotating: Annotating) -> Iterator[ActionSpec]:
    go = partial(ActionSpec, menu="Statement", section=5)
    yield go(
        "statement.next",
        tr("Next statement"),
        keys=("V",),
        callback=partial(annotating.next_statement, 1),
    )
    yield go(
        "statement.previous",
        tr("Previous statement"),
        keys=("Shift+V",),
        callback=partial(annotating.next_statement, -1),
    )
    yield go(
        "statement.leave",
        tr("Leave the statement"),
        callback=annotating.leave,
        keys=("Esc",),
        scope="reading",
        tooltip=tr("Take focus and selection away"),
    )


def codebook_commands(codebook: Codebook, annotating: Annotating) -> Iterator[ActionSpec]:
    """Return the claim types and stances of a codebook as actions."""
    for claim_type in codebook.claim_types:
        yield ActionSpec(
            f"{FROM_CODEBOOK}type.{claim_type.id}",
            claim_type.label or claim_type.id,
            "Statement/" + tr("Claim type"),
            partial(annotating.toggle_claim_type, claim_type.id),
            (_key(claim_type.key),) if claim_type.key else (),
            claim_type.definition,
            needs="writing",
            section=3,
        )
    for value in codebook.stance_values:
        yield ActionSpec(
            f"{FROM_CODEBOOK}stance.{value.id}",
            (value.label or value.id) + "…",
            "Statement/" + tr("Stance"),
            partial(annotating.set_stance, value.id),
            (_key(value.key),) if value.key else (),
            value.definition,
            needs="writing",
            section=4,
        )
    for value in codebook.stance_values:
        letter = value.key.upper()
        yield ActionSpec(
            f"{FROM_CODEBOOK}likeliest.{value.id}",
            tr("%1: the likeliest target").replace("%1", value.label or value.id),
            "Statement/" + tr("Stance"),
            partial(annotating.take_likeliest, value.id),
            (f"Shift+{letter}",) if value.key.isalpha() and value.key != letter else (),
            tr("Take this stance on the likeliest target at once; asks where none is clear"),
            needs="writing",
            section=4,
        )


def _key(letter: str) -> str:
    """Return a letter of the codebook as a key: a capital is with Shift."""
    return f"Shift+{letter}" if letter.isalpha() and letter.isupper() else letter.upper()


def _looking_again(looking: LookingAgain) -> Iterator[ActionSpec]:
    yield ActionSpec(
        "statement.keep_labels",
        tr("Labels still fit"),
        "Statement",
        looking.keep_labels,
        ("Ctrl+Shift+K",),
        tr("Say that what must be looked at again since the codebook changed is right as it is"),
        needs="writing",
        section=4,
    )
    yield ActionSpec(
        "article.look_again",
        tr("Next article to look at again"),
        "Article",
        looking.open_next,
        ("Ctrl+Shift+L",),
        tr("Open the next article whose labels must be looked at since the codebook changed"),
        needs="project",
        section=1,
    )


def _suggestions(moving: Moving, annotating: Annotating) -> Iterator[ActionSpec]:
    """Return what can be done with suggestions."""
    yield from _to_suggestions(moving)
    decide = partial(ActionSpec, menu="Review", section=1, needs="writing")
    yield decide(
        "suggestion.accept",
        tr("Accept"),
        callback=annotating.accept,
        keys=("Return", "Enter"),
        scope="reading",
        tooltip=tr("Accept the suggestion in focus; a quotation becomes a statement"),
    )
    yield decide(
        "suggestion.reject",
        tr("Reject"),
        callback=annotating.reject,
        keys=("X",),
        tooltip=tr("Reject the suggestion in focus"),
    )


def _to_suggestions(moving: Moving) -> Iterator[ActionSpec]:
    go = partial(ActionSpec, menu="Review", section=1, needs="article")
    yield go(
        "suggestion.next",
        tr("Next suggestion"),
        callback=moving.next_suggestion,
        keys=("N",),
        tooltip=tr("Go to the next open suggestion"),
    )
    yield go(
        "suggestion.previous",
        tr("Previous suggestion"),
        keys=("Shift+N",),
        callback=moving.previous_suggestion,
        tooltip=tr("Go to the open suggestion before"),
    )
    yield go(
        "suggestion.next_possible",
        tr("Next possible statement"),
        callback=moving.next_possible,
        keys=("Z",),
        tooltip=tr("Go to the next open possible statement, over the names in between"),
    )
    yield go(
        "suggestion.previous_possible",
        tr("Previous possible statement"),
        callback=moving.previous_possible,
        keys=("Shift+Z",),
        tooltip=tr("Go to the open possible statement before"),
    )
