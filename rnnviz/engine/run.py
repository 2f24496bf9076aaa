"""Run: the frozen result of one simulation; everything costly is computed when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.forward_run import ForwardRun
from rnnviz.engine.frozen import locked
from rnnviz.engine.laboratory.paths import Paths, paths
from rnnviz.engine.language.ops import Array
from rnnviz.engine.lazy import lazy
from rnnviz.engine.maps import flow as flows
from rnnviz.engine.maps.bound import factors, vanishing_bound
from rnnviz.engine.maps.jacobian import Jacobians, eigenvalues_of, stacked
from rnnviz.engine.maps.spans import Spans
from rnnviz.engine.notation.html import cell_html, named_curves
from rnnviz.engine.passes.forward import Trace, run_forward
from rnnviz.engine.passes.gradients import Gradients, line_root
from rnnviz.engine.passes.lognorm import classify
from rnnviz.engine.passes.lossgrad import given_loss, own_loss

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
        return Run(experiment, run_forward(experiment), own_loss(experiment, shape))
    given = given_loss(experiment, shape, loss_grad)
    return Run(experiment, run_forward(experiment), given)


class Run(ForwardRun):
    """Values, gradients and norms of one run. Arrays are (T[, B], size), steps 0-based, read-only."""

    def __init__(self, experiment: Experiment, trace: Trace, loss_grad: Array) -> None:
        super().__init__(experiment, trace)
        self._loss_grad = loss_grad

    def __repr__(self) -> str:
        return f"Run({self.experiment.summary})"

    def __copy__(self) -> Run:
        return self

    def __deepcopy__(self, memo: object) -> Run:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Only what determines the run is kept; it is run again where it is needed."""
        own = np.array_equal(self._loss_grad, own_loss(self.experiment, self._loss_grad.shape))
        return simulate, (self.experiment, None if own else self._shown(np.array(self._loss_grad)))

    def _repr_html_(self) -> str:
        values = ((name, self._values(name)[:, 0]) for name in self.cell.by_name)
        logs = ((name, self._logs(name)[:, :1]) for name in self.cell.by_name)
        columns = named_curves(self.cell, "values", values), named_curves(self.cell, "log₁₀‖∂L/∂·‖", logs)
        return cell_html(self.cell, self.experiment.summary.partition(", ")[2], columns)

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
        return Run(self.experiment, self._trace, given_loss(self.experiment, output.shape, loss_grad))

    @lazy
    def fed(self) -> Array:
        """Steps at which the loss, or what reads this run, sends a gradient straight to the output line: (T,) bool."""
        return locked((self._loss_grad != 0).any(axis=(1, 2)))

    def alone(self) -> Run:
        """The same run of a batch of one sequence, read without the axis of the batch."""
        if self.experiment.inputs.shape[1] != 1:
            raise ExperimentError("batch.single", count=self.experiment.inputs.shape[1])
        run = Run(replace(self.experiment, batched=False), self._trace, self._loss_grad)
        if "_gradients" in self.__dict__:  # made on the way back through a network
            run.__dict__["_gradients"] = self.__dict__["_gradients"]
        return run

    @property
    def slopes(self) -> Mapping[int, Array]:
        """Local derivative of every activation at every step: node -> (T, B, size)."""
        return self._gradients.slopes

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

    def norms(self, name: str | None = None) -> Array:
        """log10 of the norm of dL/d(line at t), exact far outside float64: (T[, B]); -inf where it is zero.

        Without a name: of all states' gradients stacked, each the whole one; of the output where there is no state.
        """
        return self._shown(self._logs(name))

    def node_norms(self, node: int) -> Array:
        """log10 norm of what arrives at a node: (T[, B])."""
        return self._shown(self._gradients.node(node).log10_norms())

    def norm_states(self, name: str | None = None) -> Array:
        """Typed state of each norm: finite, zero, saturated, underflow, overflow or nan; (T[, B]) of str."""
        return self._shown(self._once(("states", name), lambda: self._typed(name)))

    def _typed(self, name: str | None) -> Array:
        logs = self._logs(name)
        zero = np.isneginf(logs)
        saturated = zero & False
        if zero.any() and self._gradients.flat:
            saturated = zero & ~np.isneginf(self._gradients.ignoring_flat.log10_norms(self._those(name)))
        return classify(logs, saturated, self.overflowed, self.experiment.dtype)

    def paths(self, state: str) -> Paths:
        """Where the gradient of a state went: a mapping name -> (T[, B], size) that adds up to `grad(state)`.

        Along the state's own element-wise way, and through each line that reads at the next step what had left it;
        `Paths` says more. Raises ExperimentError where there is no such state.
        """
        return self._once(("paths", state), lambda: paths(self._gradients, state, self.experiment.batched))

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
        if not self._bounded:
            return None
        bound = vanishing_bound(self.experiment, self.slopes, self.norms)
        return None if bound is None else locked(bound)

    def bound_factors(self) -> tuple[float, float] | None:
        """beta_f, the largest slope in this run, and beta_w, the largest singular value of the recurrent matrix."""
        return factors(self.experiment, self.slopes) if self._bounded else None

    @property
    def _bounded(self) -> bool:
        return not (self.experiment.batched or self.experiment.held or np.any(self._loss_grad[:-1]))

    # Jacobians ---------------------------------------------------------------------------------------------

    def flow(
        self, name: str | None = None, norm: str = "frobenius", sample: int = 0, at: ArrayLike | None = None
    ) -> Array:
        """log10 of the norm of d(NAME at t)/d(NAME at k): (T, T) indexed [t, k]; -inf for k > t.

        Without a name: of all states stacked. norm: "frobenius", "spectral", or "rms", the Frobenius norm divided by
        sqrt(size), 1 for an identity; sample: which sequence of a batch; at: only these steps (rising), (n, n).
        """
        chosen = np.arange(self.steps) if at is None else np.asarray(at)
        rising = chosen.ndim == 1 and chosen.dtype.kind in "iu" and bool(np.all(np.diff(chosen) > 0))
        if chosen.size and not (rising and chosen[0] >= 0 and chosen[-1] < self.steps):
            raise ExperimentError("at.rising", last=self.steps - 1)
        return locked(flows.flow(self._jacobians(name, sample), chosen, norm))

    def flow_pair(self, name: str | None, t: int, k: int, norm: str = "spectral", sample: int = 0) -> float:
        """One number of that map, for any two steps: log10 of the norm of d(NAME at t)/d(NAME at k); -inf for k > t.

        The first far pair of a run costs a product per step between them, every later one a few dozen in all.
        """
        flows.check_norm(norm)
        jacobians = self._jacobians(name, sample)
        self._step(t)
        self._step(k)
        if t <= k:
            return -np.inf if t < k else flows.of_identity(jacobians.size, norm)
        return self._once(("spans", name, sample), lambda: Spans(jacobians)).log10_norm(t, k, norm)

    def jacobian(self, name: str | None = None, t: int = 0, sample: int = 0) -> Array:
        """One step's d(NAME at t)/d(NAME at t-1): (size, size), zero for a line that is no state; without a name of all
        states together, (S, S)."""
        self._step(t)
        return locked(self._jacobians(name, sample).own(t))

    @property
    def spans(self) -> Mapping[str, slice]:
        """State -> its rows and columns in the Jacobian of all states."""
        return stacked(self.experiment, self.cell.states)

    def eigenvalues(self, of: str | None = None, t: int = 0, sample: int = 0) -> Array:
        """Eigenvalues of one step's Jacobian at t, of a state or (None) of all, or of a square parameter: (n,)."""
        if of is None or of in self.cell.by_name:
            key: tuple[object, ...] = ("eigenvalues", of, t, sample)
            return self._once(key, lambda: eigenvalues_of(self.jacobian(of, t, sample)))
        return self._once(("eigenvalues", of), lambda: eigenvalues_of(self._square(of)))

    def _square(self, matrix: str) -> Array:
        found = self.experiment.params.get(matrix)
        if found is None or found.ndim != 2 or found.shape[0] != found.shape[1]:
            raise ExperimentError("matrix.square", matrix=matrix, cell=self.cell.name)
        return found

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

    def _logs(self, name: str | None) -> Array:
        return self._once(("logs", name), lambda: self._gradients.log10_norms(self._those(name)))

    def _those(self, name: str | None) -> tuple[str, ...]:
        """One line, or all states together; the output where there is none."""
        return (name,) if name is not None else self.cell.states or (self.cell.output,)

    def _jacobians(self, name: str | None, sample: int) -> Jacobians:
        name = name if name is not None or self.cell.states else self.cell.output
        if name is not None:
            line_root(self.cell, name)
        if not 0 <= sample < self.experiment.inputs.shape[1]:
            raise ExperimentError("sample.unknown", sample=sample, count=self.experiment.inputs.shape[1])
        return self._once(
            ("jacobians", name, sample), lambda: Jacobians(self.experiment, self._trace, self.slopes, sample, name)
        )

    def _step(self, t: int) -> None:
        if not 0 <= t < self.steps:
            raise ExperimentError("step.unknown", step=t, last=self.steps - 1)
