"""Numbers written into coloured squares, where squares are few and large enough to read them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from rnnviz.model.figures.numbers import short
from rnnviz.view.look.facts import tell
from rnnviz.view.widgets.paper import Align, metrics, text_width, words

MOST = 4
"""Numbers side by side in one strip: of more, colours say more."""
LEAST, LARGEST = 9, 15
"""Sizes of their type in pixels."""
INKS = QColor("#101318"), QColor("#ffffff")


def size_of(texts: Sequence[str], width: float, height: float) -> int:
    """The size of type in which all of these fit into squares so large; 0: they do not."""
    px = min(LARGEST, int(height * 0.86))
    longest = max(texts, key=len, default="")
    while px >= LEAST and text_width(longest, px) > width - 3:
        px -= 1
    return px if px >= LEAST else 0


def write(
    p: QPainter, rects: Sequence[QRectF], values: Sequence[float], grounds: Sequence[QColor], of: str = "",
    step: int | None = None,
) -> None:  # fmt: skip
    """The number of every square in its middle, if all of them fit."""
    if not 0 < len(values) <= MOST:
        return
    width, height = min(rect.width() for rect in rects), min(rect.height() for rect in rects)
    for places in (2, 1):
        texts = [short(value, places) for value in values]
        px = size_of(texts, width, height)
        if px:
            break
    else:
        return
    for unit, (rect, text, ground) in enumerate(zip(rects, texts, grounds, strict=True)):
        tell("number", of, step=step, unit=unit, value=values[unit], word=text)
        baseline = rect.center().y() + metrics(px).capHeight() / 2
        words(p, rect.center().x(), baseline, text, px, ink_on(ground), Align.AlignHCenter)


def ink_on(ground: QColor) -> QColor:
    """Dark on light squares and light on dark ones: the one further away in luminance (WCAG 2.1)."""
    return INKS[0] if _luminance(ground) > 0.18 else INKS[1]


def _luminance(color: QColor) -> float:
    parts = color.redF(), color.greenF(), color.blueF()
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return float(sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))
