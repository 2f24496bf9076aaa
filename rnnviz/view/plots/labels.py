"""Places for the labels of curves: near their curve, over nothing, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from PySide6.QtCore import QRectF, QSizeF

from rnnviz.view.plots.curves import Curve, Floats, Frame

ANCHORS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.1, 0.9)


def place(
    frame: Frame, curve: Curve, others: Sequence[Curve], size: tuple[float, float],
    taken: Sequence[QRectF], span: tuple[float, float], gap: float, before: QRectF | None = None,
) -> QRectF | None:  # fmt: skip
    """A free rectangle of `size` beside `curve` inside the steps `span`; None where nothing is free.

    Above a rising curve the text stands left of its anchor, below it right, so that the curve runs away from it.
    A label stays where it stood before as long as it may: that is cheaper, and calmer while a slider moves.
    """
    lines = [_clean(frame.points(c.values)) for c in (curve, *others)]
    if not len(lines[0][0]):
        return None
    inside = frame.rect.adjusted(2, 2, -2, -2)
    stay = [QRectF(before.topLeft(), QSizeF(*size))] if before is not None else []
    for spot in chain(stay, _candidates(frame, lines[0], size, span, gap)):
        if not inside.contains(spot) or any(spot.intersects(t) for t in taken):
            continue
        if _free(spot, lines, gap * 0.3):
            distances = [_distance(spot, line) for line in lines]
            near = distances[0] < 6 * gap or spot not in stay
            if near and distances[0] <= 0.8 * min(distances[1:], default=np.inf):  # nobody may take it for another's
                return spot
    return None


def _clean(line: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    good = np.isfinite(line[1])
    return line[0][good], line[1][good]


def _distance(place: QRectF, line: tuple[Floats, Floats]) -> float:
    """Pixels between a rectangle and a curve above or below it."""
    if not len(line[0]):
        return float("inf")
    rows = np.interp(np.linspace(place.left(), place.right(), 9), *line)
    return float(np.min(np.maximum(place.top() - rows, rows - place.bottom())))


def _candidates(
    frame: Frame, line: tuple[Floats, Floats], size: tuple[float, float], span: tuple[float, float], gap: float
) -> Iterator[QRectF]:
    width, height = size
    for lift in (0.45, 0.7, 1.0, 2.0, 4.0):
        for part in ANCHORS:
            at = frame.x(span[0] + part * (span[1] - span[0]))
            level, left_of = (float(v) for v in np.interp([at, at - frame.pitch], *line))
            above, below, rising = level - lift * gap - height, level + lift * gap, level <= left_of
            yield QRectF(at - width if rising else at, above, width, height)
            yield QRectF(at if rising else at - width, below, width, height)
            yield QRectF(at - width / 2, above, width, height)
            yield QRectF(at - width / 2, below, width, height)


def _free(place: QRectF, lines: Sequence[tuple[Floats, Floats]], gap: float) -> bool:
    """Whether no curve passes through a rectangle."""
    columns = np.linspace(place.left() - gap, place.right() + gap, 24)
    top, bottom = place.top() - gap, place.bottom() + gap
    for line in lines:
        if not len(line[0]):
            continue
        rows = np.interp(columns, *line)
        # a steep curve may jump over the rectangle between two columns
        low, high = np.minimum(rows[:-1], rows[1:]), np.maximum(rows[:-1], rows[1:])
        if np.any((high > top) & (low < bottom)):
            return False
    return True


def quietest(spots: Sequence[QRectF], frame: Frame, curves: Sequence[Curve]) -> QRectF | None:
    """Of some rectangles the first that covers the least of the curves."""
    lines = [_clean(frame.points(c.values)) for c in curves]
    best, least = None, float("inf")
    for spot in spots:
        hidden = covered(spot, lines)
        if hidden < least:
            best, least = spot, hidden
        if hidden == 0:
            break
    return best


def covered(rect: QRectF, lines: Sequence[tuple[Floats, Floats]]) -> int:
    """How much of the curves lies under a rectangle, in sixtieths of its width."""
    columns = np.linspace(rect.left() - 6, rect.right() + 6, 60)
    rows = [np.interp(columns, *line) for line in lines if len(line[0])]
    return sum(int(np.sum((r > rect.top() - 8) & (r < rect.bottom() + 8))) for r in rows)
