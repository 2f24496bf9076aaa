"""What is flat, as it is said and exported."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Run
from rnnviz.engine.laboratory.flat import SlopeLeft
from rnnviz.engine.language.ops import Array

LITTLE = 0.2
"""A mean below this is worth a sentence."""


@dataclass(frozen=True, slots=True)
class Flattest:
    """The activation and step that keep least; mean: over units."""

    row: SlopeLeft
    step: int
    mean: float


def flattest(rows: tuple[SlopeLeft, ...]) -> Flattest | None:
    """None where nothing keeps less than `LITTLE`."""
    found = least_left(rows)
    return found if found is not None and found.mean < LITTLE else None


def least_left(rows: tuple[SlopeLeft, ...]) -> Flattest | None:
    """None where no mean is a number."""
    found = []
    for row in rows:
        means = np.where(np.isfinite(row.means), row.means, np.inf)
        if means.size:
            found.append(Flattest(row, int(np.argmin(means)), float(means.min())))
    least = min(found, key=lambda one: one.mean, default=None)
    return least if least is not None and np.isfinite(least.mean) else None


def names_of(rows: tuple[SlopeLeft, ...]) -> tuple[str, ...]:
    """What tells them apart: the line, with a number where a line has several."""
    lines = [row.line for row in rows]
    return tuple(
        line if lines.count(line) == 1 else f"{line} {lines[: n + 1].count(line)}" for n, line in enumerate(lines)
    )


def flat_series(rows: tuple[SlopeLeft, ...]) -> dict[str, Array]:
    """The slope left of every unit by step, for a table."""
    return {f"slope left {name}": row.left for name, row in zip(names_of(rows), rows, strict=True)}


def lines_of(run: Run) -> tuple[str, ...]:
    """Lines that have a value for every unit at every step."""
    return tuple(name for name in run.cell.by_name if np.ndim(run.value(name)) == 2)
