"""Forward through time: values of every node at every step.

The compiled loop (kernel.py) computes what the next step needs. Once the states of all steps are known the steps
decouple, so everything else is one vectorised call over all steps, made when somebody looks.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np

from rnnviz.engine.compiler.kernel import Kernel, LoopRecord, kernel_for
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.cell import Cell, Node
from rnnviz.engine.language.ops import FUNCTIONS, Array
from rnnviz.engine.language.several import MIXINGS, OPERATIONS, activates, slope_of
from rnnviz.engine.language.tree import PRODUCTS

Value = Array | float


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """values[node id]: (T, B, size) (vector parameters (size,), constants a float, matrices the matrix);
    states[name], to be asked for by name: (T + 1, B, size), row 0 is the start; masks[line]: (T, 1, 1) where the line
    is held; record: the compiled loop's own record of the run, and the kernel that made it."""

    values: Sequence[Value]
    states: Mapping[str, Array]
    masks: Mapping[str, Array]
    record: LoopRecord
    kernel: Kernel


def run_forward(exp: Experiment) -> Trace:
    """All values of an experiment. Overflow is left as inf / NaN: callers type it, nothing warns."""
    kernel = kernel_for(exp)
    with kernel.lock:
        record = kernel.forward(exp)
    return trace_of(exp, kernel, record)


def trace_of(exp: Experiment, kernel: Kernel, record: LoopRecord) -> Trace:
    """The values of a run that a kernel has recorded."""
    masks = {line: held.mask[:, None, None] for line, held in exp.held.items()}
    states = _States(kernel, record)
    return Trace(_Values(exp, kernel, record, states, masks), states, masks, record, kernel)


class _States(dict[str, Array]):
    """States by name, views made when somebody looks."""

    def __init__(self, kernel: Kernel, record: LoopRecord) -> None:
        self._kernel, self._record = kernel, record

    def __missing__(self, name: str) -> Array:
        found = self[name] = self._kernel.state(self._record, name)
        return found


class ByNode(Sequence[Value]):
    """Values by node id, of which only those somebody looks at are computed."""

    @abstractmethod
    def at(self, node: int) -> Value:
        """One node's value; IndexError where there is no such node."""

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        if isinstance(index, slice):
            return [self.at(i) for i in range(*index.indices(len(self)))]
        return self.at(index)


class _Values(ByNode):
    """Values by node id: from the loop's record where they stand there, else computed for all steps and kept."""

    def __init__(
        self,
        exp: Experiment,
        kernel: Kernel,
        record: LoopRecord,
        states: Mapping[str, Array],
        masks: Mapping[str, Array],
    ) -> None:
        self._exp, self._states, self._masks = exp, states, masks
        self._record = record
        self._stored = kernel.stored
        self._known: dict[int, Value] = {}

    def __len__(self) -> int:
        return len(self._exp.cell.nodes)

    def at(self, node: int) -> Value:
        """A value that was computed before, else now."""
        if node not in self._known:
            if not 0 <= node < len(self):
                raise IndexError(node)
            self._known[node] = self._value(self._exp.cell.nodes[node])
        return self._known[node]

    def __iter__(self) -> Iterator[Value]:
        return (self[i] for i in range(len(self)))

    def _value(self, node: Node) -> Value:
        exp = self._exp
        match node.op:
            case "x":
                return exp.inputs
            case "prev":
                return self._states[node.name][:-1]
            case "param":
                return exp.params[node.name]
            case "const":
                return node.number
            case "line":
                return self[exp.cell.by_name[node.name].root]
        place = self._stored.get(node.id)
        if place is not None:
            layout = self._record.layout
            return layout.outward(layout.view(self._record.block, place))
        return self._computed(node)

    def _computed(self, node: Node) -> Array:
        exp = self._exp
        found = np.empty((*exp.inputs.shape[:2], exp.sizes[node.size]), exp.dtype)
        sigmoid = rest_of(exp.cell, node, exp.held)
        with np.errstate(all="ignore"):
            if sigmoid is not None:
                found[...] = FUNCTIONS["sigmoid"].forward(-np.asarray(self[sigmoid.args[0]]))
            else:
                found[...] = _evaluate(node, [self[a] for a in node.args], found.shape)
        if node.line in self._masks and exp.cell.by_name[node.line].root == node.id:
            np.copyto(found, exp.held[node.line].values[:, None, :], where=self._masks[node.line])
        return locked(found)


def rest_of(cell: Cell, node: Node, held: Collection[str]) -> Node | None:
    """The sigmoid(a) of a node that is 1 - sigmoid(a): sigmoid(-a), which has digits where subtracting leaves none."""
    if node.op != "sum" or node.signs != (1, -1) or cell.nodes[node.args[0]].number != 1.0:
        return None
    found = cell.nodes[node.args[1]]
    if found.op == "line" and found.name not in held:
        found = cell.nodes[cell.by_name[found.name].root]
    return found if found.op == "sigmoid" else None


def _evaluate(node: Node, args: list[Any], shape: tuple[int, ...]) -> Any:
    if node.op == "sum":
        total = args[0] if node.signs[0] > 0 else -args[0]
        for arg, sign in zip(args[1:], node.signs[1:], strict=True):
            total = total + arg if sign > 0 else total - arg
        return total
    if node.op == "mul":
        return args[0] * args[1]
    if node.op in PRODUCTS:
        matrix, operand = args
        turned = matrix.T if node.op == "matmul" else matrix
        return (operand.reshape(-1, operand.shape[-1]) @ turned).reshape(*operand.shape[:-1], -1)
    if node.op in OPERATIONS:
        return OPERATIONS[node.op].forward(*args)
    if node.op in MIXINGS:
        return MIXINGS[node.op].forward(np.broadcast_to(args[0], shape), -1)
    return FUNCTIONS[node.op].forward(np.asarray(args[0]))


def slopes(cell: Cell, trace: Trace) -> dict[int, Array]:
    """Local derivative of every activation at every step: node id -> (T, B, size)."""
    found = {}
    with np.errstate(all="ignore"):
        for node in cell.nodes:
            if activates(node.op):
                value = np.asarray(trace.values[node.id])
                reads_argument = node.op in OPERATIONS or not FUNCTIONS[node.op].by_value
                local = slope_of(node.op, value, [trace.values[a] for a in node.args] if reads_argument else [value])
                # of a constant or a vector parameter the slope may come without the axes of time
                found[node.id] = np.broadcast_to(local, np.shape(value)) if np.ndim(local) < 3 else local
    return found
