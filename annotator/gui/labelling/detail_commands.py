"""What a statement may have besides its main parts, as actions on two keys: t, then a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

if TYPE_CHECKING:
    from annotator.gui.labelling.detailing import Detailing

Row = tuple[str, str, str, Callable[[], None], str]
"""An action: its name, words, second key, what it does, and a tip."""


def detail_commands(detailing: Detailing) -> Iterator[ActionSpec]:
    """Return the actions on the details of the statement in focus."""
    for name, text, key, callback, tip in (*_people_and_numbers(detailing), *_marks(detailing)):
        yield ActionSpec(
            f"statement.{name}",
            text,
            "Statement/" + _tr("More of the statement"),
            callback,
            (f"T, {key}",),
            tip,
            needs="writing",
            section=2,
        )


def _people_and_numbers(detailing: Detailing) -> tuple[Row, ...]:
    return (
        ("certainty", _tr("Certainty…"), "C", detailing.choose_certainty, ""),
        ("addressee_actor", _tr("Addressee…"), "A", detailing.choose_addressee, ""),
        ("parent", _tr("Inside…"), "P", detailing.choose_parent, _tr("Say inside which statement")),
        (
            "explicit",
            _tr("Explicit"),
            "E",
            detailing.toggle_explicit,
            _tr("Say that the stance only follows from the words, or that they say it"),
        ),
        (
            "target_words",
            _tr("Target words"),
            "T",
            detailing.add_target_words,
            _tr("Let the selected words be those that name the target of a stance"),
        ),
        (
            "figure",
            _tr("Number"),
            "F",
            detailing.add_figure,
            _tr("Read a number from the selection, or take over those found in the content"),
        ),
        ("change_figure", _tr("Change number…"), "G", detailing.change_figure, ""),
        (
            "medium",
            _tr("Told to…"),
            "M",
            detailing.choose_medium,
            _tr("Choose the medium through which the words came; a selection is where it stands"),
        ),
    )


def _marks(detailing: Detailing) -> tuple[Row, ...]:
    return (
        ("naming", _tr("Naming…"), "H", detailing.choose_naming, ""),
        (
            "left_out",
            _tr("Left out"),
            "I",
            detailing.toggle_inferred,
            _tr("Say that the text leaves the source out, or not"),
        ),
        ("author", _tr("Author"), "V", detailing.toggle_author, _tr("The author's own voice")),
        ("quotation", _tr("Quotation…"), "Q", detailing.choose_quotation_type, ""),
        ("unsure", _tr("Unsure"), "U", detailing.toggle_unsure, ""),
        ("note", _tr("Note…"), "N", detailing.write_note, ""),
        ("take_out", _tr("Take out…"), "X", detailing.take_out, _tr("Take out a part or a label")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
