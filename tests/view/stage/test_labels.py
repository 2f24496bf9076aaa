"""Places of curves' names, judged by exact geometry: segments against rectangles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor

from rnnviz.view.plots.curves import Curve, Frame
from rnnviz.view.plots.labels import place

FRAME = Frame(QRectF(40, 20, 600, 300), 0, 59, -6, 2)
SIZE = (70.0, 20.0)
GAP = 7.5


def curve(values: NDArray[np.float64]) -> Curve:
    return Curve("‖∂L/∂h‖", values, QColor("white"))


def crosses(rect: QRectF, drawn: Curve) -> bool:
    """Whether a polyline runs through a rectangle."""
    points = [QPointF(FRAME.x(k), FRAME.y(v)) for k, v in enumerate(drawn.values)]
    sides = [
        QLineF(rect.topLeft(), rect.topRight()), QLineF(rect.bottomLeft(), rect.bottomRight()),
        QLineF(rect.topLeft(), rect.bottomLeft()), QLineF(rect.topRight(), rect.bottomRight()),
    ]  # fmt: skip
    if any(rect.contains(p) for p in points):
        return True
    bounded = QLineF.IntersectionType.BoundedIntersection
    return any(QLineF(a, b).intersects(s)[0] == bounded for a, b in pairwise(points) for s in sides)


def walk(seed: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    return np.clip(rng.normal(0, 0.35, 60).cumsum() - 2, -6, 2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
def test_a_name_covers_nothing_and_stands_inside(seeds: list[int]) -> None:
    own, *others = [curve(walk(seed)) for seed in seeds]
    taken = [QRectF(300, 100, 120, 60)]
    found = place(FRAME, own, others, SIZE, taken, (0.0, 59.0), GAP)
    if found is None:
        return
    assert found.size().toTuple() == SIZE and FRAME.rect.contains(found)
    assert not found.intersects(taken[0]) and not any(crosses(found, c) for c in (own, *others))


def test_a_lonely_curve_always_has_room_for_its_name() -> None:
    assert all(place(FRAME, curve(walk(s)), [], SIZE, [], (0.0, 59.0), GAP) for s in range(30))


def test_a_name_stays_where_it_stood() -> None:
    level = curve(np.full(60, -2.0))
    stood = QRectF(200, FRAME.y(-2.0) + 10, *SIZE)
    assert place(FRAME, level, [], SIZE, [], (0.0, 59.0), GAP, stood) == stood


@pytest.mark.parametrize("why", ["covered", "taken", "another's"])
def test_a_name_leaves_a_place_that_is_no_longer_its_own(why: str) -> None:
    level, stood = curve(np.full(60, -2.0)), QRectF(200, FRAME.y(-2.0) + 10, *SIZE)
    others = [curve(np.full(60, FRAME_VALUE[why]))] if why in FRAME_VALUE else []
    taken = [stood.adjusted(5, 5, 0, 0)] if why == "taken" else []
    found = place(FRAME, level, others, SIZE, taken, (0.0, 59.0), GAP, stood)
    assert found is not None and found != stood


FRAME_VALUE = {"covered": -2.5, "another's": -2.86}
"""Levels of a second curve: through the rectangle; just below it."""


def test_where_everything_is_full_there_is_no_name() -> None:
    zigzag = curve(np.tile([-6.0, 2.0], 30))
    assert place(FRAME, zigzag, [], SIZE, [], (0.0, 59.0), GAP) is None
