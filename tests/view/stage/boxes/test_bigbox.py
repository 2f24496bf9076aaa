"""The graph of the one box: its axes, its flat parts, its words, asked without a window."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from rnnviz.engine import CELLS
from rnnviz.view.look.style import DARK
from rnnviz.view.stage.boxes import bigbox
from rnnviz.view.stage.grid import Grid
from rnnviz.view.stage.marks import text_width
from tests.view.paintings import painted, rects

AREA = QRectF(100, 40, 200, 120)


def scene(u: float = 10.0) -> Any:
    return SimpleNamespace(theme=DARK, grid=Grid(u, 0.0, 0.0))


@pytest.mark.parametrize(
    ("sums", "reach"),
    [
        ([0.1, -0.2], 3.0),
        ([4.0, -6.0], 6.3),
        ([2.9], 3.045),
        ([99.0, 1e308], 12.0),
        ([np.nan, np.inf, -5.0], 5.25),
        ([], 3.0),
    ],
)
def test_the_axis_is_as_wide_as_the_run_needs(sums: list[float], reach: float) -> None:
    assert bigbox.curve_reach(np.array(sums)) == pytest.approx(reach)


def test_a_point_is_held_inside_the_graph() -> None:
    def at(x: float, y: float) -> tuple[float, float]:
        return bigbox._place(AREA, x, y, 4.0, -1.0, 1.0).toTuple()

    assert at(0, 0) == (200, 100) and at(-4, -1) == (100, 160) and at(4, 1) == (300, 40)
    assert at(-9, 0.5) == (100, 70) and at(2, 7) == (250, 40) and at(9, -7) == (300, 160)
    assert bigbox._span(np.array([-1.0, 0.5, 3.0])) == pytest.approx((-1.24, 3.24))


@pytest.mark.parametrize(("value", "text"), [(0.5, "0.50"), (999.0, "999.00"), (-1000.0, "−1·10³"), (1000.0, "1·10³")])
def test_a_large_number_is_a_power(value: float, text: str) -> None:
    assert bigbox.brief(value) == text


def test_slopes_are_those_of_the_activation() -> None:
    cell, xs = CELLS["rnn"], np.linspace(-3, 3, 7)
    node = next(i for i, found in enumerate(cell.nodes) if found.op == "tanh")
    ys, slopes = bigbox.curve(cell, node, xs)
    assert np.allclose(ys, np.tanh(xs)) and np.allclose(slopes, 1 - np.tanh(xs) ** 2)
    plus = next(i for i, found in enumerate(cell.nodes) if found.op not in ("tanh",) and not bigbox.activates(found.op))
    assert bigbox.curve(cell, plus, xs)[0] is xs and (bigbox.curve(cell, plus, xs)[1] == 1).all()


@pytest.mark.parametrize(
    ("slopes", "shaded", "right"),
    [
        ([0.01, 0.5, 1.0, 0.5, 0.01], [(100, 150), (250, 300)], True),
        ([0.01, 0.01, 1.0, 1.0, 1.0], [(100, 200)], False),
        ([1.0, 1.0, 1.0, 0.5, 0.05], [(250, 300)], True),
        ([0.0] * 5, [(100, 300)], True),
        ([1.0] * 5, [], None),
    ],
)
def test_where_the_curve_is_flat_the_ground_is_shaded_and_it_is_said(
    qapp: object, slopes: list[float], shaded: list[tuple[int, int]], right: bool | None
) -> None:
    xs = np.linspace(-4.0, 4.0, 5)
    facts = painted(lambda p: bigbox._draw_flat(p, scene(), AREA, AREA, xs, np.array(slopes), 4.0))
    found = [(box[0], box[2]) for box in rects(facts, "fillRect")]
    assert found == shaded and all((b[1], b[3]) == (40, 160) for b in rects(facts, "fillRect"))
    said = [fact.word for fact in facts if fact.what == "ink" and "drawStaticText" in fact.word]
    assert bool(said) == (right is not None)


@pytest.mark.parametrize(("width", "height"), [(400.0, 300.0), (150.0, 120.0), (150.0, 30.0)])
@pytest.mark.parametrize("right", [True, False])
def test_flat_is_said_in_the_quarter_where_no_curve_runs(
    qapp: object, width: float, height: float, right: bool
) -> None:
    """Below at the right or above at the left, in as many lines as its half of the graph has room for."""
    area, grid = QRectF(60, 30, width, height), scene().grid
    facts = painted(lambda p: bigbox._say_flat(p, scene(), area, right))
    words = [fact.word for fact in facts if fact.what == "ink"]
    room = width / 2 - 0.9 * grid.u
    fits = text_width("slope < 0.1", grid.name) <= room
    texts = [word.rsplit(" ", 1)[0] for word in words]
    assert len(words) == (1 if fits else 2) and texts
    places = [tuple(map(int, word.split("type ")[1].split(" ")[1].split(","))) for word in words]
    middle_x, middle_y = area.center().x(), area.center().y()
    assert all((x >= middle_x - 1) == right for x, _ in places)
    if height > 100:
        assert all((y > middle_y) == right for _, y in places)
    assert [y for _, y in places] == sorted(y for _, y in places)
    assert all(x >= 60 and y <= 30 + height + 20 for x, y in places)
