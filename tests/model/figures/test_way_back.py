"""What is said of a gradient's way back is what its norms show."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.model.figures.scales import percent_text, times_text
from rnnviz.model.figures.way_back import WayBack, factor_text, way_back

NOTHING = -math.inf


def finite(norms: list[float]) -> list[str]:
    return ["zero" if norm == NOTHING else "finite" for norm in norms]


def said(norms: list[float], loss: str = "last") -> WayBack:
    return way_back(norms, finite(norms), loss)


def test_what_is_left_of_the_whole_way_and_the_factor_of_a_step() -> None:
    way = said([-0.126 * k for k in range(40)][::-1])
    assert (way.key, way.back, way.worst) == ("left", 39, -1)
    assert way.log10 == pytest.approx(-39 * 0.126) and way.factor == pytest.approx(-0.126)


def test_where_most_is_lost_is_named_however_far_it_lies() -> None:
    """20 steps back all is well: it is the step from t = 6 to 5 that matters."""
    way = said([-3.0] * 5 + [-0.1] * 35)
    assert (way.key, way.back, way.worst) == ("left", 39, 5)
    assert way.factor == pytest.approx(-2.9)


def test_growth_and_standstill() -> None:
    assert said([4.0, 0.0]) == WayBack("grown", 1, 4.0, factor=4.0)
    assert said([-0.01, 0.0]).key == "kept"
    assert said([0.1, 0.0]).key == "grown"  # 126 % are more than there were


def test_a_cut_is_counted_from_where_the_gradient_comes_in() -> None:
    states = ["saturated", "saturated", "finite", "finite"]
    assert way_back([NOTHING, NOTHING, -1.0, 0.0], states) == WayBack("saturated", 2)
    assert said([NOTHING, -1.0, 0.0, NOTHING, NOTHING], "one") == WayBack("zero", 2)


def test_steps_after_the_loss_have_no_gradient_and_that_is_no_cut() -> None:
    """A loss at an earlier step; or a cell that says what it remembers before it takes in the word."""
    assert said([-0.5, -0.25, 0.0, NOTHING], "one") == WayBack("left", 2, -0.5, factor=-0.25)
    assert said([-0.05, 0.0, NOTHING]).key == "kept"
    assert said([0.0, NOTHING, NOTHING], "first").key == "first"


def test_dead_nan_single_and_more_than_one() -> None:
    assert said([NOTHING] * 3).key == "dead"
    assert way_back([math.nan, 0.0], ["nan", "finite"]).key == "nan"
    assert said([0.0]).key == "single"
    for loss in ("every", "several", "above"):
        assert said([1.0, 0.0], loss) == WayBack(loss, 1, 1.0)


@given(st.floats(0.05, 0.97), st.integers(2, 2000))
def test_the_printed_factor_s_power_reads_as_what_is_left(factor: float, times: int) -> None:
    log10 = math.log10(factor)
    text = factor_text(log10, times, percent_text)
    if len(text) < 8:
        assert percent_text(times * math.log10(float(text))) == percent_text(times * log10)


def test_digits_of_factors() -> None:
    assert factor_text(math.log10(0.64), 39, percent_text) == "0.64"
    assert factor_text(math.log10(0.6127), 39, percent_text) in ("0.61", "0.613", "0.6127")
    assert factor_text(math.log10(1.28), 39, times_text) == "1.28"
