"""A cell's drawing as SVG: its shapes, wires and names where the stage has them, without a run's values. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from html import escape
from itertools import pairwise
from math import hypot

from rnnviz.engine import Cell
from rnnviz.model.picture.build import drawable
from rnnviz.model.picture.grid import BELT_WIDTH, CORNER, HOP, HOP_BELT, NORMAL, PEEPHOLE, SIGNAL, WIDE
from rnnviz.model.picture.parts import parts
from rnnviz.model.picture.room import label_boxes
from rnnviz.model.picture.shapes import Label, LabelToken, Picture, Point, Shape, WirePiece

STAGE, FRAME, BOX, TEXT, DIM, EDGE = "#fcfcfd", "#ffffff", "#e9edf4", "#161c2a", "#515d75", "#c9cfdb"
HUES = {
    "forget": "#cc372b", "reset": "#cc372b", "input": "#108053", "candidate": "#885e05", "output": "#2e608e",
    "update": "#2e608e", "cell": "#753dbf", "hidden": "#027c87", "plain": TEXT, "x": TEXT,
}  # fmt: skip
"""Of the light stage: a drawing on a ground of its own is read on any page."""
TINT = 0.22
"""How much of its hue a box takes, as with values of a middling size."""
SCALE = 8
"""Pixels for each u, where a page has room. Texts are written in pixels: some readers of SVG round their sizes."""
SANS, SERIF = "system-ui, sans-serif", "'STIX Two Math', 'Cambria Math', serif"


def cell_svg(cell: Cell) -> str:
    """The drawing on the light stage's ground, as wide as the page has room."""
    found = parts(cell).shapes
    alone = len(found) == 1 and found[0].kind == "big"
    drawn = drawable(cell, replace(NORMAL, ground=WIDE) if alone else NORMAL)
    wide, high = SCALE * drawn.ground.width, SCALE * drawn.ground.height
    head = f"viewBox='0 0 {wide:g} {high:g}' width='{wide:.0f}' height='{high:.0f}'"
    shapes = [shape for shape in drawn.shapes if shape.kind != "through"]
    lines = "".join([*_ground(drawn), *_wires(drawn), *map(_outline, shapes)])
    texts = "".join([*map(_symbol, shapes), *_names(cell, drawn)])
    body = f"<g transform='scale({SCALE})'>{lines}</g>{texts}"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' {head} style='max-width:100%;height:auto'>"
        f"<title>{escape(cell.name)}</title>{body}</svg>"
    )


def _ground(drawn: Picture) -> Iterator[str]:
    left, top, right, bottom = drawn.ground.frame
    yield f"<rect width='{drawn.ground.width:g}' height='{drawn.ground.height:g}' rx='1.4' fill='{STAGE}'/>"
    yield _rect(left, top, right - left, bottom - top, 2.2, FRAME, EDGE, 0.17)


def _rect(x: float, y: float, w: float, h: float, radius: float, fill: str, edge: str, line: float) -> str:
    box = f"x='{x:.3f}' y='{y:.3f}' width='{w:.3f}' height='{h:.3f}' rx='{radius:.3f}'"
    return f"<rect {box} fill='{fill}' stroke='{edge}' stroke-width='{line}'/>"


# wires ---------------------------------------------------------------------------------------------------------


def _wires(drawn: Picture) -> Iterator[str]:
    """Belts lie lowest, and what hops over others highest, with a rim of the ground around its hop."""
    hops: dict[str, list[tuple[float, float, float]]] = {}
    for bridge in drawn.bridges:
        hops.setdefault(bridge.over, []).append((bridge.x, bridge.y, HOP_BELT if bridge.belt else HOP))
    renames = {shape.name for shape in drawn.shapes if shape.kind == "through"}
    for piece in sorted(drawn.pieces, key=lambda q: (q.key in hops, not q.belt)):
        mine, width = hops.get(piece.key, []), _width(piece)
        for x, y, r in mine:
            yield f"<path d='M{x:g} {y - r:g}A{r} {r} 0 0 1 {x:g} {y + r:g}' {_pen(FRAME, width + 0.75)}/>"
        arrow = piece.end in ("node", "next", "out") and piece.enters not in renames
        yield from _strand(piece, width, arrow, mine)
    for dot in drawn.dots:
        radius, hue = (BELT_WIDTH if dot.belt else SIGNAL) / 2 + 0.3, _hue(drawn, dot.piece)
        rim = f"stroke='{FRAME}' stroke-width='0.17'"
        yield f"<circle cx='{dot.x:g}' cy='{dot.y:g}' r='{radius:g}' fill='{hue}' {rim}/>"


