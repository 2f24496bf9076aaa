"""Cell: textbook equations as text, and everything that can be read off them.

A cell file (format in doc/architecture.md) gives equations, one line per value, and optionally a sketch,
stages, roles and sentences. States, parameters, sizes and the order of computation are derived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rnnviz.engine.errors import CellError, suggestion
from rnnviz.engine.frozen import Frozen
from rnnviz.engine.language import celltables as tables
from rnnviz.engine.language.cellfile import MAX_BYTES, CellText, read_tables, read_text
from rnnviz.engine.language.celltables import ROLES, CellStage, Keep, Spoken
from rnnviz.engine.language.equations import Parsed, parse_lines, states_of
from rnnviz.engine.language.letters import plain_tables
from rnnviz.engine.language.ops import gates
from rnnviz.engine.language.several import OPERATIONS
from rnnviz.engine.language.sizes import CellSizes, infer_sizes, operand_size
from rnnviz.engine.language.tree import PRODUCTS, Expr
from rnnviz.engine.pages import page_of

__all__ = ["ROLES", "Cell", "CellStage", "Keep", "Line", "Node"]


@dataclass(frozen=True, slots=True)
class Node:
    """One value inside a cell: a leaf occurrence or an operation.

    Every occurrence of a name is a node of its own, so a node is also the wire that ends in its reader.
    args are ids of earlier nodes; `line` is the line whose equation holds this node; `size` is
    "hidden", "input", "output" or "projected" (constants and parameters: of the values they act on).
    """

    id: int
    op: str
    args: tuple[int, ...]
    line: str
    name: str = ""
    number: float = 0.0
    signs: tuple[int, ...] = ()
    size: str = "hidden"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the cell: `name = expr  # says`; `root` is the id of its value's node."""

    name: str
    expr: Expr
    says: str
    row: int
    root: int
    size: str
    role: str
    label: str


