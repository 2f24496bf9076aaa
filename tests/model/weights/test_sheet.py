"""Where the squares stand: nothing overlaps, nothing leaves the room, and no square is smaller than promised."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.arranged import LEAST, TINY, sheet_of
from rnnviz.model.weights.matrices import READOUT, Matrix
from rnnviz.model.weights.sheet import SheetRoom, WeightSheet
from rnnviz.model.weights.shelf import shelf_of
from rnnviz.model.weights.tiles import Tile

ANSWERS = ("other", "destination", "departure", "time")


def sheet(setup: Setup, room: SheetRoom, shown: str = "") -> WeightSheet:
    return sheet_of(shelf_of(setup, len(setup.layers) - 1, setup.layers[-1].ways[0]), room, shown)


def overlap(a: Tile, b: Tile) -> bool:
    (x, y, w, h), (u, v, s, t) = a.box, b.box
    return x < u + s - 0.01 and u < x + w - 0.01 and y < v + t - 0.01 and v < y + h - 0.01


ROOMS = {
    "1080p": SheetRoom(639, 830, 15, 78, 85),
    "720p": SheetRoom(425, 480, 14, 72, 80),
    "4K": SheetRoom(1280, 1700, 30, 156, 170),
}


@settings(max_examples=60, deadline=None)
@given(
    cell=st.sampled_from(sorted(CELLS)), hidden=st.integers(1, 64), layers=st.integers(1, 2),
    direction=st.sampled_from(["forward", "both"]), room=st.sampled_from(sorted(ROOMS)), answers=st.integers(0, 26),
)  # fmt: skip
def test_nothing_overlaps_and_nothing_leaves_the_room(
    cell: str, hidden: int, layers: int, direction: str, room: str, answers: int
) -> None:
    below = (LayerChoice("rnn", hidden=2),) * (layers - 1)
    setup = Setup((*below, LayerChoice(cell, hidden=hidden, direction=direction)))
    if answers:
        setup = setup.with_readout(Readout("softmax", tuple(f"a{n}" for n in range(max(2, answers)))))
    shelf, at = shelf_of(setup, layers - 1, "forward"), ROOMS[room]
    for line in (*shelf.lines, ""):
        found = sheet_of(shelf, at, line)
        for tile in found.tiles:
            left, top, wide, high = tile.box
            assert left >= 0 and top >= 0 and left + wide <= at.width + 0.5 and top + high <= at.height + 0.5
            assert tile.wide >= TINY - 0.01 and tile.high >= TINY - 0.01
            assert found.folded or tile.matrix.start or min(tile.wide, tile.high) >= LEAST - 0.01
        assert not any(overlap(a, b) for a, b in combinations(found.tiles, 2))
        if not found.folded:
            assert {tile.matrix for tile in found.tiles} == set(shelf.matrices)
            break
        if line:
            assert {tile.matrix.line for tile in found.tiles if not tile.matrix.start} == {line}


def test_the_shipped_slot_network_is_seen_whole_on_a_projector_and_by_gate_on_a_laptop() -> None:
    words = parse_sequence(" ".join(f"w{n}" for n in range(25)))
    setup = Setup.of("lstm", sequence=words).with_readout(Readout("softmax", ANSWERS))
    whole, small = sheet(setup, ROOMS["1080p"]), sheet(setup, ROOMS["720p"], "i")
    assert not whole.folded and small.folded and small.shown == "i"
    v, u, d, b = (next(t for t in whole.tiles if t.matrix.own == own) for own in ("V", "U_o", "d", "b_o"))
    assert v.left == pytest.approx(u.left) and d.left == pytest.approx(b.left) and v.top > u.top
    assert not small.averaged and all(tile.high >= LEAST for tile in small.tiles)
    assert sheet(setup, ROOMS["720p"], READOUT).shown == READOUT


def test_sixty_four_units_are_single_squares_on_a_large_screen_and_means_where_words_are_many() -> None:
    setup = Setup.of("lstm", hidden=64)
    assert not sheet(setup, ROOMS["1080p"], "f").averaged and not sheet(setup, ROOMS["720p"], "f").averaged
    setup = Setup.of("lstm", hidden=64, sequence=parse_sequence(" ".join(f"w{n}" for n in range(120))))
    small = sheet(setup, ROOMS["720p"], "f")
    assert small.averaged
    tile = next(t for t in small.tiles if t.matrix.own == "U_f")
    numbers = np.random.default_rng(0).normal(size=(64, 64))
    rows, columns = tile.by
    assert tile.shown(numbers)[0, 0] == pytest.approx(numbers[:rows, :columns].mean())
    assert tile.shown(numbers)[-1, -1] == pytest.approx(
        numbers[(tile.rows - 1) * rows :, (tile.columns - 1) * columns :].mean()
    )


@pytest.mark.parametrize("matrix", [Matrix("0.W", "W", (3, 5), "h"), Matrix("0.b", "b", (4,), "h"),
                                    Matrix("0.h", "h", (6,), "h", start=True)])  # fmt: skip
def test_a_square_is_found_where_it_lies(matrix: Matrix) -> None:
    tile = Tile(matrix, 40, 20, 12, 15)
    for row in range(matrix.rows):
        for column in range(matrix.columns):
            index = matrix.index(row, column)
            left, top, wide, high = tile.of_index(index)
            assert tile.index_at(left + wide / 2, top + high / 2) == index and matrix.square(index) == (row, column)
    assert tile.index_at(39.9, 25) is None and tile.index_at(45, 19.9) is None
