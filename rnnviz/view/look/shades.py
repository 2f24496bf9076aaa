"""Tables of the colours of values: what `style.value_color` says of one value, of many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from rnnviz.view.look.style import MIXED, Theme, value_ground, value_part


def value_colors(theme: Theme, values: Sequence[float], role: str | None = None) -> NDArray[np.uint8]:
    """(n, 3): red, green and blue. Some hundred QColors would be half of the first frame."""
    value = np.asarray(values, float)[:, None]
    if role is not None:
        return _mixed(theme, theme.role(role), value_part(value, True))
    part = value_part(value, False)
    below, above = (_mixed(theme, hue, part) for hue in (theme.negative, theme.positive))
    return np.where(value < 0, below, above)


def _mixed(theme: Theme, hue: QColor, part: NDArray[np.float64]) -> NDArray[np.uint8]:
    """As `style.mix`, and rounded as there."""
    ground, full = (np.array([c.red(), c.green(), c.blue()]) for c in (value_ground(theme), hue))
    return np.rint(ground + (full - ground) * np.rint(np.clip(part, 0, 1) * MIXED) / MIXED).astype(np.uint8)
