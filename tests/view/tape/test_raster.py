"""The tape's bars against a painter that looks at one pixel at a time, and the places of columns and rows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.view.look.style import Scale
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.raster import ACROSS, GAPLESS, STACKED, Columns, paint
from rnnviz.view.tape.rows import TapeRow

GROUND = 7
COLORS = np.arange(256, dtype=np.uint32) + 1000


def row_of(steps: int, units: int, seed: int = 0) -> TapeRow:
    index = np.random.default_rng(seed).integers(0, 256, (steps, units)).astype(np.uint8)
    return TapeRow("h", "h", "hidden", False, index, None)


def painted(row: TapeRow, columns: Columns, height: int) -> np.ndarray:
    buffer = np.zeros((height + 4, columns.width), np.uint32)
    paint(buffer, 2, height, row, COLORS, columns, GROUND)
    assert not buffer[:2].any() and not buffer[-2:].any(), "nothing beyond the row"
    return buffer[2:-2]


def grouped(row: TapeRow, height: int) -> np.ndarray:
    """(T, lines): means of as many units as it takes for a line to be seen."""
    units, group = row.index.shape[1], 1
    while units / group > 1 and height / -(-units // group) < STACKED:
        group *= 2
    parts = [row.index[:, i : i + group].astype(float).mean(axis=1) for i in range(0, units, group)]
    return np.floor(np.stack(parts, axis=1) + 1e-9).astype(int)


@settings(max_examples=60, deadline=None)
@given(
    steps=st.integers(1, 30), units=st.integers(1, 40), pitch=st.floats(1.0, 40.0), shift=st.floats(0.0, 1.0),
    height=st.integers(1, 30), width=st.integers(20, 160),
)  # fmt: skip
def test_every_pixel_is_its_steps_and_units(
    steps: int, units: int, pitch: float, shift: float, height: int, width: int
) -> None:
    columns = Columns(pitch, shift * max(0.0, steps * pitch - width), steps, width)
    row = row_of(steps, units)
    found, lines = painted(row, columns, height), grouped(row, height)
    edge = (pitch - columns.bar) / 2
    for x in range(width):
        along = x + 0.5 + columns.scroll
        step, inside = int(along // pitch), along % pitch
        if min(abs(inside - edge), abs(inside - pitch + edge), inside, pitch - inside) < 1e-6:
            continue
        if step >= steps or inside < edge or inside > pitch - edge:
            assert (found[:, x] == GROUND).all(), "gaps, and what is beyond the end"
            continue
        if columns.bar / units >= ACROSS:
            place = (inside - edge) / columns.bar * units
            unit, wide = min(int(place), units - 1), columns.bar / units
            cut = (place - unit) * wide - (wide - 1)
            if abs(cut) > 1e-6 and abs(place - round(place)) > 1e-6:
                gap = wide >= 4 and unit < units - 1 and cut > 0
                assert (found[:, x] == (GROUND if gap else COLORS[row.index[step, unit]])).all()
            continue
        edges = np.linspace(0, height, lines.shape[1] + 1).astype(int)
        for unit, (a, b) in enumerate(pairwise(edges)):
            assert (found[a:b, x] == COLORS[lines[step, unit]]).all()


@pytest.mark.parametrize("scroll", [0.0, 13.0])
@pytest.mark.parametrize("pitch", [0.5, 0.23])
def test_of_more_steps_than_pixels_each_pixel_is_a_mean(pitch: float, scroll: float) -> None:
    row = row_of(400, 1)
    columns = Columns(pitch, scroll, 400, 80)
    line = painted(row, columns, 3)[0]
    starts = np.unique(np.clip(((np.arange(80) + scroll) / pitch).astype(int), 0, 399))
    for x, (a, b) in enumerate(pairwise(starts.tolist())):
        if line[x] != GROUND:
            assert line[x] == COLORS[int(row.index[a:b].mean())]
    assert (line[: len(starts) - 1] != GROUND).all()


@pytest.mark.parametrize("pitch", [1.0, 4.9, 5.0, 8.0, 60.0, 92.0, 150.0])
def test_columns_touch_where_they_are_narrow_and_have_a_gap_else(pitch: float) -> None:
    columns = Columns(pitch, 10.0, 12, 100)
    gap = pitch - columns.bar
    assert gap == (0 if pitch < GAPLESS else pytest.approx(min(max(1.0, 0.16 * pitch), 0.16 * 92)))
    assert columns.left(3) == pytest.approx(3 * pitch - 10 + gap / 2)
    assert columns.unit_left(3, 2, 4) == pytest.approx(columns.left(3) + columns.bar / 2)
    first, last = columns.visible
    assert first * pitch <= 10 < (first + 1) * pitch and (last == 12 or last * pitch > 110 >= (last - 1) * pitch)
    for step in range(first, last):
        assert columns.step_at(min(max((step + 0.5) * pitch - 10, 0), 1e9)) in (step, first)
    assert columns.step_at(-1e6) == 0 and columns.step_at(1e6) == 11


LAYOUTS = [
    (wide, high, rows, steps, zoom, foot)
    for wide, high in ((500, 120), (1200, 252), (1900, 500)) for rows, steps in ((3, 5), (7, 9), (12, 400))
    for zoom, foot in ((1.0, 0.0), (3.0, 60.0), (0.1, 0.0))
]  # fmt: skip


@pytest.mark.parametrize("given_", LAYOUTS)
def test_a_place_is_found_again_and_rows_are_whole(given_: tuple[int, int, int, int, float, float]) -> None:
    wide, high, rows, steps, zoom, foot = given_
    plan = TapeLayout(wide, high, Scale(1080), 60.0, rows, steps, zoom, foot=foot)
    columns = plan.columns()
    assert plan.left + plan.span <= wide and plan.area().left() == plan.left and plan.area().top() == plan.head
    assert plan.foot_top == plan.head + plan.body and plan.foot_top + plan.foot <= max(high, plan.head + plan.row)
    assert plan.span / 3 + 1e-9 >= plan.pitch or plan.pitch <= plan.natural + 1e-9, "three columns at least"
    assert plan.steps * plan.pitch >= min(plan.span, plan.steps * plan.natural) - 1e-6, "no room is left empty"
    shown = plan.body / plan.row
    assert shown == pytest.approx(round(shown)) or shown < 1, "whole rows"
    for row in range(rows):
        y = plan.y(row)
        seen = y < plan.head + plan.body - 1e-6
        assert plan.row_at(y + 0.5) == plan.row_at(y + plan.row - 0.5) == (row if seen else -1)
    assert plan.row_at(plan.head - 0.1) == -1 and plan.row_at(plan.head + plan.body) == -1
    for step in range(0, min(steps, 20)):
        x = plan.x(step)
        assert plan.step_at(x + 0.3 * plan.pitch) == plan.step_at(x + 0.9 * plan.pitch) == step
        assert plan.column(step).left() == x and plan.column(step).width() == pytest.approx(plan.pitch)
        assert x <= plan.left + columns.left(step) <= x + plan.pitch - columns.bar + 1e-9
    assert plan.column(0).bottom() == pytest.approx(2 + plan.head + plan.body + plan.foot)
    moved = TapeLayout(wide, high, Scale(1080), 60.0, rows, steps, zoom, plan.furthest, plan.deepest, foot)
    assert moved.x(steps) == pytest.approx(min(plan.left + plan.span, plan.x(steps)))
    assert moved.y(rows) == pytest.approx(plan.head + plan.body)
    assert plan.columns(2.0).pitch == 2 * plan.pitch and plan.columns(2.0).width == round(2 * plan.span)
    assert plan.bar < plan.row and plan.label_px <= Scale(1080).axis
