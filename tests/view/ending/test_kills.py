"""Killed in any phase, a rnnviz loses at most three seconds of work and leaves nothing behind in the user's folder."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from rnnviz.io.cells import load_draft
from rnnviz.io.document import load, save
from rnnviz.io.formats.saved import Saved
from rnnviz.io.recovery import finish, left_behind
from rnnviz.model.setup.setup import Setup
from tests.kills import PHASES, Killed, run_and_kill

KILLS = int(os.environ.get("RNNVIZ_KILLS", "5"))
"""`make soak` asks for 200."""
LOST = float(os.environ.get("RNNVIZ_LOST", "10"))
"""Seconds of edits that may be lost: 3 on a machine that does nothing else, which `make soak` asks for."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is asked for")


def found_again(data: Path, killed: Killed, phase: str) -> None:
    """What the next start would offer is what was on screen at most three seconds before, and all that was kept."""
    wanted = max(killed.last("edit", LOST), killed.last("kept"))
    left = left_behind(data)
    try:
        if phase == "knobs" and wanted > 0:
            assert left and left[0].document is not None and load(left[0].document).setup.weights.seed >= wanted
        if phase == "draft" and wanted > 0:
            assert left and left[0].draft is not None
            assert int(load_draft(left[0].draft).name.split()[1]) >= wanted
        for one in left:
            assert one.document is None or load(one.document)
            assert one.crash == ""
    finally:
        for one in left:
            finish(one)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_process_loses_little_and_leaves_nothing(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    phase = PHASES[seed % len(PHASES)]
    folder, data = tmp_path / "user's own", tmp_path / "data"
    folder.mkdir()
    until = "kept" if phase in ("knobs", "draft") and seed % 2 == 0 else ""
    longest = {"knobs": 5.0, "draft": 5.0, "save": 2.0, "start": 1.5, "close": 0.4}[phase]
    killed = run_and_kill(folder, data, phase, rng.uniform(0.0, 1.0 if until else longest), until)
    found_again(data, killed, phase)
    if phase == "save" and killed.last("saved") > 0:
        assert load(folder / "lesson.rnnviz").setup.weights.seed >= killed.last("saved")
    save_again(folder)
    assert {path.name for path in folder.iterdir()} == {"lesson.rnnviz"}


def save_again(folder: Path) -> None:
    """Killed between naming a file and renaming it, a process leaves its neighbour to whoever saves there next."""
    for left in folder.iterdir():
        os.utime(left, (time.time() - 60,) * 2)
    save(folder / "lesson.rnnviz", Saved(Setup()))
