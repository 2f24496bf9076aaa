"""What is looked at: a unit, and parts of the drawing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """unit: the hidden unit looked at; hover, pins: keys of picture elements; answer: the one looked at, None for the
    likeliest of each step."""

    unit: int = 0
    hover: str | None = None
    pins: tuple[str, ...] = ()
    answer: int | None = None
