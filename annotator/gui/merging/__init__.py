"""Working apart and together again: copies handed out, taken in, and their conflicts settled."""

from annotator.gui.merging.sharing import Sharing

__all__ = ["Sharing"]
