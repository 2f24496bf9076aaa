"""What of a gradient, once it has come back through a reader, stays on an own way until the loss.

A state that only gates read, such as an LSTM's h, has no own way; each of its readers hands what it gets to states that
have one. Of what comes back through a reader this is the part that never leaves that way again.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.scaled import Scaled, added
from rnnviz.engine.passes.sweep import sweep
from rnnviz.engine.run import Run


def staying(run: Run, state: str) -> Mapping[str, Array]:
    """By the line that reads the state at the next step: (T[, B], size), in the state's units.

    `run.grad(state, into=line)` less this is what leaves an own way again, or never came to one. ExperimentError where
    there is no such state.
    """
    names = [name for name in run.paths(state) if name != f"{state}_prev"]
    found = [_of(run, state, other) for other in run.cell.states if run.paths(other).carries]
    by_name = {name: [part[name] for part in found if name in part] for name in names}
    return {name: _shown(run, parts, state) for name, parts in by_name.items()}


def _of(run: Run, state: str, carrying: str) -> dict[str, Scaled]:
    """What readers of a state send to it of what stays on another one's own way."""
    whole, way = run._gradients, run.paths(carrying)
    kept = way.first[way.own]
    totals = {s: kept.numbers if s == carrying else np.zeros_like(whole.part(s).numbers) for s in run.cell.states}
    found = sweep(run.cell, whole.trace, whole.slopes, {}, totals).nodes
    sent: dict[str, list[Scaled]] = {}
    for node in run.cell.nodes:
        arrived = found[node.id] if node.op == "prev" and node.name == state else None
        if arrived is not None:
            sent.setdefault(node.line, []).append(Scaled(arrived, kept.exponent).one_step_later())
    return {name: added(parts) for name, parts in sent.items()}


def _shown(run: Run, parts: list[Scaled], state: str) -> Array:
    total = added(parts).plain() if parts else np.zeros_like(run._gradients.part(state).numbers)
    return locked(total if run.experiment.batched else total[:, 0])
