"""Where rows of the chain lie, asked without a window: nothing overlaps, everything fits, points lead back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF

from rnnviz.model.chain.chain import ChainReach
from rnnviz.view.chain.plan import BESIDE, BETWEEN, BOXES, NARROWEST, SQUARES, THINNEST, ChainLayout
from rnnviz.view.chain.spans import bands, extent, lit_span, with_now
from rnnviz.view.look.style import Scale
from rnnviz.view.tape.layout import TapeLayout

SCALE = Scale(720)


def plan(ways: tuple[int, ...] = (1, 2), height: int = 240, steps: int = 6, titled: bool = True) -> ChainLayout:
    return ChainLayout(TapeLayout(900, 300, SCALE, 80.0, 3, steps), height, ways, titled)


PLANS = [plan(), plan((1,)), plan((2, 1, 1)), plan(height=60), plan((1,), 80, 6, False), plan(steps=200)]


@pytest.mark.parametrize("found", PLANS)
def test_rows_stand_above_each_other_with_equal_gaps(found: ChainLayout) -> None:
    tops = [found.top(row) for row in range(found.rows)]
    assert found.rows == sum(found.ways) == len(found.layers)
    assert all(high + found.box + found.gap == pytest.approx(low) for low, high in pairwise(tops))
    floor = found.height if found.detail == SQUARES else found.inputs
    assert tops[0] + found.box + found.gap == pytest.approx(floor)
    assert tops[-1] - found.gap == pytest.approx(found.title) and found.gap > 0
    assert found.title == (pytest.approx(SCALE.title * 1.55) if found.titled else 4.0)
    assert found.room == found.height - found.title and found.inputs + found.squares == found.height
    assert found.squares == pytest.approx(min(SCALE.px(15), max(5.0, found.room / 12.5)))


@pytest.mark.parametrize("found", PLANS)
def test_a_height_leads_to_its_row_and_half_a_gap_belongs_to_it(found: ChainLayout) -> None:
    for row in range(found.rows):
        top, bottom = found.top(row), found.top(row) + found.box
        near = 0.49 * found.gap
        assert {found.row_at(y) for y in (top - near, top, (top + bottom) / 2, bottom, bottom + near)} == {row}
        assert found.row_at(bottom + 0.51 * found.gap) == row - 1
    assert found.row_at(found.top(found.rows - 1) - 0.51 * found.gap) == -1


@pytest.mark.parametrize("found", PLANS)
def test_boxes_stand_in_their_columns_and_two_directions_beside_each_other(found: ChainLayout) -> None:
    pitch = found.columns.pitch
    for row, layer in enumerate(found.layers):
        box, inside = found.rect(row, 3), found.inside(row, 3)
        assert box.center().x() == pytest.approx(found.x(row, 3)) and box.top() == found.top(row)
        assert box.height() == pytest.approx(found.box) and box.width() == pytest.approx(found.breadth(row))
        assert found.columns.x(3) < box.left() and box.right() < found.columns.x(4)
        rim = inside.left() - box.left()
        assert rim == pytest.approx(max(2.0, 0.11 * min(box.width(), box.height())))
        assert (inside.top() - box.top(), box.right() - inside.right()) == pytest.approx((rim, rim))
        assert box.bottom() - inside.bottom() == pytest.approx(rim)
        shares = BESIDE if found.ways[layer] == 2 else (0.5,)
        number = row - found.layers.index(layer)
        assert found.offset(row) == shares[number]
        assert found.x(row, 2) == pytest.approx(found.columns.x(2) + shares[number] * pitch)
        if found.ways[layer] == 2:
            assert found.breadth(row) == pytest.approx(0.46 * pitch)
        else:
            assert found.breadth(row) == pytest.approx(min(0.72 * pitch, max(SCALE.px(72), 2 * found.box)))


def test_layers_are_counted_from_below() -> None:
    assert plan((2, 1, 2)).layers == (0, 0, 1, 2, 2)
    assert [plan((2, 1, 2)).offset(row) for row in range(5)] == [*BESIDE, 0.5, *BESIDE]


def test_what_is_seen_of_the_columns_is_a_little_wider_than_they_are() -> None:
    found = plan()
    columns = found.columns
    assert found.area.left() == columns.left - 3
    assert found.area.right() == pytest.approx(columns.left + columns.span + 3)
    assert (found.area.top(), found.area.bottom()) == (0, found.height)
    assert found.visible == range(6) and found.area.contains(QPointF(columns.left, 1))


@pytest.mark.parametrize(("ways", "least"), [((1,), NARROWEST), ((1, 2), 2 * NARROWEST)])
def test_boxes_need_a_column_of_some_width_for_each_direction(ways: tuple[int, ...], least: float) -> None:
    span = plan(ways).columns.span
    fits = int(span / least)
    assert plan(ways, 400, fits).detail == BOXES and plan(ways, 400, fits + 1).detail == SQUARES


def test_boxes_need_some_height_and_are_never_too_high() -> None:
    """Between the last height without and the first with them they are just high enough."""
    heights = [h for h in range(30, 200) if plan(height=h).detail == BOXES]
    first = plan(height=heights[0])
    assert heights == list(range(heights[0], 200)) and heights[0] > 31
    assert THINNEST <= first.box < THINNEST + 0.3
    assert first.gap == pytest.approx(BETWEEN * first.box) and first.squares == 5.0
    high = plan(height=900)
    assert high.box == SCALE.px(72) and high.gap > BETWEEN * high.box
    low = plan(height=heights[0] - 1)
    assert low.box == pytest.approx(0.78 * low.room / 3) and plan((1,), 900, 200).box == SCALE.px(56)
    assert plan(height=3).room == 1.0


# what is lit -----------------------------------------------------------------------------------------------------


def test_bands_are_all_there_is_from_the_input_to_the_rows() -> None:
    found = plan((2, 1))
    kinds = [("input", 0), ("read", 0), ("read", 1), ("into", 1), ("into", 2), ("row", 0), ("row", 1), ("row", 2)]
    assert list(bands(found)) == kinds
    assert bands(plan((2, 1), 60)) == (("row", 0), ("row", 1), ("row", 2))


def test_bands_touch_each_other_from_the_lower_edge_to_the_words() -> None:
    found = plan((2, 1))
    ends = {band: extent(found, band) for band in bands(found)}
    assert ends["input", 0] == (found.inputs, found.height)
    for row in range(3):
        assert ends["row", row] == (found.top(row), found.top(row) + found.box)
    for row in range(2):
        assert ends["read", row] == (ends["row", row][1], found.inputs)
    assert ends["into", 1] == (ends["row", 2][1], ends["row", 0][1]), "from the lowest row of a layer"
    assert ends["into", 2] == (found.title, ends["row", 2][1])
    assert extent(plan((1, 2)), ("into", 1)) == tuple(plan((1, 2)).top(row) + plan((1, 2)).box for row in (2, 0))


@pytest.mark.parametrize(
    ("known", "now", "all_of_it"),
    [
        (range(0, 3), 3, range(0, 4)),
        (range(0, 3), None, range(0, 3)),
        (range(0), 2, range(2, 3)),
        (range(4, 6), 3, range(3, 6)),
        (range(0, 5), 2, range(0, 5)),
    ],
)
def test_what_is_known_and_now(known: range, now: int | None, all_of_it: range) -> None:
    assert with_now(ChainReach(known, now)) == all_of_it


def lit(found: ChainLayout, band: tuple[str, int], done: list[range], now: list[int | None], **more: object) -> object:
    reached = [ChainReach(known, at) for known, at in zip(done, now, strict=True)]
    onward = more.pop("onward", [True] * found.rows)
    return pytest.approx(lit_span(found, band, reached, done, onward, bool(more.get("backward"))))  # type: ignore[arg-type]


def test_a_row_is_lit_as_far_as_its_boxes_are_done() -> None:
    """Onward from left edge to left edge, with the arrow that leaves; reading back from right to right."""
    found, rim = plan((2, 1)), SCALE.line(1.6)
    done, now = [range(0, 3), range(2, 6), range(0)], [None] * 3
    end = found.area.right()
    assert lit(found, ("row", 0), done, now) == (found.rect(0, 0).left() - rim, found.rect(0, 3).left() - rim)
    assert lit(found, ("row", 1), done, now) == (found.rect(1, 2).left() - rim, end)
    back = {"onward": [False] * 3}
    assert lit(found, ("row", 0), done, now, **back) == (max(0.0, found.area.left()), found.rect(0, 2).right() + rim)
    assert lit(found, ("row", 1), done, now, **back) == (found.rect(1, 1).right() + rim, found.rect(1, 5).right() + rim)
    assert lit(found, ("row", 2), done, now) == (0.0, 0.0)
    squares = plan((2, 1), 60)
    assert lit(squares, ("row", 1), done, now) == (squares.columns.x(2), squares.columns.x(6))


def test_what_leads_into_a_layer_is_lit_where_all_below_is_done() -> None:
    found = plan((2, 1))
    x, done = found.columns.x, [range(0, 4), range(2, 6), range(0, 1)]
    now = [4, 1, 1]
    assert lit(found, ("into", 1), done, now) == (x(2), x(4))
    assert lit(found, ("into", 2), done, now) == (x(0), x(1))
    assert lit(found, ("read", 0), done, now) == (x(0), x(5))
    assert lit(found, ("read", 1), done, now) == (x(1), x(6))
    assert lit(found, ("input", 0), done, now) == (x(0), x(6))
    backward = {"backward": True}
    assert lit(found, ("into", 2), done, now, **backward) == (x(0), x(1)), "the loss is there from the start"
    assert lit(found, ("into", 1), done, now, **backward) == (x(0), x(1))
    assert lit(found, ("input", 0), done, now, **backward) == (x(2), x(4)), "the sum over all that read it"
    assert lit(found, ("read", 1), done, now, **backward) == (x(2), x(6))
    nothing = [range(0)] * 3
    assert lit(found, ("input", 0), nothing, [None] * 3) == (x(0), x(0))
    both = plan((1, 2))
    assert lit(both, ("into", 2), [range(6), range(2, 4), range(3, 6)], now, **backward) == (
        both.columns.x(2),
        both.columns.x(6),
    )
