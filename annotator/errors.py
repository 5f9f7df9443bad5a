"""What can go wrong that a person can act on.

The text of each error is shown as it stands: what happened, what is safe, what to do next.

::

    AnnotatorError
    +-- ProjectError              the project file
    |   +-- NotAProjectError      another program's file, or no database at all
    |   +-- NewerProjectError     written by a newer version of the program
    |   +-- DamagedProjectError   the file is damaged
    |   +-- UnsafeProjectError    it holds something that we did not put there
    |   +-- ReadOnlyProjectError  it cannot be written
    |   +-- ProjectInUseError     somebody else has it open
    |   +-- ProjectMovedError     deleted, renamed or replaced under the program
    |   +-- StorageError          disk full, input/output error
    |   +-- MergeError            copies that cannot be put together
    +-- ImportFileError           a file that cannot be taken in (has .path)
    |   +-- EncodingError         its characters cannot be decoded without guessing
    |   +-- EmptyFileError        there is nothing in it
    |   +-- TooLargeError         more than the program takes
    |   +-- FormatError           it is not what it claims to be
    |       +-- ColumnsError      a person has to say what its columns hold (has .names)
    +-- CodebookError             a codebook with problems (has .problems)
    +-- AnnotationError           an edit that the codebook or the text does not allow
    +-- PipelineError             a spaCy pipeline that cannot be used (has .reason)
    +-- LearnedLayerError         nothing to learn from yet, or what was learned is damaged
    +-- ExportError               a file that could not be written
    +-- NothingToMeasureError     agreement was asked for where there is none to measure
    +-- UnknownAnnotatorError     nobody in the project is called so
    +-- EnvironmentProblem        the machine lacks something (display, library, Python)
    |   +-- OutOfMemoryError      the work needs more memory than there is
    +-- Cancelled                 a person stopped the work
"""

from __future__ import annotations

from pathlib import Path


class AnnotatorError(Exception):
    """A problem that a person can act on; its text is shown as it stands."""


class ProjectError(AnnotatorError):
    """Something about the project file."""


class NotAProjectError(ProjectError):
    """The file is not one of our projects."""


class NewerProjectError(ProjectError):
    """The project was written by a newer version of the program."""


class DamagedProjectError(ProjectError):
    """The project file is damaged."""


class UnsafeProjectError(ProjectError):
    """The project holds triggers, views or tables that this program did not make."""


class ReadOnlyProjectError(ProjectError):
    """The project cannot be written."""


class ProjectInUseError(ProjectError):
    """The project is open elsewhere, or another program holds the file."""


class ProjectMovedError(ProjectError):
    """The project file was deleted, renamed or replaced while it was open."""


class StorageError(ProjectError):
    """The disk is full or does not work."""


class MergeError(ProjectError):
    """Two files that cannot be put together: not copies of one project, or not any more."""


class ImportFileError(AnnotatorError):
    """One file that could not be taken in."""

    def __init__(self, message: str, *, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class EncodingError(ImportFileError):
    """The characters of a file cannot be decoded without guessing."""

    def __init__(
        self, message: str, *, path: Path | None = None, candidates: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, path=path)
        self.candidates = candidates


class EmptyFileError(ImportFileError):
    """There is nothing in the file."""


class TooLargeError(ImportFileError):
    """The file is larger than the program takes."""


class FormatError(ImportFileError):
    """The file is not what it claims to be."""


class ColumnsError(FormatError):
    """Nothing tells what the columns of a table hold; ``names`` are what they are called."""

    def __init__(
        self, message: str, *, path: Path | None = None, names: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, path=path)
        self.names = names


class CodebookError(AnnotatorError):
    """A codebook that cannot be used; ``problems`` names each line and what is wrong there."""

    def __init__(self, message: str, *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class AnnotationError(AnnotatorError):
    """An edit that the codebook or the text does not allow."""


class PipelineError(AnnotatorError):
    """A spaCy pipeline of the user's that cannot be used.

    ``reason`` is ``missing``, ``broken``, ``version``, ``unsafe`` or ``slow``.
    """

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class LearnedLayerError(AnnotatorError):
    """Nothing can be learned from corrections yet, or what was learned cannot be used."""


class ExportError(AnnotatorError):
    """A file that could not be written; an earlier file of that name is untouched."""


class DatasetError(ExportError):
    """A dataset that cannot be made like that; nothing was written."""


class NothingToMeasureError(AnnotatorError):
    """Agreement was asked for where fewer than two people have labelled the same article."""


class UnknownAnnotatorError(AnnotatorError):
    """A report was asked for about somebody who does not label in the project."""


class EnvironmentProblem(AnnotatorError):
    """The machine lacks something that the program needs."""


class OutOfMemoryError(EnvironmentProblem):
    """The work needs more memory than there is."""

    def __init__(self) -> None:
        super().__init__(
            "There is too little memory for this. Everything stored before it is safe. Close other "
            "programs, or take fewer or smaller files, and repeat it."
        )


class Cancelled(AnnotatorError):
    """A person stopped the work; what was finished before is kept."""
