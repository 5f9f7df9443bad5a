"""Read files with Potato's importers; print what they find in each document, as JSON.

Runs under a Python that has Potato: ``PATH FORMAT`` are the arguments.
"""

import json
import sys
from pathlib import Path

from potato.importers.text.registry import text_import_registry

path, name = Path(sys.argv[1]), sys.argv[2]
found = text_import_registry.parse_path(name, path)
print(  # noqa: T201
    json.dumps(
        {
            "likely": text_import_registry.detect_path(path),
            "warnings": found.warnings,
            "documents": [
                {
                    "text": each.text,
                    "spans": [
                        [
                            span.label,
                            span.annotator,
                            [[one["start"], one["end"]] for one in span.additional_parts],
                            [span.start, span.end],
                        ]
                        for span in each.spans
                    ],
                }
                for each in found.documents
            ],
        }
    )
)
