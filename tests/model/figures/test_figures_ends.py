"""Numbers, axes and marks at their edges: each side of every limit, in signs that are typed and printed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.model.figures.numbers import constant, folded, lowered, plain, power, raised, read_number, short
from rnnviz.model.figures.rounding import BIG, SIGNIFICANT, SMALL, Precision
from rnnviz.model.figures.scales import (
    Axis,
    Mark,
    decade_text,
    decades,
    marks,
    nice,
    percent_text,
    runs_of,
    size_text,
    step_ticks,
    times_text,
)

INF, NAN = math.inf, math.nan
FEW = Precision(significant=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0), (" -1.5 ", -1.5), ("0,5", 0.5), (".5", 0.5), ("5.", 5.0), ("+2e3", 2000.0), ("2E-3", 0.002),
        ("1/4", 0.25), ("-1/4", -0.25), ("1,5/3", 0.5), ("1/0", None), ("0/1", 0.0), ("1/2/3", None), ("/2", None),
        ("1/", None), ("", None), (".", None), ("1e", None), ("1e999", None), ("1e300/1e-300", None), ("0x1", None),
        ("1_0", None), ("nan", None), ("inf", None), ("1 2", None), ("−2", -2.0), ("–2", -2.0), ("１．５", 1.5),
        ("٣٫٥", 3.5), ("1" * 64, float("1" * 64)), ("1" * 65, None), ("0" * 63 + "1", 1.0),
    ],
)  # fmt: skip
def test_what_is_a_number(text: str, value: float | None) -> None:
    assert read_number(text) == value


def test_signs_of_every_script() -> None:
    assert folded("a-1") == "a-1" and folded("١，−２；３％／４") == "1,-2;3%/4" and folded("２²") == "2²"
    assert (
        folded("\u2212\u2013\u2012\u2010\u2011\ufe63\uff0d\uff0b\uff0e\u066b\u066c\u060c\u3001\u066a")
        == "-------+..,,,%"
    )


@pytest.mark.parametrize(
    ("value", "places", "sign", "text"),
    [
        (0.0, 2, False, "0.00"), (-0.0, 2, True, "0.00"), (-0.004, 2, True, "0.00"), (0.004, 2, True, "0.00"),
        (-0.006, 2, False, "−0.01"), (0.006, 2, True, "+0.01"), (1.0, 0, True, "+1"),
        (999_999.0, 2, False, "999999.00"),
        (1e6, 2, False, "1·10⁶"), (-1e6, 2, False, "−1·10⁶"), (INF, 2, True, "∞"), (-INF, 2, True, "−∞"),
        (NAN, 2, True, "NaN"), (1.5, 3, False, "1.500"),
    ],
)  # fmt: skip
def test_plain_numbers(value: float, places: int, sign: bool, text: str) -> None:
    assert plain(value, places, sign) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (4.0, 2, "4"), (0.5, 2, "0.5"), (-1.0, 2, "−1"), (0.0, 2, "0"), (0.005, 2, "0.01"), (0.0049, 2, "5·10⁻³"),
        (0.00499, 4, "0.005"), (100.0, 2, "100"), (10.0, 0, "10"), (0.4, 0, "4·10⁻¹"), (INF, 2, "∞"), (1e7, 2, "1·10⁷"),
    ],
)  # fmt: skip
def test_short_numbers(value: float, places: int, text: str) -> None:
    assert short(value, places) == text


def test_powers_and_indices() -> None:
    assert [power(v, n) for v, n in ((0.0, 1), (INF, 1), (-0.005, 1), (0.0996, 1), (0.0996, 2), (1.0, 3))] == [
        "0.00", "∞", "−5·10⁻³", "1·10⁻¹", "1.0·10⁻¹", "1.00·10⁰",
    ]  # fmt: skip
    assert raised(-1234567890) == "⁻¹²³⁴⁵⁶⁷⁸⁹⁰" and lowered(1234567890) == "₁₂₃₄₅₆₇₈₉₀"
    assert [constant(v) for v in (0.2, 1e-5, -2.5e-7, -1e-5, 1e6, 1e7, 123456.7, 0.0001)] == [
        "0.2", "10⁻⁵", "−2.5·10⁻⁷", "−10⁻⁵", "10⁶", "10⁷", "123457", "0.0001",
    ]  # fmt: skip


# axes --------------------------------------------------------------------------------------------------------------


def test_parts_of_a_span() -> None:
    for span, most, part in ((1, 1, 1), (1.1, 1, 2), (2, 1, 2), (2.1, 1, 5), (5.1, 1, 10), (10, 10, 1), (10, 4, 5),
                             (0.3, 3, 0.1), (INF, 3, 1), (NAN, 3, 1), (0, 3, 1), (-1, 3, 1), (5, 0, 1)):  # fmt: skip
        assert nice(span, most) == pytest.approx(part)
    assert nice(1e-301, 1) == 1e-301 and nice(3e-300, 1) == pytest.approx(5e-300)


def test_ticks_are_inside() -> None:
    assert Axis(-1, 1, 0.5).ticks == (-1.0, -0.5, 0.0, 0.5, 1.0) and Axis(0.1, 0.9, 0.5).ticks == (0.5,)
    assert Axis(0.1, 0.4, 0.5).ticks == () and Axis(1 + 1e-10, 2 - 1e-10, 1).ticks == (1, 2)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([0.0, 1.0], 0, 1), ([0.5, 1.5], 0, 2), ([-0.05, 1.05], -0.13, 1.13), ([-0.119, 1.0], -0.199, 1),
        ([-0.12, 1.0], -1, 1), ([0.0, 1.12], 0, 2), ([1e-10, 1 - 1e-10], 0, 1), ([-1e-10, 1 + 1e-10], 0, 1),
        ([0.0, 1.119], 0, 1.199), ([INF, NAN, 0.0, 1.0, -INF], 0, 1),
    ],
)  # fmt: skip
def test_an_axis_ends_at_decades_or_a_little_beyond(values: list[float], low: float, high: float) -> None:
    axis = decades(values)
    assert (axis.low, axis.high, axis.step) == (pytest.approx(low), pytest.approx(high), 1)


def test_decades_are_as_many_as_there_is_room_for() -> None:
    assert decades([0, 6]).step == 1 and decades([0, 7]).step == 2 and decades([0, 13]).step == 5
    assert decades([0, 3], 3).step == 1 and decades([0, 4], 3).step == 2


def test_steps_below_an_axis() -> None:
    assert step_ticks(1, 5, 5) == (1, 2, 3, 4, 5) and step_ticks(1, 6, 5) == (1, 4, 6)
    assert step_ticks(1, 20, 5) == (1, 5, 10, 15, 20) and step_ticks(3, 3, 1) == (3,)
    assert step_ticks(1, 100, 3) == (1, 50, 100) and step_ticks(7, 93, 6) == (7, 20, 40, 60, 80, 93)
    assert step_ticks(1, 2, 1) == (1, 2) and step_ticks(18, 41, 4) == (18, 30, 41)


def test_stretches_of_one_kind() -> None:
    found = marks(np.array([-INF, 0.0, NAN, NAN, INF]), ["zero", "finite", "nan", "nan", "overflow"])
    assert found == (Mark(0, "zero"), Mark(2, "nan"), Mark(3, "nan"), Mark(4, "overflow"))
    assert runs_of(found) == ((0, 0, "zero"), (2, 3, "nan"), (4, 4, "overflow"))
    assert runs_of([Mark(0, "a"), Mark(2, "a")]) == ((0, 0, "a"), (2, 2, "a")) and runs_of([]) == ()


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0.00996, "1·10⁻²"), (0.01, "0.010"), (0.0994, "0.099"), (0.0996, "0.10"), (0.994, "0.99"), (0.996, "1.0"),
        (9.94, "9.9"), (9.96, "10"), (99.4, "99"), (99.6, "100"), (999.4, "999"), (1000, "1·10³"), (9.6e3, "1·10⁴"),
    ],
)  # fmt: skip
def test_sizes_at_each_limit(size: float, text: str) -> None:
    assert size_text(math.log10(size)) == text


def test_sizes_factors_and_shares() -> None:
    assert size_text(math.log10(9.96e-5), 1) == "1.0·10⁻⁴" and size_text(math.log10(2.34e-5), 1) == "2.3·10⁻⁵"
    assert [decade_text(e) for e in (-3, 2.6, INF, -INF, NAN)] == ["10⁻³", "10³", "∞", "0", "?"]
    assert [times_text(e) for e in (math.log10(3.2), 2.99, 3.0, 4.4)] == ["3.2", "977", "10³", "10⁴"]
    shares = (12.0, 99.6, 9.96, 9.94, 1.0, 0.96, 0.3, 0.0096, 0.0094)
    assert [percent_text(math.log10(s) - 2) for s in shares] == [
        "12 %", "100 %", "10 %", "10 %", "1 %", "1 %", "0.3 %", "0.01 %", "9·10⁻⁵",
    ]  # fmt: skip
    assert percent_text(300) == "inf %" and percent_text(-INF) == "0"


# rounding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "value", "text", "back", "slack"),
    [
        (Precision(), 0.125, "0.12", 0.12, 0.005), (Precision(1), 0.125, "0.125", 0.125, 0.0005),
        (Precision(), 0.004, "0.00", 0.0, 0.005), (Precision(), -0.004, "0.00", 0.0, 0.005),
        (Precision(), 999_999.0, "999999.00", 999_999.0, 0.005), (Precision(), 1e6, "1.0·10⁶", 1e6, 5e4),
        (Precision(1), 1234567.0, "1.23·10⁶", 1.23e6, 5e3), (Precision(decimals=0), 12.5, "12", 12.0, 0.5),
        (FEW, 0.0, "0", 0.0, 0.0005), (FEW, 0.1, "0.10", 0.1, 0.005),
        (FEW, 0.0999, "0.100", 0.1, 0.0005), (FEW, 0.01, "0.010", 0.01, 5e-4),
        (FEW, 0.00999, "1.0·10⁻²", 0.01, 5e-5), (replace(FEW, more=1), 0.00123, "1.23·10⁻³", 0.00123, 5e-6),
    ],
)  # fmt: skip
def test_a_number_as_it_is_printed_and_how_far_off_that_may_be(
    places: Precision, value: float, text: str, back: float, slack: float
) -> None:
    assert (BIG, SMALL, SIGNIFICANT) == (1e6, 0.01, 0.1)
    assert places.text(value) == text
    assert places.value(value) == pytest.approx(back, rel=1e-12) and places.slack(value) == pytest.approx(slack)
    assert math.copysign(1, places.value(-0.001)) == (-1 if places.value(-0.001) else 1)


def test_what_is_no_number_stays_so() -> None:
    assert Precision().value(INF) == INF and math.isnan(Precision().value(NAN)) and Precision().text(NAN) == "NaN"
