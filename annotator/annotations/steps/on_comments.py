"""The gestures of comments and flags, which are for everybody to see: write, answer, settle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.annotations.edits import Edit, Step, Told
from annotator.annotations.ids import new_id
from annotator.annotations.model import Comment, Flag, Statement
from annotator.annotations.repeats import is_same_person
from annotator.annotations.session import Session
from annotator.corpus.span import Span
from annotator.errors import AnnotationError

MAX_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Conversation:
    """A comment and its answers, oldest first."""

    first: Comment
    answers: tuple[Comment, ...] = ()

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of it in its order."""
        return (self.first, *self.answers)


def conversations(session: Session) -> tuple[Conversation, ...]:
    """Return all conversations about an article: open ones first, then in the order of the text."""
    answers: dict[str, list[Comment]] = {}
    for each in session.comments:
        if each.answers is not None:
            answers.setdefault(each.answers, []).append(each)
    found = [
        Conversation(each, tuple(answers.get(each.id, ())))
        for each in session.comments
        if each.answers is None
    ]
    return tuple(sorted(found, key=_place))


def _place(each: Conversation) -> tuple[bool, int, str, str]:
    first = each.first
    return first.settled, first.span.start if first.span else -1, first.written, first.id


def conversation_about(
    session: Session, *, statement: Statement | None = None, span: Span | None = None
) -> Conversation | None:
    """Return the open conversation about exactly a statement or passage, or the whole article."""
    for each in conversations(session):
        first = each.first
        same = (
            first.statement == statement.id
            if statement is not None
            else first.statement is None and first.span == span
        )
        if same and not first.settled:
            return each
    return None


def write(
    session: Session, text: str, *, statement: Statement | None = None, span: Span | None = None
) -> Step:
    """Comment on a statement, a passage, or (without both) the article."""
    if statement is not None:
        span = Span(statement.content[0].start, statement.content[-1].end)
    comment = _comment(session, text)
    comment = replace(comment, statement=statement.id if statement else None, span=span)
    return _step(session, None, comment, "Write a comment")


def answer(session: Session, comment_id: str, text: str) -> Step:
    """Answer a comment; the conversation is open again where it was settled."""
    first = _first(session, comment_id)
    reply = replace(_comment(session, text), answers=first.id)
    edits = [Edit(None, reply)]
    if first.settled:
        edits.append(Edit(first, replace(first, settled=False)))
    return Step(tuple(edits), "Answer a comment", session.article.id)


def settle(session: Session, comment_id: str, *, settled: bool = True) -> Step:
    """Say that a conversation needs nobody any more, or does again; anybody may."""
    first = _first(session, comment_id)
    if first.settled == settled:
        raise AnnotationError("The comment is so already. Nothing was changed.")
    wording = "Settle a comment" if settled else "Open a comment again"
    return _step(session, first, replace(first, settled=settled), wording)


def change(session: Session, comment_id: str, text: str) -> Step:
    """Write a comment of one's own anew."""
    comment = _own(session, comment_id)
    return _step(session, comment, replace(comment, text=_words(text)), "Change a comment")


def remove(session: Session, comment_id: str) -> Step:
    """Take a comment of one's own away, unless somebody answered it."""
    comment = _own(session, comment_id)
    if any(each.answers == comment.id for each in session.comments):
        raise AnnotationError("This comment was answered and stays. Settle it instead.")
    return _step(session, comment, None, "Remove a comment")


def is_own(session: Session, told: Told) -> bool:
    """Tell whether the annotator said it, also when the article came a second time."""
    return is_same_person(told.annotator, session.annotator.id)


def own_flag(session: Session) -> Flag | None:
    """Return the flag that the annotator put on the article, if any."""
    return next((each for each in session.flags if is_own(session, each)), None)


def flag(session: Session, reason: str = "") -> Step:
    """Put a flag on the article, or give the one that is there another reason."""
    before, reason = own_flag(session), " ".join(reason.split())[:MAX_CHARACTERS]
    if before is not None:
        return _step(session, before, replace(before, reason=reason), "Change the flag's reason")
    article, who = session.article.id, session.annotator.id
    after = Flag(f"{article}:{who}:flag", article, who, reason, _now())
    return _step(session, None, after, "Flag the article")


def unflag(session: Session) -> Step:
    """Take one's own flag off the article."""
    before = own_flag(session)
    if before is None:
        raise AnnotationError("There is no flag of yours on the article. Nothing was changed.")
    return _step(session, before, None, "Take the flag away")


def _comment(session: Session, text: str) -> Comment:
    article, who = session.article.id, session.annotator.id
    return Comment(new_id(), article, who, _words(text), written=_now())


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise AnnotationError("There is nothing to store: write a word or two first.")
    if len(words) > MAX_CHARACTERS:
        raise AnnotationError(
            f"A comment has at most {MAX_CHARACTERS} characters, this one has {len(words)}. "
            "Nothing was stored. Shorten it."
        )
    return words


def _first(session: Session, comment_id: str) -> Comment:
    comment = _known(session, comment_id)
    return comment if comment.answers is None else _known(session, comment.answers)


def _own(session: Session, comment_id: str) -> Comment:
    comment = _known(session, comment_id)
    if not is_own(session, comment):
        raise AnnotationError("Somebody else wrote this comment. Answer it instead.")
    return comment


def _known(session: Session, comment_id: str) -> Comment:
    found = next((each for each in session.comments if each.id == comment_id), None)
    if found is None:
        raise AnnotationError("That comment is no longer there. Choose another.")
    return found


def _step(
    session: Session, before: Comment | Flag | None, after: Comment | Flag | None, wording: str
) -> Step:
    return Step((Edit(before, after),), wording, session.article.id)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
