"""Write a codebook as a file that a person edits by hand, and that reads back the same."""

from __future__ import annotations

import yaml

from annotator.codebook.model import Codebook
from annotator.codebook.stored import codebook_to_plain

_HEAD = """\
# The codebook {reference}, as the project had it.
#
# Edit it by hand. `annotator codebook check FILE` names every line in which something is wrong;
# `annotator codebook change PROJECT FILE --preview` tells what would become of annotations.
# Under "former" stands what is not offered any more; annotations may still have it.

"""
_WIDTH = 98


def codebook_text(codebook: Codebook) -> str:
    """Return a codebook as YAML text, with what it knows of former entries."""
    fields = codebook_to_plain(codebook).items()
    plain = {name: _written(value) for name, value in fields if value != ""}
    body = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return _HEAD.format(reference=codebook.reference) + body


def _written(value: object) -> object:
    """Return a plain value without the fields of entries in which nothing stands."""
    if isinstance(value, list):
        return [_written(each) for each in value]
    if isinstance(value, dict):
        return {name: _written(each) for name, each in value.items() if each not in ("", None, [])}
    return value
