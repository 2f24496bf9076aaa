"""Icons that stay sharp on every screen: one picture for each factor by which screens enlarge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Between two of them Qt takes the larger picture and makes it smaller, which is nearly as sharp."""

Paint = Callable[[QPainter], None]


def sharp_icon(width: int, height: int, paint: Paint, off: Paint | None = None) -> QIcon:
    """An icon of width x height logical pixels; `paint` draws it in these, whatever the screen makes of them.

    off: draws it where it cannot be pressed; Qt's own answer is a grey that is no colour of ours.
    """
    icon = QIcon()
    for ratio in RATIOS:
        icon.addPixmap(picture(QSizeF(width, height), ratio, paint))
        if off is not None and ratio.is_integer():  # seldom seen: not worth as much memory
            icon.addPixmap(picture(QSizeF(width, height), ratio, off), QIcon.Mode.Disabled)
    return icon


def picture(size: QSizeF, ratio: float, paint: Paint) -> QPixmap:
    """A see-through pixmap of `size` logical pixels, painted for a screen with that device pixel ratio."""
    pixmap = QPixmap(QSize(round(size.width() * ratio), round(size.height() * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(p)
    return pixmap
