"""Nothing that goes wrong in an override of Qt's may travel on through Qt.

PySide 6.11 keeps an exception from an override pending while Qt goes on, if Python called Qt further out (`resize`,
`setSizes`, a test's click). The next override, any `sizeHint` or event filter, then runs with an error already set,
and Python ends in a segmentation fault. Slots are not concerned: their exceptions are reported at once.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T", bound=type)
ASKED = {"eventFilter", "sizeHint", "minimumSizeHint", "focusNextPrevChild"}
"""Overrides that answer something."""
TOLD = {"paint", "highlightBlock"}
"""Overrides that answer nothing, as do all whose names end in Event."""


def is_override(name: str) -> bool:
    """Whether Qt calls a method of this name."""
    return name.endswith("Event") or name in ASKED or name in TOLD


def shielded(kind: T) -> T:
    """A class whose overrides report their exceptions as the event loop would, and then answer what Qt's own would."""
    for name, function in list(vars(kind).items()):
        if is_override(name) and callable(function):
            setattr(kind, name, _reporting(kind, name, function))
    return kind


def _reporting(kind: type, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def reporting(self: Any, *arguments: Any) -> Any:
        try:
            return function(self, *arguments)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
        return getattr(super(kind, self), name)(*arguments) if name in ASKED else None

    return reporting
