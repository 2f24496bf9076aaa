"""What the map asks about a run: the map itself and exact norms of pairs, from the run at once or from the worker."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from rnnviz.engine import Run
from rnnviz.engine.wording import Message
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.plots.flow.data import COARSE, SAMPLES, Floats, FlowData, Pair, quick, samples
from rnnviz.view.work.worker import Handle, Worker


class FlowAsked(QObject):
    """`made(FlowData)`: a map, of a long run a coarse one first; `failed`: there will be none; `measured`: a norm.

    exact: log10 spectral norms by pair, NaN where one cannot be known.
    """

    made = Signal(object)
    failed = Signal()
    measured = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.worker = Worker.shared()
        self.exact: dict[Pair, float] = {}
        self._maps: tuple[Handle, ...] = ()
        self._norms: dict[Pair, Handle] = {}

    @property
    def busy(self) -> bool:
        return any(not handle.done for handle in (*self._maps, *self._norms.values()))

    @property
    def mapping(self) -> bool:
        """Whether the worker has been asked for a map."""
        return bool(self._maps)

    def drop(self) -> None:
        """Nobody wants what was asked and found about another run."""
        for handle in (*self._maps, *self._norms.values()):
            handle.cancel()
        self._maps = ()
        self._norms.clear()
        self.exact.clear()

    def ask_map(self, run: Run, name: str | None) -> None:
        """Of a state, or of all together (None)."""
        if quick(run):
            at = samples(run.steps)
            self._found(run, name, at, run.flow(name, norm="rms", at=at))
            return
        packed = content(run.experiment)
        self._maps = tuple(self._submit(run, name, packed, samples(run.steps, most)) for most in (COARSE, SAMPLES))

    def _submit(self, run: Run, name: str | None, packed: bytes, at: NDArray[np.int64]) -> Handle:
        job, found = Job("flow_map", (packed, name, at)), partial(self._found, run, name, at)
        return self.worker.submit(job, self, found, on_failed=self._unmade)

    def _found(self, run: Run, name: str | None, at: NDArray[np.int64], logs: Floats) -> None:
        self.made.emit(FlowData(run, name, at, logs))

    def _unmade(self, why: Message) -> None:
        self.failed.emit()

    def ask_pair(self, run: Run, pair: Pair) -> None:
        """The spectral norm of one pair, once."""
        if pair in self.exact or pair in self._norms:
            return
        if quick(run):
            self._measured(pair, run.flow_pair(pair.name, pair.t, pair.k, norm="spectral"))
            return
        job = Job("flow_pair", (content(run.experiment), pair.name, pair.t, pair.k))
        found, failed = partial(self._measured, pair), partial(self._unmeasured, pair)
        self._norms[pair] = self.worker.submit(job, self, found, on_failed=failed)

    def _measured(self, pair: Pair, norm: float) -> None:
        self._norms.pop(pair, None)
        self.exact[pair] = norm
        self.measured.emit()

    def _unmeasured(self, pair: Pair, why: Message) -> None:
        self._measured(pair, math.nan)
