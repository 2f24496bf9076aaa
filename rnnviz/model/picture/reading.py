"""Numbers of a run for the drawing: means, levels, widths, bars, factors. Reductions for display only."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Run
from rnnviz.engine.language.several import OPERATIONS, activates, partial, slope_of
from rnnviz.engine.passes.lognorm import log10_norm
from rnnviz.model.figures.shading import DECADES
from rnnviz.model.picture.grid import BELT_WIDTH, PEEPHOLE, SIGNAL
from rnnviz.model.picture.shapes import Link, Picture, Shape, WirePiece

Vector = NDArray[np.float64]
MAX_SQUARES = 16


def single(values: NDArray[Any]) -> Vector:
    """(T, n) of a run; of a batch its first sequence."""
    return np.asarray(values if values.ndim == 2 else values[:, 0])


def value_at(run: Run, picture: Picture, source: str, t: int) -> Vector:
    """What a source carries at step t: "x", "c_prev", a line, or an inner part of one."""
    shape = picture.by_name.get(source)
    if shape is not None and source not in shape.lines:
        return np.asarray(single(run.node_value(shape.node))[t])
    return np.asarray(single(run.value(source))[t])


def mean(values: Vector) -> float:
    """Mean of a vector; NaN or infinite where its values are."""
    return _mean_of(v) if (v := _finite_list(values)) else _odd(values)


def mean_size(values: Vector) -> float:
    """Mean absolute value."""
    return _mean_of([abs(number) for number in v]) if (v := _finite_list(values)) else abs(_odd(values))


def _mean_of(finite: list[float]) -> float:
    try:
        return math.fsum(finite) / len(finite)
    except OverflowError:  # the sum is beyond float64, the mean is not
        return math.fsum(number / len(finite) for number in finite)


def _finite_list(values: Vector) -> list[float] | None:
    """The values as plain floats (a few numbers: several times faster than NumPy); None if one is not finite."""
    found: list[float] = values.tolist()
    return found if all(map(math.isfinite, found)) else None


def _odd(values: Vector) -> float:
    """Mean of values that are not all finite, or of none."""
    with np.errstate(all="ignore"):
        return float(np.mean(values)) if len(values) else 0.0


def level(values: Vector) -> float:
    """How bright a wire is: mean|v| * 1.15 within .12..1; what is not finite is as bright as can be."""
    size = mean_size(values)
    return min(max(1.15 * size, 0.12), 1.0) if math.isfinite(size) else 1.0


def valve_width(gate: Vector) -> float:
    """Width in u of the belt behind a gate."""
    opening = mean(gate)
    return min(max(0.2, opening), BELT_WIDTH) if math.isfinite(opening) else BELT_WIDTH


def forward_width(run: Run, piece: WirePiece, t: int) -> float:
    """Width of a wire in u while values flow."""
    if piece.belt:
        return BELT_WIDTH if piece.valve is None else valve_width(single(run.node_value(piece.valve))[t])
    return PEEPHOLE if piece.peephole else SIGNAL


class Bar(NamedTuple):
    """One square of a strip: a value, and the units first..last it is the mean of."""

    value: float
    first: int
    last: int


def bars(values: Vector, most: int = MAX_SQUARES) -> tuple[Bar, ...]:
    """One bar per unit; above `most` units one averaged bar per 2, 4, ... of them."""
    if len(values) <= most:
        return tuple(map(Bar, values.tolist(), range(len(values)), range(len(values))))
    group = 1
    while -(-len(values) // group) > most:
        group *= 2
    starts = range(0, len(values), group)
    return tuple(Bar(mean(values[i : i + group]), i, min(i + group, len(values)) - 1) for i in starts)


def slope(run: Run, line: str, t: int) -> Vector | None:
    """Local derivative of a line's activation at step t; None for a line that is no activation."""
    cell = run.cell
    root = cell.nodes[cell.by_name[line].root]
    if not activates(root.op):
        return None
    return node_slope(run, root.id, t)


def node_slope(run: Run, node: int, t: int) -> Vector:
    """Local derivative of a function node at step t; 1 for a linear line, which has no function; 0 where it is held."""
    found = run.cell.nodes[node]
    value = single(run.node_value(node))[t]
    if _held(run, node, t):
        return np.zeros_like(value, float)
    if not activates(found.op):
        return np.ones_like(value, float)
    arguments = [single(run.node_value(a))[t] for a in found.args]
    with np.errstate(all="ignore"):
        return np.asarray(slope_of(found.op, value, arguments), float)


def _held(run: Run, node: int, t: int) -> bool:
    """Whether a node is a line that is held at step t: nothing of what is computed there counts."""
    return any(run.cell.by_name[name].root == node and bool(held.mask[t]) for name, held in run.experiment.held.items())


def factor(run: Run, link: Link, t: int) -> Vector:
    """What the gradient is multiplied by on its way from a drawn operation into one of its wires."""
    cell = run.cell
    reader = next(n for n in cell.nodes if link.wire in n.args)
    here = reader.args.index(link.wire)
    ones = np.ones_like(single(run.node_value(link.wire))[t])
    if _held(run, reader.id, t):
        return np.zeros_like(ones)
    if reader.op == "mul":
        return np.asarray(single(run.node_value(reader.args[1 - here]))[t])
    if reader.op == "sum":
        return np.asarray(ones * reader.signs[here])
    if reader.op in OPERATIONS:
        arguments = [single(run.node_value(a))[t] for a in reader.args]
        with np.errstate(all="ignore"):
            return np.asarray(ones * partial(reader.op, here, single(run.node_value(reader.id))[t], arguments))
    return node_slope(run, reader.id, t)


def of_unit(values: Vector, unit: int) -> float:
    """One unit's number; of a shorter vector, such as a projection, that of the last."""
    return float(values[min(unit, len(values) - 1)])


