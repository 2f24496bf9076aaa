"""What a training leaves behind: every panel can be shown as the network was after any update that is kept.

Values: adding, going back and thinning out make new records; entries are shared between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.network import Network
from rnnviz.engine.training.optimise import Moments
from rnnviz.engine.training.task import Task
from rnnviz.engine.training.train import Evaluation, Progress, Recipe, State, train
from rnnviz.engine.training.watch import Reach, Watch
from rnnviz.engine.wording import Message

MOST, ROOM = 2_000, 190_000_000
"""Updates that are kept at most, and the bytes all of them together may take."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """One update as plain data. weights: after it, as one vector (n,), and the optimiser's moments with it; reach: how
    far the watched sample's loss reached after it."""

    step: int
    epoch: int
    score: Evaluation
    grad_norm: float
    clipped_norm: float
    weights: Array
    moments: Moments
    heldout: Evaluation | None = None
    reach: Reach | None = None
    trouble: Message | None = None

    @property
    def bytes(self) -> int:
        """Roughly, what it takes."""
        reach = sum(logs.nbytes + 120 for logs in self.reach.norms.values()) if self.reach else 0
        return self.weights.nbytes + sum(m.nbytes + 120 for m in self.moments) + reach + 800


def recorded(progress: Progress, watch: Watch | None = None) -> Recorded:
    """An update as it is kept. watch: the sample that is looked at under the new weights."""
    state = progress.state
    reach = None if watch is None else watch.look(state.params)
    return Recorded(
        progress.step, progress.epoch, progress.score, progress.grad_norm, progress.clipped_norm, state.weights,
        state.moments, progress.heldout, reach, progress.trouble,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """begun: before the first update. kept: updates, rising; all but the last are multiples of `stride`, which is 1
    until there are more than `MOST` of them, or they take more than `ROOM`: then every 2nd, 4th, ... is kept.
    looks: every look at the held-out samples, (update, what was seen)."""

    begun: State
    kept: tuple[Recorded, ...] = ()
    stride: int = 1
    looks: tuple[tuple[int, Evaluation], ...] = ()

    @property
    def steps(self) -> tuple[int, ...]:
        """The updates that are kept."""
        return tuple(entry.step for entry in self.kept)

    @property
    def last(self) -> int:
        """The latest update; before the first, where the training began."""
        return self.kept[-1].step if self.kept else self.begun.step

    @property
    def bytes(self) -> int:
        """What the entries take."""
        return sum(entry.bytes for entry in self.kept)

    def add(self, entry: Recorded, most: int = MOST, room: int = ROOM) -> Record:
        """One more update, later than all others. One that was not made (`trouble`) leaves the record as it was."""
        if entry.trouble or entry.step <= self.last:
            return self
        passing = bool(self.kept) and self.kept[-1].step % self.stride != 0
        kept, stride = (*(self.kept[:-1] if passing else self.kept), entry), self.stride
        while len(kept) > 2 and (len(kept) > most or len(kept) * entry.bytes > room):
            stride *= 2
            kept = (*(e for e in kept[:-1] if e.step % stride == 0), entry)
        looks = (*self.looks, (entry.step, entry.heldout)) if entry.heldout else self.looks
        return Record(self.begun, kept, stride, looks)

    def at(self, step: int) -> Recorded | None:
        """The latest kept update that is no later; None: the training had not begun."""
        place = bisect_right(self.kept, step, key=lambda entry: entry.step)
        return self.kept[place - 1] if place else None

    def state(self, step: int) -> State:
        """Where the training stood then: it can be trained on from there (`train(..., since=...)`)."""
        entry = self.at(step)
        if entry is None:
            return self.begun
        return replace(self.begun, weights=entry.weights, moments=entry.moments, step=entry.step)

    def network(self, step: int) -> Network:
        """The network as it was then."""
        return self.state(step).network

    def back_to(self, step: int) -> Record:
        """The record as it was at the latest kept update that is no later; what lay beyond is forgotten."""
        here = self.at(step)
        end = here.step if here else self.begun.step
        kept = tuple(entry for entry in self.kept if entry.step <= end)
        return replace(self, kept=kept, looks=tuple(look for look in self.looks if look[0] <= end))

    def reaching(self, line: str, per_loss: bool = False) -> Array:
        """The map "gradient reaching each word over updates": (T, updates kept) log10 of ||dL/d(line)||.

        NaN where no sample was watched; all entries must have watched the same one.
        """
        rows = max((len(entry.reach.norms[line]) for entry in self.kept if entry.reach), default=0)
        none = np.full(rows, np.nan)
        columns = [_column(entry.reach, line, per_loss, none) for entry in self.kept]
        return np.stack(columns, axis=1) if columns else np.empty((rows, 0))


def recording(
    network: Network, task: Task, how: Recipe, since: State | None = None, sample: int | None = None
) -> Iterator[Recorded]:
    """A training as plain data, one update for each `next`, as `train` makes them.

    sample: of the held-out ones, that is watched after every update; None: none is.
    """
    watch = None if sample is None else Watch(network, task.heldout, sample)
    for progress in train(network, task, how, since):
        yield recorded(progress, watch)


def watched(record: Record, watch: Watch) -> Generator[float, None, Record]:
    """The record with another sample's reach at every update that is kept. Yields the share that is done."""
    fresh = []
    for number, entry in enumerate(record.kept, 1):
        fresh.append(replace(entry, reach=watch.look(record.state(entry.step).params)))
        yield number / len(record.kept)
    return replace(record, kept=tuple(fresh))


def _column(reach: Reach | None, line: str, per_loss: bool, none: Array) -> Array:
    if reach is None:
        return none
    return reach.per_loss(line) if per_loss else reach.norms[line]
