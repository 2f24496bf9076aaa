"""Paints a sheet of weights: squares, and what their rows, columns and blocks are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPen

from rnnviz.model.figures.numbers import plain
from rnnviz.model.weights.matrices import READOUT, Index, Matrix
from rnnviz.model.weights.numbers import given_whole, kept_at_zero, typed
from rnnviz.model.weights.sheet import BlockBar, Head, WeightSheet
from rnnviz.model.weights.shelf import INPUTS, VECTORS
from rnnviz.model.weights.tiles import Tile
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.language import line_name
from rnnviz.view.look.style import Scale, Theme, value_color
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.weights.heat import draw_corner, draw_empty, draw_heat, square
from rnnviz.view.widgets.paper import BOLD, Align, elided, metrics, text_width, words

translate = QCoreApplication.translate
NORMAL = QFont.Weight.Normal
Place = tuple[Matrix, Index]


def draw_sheet(p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, sheet: WeightSheet) -> None:
    """All that stays while the story runs."""
    for bar in sheet.bars:
        _draw_bar(p, theme, scale, drawn, bar)
    for tile in sheet.tiles:
        _draw_tile(p, theme, drawn, tile)
        _draw_caption(p, theme, scale, drawn, tile, _free(sheet, tile))
    for row in _labelled_rows(sheet):
        _draw_rows(p, theme, scale, drawn, row)


def hue_of(theme: Theme, drawn: Drawn, line: str) -> QColor:
    """The hue of a line, or of the read-out."""
    if line == READOUT:
        return theme.answer
    return theme.role(drawn.run.cell.by_name[line].role)


def name_of(drawn: Drawn, line: str) -> str:
    """What a line is called."""
    return translate("Weights", "read-out") if line == READOUT else line_name(drawn.run.cell, line)


def _draw_bar(p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, bar: BlockBar) -> None:
    """A line's name upright, and a bar in its hue along its rows."""
    hue, px = hue_of(theme, drawn, bar.line), scale.axis
    p.fillRect(QRectF(bar.left + 0.65 * px, bar.top, 3.0, bar.bottom - bar.top - 1), hue)
    text = elided(name_of(drawn, bar.line), max(bar.bottom - bar.top, 3 * px), px, BOLD)
    if bar.line == READOUT and bar.bottom - bar.top < text_width(text, px, BOLD):  # level, where its rows are few
        words(p, bar.left + 0.3 * px, bar.top + 0.9 * px, text, px, hue, Align.AlignRight, BOLD)
        return
    upright(p, bar.left + 0.3 * px, (bar.top + bar.bottom) / 2 + text_width(text, px, BOLD) / 2, text, px, hue, True)


def upright(p: QPainter, x: float, bottom: float, text: str, px: int, color: QColor, bold: bool = False) -> None:
    """A text that is read from below; x: its baseline."""
    p.save()
    p.translate(x, bottom)
    p.rotate(-90)
    weight = BOLD if bold else NORMAL
    words(p, 0, 0, text, px, color, Align.AlignLeft, weight)
    p.restore()


def _draw_tile(p: QPainter, theme: Theme, drawn: Drawn, tile: Tile) -> None:
    matrix, setup = tile.matrix, drawn.result.setup
    if matrix.start and kept_at_zero(setup, matrix):
        draw_empty(p, theme, tile)
        tell("kept", matrix.name)
        return
    draw_heat(p, theme, tile, tile.shown(drawn.numbers[matrix]), drawn.top)
    if given_whole(setup, matrix):
        tell("corner", matrix.name)
        draw_corner(p, theme, square(tile, 0, tile.columns - 1))
        return
    marked = typed(setup, matrix)
    if marked is not None and not tile.averaged:
        for place in zip(*marked.nonzero(), strict=True):
            index = tuple(int(i) for i in place)
            tell("corner", matrix.name, value=index)
            draw_corner(p, theme, square(tile, *matrix.square(index)))


