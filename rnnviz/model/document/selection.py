"""What is looked at: a unit, and parts of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.model.weights.pointed import Weight


@dataclass(frozen=True, slots=True)
class Selection:
    """unit: the hidden unit looked at; hover, pins: keys of picture elements; answer: the one looked at, None for the
    likeliest of each step; weight: the one pointed at."""

    unit: int = 0
    hover: str | None = None
    pins: tuple[str, ...] = ()
    answer: int | None = None
    weight: Weight | None = None
