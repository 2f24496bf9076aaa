"""Which samples an update sees, and their numbers ready for the pass."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.lean import Asked
from rnnviz.engine.training.task import Data


@lru_cache(maxsize=8)
def order_of(seed: int, epoch: int, samples: int) -> Array:
    """In which order an epoch sees the samples: (samples,), read-only."""
    return locked(generator(seed, "order", str(epoch)).permutation(samples))


def place_of(samples: int, batch: int, step: int) -> tuple[int, int]:
    """The epoch of update `step` (0-based), and which of its batches that is. A batch that holds all is an epoch."""
    return divmod(step, max(1, samples // batch))


def chosen(seed: int, samples: int, batch: int, step: int) -> Array:
    """The numbers of the samples of update `step`: (batch,), all where the batch holds them all."""
    if batch >= samples:
        return np.arange(samples)
    epoch, place = place_of(samples, batch, step)
    return order_of(seed, epoch, samples)[place * batch : (place + 1) * batch]


class Prepared:
    """Samples laid out so that any of them are taken quickly; nothing is checked again.

    Inputs lie with the samples side by side, as kernels read them.
    """

    def __init__(self, data: Data, dtype: np.dtype[np.generic]) -> None:
        self._inputs = np.array(data.inputs.transpose(0, 2, 1), dtype, order="C")
        self._targets = data.targets.astype(dtype) if data.targets.dtype.kind == "f" else data.targets
        self._lengths, self._last = data.lengths, isinstance(data.at, str) and data.at == "last"
        self._counted = data.counted
        self._all = bool(self._counted.all())
        self._order: tuple[Array, Asked] | None = None

    def take(self, index: Array) -> Asked:
        """Some samples (n,), by their numbers."""
        if self._order is None or self._order[0] is not index:
            self._order = index, self._taken(index)
        return self._order[1]

    def _taken(self, index: Array) -> Asked:
        inputs = self._inputs.take(index, axis=2).transpose(0, 2, 1)
        lengths = self._lengths[index]
        if self._last:
            return Asked(inputs, lengths, (lengths - 1, np.arange(len(index))), self._targets[index])
        if self._all:
            targets = self._targets[:, index]
            return Asked(inputs, lengths, None, targets.reshape(-1, *targets.shape[2:]))
        step, sample = self._counted[:, index].nonzero()
        return Asked(inputs, lengths, (step, sample), self._targets[step, index[sample]])
