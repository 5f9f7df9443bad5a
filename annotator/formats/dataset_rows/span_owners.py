"""Whose record is which, where a row tells of a span all records and all annotators together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.formats.dataset_rows.cells import OwnRow


def owners(rows: Sequence[OwnRow]) -> Mapping[str, str]:
    """Return the annotator of each record.

    A record is of somebody who marked all of its spans. Where several did, they marked the same,
    and each of them gets one of the records.
    """
    possible: dict[str, set[str]] = {}
    beside: dict[str, set[str]] = {}
    for row in rows:
        for fields in row.fields.objects("spans"):
            each = OwnRow(fields)
            people, records = set(each.names("annotators")), each.names("records")
            for record in records:
                possible[record] = possible.get(record, people) & people
                beside.setdefault(record, set()).update(records)
    found: dict[str, str] = {}
    for record in sorted(possible, key=lambda each: (len(possible[each]), each)):
        taken = {found[other] for other in beside[record] if other in found}
        free = sorted(possible[record] - taken) or sorted(possible[record])
        if free:
            found[record] = free[0]
    return found
