"""How conversations about passages are shown over an article: a sign in the right margin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from annotator.annotations.model import Comment
from annotator.annotations.steps.on_comments import Conversation
from annotator.gui.reader.marks import Mark

COMMENT = "comment:"
"""How the ids of these marks begin; what follows is the id of the first comment."""

_LAST = 4


def comment_marks(
    conversations: Iterable[Conversation], told: Callable[[Comment], str]
) -> Iterator[Mark]:
    """Yield a mark for each conversation about a passage; ``told`` words one comment.

    A settled one is dotted, which makes its sign quieter and another shape.
    """
    for each in conversations:
        first = each.first
        if first.span is None:
            continue
        said = [told(one) for one in each.comments]
        tip = [said[0], *(["…"] if len(said) > _LAST else []), *said[1:][1 - _LAST :]]
        yield Mark(
            id=f"{COMMENT}{first.id}",
            spans=(first.span,),
            kind="comment",
            dotted=first.settled,
            tip="\n".join(["settled comment", *tip] if first.settled else ["comment", *tip]),
        )