def _free(sheet: WeightSheet, tile: Tile) -> float:
    """Where what stands below a tile must end: before the next one in its row."""
    beside = [t.left for t in sheet.tiles if t.top == tile.top and t.left > tile.left and len(t.matrix.shape) == 2]
    left, _, wide, _ = tile.box
    return min((other - 4 for other in beside), default=max(left + wide, left + 90))


def _draw_caption(p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, tile: Tile, end: float) -> None:
    """The parameter's name below it, with its radius or norm where there is room; a state's name before its row."""
    matrix, px = tile.matrix, scale.axis
    left, top, _, high = tile.box
    hue = theme.role("hidden") if matrix.start else hue_of(theme, drawn, matrix.line)
    if matrix.start:
        row = typeset.symbol(matrix.own, "0", theme.role(drawn.run.cell.by_name[matrix.line].role))
        typeset.draw(p, left - 0.4 * px, top + 0.85 * px, row, 1.2 * px, Align.AlignRight)
        return
    if len(matrix.shape) == 1 and matrix.line != READOUT:
        return
    baseline, row = top + high + 1.1 * px, typeset.symbol(matrix.own, "", hue)
    x = left + typeset.draw(p, left, baseline, row, 1.15 * px) + 0.6 * px
    if len(matrix.shape) == 1:
        return
    sign = "ρ" if matrix.has_radius else "‖·‖"
    text = f"{sign} {plain(drawn.measure(matrix))}"
    if x + text_width(text, px) <= end:
        tell("measure", matrix.name, value=drawn.measure(matrix), word=text)
        words(p, x, baseline, text, px, theme.dim)


def _labelled_rows(sheet: WeightSheet) -> list[Tile]:
    """The leftmost tile of every line of blocks."""
    found: dict[float, Tile] = {}
    for tile in sheet.tiles:
        if not tile.matrix.start and (tile.top not in found or tile.left < found[tile.top].left):
            found[tile.top] = tile
    return list(found.values())


def leftmost(sheet: WeightSheet, tile: Tile) -> Tile:
    """The tile left of which the names of a tile's rows stand."""
    return next((found for found in _labelled_rows(sheet) if found.top == tile.top), tile)


def _draw_rows(p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, tile: Tile) -> None:
    px = scale.axis
    step = every(tile.high, 0.9 * px)
    for row in range(0, tile.rows, step):
        draw_row_name(p, theme, scale, drawn, tile, row, theme.dim, False)


