"""Places for the labels of curves: near their curve, over nothing, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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
    lines = [clean(frame, c) for c in (curve, *others)]
    if not len(lines[0][0]):
        return None
    ground = _Ground(frame, _terrain(frame, lines), size, tuple(taken), gap)
    if before is not None:
        old = np.array([[before.left(), before.top()]])
        if ground.allowed(old)[0] and ground.distances(old)[0, 0] < 6 * gap:
            return QRectF(before.topLeft(), QSizeF(*size))
    for spots in _candidates(frame, lines[0], size, span, gap):
        good = np.flatnonzero(ground.allowed(spots))
        if len(good):
            left, top = spots[good[0]]
            return QRectF(float(left), float(top), *size)
    return None


def clean(frame: Frame, curve: Curve) -> tuple[Floats, Floats]:
    """A curve's points without holes, and no more of them than can be told apart."""
    x, y = frame.points(curve.values)
    good = np.isfinite(y)
    x, y = thinned(x[good], y[good], frame)
    if len(x) > 1 and x[0] == x[1]:  # lowest and highest of a pixel column: side by side, so that x rises
        x = x + np.tile([0.0, 0.5 * (x[-1] - x[0]) / len(x)], len(x) // 2)
    return x, y


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where a text of one size may stand. Spots are (n, 2): left and top; all of a row are judged in one go."""

    frame: Frame
    terrain: Floats
    size: tuple[float, float]
    taken: tuple[QRectF, ...]
    gap: float

    def allowed(self, spots: Floats) -> NDArray[np.bool_]:
        """Inside the frame, over nothing, and nearest to its own curve: nobody may take it for another's."""
        good = self._inside(spots)
        for rect in self.taken:
            good &= ~self._meets(spots, rect)
        if good.any():
            good[good] = self._free(spots[good])
        if good.any():
            own, *others = self.distances(spots[good]).T
            good[good] = own <= 0.8 * np.min(others, axis=0, initial=np.inf) if others else True
        return good

    def _inside(self, spots: Floats) -> NDArray[np.bool_]:
        rect, (left, top) = self.frame.rect.adjusted(2, 2, -2, -2), spots.T
        wide = (left >= rect.left()) & (left + self.size[0] <= rect.right())
        return wide & (top >= rect.top()) & (top + self.size[1] <= rect.bottom())

    def _meets(self, spots: Floats, rect: QRectF) -> NDArray[np.bool_]:
        left, top = spots.T
        across = (left < rect.right()) & (left + self.size[0] > rect.left())
        return across & (top < rect.bottom()) & (top + self.size[1] > rect.top())

    def _free(self, spots: Floats) -> NDArray[np.bool_]:
        """Whether no curve passes through."""
        reach, last = self.gap * 0.3, self.terrain.shape[1] - 1
        first = (spots[:, 0] - reach - self.frame.rect.left()).astype(int)
        columns = first[:, None] + np.arange(int(self.size[0] + 2 * reach) + 4)
        rows = self.terrain[:, np.clip(columns, 0, last)]
        top = spots[:, 1, None]
        above, below = rows > top - reach, rows < top + self.size[1] + reach
        # a steep curve may jump over the rectangle between two columns
        hit = (above[..., :-1] | above[..., 1:]) & (below[..., :-1] | below[..., 1:])
        return np.asarray(~hit.any(axis=(0, 2)))

    def distances(self, spots: Floats) -> Floats:
        """(n, lines): pixels between a text and every line above or below it."""
        left, top = spots.T
        columns = np.linspace(left, left + self.size[0], 9, axis=1) - self.frame.rect.left() + 1
        rows = self.terrain[:, np.clip(columns.astype(int), 0, self.terrain.shape[1] - 1)]
        away = np.maximum(top[:, None] - rows, rows - (top + self.size[1])[:, None])
        return np.asarray(away.min(axis=2).T)


def _candidates(
    frame: Frame, line: tuple[Floats, Floats], size: tuple[float, float], span: tuple[float, float], gap: float
) -> Iterator[Floats]:
    """Spots (n, 2) at every anchor, farther and farther from the line."""
    width, height = size
    at = np.array([frame.x(span[0] + part * (span[1] - span[0])) for part in ANCHORS])
    level, left_of = np.interp(at, *line), np.interp(at - frame.pitch, *line)
    rising = level <= left_of
    for lift in (0.45, 0.7, 1.0, 2.0, 4.0):
        above, below = level - lift * gap - height, level + lift * gap
        spots = [
            (np.where(rising, at - width, at), above), (np.where(rising, at, at - width), below),
            (at - width / 2, above), (at - width / 2, below),
        ]  # fmt: skip
        yield np.stack([np.stack(spot, axis=1) for spot in spots], axis=1).reshape(-1, 2)


def _terrain(frame: Frame, lines: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The row of every line at every pixel column of the frame, and a column more at both ends: (lines, columns)."""
    columns = np.arange(-1.0, int(frame.rect.width()) + 3) + frame.rect.left()
    return np.array([np.interp(columns, *line) for line in lines if len(line[0])])


def quietest(spots: Sequence[QRectF], frame: Frame, curves: Sequence[Curve]) -> QRectF | None:
    """Of some rectangles the first that covers the least of the curves."""
    lines = [clean(frame, c) for c in curves]
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
