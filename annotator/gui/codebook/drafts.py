"""What is typed about the codebook and not stored yet; it outlives the window and the program."""

from __future__ import annotations

import json
from collections.abc import Mapping

from annotator.gui.settings import Settings

_Key = tuple[str, str]


class Drafts:
    """Drafts of one project by section and entry, each by field; kept on this machine."""

    def __init__(self) -> None:
        self._settings = Settings()
        self._project = ""
        self._found: dict[_Key, dict[str, str]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def of_project(self, project_id: str) -> None:
        """Go on with the drafts of a project; "" where none is open."""
        self._project = project_id
        self._found = _read(self._settings.drafts(project_id)) if project_id else {}

    def get(self, section: str, entry_id: str) -> Mapping[str, str]:
        """Return what is typed about an entry, by field."""
        return self._found.get((section, entry_id), {})

    def put(self, section: str, entry_id: str, draft: Mapping[str, str]) -> None:
        """Keep what is typed about an entry; nothing where it says what is stored."""
        if dict(draft) == self.get(section, entry_id):
            return
        if draft:
            self._found[section, entry_id] = dict(draft)
        else:
            self._found.pop((section, entry_id), None)
        if self._project:
            rows = [[*name, fields] for name, fields in self._found.items()]
            self._settings.keep_drafts(self._project, json.dumps(rows) if rows else "")

    def entries(self, section: str) -> frozenset[str]:
        """Return the entries of a section about which something is typed."""
        return frozenset(name for at, name in self._found if at == section)


def _read(text: str) -> dict[_Key, dict[str, str]]:
    """Return the drafts that were written down; none where they make no sense."""
    try:
        return {
            (str(section), str(name)): {str(field): str(words) for field, words in fields.items()}
            for section, name, fields in (json.loads(text) if text else ())
        }
    except (ValueError, TypeError, AttributeError):
        return {}
