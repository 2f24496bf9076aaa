"""A value that is computed when first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Found = TypeVar("Found")


class lazy(Generic[Found]):
    """functools.cached_property as it is from Python 3.12 on: without a lock that costs more than the value."""

    def __init__(self, make: Callable[[Any], Found]) -> None:
        self._make, self._name, self.__doc__ = make, make.__name__, make.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type[Any]) -> Found: ...
    def __get__(self, owner: object | None, kind: type[Any]) -> Self | Found:
        if owner is None:
            return self
        found = owner.__dict__[self._name] = self._make(owner)
        return found
