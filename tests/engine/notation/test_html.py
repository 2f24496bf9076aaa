"""The curves of a notebook: where their points stand, read back from the path."""

import re

import numpy as np
import pytest

from rnnviz.engine.notation.html import CURVES, HIGH, POINTS, WIDE, curves


def points(text: str) -> list[list[tuple[float, float]]]:
    """The points of every path."""
    return [
        [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+?) ([\d.]+)", d)] for d in re.findall("d='(.*?)'", text)
    ]


def test_all_curves_are_on_one_scale_that_contains_zero() -> None:
    found = points(curves(np.array([[1.0, 4.0], [2.0, 2.0], [3.0, 1.0]])))
    xs = [1, WIDE / 2, WIDE - 1]
    high = [1 + (HIGH - 2) * (4 - v) / 4 for v in (1, 2, 3, 4)]
    for path, values in zip(found, ([1, 2, 3], [4, 2, 1]), strict=True):
        assert path == [(x, pytest.approx(high[v - 1], abs=0.051)) for x, v in zip(xs, values, strict=True)]


def test_negative_numbers_stand_below_zero() -> None:
    (path,) = points(curves(np.array([[-1.0], [0.0], [3.0]])))
    assert [y for _, y in path] == [HIGH - 1, pytest.approx(1 + (HIGH - 2) * 3 / 4, abs=0.051), 1]


def test_a_gap_where_something_is_no_number() -> None:
    text = curves(np.array([[1.0], [np.nan], [2.0], [np.inf], [1.0], [2.0]]))
    assert [len(part) for part in points(text)] == [4]
    assert re.sub(r"[\d. h]", "", re.findall("d='(.*?)'", text)[0]) == "MMML"
    assert "0 … 2" in text
    assert curves(np.full((3, 1), np.nan)) == "" == curves(np.zeros((0, 2)))


def test_one_step_stands_in_the_middle() -> None:
    assert points(curves(np.array([[2.0]]))) == [[(WIDE / 2, 1)]]


def test_long_runs_and_wide_layers_are_thinned() -> None:
    found = points(curves(np.random.default_rng(0).normal(size=(1000, 30))))
    assert len(found) == CURVES and {len(path) for path in found} == {POINTS}