def _hue(drawn: Picture, key: str) -> str:
    return HUES[next(piece.role for piece in drawn.pieces if piece.key == key)]


def _width(piece: WirePiece) -> float:
    return BELT_WIDTH if piece.belt else PEEPHOLE if piece.peephole else SIGNAL


def _pen(hue: str, width: float) -> str:
    return f"fill='none' stroke='{hue}' stroke-width='{width:g}' stroke-linejoin='round'"


def _strand(piece: WirePiece, width: float, arrow: bool, hops: Sequence[tuple[float, float, float]]) -> Iterator[str]:
    """A wire with round corners, and its arrowhead."""
    points, hue = list(piece.points), HUES[piece.role]
    length = min(0.7 + 1.05 * width, 0.85 * piece.length) if arrow else 0.0
    tip, before = points[-1], points[-2]
    points[-1] = _toward(tip, before, 0.8 * length)
    yield f"<path d='{_path(points, hops)}' {_pen(hue, width)}/>"
    if arrow:
        (x, y), (bx, by) = tip, _toward(tip, before, length)
        half = max(0.52, 0.62 * width / length)
        dx, dy = (x - bx) * half, (y - by) * half
        corners = f"{x:.3f},{y:.3f} {bx - dy:.3f},{by + dx:.3f} {bx + dy:.3f},{by - dx:.3f}"
        yield f"<polygon points='{corners}' fill='{hue}'/>"


def _path(points: Sequence[Point], hops: Sequence[tuple[float, float, float]]) -> str:
    path, last = f"M{points[0][0]:.3f} {points[0][1]:.3f}", len(points) - 1
    for i, (a, b) in enumerate(pairwise(points), 1):
        path += _hopping(a, b, hops)
        if i == last:
            return path + f"L{b[0]:.3f} {b[1]:.3f}"
        after = points[i + 1]
        radius = min(CORNER, hypot(b[0] - a[0], b[1] - a[1]) / 2, hypot(after[0] - b[0], after[1] - b[1]) / 2)
        (x, y), (nx, ny) = _toward(b, a, radius), _toward(b, after, radius)
        path += f"L{x:.3f} {y:.3f}Q{b[0]:.3f} {b[1]:.3f} {nx:.3f} {ny:.3f}"
    return path


def _hopping(a: Point, b: Point, hops: Sequence[tuple[float, float, float]]) -> str:
    """Half circles to the right over what an upright part crosses."""
    down, path = b[1] > a[1], ""
    low, high = sorted((a[1], b[1]))
    mine = [hop for hop in hops if a[0] == b[0] == hop[0] and low < hop[1] - hop[2] and hop[1] + hop[2] < high]
    for x, y, r in sorted(mine, key=lambda hop: hop[1], reverse=not down):
        first, then = (y - r, y + r) if down else (y + r, y - r)
        path += f"L{x:.3f} {first:.3f}A{r} {r} 0 0 {int(down)} {x:.3f} {then:.3f}"
    return path


def _toward(a: Point, b: Point, by: float) -> Point:
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return a[0] + (b[0] - a[0]) / length * by, a[1] + (b[1] - a[1]) / length * by


# shapes and names ----------------------------------------------------------------------------------------------


