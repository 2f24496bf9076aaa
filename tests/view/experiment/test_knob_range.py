"""Where a knob's slider stands for a number, and the number at a place: even, spaced by factors, whole, by squares."""

from __future__ import annotations

import math

import pytest

from rnnviz.view.experiment.knob_range import TICKS, Range

EVEN, BY_FACTORS = Range(-2.0, 3.0, sign=True), Range(0.01, 100.0, log=True)
WHOLE, SQUARED = Range(1, 64, whole=True), Range(0, 500, whole=True, square=True)
ALL = [EVEN, BY_FACTORS, WHOLE, SQUARED]


@pytest.mark.parametrize("found", ALL)
def test_both_ends_stand_at_the_ends_and_what_is_beyond_too(found: Range) -> None:
    assert [found.position(v) for v in (found.low, found.high, found.high + 9)] == [0, TICKS, TICKS]
    assert found.position(found.low - 0.001) == 0 and found.value(0) == found.low and found.value(TICKS) == found.high
    places = [found.position(found.value(place)) for place in range(0, TICKS + 1, 8)]
    assert places == sorted(places)
    assert all(found.value(found.position(found.value(p))) == found.value(p) for p in range(0, TICKS + 1, 5))


@pytest.mark.parametrize(
    ("found", "value", "share"),
    [(EVEN, 0.5, 0.5), (EVEN, -1.0, 0.2), (BY_FACTORS, 1.0, 0.5), (BY_FACTORS, 10.0, 0.75), (WHOLE, 32.5, 0.5),
     (SQUARED, 125, 0.5), (SQUARED, 5, 0.1), (Range(3, 3, whole=True), 3, 0.0)],
)  # fmt: skip
def test_a_value_stands_at_its_share_of_the_way(found: Range, value: float, share: float) -> None:
    assert found.position(value) == round(share * TICKS)


@pytest.mark.parametrize(
    ("found", "place", "value"),
    [(EVEN, 160, 0.0), (EVEN, 1, -1.99), (BY_FACTORS, 200, 1.0), (BY_FACTORS, 101, 0.1), (WHOLE, 200, 32.0),
     (SQUARED, 200, 125.0), (SQUARED, 40, 5.0)],
)  # fmt: skip
def test_a_place_gives_what_the_field_shows(found: Range, place: int, value: float) -> None:
    assert found.value(place) == value


def test_a_key_goes_a_hundredth_onward_or_to_the_next_whole_number() -> None:
    assert EVEN.next(0.5, 1) == EVEN.value(EVEN.position(0.5) + TICKS // 100) and EVEN.next(0.5, -10) == 0.0
    assert EVEN.next(3.0, 1) == 3.0 and EVEN.next(-2.0, -1) == -2.0 and EVEN.next(2.9, 99) == 3.0
    assert (WHOLE.next(5, 1), WHOLE.next(5, -10), WHOLE.next(60, 10)) == (6, 1, 64)
    assert math.isclose(BY_FACTORS.next(1.0, 1), 10 ** (4 / 100), rel_tol=0.05)


def test_a_number_is_written_as_its_knob_writes_it() -> None:
    assert (WHOLE.text(5.0), EVEN.text(0.5), EVEN.text(-0.5)) == ("5", "+0.50", "−0.50")
    assert (BY_FACTORS.text(0.012), BY_FACTORS.text(0.12), BY_FACTORS.text(0.1)) == ("0.012", "0.12", "0.10")
    assert Range(0.0, 1.0).text(0.012) == "0.01"
