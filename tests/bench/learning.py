"""One update of training against PyTorch: the same network, samples, loss, clipping and Adam, float64, one thread.

Ours reports what training always reports: loss, share of right answers, norm of the gradient, and the norms of what
reaches every step. PyTorch is timed twice: bare (forward, loss, backward, clipping, Adam) and with the same figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rnnviz.engine.language.library import CELLS
from rnnviz.engine.networks.layer import Layer
from rnnviz.engine.training.clipping import Clip
from rnnviz.engine.training.optimise import Adam
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import Progress, Recipe, network_for, train
from tests.bench.contest import HAVE_TORCH
from tests.bench.timing import Times, interleave, verdict

TARGET = 0.6


class Row(NamedTuple):
    task: str
    cell: str
    hidden: int
    batch: int = 32
    clip: float = 0.0


ROWS = (
    Row("slot_filling", "rnn", 12),
    Row("slot_filling", "lstm", 16),
    Row("long_gap_cloze", "lstm", 16, 64, 10.0),
    Row("next_character", "gru_reset_after", 32),
    Row("next_character", "gru", 32),
    Row("pronoun_agreement", "lstm", 8, 32, 20.0),
    Row("adding", "lstm", 12),
    Row("sine", "lstm", 8),
    Row("parity", "rnn", 8),
    Row("anbn", "lstm", 6),
)
TIMES = 60
"""Updates of each that are timed."""


def updates(row: Row) -> Iterator[Progress]:
    """Our updates, one for each `next`."""
    task = build_task(row.task)
    clip = Clip("norm", row.clip) if row.clip else None
    network = network_for(task, Layer(CELLS[row.cell], row.hidden))
    return train(network, task, Recipe(rule=Adam(0.01), clip=clip, batch=row.batch, evaluate=0))


def measured(row: Row) -> dict[str, Times]:
    """Milliseconds per update of each contestant."""
    ours = updates(row)
    contestants: dict[str, Callable[[], object]] = {"ours": lambda: next(ours)}
    if HAVE_TORCH:
        from tests.bench.theirs_learning import Learner

        bare, reporting = Learner(row, False), Learner(row, True)
        contestants |= {"bare": bare.update, "reporting": reporting.update}
    return interleave({name: _on_the_processor(call) for name, call in contestants.items()}, TIMES, warm=5)


def _on_the_processor(call: Callable[[], object]) -> Callable[[], float]:
    """Milliseconds of the processor: whatever else runs on the machine takes no part."""

    def timed() -> float:
        begin = time.thread_time()
        call()
        return (time.thread_time() - begin) * 1e3

    return timed


def apart(row: Row) -> float:
    """Largest relative difference of loss and norm in the first updates; 0 for GRUs, which PyTorch has in one form
    only, and trains their gates' biases twice over."""
    from tests.bench.theirs_learning import Learner

    if row.cell.startswith("gru"):
        return 0.0
    ours, theirs, found = updates(row), Learner(row, True), []
    for _ in range(5):
        progress = next(ours)
        theirs.update()
        loss, right, norm, _ = theirs.said
        mine = progress.score.loss, progress.score.accuracy, progress.grad_norm
        found += [abs(a / b - 1.0) for a, b in zip(mine, (loss, right, norm), strict=True) if b]
    return max(found)


def _line(row: Row) -> str:
    if HAVE_TORCH and not apart(row) < 1e-6:
        raise RuntimeError(f"{row}: the contestants disagree by {apart(row):.1e}")
    times = measured(row)
    what = f"  {row.task:18} {row.cell:16} H {row.hidden:2} B {row.batch:2}  {times['ours'].median:7.3f} ms"
    if not HAVE_TORCH:
        return what
    bare, reporting = (verdict(times["ours"], times[name], TARGET) for name in ("bare", "reporting"))
    return f"{what}  /bare {bare}  /reporting {reporting}  (bare {times['bare'].median:.3f} ms)"


def report() -> str:
    """The table as text."""
    head = "Training: one update, reports included, against PyTorch with Adam, float64; ratio of medians [of minima]"
    return "\n".join([head, *(_line(row) for row in ROWS)])
