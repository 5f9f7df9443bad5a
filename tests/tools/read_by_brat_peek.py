"""Read a brat folder with brat-peek; print what it finds in each document, as JSON.

Runs under a Python that has brat-peek: ``FOLDER`` is the one argument. Only its reader is loaded:
the rest of it wants libraries that draw.
"""

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

place = Path(importlib.util.find_spec("peek").origin).with_name("ann_structure.py")
spec = importlib.util.spec_from_file_location("ann_structure", place)
peek = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peek)

told = {}
for path in sorted(Path(sys.argv[1]).glob("*.ann")):
    found = peek.AnnDocument(str(path)).anns
    told[path.stem] = {
        **{kind: len(records) for kind, records in found.items()},
        "tags": Counter(each.tag for each in found["entities"]),
        "texts": [each.text for each in found["entities"]],
    }
print(json.dumps(told))  # noqa: T201
