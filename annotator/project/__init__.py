"""The project file: schema, reads and writes, history, backup."""

from annotator.project.model import AnnotatorCount, ArticleRow, Event, ProjectInfo
from annotator.project.project import Project

__all__ = ["AnnotatorCount", "ArticleRow", "Event", "Project", "ProjectInfo"]