@dataclass(frozen=True, eq=False, repr=False)
class Cell(Frozen):
    """A recurrent cell, frozen. Build with `Cell.build`, `from_text` or `from_file`; all raise CellError.

    text: of the file it was read from, "" where there was none. begin: state -> the number, or the parameter, that it
    begins with, where that is not 0. raw: sizes that the input's has to be equal to, because x is read as it is.
    """

    name: str
    source: str
    note: str
    text: str
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    states: tuple[str, ...]
    output: str
    params: Mapping[str, tuple[str, ...]]
    stages: tuple[CellStage, ...]
    sketch: tuple[tuple[str, ...], ...]
    conventions: tuple[str, ...]
    start: Mapping[str, float]
    keep: Keep | None
    place: Mapping[str, tuple[float, float]]
    wires: Mapping[str, Any]
    labels: Mapping[str, Any]
    says: Mapping[str, Mapping[str, str]]
    spoken: Mapping[str, Spoken]
    begin: Mapping[str, float | str]
    raw: tuple[str, ...]

    @classmethod
    def build(cls, equations: str, tables: Mapping[str, Any] | None = None, name: str = "cell", text: str = "") -> Cell:
        """A cell from its equations, one per row, and by key what else may stand in a cell file. CellError.

        text: of a file that says the same, where there is one.
        """
        return _build(read_tables(equations, tables or {}, name, text))

    @classmethod
    def from_text(cls, text: str, file: str = "<text>") -> Cell:
        """Read a cell from the TOML text of its file; `file` is used in messages only."""
        return _build(read_text(text, file))

    @classmethod
    def from_file(cls, path: str | Path) -> Cell:
        """Read a cell file (TOML, at most MAX_BYTES); CellError."""
        path = Path(path)
        try:
            if path.stat().st_size > MAX_BYTES:
                raise CellError(str(path), 1, "", 0, "file.large", limit=MAX_BYTES // 1024)
            text = path.read_text(encoding="utf-8-sig")  # Notepad's mark at the beginning is no part of the text
        except UnicodeDecodeError as error:
            raise CellError(str(path), 1, "", 0, "file.bytes", byte=error.start) from None
        except OSError as error:
            raise CellError(str(path), 1, "", 0, "file.unread", reason=error.strerror) from None
        return cls.from_text(text, str(path))

    def __repr__(self) -> str:
        return f"Cell({self.name}: {' '.join(self.by_name)})"

    def _repr_html_(self) -> str | None:
        return page_of(self)

    @cached_property
    def by_name(self) -> Mapping[str, Line]:
        """Line name -> Line, in the order of the text."""
        return MappingProxyType({line.name: line for line in self.lines})

    @cached_property
    def gates(self) -> tuple[str, ...]:
        """Lines whose values stay between 0 and 1 (ops.py says of which functions), except one that only matrices read,
        such as a hidden layer: what can be held like a valve."""
        under = {n.args[1] for n in self.nodes if n.op in PRODUCTS}
        only = {n.name for n in self.nodes if n.op == "line" and n.id in under}
        only -= {n.name for n in self.nodes if n.op == "line" and n.id not in under}
        return tuple(line.name for line in self.lines if self.opens(line.root) and line.name not in only)

    def opens(self, node: int) -> bool:
        """Whether a node's own operation keeps its values between 0 and 1."""
        found = self.nodes[node]
        if found.op in OPERATIONS and OPERATIONS[found.op].numbers:
            return [self.nodes[border].number for border in found.args[1:]] == [0.0, 1.0]
        return gates(found.op)

    @cached_property
    def scalars(self) -> tuple[str, ...]:
        """Parameters that are one number."""
        return tuple(name for name, shape in self.params.items() if shape == ("one",))

    @cached_property
    def recurrent(self) -> tuple[str, ...]:
        """Matrices that act on what is remembered: on a `_prev` value that no matrix has multiplied yet. A projection
        says what the cell shows."""
        remembering: set[int] = set()
        for node in self.nodes:
            below = (self.by_name[node.name].root,) if node.op == "line" else node.args
            if node.op == "prev" or (node.op not in PRODUCTS and any(i in remembering for i in below)):
                remembering.add(node.id)
        products = [n for n in self.nodes if n.op in PRODUCTS and n.args[1] in remembering]
        names = dict.fromkeys(self.nodes[n.args[0]].name for n in products)
        return tuple(name for name in names if self.params[name][0] != "projected")

    def in_language(self, language: str) -> Spoken:
        """All that is said of the cell in a language, in English where its file has nothing in it."""
        own, names = self.spoken.get(language, Spoken()), {line.name: line.label for line in self.lines if line.label}
        return Spoken(
            name=own.name or self.name,
            note=own.note or self.note,
            conventions=own.conventions or self.conventions,
            stages={stage.name: own.stages.get(stage.name, stage.name) for stage in self.stages},
            names={**names, **own.names},
        )

    def refused(self, part: str, key: str, line: int = 0, /, **values: Any) -> CellError:
        """An error about a table of the cell; line: of its file, where it is known more closely than the table is."""
        line = line or CellText(self.name, self.text, {}).line_of(part)
        return CellError(self.name, line, part, -1, key, **values)

    def stage_of(self, line: str) -> CellStage:
        """The stage a line belongs to."""
        return next(s for s in self.stages if line in s.lines)


def _build(read: CellText) -> Cell:
    read = replace(read, table=plain_tables(read.table))
    parsed, starts = parse_lines(read)
    inferred = infer_sizes(read, *([(name, expr, row) for name, expr, _, row in rows] for rows in (parsed, starts)))
    params = inferred.params
    names = [name for name, *_ in parsed]
    states = states_of(parsed)
    output = _output(read, names)
    roles = tables.roles(read, names, states, output)
    labels = tables.strings(read, "names", names)
    lines, nodes = _number(parsed, inferred, roles, labels)
    table = read.table
    return Cell(
        name=str(table["name"]).strip(),
        source=str(table.get("source", "")),
        note=str(table.get("note", "")),
        text=read.text,
        lines=lines,
        nodes=nodes,
        states=states,
        output=output,
        params=MappingProxyType(params),
        stages=tables.stages(read, names),
        sketch=tables.sketch(read, names, states),
        conventions=tuple(str(c) for c in table.get("conventions", [])),
        start=MappingProxyType(tables.start(read, params)),
        keep=tables.keep(read, names, params),
        place=MappingProxyType(tables.place(read)),
        wires=MappingProxyType(dict(table.get("wires", {}))),
        labels=MappingProxyType(dict(table.get("labels", {}))),
        says=tables.says(read, names),
        spoken=tables.spoken(read, names),
        begin=MappingProxyType({state: expr.name or expr.number for state, expr, _, _ in starts}),
        raw=tuple(inferred.raw),
    )


def _output(read: CellText, names: list[str]) -> str:
    output = str(read.table.get("output", "h" if "h" in names else names[-1]))
    if output not in names:
        raise read.error("output", "table.line", table="output", name=output, hint=suggestion(output, names))
    return output


def _number(
    parsed: list[Parsed], inferred: CellSizes, roles: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[tuple[Line, ...], tuple[Node, ...]]:
    """Give every node an id, arguments before their reader, lines in the order of the text."""
    nodes: list[Node] = []

    def place(expr: Expr, line: str, size: str) -> int:
        inner = _argument_sizes(expr, size, inferred)
        args = tuple(place(a, line, s) for a, s in zip(expr.args, inner, strict=True))
        nodes.append(Node(len(nodes), expr.op, args, line, expr.name, expr.number, expr.signs, size))
        return len(nodes) - 1

    lines: list[Line] = []
    for name, expr, says, row in parsed:
        if expr.op in ("line", "prev", "x", "const", "param", *PRODUCTS):
            # an alias owns a node of its own, so that holding it leaves its source alone; a bare product too,
            # so that stacked products are never a line's own array
            expr = Expr("sum", (expr,), signs=(1,))
        root = place(expr, name, inferred.lines[name])
        lines.append(Line(name, expr, says, row, root, inferred.lines[name], roles[name], labels.get(name, "")))
    return tuple(lines), tuple(nodes)


def _argument_sizes(expr: Expr, size: str, inferred: CellSizes) -> tuple[str, ...]:
    if expr.op not in PRODUCTS:
        return (size,) * len(expr.args)
    return (size, operand_size(expr.args[1], inferred.lines, inferred.params))
