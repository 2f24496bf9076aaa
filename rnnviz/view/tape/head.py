"""The words above the tape's columns: whole where they fit, numbers where columns are narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from rnnviz.model.figures.scales import step_ticks
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.widgets.paper import BOLD, Align, elided, metrics, text_width, words

SILENT = "·"


def draw_head(
    p: QPainter, layout: TapeLayout, theme: Theme, labels: Sequence[str], now: int, ahead: range, whole: bool = False
) -> None:
    """The labels of all steps; the present one in bold, those still `ahead` in the story dim.

    whole: a label without room gives way to the number of its step: half a row of numbers would be another row.
    """
    px = layout.scale.axis
    baseline = layout.head / 2 + metrics(px).capHeight() / 2 + 1
    if roomy(layout, labels, whole):
        _draw_words(p, layout, theme, labels, now, ahead, baseline, whole)
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


def roomy(layout: TapeLayout, labels: Sequence[str], whole: bool) -> bool:
    """Whether every column has its word, or its beginning; of single letters every one fits narrow columns, too."""
    px = layout.scale.axis
    letters = not whole and layout.pitch >= 1.3 * px and all(len(label) <= 1 for label in labels)
    return layout.pitch >= 2.2 * px or letters


def _draw_words(
    p: QPainter, layout: TapeLayout, theme: Theme, labels: Sequence[str], now: int, ahead: range, baseline: float,
    whole: bool,
) -> None:  # fmt: skip
    px = layout.scale.axis
    first, last = layout.columns().visible
    present = _present_box(p, layout, theme, labels[now] or SILENT, now)
    edge = -1e9
    for step in range(first, last):
        left, right = _limits(labels, step, layout, present, now)
        left = max(left, edge)  # a long present word pushes its neighbours aside
        text = labels[step] or SILENT
        if text_width(text, px) > right - left:
            text = f"{step + 1}" if whole else elided(text, right - left, px)
        half = text_width(text, px) / 2
        if step == now or text == "…" or 2 * half > right - left:
            continue
        middle = min(max(layout.x(step) + layout.pitch / 2, left + half), right - half)
        edge = middle + half + px * 0.3
        color = mix(theme.panel, theme.dim, 0.85) if step in ahead else theme.text
        tell("head", step=step, word=text)
        words(p, middle, baseline, text, px, color, Align.AlignHCenter)
    if first <= now < last:
        word = labels[now] or SILENT
        tell("head", step=now, word=word)
        words(p, sum(present) / 2, baseline, word, px, theme.text, Align.AlignHCenter, BOLD)


def _present_box(p: QPainter, layout: TapeLayout, theme: Theme, text: str, now: int) -> tuple[float, float]:
    """What the present column and its word take; the word is never cut, it stands over the frame where it is long."""
    left, right = layout.x(now) - 3, layout.x(now) + layout.pitch + 3
    width = text_width(text, layout.scale.axis, BOLD) + 8
    if width <= right - left:
        return left, right
    edge = layout.left + layout.span
    middle = min(max((left + right) / 2, layout.left + width / 2 - 6), max(edge - width / 2, layout.left))
    p.fillRect(QRectF(middle - width / 2, 5, width, layout.head - 8), theme.panel)
    return middle - width / 2, middle + width / 2


def _limits(
    labels: Sequence[str], step: int, layout: TapeLayout, present: tuple[float, float], now: int
) -> tuple[float, float]:
    """Between where a word may stand: in its column, in what short neighbours leave, never in the present one's."""
    rim = layout.scale.axis * 0.15
    left = layout.x(step) + rim - _slack(labels, step - 1, layout)
    right = layout.x(step) + layout.pitch - rim + _slack(labels, step + 1, layout)
    return (max(left, present[1]), right) if step > now else (left, min(right, present[0]))


def _slack(labels: Sequence[str], step: int, layout: TapeLayout) -> float:
    """Room a short word leaves to its neighbour; beyond the ends there is some, too."""
    if not 0 <= step < len(labels):
        return layout.scale.axis * 0.5
    return max(0.0, (layout.pitch - text_width(labels[step] or SILENT, layout.scale.axis, BOLD)) / 2 - 3)


def _draw_present(
    p: QPainter, layout: TapeLayout, theme: Theme, labels: Sequence[str], now: int, baseline: float
) -> QRectF:
    """The present step's number, and its word where it has one."""
    px, word = layout.scale.axis, labels[now]
    text = f"{now + 1}: {word}" if word and word != str(now + 1) and len(word) < 24 else str(now + 1)
    width = text_width(text, px, BOLD)
    middle = layout.x(now) + layout.pitch / 2
    middle = min(max(middle, layout.left + width / 2 - 2), layout.left + layout.span - width / 2)
    p.fillRect(QRectF(middle - width / 2 - 4, 4, width + 8, layout.head - 8), theme.panel)  # the frame may pass here
    words(p, middle, baseline, text, px, theme.text, Align.AlignHCenter, BOLD)
    return QRectF(middle - width / 2 - px * 0.6, 0, width + px * 1.2, layout.head)
