"""Tab goes as one reads: part by part, in each of them row by row and from left to right, wherever parts stand now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_in_order(window: QWidget) -> None:
    """To be called before Tab is followed: in Qt's own order what was made late stands last."""
    for before, after in pairwise(_read(window)):
        QWidget.setTabOrder(before, after)


def _read(parent: QWidget) -> Iterator[QWidget]:
    """What Tab can reach in it; a part with all it holds comes before the next one."""
    for child in _rows(parent):
        if child.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and child.focusProxy() is None:
            yield child
        yield from _read(child)


def _rows(parent: QWidget) -> Iterator[QWidget]:
    """The visible children in rows: those that overlap by half of the lower one stand side by side."""
    children = [child for child in parent.children() if isinstance(child, QWidget)]
    left = sorted((c for c in children if c.isVisible() and not c.isWindow()), key=lambda child: child.y())
    while left:
        row = [child for child in left if _beside(left[0], child)]
        left = [child for child in left if child not in row]
        yield from sorted(row, key=lambda child: child.x())


def _beside(one: QWidget, other: QWidget) -> bool:
    a, b = one.geometry(), other.geometry()
    return 2 * (min(a.bottom(), b.bottom()) - max(a.top(), b.top()) + 1) > min(a.height(), b.height())
