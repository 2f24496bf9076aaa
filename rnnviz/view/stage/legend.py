"""The notation in one strip: what a box, a circle, a pill, a join, a fork, a thickness and a colour mean."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from rnnviz.engine import Cell
from rnnviz.model.picture.meaning import belt_states
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, gate_fill
from rnnviz.view.stage.marks import draw_text, text_width

ICON = 44.0
ITEMS = (
    ("box", QT_TRANSLATE_NOOP("Stage", "learned")),
    ("circle", QT_TRANSLATE_NOOP("Stage", "point-wise")),
    ("pill", QT_TRANSLATE_NOOP("Stage", "function")),
    ("join", QT_TRANSLATE_NOOP("Stage", "joined")),
    ("fork", QT_TRANSLATE_NOOP("Stage", "copied")),
    ("signs", QT_TRANSLATE_NOOP("Stage", "below 0, above 0")),
)
OPEN = ("belt", QT_TRANSLATE_NOOP("Stage", "thick = open gate"))
LARGE = ("wire", QT_TRANSLATE_NOOP("Stage", "thick = large gradient"))
Items = tuple[tuple[str, object], ...]


def items_of(cell: Cell, backward: bool) -> Items:
    """What is drawn of this cell in this direction; only a belt behind a gate has the width of its opening."""
    if backward:
        return (*ITEMS, LARGE)
    return (*ITEMS, OPEN) if belt_states(cell) and cell.gates else ITEMS


def _px(loud: bool) -> int:
    return 20 if loud else 14


def _rows(items: Items, width: float, loud: bool) -> list[list[tuple[str, str, float]]]:
    """Items in as many rows as they need: (icon, text, width)."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    used = 0.0
    for icon, source in items:
        text = QCoreApplication.translate("Stage", str(source))
        wanted = ICON + text_width(text, _px(loud)) + 1.6 * _px(loud)
        if rows[-1] and used + wanted > width - 24:
            rows.append([])
            used = 0.0
        rows[-1].append((icon, text, wanted))
        used += wanted
    return rows


def legend_height(cell: Cell, width: int, loud: bool) -> int:
    """Pixels the strip takes from the stage's height, the same in both directions: the cell stays where it is."""
    rows = max(len(_rows(items_of(cell, backward), width, loud)) for backward in (False, True))
    return rows * round(1.9 * _px(loud)) + 3


def draw_legend(p: QPainter, theme: Theme, box: QRectF, loud: bool, cell: Cell, backward: bool) -> None:
    """The strip at the bottom of the stage; its belt has the colour of the cell's."""
    items, belts = items_of(cell, backward), belt_states(cell)
    hue = theme.role(cell.by_name[belts[0]].role if belts else "hidden")
    px = _px(loud)
    p.setPen(QPen(theme.grid, 1.0))
    p.drawLine(QPointF(box.left() + 14, box.top()), QPointF(box.right() - 14, box.top()))
    for i, row in enumerate(_rows(items, box.width(), loud)):
        y = box.top() + (i + 0.5) * 1.9 * px
        spare = (box.width() - sum(w for _, _, w in row)) / (len(row) + 1)
        x = box.left() + max(spare, 12.0)
        for icon, text, width in row:
            _draw_icon(p, theme, icon, QPointF(x + ICON / 2 - 4, y), px / 14, hue)
            tell("legend", icon, word=text, color=hue)
            draw_text(p, QPointF(x + ICON + 4, y + 0.36 * px), text, px, theme.dim)
            x += width + max(spare, 0.0)


def _draw_icon(p: QPainter, theme: Theme, icon: str, at: QPointF, scale: float, hue: QColor) -> None:
    p.save()
    p.translate(at)
    p.scale(scale, scale)
    if icon in ("belt", "wire"):
        _belt(p, hue)
    else:
        _ICONS[icon](p, theme)
    p.restore()


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _box(p: QPainter, theme: Theme) -> None:
    p.setPen(QPen(theme.role("forget"), 1.6))
    p.setBrush(gate_fill(theme, "forget", 0.6))
    p.drawRoundedRect(QRectF(-15, -8, 30, 16), 3, 3)
    draw_text(p, QPointF(0, 5), "σ", 14, theme.text, Qt.AlignmentFlag.AlignHCenter, QFont.Weight.DemiBold)


def _circle(p: QPainter, theme: Theme) -> None:
    p.setPen(QPen(theme.dim, 1.6))
    p.setBrush(theme.stage)
    p.drawEllipse(QPointF(0, 0), 9, 9)
    p.setPen(_pen(theme.text, 1.6))
    p.drawLine(QPointF(-3, -3), QPointF(3, 3))
    p.drawLine(QPointF(-3, 3), QPointF(3, -3))


def _pill(p: QPainter, theme: Theme) -> None:
    p.setPen(QPen(theme.dim, 1.6))
    p.setBrush(theme.stage)
    p.drawRoundedRect(QRectF(-18, -9, 36, 18), 9, 9)
    typeset.draw(p, 0, 4, typeset.text("tanh"), 12, Qt.AlignmentFlag.AlignHCenter, theme.text)


def _join(p: QPainter, theme: Theme) -> None:
    p.setPen(_pen(theme.role("hidden"), 3))
    p.drawLine(QPointF(-16, -4), QPointF(16, -4))
    path = QPainterPath(QPointF(-6, 10))
    path.lineTo(-6, 3)
    path.quadTo(-6, -4, 1, -4)
    p.strokePath(path, _pen(theme.text, 3))
    _dot(p, theme, QPointF(1, -4), theme.text)


def _fork(p: QPainter, theme: Theme) -> None:
    hue = theme.role("hidden")
    p.setPen(_pen(hue, 3))
    p.drawLine(QPointF(-16, 6), QPointF(16, 6))
    p.drawLine(QPointF(0, 6), QPointF(0, -9))
    _dot(p, theme, QPointF(0, 6), hue)


def _belt(p: QPainter, hue: QColor) -> None:
    p.setPen(QPen(hue, 8))
    p.drawLine(QPointF(-18, 0), QPointF(0, 0))
    p.setPen(QPen(hue, 2.4))
    p.drawLine(QPointF(0, 0), QPointF(18, 0))


def _signs(p: QPainter, theme: Theme) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    for left, hue in ((-16, theme.negative), (2, theme.positive)):
        p.setBrush(hue)
        p.drawRect(QRectF(left, -7, 14, 14))


def _dot(p: QPainter, theme: Theme, at: QPointF, color: QColor) -> None:
    p.setPen(QPen(theme.stage, 1.4))
    p.setBrush(color)
    p.drawEllipse(at, 4.2, 4.2)


_ICONS = {"box": _box, "circle": _circle, "pill": _pill, "join": _join, "fork": _fork, "signs": _signs}
