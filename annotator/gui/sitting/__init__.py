"""One sitting at the work: how long it lasts, how it goes, and where it goes on next time."""

from annotator.gui.sitting.pace import Pace
from annotator.gui.sitting.resuming import Resuming
from annotator.gui.sitting.timing import Timing

__all__ = ["Pace", "Resuming", "Timing"]
