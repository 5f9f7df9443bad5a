"""Import of texts that were labelled in other tools: look, write a mapping, or take in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.output import EXIT_PARTLY, progress_bar, say, say_json
from annotator.workflows.importing.import_formats import FORMATS

if TYPE_CHECKING:
    from annotator.formats.labelled.offset_units import OffsetUnit
    from annotator.project import Project
    from annotator.workflows.importing.bringing_in import BringInOptions, Look

LABELLED = tuple(FORMATS)
_UNITS: Mapping[str, OffsetUnit] = {
    "code-points": "code points",
    "utf-16": "UTF-16 units",
    "graphemes": "graphemes",
    "bytes": "UTF-8 bytes",
}
OFFSET_NAMES = tuple(_UNITS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line; None and False where nothing was."""

    format: str | None
    offsets: str | None
    mapping: Path | None
    write_mapping: Path | None
    preview: bool
    preannotate: bool = True
    jobs: int | None = None


def import_labelled(project: Project, paths: Sequence[Path], asked: Asked, *, as_json: bool) -> int:
    """Look at labelled files and take them in; return the exit code."""
    from annotator.workflows.importing.bringing_in import bring_in, look
    from annotator.workflows.importing.making_ready import make_ready

    options = _options(project, asked)
    found = [look(project, path, options) for path in paths]
    if asked.write_mapping is not None:
        return _write_mapping(found, asked.write_mapping, project)
    if asked.preview:
        for each in found:
            for line in each.lines():
                say(line)
        return 0
    with progress_bar() as progress:
        reports = [bring_in(project, each, options, progress=progress) for each in found]
        articles = dict.fromkeys(one for each in reports for one in each.article_ids)
        ready = make_ready(
            project,
            tuple(articles),
            preannotate=asked.preannotate,
            jobs=asked.jobs,
            progress=progress,
        )
    if as_json:
        import msgspec

        say_json({"ok": True, "files": [msgspec.to_builtins(each) for each in reports]})
    else:
        for report in reports:
            for line in report.lines():
                say(line)
        for line in ready.lines():
            say(line)
    return EXIT_PARTLY if any(report.left_out for report in reports) else 0


def _options(project: Project, asked: Asked) -> BringInOptions:
    from annotator.formats.labelled.label_mapping import read_mapping
    from annotator.workflows.importing.bringing_in import BringInOptions

    mapping = None if asked.mapping is None else read_mapping(asked.mapping, project.codebook)
    unit = None if asked.offsets is None else _UNITS[asked.offsets]
    # Marking and comparing is done for all files together, at the end.
    return BringInOptions(format=asked.format, unit=unit, mapping=mapping, preannotate=False)


def _write_mapping(found: Sequence[Look], out: Path, project: Project) -> int:
    from annotator.formats.files.writing import write_aside
    from annotator.formats.labelled.label_mapping import LabelMapping, as_yaml

    joined = LabelMapping(
        {name: what for each in found for name, what in each.mapping.labels.items()},
        {name: what for each in found for name, what in each.mapping.links.items()},
        {name: what for each in found for name, what in each.mapping.text_labels.items()},
        {name: what for each in found for name, what in each.mapping.targets.items()},
        {role: names for each in found for role, names in each.mapping.columns.items()},
    )
    with write_aside(out, never=project.path) as file:
        file.write(as_yaml(joined).encode())
    say(f"Wrote {out}. Edit it, then import with --mapping {out}.")
    return 0
