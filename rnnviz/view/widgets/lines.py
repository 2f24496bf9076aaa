"""A row of widgets that goes on in a line below where it has no room beside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

Part = QWidget | None
"""None is the space that gives: what follows stands at the right, if it is still the same line."""


class Lines(QVBoxLayout):
    """Nothing is ever cut off sideways: `fit` says how much room there is."""

    def __init__(self, parts: Sequence[Part] = (), parent: QWidget | None = None) -> None:
        super().__init__(*(() if parent is None else (parent,)))
        self._parts: tuple[Part, ...] = ()
        self._rows: list[QHBoxLayout] = []
        self._gap = 6
        self._breaks: tuple[int, ...] = ()
        self.setContentsMargins(0, 0, 0, 0)
        self.hold(parts)

    def hold(self, parts: Sequence[Part]) -> None:
        """Other widgets in their order, for the time being all in one line."""
        self._parts = tuple(parts)
        self._place(())

    def set_gap(self, px: int) -> None:
        """Between two widgets and two lines."""
        self._gap = px
        self.setSpacing(px)
        for row in self._rows:
            row.setSpacing(px)

    @property
    def needed(self) -> int:
        """Pixels that all of it needs side by side."""
        shown = [width for part in self._parts if (width := _least(part))]
        return sum(shown) + self._gap * (len(shown) - 1)

    def fit(self, width: int) -> None:
        """Break the row so that each line has room in `width`."""
        breaks = line_starts([_least(part) for part in self._parts], self._gap, width)
        if breaks != self._breaks:
            self._place(breaks)

    def _place(self, breaks: tuple[int, ...]) -> None:
        self._breaks = breaks
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
            self.removeItem(row)  # an empty line would go on asking for the height it had
            row.deleteLater()
        self._rows = []
        for first, last in pairwise((0, *breaks, len(self._parts))):
            self._fill(self._row(), self._parts[first:last])

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._gap)
        self.addLayout(row)
        self._rows.append(row)
        return row

    def _fill(self, row: QHBoxLayout, parts: Sequence[Part]) -> None:
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part)
        if None not in parts:
            row.addStretch(1)


def _least(part: Part) -> int | None:
    """Pixels that a widget needs; none while it is not shown. None for a space."""
    if part is None:
        return None
    part.ensurePolished()  # its font may still be on its way from the style sheet
    least = min(max(part.minimumSizeHint().width(), part.minimumWidth()), part.maximumWidth())
    return 0 if part.isHidden() else least


def line_starts(widths: Sequence[int | None], gap: int, room: int) -> tuple[int, ...]:
    """Where new lines begin: nowhere, if all have room; else at a space, and where the next one has no room.

    Widgets of width 0 are not shown. One that is wider than the room has a line of its own.
    """
    shown = [width for width in widths if width]
    if sum(shown) + gap * (len(shown) - 1) <= room:
        return ()
    starts: list[int] = []
    used, full = 0, False
    for number, width in enumerate(widths):
        full = full or width is None
        if width and used and (full or used + gap + width > room):
            starts.append(number)
            used = 0
        if width:
            used, full = used + width + (gap if used else 0), False
    return tuple(starts)
