"""Numbers of answers as they are printed: whoever works them out from the print finds what is printed."""

import math

import numpy as np
import pytest

from rnnviz.model.answers.figures import log_numbers, loss_number, probability, softmax_numbers
from rnnviz.model.figures.numbers import plain, power

MINUS = "\u2212"
UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def number(text: str) -> float:
    digits, _, up = text.replace(MINUS, "-").partition("·10")
    return float(digits) * 10.0 ** int(up.translate(UP) or 0)


@pytest.mark.parametrize("p", [0.64, 0.5, 0.01, 0.0099, 0.999, 0.99999, 3e-5, 2.4e-9, 1e-30])
def test_the_logarithm_of_the_printed_p_is_the_printed_loss(p: float) -> None:
    shown, loss = log_numbers(p, -math.log(p))
    assert loss == plain(-math.log(p)) and plain(-math.log(number(shown))) == loss
    if p >= 0.01:
        digits = shown.partition(".")[2]
        fewer = [k for k in range(2, len(digits)) if plain(-math.log(round(p, k) or 1.0)) == loss and round(p, k) > 0]
        assert len(digits) >= 2 and not fewer, "no more digits than it takes"


@pytest.mark.parametrize(("loss", "text"), [
    (0.0, "0.00"), (0.005, plain(0.005)), (0.0049, power(0.0049, 2)), (-0.0049, power(-0.0049, 2)), (1.25, plain(1.25)),
    (math.inf, plain(math.inf)),
])  # fmt: skip
def test_a_small_loss_is_not_called_nothing(loss: float, text: str) -> None:
    assert loss_number(loss) == text


@pytest.mark.parametrize("chosen", [0, 1, 2])
@pytest.mark.parametrize("y", [(0.3, -1.2, 2.0), (11.5, 0.0, -3.0), (-6.0, -7.0, -8.0), (5.0, 5.0, -4.0)])
def test_the_printed_quotient_is_the_printed_probability(y: tuple[float, ...], chosen: int) -> None:
    values = np.array(y)
    p = np.exp(values - values.max()) / np.exp(values - values.max()).sum()
    found = softmax_numbers(values, p, chosen)
    if found is None:
        assert min(p[chosen], np.exp(values.max())) < 0.01, "only what is next to nothing finds no digits"
        return
    exponents, top, whole, said = found
    assert [round(number(text), 3) for text in exponents] == pytest.approx([round(v, 3) for v in y], abs=2e-3)
    assert said == probability(float(p[chosen]))
    assert plain(number(top) / number(whole), len(said) - 2) == said
    places = len(top.partition(".")[2])
    powers = [math.exp(number(text)) for text in exponents]
    assert (top, whole) == (plain(powers[chosen], places), plain(sum(powers), places)) and places >= 1


@pytest.mark.parametrize("y", [(11.51, 0.0), (-6.01, -9.0), (math.inf, 0.0), (math.nan, 1.0)])
def test_powers_without_room_are_not_printed(y: tuple[float, ...]) -> None:
    assert softmax_numbers(np.array(y), np.array([0.5, 0.5]), 0) is None


@pytest.mark.parametrize(("p", "text"), [
    (0.5, "0.50"), (0.01, "0.01"), (0.984, "0.98"), (0.985, "0.985"), (0.0099, "0.010"), (0.9999, "0.9999"),
    (0.99999, "1.0000"), (0.0, "0.0000"), (math.nan, plain(math.nan)),
])  # fmt: skip
def test_a_probability_is_not_called_0_or_1_where_digits_can_tell(p: float, text: str) -> None:
    assert probability(p) == text
