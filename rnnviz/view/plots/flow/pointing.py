"""The square of the map that a pointer or keys point at; Enter or a press goes to the step of its row."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.view.plots.flow.data import FlowData
from rnnviz.view.plots.flow.paint import nearest
from rnnviz.view.widgets.square_keys import Square, SquareKeys

REST_MS = 120
"""So long the pointer must rest on a square before its exact norm is worked out."""


class Story(Protocol):
    """Where the story is, and how to go elsewhere."""

    @property
    def cursor(self) -> AtStep: ...

    def go_to_step(self, step: int) -> None: ...


class AtStep(Protocol):
    """A place of the story."""

    @property
    def step(self) -> int: ...


class Pointing(QObject):
    """`square` is pointed at, or None; `changed` when another one is, `rested` when it is so for a while."""

    changed = Signal()
    rested = Signal()

    def __init__(self, widget: QWidget, story: Story) -> None:
        super().__init__(widget)
        self._story = story
        self.square: Square | None = None
        self.data: FlowData | None = None
        """The map that is shown; None: nothing can be pointed at."""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rested)
        self._keys = SquareKeys(widget)
        self._keys.entered.connect(self._enter)
        self._keys.pointed.connect(self._point)
        self._keys.chosen.connect(self.go)
        self._keys.left.connect(self.leave)

    @property
    def busy(self) -> bool:
        return self._rest.isActive()

    def calm(self) -> None:
        """Nothing is to be worked out for where it rests."""
        self._rest.stop()

    def show(self, data: FlowData | None) -> None:
        """Another map; a square stays pointed at where that has as many."""
        if self.data is None or data is None or len(data.at) != len(self.data.at):
            self.square = None
        self.data = data

    def point(self, square: Square | None) -> None:
        """At a square, or at none."""
        if square is None and self.square is not None:
            self.leave()
        elif square is not None and square != self.square:
            self._point(*square)

    def go(self) -> None:
        """To the step of its row."""
        if self.square is not None and self.data is not None:
            self._story.go_to_step(int(self.data.at[self.square[0]]))

    def leave(self) -> None:
        self.square = None
        self._rest.stop()
        self.changed.emit()

    def _enter(self) -> None:
        """By Tab: at the present row."""
        if self.data is not None:
            self._keys.start(len(self.data.at), (nearest(self.data, self._story.cursor.step), 0))

    def _point(self, row: int, column: int) -> None:
        self.square = row, column
        self._rest.start()
        self.changed.emit()
