"""Where columns and rows of the tape lie, asked without a window."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from rnnviz.view.look.style import Scale
from rnnviz.view.tape.layout import LOWEST, NARROWEST, WIDEST, TapeLayout
from rnnviz.view.tape.raster import GAPLESS, Columns

SCALE = Scale(1080)


def layout(steps: int = 8, rows: int = 5, width: int = 1100, height: int = 400, **more: float) -> TapeLayout:
    return TapeLayout(width, height, more.pop("scale", SCALE), 90.0, rows, steps, **more)  # type: ignore[arg-type]


def test_columns_begin_behind_the_labels_and_end_before_the_edge() -> None:
    found, pad = layout(), SCALE.pad
    assert found.left == pytest.approx(90 + 1.7 * pad) and found.left + found.span == pytest.approx(1100 - 0.6 * pad)
    assert layout(width=50).span == 20.0
    assert found.area() == QRectF(found.left, found.head, found.span, found.body)
    assert found.column(3) == QRectF(found.x(3), 2, found.pitch, found.head + found.body)
    assert layout(foot=60.0).column(0).height() == pytest.approx(layout(foot=60.0).head + layout(foot=60.0).body + 60)


@pytest.mark.parametrize(
    ("steps", "natural"), [(2, max(60, SCALE.px(WIDEST))), (2000, max(3, SCALE.px(NARROWEST))), (20, None)]
)
def test_short_sequences_are_no_wider_and_long_ones_scroll(steps: int, natural: float | None) -> None:
    found = layout(steps)
    assert found.natural == found.pitch == (pytest.approx(found.span / steps) if natural is None else natural)
    assert found.furthest == pytest.approx(max(0.0, steps * found.pitch - found.span))
    assert (found.furthest > 0) == (steps == 2000)


def test_zoom_goes_from_all_of_it_to_three_columns() -> None:
    assert layout(20, zoom=1.5).pitch == pytest.approx(1.5 * layout(20).pitch)
    assert layout(20, zoom=99).pitch == pytest.approx(layout(20).span / 3)
    assert layout(20, zoom=0.1).pitch == pytest.approx(layout(20).span / 20), "never smaller than all"
    long = layout(2000)
    assert layout(2000, zoom=0.01).pitch == pytest.approx(long.span / 2000) and long.span / 2000 < long.natural
    assert layout(2, zoom=0.5).pitch == layout(2).natural == layout(2, zoom=9).natural


def test_rows_are_never_so_low_that_a_label_is_cut() -> None:
    low, high = layout(rows=40), layout(rows=2)
    assert low.row == pytest.approx(SCALE.axis * LOWEST) and high.row == SCALE.px(76)
    assert low.label_px == high.label_px == SCALE.axis and low.deepest == pytest.approx(40 * low.row - low.body)
    assert low.deepest > 0 == high.deepest and high.body == pytest.approx(2 * high.row)
    assert low.body / low.row == pytest.approx(round(low.body / low.row)), "whole rows"
    assert low.head + low.body + 2 <= 400 < low.head + low.body + 2 + low.row
    loud = Scale(1080, presenting=True)
    small = layout(rows=40, scale=loud)  # type: ignore[arg-type]
    assert small.row == pytest.approx(int(loud.axis / 1.4) * LOWEST) and small.label_px == int(loud.axis / 1.4)
    middle = layout(rows=8)
    assert middle.row == pytest.approx((400 - middle.head - min(SCALE.pad * 0.5, 4)) / 8)
    assert middle.bar == pytest.approx(0.82 * middle.row) and low.bar == pytest.approx(0.88 * low.row)
    assert layout(rows=0).row > 0 and layout(rows=5, height=30).body == pytest.approx(30 - layout(height=30).head - 2)


def test_the_row_of_words_is_lower_where_the_rows_need_the_room() -> None:
    heads = {rows: layout(rows=rows).head for rows in range(1, 40)}
    assert {round(head / SCALE.body, 6) for head in heads.values()} == {1.6, 2.0}
    most = max(rows for rows, head in heads.items() if head > 1.9 * SCALE.body)
    assert all((head > 1.9 * SCALE.body) == (rows <= most) for rows, head in heads.items())
    needed = 2.0 * SCALE.body + most * SCALE.axis * LOWEST * 1.15
    assert needed <= 400 < needed + SCALE.axis * LOWEST * 1.15
    answers = layout(rows=most, foot=60.0)
    assert answers.head < layout(rows=most).head and answers.foot_top + 60 <= 400
    assert layout(foot=50.0).foot_top == layout(foot=50.0).head + layout(foot=50.0).body


@pytest.mark.parametrize(("scroll", "down"), [(0.0, 0.0), (35.0, 12.0)])
def test_points_lead_back_to_steps_and_rows(scroll: float, down: float) -> None:
    found = layout(30, 9, scroll=scroll, down=down)
    for step in range(5, 20):
        left = found.x(step)
        assert {found.step_at(left + 0.01), found.step_at(left + found.pitch - 0.01)} == {step}
        assert found.x(step + 1) - left == pytest.approx(found.pitch)
    assert found.x(0) == found.left - scroll
    assert found.step_at(-500.0) == 0 and found.step_at(1e6) == 29
    for row in range(1, 8):
        assert {found.row_at(found.y(row) + 0.01), found.row_at(found.y(row + 1) - 0.01)} == {row}
    assert found.y(0) == found.head - down
    assert found.row_at(found.head - 0.1) == found.row_at(found.head + found.body) == -1
    assert found.row_at(found.head) == 0
    short = layout(30, 2, height=900)
    assert short.row_at(short.head + short.body - 0.1) == 1


def test_in_device_pixels_columns_are_the_same_places() -> None:
    found = layout(30, scroll=17.0)
    columns = found.columns(2.0)
    assert (columns.pitch, columns.scroll, columns.steps) == (2 * found.pitch, 34.0, 30)
    assert columns.width == round(2 * found.span)
    assert found.columns().visible == (0, 30)


@settings(max_examples=15, deadline=None)
@given(st.floats(1.0, 60.0), st.floats(0.0, 500.0), st.integers(1, 60))
def test_every_pixel_has_the_step_whose_column_it_lies_in(pitch: float, scroll: float, steps: int) -> None:
    columns = Columns(pitch, scroll, steps, 300)
    found, gaps = columns.map
    first, last = columns.visible
    for x in range(0, 300, 7):
        place = (x + 0.5 + scroll) / pitch
        assert found[x] == min(int(place), steps - 1)
        if place < steps:
            assert first <= found[x] < last
        left, right = columns.left(int(found[x])), columns.left(int(found[x])) + columns.bar
        if min(abs(x + 0.5 - left), abs(x + 0.5 - right)) > 1e-6:
            assert gaps[x] == (not left < x + 0.5 < right)
    assert columns.bar == pytest.approx(pitch if pitch < GAPLESS else pitch - max(1.0, min(0.16 * pitch, 14.72)))
    assert np.all(np.diff(found) >= 0) and last <= steps
