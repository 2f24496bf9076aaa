"""Named arrays that belong to a setup: frozen, and equal where their numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Arrays(Mapping[str, Floats]):
    """name -> read-only float64 array. NaN stands for a number that was not given."""

    __slots__ = ("_arrays",)

    def __init__(self, arrays: Mapping[str, ArrayLike] | None = None) -> None:
        self._arrays = {name: _frozen(array) for name, array in (arrays or {}).items()}

    def __getitem__(self, name: str) -> Floats:
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Arrays):
            return NotImplemented
        return self._arrays.keys() == other._arrays.keys() and all(
            np.array_equal(array, other._arrays[name], equal_nan=True) for name, array in self._arrays.items()
        )

    def __hash__(self) -> int:
        return hash(tuple(sorted((name, array.shape) for name, array in self._arrays.items())))

    def __repr__(self) -> str:
        return f"Arrays({', '.join(f'{name} {array.shape}' for name, array in self._arrays.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Arrays, (self._arrays,)

    def having(self, name: str, array: ArrayLike) -> Arrays:
        """With one array more, or another one of that name."""
        return Arrays({**self._arrays, name: array})

    def over(self, name: str, drawn: ArrayLike) -> ArrayLike:
        """What is given of an array, and the drawn numbers where nothing is; a wrong shape is left to be refused."""
        given = self._arrays.get(name)
        if given is None:
            return drawn
        same = given.shape == np.shape(drawn)
        return np.where(np.isnan(given), drawn, given) if same else np.nan_to_num(given)


def _frozen(array: ArrayLike) -> Floats:
    """A copy, or the array itself where it is frozen already: an edit of one number shares all the other arrays."""
    known = isinstance(array, np.ndarray) and array.dtype == np.float64 and array.base is None
    if isinstance(array, np.ndarray) and known and array.flags.c_contiguous and not array.flags.writeable:
        return array
    copy = np.array(array, np.float64, order="C")
    copy.setflags(write=False)
    return copy
