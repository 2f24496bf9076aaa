"""Where answers stand beside the cell, and which of many: asked without a window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from rnnviz.model.picture import grid as g
from rnnviz.view.look.style import Scale
from rnnviz.view.stage.answer.plan import (
    BELOW_EACH,
    LIKELIEST,
    LONG,
    MARKS,
    PILL,
    ROWS,
    SHORT,
    V_LOW,
    V_SIZE,
    V_SMALL,
    AnswerPlan,
    column_of,
    plan_of,
    shown_rows,
)
from rnnviz.view.stage.grid import BESIDE, Grid, fitted
from rnnviz.view.stage.marks import SEMIBOLD, text_width


@pytest.mark.parametrize("height", [720, 1080])
def test_the_widest_name_makes_the_column_wide_up_to_a_limit(qapp: object, height: int) -> None:
    px = Scale(height).body
    beside = MARKS * px + text_width("0.00", px, SEMIBOLD) + 12
    short, middle, long = (text_width(name, px, SEMIBOLD) for name in ("a", "departure", "x" * 60))
    assert short < SHORT * px < middle + 30 and LONG * px < long
    found = column_of(["a"], height)
    assert (found.labels, found.floor, found.least) == (
        pytest.approx(short + beside),
        px,
        pytest.approx(short + beside),
    )
    found = column_of(["a", "departure" * 1, "x" * 60], height)
    assert found.labels == pytest.approx(LONG * px + beside) and found.least == pytest.approx(SHORT * px + beside)
    assert column_of([], height).labels == pytest.approx(beside)
    assert column_of(["a"] * BELOW_EACH, height).labels == pytest.approx(short + beside)
    assert column_of(["a"] * (BELOW_EACH + 1), height).labels == pytest.approx(short + beside + BESIDE * px)


def grid_of(width: int, height: int, ground: g.Ground = g.TALL) -> Grid:
    found = fitted(width, height, ground=ground, column=column_of(["destination", "time"], 720))
    assert found.column is not None
    return found


@pytest.mark.parametrize(("size", "ground"), [((828, 368), g.TALL), ((1800, 800), g.TALL), ((1500, 420), g.WIDE)])
def test_box_pill_bars_and_loss_stand_below_each_other_in_the_middle(
    qapp: object, size: tuple[int, int], ground: g.Ground
) -> None:
    grid = grid_of(*size, ground)
    plan, u = plan_of(grid), grid.u
    left, right = grid.column
    assert plan.middle == pytest.approx((left + right) / 2) == pytest.approx(plan.bars.center().x())
    assert plan.pill.center().x() == pytest.approx(plan.middle)
    assert (plan.bars.left(), plan.bars.right()) == (pytest.approx(left), pytest.approx(right))
    width, high = V_SMALL if u < 8 else V_SIZE
    assert plan.box.width() == pytest.approx(width * u)
    assert plan.box.height() == pytest.approx(max(high * u, V_LOW) if u < 8 else high * u)
    top, begin, end, loss = (3.7, 16.6, 31.6, 34.5) if ground is g.WIDE else (4.6, 20.0, None, None)
    end = end or ground.frame[3]
    assert plan.box.top() == pytest.approx(grid.at(0, top).y())
    assert plan.bars.top() == pytest.approx(grid.at(0, begin).y())
    assert plan.bars.bottom() == pytest.approx(grid.at(0, end).y())
    assert plan.loss == pytest.approx(grid.at(0, loss or end + 3.8).y())
    assert plan.box.bottom() < plan.pill.top() and plan.pill.bottom() < plan.bars.top()
    assert plan.pill.top() - plan.box.bottom() == pytest.approx(plan.bars.top() - plan.pill.bottom())
    assert plan.pill.height() == pytest.approx(max(PILL[1] * u, 1.5 * grid.pill))
    assert plan.pill.width() == pytest.approx(
        max(PILL[0] * u, text_width("softmax′", grid.pill) + 1.2 * grid.pill)
    )  # fmt: skip
    assert plan.px == grid.least_type and plan_of(grid) is plan


def test_rows_share_their_room_and_are_never_taller_than_asked(qapp: object) -> None:
    plan = plan_of(grid_of(1800, 800))
    u, inside = plan.grid.u, plan.inside
    assert inside == plan.bars.adjusted(1.1 * u, 0.45 * u, -1.1 * u, -0.45 * u)
    rows = plan.rows(9, last=20.0, first=30.0)
    assert len(rows) == 9 and rows[0].top() == pytest.approx(inside.top() + 30)
    assert all(a.bottom() == pytest.approx(b.top()) for a, b in pairwise(rows))
    assert rows[-1].bottom() == pytest.approx(inside.bottom() - 20)
    assert all((r.left(), r.right()) == (inside.left(), pytest.approx(inside.right())) for r in rows)
    (only,) = plan.rows(1, tallest=3.0)
    assert only.height() == pytest.approx(3.0 * plan.px) and only.height() < inside.height() and plan.rows(0) == []
    small = AnswerPlan(Grid(8.0, 0, 0, floor=15), QRectF(), QRectF(), QRectF(), 0.0, 20)
    large = AnswerPlan(Grid(8.0, 0, 0, floor=16), QRectF(), QRectF(), QRectF(), 0.0, 20)
    assert (small.bar, large.bar) == (pytest.approx(18.6), pytest.approx(25.0))


@pytest.mark.parametrize(
    ("p", "target", "drawn", "wanted"),
    [
        ([0.1] * ROWS, 3, None, list(range(ROWS))),
        ([0.1, 0.4, 0.1, 0.3, 0.0, 0.05, 0.05], None, None, [1, 3, 0, 2, 5]),
        ([0.1, 0.4, 0.1, 0.3, 0.0, 0.05, 0.05], 4, 6, [1, 3, 0, 2, 5, 4, 6]),
        ([0.1, 0.4, 0.1, 0.3, 0.0, 0.05, 0.05], 4, 4, [1, 3, 0, 2, 5, 4]),
        ([0.1, 0.4, 0.1, 0.3, 0.0, 0.05, 0.05], 1, None, [1, 3, 0, 2, 5]),
    ],
)
def test_of_many_answers_the_likeliest_then_target_and_drawn_one(
    p: list[float], target: int | None, drawn: int | None, wanted: list[int]
) -> None:
    assert shown_rows(p, target, drawn) == wanted and LIKELIEST == 5
