"""Let Label Studio's own converter turn an export into its other formats; print their files.

Runs under a Python that has the SDK: ``FOLDER OUT`` are the arguments.
"""

import json
import sys
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.converter.converter import Format

folder, out = Path(sys.argv[1]), Path(sys.argv[2])
config = (folder / "labeling_config.xml").read_text(encoding="utf-8")
told = {}
for kind in (Format.JSON, Format.JSON_MIN, Format.CSV, Format.CONLL2003):
    place = out / kind.name
    place.mkdir(parents=True)
    Converter(config, str(place), download_resources=False).convert(
        str(folder / "tasks.json"), str(place), kind, is_dir=False
    )
    told[kind.name] = sorted(str(each) for each in place.rglob("*") if each.is_file())
print(json.dumps(told))  # noqa: T201
