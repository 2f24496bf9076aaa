"""The words above the tape's columns: whole where they fit, numbers where columns are narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from rnnviz.model.scales import step_ticks
from rnnviz.view.paper import BOLD, Align, elided, metrics, text_width, words
from rnnviz.view.style import Theme, mix
from rnnviz.view.tape.layout import Layout

SILENT = "·"


def draw_head(p: QPainter, layout: Layout, theme: Theme, labels: Sequence[str], now: int, ahead: range) -> None:
    """The labels of all steps; the present one in bold, those still `ahead` in the story dim."""
    px = layout.scale.axis
    baseline = layout.head / 2 + metrics(px).capHeight() / 2 + 1
    if layout.pitch >= 2.2 * px:
        _draw_words(p, layout, theme, labels, now, ahead, baseline)
        return
    first, last = layout.columns().visible
    most = max(2, int(layout.span / (text_width(str(layout.steps), px) + 1.6 * px)))
    edge = layout.left + layout.span + 3
    taken = _draw_present(p, layout, theme, labels, now, baseline)
    for tick in step_ticks(first + 1, last, most):
        middle, half = layout.x(tick - 1) + layout.pitch / 2, text_width(str(tick), px) / 2
        box = QRectF(middle - half, 0, 2 * half, layout.head)
        if not box.intersects(taken) and box.left() >= layout.left - 3 and box.right() <= edge:
            words(p, middle, baseline, str(tick), px, theme.dim, Align.AlignHCenter)


def _draw_words(
    p: QPainter, layout: Layout, theme: Theme, labels: Sequence[str], now: int, ahead: range, baseline: float
) -> None:
    px = layout.scale.axis
    first, last = layout.columns().visible
    for step in (*(k for k in range(first, last) if k != now), now):
        text, weight = labels[step] or SILENT, BOLD if step == now else BOLD.Normal
        middle, width = layout.x(step) + layout.pitch / 2, text_width(text, px, weight)
        room = layout.pitch - px * 0.3 + 2 * min(_slack(labels, step + way, layout) for way in (-1, 1))
        if step == now and width > room:  # the present word is never cut: it hides its neighbours' ends
            p.fillRect(QRectF(middle - width / 2 - 3, 4, width + 6, layout.head - 6), theme.panel)
        elif width > room:
            text = elided(text, room, px, weight)
        color = mix(theme.panel, theme.dim, 0.85) if step in ahead else theme.text
        words(p, middle, baseline, text, px, color, Align.AlignHCenter, weight)


def _slack(labels: Sequence[str], step: int, layout: Layout) -> float:
    """Room a short word leaves to its neighbour; beyond the ends there is some, too."""
    if not 0 <= step < len(labels):
        return layout.scale.axis * 0.5
    return max(0.0, (layout.pitch - text_width(labels[step] or SILENT, layout.scale.axis, BOLD)) / 2 - 3)


def _draw_present(
    p: QPainter, layout: Layout, theme: Theme, labels: Sequence[str], now: int, baseline: float
) -> QRectF:
    """The present step's number, and its word where it has one."""
    px, word = layout.scale.axis, labels[now]
    text = f"{now + 1}: {word}" if word and word != str(now + 1) and len(word) < 24 else str(now + 1)
    width = text_width(text, px, BOLD)
    middle = layout.x(now) + layout.pitch / 2
    middle = min(max(middle, layout.left + width / 2 - 6), layout.left + layout.span - width / 2)
    words(p, middle, baseline, text, px, theme.text, Align.AlignHCenter, BOLD)
    return QRectF(middle - width / 2 - px * 0.6, 0, width + px * 1.2, layout.head)