def log_norm(vector: Vector) -> float:
    """log10 of the Euclidean norm; −inf for zero, inf where it overflows, NaN where there is one.

    As `log10_norm`, for one vector at a time: a fraction of its calls, at every wire of every frame.
    """
    largest = float(np.max(np.abs(vector))) if len(vector) else 0.0
    if largest == 0.0 or not math.isfinite(largest):
        return -math.inf if largest == 0.0 else largest
    return math.log10(largest) + math.log10(float(np.linalg.norm(vector / largest)))


@dataclass
class Backflow:
    """Gradients of one run as the wires carry them; every array is fetched from the run once."""

    run: Run
    picture: Picture
    _arrays: dict[int | str, Vector] = field(default_factory=dict)
    _top: float | None = None
    _peak: float | None = None

    def arriving(self, link: Link) -> Vector:
        """(T, n): gradient through one wire into what it reads."""
        return self._array(link.wire)

    def at_node(self, node: int, t: int) -> Vector:
        """Gradient of a node's value at step t; of a line's root its total."""
        return np.asarray(self._array(node)[t])

    def through(self, piece: WirePiece, t: int, known: Iterable[str]) -> Vector | None:
        """Sum of what has come back through a wire at step t so far; None where nothing has."""
        lines = frozenset(known)
        parts = [self._array(link.wire)[t] for link in piece.links if link.line in lines]
        parts += self.leaving(piece, t)
        if not parts:
            return None
        with np.errstate(all="ignore"):
            return np.asarray(sum(parts[1:], parts[0]))

    def sofar(self, links: Iterable[Link], t: int, known: Iterable[str]) -> Vector | None:
        """Sum over those of these readers whose line has been gone through backward; None for none."""
        lines = frozenset(known)
        parts = [self._array(link.wire)[t] for link in links if link.line in lines]
        with np.errstate(all="ignore"):
            return np.asarray(sum(parts[1:], parts[0])) if parts else None

    def later(self, name: str, t: int) -> Vector | None:
        """What the next step sends back to a state; None at the last step."""
        return np.asarray(self._array(f"{name}_prev")[t + 1]) if t + 1 < self.run.steps else None

    def leaving(self, piece: WirePiece, t: int) -> list[Vector]:
        """What comes in from the next step and from the loss through this wire."""
        found = []
        later = self.later(piece.net, t) if "next" in piece.exits else None
        if later is not None:
            found.append(later)
        if "out" in piece.exits:
            loss = self.loss(t)
            if loss is not None:
                found.append(loss)
        return found

    def loss(self, t: int) -> Vector | None:
        """The loss's own part dL/d(output) at step t; None where no loss is taken."""
        part = np.asarray(self._array("loss")[t])
        return part if part.any() else None

    def total(self, name: str, t: int) -> Vector:
        """dL/d(name at t), all ways together."""
        return np.asarray(self._array(name)[t])

    @property
    def top(self) -> float:
        """log10 of the largest norm any wire carries in this run: the scale's fixed upper end."""
        if self._top is None:
            self._top = max(self._norms(), default=0.0)
        return self._top

    @property
    def peak(self) -> float:
        """log10 of the largest single gradient of a drawn line."""
        if self._peak is None:
            sizes = [float(np.max(np.abs(self._array(line.name)))) for line in self.run.cell.lines]
            sizes = [s for s in sizes if 0.0 < s < math.inf]
            self._peak = math.log10(max(sizes)) if sizes else 0.0
        return self._peak

    def strength(self, vector: Vector | None) -> float | None:
        """0..1 within the top decades of the run; None for no gradient at all."""
        if vector is None:
            return None
        size = log_norm(vector)
        if math.isnan(size) or size == math.inf:
            return 1.0
        return None if size == -math.inf else min(max(1 + (size - self.top) / DECADES, 0.0), 1.0)

    def shade(self, value: float) -> float:
        """A single gradient as −1..1 for the colour of its square, on one scale for the whole run."""
        if value == 0.0 or not math.isfinite(value):
            return value
        part = min(max(1 + (math.log10(abs(value)) - self.peak) / DECADES, 0.0), 1.0)
        return math.copysign(part, value)

    def _norms(self) -> list[float]:
        """Finite log10 norms of every wire at every step."""
        found: list[float] = []
        for piece in self.picture.pieces:
            flow = self._whole(piece)
            if flow is not None:
                norms = log10_norm(flow)
                found += norms[np.isfinite(norms)].tolist()
        return found

    def _whole(self, piece: WirePiece) -> Vector | None:
        """(T, n): all that goes back through a wire, at every step."""
        parts = [self._array(link.wire) for link in piece.links]
        if "next" in piece.exits:
            later = self._array(f"{piece.net}_prev")
            parts.append(np.concatenate([later[1:], np.zeros_like(later[:1])]))
        if "out" in piece.exits:
            parts.append(self._array("loss"))
        with np.errstate(all="ignore"):
            return np.asarray(sum(parts[1:], parts[0])) if parts else None

    def _array(self, key: int | str) -> Vector:
        if key not in self._arrays:
            if key == "loss":
                grad = self.run.grad(self.run.cell.output, into="loss")
            else:
                grad = self.run.node_grad(key) if isinstance(key, int) else self.run.grad(key)
            self._arrays[key] = single(grad)
        return self._arrays[key]


def backward_width(strength: float) -> float:
    """Width in u of a wire that carries a gradient of this strength."""
    return float(0.12 + 0.88 * strength**1.3)


def shown_value(run: Run, picture: Picture, shape: Shape, t: int) -> Vector:
    """The value a shape shows at step t."""
    return np.asarray(single(run.node_value(shape.node))[t])
