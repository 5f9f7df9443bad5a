"""How many keys a statement takes, over the worked example, without and with suggestions.

Run it with ``pytest -s`` to read the table. Going there counts, other parts than content, source,
actors, one claim type and one stance do not; what a possible statement that was right takes is
told without going there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

import pytest
from pytestqt.qtbot import QtBot

from tests.walks.replaying import empty_project, replay, worked_example
from tests.walks.typist import GO, LABEL, MORE

CHECKOUT = Path(__file__).resolve().parents[2]
OFFSCREEN = r"This plugin does not support (propagateSizeHints|raise)\(\)"


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the worked example, where it lies beside the checkout."""
    folder = CHECKOUT.parent / "shared" / "corpus"
    if not (folder / "seeds").is_dir():
        pytest.skip("the worked example does not lie beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))


@pytest.mark.slow
@pytest.mark.qt_log_ignore(OFFSCREEN, extend=True)
@pytest.mark.parametrize("suggesting", [False, True], ids=["without suggestions", "with them"])
def test_a_statement_takes_few_keys(
    qtbot: QtBot, seeds: Path, tmp_path: Path, suggesting: bool
) -> None:
    wanted = worked_example(seeds, tmp_path)
    path = empty_project(tmp_path, [seeds / "seeds"], suggesting=suggesting)
    typists = replay(qtbot, path, wanted, suggesting=suggesting)
    keys = [each.pressed[GO] + each.pressed[LABEL] for each in typists]
    more = [each.pressed[MORE] for each in typists]
    print(f"\n{'with' if suggesting else 'without'} suggestions, {len(keys)} statements")
    print(f"  {'going there, content, source, actors, type, stance':52} {_told(keys)}")
    print(f"  {'everything else but the letters of notes':52} {_told(more)}")
    assert median(keys) <= 8
    if suggesting:
        right = [each for each in typists if each.was_right]
        likely = [each.pressed[LABEL] for each in right if each.took_likeliest]
        every = [each.pressed[LABEL] for each in right]
        print(f"  {f'{len(right)} possible statements that were right':52} {_told(every)}")
        print(f"  {f'{len(likely)} of them with the likeliest target':52} {_told(likely)}")
        assert median(likely) <= 2


def _told(keys: Sequence[int]) -> str:
    tenth = sorted(keys)[int(0.9 * (len(keys) - 1))]
    return f"median {median(keys):g}, mean {mean(keys):.1f}, 9 of 10 at most {tenth}"
