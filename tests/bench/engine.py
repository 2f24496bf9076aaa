"""The engine against PyTorch and against hand-fused NumPy: forward and full BPTT, T = 100, one thread.

Equality first, then interleaved timing. Weights change at every call, so packing them counts. The ratios are those of
the compiled kernel, which does what the yardstick does; beside them the public way: simulate, which keeps a copy of the
trace and looks for under- and overflow, then dL/dh at every step and all parameter gradients.
"""

from __future__ import annotations

import importlib.util
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.engine import kernelgrad as parameters
from rnnviz.engine.kernel import kernel_for
from tests.bench.hand import HANDS
from tests.bench.timing import Times, interleave

HAVE_TORCH = importlib.util.find_spec("torch") is not None
T = 100
NAMES = {"rnn": "RNN", "lstm": "LSTM", "gru_reset_after": "GRU"}
# (batch, dtype, hidden): targets ours / nn.RNN, ours / nn.LSTM and nn.GRU, ours / looped RNN, ours / looped others
CASES = {
    (1, "float64", 2): (0.08, 0.11, 0.05, 0.08),
    (1, "float64", 16): (0.08, 0.11, 0.05, 0.08),
    (1, "float64", 64): (0.12, 0.18, 0.07, 0.13),
    (1, "float64", 256): (0.32, 0.42, 0.25, 0.38),
    (1, "float64", 512): (0.40, 0.45, 0.38, 0.45),
    (32, "float64", 16): (0.20, 0.40, 0.35, 0.35),
    (32, "float64", 64): (0.60, 0.70, 0.60, 0.60),
    (1, "float32", 16): (0.08, 0.11, 0.08, 0.08),
    (1, "float32", 64): (0.10, 0.15, 0.11, 0.11),
}
MAPS = {"rnn": (2.5, 0.015), "gru_reset_after": (2.5, 0.015), "lstm": (6.0, 0.03)}


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
        parameters.parameter_gradients(self.kernel, exp)

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


def _empty_call() -> float:
    """Milliseconds of a NumPy call that does next to nothing: the median of the calls a step consists of."""
    a, out = np.ones(1), np.ones(1)
    times = []
    for _ in range(200):
        begin = time.perf_counter()
        for _ in range(100):
            np.multiply(a, a, out)
        times.append((time.perf_counter() - begin) * 10)
    return float(np.median(times))


def _verdict(value: float, target: float | None) -> str:
    if target is None:
        return f"{value:6.3f}              "
    return f"{value:6.3f} ({'ok' if value <= target else 'MISSED'} {target:g})".ljust(20)


def _row(kind: str, key: tuple[int, str, int], empty: float) -> str:
    batch, dtype, hidden = key
    case = Case(kind, *key)
    worst = case.worst()
    limit = 1e-3 if dtype == "float32" else 1e-10
    if not worst < limit:
        raise RuntimeError(f"{kind} {key}: the contestants disagree by {worst:.1e}")
    rounds = 9 if hidden >= 256 or batch * hidden >= 2048 else 25
    times = interleave(case.contestants(), rounds, warm=2)
    ours = times["ours"]
    nn_rnn, nn_other, loop_rnn, loop_other = CASES[key]
    first = kind == "rnn"
    fused_target = None if dtype == "float32" and kind == "lstm" else nn_rnn if first else nn_other
    kernel = times["kernel"].median
    parts = [f"  {NAMES[kind]:4} B {batch:2} {dtype} H {hidden:3}  {_span(times['kernel'])}"]
    if HAVE_TORCH:
        parts.append(f"/nn {_verdict(kernel / times['nn'].median, fused_target)}")
        parts.append(f"/looped {_verdict(kernel / times['looped'].median, loop_rnn if first else loop_other)}")
    parts.append(f"/hand {_verdict(kernel / times['hand'].median, None if first else 1.25)}")
    if HAVE_TORCH:
        parts.append(f"public API {ours.median:8.3f} ms = {ours.median / times['nn'].median:.3f} nn")
    if hidden <= 16 and batch == 1:
        calls = case.kernel.program.calls * T * empty
        parts.append(f" /(calls x empty) {_verdict(kernel / calls, 1.8)}")
    return " ".join(parts) + f"  apart {worst:.0e}"


def _span(times: Times) -> str:
    return f"{times.median:8.3f} ms ({min(times.ms):.3f}..{max(times.ms):.3f})"


def _maps() -> Iterator[str]:
    for kind, (most, share) in MAPS.items():
        rng = np.random.default_rng(0)
        x = rng.normal(size=(T, 1, 16))
        runs = [simulate(Experiment.build(CELLS[kind], hidden=16, inputs=x[:, 0], seed=s)) for s in range(12)]
        for run in runs:
            run.norms("h")
        turn = iter(runs)
        times = interleave({"ours": partial(_map_of, turn)}, 9, warm=2)["ours"]
        text = f"  {NAMES[kind]:4} T x T map, H 16: {times.median:6.2f} ms, {_verdict(times.median, most)}"
        if HAVE_TORCH:
            from tests.bench.theirs import flow_map

            begin = time.perf_counter()
            theirs = flow_map(kind, x, 16, dict(runs[0].experiment.params))
            spent = (time.perf_counter() - begin) * 1e3
            lower = np.tril_indices(T)
            apart = float(np.abs(theirs[lower] - runs[0].flow("h")[lower]).max())
            text += f" PyTorch, batched autograd {spent:7.1f} ms, ratio {_verdict(times.median / spent, share)}"
            text += f" apart {apart:.0e}"
        yield text


def _map_of(runs: Iterator[Run]) -> None:
    next(runs).flow("h")


def _growth() -> Iterator[str]:
    for steps in (100, 1_000, 10_000):
        exp = Experiment.build(CELLS["lstm"], hidden=16, inputs=np.random.default_rng(0).normal(size=(steps, 16)))
        for _ in range(2):  # the first time builds the buffers
            begin = time.perf_counter()
            assert simulate(exp).param_grads
        spent = (time.perf_counter() - begin) * 1e3
        tracemalloc.start()
        run = simulate(exp)
        kept = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert run.steps == steps
        step = 1e3 * spent / steps
        yield f"  LSTM H 16, T = {steps:6}: {spent:8.2f} ms, {step:5.1f} us per step, a run keeps {kept / 1e3:9.1f} kB"


def report() -> str:
    """The table as text."""
    empty = _empty_call()
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "?")
    head = f"Engine: forward + full BPTT, T = {T}, BLAS threads {threads}, an empty NumPy call {empty * 1e3:.2f} us"
    if HAVE_TORCH:
        import torch

        head += f", PyTorch {torch.__version__}, 1 thread"
    else:
        head += "; PyTorch is not installed (make torch): no ratios to it"
    rows = [_row(kind, key, empty) for key in CASES for kind in NAMES]
    return "\n".join([head, *rows, *_maps(), *_growth()])
