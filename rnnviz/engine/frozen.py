"""What is handed out stays as it was: arrays that refuse to be written to, and values that are their own copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Self, TypeVar

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Kind = TypeVar("Kind")


def locked(array: Array) -> Array:
    """The same array, no longer writeable, nor what it is a view of."""
    seen: Any = array
    while isinstance(seen, np.ndarray):
        seen.setflags(write=False)
        seen = seen.base
    return array


class Frozen:
    """A dataclass that never changes: it is its own copy, and pickling keeps its fields."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        found = {f.name: _packed(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]
        return _unpacked_as, (type(self), found)


class _Proxied(dict[str, Any]):
    """A read-only mapping on its way, which pickle cannot carry itself."""


def _packed(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return _Proxied({name: _packed(inner) for name, inner in value.items()})
    if isinstance(value, tuple):
        inner = [_packed(item) for item in value]
        return type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, _Proxied):
        return MappingProxyType({name: _unpacked(inner) for name, inner in value.items()})
    if isinstance(value, tuple):
        inner = [_unpacked(item) for item in value]
        return type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    return locked(value) if isinstance(value, np.ndarray) else value


def _unpacked_as(kind: type[Kind], found: Mapping[str, Any]) -> Kind:
    return kind(**{name: _unpacked(value) for name, value in found.items()})
