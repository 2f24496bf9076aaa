"""Numbers as a spreadsheet copies and takes them: columns apart by tabs, rows by lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.errors import Refusal
from rnnviz.model.figures.numbers import read_number
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.sequence import MAX_NUMBER
from rnnviz.model.weights.matrices import Matrix

Floats = NDArray[np.float64]
MOST = 1_000_000
"""Characters that are looked at."""


class WeightsRefused(Refusal):
    """A number, or a table of them, that no weight can be."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


def written(numbers: Floats) -> str:
    """All digits of every number: what is pasted back is the same."""
    plane = numbers.reshape(1, -1) if numbers.ndim == 0 else np.atleast_2d(numbers)
    return "\n".join("\t".join(repr(float(number)) for number in row) for row in plane)


def number_of(text: str) -> float:
    """A typed number: 0.5, 0,5 or 1/3. WeightsRefused."""
    value = read_number(text)
    if value is None:
        raise WeightsRefused("weight.number", text=_short(text))
    return within(value)


def within(value: float) -> float:
    """A number that a document can carry; WeightsRefused."""
    if not abs(value) <= MAX_NUMBER:
        raise WeightsRefused("weight.large", limit=MAX_NUMBER)
    return value


def pasted(text: str, matrix: Matrix) -> Floats:
    """What was copied from a spreadsheet as numbers of this parameter's shape; WeightsRefused.

    A row of numbers may lie or stand.
    """
    rows = _cells(text)
    wanted = (matrix.rows, matrix.columns)
    shape = (len(rows), len(rows[0]))
    turned = len(matrix.shape) == 1 and shape == wanted[::-1]
    uneven = any(len(row) != shape[1] for row in rows)
    if uneven or not (shape == wanted or turned):
        widest = max(len(row) for row in rows)
        raise WeightsRefused(
            "weight.shape", name=matrix.own, rows=wanted[0], columns=wanted[1], lines=len(rows), numbers=widest
        )
    return np.array([[number_of(cell) for cell in row] for row in rows]).reshape(matrix.shape)


def one_number(text: str) -> bool:
    """Whether what was copied is a single number, or meant to be one."""
    return len(text) <= MOST and len(text.split()) == 1


def _cells(text: str) -> list[list[str]]:
    if len(text) > MOST:
        raise WeightsRefused("weight.long", limit=MOST)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise WeightsRefused("weight.nothing")
    return [line.split("\t") if "\t" in line else line.replace(";", " ").split() or [line] for line in lines]


def _short(text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text.strip())
    return clean if len(clean) <= 20 else clean[:19] + "…"