def _outline(shape: Shape) -> str:
    """A box tinted with its hue, a circle or a pill."""
    left, top, _, _ = shape.box
    if shape.learned:
        return _rect(left, top, shape.w, shape.h, 1.0, _mixed(BOX, HUES[shape.role], TINT), HUES[shape.role], 0.2)
    return _rect(left, top, shape.w, shape.h, min(shape.w, shape.h) / 2, STAGE, DIM, 0.2)


def _symbol(shape: Shape) -> str:
    """What a shape does; a box without a function is linear."""
    px = 2.2 if shape.kind == "op" else 2.0 if shape.learned else 1.6
    px = min(px, 1.7 * (shape.w - 1.0) / max(1, len(shape.symbol)))
    return _text(shape.symbol or "linear", shape.x, shape.y + 0.34 * px, px, TEXT, "middle")


def _mixed(ground: str, hue: str, part: float) -> str:
    pairs = ((int(ground[i : i + 2], 16), int(hue[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _names(cell: Cell, drawn: Picture) -> Iterator[str]:
    for label in drawn.labels:
        left, _, right, bottom = label_boxes(label)[0]
        if label.kind == "gate":
            name = label.tokens[0].text  # "" of a box inside a line
            yield _text(name, left, bottom - 0.25, 1.5, HUES[label.role], "start", right - left) if name else ""
        elif label.kind == "x":
            yield from _formula(label, label.x - 1.4, label.y - 1.1, 2.0, "t", ends=True)
        elif label.kind == "out":
            yield from _formula(label, label.x - 1.3, 2.0, 2.0, "t", ends=True)
        elif label.kind in ("entry", "exit"):
            yield from _formula(label, label.x - _wide(label, 2.0, "t") / 2, bottom - 0.5, 2.0, "t")
        else:
            yield from _formula(label, left, bottom - 0.5, 1.5, "")


def _pieces(token: LabelToken, index: str) -> tuple[str, str]:
    """A name and what stands below it: c_prev is c with index t−1."""
    if not token.name:
        return token.text, ""
    base, _, rest = token.name.partition("_")
    with suppress(KeyError):
        base = unicodedata.lookup(f"GREEK SMALL LETTER {base}") if len(base) > 1 else base
    if rest == "prev" or rest.endswith("_prev"):
        rest, index = rest.removesuffix("prev").rstrip("_"), "t−1"
    return base, ",".join(part for part in (rest.replace("_", ","), index) if part)


def _wide(label: Label, px: float, index: str) -> float:
    pairs = [_pieces(token, index) for token in label.tokens]
    return sum(0.55 * px * len(base) + 0.36 * px * len(below) for base, below in pairs)


def _formula(label: Label, x: float, y: float, px: float, index: str, ends: bool = False) -> Iterator[str]:
    """Names with their indices, one after the other; ends: x is where they end."""
    x -= _wide(label, px, index) if ends else 0.0
    for token in label.tokens:
        base, below = _pieces(token, index)
        ink = HUES[token.role] if token.role else TEXT
        wide, under = 0.55 * px * len(base), 0.36 * px * len(below)
        if base.strip():
            blank = 0.55 * px * (len(base) - len(base.lstrip()))
            inked = 0.55 * px * len(base.strip())
            yield _text(base.strip(), x + blank, y, px, ink, "start", inked, "italic" if token.name else "")
        if below:
            yield _text(below, x + wide, y + 0.28 * px, 0.68 * px, ink, "start", under, "italic")
        x += wide + under


def _text(text: str, x: float, y: float, px: float, ink: str, anchor: str, room: float = 0.0, style: str = "") -> str:
    """room: how wide it is drawn, whatever the page's own face is like; 0: as wide as it is."""
    kept = f" textLength='{SCALE * room:.1f}' lengthAdjust='spacingAndGlyphs'" if room else ""
    slanted = f" font-style='{style}'" if style else ""
    place = f"x='{SCALE * x:.1f}' y='{SCALE * y:.1f}' font-size='{SCALE * px:.1f}' fill='{ink}' text-anchor='{anchor}'"
    face = SERIF if style else SANS
    return f'<text {place} font-family="{face}"{kept}{slanted}>{escape(text)}</text>'