def every(pitch: float, needed: float) -> int:
    """Each how many-th label has room."""
    return max(1, int(-(-needed // max(pitch, 0.01))))


def draw_row_name(
    p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, tile: Tile, row: int, color: QColor, bold: bool
) -> None:
    """A row's name left of its squares; one in bold covers the pale one that is there."""
    px, box = scale.axis, square(tile, row, 0)
    text = drawn.row_name(tile.matrix, row * tile.by[0])
    baseline = box.center().y() + metrics(px).capHeight() / 2
    weight = BOLD if bold else NORMAL
    tell("row name", tile.matrix.name, unit=row, word=text, value=bold)
    if bold:
        wide = text_width(text, px, BOLD)
        p.fillRect(QRectF(tile.left - 0.45 * px - wide, baseline - 0.95 * px, wide, 1.2 * px), theme.panel)
    words(p, tile.left - 0.45 * px, baseline, text, px, color, Align.AlignRight, weight)


# what follows the story and the pointer --------------------------------------------------------------------------


def draw_heads(
    p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, sheet: WeightSheet, room: float, loud: dict[Matrix, set[int]]
) -> None:
    """What every slot reads, and the names of its columns; loud: columns that stand out. room: of the longest word."""
    for head in sheet.heads:
        (_draw_words if head.slot[0] == INPUTS else _draw_units)(p, theme, scale, drawn, head, room, loud)


def _draw_words(
    p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, head: Head, room: float, loud: dict[Matrix, set[int]]
) -> None:
    tile, px = head.tile, scale.axis
    baseline = tile.top - 0.35 * px
    row = (*typeset.text(translate("Weights", "from") + " "), *typeset.symbol("x", "t"))
    typeset.draw(p, tile.left - 0.35 * px, baseline - 0.9 * px, row, px, Align.AlignRight, theme.text)
    marked = {column // tile.by[1] for column in loud.get(tile.matrix, ())}
    for column in _shown_columns(tile, marked, 0.88 * px):
        bold = column in marked
        text = elided(drawn.column_name(tile.matrix, column * tile.by[1]), room, px, BOLD if bold else NORMAL)
        center = square(tile, 0, column).center().x() + metrics(px).capHeight() / 2
        tell("column name", tile.matrix.name, step=column, word=text, value=bold)
        upright(p, center, baseline, text, px, theme.text if bold else theme.dim, bold)


def _shown_columns(tile: Tile, marked: set[int], needed: float) -> list[int]:
    """As many as have room; those that stand out always, and none that would touch them."""
    step = every(tile.wide, needed)
    quiet = [c for c in range(0, tile.columns, step) if all(abs(c - m) >= step for m in marked)]
    return sorted({*quiet, *(m for m in marked if m < tile.columns)})


def _draw_units(
    p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, head: Head, room: float, loud: dict[Matrix, set[int]]
) -> None:
    tile, px = head.tile, scale.axis
    baseline = tile.top - 0.4 * px
    if head.slot[0] == VECTORS:
        row = typeset.symbol(tile.matrix.own.partition("_")[0], "", theme.text)
        typeset.draw(p, square(tile, 0, 0).center().x(), baseline, row, 1.1 * px, Align.AlignHCenter)
        return
    if tile.matrix.reads:
        name = tile.matrix.reads
        row = (*typeset.text(translate("Weights", "from") + " "), *typeset.symbol(name, "t", theme.text))
        typeset.draw(p, tile.left, baseline - 1.15 * px, row, 1.1 * px, color=theme.text)
    marked = {column // tile.by[1] for column in loud.get(tile.matrix, ())}
    most = str(tile.matrix.columns)
    widest = text_width(most, px) + (0.5 * px if len(most) > 1 else 3)
    for column in _shown_columns(tile, marked, widest):
        bold, text = column in marked, drawn.column_name(tile.matrix, column * tile.by[1])
        tell("column name", tile.matrix.name, step=column, word=text, value=bold)
        color, weight = (theme.text, BOLD) if bold else (theme.dim, NORMAL)
        words(p, square(tile, 0, column).center().x(), baseline, text, px, color, Align.AlignHCenter, weight)


def draw_frame(p: QPainter, box: QRectF, color: QColor, width: float) -> None:
    """A frame round a square or a matrix."""
    p.setPen(QPen(color, width))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3)


def draw_key(p: QPainter, theme: Theme, scale: Scale, right: float, baseline: float, top: float) -> float:
    """The colour scale, from -top to +top, that ends at `right`; returns where it begins."""
    px = scale.axis
    least, most = f"−{top:g}", f"+{top:g}"
    tell("scale", value=top, word=most)
    words(p, right, baseline, most, px, theme.dim, Align.AlignRight)
    end = right - text_width(most, px) - 0.5 * px
    box = QRectF(end - 6.5 * px, baseline - 0.75 * px, 6.5 * px, 0.8 * px)
    shade = QLinearGradient(box.topLeft(), box.topRight())
    for part in range(-4, 5):
        shade.setColorAt((part + 4) / 8, value_color(theme, part / 4))
    p.fillRect(box, shade)
    words(p, box.left() - 0.5 * px, baseline, least, px, theme.dim, Align.AlignRight)
    return box.left() - 0.5 * px - text_width(least, px)
