"""Set which share of a project's articles is served without suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.annotations.session import Session
from annotator.errors import AnnotationError

if TYPE_CHECKING:
    from annotator.preannotation.suggestion import Suggestion
    from annotator.project import Project


def chosen_share(project: Project) -> float:
    """Return the share of articles that come without suggestions, 0 to 1."""
    return project.withheld_share


def choose_share(project: Project, share: float) -> None:
    """Serve that share of the articles without suggestions from now on; 0 is none.

    What somebody opened already stays as it was. Raises AnnotationError outside 0 to 1, and what
    the project raises while storing.
    """
    if not 0 <= share <= 1:
        raise AnnotationError(
            "The share of articles without suggestions lies between 0 and 1 (0.1 is every tenth). "
            "Nothing was changed."
        )
    from annotator.project.asked.serving import SHARE

    if share != chosen_share(project):
        project.set_setting(SHARE, f"{share:g}" if share else None)


def offered(project: Project, session: Session) -> tuple[Suggestion, ...]:
    """Return what is open in an article, or would be if its suggestions were not withheld."""
    if not project.is_withheld(session.article.id):
        return session.open_suggestions
    return Session(
        article=session.article,
        text=session.text,
        zones=session.zones,
        layer=project.layer(session.article.id),
        codebook=session.codebook,
        actors=project.actors(),
        suggestions=project.suggestions(session.article.id),
        annotator=session.annotator,
        versions=project.codebook_versions(),
    ).open_suggestions
