"""Makes the session on an article, sooner where the article was opened a moment ago."""

from __future__ import annotations

from annotator.annotations.offered.counterparts import counterparts
from annotator.annotations.session import Session
from annotator.project import Project

_MOST = 4
"""Articles of which a session is kept."""


class Sessions:
    """Keeps the last sessions, so that the next on the same article need not work all out anew.

    Each article is read anew when it is opened: a session never tells what is no longer stored.
    """

    def __init__(self) -> None:
        self._last: dict[str, Session] = {}

    def on(self, project: Project, article_id: str) -> Session:
        """Return a session on an article as it is stored now, the last one on it being over."""
        session = session_on(project, article_id)
        before = self._last.pop(article_id, None)
        if before is not None:
            session.go_on_from(before)
        self._last[article_id] = session
        if len(self._last) > _MOST:
            del self._last[next(iter(self._last))]
        return session

    def forget(self) -> None:
        """Keep none: the project is closed."""
        self._last.clear()


def session_on(project: Project, article_id: str) -> Session:
    """Return the current annotator's session on an article."""
    hand = project.hand_for(article_id)
    session = Session(
        article=project.article(article_id),
        text=project.text(article_id),
        zones=project.zones(article_id),
        layer=project.layer(article_id, hand.id),
        codebook=project.codebook,
        actors=project.standing_actors(),
        suggestions=project.shown_suggestions(article_id),
        annotator=hand,
        versions=project.codebook_versions(),
        told=project.told_in_hand(article_id),
    )
    session.proposes = not project.is_withheld(article_id)
    if session.proposes:
        elsewhere = project.labelled_elsewhere(article_id)
        session.offer(counterparts(article_id, session.text, elsewhere))
    return session
