"""Load a folder for the Hub, or a table, with Hugging Face's library; print what it finds, as JSON.

Runs under the Python of the tools, without network: ``PATH`` is the first argument. A second one is
a folder into which each split is written again, as Parquet.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()

from datasets import load_dataset

path = Path(sys.argv[1])
kinds = {".csv": "csv", ".jsonl": "json"}
if path.is_dir():
    loaded = load_dataset(str(path))
else:
    loaded = load_dataset(kinds[path.suffix], data_files=str(path))
if len(sys.argv) > 2:
    for name, split in loaded.items():
        split.to_parquet(str(Path(sys.argv[2]) / f"{name}.parquet"))
print(  # noqa: T201
    json.dumps(
        {
            name: {
                "features": {key: type(kind).__name__ for key, kind in split.features.items()},
                "rows": len(split),
                "columns": split.column_names,
                "names": getattr(split.features.get("label"), "names", None),
                "first": {key: str(value) for key, value in split[0].items()} if len(split) else {},
            }
            for name, split in loaded.items()
        }
    )
)
