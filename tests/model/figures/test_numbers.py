"""Numbers as people write and read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.model.figures.numbers import constant, plain, power, read_number


@pytest.mark.parametrize(
    "text, value",
    [
        ("0.5", 0.5), ("0,5", 0.5), (".5", 0.5), (",5", 0.5), ("5.", 5.0), ("1/3", 1 / 3), ("-2e-3", -0.002),
        ("−2", -2.0), (" 7 ", 7.0), ("+1", 1.0), ("-1/−4", 0.25), ("1e3", 1000.0), ("1/0", None), ("1e999", None),
        ("", None), ("-", None), (".", None), ("1.2.3", None), ("1,000.5", None), ("nan", None), ("inf", None),
        ("0x10", None), ("1_000", None), ("1 2", None), ("/", None), ("1/", None), ("/2", None), ("2nd", None),
        ("1e300/1e-300", None), ("9" * 65, None), ("1/" * 50_000 + "1", None), ("1/2/4", None), ("--1", None),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_reading(text, value):
    assert read_number(text) == value


@given(st.text())
def test_any_text_is_a_finite_number_or_none(text):
    value = read_number(text)
    assert value is None or math.isfinite(value)


@given(st.floats(-1e5, 1e5))
def test_what_is_shown_can_be_typed_again(value):
    assert read_number(plain(value, 4)) == pytest.approx(value, abs=5.1e-5)


@pytest.mark.parametrize(
    "value, text",
    [
        (0.0, "0.00"), (-0.0, "0.00"), (-0.001, "0.00"), (1.005, "1.00"), (-2.5, "−2.50"), (math.nan, "NaN"),
        (math.inf, "∞"), (-math.inf, "−∞"), (1e6, "1·10⁶"), (-2.3e7, "−2·10⁷"), (999999.0, "999999.00"),
    ],
    ids=str,
)  # fmt: skip
def test_showing(value, text):
    assert plain(value) == text


def test_signs_and_powers():
    assert plain(0.5, sign=True) == "+0.50"
    assert plain(-0.001, sign=True) == "0.00"
    assert plain(0.0, sign=True) == "0.00"
    assert power(0.00512, 2) == "5.1·10⁻³"
    assert power(-5e-324) == "−5·10⁻³²⁴"
    assert power(0.0) == "0.00"
    assert power(math.nan) == "NaN"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.2, "0.2"), (-1.0, "−1"), (1e-5, "10⁻⁵"), (-2.5e-7, "−2.5·10⁻⁷"), (1e20, "10²⁰"), (0.0, "0"), (123.0, "123")],
)
def test_a_number_of_an_equation_stands_as_it_was_typed(value: float, text: str) -> None:
    assert constant(value) == text
