"""What the queue says: how to filter it, and why nothing is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from annotator.gui.keys.own import with_keys


def how_to_filter() -> str:
    """Return what can be typed into the filter."""
    return _tr(
        'Words of the title, the source, the date or the text. Also: "two words" together, '
        "-without, is:open, has:statements, source:name, date:2026-02, date:2026-01..2026-03, "
        'label:call for what you gave that label, actor:name or actor:"two words" for where you '
        "name somebody or the program suggests it"
    )


def no_project() -> str:
    """Say what to do while no project is open."""
    return with_keys(
        _tr("No project is open. Make one with {project.new} or open one with {project.open}.")
    )


def no_articles() -> str:
    """Say what to do in a project without articles."""
    return with_keys(
        _tr("No articles yet. Bring some in with {project.import}, or drop files and folders here.")
    )


def nothing_fits(unknown: Sequence[str]) -> str:
    """Say that no article is left; ``unknown`` tells what in the filter nothing is called."""
    if unknown:
        words = _tr("Nothing fits: %1. Clear the filter to see all.")
        return words.replace("%1", "; ".join(unknown))
    return _tr("No article fits the filter. Clear it to see all.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("QueuePanel", text)
