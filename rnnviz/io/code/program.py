"""What both programs have in common: the numbers of a run as text, and the names of its classes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from rnnviz import __version__
from rnnviz.engine import Cell
from rnnviz.engine.language.cell import Line
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network import Network
from rnnviz.io.code.printed import Dialect, class_name, name_of, printed
from rnnviz.io.disk import one_sentence
from rnnviz.io.messages import ENGLISH
from rnnviz.io.refused import FileRefusal
from rnnviz.model.setup.setup import Setup

MOST = 200_000
"""Numbers a program may hold: it is to be read, too."""
WIDTH = 110


class CodeError(FileRefusal):
    """Why a run cannot be written as a program."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


@dataclass(frozen=True, eq=False)
class WrittenRun:
    """A run to be written: its setup, its network, and a class for every different cell."""

    setup: Setup
    network: Network

    @classmethod
    def of(cls, setup: Setup) -> WrittenRun:
        """CodeError where it is too large; EngineError where the setup cannot run."""
        network = setup.network()
        count = sum(value.size for value in network.params.values()) + network.inputs.size
        if count > MOST:
            raise CodeError("code.large", count=count, limit=MOST)
        return cls(setup, network)

    @property
    def classes(self) -> dict[Cell, str]:
        """Cell -> the name of its class."""
        found: dict[Cell, str] = {}
        for layer in self.network.layers:
            if layer.cell not in found:
                name = class_name(layer.cell.name)
                found[layer.cell] = name if name not in found.values() else f"{name}{len(found) + 1}"
        return found

    def parts(self) -> Iterable[tuple[int, str, str, Cell]]:
        """(layer, way, prefix of its names, cell) of every direction."""
        for number, layer in enumerate(self.network.layers):
            for way in layer.ways:
                yield number, way, prefix_of(number, way), layer.cell

    def held_of(self, cell: Cell) -> frozenset[str]:
        """The lines of the cell that are held in some layer."""
        own = [prefix for _, _, prefix, other in self.parts() if other is cell]
        return frozenset(line for line in cell.by_name for prefix in own if prefix + line in self.network.held)

    def learned_of(self, cell: Cell) -> dict[str, str]:
        """The states of the cell that begin with a parameter, and that; not where a layer begins otherwise."""
        own = [prefix for _, _, prefix, other in self.parts() if other is cell]
        names = {s: b for s, b in cell.begin.items() if isinstance(b, str)}
        return {s: b for s, b in names.items() if all(prefix + s in self.network.learned for prefix in own)}

    def starts(self) -> dict[str, Array]:
        """Where every state begins, by the network's names."""
        found = {}
        for number, way, prefix, cell in self.parts():
            width = self.network.layers[number - 1].width if number else self.network.inputs.shape[-1]
            begun = self.network.experiment(number, way, np.zeros((1, 1, width), self.dtype)).start
            found.update({prefix + state: begun[state][0] for state in cell.states})
        return found

    def held(self) -> list[str]:
        """The assignment of what is held: of every direction, (line, step): values."""
        rows = []
        for _, _, prefix, cell in self.parts():
            found = [row for line in cell.by_name for row in self._held_steps(prefix, line)]
            rows += [f'    "{prefix}": {{', *found, "    },"] if found else []
        return ["HELD = {", *rows, "}", "", ""] if rows else ["HELD = {}", "", ""]

    def _held_steps(self, prefix: str, line: str) -> list[str]:
        held = self.network.held.get(prefix + line)
        if held is None:
            return []
        return [f'        ("{line}", {t}): {array(held.values[t])},' for t in np.flatnonzero(held.mask)]

    @property
    def dtype(self) -> str:
        return str(self.network.inputs.dtype)

    @property
    def head(self) -> str:
        """What the program is, in its first lines."""
        layers = ", ".join(
            f"{plain(layer.cell.name)} ({layer.hidden} units, {layer.direction})" for layer in self.network.layers
        )
        return f"{layers}; {self.network.steps} steps, written by rnnviz {__version__}"

    def arrays(self, rows: bool) -> list[str]:
        """Inputs, parameters, starts, targets as assignments. rows: matrices transposed."""
        network = self.network
        params = {n: a.T if rows and a.ndim == 2 else a for n, a in network.params.items()}
        return [
            f"INPUTS = {array(network.inputs[:, 0])}  # (T, n)",
            "",
            *table("PARAMS", params),
            "",
            *table("START", self.starts()),
            "",
            f"COUNTED = {[int(t) for t in np.flatnonzero(network.target.counted[:, 0])]}  # steps with a loss",
            f"TARGETS = {_targets(network)}",
        ]


def checked(program: WrittenRun, calls: Mapping[str, str]) -> None:
    """CodeError where a cell calls what a program does not know."""
    known = {"sum", "mul", "div", "matmul", "transposed", *calls}
    for op in sorted({node.op for cell in program.classes for node in cell.nodes if node.args} - known):
        raise CodeError("code.function", name=op)


def line_text(cell: Cell, line: Line, how: Dialect, module: str) -> str:
    """A line's assignment with its sentence; what is one number everywhere becomes a vector."""
    text = printed(line.expr, how)
    sized = ("x", "line", "prev", "matmul", "transposed", "mean", "var", "softmax")
    if not any(n.op in sized or (n.op == "param" and n.name not in cell.scalars) for n in line.expr.walk()):
        like = next((s for s in cell.states if cell.by_name[s].size == line.size), None)
        if like is None:
            raise CodeError("code.constant", line=line.name)
        text = f"{module}.zeros_like({name_of(like)}_prev) + {text}"
    return f"{name_of(line.name)} = {text}" + (f"  # {plain(line.says)}" if line.says else "")


def plain(text: str) -> str:
    """Words of a cell's file as they may stand in a comment or between quotes: nothing of a file becomes code."""
    return one_sentence(text).replace("\\", "/").replace('"', "'")


def _targets(network: Network) -> str:
    values = network.target.values
    if values is None:
        return "None"
    wanted = values[network.target.counted[:, 0], 0]
    return repr(wanted.tolist()) if wanted.ndim == 1 else array(wanted)


def table(name: str, arrays: Mapping[str, Array]) -> list[str]:
    """A dictionary of arrays."""
    return [f"{name} = {{", *(textwrap.indent(f'"{n}": {array(a)},', "    ") for n, a in arrays.items()), "}"]


def array(values: Array) -> str:
    return f"array({numbers(values)})"


def numbers(values: Array) -> str:
    """Every number with all its digits, lines broken."""
    text = repr(np.asarray(values, np.float64).tolist())
    if "inf" in text or "nan" in text:
        raise CodeError("code.finite")
    return "\n    ".join(textwrap.wrap(text, WIDTH, break_long_words=False))


def block(rows: Sequence[str], depth: int) -> list[str]:
    """Rows, indented."""
    return [("    " * depth + row) if row else "" for row in rows]
