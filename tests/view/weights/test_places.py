"""From square to square of the weights, and where their pictures' edges lie: asked without a window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from rnnviz.model.weights.matrices import Matrix
from rnnviz.model.weights.tiles import Tile
from rnnviz.view.weights.heat import GAP_FROM, _edges, square
from rnnviz.view.weights.says import beside, beyond, shape, value_text

W = Matrix("0.W_f", "W_f", (3, 5), "f", operand=1, reads="x")
U = Matrix("0.U_f", "U_f", (3, 3), "f", operand=2, reads="h_prev")
B = Matrix("0.b_f", "b_f", (3,), "f", added=True)
START = Matrix("h0", "h", (4,), "h", start=True)
ORDER = (W, U, B, START)


@pytest.mark.parametrize(
    ("matrix", "index", "move", "wanted"),
    [
        (W, (1, 2), (0, 1), (1, 3)),
        (W, (1, 2), (-1, 0), (0, 2)),
        (W, (2, 4), (1, 1), (2, 4)),
        (W, (0, 0), (-1, -1), (0, 0)),
        (W, None, (1, 1), (0, 0)),
        (B, (1,), (1, 0), (2,)),
        (B, (2,), (0, 1), (2,)),
        (START, (1,), (0, 2), (3,)),
        (START, (1,), (1, -1), (0,)),
    ],
)
def test_the_square_beside_as_far_as_the_matrix_goes(
    matrix: Matrix, index: tuple[int, ...] | None, move: tuple[int, int], wanted: tuple[int, ...]
) -> None:
    assert beside(matrix, index, move) == (matrix, wanted)


@pytest.mark.parametrize(
    ("matrix", "index", "count", "wanted"),
    [
        (W, (0, 4), 1, (W, (1, 0))),
        (W, (1, 0), -1, (W, (0, 4))),
        (W, (2, 4), 1, (U, (0, 0))),
        (U, (0, 0), -1, (W, (2, 4))),
        (U, (2, 2), 1, (B, (0,))),
        (START, (3,), 1, (W, (0, 0))),
        (W, (0, 0), -1, (START, (3,))),
        (W, (0, 1), 7, (W, (1, 3))),
        (W, (0, 1), -1, (W, (0, 0))),
    ],
)
def test_the_next_square_row_by_row_and_then_in_the_next_matrix(
    matrix: Matrix, index: tuple[int, ...], count: int, wanted: tuple[Matrix, tuple[int, ...]]
) -> None:
    assert beyond(ORDER, matrix, index, count) == wanted


def test_every_square_is_reached_once_on_the_way_round() -> None:
    seen, here = set[tuple[str, tuple[int, ...]]](), (W, (0, 0))
    for _ in range(15 + 9 + 3 + 4):
        seen.add((here[0].own, here[1]))
        there = beyond(ORDER, *here, 1)
        assert beyond(ORDER, *there, -1) == here
        here = there
    assert len(seen) == 31 and here == (W, (0, 0))


def test_numbers_and_shapes_in_words() -> None:
    assert (value_text(0.5), value_text(0.0), value_text(0.005)) == ("0.50", "0.00", "0.01")
    assert value_text(-0.004) not in ("−0.00", "0.00") and "10" in value_text(1e-9)
    assert (shape(W), shape(B)) == ("3 × 5", "3")


@pytest.mark.parametrize(("start", "side", "ratio", "shift"), [(3.2, 10.0, 1.0, 0.0), (0.5, 7.3, 2.0, 5.0)])
def test_edges_lie_on_whole_pixels_as_near_as_can_be(start: float, side: float, ratio: float, shift: float) -> None:
    found = _edges(start, side, 6, ratio, shift)
    assert np.all(np.abs(found - ((start + np.arange(7) * side) * ratio + shift)) <= 0.5) and len(found) == 7


def test_of_squares_smaller_than_a_pixel_none_is_lost() -> None:
    found = _edges(2.0, 0.3, 10, 1.0, 0.0)
    assert np.all(np.diff(found) >= 1) and found[0] == 2


def test_a_square_leaves_a_gap_where_it_is_large_enough() -> None:
    for side, gap in ((GAP_FROM, 1.0), (GAP_FROM - 0.1, 0.0)):
        tile = Tile(W, 10.0, 20.0, side, 12.0)
        assert square(tile, 1, 2) == QRectF(10 + 2 * side, 32.0, side - gap, 12 - gap)
