"""Our engine, hand-fused NumPy and PyTorch on the same numbers."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import numpy as np

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.compiler import kernelgrad
from rnnviz.engine.compiler.kernel import kernel_for
from tests.bench.hand import HANDS

HAVE_TORCH = importlib.util.find_spec("torch") is not None
T = 100


class Case:
    """All contestants on the same numbers."""

    def __init__(self, kind: str, batch: int, dtype: str, hidden: int) -> None:
        rng = np.random.default_rng(hidden)
        self.kind, self.cell, self.turn = kind, CELLS[kind], 0
        x = rng.normal(size=(T, batch, hidden))
        self.dh = rng.normal(size=(T, batch, hidden)).astype(dtype)
        built = [Experiment.build(self.cell, hidden=hidden, inputs=x, seed=s, dtype=dtype) for s in (0, 1)]
        self.experiments = built
        self.params = [dict(exp.params) for exp in built]
        self.hand = HANDS[kind](built[0].inputs, hidden)
        self.kernel = kernel_for(built[0])
        if HAVE_TORCH:
            from tests.bench.theirs import Fused, Looped

            self.fused = Fused(kind, built[0].inputs, self.dh, hidden)
            self.looped = Looped(kind, built[0].inputs, self.dh, hidden)

    def next(self) -> int:
        self.turn += 1
        return self.turn % 2

    def ours(self) -> None:
        run = simulate(self.experiments[self.next()], loss_grad=self.dh)
        run.grad("h")
        assert run.param_grads

    def bare(self) -> None:
        exp = self.experiments[self.next()]
        self.kernel.forward(exp)
        self.kernel.backward(self.dh)
        kernelgrad.parameter_gradients(self.kernel, exp)

    def by_hand(self) -> None:
        self.hand.run(self.params[self.next()], self.dh)

    def torch_fused(self) -> None:
        self.fused.run(self.params[self.next()])

    def torch_looped(self) -> None:
        self.looped.run(self.params[self.next()])

    def contestants(self) -> dict[str, Callable[[], None]]:
        found: dict[str, Callable[[], None]] = {"ours": self.ours, "kernel": self.bare, "hand": self.by_hand}
        if HAVE_TORCH:
            found["nn"], found["looped"] = self.torch_fused, self.torch_looped
        return found

    def worst(self) -> float:
        """Largest difference between any two of us, relative to the largest value."""
        run = simulate(self.experiments[0], loss_grad=self.dh)
        grads = self.hand.run(self.params[0], self.dh)
        pairs = [(run.value("h"), self.hand.h), (run.grad("h"), self.hand.dh)]
        pairs += [(run.param_grads[n], grads[n]) for n in run.param_grads]
        if HAVE_TORCH:
            from tests.bench.theirs import GATES

            out = self.fused.run(self.params[0])
            self.looped.run(self.params[0])
            pairs += [(run.value("h"), out.detach().numpy()), (run.grad("h"), self.looped.dh_total())]
            theirs = self.fused.gradients()
            for letter, name in (("W", "weight_ih"), ("U", "weight_hh"), ("b", "bias_ih")):
                ours = np.concatenate([run.param_grads[f"{letter}{g}"] for g in GATES[self.kind]])
                pairs.append((ours, theirs[name]))
        return max(float(np.abs(a - b).max() / max(1.0, np.abs(b).max())) for a, b in pairs)
