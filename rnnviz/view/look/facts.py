"""What is painted, told as facts by the code that paints it. Only tests listen: they ask the run whether it is so.

A cached picture keeps the facts of the time it was painted, as its pixels do: facts belong to a layer of a panel, and
painting the layer anew replaces them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor


class Fact(NamedTuple):
    """One thing that was painted.

    what: its kind; of: whose it is; step, unit: which of them (0-based, as the panel counts its columns and squares);
    color: "#rrggbb"; width: of a line, in pixels; word: what is written; at: a point of the panel, in pixels, that has
    the colour.
    """

    what: str
    of: str = ""
    step: int | None = None
    unit: int | None = None
    value: Any = None
    color: str = ""
    width: float = 0.0
    word: str = ""
    at: QPointF | None = None


class Listener:
    """Facts by (panel, layer); `of(panel)` is what can be seen of it now."""

    def __init__(self) -> None:
        self.layers: dict[tuple[int, str], list[Fact]] = {}
        self.now: list[Fact] = []
        self._panels: dict[int, object] = {}
        """Kept as long as their facts are: no other object gets the number of one that is gone."""

    def of(self, panel: object, *layers: str) -> list[Fact]:
        """Facts of these layers of a panel, of all of them if none is named."""
        found = [(name, facts) for (owner, name), facts in self.layers.items() if owner == id(panel)]
        return [fact for name, facts in found if not layers or name in layers for fact in facts]

    def forget(self, panel: object, begin: str) -> None:
        """Layers whose names begin so are gone."""
        for key in [key for key in self.layers if key[0] == id(panel) and key[1].startswith(begin)]:
            del self.layers[key]

    def begin(self, panel: object, layer: str) -> list[Fact]:
        """A layer is painted from its ground on."""
        self._panels[id(panel)] = panel
        self.layers[id(panel), layer] = []
        return self.layers[id(panel), layer]


_listener: Listener | None = None


def listened() -> bool:
    """Whether it is worth while to work out a fact that takes time."""
    return _listener is not None


def tell(
    what: str, of: str = "", *, step: int | None = None, unit: int | None = None, value: Any = None,
    color: QColor | None = None, width: float = 0.0, word: str = "", at: QPointF | None = None,
) -> None:  # fmt: skip
    """Say what is being painted; costs next to nothing while nobody listens."""
    if _listener is not None:
        shown = color.name() if color is not None else ""
        _listener.now.append(Fact(what, of, step, unit, value, shown, width, word, at))


def forget(panel: object, begin: str) -> None:
    """Pictures that were kept are thrown away, and what was told of them."""
    if _listener is not None:
        _listener.forget(panel, begin)


@contextmanager
def layer(panel: object, name: str) -> Iterator[None]:
    """What is told inside belongs to a layer of a panel, and replaces what was told of it before."""
    if _listener is None:
        yield
        return
    outer, _listener.now = _listener.now, _listener.begin(panel, name)
    try:
        yield
    finally:
        _listener.now = outer


@contextmanager
def listening() -> Iterator[Listener]:
    """Hear what is painted from now on."""
    global _listener
    before, _listener = _listener, Listener()
    try:
        yield _listener
    finally:
        _listener = before
