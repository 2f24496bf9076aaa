"""Where did the gradient go: what arrives at a state, split by the way it took.

With a the factor of the state's own way (selfway.py) and part_q what leaves it at step k and comes back through the
reader q at step k + 1:

    belt[k]    = what the loss sends at k        + a[k+1] * belt[k+1]
    first_q[k] = part_q[k]                       + a[k+1] * first_q[k+1]
    dL/ds[k]   = belt[k] + sum of all first_q[k]

Every way from s at k to the loss crosses from step k to k + 1 by exactly one wire, or ends in the loss at k; so the
parts overlap nowhere and leave nothing out. A part's share is <part, G> / <G, G>, which adds up to 1; norms do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.frozen import locked
from rnnviz.engine.laboratory.carrying import carried
from rnnviz.engine.laboratory.selfway import SelfWay, self_way
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.dependence import leading
from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.gradients import Gradients
from rnnviz.engine.passes.scaled import NOTHING, Scaled, added, exponents, moved, no_exponent
from rnnviz.engine.passes.sweep import readers, sweep


@dataclass(frozen=True, eq=False)
class Paths(Mapping[str, Array]):
    """name -> what arrives at the state that way, (T[, B], size) as dL itself; all add up to `run.grad(state)`.

    own: the name of what never left the state's own way before it reached the loss, "c_prev" for a state c; the other
    names are lines, the first reader through which what had left came back. carries: whether there is an own way at
    all; without one `own` is what the loss sends at this step. factor: the own way's local factor, d(s at t)/d(s at
    t - 1) along it, (T[, B], size), zero without one.
    """

    state: str
    carries: bool
    factor: Array
    first: Mapping[str, Scaled] = field(repr=False)
    part: Mapping[str, Scaled] = field(repr=False)
    whole: Scaled = field(repr=False)
    batched: bool = False

    @property
    def own(self) -> str:
        return f"{self.state}_prev"

    def __getitem__(self, name: str) -> Array:
        return self._shown(self.first[name].plain())

    def __iter__(self) -> Iterator[str]:
        return iter(self.first)

    def __len__(self) -> int:
        return len(self.first)

    def at_once(self, name: str) -> Array:
        """What left at this step and came back at the next one, of `own` what the loss sends here: (T[, B], size)."""
        return self._shown(self.part[name].plain())

    def norms(self, name: str) -> Array:
        """log10 of the norm of one part, exact far outside float64: (T[, B])."""
        return self._shown(self.first[name].log10_norms())

    def shares(self, at_once: bool = False) -> Mapping[str, Array]:
        """Each part's signed share of the whole, <part, G> / <G, G>: name -> (T[, B]), adding up to 1.

        All are 0 where G is zero; `run.norm_states(state)` says why it is.
        """
        parts = self.part if at_once else self.first
        return {name: self._shown(share(part, self.whole)) for name, part in parts.items()}

    def _shown(self, array: Array) -> Array:
        locked(array)
        return array if self.batched else array[:, 0]


def share(part: Scaled, whole: Scaled) -> Array:
    """<part, G> / <G, G> at every step and sample: (T, B); 0 where G is zero."""
    with np.errstate(all="ignore"):
        top = exponents(whole.numbers, -1)
        there = top > NOTHING
        top = np.where(there, top, 0)
        g = moved(whole.numbers, -top)
        p = moved(part.numbers, part.exponent - whole.exponent - top)
        return np.asarray(np.where(there, np.vecdot(p, g) / np.where(there, np.vecdot(g, g), 1.0), 0.0))


def paths(gradients: Gradients, state: str, batched: bool) -> Paths:
    """Split what arrives at a state. batched: as the run is: the gradients of a layer of a network always are."""
    if state not in gradients.cell.states:
        hint = suggestion(state, gradients.cell.states)
        raise ExperimentError("paths.state", name=state, cell=gradients.cell.name, hint=hint)
    way = self_way(gradients.cell, state)
    factor = _factor(gradients, state, way)
    whole = gradients.part(state)
    part = {f"{state}_prev": _sent(gradients, state), **_returning(gradients, state, way, factor, whole)}
    first = _first(list(part.values()), factor, way, whole)
    shown = factor if batched else factor[:, 0]
    first_by = dict(zip(part, first, strict=True))
    return Paths(state, way is not None, locked(shown), first_by, part, whole, batched)


def _first(parts: list[Scaled], factor: Array, way: SelfWay | None, whole: Scaled) -> list[Scaled]:
    """What left at this step or later, by its first way back; the whole where nothing ever leaves."""
    if way is None:
        return parts
    return [whole] if len(parts) == 1 else carried(parts, factor)


def _factor(gradients: Gradients, state: str, way: SelfWay | None) -> Array:
    """d(s at t)/d(s at t - 1) along the own way: (T, B, size); zero in steps that are held."""
    exp, cell = gradients.exp, gradients.cell
    ones = np.ones((*exp.inputs.shape[:2], exp.sizes[cell.by_name[state].size]), exp.dtype)
    if way is None:
        return np.zeros_like(ones)
    found = sweep(cell, gradients.trace, gradients.slopes, {state: ones}, towards=way.nodes)
    there = [g for g in (found.nodes[leaf] for leaf in way.leaves) if g is not None]
    return np.asarray(sum(there[1:], start=there[0]))


def _sent(gradients: Gradients, state: str) -> Scaled:
    """What the loss sends to a state within the step."""
    exponent = no_exponent(*gradients.exp.inputs.shape[:2])
    if gradients.cell.output == state:
        return Scaled(gradients.loss_grad, exponent)
    arrived = _within_step(gradients, state, {gradients.cell.output: gradients.loss_grad})
    return Scaled(arrived, exponent)


def _within_step(gradients: Gradients, state: str, seeds: Mapping[str, Array]) -> Array:
    """What gradients that enter at lines of a step send to a state of that step: (..., T, B, size)."""
    cell, root = gradients.cell, gradients.cell.by_name[state].root
    reading = leading(cell, lines=frozenset({state}))
    found = sweep(cell, gradients.trace, gradients.slopes, seeds, stop=frozenset({root}), towards=reading)
    there = [g for g in (found.nodes[r] for r in readers(cell, state)) if g is not None]
    if there:
        return np.asarray(sum(there[1:], start=there[0]))
    size = gradients.exp.sizes[cell.by_name[state].size]
    shape = next(iter(seeds.values())).shape[:-1] if seeds else gradients.exp.inputs.shape[:2]
    return np.zeros((*shape, size), gradients.exp.dtype)


def _returning(
    gradients: Gradients, state: str, way: SelfWay | None, factor: Array, whole: Scaled
) -> dict[str, Scaled]:
    """What comes back at the next step, by the line that reads it there."""
    cell = gradients.cell
    own = () if way is None else way.leaves
    found: dict[str, list[Scaled]] = {}
    for name, part in _by_others(gradients, state).items():
        found.setdefault(name, []).append(part)
    for node in cell.nodes:
        if node.op == "prev" and node.name == state and node.id not in own:
            found.setdefault(node.line, []).append(gradients.node(node.id).one_step_later())
    if way is not None and not way.alone:
        found.setdefault(cell.nodes[own[0]].line, []).append(_beside(gradients, own, factor, whole))
    return {name: added(parts) for name, parts in found.items()}


def _beside(gradients: Gradients, own: tuple[int, ...], factor: Array, whole: Scaled) -> Scaled:
    """What arrives at the end of the own way from other readers of what stands on it."""
    arriving = [gradients.node(leaf) for leaf in own]
    with np.errstate(all="ignore"):
        came = Scaled(-factor * whole.numbers, whole.exponent)
    return added([*arriving, came]).one_step_later()


def _by_others(gradients: Gradients, state: str) -> dict[str, Scaled]:
    """What reaches a state through the other states of its step, by the line that reads those at the next step."""
    cell = gradients.cell
    wires = _wires(cell, state)
    names = tuple(dict.fromkeys(cell.nodes[i].line for _, leaves in wires for i in leaves))
    if not names:
        return {}
    later = {i: gradients.node(i).one_step_later() for _, leaves in wires for i in leaves}
    top = {name: _top([g for i, g in later.items() if cell.nodes[i].line == name]) for name in names}
    seeds = {}
    for other, leaves in wires:
        rows = [[later[i] for i in leaves if cell.nodes[i].line == name] for name in names]
        room = np.zeros(
            (*gradients.exp.inputs.shape[:2], gradients.exp.sizes[cell.by_name[other].size]), gradients.exp.dtype
        )
        seeds[other] = np.stack([_in_units(row, top[name], room) for row, name in zip(rows, names, strict=True)])
    arrived = _within_step(gradients, state, seeds)
    return {name: Scaled(numbers, top[name]) for name, numbers in zip(names, arrived, strict=True)}


def _wires(cell: Cell, state: str) -> list[tuple[str, list[int]]]:
    """The other states computed from this one within the step, and the wires that take each to the next step."""
    reading = leading(cell, lines=frozenset({state}))
    others = [s for s in cell.states if s != state and cell.by_name[s].root in reading]
    return [(s, [n.id for n in cell.nodes if n.op == "prev" and n.name == s]) for s in others]


def _top(parts: list[Scaled]) -> Array:
    """An exponent (T, B) that suits all of them."""
    if all(p.exponent is parts[0].exponent for p in parts):
        return parts[0].exponent
    largest = np.max([exponents(p.numbers, -1) + p.exponent for p in parts], axis=0)
    return np.where(largest > NOTHING // 2, largest, 0)


def _in_units(parts: list[Scaled], top: Array, nothing: Array) -> Array:
    """The sum of some parts in units of 2**top."""
    if not parts:
        return nothing
    whole = added(parts)
    return whole.numbers if whole.exponent is top else moved(whole.numbers, whole.exponent - top)
