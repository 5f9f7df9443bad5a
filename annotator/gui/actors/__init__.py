"""The actors view: the registry of a project, to look through, tidy up, merge and split."""

from annotator.gui.actors.view import ActorsView

__all__ = ["ActorsView"]
