"""Numbers with a power of two kept aside for every step and sample, so that none is too large or too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.lognorm import log10_norm

NOTHING = -(1 << 50)
"""Exponent that stands for "all zero"."""
FAR = 100_000
"""Powers of two beyond this are zero or infinity in any number format."""


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """numbers (T, B, size) times 2**exponent (T, B)."""

    numbers: Array
    exponent: Array

    def plain(self) -> Array:
        """In true units; what the number format cannot hold becomes 0 or infinity."""
        return self.numbers if is_zero(self.exponent) else moved(self.numbers, self.exponent)

    def log10_norms(self) -> Array:
        """log10 of the norm at every step, exact far outside the number format: (T, B)."""
        return log10_norm(self.numbers, self.exponent)

    def one_step_later(self) -> Scaled:
        """What the next step has; nothing at the last one."""
        numbers = np.zeros_like(self.numbers)
        numbers[:-1] = self.numbers[1:]
        if is_zero(self.exponent):
            return Scaled(numbers, self.exponent)
        exponent = np.zeros_like(self.exponent)
        exponent[:-1] = self.exponent[1:]
        return Scaled(numbers, exponent)


@lru_cache(maxsize=64)
def no_exponent(steps: int, batch: int) -> Array:
    """Exponents (T, B) of numbers in true units, read-only; one array for all who have none."""
    zeros = np.zeros((steps, batch), np.int64)
    zeros.setflags(write=False)
    return zeros


def is_zero(exponent: Array) -> bool:
    """Whether numbers are in true units."""
    return exponent is no_exponent(*exponent.shape) or not exponent.any()


def moved(numbers: Array, power: Array) -> Array:
    """numbers (..., size) times 2**power (...)."""
    with np.errstate(all="ignore"):
        return np.asarray(np.ldexp(numbers, np.clip(power, -FAR, FAR).astype(np.int32)[..., None]))


def exponents(numbers: Array, axis: int) -> Array:
    """The power of two of the largest magnitude along an axis; NOTHING where all are zero or one is not finite."""
    largest = np.abs(numbers).max(axis=axis, initial=0.0)
    usable = np.isfinite(largest) & (largest > 0)
    return np.where(usable, np.frexp(np.where(usable, largest, 1.0))[1].astype(np.int64), NOTHING)


def added(parts: Sequence[Scaled]) -> Scaled:
    """The sum of at least one, in units that suit the largest of them at every step."""
    first = parts[0]
    if all(p.exponent is first.exponent for p in parts):
        with np.errstate(all="ignore"):
            return Scaled(sum((p.numbers for p in parts[1:]), start=first.numbers), first.exponent)
    top = np.max([exponents(p.numbers, -1) + p.exponent for p in parts], axis=0)
    top = np.where(top > NOTHING // 2, top, 0)
    with np.errstate(all="ignore"):
        total = sum((moved(p.numbers, p.exponent - top) for p in parts[1:]), moved(first.numbers, first.exponent - top))
    return Scaled(total, top)
