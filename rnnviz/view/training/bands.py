"""Where everything of the timeline stands: a slider and four plots below each other with one axis of updates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from rnnviz.view.look.style import Scale

SHARES = {"loss": 0.233, "right": 0.1, "reach": 0.485, "norm": 0.182}
"""Of the height that headlines, slider and numbers leave."""


@dataclass(frozen=True, slots=True)
class Bands:
    """slider, and each plot by its key; headline: the height of the line above a plot; end: the update at the right
    edge."""

    slider: QRectF
    plots: dict[str, QRectF]
    headline: float
    end: int

    @classmethod
    def of(cls, width: float, height: float, scale: Scale, end: int) -> Bands:
        """In a panel of this size."""
        left, right, px = 4.0 * scale.axis, 3.3 * scale.axis, scale.axis
        headline, gap, slider = 1.75 * px, 0.4 * px, 2.2 * px
        free = height - slider - 4 * headline - 3 * gap - 1.9 * px
        top, wide, plots = slider, max(10.0, width - left - right), {}
        for key, share in SHARES.items():
            top += headline
            plots[key] = QRectF(left, top, wide, max(8.0, share * free))
            top = plots[key].bottom() + gap
        return cls(QRectF(left, 0.0, wide, slider), plots, headline, max(1, end))

    def x(self, step: float) -> float:
        """The place of an update."""
        return self.slider.left() + self.slider.width() * step / self.end

    def step(self, x: float) -> int:
        """The update at a place, between none and the last."""
        share = (x - self.slider.left()) / self.slider.width()
        return round(min(max(share, 0.0), 1.0) * self.end)

    def baseline(self, key: str) -> float:
        """Of the headline of a plot."""
        return self.plots[key].top() - 0.5 * self.headline + 2
