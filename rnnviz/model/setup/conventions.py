"""Two cells that are one function in two conventions: where one's gate keeps, the other's replaces.

sigma(-a) = 1 - sigma(a): with W, U and b of that gate turned in sign, z becomes 1 - z and every state stays.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from rnnviz.engine import Cell, Experiment, Run, simulate
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.wording import Message
from rnnviz.model.figures.numbers import plain
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice

SIZES = 3, 5
"""Units and steps of the run that compares two cells, with random weights: what agrees there is one function."""


def turned_params(cell: Cell) -> tuple[str, ...]:
    """Parameters of the gate that keeps, whose signs tell one convention from the other."""
    if cell.keep is None:
        return ()
    reads = cell.by_name[cell.keep.line].expr.walk()
    return tuple(dict.fromkeys(node.name for node in reads if node.op == "param"))


@lru_cache(maxsize=32)
def same_function(old: Cell, new: Cell) -> bool:
    """Whether the states agree once the gate's parameters turn their signs; asked of the cells, not of their names."""
    a, b = old.keep, new.keep
    if a is None or b is None or (a.line, a.sign) != (b.line, -b.sign) or old.states != new.states:
        return False
    if old.params != new.params or turned_params(old) != turned_params(new):
        return False
    first = _random(old)
    turned = {name: -first.params[name] for name in turned_params(old)}
    second = _random(new).with_params(dict(first.params) | turned)
    runs = simulate(first), simulate(second)
    return all(np.allclose(runs[0].value(s), runs[1].value(s), rtol=0, atol=1e-12) for s in old.states)


def _random(cell: Cell) -> Experiment:
    rng = np.random.default_rng(7)
    units, steps = SIZES
    exp = Experiment.build(cell, units, rng.normal(size=(steps, 2)))
    return exp.with_params({name: rng.normal(size=array.shape) for name, array in exp.params.items()})


def kindred(old: Cell, new: Cell) -> bool:
    """Whether two cells name their conventions and have the same states, gates and weights, or one more of them: one
    cell, said in several ways."""
    named = bool(old.conventions) and bool(new.conventions)
    weights = old.params.keys() <= new.params.keys() or old.params.keys() >= new.params.keys()
    told = old is not new and named and weights
    gates = old.keep is not None and new.keep is not None and old.keep.line == new.keep.line
    return told and gates and (old.states, set(old.gates)) == (new.states, set(new.gates))


def turns(old: Cell, new: Cell) -> bool:
    """Whether the gate keeps in one of two kindred cells and replaces in the other."""
    return old.keep is not None and new.keep is not None and old.keep.sign != new.keep.sign


def rephrased_choice(old: LayerChoice, new: LayerChoice) -> LayerChoice:
    """A kindred cell: weights that are drawn have the other sign where the gate means the other thing."""
    return replace(new, turned=old.turned != turns(old.cell, new.cell))


def rephrased_arrays(given: Arrays, layer: int, old: LayerChoice, new: LayerChoice) -> Arrays:
    """Numbers given in a layer for parameters that the kindred cell has, too; those of its gate with their sign."""
    gate = turned_params(new.cell) if turns(old.cell, new.cell) else ()
    found = {}
    for name, array in given.items():
        owner, _, own = name.rpartition(".")
        mine = f"{owner}." in [prefix_of(layer, way) for way in new.ways]
        if not mine or old.cell.params.get(own) == new.cell.params.get(own):
            found[name] = -array if mine and own in gate else array
    return Arrays(found)


def rephrased_holds(holds: tuple[Hold, ...], layer: int, old: Cell, new: Cell) -> tuple[Hold, ...]:
    """Holds of lines that the kindred cell has, too; where its gate means the other thing, what was open is shut."""
    gate = new.keep.line if new.keep and turns(old, new) else ""
    kept = (h for h in holds if h.layer != layer or h.line in new.by_name)
    return tuple(replace(h, value=1 - h.value) if (h.line, h.layer) == (gate, layer) else h for h in kept)


def remark(old: Run, new: Run) -> Message | None:
    """What another convention did to a run, where the cells are kindred: nothing, or how much."""
    cell, other = old.cell, new.cell
    if not kindred(cell, other):
        return None
    if same_function(cell, other):
        names = ", ".join(turned_params(other))
        return _message("convention.same", names=names, gate=other.keep.line if other.keep else "")
    a, b = old.value(cell.output), new.value(other.output)
    if a.shape != b.shape:
        return None
    return _message("convention.apart", output=other.output, difference=plain(float(np.abs(a - b).max()), 3))


def _message(key: str, **values: Any) -> Message:
    return Message(key, ENGLISH[key], values)
