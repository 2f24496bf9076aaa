"""A value that is computed when first asked for and then kept, for ever or while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, Generic, Self, TypeVar, cast, overload
from weakref import WeakKeyDictionary

Found = TypeVar("Found")
Make = TypeVar("Make", bound=Callable[..., Any])


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


def kept_within(limit: int, size: Callable[[Any], int]) -> Callable[[Make], Make]:
    """Keep a function's results by its arguments, as long as all together are at most `limit` bytes; the latest stays.

    size: bytes of a result.
    """

    def decorate(make: Make) -> Make:
        kept: OrderedDict[tuple[Any, ...], tuple[Any, int]] = OrderedDict()
        guard = RLock()

        @wraps(make)
        def found(*arguments: Any) -> Any:
            with guard:
                if arguments in kept:
                    kept.move_to_end(arguments)
                    return kept[arguments][0]
                result = make(*arguments)
                kept[arguments] = result, size(result)
                while len(kept) > 1 and sum(taken for _, taken in kept.values()) > limit:
                    kept.popitem(last=False)
                return result

        found.kept = kept  # type: ignore[attr-defined]  # for tests
        return cast(Make, found)

    return decorate


def kept_with(make: Make) -> Make:
    """Keep a function's results as long as its first argument lives, which no result may hold on to."""
    kept: WeakKeyDictionary[Any, dict[tuple[Any, ...], Any]] = WeakKeyDictionary()

    @wraps(make)
    def found(owner: Any, *arguments: Any) -> Any:
        own = kept.get(owner)
        if own is None:
            own = kept[owner] = {}
        if arguments not in own:
            own[arguments] = make(owner, *arguments)
        return own[arguments]

    return cast(Make, found)
