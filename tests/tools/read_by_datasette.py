"""Open a folder with a database in Datasette; print what its pages hold, as JSON.

Runs under a Python that has Datasette: ``FOLDER`` and words to search for are the arguments.
"""

import asyncio
import json
import sys
from pathlib import Path

from datasette.app import Datasette

folder = Path(sys.argv[1])


async def main() -> None:
    """Ask for the pages as a browser would."""
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    datasette = Datasette([str(folder / "annotations.db")], metadata=metadata)
    await datasette.invoke_startup()
    told = {}
    page = (await datasette.client.get("/annotations.json")).json()
    for each in (*page["tables"], *page["views"]):
        place = f"/annotations/{each['name']}"
        answer = await datasette.client.get(f"{place}.json?_shape=array&_size=max")
        shown = await datasette.client.get(place)
        rows = answer.json() if answer.status_code == 200 else []
        told[each["name"]] = {"status": [answer.status_code, shown.status_code], "rows": len(rows)}
    found = await datasette.client.get(
        f"/annotations/articles.json?_shape=array&_search={sys.argv[2]}"
    )
    described = (await datasette.client.get("/")).text
    title = metadata.get("title", "")
    print(  # noqa: T201
        json.dumps({"tables": told, "found": len(found.json()), "titled": title in described})
    )


asyncio.run(main())
