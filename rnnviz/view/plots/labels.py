"""Places for the labels of curves: near their curve, over nothing, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from PySide6.QtCore import QRectF, QSizeF

from rnnviz.view.plots.curves import Curve, Floats, Frame, thinned

ANCHORS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.1, 0.9)


def place(
    frame: Frame, curve: Curve, others: Sequence[Curve], size: tuple[float, float],
    taken: Sequence[QRectF], span: tuple[float, float], gap: float, before: QRectF | None = None,
) -> QRectF | None:  # fmt: skip
    """A free rectangle of `size` beside `curve` inside the steps `span`; None where nothing is free.

    Above a rising curve the text stands left of its anchor, below it right, so that the curve runs away from it.
    A label stays where it stood before as long as it may: that is cheaper, and calmer while a slider moves.
    """
    lines = [_clean(frame, c) for c in (curve, *others)]
    if not len(lines[0][0]):
        return None
    inside = frame.rect.adjusted(2, 2, -2, -2)
    terrain = _terrain(frame, lines)
    stay = [QRectF(before.topLeft(), QSizeF(*size))] if before is not None else []
    for spot in chain(stay, _candidates(frame, lines[0], size, span, gap)):
        if not inside.contains(spot) or any(spot.intersects(t) for t in taken):
            continue
        if _free(spot, frame, terrain, gap * 0.3):
            distances = _distances(spot, frame, terrain)
            near = distances[0] < 6 * gap or spot not in stay
            if near and distances[0] <= 0.8 * distances[1:].min(initial=np.inf):  # nobody may take it for another's
                return spot
    return None


def _clean(frame: Frame, curve: Curve) -> tuple[Floats, Floats]:
    """A curve's points without holes, and no more of them than can be told apart."""
    x, y = frame.points(curve.values)
    good = np.isfinite(y)
    x, y = thinned(x[good], y[good], frame)
    if len(x) > 1 and x[0] == x[1]:  # lowest and highest of a pixel column: side by side, so that x rises
        x = x + np.tile([0.0, 0.5 * (x[-1] - x[0]) / len(x)], len(x) // 2)
    return x, y


def _distances(place: QRectF, frame: Frame, terrain: Floats) -> Floats:
    """Pixels between a rectangle and every line above or below it."""
    columns = np.linspace(place.left(), place.right(), 9) - frame.rect.left() + 1
    rows = terrain[:, np.clip(columns.astype(int), 0, terrain.shape[1] - 1)]
    return np.asarray(np.maximum(place.top() - rows, rows - place.bottom()).min(axis=1))


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


def _terrain(frame: Frame, lines: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The row of every line at every pixel column of the frame, and a column more at both ends: (lines, columns)."""
    columns = np.arange(-1.0, int(frame.rect.width()) + 3) + frame.rect.left()
    return np.array([np.interp(columns, *line) for line in lines if len(line[0])])


def _free(place: QRectF, frame: Frame, terrain: Floats, gap: float) -> bool:
    """Whether no curve passes through a rectangle."""
    first = max(0, int(place.left() - gap - frame.rect.left()))
    last = max(first + 2, int(place.right() + gap - frame.rect.left()) + 3)
    rows = terrain[:, first:last]
    above, below = rows > place.top() - gap, rows < place.bottom() + gap
    # a steep curve may jump over the rectangle between two columns
    return not np.any((above[:, :-1] | above[:, 1:]) & (below[:, :-1] | below[:, 1:]))


def quietest(spots: Sequence[QRectF], frame: Frame, curves: Sequence[Curve]) -> QRectF | None:
    """Of some rectangles the first that covers the least of the curves."""
    lines = [_clean(frame, c) for c in curves]
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
