"""A series of a task as it opens: its first part is given, the rest is foretold beside what really came."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.prediction.writing import writes, written_on
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.setup import Setup

GIVEN = 0.6
"""The part of a series that is given."""


def foretold(setup: Setup) -> Setup:
    """A setup on a whole series with its end written by the network; of anything else the setup itself."""
    if writes(setup) != "numbers":
        return setup
    steps, known = setup.sequence.steps, max(1, round(GIVEN * setup.sequence.steps))
    counted = tuple(t for t in setup.loss.counted(steps) if t < known) or (known - 1,)
    kept = tuple(t for t in setup.targets if t.step < known)
    shorter = replace(setup.sequence, rows=setup.sequence.rows[:known])
    begun = replace(setup, sequence=shorter, targets=kept, loss=Loss.of(setup.loss.kind, counted, known))
    return written_on(begun, steps - known)
