"""Axes never lie, and the sentence under the gradient says what the curve shows."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnviz.model.figures import scales
from rnnviz.model.figures.scales import Axis, Mark, decades, marks, nice, runs_of, size_text, step_ticks

logs = st.floats(-2000, 2000)


@given(st.lists(logs, min_size=1, max_size=30))
def test_decades_hold_every_value_and_show_at_least_one(values: list[float]) -> None:
    axis = decades(values)
    assert axis.low <= min(values) + 1e-8 and max(values) <= axis.high + 1e-8
    assert axis.high - axis.low >= 1 - 1e-9
    assert axis.ticks and len(axis.ticks) <= 8
    assert all(math.isclose(t, round(t)) for t in axis.ticks)


@given(st.lists(st.floats(-40, 40), min_size=1), st.integers(1, 8))
@example([10.9, 14.1], 1)
def test_an_axis_with_little_room_has_a_tick_still(values: list[float], most: int) -> None:
    axis = decades(values, most)
    assert 1 <= len(axis.ticks) <= most + 2
    assert all(axis.low - 1e-8 <= t <= axis.high + 1e-8 for t in axis.ticks)


@pytest.mark.parametrize("values", [[], [-math.inf], [math.nan, math.inf]])
def test_decades_of_nothing_are_an_axis_still(values: list[float]) -> None:
    axis = decades(values)
    assert axis == Axis(-1, 0, 1)


@pytest.mark.parametrize(
    ("values", "low", "high"), [([-0.05], -1, 0), ([0.0], -1, 0), ([0.05], 0, 1), ([2.0, 2.0], 1, 2), ([1.95], 1, 2)]
)
def test_one_value_has_the_decade_below_it(values: list[float], low: float, high: float) -> None:
    assert decades(values) == Axis(low, high, 1)


def test_decades_end_where_the_mock_ups_do() -> None:
    assert decades([-2.3, 0]).ticks == (-3, -2, -1, 0)
    assert decades([-3.05, 0]).low == pytest.approx(-3.13)  # no whole empty decade for a hair's breadth
    assert decades([-17.1, 0.3], 6).step == 5


@given(st.floats(1e-6, 1e6), st.integers(1, 20))
def test_nice_parts_are_few_enough_and_round(span: float, most: int) -> None:
    part = nice(span, most)
    assert span / part <= most * (1 + 1e-6)
    assert round(part / 10 ** math.floor(math.log10(part) + 1e-9), 6) in (1, 2, 5, 10)


@given(st.integers(1, 2000), st.integers(1, 2000), st.integers(2, 40))
def test_step_ticks_keep_both_ends(first: int, more: int, most: int) -> None:
    ticks = step_ticks(first, first + more, most)
    assert ticks[0] == first and ticks[-1] == first + more
    assert list(ticks) == sorted(set(ticks)) and len(ticks) <= most + 2


def test_marks_are_joined_into_stretches() -> None:
    found = marks([-math.inf, -math.inf, 0.0, math.nan], ["zero", "zero", "finite", "nan"])
    assert found == (Mark(0, "zero"), Mark(1, "zero"), Mark(3, "nan"))
    assert runs_of(found) == ((0, 1, "zero"), (3, 3, "nan"))


@pytest.mark.parametrize(
    ("log10", "text"),
    [
        (math.log10(0.075), "0.075"), (math.log10(0.005), "5·10⁻³"), (math.log10(6e-7), "6·10⁻⁷"), (0.0, "1.0"),
        (math.log10(42), "42"), (math.log10(250), "250"), (4.0, "1·10⁴"), (-1980.3, "5·10⁻¹⁹⁸¹"),
        (-math.inf, "0"), (math.inf, "∞"), (math.nan, "?"), (math.log10(9.96e-4), "1·10⁻³"), (-1e-15, "1.0"),
    ],
)  # fmt: skip
def test_sizes_are_said_in_two_digits(log10: float, text: str) -> None:
    assert size_text(log10) == text


@pytest.mark.parametrize(
    ("log10", "text"),
    [
        (math.log10(0.003), "0.3 %"),
        (math.log10(0.12), "12 %"),
        (-6.0, "1·10⁻⁶"),
        (math.log10(3e-4), "0.03 %"),
        (0.0, "100 %"),
    ],
)
def test_shares_are_said_in_per_cent(log10: float, text: str) -> None:
    assert scales.percent_text(log10) == text


@given(logs)
def test_any_size_can_be_said(log10: float) -> None:
    assert size_text(log10) and scales.percent_text(log10) and scales.times_text(log10)


@pytest.mark.parametrize(
    ("first", "last", "most", "ticks"),
    [
        (1, 9, 9, tuple(range(1, 10))), (1, 10, 9, (1, 4, 6, 8, 10)), (1, 12, 4, (1, 5, 12)), (1, 100, 5, (1, 50, 100)),
        (1, 101, 6, (1, 20, 40, 60, 80, 101)), (5, 50, 4, (5, 20, 50)), (1, 16, 4, (1, 5, 10, 16)),
        (1, 13, 4, (1, 5, 10, 13)), (10, 40, 4, (10, 20, 30, 40)), (7, 7, 1, (7,)),
    ],
)  # fmt: skip
def test_steps_that_are_printed(first: int, last: int, most: int, ticks: tuple[int, ...]) -> None:
    assert step_ticks(first, last, most) == ticks
