"""Parameters as one vector: norm, clipping, optimiser and looking for what is not finite are then one call each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from types import MappingProxyType

import numpy as np

from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array


class Flat:
    """Where each parameter stands in the vector. names: those that are in it, in order."""

    def __init__(self, params: Mapping[str, Array], names: Iterable[str]) -> None:
        self.names = tuple(names)
        self.shapes = [params[name].shape for name in self.names]
        self.edges = [0, *accumulate(params[name].size for name in self.names)]
        self.dtype = np.result_type(*params.values()) if params else np.dtype(float)
        self._places = list(zip(self.names, self.edges, self.edges[1:], self.shapes, strict=False))

    @property
    def size(self) -> int:
        """Numbers in all."""
        return self.edges[-1]

    def vector(self, arrays: Mapping[str, Array]) -> Array:
        """Arrays by name as one vector (n,)."""
        found = np.empty(self.size, self.dtype)
        for name, first, end, shape in self._places:
            found[first:end].reshape(shape)[...] = arrays[name]
        return found

    def arrays(self, vector: Array) -> Mapping[str, Array]:
        """The vector's numbers by name, read-only views."""
        whole = locked(vector)
        return MappingProxyType({n: whole[first:end].reshape(shape) for n, first, end, shape in self._places})
