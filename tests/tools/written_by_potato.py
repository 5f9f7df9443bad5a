"""Write labelled texts in Potato's export formats; print the files of each, as JSON.

Runs under a Python that has Potato: ``FILE OUT`` are the arguments. The file has a list of texts,
each with ``text`` and ``spans`` of annotator, label, start and end.
"""

import json
import sys
from pathlib import Path

from potato.export.base import ExportContext
from potato.export.registry import export_registry

texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
labels = sorted({label for each in texts for _, label, _, _ in each["spans"]})
people = sorted({who for each in texts for who, _, _, _ in each["spans"]})
context = ExportContext(
    config={"annotation_task_name": "Talks", "item_properties": {"text_key": "text"}},
    annotations=[
        {
            "instance_id": str(number),
            "user_id": who,
            "labels": {},
            "links": {},
            "spans": {
                "parts": [
                    {"name": label, "start": start, "end": end}
                    for by, label, start, end in each["spans"]
                    if by == who
                ]
            },
        }
        for number, each in enumerate(texts)
        for who in people
    ],
    items={str(number): {"text": each["text"]} for number, each in enumerate(texts)},
    schemas=[{"annotation_type": "span", "name": "parts", "labels": labels}],
    output_dir=sys.argv[2],
)
told = {}
for name in ("qdpx", "conll_2003", "conll_u"):
    place = Path(sys.argv[2]) / name
    told[name] = export_registry.export(name, context, str(place)).files_written
print(json.dumps(told))  # noqa: T201
