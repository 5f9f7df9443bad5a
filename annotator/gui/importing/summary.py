"""What an import did, in words. Knows no Qt."""

from __future__ import annotations

from annotator.workflows.importing.articles import ImportReport


def summary(report: ImportReport) -> str:
    """Return the report in a few sentences."""
    said = [_count(len(report.imported), "article was imported", "articles were imported")]
    if report.is_cancelled:
        said.append("The import was stopped; what is in is in whole.")
    if report.duplicates:
        said.append(_count(len(report.duplicates), "was in the project already", "were in already"))
    if report.failures:
        said.append(_count(len(report.failures), "could not be read", "could not be read"))
    if report.undecided:
        said.append(
            _count(len(report.undecided), "needs an encoding from you", "need an encoding from you")
        )
    if report.others:
        said.append(
            _count(len(report.others), "is of another kind", "are of other kinds or tables")
        )
    return " ".join(each if each.endswith(".") else f"{each}." for each in said)


def problems(report: ImportReport) -> tuple[tuple[str, str], ...]:
    """Return each file that was not imported and the reason, those without a chance last."""
    rows = [(each.path.name or str(each.path), each.reason) for each in report.failures]
    rows += [
        (
            f"{each.path.name}, {each.where}" if each.where else each.path.name,
            "The same text is in the project already.",
        )
        for each in report.duplicates
    ]
    rows += [(each.path.name, f"Imported. {each.reason}") for each in report.notes]
    return tuple(rows)


def has_something_to_show(report: ImportReport) -> bool:
    """Tell whether a person has to see more than the one line of what was imported."""
    return bool(report.failures or report.undecided or report.duplicates or not report.imported)


def _count(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"
