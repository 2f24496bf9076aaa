"""Numbers of answers as they are printed: a student who works them out from what is printed must find the same."""

from __future__ import annotations

import math
from itertools import count

import numpy as np

from rnnviz.model.answers.answers import Answers
from rnnviz.model.figures.numbers import plain, power, short

MOST = 6
"""Decimals of a probability before it is printed as a power of ten."""
MINUS = "\u2212"


def loss_number(loss: float) -> str:
    """A loss: two decimals, two digits where they would call a small one 0."""
    return plain(loss) if loss == 0 or abs(loss) >= 0.005 or not math.isfinite(loss) else power(loss, 2)


def log_numbers(p: float, loss: float) -> tuple[str, str]:
    """p and −ln p, so many digits of p that its logarithm is the loss that is printed."""
    shown = plain(loss)
    for digits in range(2 if p >= 0.01 else 4, MOST + 1):
        if round(p, digits) > 0 and plain(-math.log(round(p, digits))) == shown:
            return plain(p, digits), shown
    for digits in count(1):
        if digits > 16 or p <= 0 or plain(-math.log(float(f"{p:.{digits - 1}e}"))) == shown:
            return power(p, min(digits, 16)), shown
    raise AssertionError("never counts to its end")


def loss_texts(found: Answers, step: int) -> tuple[str, ...]:
    """How the loss of a step comes about, "−ln 0.64 = 0.45", and its number alone; "" without a target."""
    loss = float(found.losses[step])
    if not found.has_target(step) and found.asked != "sum":
        return ("",)
    if found.asked == "cross_entropy":
        target = found.target(step)
        p, shown = log_numbers(float(found.p[step, target or 0]), loss)
        long = f"{MINUS}ln {p} = {shown}"
    else:
        shown = loss_number(loss)
        long = f"{_square(found, step)} = {shown}"
    return long, shown


def _square(found: Answers, step: int) -> str:
    if found.asked == "sum":
        return f"Σ {'p' if found.classes else 'y'} / √{found.p.shape[1]}"
    if found.p.shape[1] > 1:
        return f"½ Σ ({'p' if found.classes else 'y'} {MINUS} target)²"
    off, loss = found.off(step), float(found.losses[step])
    for digits in range(3, 8):
        if loss_number(0.5 * float(plain(off, digits)) ** 2) == loss_number(loss):
            return f"½ · {plain(off, digits)}²"
    return f"½ · ({power(off, 3)})²"


def softmax_numbers(
    y: np.ndarray, p: np.ndarray, chosen: int, temperature: float = 1.0
) -> tuple[list[str], str, str, str] | None:
    """The exponents of all answers, y or y / T, e^ of the chosen one, their sum, and its p: each follows from the one
    before.

    None where e^y has no room on a line.
    """
    if not np.isfinite(y).all() or y.max() / temperature > 11.5 or y.max() / temperature < -6:
        return None
    wanted = _probability(float(p[chosen]))
    for digits in range(3, 7):
        exponents = [plain(float(v), digits) for v in y]
        powers = [math.exp(float(text.replace(MINUS, "-")) / temperature) for text in exponents]
        if temperature != 1.0:
            exponents = [f"{text} / {short(temperature, 4)}" for text in exponents]
        for places in range(1, 6):
            top, whole = plain(powers[chosen], places), plain(sum(powers), places)
            if float(whole) and plain(float(top) / float(whole), len(wanted) - 2) == wanted:
                return exponents, top, whole, wanted
    return None


def _probability(p: float) -> str:
    """Two decimals; more where two would call it 0 or 1."""
    for digits in (2, 3, 4):
        if 0 < float(plain(p, digits)) < 1 and (digits > 2 or 0.01 <= p < 0.985):
            return plain(p, digits)
    return plain(p, 4)


def probability(p: float) -> str:
    """p as the formula strip prints it."""
    return _probability(p) if math.isfinite(p) else plain(p)
