"""The engine against PyTorch and against hand-fused NumPy: forward and full BPTT, T = 100, one thread.

Equality first, then interleaved timing: the contestants take turns, each begins its turn with a call that is not
measured (who runs after a large neighbour finds the caches empty), and each round begins with another one. Weights
change at every call, so packing them counts. Two ratios to PyTorch have a verdict: the compiled kernel, which does
what the yardstick does, and the public way (simulate, which keeps a copy of the trace and looks for under- and
overflow, then dL/dh at every step and all parameter gradients). Losing rows stay in the table.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import numpy as np

from tests.bench.contest import HAVE_TORCH, Case, T
from tests.bench.growth import growth
from tests.bench.laboratory import paths
from tests.bench.maps import maps
from tests.bench.timing import Times, interleave, verdict

NAMES = {"rnn": "RNN", "lstm": "LSTM", "gru_reset_after": "GRU"}
SMALL = (0.08, 0.11, 0.05, 0.08)
# (batch, dtype, hidden): targets ours / nn.RNN, ours / nn.LSTM and nn.GRU, ours / looped RNN, ours / looped others
CASES = {
    (1, "float64", 2): SMALL,
    (1, "float64", 4): SMALL,
    (1, "float64", 8): SMALL,
    (1, "float64", 16): SMALL,
    (1, "float64", 64): (0.12, 0.18, 0.07, 0.13),
    (1, "float64", 256): (0.32, 0.42, 0.25, 0.38),
    (1, "float64", 512): (0.40, 0.45, 0.38, 0.45),
    (32, "float64", 16): (0.20, 0.40, 0.35, 0.35),
    (32, "float64", 64): (0.60, 0.70, 0.60, 0.60),
    (1, "float32", 16): (0.08, 0.11, 0.08, 0.08),
    (1, "float32", 64): (0.10, 0.15, 0.11, 0.11),
}


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


def _row(kind: str, key: tuple[int, str, int]) -> str:
    batch, dtype, hidden = key
    case = Case(kind, *key)
    worst = case.worst()
    limit = 1e-3 if dtype == "float32" else 1e-10
    if not worst < limit:
        raise RuntimeError(f"{kind} {key}: the contestants disagree by {worst:.1e}")
    empty = _empty_call()
    rounds = 9 if hidden >= 256 or batch * hidden >= 2048 else 25
    times = interleave(case.contestants(), rounds, warm=2, primed=True)
    kernel, first = times["kernel"], kind == "rnn"
    parts = [f"  {NAMES[kind]:4} B {batch:2} {dtype} H {hidden:3}  {_span(kernel)}"]
    parts += _theirs(kind, key, times)
    parts.append(f"/hand {verdict(kernel, times['hand'], None if first else 1.25)}")
    if hidden <= 16 and batch == 1:
        calls = case.kernel.program.calls * T * empty
        parts.append(f"/({case.kernel.program.calls} calls x T x {1e3 * empty:.2f} us) {verdict(kernel, calls, 1.8)}")
    return " ".join(parts) + f"  apart {worst:.0e}"


def _theirs(kind: str, key: tuple[int, str, int], times: dict[str, Times]) -> list[str]:
    """Ratios to PyTorch: its fused module and its looped cells; then the public way to the fused module."""
    kernel, ours = times["kernel"], times["ours"]
    if not HAVE_TORCH:
        return ["/nn: no PyTorch", f"public API {ours.median:8.3f} ms"]
    nn_rnn, nn_other, loop_rnn, loop_other = CASES[key]
    first = kind == "rnn"
    fused = None if key[1] == "float32" and kind == "lstm" else nn_rnn if first else nn_other
    return [
        f"/nn {verdict(kernel, times['nn'], fused)}",
        f"/looped {verdict(kernel, times['looped'], loop_rnn if first else loop_other)}",
        f"public API {ours.median:8.3f} ms /nn {verdict(ours, times['nn'], fused)}",
    ]


def _span(times: Times) -> str:
    return f"{times.median:8.3f} ms ({min(times.ms):.3f}..{max(times.ms):.3f})"


def _head() -> Iterator[str]:
    threads, blas = os.environ.get("OPENBLAS_NUM_THREADS", "?"), "unknown BLAS"
    config = np.show_config(mode="dicts")  # type: ignore[call-overload]
    found = config.get("Build Dependencies", {}).get("blas", {})
    if found:
        blas = f"{found.get('name')} {found.get('version')}"
    head = f"Engine: forward + full BPTT, T = {T}; {blas}, threads {threads}"
    if HAVE_TORCH:
        import torch

        yield f"{head}; PyTorch {torch.__version__}, {torch.get_num_threads()} thread"
    else:
        yield f"{head}; PyTorch is not installed (make torch): no ratios to it"
    yield "  ratio of medians [of minima] (verdict on the medians, target)"


def report() -> str:
    """The table as text."""
    if HAVE_TORCH:
        from tests.bench import theirs  # one thread

        assert theirs.torch.get_num_threads() == 1
    rows = [_row(kind, key) for key in CASES for kind in NAMES]
    load = "  ".join(f"{part:.1f}" for part in os.getloadavg())
    return "\n".join([*_head(), *rows, *maps(NAMES), *paths(), *growth(), f"  load at the end {load}"])
