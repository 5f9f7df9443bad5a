"""The front matter of a dataset's card, by which the Hugging Face Hub and ``datasets`` load it.

The rules are those of the Hub ("Dataset cards", "Manual configuration", 2024). Names of splits
there are words of letters, digits and underscores, and "all" is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

from annotator.dataset.tasks.rows import Task

if TYPE_CHECKING:
    from annotator.dataset.files.card import CardFacts
    from annotator.dataset.files.row_files import HowRows

_CATEGORY: Mapping[Task, str] = {
    "stance": "text-classification",
    "claim-detection": "text-classification",
    "claim-type": "text-classification",
    "spans": "token-classification",
    "quotations": "token-classification",
    "entities": "token-classification",
    "article-labels": "text-classification",
}
_SIZES = ((1000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M"))
_LICENCES = re.compile(r"cc0-1\.0|cc-by(-nc)?(-sa|-nd)?-[34]\.0|mit|apache-2\.0|odbl|pddl|odc-by")


def split_name(split: str) -> str:
    """Return what a split is called on the Hub: "fold-1" is fold_1, and everything is train."""
    return "train" if split == "all" else re.sub(r"\W", "_", split)


def front_matter(
    how: HowRows, facts: CardFacts, suffix: str, *, dataset_info: Mapping[str, object] | None = None
) -> str:
    """Return what stands before the card of a dataset with a file for each split that has rows.

    ``dataset_info`` describes the columns; without it they are found out when it is loaded.
    """
    counts = facts.counts
    head = {
        "pretty_name": facts.title,
        "language": [how.codebook.language],
        **_licence(facts.licence),
        "task_categories": [_CATEGORY[how.task]],
        "size_categories": [_size(counts.rows)],
        "tags": ["news", how.task],
        "configs": [
            {
                "config_name": "default",
                "data_files": [
                    {"split": split_name(split), "path": f"{split}{suffix}"}
                    for split in facts.options.split.names
                    if counts.splits[split]
                ],
            }
        ],
        **({} if dataset_info is None else {"dataset_info": dict(dataset_info)}),
    }
    told = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{told}---\n\n"


def _size(rows: int) -> str:
    return next((name for limit, name in _SIZES if rows < limit), "1M<n<10M")


def _licence(words: str) -> dict[str, str]:
    """Return a licence as the Hub names it, or its words where the Hub has no name for it."""
    name = re.sub(r"[\s_]+", "-", words.strip().lower())
    if not name:
        return {"license": "unknown"}
    if _LICENCES.fullmatch(name):
        return {"license": name}
    return {"license": "other", "license_name": " ".join(words.split())}
