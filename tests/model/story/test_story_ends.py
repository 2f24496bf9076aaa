"""Every move in every place of odd stories: one digest of all answers for each story.

`test_score` says what the moves mean; here is what each comes to in stories of one step, of one line, of layers in both
directions and of read-outs. `python -m tests.model.story.test_story_ends` prints the present ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from rnnviz.engine import CELLS
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.story.journey import journey
from rnnviz.model.story.score import Score
from tests.engine.cases import cell

ONE = cell("h = tanh(W @ x + U @ h_prev)")
TAIL = ("y", "p", "loss")
STORIES = {
    "one line, one step": Score.single(ONE, 1),
    "one line": Score.single(ONE, 3),
    "lstm": Score.single(CELLS["lstm"], 2),
    "answers": Score.of([[("forward", CELLS["gru"])]], 2, TAIL),
    "backward": Score.of([[("backward", CELLS["mgu"])]], 3, TAIL[::2]),
    "both": Score.of([[("forward", ONE), ("backward", ONE)]], 3),
    "layers": Score.of([[("forward", ONE)], [("forward", CELLS["mgu"])]], 2, TAIL),
    "layers in both": Score.of([[("forward", ONE), ("backward", ONE)], [("backward", CELLS["mgu"])]], 2, TAIL),
}
KEPT = {
    "one line, one step": "4f99d504d690",
    "one line": "61525f4fe357",
    "lstm": "478d36908cdf",
    "answers": "f8d1cf055b7f",
    "backward": "6c0d9086ee74",
    "both": "9b120422644a",
    "layers": "685c1b943d75",
    "layers in both": "2f08cb19d4c6",
}


def cursors(score: Score) -> Iterator[Cursor]:
    for part, step, grain, pass_ in product(score.parts, range(score.steps), GRAINS, ("forward", "backward")):
        for line in range(part.count):
            yield Cursor(step, line, pass_, grain, part.layer, part.way)


def told(score: Score) -> Iterator[object]:
    for cursor in cursors(score):
        yield score.halts(cursor), score.at_end(cursor), score.to_start(cursor), score.to_end(cursor)
        yield [score.advance(cursor, count) for count in (-2, -1, 1, 2, 1000)]
        yield [score.whole_step(cursor, count) for count in (-1000, -1, 1, 2)]
        yield score.fitted(cursor), score.reversed(cursor), [score.with_grain(cursor, grain) for grain in GRAINS]
        yield sorted(score.answered(cursor)), score.answering(cursor), len(journey(score, cursor, 4))
        head = score.playhead(cursor)
        yield head.step, str(head.share), head.pass_, head.grain
        for part in score.parts:
            yield score.at(head, part.layer, part.way), score.visit(cursor, part.layer, part.way)
            yield [score.reached(cursor, part.layer, part.way, step) for step in range(score.steps)]
        yield score.visit(cursor, 9, "sideways"), score.visit(cursor, -1, "backward")
        yield score.inside(replace(cursor, step=99, line=99)), score.inside(replace(cursor, step=-1))
        on = score.cell(cursor)
        yield cursor.now(on), sorted(cursor.known(on)), cursor.stage(on), cursor.beyond(on)


def digest(score: Score) -> str:
    return hashlib.sha256(repr(list(told(score))).encode()).hexdigest()[:12]


@pytest.mark.parametrize("name", STORIES)
def test_every_move_comes_to_where_it_came(name: str) -> None:
    assert digest(STORIES[name]) == KEPT[name]


def test_a_journey_has_an_end() -> None:
    score = Score.single(ONE, 3)
    start = score.to_start(Cursor())
    assert [len(journey(score, start, most)) for most in (0, 1, 2, 3, 9)] == [1, 1, 2, 3, 3]


if __name__ == "__main__":
    for name, score in STORIES.items():
        print(f'    "{name}": "{digest(score)}",')
