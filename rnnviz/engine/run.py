"""Run: the frozen result of one simulation; everything costly is computed when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine.compiler.layout import turned
from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiments.experiment import Experiment, numbers
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.ops import FUNCTIONS, Array
from rnnviz.engine.lazy import lazy
from rnnviz.engine.maps import flow as flows
from rnnviz.engine.maps.bound import vanishing_bound
from rnnviz.engine.maps.jacobian import Jacobians
from rnnviz.engine.maps.spans import Spans
from rnnviz.engine.notation.html import cell_html, named_curves
from rnnviz.engine.passes.forward import Trace, run_forward
from rnnviz.engine.passes.gradients import Gradients, line_root
from rnnviz.engine.passes.lognorm import classify

Found = TypeVar("Found")


def simulate(experiment: Experiment, loss_grad: ArrayLike | None = None) -> Run:
    """Run an experiment forward; gradients follow when asked for.

    loss_grad: dL/d(output line), shape of that line (T[, B], size); default: the experiment's own loss.
    """
    shape = (
        *experiment.inputs.shape[:2],
        experiment.sizes[experiment.cell.by_name[experiment.cell.output].size],
    )
    if loss_grad is None:
        return Run(experiment, run_forward(experiment), _own_loss(experiment, shape))
    given = _given_loss(experiment, shape, loss_grad)
    return Run(experiment, run_forward(experiment), given)


def _given_loss(exp: Experiment, shape: tuple[int, ...], loss_grad: ArrayLike) -> Array:
    given = numbers(loss_grad, exp.dtype, ExperimentError("loss.numbers"), copy=False)
    wanted = shape if exp.batched else (shape[0], shape[2])
    if given.shape != wanted:
        raise ExperimentError("loss.shape", shape=given.shape, wanted=wanted)
    return turned(given.reshape(shape))


def _own_loss(exp: Experiment, shape: tuple[int, ...]) -> Array:
    grad = np.zeros(shape, exp.dtype)
    grad[slice(None) if exp.loss == "every" else slice(-1, None)] = 1.0 / np.sqrt(shape[-1])
    return grad


class Run:
    """Values, gradients and norms of one run. Arrays are (T[, B], size), steps 0-based, read-only."""

    def __init__(self, experiment: Experiment, trace: Trace, loss_grad: Array) -> None:
        self.experiment, self._trace, self._loss_grad = experiment, trace, loss_grad

    def __repr__(self) -> str:
        return f"Run({self.experiment.summary})"

    def __copy__(self) -> Run:
        return self

    def __deepcopy__(self, memo: object) -> Run:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Only what determines the run is kept; it is run again where it is needed."""
        own = np.array_equal(self._loss_grad, _own_loss(self.experiment, self._loss_grad.shape))
        return simulate, (self.experiment, None if own else self._shown(np.array(self._loss_grad)))

    def _repr_html_(self) -> str:
        values = ((name, self._values(name)[:, 0]) for name in self.cell.by_name)
        logs = ((name, self._logs(name)[:, :1]) for name in self.cell.by_name)
        columns = named_curves(self.cell, "values", values), named_curves(self.cell, "log₁₀‖∂L/∂·‖", logs)
        return cell_html(self.cell, self.experiment.summary.partition(", ")[2], columns)

    @property
    def cell(self) -> Cell:
        return self.experiment.cell

    @property
    def steps(self) -> int:
        """Number of time steps T."""
        return self.experiment.steps

    @property
    def hidden(self) -> int:
        """Number of hidden units."""
        return self.experiment.hidden

    @lazy
    def loss(self) -> float:
        """L under the run's dL/d(output): sum over steps, samples and units of loss_grad * output."""
        with np.errstate(all="ignore"):
            output = self._line_values(self.cell.output)
            # a step without loss contributes nothing even where its output overflowed
            return float(np.sum(np.where(self._loss_grad != 0, output * self._loss_grad, 0.0)).real)

    def with_loss_grad(self, loss_grad: ArrayLike) -> Run:
        """The same forward run under another dL/d(output line), shape of that line (T[, B], size)."""
        output = self._line_values(self.cell.output)
        return Run(self.experiment, self._trace, _given_loss(self.experiment, output.shape, loss_grad))

    @lazy
    def fed(self) -> Array:
        """Steps at which the loss, or what reads this run, sends a gradient straight to the output line: (T,) bool."""
        return locked((self._loss_grad != 0).any(axis=(1, 2)))

    def alone(self) -> Run:
        """The same run of a batch of one sequence, read without the axis of the batch."""
        if self.experiment.inputs.shape[1] != 1:
            raise ExperimentError("batch.single", count=self.experiment.inputs.shape[1])
        return Run(replace(self.experiment, batched=False), self._trace, self._loss_grad)

    # values ------------------------------------------------------------------------------------------------

    def value(self, name: str) -> Array:
        """Values of a line, of "x", or of a state one step ago ("c_prev"): (T[, B], size)."""
        return self._shown(self._values(name))

    @property
    def outputs(self) -> Array | None:
        """The read-out, where there is one: the line y, (T[, B], output)."""
        return self.value("y") if "y" in self.cell.by_name else None

    def inner(self, name: str) -> Array:
        """What stands inside a line's activation (the pre-activation): (T[, B], size)."""
        root = self.cell.nodes[line_root(self.cell, name)]
        if root.op not in FUNCTIONS:
            raise ExperimentError("activation.none", name=name)
        return self.node_value(root.args[0])

    def node_value(self, node: int) -> Array:
        """Values of one node of the cell: (T[, B], size)."""
        value = self._trace.values[node]
        wanted = (*self.experiment.inputs.shape[:2], self.experiment.sizes[self.cell.nodes[node].size])
        if not isinstance(value, np.ndarray) or value.shape != wanted:
            return self._shown(np.broadcast_to(value, wanted))
        return self._shown(value)

    def value_states(self, name: str) -> Array:
        """Per step (T[, B]): "finite", "overflow" or "nan" of a line's values."""
        values = self._values(name)
        states = np.full(values.shape[:2], "finite", dtype="<U9")
        states[np.isinf(values).any(axis=-1)] = "overflow"
        states[np.isnan(values).any(axis=-1)] = "overflow" if self.overflowed else "nan"
        return self._shown(states)

    @property
    def slopes(self) -> Mapping[int, Array]:
        """Local derivative of every activation at every step: node -> (T, B, size)."""
        return self._gradients.slopes

    @lazy
    def overflowed(self) -> bool:
        """Whether a value of the forward run left float64."""
        return any(bool(np.isinf(np.asarray(self._trace.values[line.root])).any()) for line in self.cell.lines)

    # gradients ---------------------------------------------------------------------------------------------

    def grad(self, name: str, into: str | None = None) -> Array:
        """dL/d(line), "x" or "c_prev" at every step, through everything computed from it: (T[, B], size).

        into: only the part through one reader, a line's name (for a state also a line of the next step) or
        "loss", dL's own direct part; the parts of all readers add up to the whole.
        """
        return self._shown(self._gradients.part(name, into).plain())

    def node_grad(self, node: int) -> Array:
        """Gradient arriving at a node (for an occurrence of a name: through that wire): (T[, B], size)."""
        return self._shown(self._gradients.node(node).plain())

    def norms(self, name: str) -> Array:
        """log10 of the norm of dL/d(line at t), exact far outside float64: (T[, B]); -inf where it is zero."""
        return self._shown(self._logs(name))

    def node_norms(self, node: int) -> Array:
        """log10 norm of what arrives at a node: (T[, B])."""
        return self._shown(self._gradients.node(node).log10_norms())

    def norm_states(self, name: str) -> Array:
        """Typed state of each norm: finite, zero, saturated, underflow, overflow or nan; (T[, B]) of str."""
        return self._shown(self._once(("states", name), lambda: self._typed(self._logs(name), name)))

    def _typed(self, logs: Array, name: str) -> Array:
        zero = np.isneginf(logs)
        saturated = zero & False
        if zero.any() and self._gradients.flat:
            saturated = zero & ~np.isneginf(self._gradients.ignoring_flat.part(name).log10_norms())
        return classify(logs, saturated, self.overflowed, self.experiment.dtype)

    @property
    def param_grads(self) -> Mapping[str, Array]:
        """Parameter -> dL/d(parameter), summed over time and batch, in the parameter's shape."""
        return self._gradients.params

    def param_grads_by_step(self, name: str) -> Array:
        """Each step's contribution to dL/d(parameter): (T, ...), summing to param_grads[name]."""
        return locked(self._gradients.param(name, True))

    def bound(self) -> Array | None:
        """log10 of the vanishing bound (beta_f beta_w)^(T-t) times ||dL/dh_T||: (T,); None where it does not hold.

        Pascanu, Mikolov & Bengio 2013, eq. 5-7: one state, one recurrent matrix, no gates, loss at the last step.
        """
        if self.experiment.batched or self.experiment.held or np.any(self._loss_grad[:-1]):
            return None
        bound = vanishing_bound(self.experiment, self.slopes, self.norms)
        return None if bound is None else locked(bound)

    # Jacobians ---------------------------------------------------------------------------------------------

    def flow(self, name: str, norm: str = "frobenius", sample: int = 0, at: ArrayLike | None = None) -> Array:
        """log10 of the norm of d(NAME at t)/d(NAME at k): (T, T) indexed [t, k]; -inf for k > t.

        norm: "frobenius" or "spectral"; sample: which sequence of a batch; at: only these steps (rising), (n, n).
        """
        chosen = np.arange(self.steps) if at is None else np.asarray(at)
        rising = chosen.ndim == 1 and chosen.dtype.kind in "iu" and bool(np.all(np.diff(chosen) > 0))
        if chosen.size and not (rising and chosen[0] >= 0 and chosen[-1] < self.steps):
            raise ExperimentError("at.rising", last=self.steps - 1)
        return locked(flows.flow(self._jacobians(name, sample), chosen, norm))

    def flow_pair(self, name: str, t: int, k: int, norm: str = "spectral", sample: int = 0) -> float:
        """One number of that map, for any two steps: log10 of the norm of d(NAME at t)/d(NAME at k); -inf for k > t.

        The first far pair of a run costs a product per step between them, every later one a few dozen in all.
        """
        flows.check_norm(norm)
        jacobians = self._jacobians(name, sample)
        self._step(t)
        self._step(k)
        if t <= k:
            return -np.inf if t < k else 0.0 if norm == "spectral" else float(np.log10(jacobians.size(name))) / 2
        return self._once(("spans", name, sample), lambda: Spans(jacobians)).log10_norm(t, k, norm)

    def jacobian(self, name: str, t: int, sample: int = 0) -> Array:
        """One step's d(NAME at t)/d(NAME at t-1) of a state: (size, size); zero for a line that is no state."""
        self._step(t)
        return locked(self._jacobians(name, sample).own(t))

    def eigenvalues(self, matrix: str | None, t: int = 0, sample: int = 0) -> Array:
        """Eigenvalues of a square parameter matrix, or (None) of the output's one-step Jacobian at t: complex (n,)."""
        if matrix is None:
            key: tuple[object, ...] = ("eigenvalues", t, sample)
            return self._once(key, lambda: _eigenvalues(self.jacobian(self._remembered, t, sample)))
        return self._once(("eigenvalues", matrix), lambda: _eigenvalues(self._square(matrix)))

    def _square(self, matrix: str) -> Array:
        found = self.experiment.params.get(matrix)
        if found is None or found.ndim != 2 or found.shape[0] != found.shape[1]:
            raise ExperimentError("matrix.square", matrix=matrix, cell=self.cell.name)
        return found

    @property
    def _remembered(self) -> str:
        states = self.cell.states
        return self.cell.output if self.cell.output in states or not states else states[0]

    # inner workings ----------------------------------------------------------------------------------------

    @lazy
    def _gradients(self) -> Gradients:
        return Gradients(self.experiment, self._trace, self._loss_grad)

    @lazy
    def _kept(self) -> dict[tuple[object, ...], Any]:
        """What was asked for once: by kind, name and the like."""
        return {}

    def _once(self, key: tuple[object, ...], make: Callable[[], Found]) -> Found:
        if key not in self._kept:
            self._kept[key] = make()
        found: Found = self._kept[key]
        return found

    def _logs(self, name: str) -> Array:
        return self._once(("logs", name), lambda: self._gradients.part(name).log10_norms())

    def _jacobians(self, name: str, sample: int) -> Jacobians:
        line_root(self.cell, name)
        if not 0 <= sample < self.experiment.inputs.shape[1]:
            raise ExperimentError("sample.unknown", sample=sample, count=self.experiment.inputs.shape[1])
        return self._once(
            ("jacobians", name, sample), lambda: Jacobians(self.experiment, self._trace, self.slopes, sample, name)
        )

    def _step(self, t: int) -> None:
        if not 0 <= t < self.steps:
            raise ExperimentError("step.unknown", step=t, last=self.steps - 1)

    def _shown(self, array: Array) -> Array:
        locked(array)
        return array if self.experiment.batched else array[:, 0]

    def _line_values(self, name: str) -> Array:
        return np.asarray(self._trace.values[line_root(self.cell, name)])

    def _values(self, name: str) -> Array:
        if name == "x":
            return self.experiment.inputs
        state = name.removesuffix("_prev")
        if state != name and state in self.cell.states:
            return self._trace.states[state][:-1]
        return self._line_values(name)


def _eigenvalues(square: Array) -> Array:
    clean = bool(np.isfinite(square).all())
    return locked(np.asarray(np.linalg.eigvals(square), complex) if clean else np.full(len(square), np.nan, complex))
