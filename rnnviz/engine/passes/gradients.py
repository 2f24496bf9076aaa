"""Gradients of one run: of every line, through every wire, of every parameter; each computed when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.ops import Array
from rnnviz.engine.lazy import lazy
from rnnviz.engine.passes.backward import GroupTotals, Totals, input_gradient, parameter_gradients
from rnnviz.engine.passes.forward import Trace, slopes
from rnnviz.engine.passes.lognorm import joint_norm
from rnnviz.engine.passes.paramgrad import param_grad
from rnnviz.engine.passes.rescaled import run_backward
from rnnviz.engine.passes.scaled import Scaled, added, is_zero, moved
from rnnviz.engine.passes.sweep import Sweep, sweep


class Gradients:
    """Gradients under dL/d(output) = loss_grad (T, B, size), in units that hold them however large or small.

    ignore_flat: as if no activation were flat anywhere: what is zero here and not there was swallowed.
    """

    def __init__(self, exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool = False) -> None:
        self.exp, self.cell, self.trace, self.loss_grad, self._ignore_flat = (
            exp,
            exp.cell,
            trace,
            loss_grad,
            ignore_flat,
        )
        self._nodes: dict[int, Scaled] = {}

    @lazy
    def ignoring_flat(self) -> Gradients:
        """The same run as if no activation were flat."""
        return Gradients(self.exp, self.trace, self.loss_grad, ignore_flat=True)

    @lazy
    def slopes(self) -> Mapping[int, Array]:
        """Local derivative of every activation."""
        found = slopes(self.cell, self.trace)
        if self._ignore_flat:
            found = {node: np.where(slope == 0, 1.0, slope) for node, slope in found.items()}
        return MappingProxyType({node: locked(slope) for node, slope in found.items()})

    @lazy
    def flat(self) -> bool:
        """Whether some activation is exactly flat somewhere."""
        return any(bool((slope == 0).any()) for slope in self.slopes.values())

    @lazy
    def totals(self) -> Totals:
        """What each state has in all."""
        return run_backward(self.exp, self.trace, self.loss_grad, self._ignore_flat)

    @lazy
    def _is_plain(self) -> bool:
        parts = self.totals.parts
        return len(parts) == 1 and is_zero(parts[0].exponent)

    # lines and wires -----------------------------------------------------------------------------------------

    def part(self, name: str, into: str | None = None) -> Scaled:
        """What arrives at a line, "x" or "c_prev": all of it, or the part through the reader `into`."""
        if into is None:
            for part in self.totals.parts:
                if name in part.states:
                    return Scaled(part.states[name], part.exponent)
        state = name.removesuffix("_prev")
        if name == "x" and into is None and self._is_plain:
            fast = input_gradient(self.exp, self.trace, self.loss_grad, self._ignore_flat)
            if fast is not None:
                return Scaled(fast, self.totals.parts[0].exponent)
        if name == "x" or (state != name and state in self.cell.states):
            return self._through_readers(name, into)
        root = line_root(self.cell, name)
        if into is None:
            return self.node(root)
        if into == "loss":
            return self._direct(name)
        now, later = self._leaves("line", name, into), self._leaves("prev", name, into)
        if not now and not later:
            raise ExperimentError("reader.unknown", into=into, name=name)
        return added([self._summed(now, name), self._summed(later, name).one_step_later()])

    def log10_norms(self, names: tuple[str, ...]) -> Array:
        """log10 of the norm of some lines' gradients stacked, exact far outside the number format: (T, B)."""
        logs = [self.part(name).log10_norms() for name in names]
        return logs[0] if len(logs) == 1 else joint_norm(np.stack(logs), 0)

    def node(self, node: int) -> Scaled:
        """What arrives at a node (for an occurrence of a name: through that wire)."""
        if node not in self._nodes:
            size = self.exp.sizes[self.cell.nodes[node].size]
            self._nodes[node] = added(
                [Scaled(self._in_part(i, node, size), part.exponent) for i, part in enumerate(self.totals.parts)]
            )
        return self._nodes[node]

    def _in_part(self, number: int, node: int, size: int) -> Array:
        found = self._sweeps[number].nodes[node]
        return np.zeros((*self.exp.inputs.shape[:2], size), self.exp.dtype) if found is None else found

    @lazy
    def _sweeps(self) -> list[Sweep]:
        return [self._sweep(part) for part in self.totals.parts]

    def _sweep(self, part: GroupTotals) -> Sweep:
        """What some states' totals send to the lines of their own step; other states count as having none."""
        seeds = {self.cell.output: moved(self.loss_grad, -part.exponent)} if part.direct else {}
        totals = dict(part.states)
        for other in self.totals.parts:
            for state, total in other.states.items():
                totals.setdefault(state, np.zeros_like(total))
        return sweep(self.cell, self.trace, self.slopes, seeds, totals)

    def _direct(self, name: str) -> Scaled:
        exponent = self.totals.parts[0].exponent
        if name == self.cell.output:
            return Scaled(moved(self.loss_grad, -exponent), exponent)
        size = self.exp.sizes[self.cell.by_name[name].size]
        return Scaled(np.zeros((*exponent.shape, size), self.exp.dtype), exponent)

    def _through_readers(self, name: str, into: str | None) -> Scaled:
        op, plain = ("x", "x") if name == "x" else ("prev", name.removesuffix("_prev"))
        leaves = self._leaves(op, plain, into)
        if into is not None and not leaves:
            raise ExperimentError("reader.unknown", into=into, name=name)
        return self._summed(leaves, plain)

    def _leaves(self, op: str, name: str, into: str | None) -> list[int]:
        return [n.id for n in self.cell.nodes if n.op == op and n.name == name and into in (None, n.line)]

    def _summed(self, leaves: list[int], name: str) -> Scaled:
        if leaves:
            return added([self.node(leaf) for leaf in leaves])
        size = "input" if name == "x" else self.cell.by_name[name].size
        exponent = self.totals.parts[0].exponent
        return Scaled(np.zeros((*exponent.shape, self.exp.sizes[size]), self.exp.dtype), exponent)

    # parameters ----------------------------------------------------------------------------------------------

    @lazy
    def params(self) -> Mapping[str, Array]:
        """dL/d(parameter), summed over time and samples."""
        fast = self.totals.params
        if fast is None and self._is_plain:
            fast = parameter_gradients(self.exp, self.trace, self.loss_grad)
        found = fast or {name: self._of_occurrences(name, False) for name in self.cell.params}
        if self.exp.learned:
            found = {name: self._with_start(name, found[name]) for name in self.cell.params}
        return MappingProxyType({name: locked(found[name]) for name in self.cell.params})

    def param(self, name: str, by_step: bool) -> Array:
        """dL/d(one parameter): in its shape, or (T, ...) by step."""
        if name not in self.cell.params:
            raise ExperimentError("parameter.none", name=name, hint=suggestion(name, self.cell.params))
        found = self._of_occurrences(name, by_step)
        if not by_step:
            return self._with_start(name, found)
        first = self._with_start(name, found[0])
        return found if first is found[0] else np.concatenate([first[None], found[1:]])

    def _with_start(self, name: str, grad: Array) -> Array:
        """With what arrives, before the first step, at the states that begin with the parameter."""
        with np.errstate(all="ignore"):
            for state, begin in self.exp.learned.items():
                if begin == name:
                    arriving = self.part(f"{state}_prev").plain()[0].sum(axis=0)
                    grad = grad + (arriving.sum(keepdims=True) if name in self.cell.scalars else arriving)
        return grad

    def _of_occurrences(self, name: str, by_step: bool) -> Array:
        total = None
        for i, part in enumerate(self.totals.parts):

            def arriving(node: int, number: int = i) -> Array:
                return self._in_part(number, node, self.exp.sizes[self.cell.nodes[node].size])

            found = param_grad(self.exp, self.trace, arriving, part.exponent, name, by_step)
            with np.errstate(all="ignore"):
                total = found if total is None else total + found
        return np.asarray(total)


def line_root(cell: Cell, name: str) -> int:
    """The node that computes a line; ExperimentError where there is no such line."""
    if name not in cell.by_name:
        raise ExperimentError("line.unknown", name=name, cell=cell.name, hint=suggestion(name, cell.by_name))
    return cell.by_name[name].root
