"""Rows of coloured mathematics: letters, words and indices, measured and drawn by QPainter.

The mathematical face has one roman cut; its italic and bold letters are code points of their own
(Unicode's mathematical alphanumerics), so one font per size serves a whole row. Fonts and widths are
cached: drawing a row creates nothing but the text that Qt draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from rnnviz.engine.language.tree import ACCENTS
from rnnviz.view.look.facts import tell
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.style import math_font

INDEX_SIZE = 0.72
INDEX_DROP = 0.24
RAISED = 0.4
"""How far an exponent stands above the line, in parts of the size of type."""
MINUS = "−"
MEDIUM = "\u2005"

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters in one style; color None takes the colour given to `draw`; sub: index, sup: exponent."""

    text: str
    color: QColor | None = None
    italic: bool = False
    sub: bool = False
    bold: bool = False
    sup: bool = False


Row = tuple[Piece, ...]


@lru_cache(maxsize=4096)
def glyphs(text: str, italic: bool = False, bold: bool = False) -> str:
    """The same characters as mathematical italics or bold letters; others stay as they are."""
    if not (italic or bold):
        return text
    return "".join(_styled(c, italic, bold) for c in text)


def _styled(c: str, italic: bool, bold: bool) -> str:
    style = (2 if italic else 0) if bold else 1  # offsets of the blocks: bold, italic, bold italic
    if "A" <= c <= "Z":
        return chr(0x1D400 + 52 * style + ord(c) - ord("A"))
    if c == "h" and style == 1:
        return "\u210e"  # Planck's constant keeps the italic h's place in Unicode
    if "a" <= c <= "z":
        return chr(0x1D41A + 52 * style + ord(c) - ord("a"))
    if "α" <= c <= "ω":
        return chr(0x1D6C2 + 58 * style + ord(c) - ord("α"))
    if c == "∂":
        return chr(0x1D6DB + 58 * style)
    if bold and not italic and "0" <= c <= "9":
        return chr(0x1D7CE + ord(c) - ord("0"))
    return c


def text(content: str, color: QColor | None = None, bold: bool = False) -> Row:
    """Upright text as a row: operators, numbers, words."""
    return (Piece(content, color, bold=bold),)


def symbol(name: str, index: str = "", color: QColor | None = None, partial: bool = False) -> Row:
    """A name of a cell as a textbook sets it: "c_prev" -> c with index t−1, "U_f" -> U with index f, "h_tilde" -> h̃.

    `index` ("t") is appended to names without `_prev`; `partial` sets ∂ in front.
    """
    base, _, rest = name.partition("_")
    accent, _, behind = rest.partition("_")
    if mark := ACCENTS.get(accent, ""):
        rest = behind
    if rest == "prev" or rest.endswith("_prev"):
        rest, index = rest.removesuffix("prev").rstrip("_"), f"t{MINUS}1"
    below = ",".join(part for part in (rest.replace("_", ","), index) if part)
    letters = GREEK.get(base, base)
    row: Row = (
        Piece(letters + mark, color, italic=len(letters) == 1),
    )  # a word in italics would fall apart into factors
    if partial:
        row = (Piece("∂", color, italic=True), *row)
    return (*row, Piece(below, color, italic=True, sub=True)) if below else row


def colored(row: Row, color: QColor) -> Row:
    """The same row in one colour."""
    return tuple(replace(piece, color=color) for piece in row)


def joined(rows: Iterable[Row], between: Row) -> Row:
    """Rows one after the other with `between` in the gaps."""
    found: list[Piece] = []
    for row in rows:
        if found:
            found.extend(between)
        found.extend(row)
    return tuple(found)


def plain(row: Row) -> str:
    """What a row says in plain characters: "c_t−1"; for tests, tool tips and screen readers."""
    return "".join(f"_{piece.text}" if piece.sub else f"^{piece.text}" if piece.sup else piece.text for piece in row)


def width(row: Row, px: float) -> float:
    """Width of a row in pixels."""
    return sum(advance(piece, round(px)) for piece in row)


def advance(piece: Piece, px: int) -> float:
    """Width of one piece in a row of size px."""
    small = piece.sub or piece.sup
    return _advance(glyphs(piece.text, piece.italic, piece.bold), _index_px(px) if small else px)


def draw(
    p: QPainter,
    x: float,
    baseline: float,
    row: Row,
    px: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    color: QColor | None = None,
) -> float:
    """Draw a row at its baseline; x is its left, centre or right by `align`. Returns its width in pixels."""
    size = round(px)
    total = width(row, size)
    if align & Qt.AlignmentFlag.AlignRight:
        x -= total
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x -= total / 2
    tell("maths", value=row, color=color, at=QPointF(x, baseline))
    for piece in row:
        _draw_piece(p, x, baseline, piece, size, color)
        x += advance(piece, size)
    return total


def _draw_piece(p: QPainter, x: float, baseline: float, piece: Piece, px: int, color: QColor | None) -> None:
    ink = piece.color or color
    if ink is not None:
        p.setPen(ink)
    drop = INDEX_DROP * px if piece.sub else -RAISED * px if piece.sup else 0.0
    face = _face(_index_px(px) if piece.sub or piece.sup else px)
    face.write(p, x, baseline + drop, glyphs(piece.text, piece.italic, piece.bold))


def _index_px(px: int) -> int:
    return max(1, round(px * INDEX_SIZE))


@cache
def _face(px: int) -> Face:
    return Face(math_font(px))


@lru_cache(maxsize=8192)
def _advance(shown: str, px: int) -> float:
    return _face(px).metrics.horizontalAdvance(shown)
