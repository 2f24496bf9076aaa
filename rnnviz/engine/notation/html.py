"""A cell, an experiment and a run as HTML for a notebook: the equations by stage, with the values of a run as curves.

Made of the equations alone, like everything here; the drawing above them is the model's (`model/picture/svg.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import numpy as np

from rnnviz.engine.language.cell import Cell, Line
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.tree import ACCENTS
from rnnviz.engine.notation.formula import Token, tokens
from rnnviz.engine.pages import offer

INK = {
    "forget": "#c0503f", "reset": "#b0662a", "input": "#2f8f5b", "candidate": "#8a5fb5", "output": "#2f7fb8",
    "update": "#b0662a", "cell": "#b8862b", "hidden": "#3f74c9", "plain": "currentColor",
}  # fmt: skip
"""Colour of a family of lines, to be read on white and on black."""
WIDE, HIGH = 180, 26
"""Pixels of a curve."""
CURVES, POINTS = 12, 240
"""Units drawn of a line, and points of a curve, at most."""

Column = tuple[str, dict[str, str]]
"""Heading, and for every line what stands there."""


def cell_html(cell: Cell, head: str = "", columns: Sequence[Column] = ()) -> str:
    """A table of a cell's lines: stage, equation, sentence, and further columns."""
    title = f"<b>{escape(cell.name)}</b> {escape(head)}"
    source = f"<div style='opacity:.7;font-size:85%'>{escape(cell.source)}</div>" if cell.source else ""
    wanted = [column for column in columns if any(column[1].values())]
    names = "".join(f"<th style='text-align:left'>{name}</th>" for name, _ in wanted)
    header = f"<tr><th></th><th></th><th></th>{names}</tr>" if wanted else ""
    return f"<div>{title}{source}<table>{header}{''.join(_rows(cell, wanted))}</table></div>"


def _rows(cell: Cell, columns: Sequence[Column]) -> Iterator[str]:
    for stage in cell.stages:
        for k, name in enumerate(stage.lines):
            line = cell.by_name[name]
            shown = escape(stage.name) if k == 0 and stage.name != name else ""
            more = "".join(f"<td>{found.get(name, '')}</td>" for _, found in columns)
            left = "style='text-align:left'"
            yield (
                f"<tr><td {left}>{shown}</td><td {left}>{equation(line)}</td>"
                f"<td style='text-align:left;opacity:.75'>{escape(line.says)}</td>{more}</tr>"
            )


def equation(line: Line) -> str:
    """A line as a textbook prints it."""
    own = Token("line", name=line.name, offset=0)
    ink = INK.get(line.role, "currentColor")
    return f"<span style='color:{ink}'>{_token(own)}</span> = {''.join(map(_token, tokens(line.expr)))}"


def _token(token: Token) -> str:
    match token.kind:
        case "line" | "x" | "param":
            return _name(token.name, token.offset)
        case "number":
            return f"{token.number:g}".replace("-", "−")
    return escape(token.text)


def _name(name: str, offset: int | None) -> str:
    """W_f with its index below; a value with its time, too: no time for a parameter."""
    base, _, below = name.partition("_")
    accent, _, behind = below.partition("_")
    if accent in ACCENTS:
        base, below = base + ACCENTS[accent], behind
    time = "" if offset is None else "t" if offset == 0 else f"t{offset:+d}".replace("-", "−")
    index = ", ".join(part for part in (escape(below), time) if part)
    letter = f"<b>{escape(base)}</b>" if offset is None else f"<i>{escape(base)}</i>"
    return f"{letter}<sub>{index}</sub>" if index else letter


def curves(values: Array, ink: str = "currentColor") -> str:
    """(T, n) as n curves over the steps, on one scale; what is not finite leaves a gap. "" where nothing is finite."""
    shown = np.asarray(values)[:, :CURVES].astype(float)
    shown = shown[np.unique(np.linspace(0, len(shown) - 1, POINTS).astype(int))] if len(shown) else shown
    finite = shown[np.isfinite(shown)]
    if not finite.size:
        return ""
    low, high = min(float(finite.min()), 0.0), max(float(finite.max()), 0.0)
    with np.errstate(all="ignore"):
        ys = 1 + (HIGH - 2) * (high / 2 - shown / 2) / max(high / 2 - low / 2, np.finfo(float).tiny)
    xs = np.linspace(1, WIDE - 1, len(ys)) if len(ys) > 1 else np.array([WIDE / 2])
    lines = "".join(_curve(xs, column) for column in ys.T)
    tip = f"<title>{low:.3g} … {high:.3g}</title>"
    return f"<svg width='{WIDE}' height='{HIGH}' fill='none' stroke='{ink}' stroke-opacity='.7'>{tip}{lines}</svg>"


def _curve(xs: Array, ys: Array) -> str:
    parts: list[str] = []
    for x, y in zip(xs, ys, strict=True):
        if np.isfinite(y):
            parts.append(f"{'L' if parts and parts[-1] else 'M'}{x:.0f} {y:.1f}")
        else:
            parts.append("")
    path = "".join(parts)
    return f"<path d='{path}h.1'/>" if path else ""


def named_curves(cell: Cell, heading: str, found: Iterable[tuple[str, Array]]) -> Column:
    """A column of curves in the colours of the lines."""
    return heading, {name: curves(values, INK.get(cell.by_name[name].role, "currentColor")) for name, values in found}


offer(cell_html)
