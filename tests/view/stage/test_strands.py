"""Wires as paths: corners, bridges, arrowheads and where they end, asked without a window."""

from __future__ import annotations

from math import hypot

import pytest
from PySide6.QtGui import QPainterPath

from rnnviz.engine import CELLS
from rnnviz.model.picture.grid import BELT_WIDTH, CORNER, HOP, HOP_BELT
from rnnviz.view.stage.grid import Grid, Screen, laid_out
from rnnviz.view.stage.strands import Strands, _head, _path, _radii

GRID = Grid(10.0, 3.0, 5.0)


def in_u(path: QPainterPath) -> list[tuple[float, float]]:
    """The elements of a path, in u."""
    elements = [path.elementAt(i) for i in range(path.elementCount())]
    return [GRID.back(e.x, e.y) for e in elements]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("points", "cut", "wanted"),
    [
        ([(0, 0), (10, 0), (10, 10)], 0.0, CORNER),
        ([(0, 0), (1, 0), (1, 10)], 0.0, 1.0),
        ([(0, 0), (10, 0), (10, 1)], 0.0, 1.0),
        ([(0, 0), (10, 0), (10, 3)], 2.2, 0.8),
    ],
)
def test_a_corner_is_as_round_as_its_straight_parts_have_room_for(
    points: list[tuple[float, float]], cut: float, wanted: float
) -> None:
    assert _radii(points, cut) == [0.0, pytest.approx(wanted), 0.0]


def test_a_part_that_bends_twice_shares_its_length() -> None:
    assert _radii([(0, 0), (9, 0), (9, 2), (20, 2)], 0.0) == [0.0, 1.0, 1.0, 0.0]
    assert _radii([(0, 0), (9, 0)], 1.0) == [0.0, 0.0]


def test_a_wire_runs_round_its_corner_and_stops_before_its_end() -> None:
    path, arcs = _path(GRID, [(0, 0), (10, 0), (10, 8)], 2.0, [])
    places = in_u(path)
    assert arcs is None and places[0] == pytest.approx((0, 0)) and places[-1] == pytest.approx((10, 6))
    assert places[1] == pytest.approx((10 - CORNER, 0)) and places[4] == pytest.approx((10, CORNER))
    for control, near in ((places[2], places[1]), (places[3], places[4])):
        share = hypot(control[0] - near[0], control[1] - near[1]) / CORNER
        assert share == pytest.approx(0.5523), "a quarter of a circle"


@pytest.mark.parametrize(("a", "b"), [((5, 0), (5, 20)), ((5, 20), (5, 0))])
def test_a_bridge_bends_to_the_right_over_what_it_crosses(a: tuple[float, float], b: tuple[float, float]) -> None:
    hops = [(5.0, 8.0, HOP), (5.0, 14.0, HOP_BELT), (5.0, 0.2, HOP), (5.0, 19.9, HOP), (6.0, 4.0, HOP)]
    path, arcs = _path(GRID, [a, b], 0.0, hops)
    assert arcs is not None
    for found in (path, arcs):
        box = found.boundingRect()
        left, _ = GRID.back(box.left(), 0)
        right, _ = GRID.back(box.right(), 0)
        assert (left, right) == pytest.approx((5, 5 + HOP_BELT), abs=0.02)
    ends = arcs.boundingRect()
    assert GRID.back(0, ends.top())[1] == pytest.approx(8 - HOP, abs=0.02)
    assert GRID.back(0, ends.bottom())[1] == pytest.approx(14 + HOP_BELT, abs=0.02)
    order = [y for _, y in in_u(path)]
    assert order == (sorted(order) if b[1] > a[1] else sorted(order, reverse=True)), "never back"


def test_a_level_run_hops_over_nothing() -> None:
    assert _path(GRID, [(0, 8), (20, 8)], 0.0, [(5.0, 8.0, HOP)])[1] is None


@pytest.mark.parametrize(("length", "width", "half"), [(2.0, 1.0, 1.04), (1.0, 1.0, 0.62)])
def test_a_head_points_where_its_wire_goes(length: float, width: float, half: float) -> None:
    for dx, dy in ((1, 0), (0, -1), (-1, 0)):
        tip, left, notch, right = (
            GRID.back(p.x(), p.y()) for p in _head(GRID, (7, 9), (dx, dy), length, width).toList()
        )
        assert tip == pytest.approx((7, 9))
        assert notch == pytest.approx((7 - 0.86 * length * dx, 9 - 0.86 * length * dy))
        assert ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2) == pytest.approx((7 - length * dx, 9 - length * dy))
        assert hypot(left[0] - right[0], left[1] - right[1]) == pytest.approx(2 * half)


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("key", ["lstm", "gru", "rnn"])
def test_every_piece_ends_where_it_leads_and_turns_round_backward(qapp: object, key: str, backward: bool) -> None:
    screen = Screen(1242, 568)
    picture = laid_out(CELLS[key], screen)
    grid = screen.grid(picture.ground)
    strands = Strands(picture, grid, backward)
    renames = {shape.name for shape in picture.shapes if shape.kind == "through"}
    assert any(map(strands.hops, picture.pieces)) == bool(picture.bridges)
    for piece in picture.pieces:
        strand = strands.strand(piece, 0.6, True)
        assert strands.strand(piece, 0.6, True) is strand and strand.width == pytest.approx(0.6 * grid.u)
        points = list(piece.points)[:: -1 if backward else 1]
        first, last = grid.point(points[0]), grid.point(points[-1])
        begin = strand.body.elementAt(0)
        assert (begin.x, begin.y) == pytest.approx(first.toTuple())  # type: ignore[attr-defined]
        assert (strand.arcs is not None) == strands.hops(piece) and strand.belt == piece.belt
        fork = backward and piece.start == "fork"
        inset = strands.dot_radius(piece.points[0]) if fork else 0.0
        begins = fork or (piece.start == "source" and piece.leaves not in renames)
        ends = piece.end in ("node", "next", "out") and piece.enters not in renames
        assert (strand.head is not None) == (begins if backward else ends)
        end = strand.body.currentPosition()
        if strand.head is None:
            assert end.toTuple() == pytest.approx(last.toTuple())
        else:
            tip = strand.head.at(0)
            assert hypot(tip.x() - last.x(), tip.y() - last.y()) == pytest.approx(inset * grid.u)
            away = hypot(end.x() - tip.x(), end.y() - tip.y()) / grid.u
            wanted = 0.6 + 0.95 * 0.6 if piece.belt else 0.7 + 1.05 * 0.6
            room = hypot(*(a - b for a, b in zip(points[-1], points[-2], strict=True))) - inset
            assert away == pytest.approx(0.8 * min(wanted, 0.85 * room))
    for dot in picture.dots:
        assert strands.dot_radius((dot.x, dot.y)) == pytest.approx(grid.wire(BELT_WIDTH if dot.belt else 0.5) / 2 + 0.3)
    assert strands.dot_radius((-1, -1)) == pytest.approx(grid.wire(0.5) / 2 + 0.3)
