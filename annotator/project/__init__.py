"""The project file: schema, reads and writes, history, backup."""

from annotator.project.article_row import ArticleRow
from annotator.project.project import Project

__all__ = ["ArticleRow", "Project"]
