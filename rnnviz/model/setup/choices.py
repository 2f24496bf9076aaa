"""What the user chose, in small frozen pieces: a layer, a held line, a typed number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from rnnviz.engine import CELLS, Cell, ExperimentError
from rnnviz.engine.errors import suggestion
from rnnviz.engine.language.sizes import sizes_of

if TYPE_CHECKING:
    from rnnviz.engine import Layer

MAX_LAYERS = 4
WAYS = {"forward": ("forward",), "backward": ("backward",), "both": ("forward", "backward")}


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """cell_key: key of a shipped cell; cell_text: TOML text of another cell, used instead when not empty.

    direction: "forward", "backward" or "both"; merge: how two directions are put together, "concat" or "sum".
    turned: whether the drawn weights of the gate that keeps have the other sign (`conventions`).
    """

    cell_key: str = "lstm"
    cell_text: str = ""
    hidden: int = 8
    direction: str = "forward"
    merge: str = "concat"
    turned: bool = False

    @property
    def cell(self) -> Cell:
        return chosen_cell(self.cell_key, self.cell_text)

    @property
    def layer(self) -> Layer:
        """The same choice for the engine."""
        from rnnviz.engine.networks.layer import Layer

        return Layer(self.cell, self.hidden, self.direction, self.merge)

    def sizes(self, inputs: int) -> dict[str, int]:
        """Every size by its word, where the layer reads so many numbers."""
        return sizes_of(self.hidden, inputs)

    def units(self, line: str) -> int:
        """Numbers of a line of its cell."""
        return self.sizes(0)[self.cell.by_name[line].size]

    @property
    def ways(self) -> tuple[str, ...]:
        """The directions it reads in, "forward" before "backward"."""
        return WAYS[self.direction]

    @property
    def columns(self) -> tuple[str, ...]:
        """One label per number it hands to the layer above."""
        output = self.cell.output
        units = tuple(f"{output}{i + 1}" for i in range(self.units(output)))
        if self.direction != "both" or self.merge == "sum":
            return units
        return tuple(f"{u}→" for u in units) + tuple(f"{u}←" for u in units)


@dataclass(frozen=True, slots=True)
class Hold:
    """A line held at a value; first and last are 0-based steps, both included; None: always.

    layer, way: whose line; the steps are those of that direction's own order of time.
    """

    line: str
    value: float
    first: int | None = None
    last: int | None = None
    layer: int = 0
    way: str = "forward"

    def of(self, line: str, layer: int, way: str) -> bool:
        return (self.line, self.layer, self.way) == (line, layer, way)

    def without(self, first: int, last: int, steps: int) -> list[Hold]:
        """What is left of this hold in a run of so many steps once first..last are free."""
        start, end = self.first or 0, steps - 1 if self.last is None else self.last
        parts = (start, min(end, first - 1)), (max(start, last + 1), end)
        return [replace(self, first=a, last=b) for a, b in parts if a <= b]

    def chosen(self, steps: int) -> slice:
        """The held steps of a run, half-open."""
        return slice(self.first or 0, steps if self.last is None else self.last + 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """One number of one parameter of a layer's direction, as it is typed."""

    name: str
    index: tuple[int, ...]
    value: float
    layer: int = 0
    way: str = "forward"


_written: WeakValueDictionary[str, Cell] = WeakValueDictionary()
"""Cells whose text was written from them: nobody needs to read it again."""


@lru_cache(maxsize=32)
def chosen_cell(key: str, text: str) -> Cell:
    """A shipped cell by its key, or the cell of a text; EngineError with a sentence."""
    if not text and key not in CELLS:
        raise ExperimentError("cell.none", name=key, hint=suggestion(key, CELLS))
    if not text:
        return CELLS[key]
    return _written.get(text) or Cell.from_text(text, "this experiment's cell")


def written_cell(key: str, cell: Cell) -> Cell:
    """The one cell of its text: this one, where none has been read from that text yet."""
    _written[cell.text] = cell
    return chosen_cell(key, cell.text)
