"""The project file: schema, reads and writes, history, backup.

:class:`Project` is its one face. Behind it ``storage`` opens and guards the file, ``history`` is
the one door for change, ``asked`` answers questions, and ``together`` joins copies.
"""

from annotator.project.article_row import ArticleRow
from annotator.project.project import Project

__all__ = ["ArticleRow", "Project"]
