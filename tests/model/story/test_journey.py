"""A journey goes through every halt once, at any grain, and ends where the story does."""

import pytest

from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.story.journey import journey


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("pass_", ["forward", "backward"])
def test_every_halt_once(grain: str, pass_: str) -> None:
    score = Setup.of("lstm", hidden=2).score
    start = score.to_start(Cursor(3, 0, pass_, grain))
    halts = journey(score, start, 1_000)
    assert len(set(halts)) == len(halts) and halts[0] == start and score.at_end(halts[-1])
    assert {halt.step for halt in halts} == set(range(score.steps))
    assert journey(score, start, 5) == halts[:5]
    assert journey(score, halts[-1], 5) == halts[-1:]
