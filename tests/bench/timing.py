"""Interleaved timing and how it is printed."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Times:
    """Times of one contestant in milliseconds."""

    name: str
    ms: tuple[float, ...]

    @property
    def median(self) -> float:
        return float(np.median(self.ms))

    @property
    def p95(self) -> float:
        return float(np.percentile(self.ms, 95))

    def row(self) -> str:
        low, high = min(self.ms), max(self.ms)
        return f"  {self.name:<44} median {self.median:8.2f} ms   p95 {self.p95:8.2f}   {low:8.2f} .. {high:8.2f}"


def interleave(
    contestants: Mapping[str, Callable[[], float | None]], rounds: int, warm: int = 3, primed: bool = False
) -> dict[str, Times]:
    """Run all contestants in turn, `rounds` times after `warm` unmeasured ones; each round begins with another one,
    because who runs after a large neighbour finds the caches empty.

    A contestant returns its own milliseconds, or None to be timed from outside. primed: every turn is two calls, of
    which the second is measured.
    """
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + warm):
        first = number % len(contestants)
        for name, call in [*contestants.items()][first:] + [*contestants.items()][:first]:
            if primed:
                call()
            begin = time.perf_counter()
            own = call()
            spent = (time.perf_counter() - begin) * 1e3 if own is None else own
            if number >= warm:
                times[name].append(spent)
    return {name: Times(name, tuple(ms)) for name, ms in times.items()}


def ratio(ours: Times, theirs: Times, target: str) -> str:
    """Ratio of medians and p95s, with the target beside it."""
    return f"  ratio {ours.median / theirs.median:.2f} (p95 {ours.p95 / theirs.p95:.2f}), target {target}"


def verdict(ours: Times, theirs: Times | float, target: float | None) -> str:
    """Ratio of medians, in brackets that of minima, and whether the target is met; theirs: also milliseconds."""
    median, least = (theirs, theirs) if isinstance(theirs, float) else (theirs.median, min(theirs.ms))
    value = ours.median / median
    text = f"{value:6.3f} [{min(ours.ms) / least:.3f}]"
    return text if target is None else f"{text} ({'ok' if value <= target else 'MISSED'} {target:g})"


def machine() -> str:
    """Versions and load, for the head of a report."""
    import pyqtgraph
    from PySide6 import __version__ as pyside

    load = "  ".join(f"{part:.1f}" for part in os.getloadavg())
    return (
        f"Python {platform.python_version()}  NumPy {np.__version__}  PySide6 {pyside}  "
        f"pyqtgraph {pyqtgraph.__version__}  {os.cpu_count()} cores  load {load}"
    )
