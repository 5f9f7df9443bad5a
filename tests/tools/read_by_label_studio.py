"""Read an export with Label Studio's own SDK and print what it thinks of it, as JSON.

Runs under the Python of the tools, which has no code of ours: ``FOLDER`` is the one argument.
"""

import json
import sys
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface

folder = Path(sys.argv[1])
interface = LabelInterface((folder / "labeling_config.xml").read_text(encoding="utf-8"))
interface.validate()  # raises where the configuration is wrong
tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
annotations = [each for task in tasks for each in task["annotations"]]
print(  # noqa: T201
    json.dumps(
        {
            "tasks": [interface.validate_task({"data": task["data"]}) for task in tasks],
            "annotations": [interface.validate_annotation(each) for each in annotations],
            "regions": sum(
                interface.validate_region(region)
                for each in annotations
                for region in each["result"]
                if region["type"] != "relation"
            ),
            "wrong": interface.validate_annotation(
                {"result": [{**annotations[0]["result"][0], "from_name": "nobody"}]}
            ),
        }
    )
)
