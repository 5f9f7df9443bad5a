"""Read the columns of tags of a CoNLL file with seqeval, strictly; print counts, as JSON.

Runs under a Python that has seqeval: ``FILE`` is the one argument. Columns after the second hold
IOB2 tags.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from seqeval.metrics import f1_score
from seqeval.scheme import IOB2, Entities

sentences, rows = [], []
for line in Path(sys.argv[1]).read_text(encoding="utf-8").split("\n"):
    if line.startswith(("-DOCSTART-", "#")) or not line:
        if rows:
            sentences.append(rows)
        rows = []
    else:
        rows.append(line.split("\t"))
counts, scores = Counter(), []
for column in range(2, len(sentences[0][0])):
    tags = [[row[column] for row in each] for each in sentences]
    found = Entities(tags, IOB2)
    counts.update(entity.tag for sentence in found.entities for entity in sentence)
    scores.append(f1_score(tags, tags, mode="strict", scheme=IOB2))
print(json.dumps({"counts": counts, "columns": len(scores), "scores": sorted(set(scores))}))  # noqa: T201
