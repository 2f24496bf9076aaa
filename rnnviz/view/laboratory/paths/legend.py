"""What the colours of the chart mean."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from rnnviz.model.laboratory.path_figures import PathFigures
from rnnviz.view.laboratory.paths.looked import Looked
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.widgets.paper import Align, text_width, words

translate = QCoreApplication.translate


def draw_legend(p: QPainter, looked: Looked, figures: PathFigures, line: QRectF, theme: Theme, scale: Scale) -> None:
    """line: its top is the baseline; from its right end as far as there is room for all names, else without them."""
    px, x = scale.axis, line.right()
    told = translate("Paths", "bright: at once   pale: later")
    if not figures.carries:
        told = translate("Paths", "bright: stays on a way of its own   pale: leaves it again")
    names = [(part, looked.name(part)) for part in figures.parts]
    need = sum(text_width(name, px) + 2.2 * px for _, name in names)
    if need + text_width(told, px) + px < line.width():
        x -= words(p, x, line.top(), told, px, theme.dim, Align.AlignRight) + 1.5 * px
    if need > x - line.left():
        return
    for part, name in reversed(names):
        words(p, x, line.top(), name, px, theme.dim, Align.AlignRight)
        x -= text_width(name, px) + 1.2 * px
        p.fillRect(QRectF(x, line.top() - px * 0.75, px * 0.8, px * 0.8), looked.hue(part, theme))
        x -= px
