"""The vanishing bound: how small a gradient must become on its way back through a simple network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.dependence import leading
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.several import activates
from rnnviz.engine.language.tree import PRODUCTS


def vanishing_bound(exp: Experiment, slope: Mapping[int, Array], norms: Callable[[str], Array]) -> Array | None:
    """log10 of ||dL/dh_T|| (beta_f beta_w)^(T - t), for a loss at the last step alone; None for any cell but one
    state that runs through one matrix and activations, without a way around them."""
    found = factors(exp, slope)
    if found is None:
        return None
    last = norms(exp.cell.states[0])[-1]
    if not np.isfinite(last):
        return None
    with np.errstate(all="ignore"):
        per_step = np.log10(np.prod(found))
        bound = last + per_step * np.arange(exp.steps - 1, -1, -1)
    bound[-1] = last
    return np.asarray(bound)


def factors(exp: Experiment, slope: Mapping[int, Array]) -> tuple[float, float] | None:
    """beta_f, the largest slope of the activations in this run, and beta_w, the largest singular value of the matrix;
    None where there is no bound."""
    way = _only_way(exp.cell)
    if way is None or not np.isfinite(exp.params[way[0]]).all():
        return None
    beta_f = float(np.prod([np.abs(slope[node]).max() for node in way[1]]))
    return beta_f, float(np.linalg.norm(exp.params[way[0]], 2))


def _only_way(cell: Cell) -> tuple[str, tuple[int, ...]] | None:
    """The matrix and the activations between the only state and its previous value; None where there is another way."""
    if len(cell.states) != 1:
        return None
    past = leading(cell, states=frozenset(cell.states))
    node, matrices, bends = cell.nodes[cell.by_name[cell.states[0]].root], [], []
    while node.op != "prev":
        below = (cell.by_name[node.name].root,) if node.op == "line" else node.args
        onward = [i for i in below if i in past]
        if len(onward) != 1 or not (node.op in ("sum", "line", *PRODUCTS) or activates(node.op)):
            return None
        if node.op in PRODUCTS:
            matrices.append(cell.nodes[node.args[0]].name)
        elif activates(node.op):
            bends.append(node.id)
        node = cell.nodes[onward[0]]
    return (matrices[0], tuple(bends)) if len(matrices) == 1 else None
