"""Numbers of a memory's equation as they are printed: with as many decimals as make the line come out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rnnviz.model.figures.numbers import plain

PLACES = (2, 3, 4)
"""Decimals tried, the fewest first; with the last ones the line is only nearly so."""
NONE = "–"


def products_text(parts: Sequence[float], value: float) -> tuple[tuple[str, ...], str, str]:
    """a, b, c, d of a b + c d, the sign before the value, and the value."""
    if not all(map(math.isfinite, (*parts, value))):
        return tuple(_text(part, PLACES[0]) for part in parts), "=", _text(value, PLACES[0])
    for places in PLACES:
        a, b, c, d = (round(part, places) for part in parts)
        if round(a * b + c * d, places) == round(value, places):
            break
    sign = "=" if round(a * b + c * d, places) == round(value, places) else "≈"
    return tuple(_text(part, places) for part in parts), sign, _text(value, places)


def sum_text(one: float, other: float) -> str:
    """ "0.65 + 0.35 = 1.00"."""
    (first, _, second, _), sign, value = products_text((one, 1.0, other, 1.0), one + other)
    return f"{first} + {second} {sign} {value}"


def _text(number: float, places: int) -> str:
    return plain(number, places) if math.isfinite(number) else NONE
