"""Names, pills and boxes of the compared curves: where each stands, asked without a window."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from rnnviz.model.compare.norms import Norms
from rnnviz.view.compare.plot_marks import _free, draw_names, draw_pills, draw_values, name_spots
from rnnviz.view.compare.strips import draw_frame, draw_strip, gradient_colors
from rnnviz.view.look.style import DARK, Scale, value_ground
from rnnviz.view.plots.curves import Curve, Frame
from rnnviz.view.widgets.paper import BOLD, text_width
from tests.view.paintings import painted, rects

SCALE = Scale(720)
FRAME = Frame(QRectF(40, 20, 600, 300), 0, 59, -6, 2)
WHITE = QColor("white")


def level(name: str, value: float) -> Curve:
    return Curve(name, np.full(60, value), WHITE)


@pytest.mark.parametrize(
    ("left", "taken", "wanted"),
    [
        (50.0, [], 50.0),
        (-9.0, [], 2.0),
        (195.0, [], 158.0),
        (50.0, [(90.0, 20.0)], 50.0),
        (51.0, [(90.0, 20.0)], 47.0),
        (60.0, [(50.0, 20.0)], 73.0),
        (60.0, [(50.0, 20.0), (75.0, 60.0)], 7.0),
        (10.0, [(5.0, 30.0)], 38.0),
        (60.0, [(0.0, 100.0), (103.0, 97.0)], 60.0),
    ],
)
def test_a_pill_stands_as_near_as_nothing_else_stands(
    left: float, taken: list[tuple[float, float]], wanted: float
) -> None:
    """Pills of 40 pixels in a line of 200; three pixels lie between two."""
    found = _free(QRectF(left, 5, 40, 10), [QRectF(x, 5, wide, 10) for x, wide in taken], 200.0)
    assert (found.left(), found.top(), found.width(), found.height()) == (wanted, 5, 40, 10)


def test_pills_stand_beside_each_other_and_the_last_is_given_back(qapp: object) -> None:
    facts = painted(draw_pills, [(100.0, "loss", WHITE), (104.0, "t=5", WHITE)], 30.0, 500.0, DARK, SCALE)
    assert [fact.word for fact in facts if fact.what == "text"] == ["loss", "t=5"]
    first, second = sorted(rects(facts, "drawRoundedRect")[-2:])
    assert first[2] <= second[0] <= first[2] + 4


def test_a_name_is_rather_over_another_curve_than_nowhere_and_stays_where_it_stood(qapp: object) -> None:
    wide, px = text_width("near", 14, BOLD), 14
    far, near = level("far", -5.0), level("near", 1.0)
    found = name_spots(FRAME, [far, near], px, 59.0, {})
    assert all(not over for _, over in found.values()) and found["near"][0].width() == wide
    assert found["near"][0].height() == pytest.approx(18.2)
    crowd = [level(str(n), value) for n, value in enumerate(np.linspace(-5.9, 1.9, 24))]
    covered = name_spots(FRAME, [near, *crowd], px, 59.0, {})
    assert covered["near"][1] and FRAME.rect.contains(covered["near"][0])
    stood = {"near": (QRectF(200, 100, wide, 18), True)}
    again = name_spots(FRAME, [near, far], px, 59.0, stood)
    assert again["near"] == stood["near"] and "far" in again
    spots = [rect for rect, _ in name_spots(FRAME, [near, level("same", 1.0)], px, 59.0, {}).values()]
    assert not any(a.adjusted(-4, -2, 4, 2).intersects(b) for a, b in pairwise(spots))


@pytest.mark.parametrize(
    ("lines", "named", "grounds"),
    [(None, ["near", "far"], 1), ((150.0,), ["near"], 1), ((97.0, 600.0), [], 0), ((98.5,), ["near"], 1),
     ((241.0,), ["far"], 1)],
)  # fmt: skip
def test_names_are_painted_again_where_an_upright_line_crosses_them(
    qapp: object, lines: tuple[float, ...] | None, named: list[str], grounds: int
) -> None:
    curves = [level("near", 1.0), level("far", -5.0), level("elsewhere", 0.0)]
    spots = {"near": (QRectF(100, 50, 60, 18), False), "far": (QRectF(200, 150, 40, 18), True)}
    facts = painted(draw_names, curves, spots, 14, DARK, lines)
    assert [fact.word for fact in facts if fact.what == "text"] == named
    assert len(rects(facts, "fillRect")) == grounds


@pytest.mark.parametrize(("step", "left"), [(0, 54), (58, None)])
def test_values_stand_in_a_box_on_the_side_that_has_room(qapp: object, step: int, left: int | None) -> None:
    rows = [(level("LSTM, h", 1.0), "0.5"), (level("RNN", 0.0), "12")]
    facts = painted(draw_values, FRAME, step, 660.0, rows, DARK, SCALE)
    assert [fact.word for fact in facts if fact.what == "text"] == [f"k = {step + 1}", "LSTM, h  0.5", "RNN  12"]
    (box, *_) = rects(facts, "drawRoundedRect")
    wide = text_width("LSTM, h  0.5", SCALE.axis, BOLD) + 1.4 * SCALE.axis
    assert box[2] - box[0] == pytest.approx(wide, abs=2)
    x = FRAME.x(step)
    assert box[0] == pytest.approx(x + 14 if left else x - 14 - wide, abs=1) and box[1] == 26
    assert box[3] - box[1] == pytest.approx(5.1 * SCALE.axis, abs=1)


# strips ----------------------------------------------------------------------------------------------------------


def test_a_gradient_is_paler_by_the_power_of_ten_and_what_is_none_is_ground() -> None:
    values = np.array([0.0, -4.0, -8.0, -99.0, 3.0, -np.inf, np.nan, np.inf])
    norm = Norms.__new__(Norms)
    object.__setattr__(norm, "values", values)
    found = [QColor(int(v)) for v in gradient_colors(norm, DARK, QColor("#ff8040"))[0]]
    ground = value_ground(DARK).name()
    assert [c.name() for c in found[2:4]] == [ground] * 2 == [c.name() for c in found[5:7]]
    assert found[0].name() == found[4].name() == found[7].name() == "#ff8040"
    assert abs(found[1].red() - (255 + value_ground(DARK).red()) / 2) <= 1


@pytest.mark.parametrize(("width", "rows", "lines"), [(50.0, 1, 9), (49.0, 1, 0), (100.0, 3, 11), (100.0, 8, 9)])
def test_columns_have_gaps_where_they_are_wide_enough(qapp: object, width: float, rows: int, lines: int) -> None:
    facts = painted(draw_strip, QRectF(10, 10, width, 30.0), np.zeros((rows, 10), np.uint32), WHITE, "c")
    gaps = rects(facts, "fillRect")
    assert len(gaps) == lines
    for step, gap in enumerate(gaps[:9], 1):
        assert gap[0] == pytest.approx(10 + step * width / 10 - 0.5, abs=1) and gap[3] - gap[1] == 30
    for row, gap in enumerate(gaps[9:], 1):
        assert gap[1] == pytest.approx(10 + row * 30 / rows - 0.5, abs=1) and gap[2] - gap[0] == width


def test_the_frame_is_round_its_column_and_never_too_narrow_to_see(qapp: object) -> None:
    (found,) = rects(painted(draw_frame, QRectF(10, 10, 100, 30), 3, 10, WHITE, 2.0), "drawRoundedRect")
    assert found == (39, 9, 51, 41)
    (thin,) = rects(painted(draw_frame, QRectF(10, 10, 100, 30), 50, 100, WHITE, 2.0), "drawRoundedRect")
    assert thin == (59, 9, 64, 41)
