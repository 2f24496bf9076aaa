"""Frames, curves, squares and scales of the plots: where a value stands and what is found at a place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from rnnviz.engine import Experiment, simulate
from rnnviz.model.figures.scales import Axis, Mark
from rnnviz.view.look.style import DARK, THEMES, Scale, value_ground
from rnnviz.view.plots import curves
from rnnviz.view.plots.captions import Content
from rnnviz.view.plots.curves import Curve, Frame
from rnnviz.view.plots.flow import paint
from rnnviz.view.plots.flow.data import FlowData, map_color, map_image, odd, odd_color, quick, samples
from rnnviz.view.plots.flow.paint import Sheet
from rnnviz.view.plots.gradient_content import _badge, _stretches, decades_of
from rnnviz.view.plots.onestep import Size, fitting
from rnnviz.view.plots.spectrum import REACHES, reach
from rnnviz.view.widgets.paper import text_width
from tests.view.paintings import painted, rects

SCALE, WHITE = Scale(720), QColor("white")
FRAME = Frame(QRectF(40, 20, 600, 300), 0, 59, -6, 2)
SQUARE = QRectF(50, 30, 200, 200)


# curves ----------------------------------------------------------------------------------------------------------


def test_steps_and_values_stand_at_their_share_of_the_frame() -> None:
    zoomed = Frame(QRectF(40, 20, 600, 300), 10, 20, -6, 2)
    assert (FRAME.x(0), FRAME.x(59), FRAME.y(-6), FRAME.y(2), FRAME.y(-2)) == (40, 640, 320, 20, 170)
    assert (zoomed.x(10), zoomed.x(15), zoomed.pitch) == (40, 340, 60)
    assert zoomed.seen(60) == (9, 23) and FRAME.seen(60) == (0, 60) and FRAME.seen(500) == (0, 62)
    x, y = zoomed.points(np.array([0.0, -6.0, 1e9, -1e9]))
    assert x.tolist() == [zoomed.x(step) for step in range(4)]
    assert y.tolist() == [zoomed.y(0), 320, 20 - 4000, 320 + 4000]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(700, 3000))
def test_of_steps_denser_than_pixels_the_extremes_of_every_pair_of_columns_are_drawn(seed: int, steps: int) -> None:
    frame = Frame(QRectF(0, 0, 400, 100), 0, steps - 1, 0, 1)
    x, y = frame.points(np.random.default_rng(seed).uniform(0, 1, steps))
    thin_x, thin_y = curves.thinned(x, y, frame)
    assert len(thin_x) == len(thin_y) <= 2 * 201 + 2 and len(thin_x) % 2 == 0
    for column in range(0, 200, 9):
        inside = np.floor(x / 2) == column
        at = np.floor(thin_x / 2) == column
        assert (thin_y[at].min(), thin_y[at].max()) == (y[inside].min(), y[inside].max())
    few = frame.points(np.zeros(7))
    assert curves.thinned(*few, frame)[0] is few[0], "of seven points all are drawn"


def test_where_there_is_room_every_step_is_drawn_and_a_hole_breaks_the_curve() -> None:
    values = np.linspace(-5, 1, 60)
    values[[10, 11, 40]] = np.nan
    shapes = curves.polygons(FRAME, values)
    assert [shape.size() for shape in shapes] == [10, 28, 19]
    wide = Frame(QRectF(0, 0, 1.5 * 59, 100), 0, 59, -6, 2)
    assert curves.thinned(*wide.points(values), wide)[0].size == 60
    assert shapes[1].at(0).x() == pytest.approx(FRAME.x(12)) and shapes[1].at(0).y() == pytest.approx(
        FRAME.y(values[12])
    )


@pytest.mark.parametrize(
    ("kind", "call", "count"), [("zero", "drawPolygon", 1), ("overflow", "drawPolygon", 1), ("nan", "drawLine", 2)]
)
def test_marks_point_out_of_the_plot_or_are_crosses(qapp: object, kind: str, call: str, count: int) -> None:
    curve = Curve("h", np.zeros(60), WHITE, (Mark(30, kind),))
    facts = painted(curves.draw_marks, FRAME, curve, 10.0, DARK.error)
    (told,) = (fact for fact in facts if fact.what == "mark")
    assert told.word == kind and told.step == 30 and told.at is not None
    assert told.at.x() == FRAME.x(30) and told.color == (DARK.error.name() if kind == "nan" else "#ffffff")
    assert told.at.y() == {"zero": 314, "overflow": 26, "nan": 30}[kind]
    assert len([f for f in facts if f.what == "ink" and f.word.startswith(call)]) == count


def test_marks_keep_apart_and_inside(qapp: object) -> None:
    curve = Curve("h", np.zeros(60), WHITE, tuple(Mark(step, "zero") for step in range(60)))
    steps = [fact.step for fact in painted(curves.draw_marks, FRAME, curve, 10.0, DARK.error) if fact.what == "mark"]
    assert steps == list(range(0, 60, 2)), "sixteen pixels of 10.2 each"
    zoomed = Frame(QRectF(40, 20, 600, 300), 10, 20, -6, 2)
    steps = [fact.step for fact in painted(curves.draw_marks, zoomed, curve, 10.0, DARK.error) if fact.what == "mark"]
    assert steps == list(range(10, 21))


def test_the_axis_holds_all_curves_and_a_bound_only_where_it_is_near() -> None:
    def content(bound: list[float] | None) -> Content:
        values = np.array([-4.0, np.nan, -1.0])
        return Content(curves=(Curve("", values, WHITE),), bound=None if bound is None else np.array(bound))

    plain = decades_of(content(None), 6.0)
    assert plain.low <= -4 and plain.high >= -1
    near, far = decades_of(content([0.4, 0.4, 0.4]), 6.0), decades_of(content([90.0, 90.0, 90.0]), 6.0)
    assert near.high >= 0.4 > plain.high or plain.high >= 0.4
    assert far == plain and decades_of(content([-1.0, -20.0, 0.4]), 6.0).low == plain.low


@pytest.mark.parametrize(
    ("kinds", "badge"),
    [([], ""), (["zero"], "1 value exactly 0"), (["zero"] * 3, "3 values exactly 0"),
     (["zero", "nan"], "1 value not finite"), (["overflow", "nan", "zero"], "2 values not finite")],
)  # fmt: skip
def test_a_badge_counts_what_is_no_ordinary_number(kinds: list[str], badge: str) -> None:
    marks = tuple(Mark(step, kind) for step, kind in enumerate(kinds))
    assert _badge((Curve("", np.zeros(9), WHITE, marks),)) == badge


def test_stretches_of_several_curves_are_said_once() -> None:
    first = Curve("", np.zeros(9), WHITE, (Mark(0, "zero"), Mark(1, "zero"), Mark(5, "overflow")))
    second = Curve("", np.zeros(9), WHITE, (Mark(0, "zero"), Mark(1, "zero")))
    assert _stretches((first, second)) == ((0, 1, "exactly 0", True), (5, 5, "overflow", False))


@pytest.mark.parametrize(
    ("largest", "half"),
    [(0.0, 1.25), (1.11, 1.25), (1.2, 1.5), (2.0, 3.0), (4.46, 5.0), (np.nan, 1.25), (np.inf, 1.25)],
)
def test_the_plane_grows_in_steps(largest: float, half: float) -> None:
    assert reach(largest) == half
    assert reach(40.0) >= 40 * 1.12 and reach(40.0) not in REACHES


def test_of_many_states_in_a_low_panel_each_says_what_it_has_in_all() -> None:
    rows = tuple(Size.__new__(Size) for _ in range(6))
    assert fitting(rows, 1e9) is rows and [id(r) for r in fitting(rows, 0.0)] == [id(rows[1]), id(rows[4])]


# the map ---------------------------------------------------------------------------------------------------------


def sheet(count: int = 5, free: float = 0.0, right: float = 300.0) -> Sheet:
    return Sheet(SQUARE, right, free, count, DARK, SCALE)


def test_a_place_leads_to_the_pair_whose_square_lies_there() -> None:
    found = sheet()
    for row in range(5):
        for column in range(5):
            cell = found.cell(row, column)
            assert found.at(cell.center()) == ((row, column) if column <= row else None)
            assert (cell.left(), cell.top(), cell.width()) == (50 + 40 * column, 30 + 40 * row, 40)
    assert found.at(QPointF(250, 230)) == (4, 4) and found.at(QPointF(251, 230)) is None
    outline = paint.row_rect(found, 3)
    assert (outline.left(), outline.right()) == (48.5, pytest.approx(50 + 160 + 1.5))
    assert (outline.top(), outline.bottom()) == (149.5, pytest.approx(190.5))
    thin = paint.row_rect(sheet(200), 100)
    assert thin.height() == pytest.approx(SCALE.px(5) + 1) and thin.center().y() == pytest.approx(30 + 100.5)


def test_odd_squares_are_found_below_the_diagonal_only() -> None:
    logs = np.array([[0.0, np.nan, 1.0], [-np.inf, 0.0, np.inf], [np.inf, np.nan, -1.0]])
    found = {kind: np.argwhere(where).tolist() for kind, where in odd(logs).items()}
    assert found == {"zero": [[1, 0]], "overflow": [[2, 0]], "nan": [[2, 1]]}
    assert odd(np.zeros((3, 3))) == {}


@pytest.mark.parametrize("name", THEMES)
def test_colours_of_the_map_go_from_the_ground_to_the_accent(name: str) -> None:
    theme = THEMES[name]
    logs = np.array([[0.0, 5.0, 5.0], [-2.0, -9.0, 5.0], [-np.inf, np.nan, 9.0]])
    image = map_image(logs, Axis(-4.0, 0.0, 1.0), theme)

    def at(row: int, column: int) -> QColor:
        return image.pixelColor(column, row)

    assert at(0, 0).name() == map_color(1.0, theme).name() == theme.accent.name() == at(2, 2).name()
    assert at(1, 1).name() == map_color(0.0, theme).name() == value_ground(theme).name()
    half = map_color(0.5, theme)
    assert max(abs(a - b) for a, b in zip(at(1, 0).getRgb(), half.getRgb(), strict=True)) <= 2
    assert (
        at(2, 0).name() == odd_color("zero", theme).name() == theme.panel.name() == at(0, 1).name() == at(1, 2).name()
    )
    assert at(2, 1).name() == odd_color("nan", theme).name() == theme.error.name()
    assert odd_color("overflow", theme).name() == theme.forget.name()


@pytest.mark.parametrize(("steps", "most"), [(5, 512), (512, 512), (2000, 512), (70, 64)])
def test_a_long_run_is_shown_at_evenly_spread_steps(steps: int, most: int) -> None:
    found = samples(steps, most)
    assert found[0] == 0 and found[-1] == steps - 1 and len(found) == min(steps, most)
    gaps = np.diff(found)
    assert gaps.min() >= 1 and gaps.max() - gaps.min() <= 1


def test_a_map_is_made_at_once_where_it_is_small(qapp: object) -> None:
    def run(cell: str, hidden: int, steps: int) -> Any:
        return simulate(Experiment.build(cell, hidden, np.zeros((steps, 2))))

    assert quick(run("rnn", 4, 64)) and not quick(run("rnn", 4, 65))
    assert quick(run("rnn", 41, 64)) and not quick(run("rnn", 42, 64)), "64² · 42³ is over 300 millions"
    assert not quick(run("lstm", 21, 64)) and quick(run("lstm", 20, 64))
    assert quick(run("feedforward", 41, 64))


def test_the_row_of_a_step_is_the_nearest_that_is_shown() -> None:
    data = FlowData(None, None, np.array([0, 4, 9]), np.zeros((3, 3)))  # type: ignore[arg-type]
    assert [paint.nearest(data, step) for step in (0, 1, 2, 3, 6, 7, 50)] == [0, 0, 0, 1, 1, 2, 2]


def test_numbers_under_a_short_scale_are_moved_apart(qapp: object) -> None:
    need = (text_width("10⁻⁴", 14) + text_width("10⁰", 14)) / 2 + 0.6 * 14
    left, right = paint._apart(["10⁻⁴", "10⁰"], [100.0, 110.0], 14)
    assert right - left == pytest.approx(need) and left + right == pytest.approx(210)
    assert paint._apart(["10⁻⁴", "10⁰"], [100.0, 100 + need + 1], 14) == [100.0, 101 + need]
    assert paint._apart(["1"], [7.0], 14) == [7.0]


@pytest.mark.parametrize(("row", "above"), [(0, False), (4, True)])
def test_a_card_stands_above_its_square_where_there_is_room(qapp: object, row: int, above: bool) -> None:
    cell = sheet().cell(row, 0)
    facts = painted(paint.draw_card, sheet(), cell, ("a pair of steps", "0.5"), 300.0)
    assert [fact.word for fact in facts if fact.what == "text"] == ["a pair of steps", "0.5"]
    (frame,) = rects(facts, "drawRect")
    (card, *_) = rects(facts, "drawRoundedRect")
    assert frame[:2] == (int(cell.left()), int(cell.top()))
    assert card[0] >= 4 and card[2] <= 296 and (card[3] <= frame[1] if above else card[1] >= frame[3])
    assert card[3] - card[1] == pytest.approx(SCALE.axis * 3.2, abs=1)
