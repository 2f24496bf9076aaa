"""What a page of the laboratory is: parts in panes, one of which may fill the page, numbers, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import Pane

LOW_HEIGHT = 900
"""Below this height of the window pages are arranged otherwise."""


class PartSpot(NamedTuple):
    """Where a part stands, in shares of the page."""

    x: float
    y: float
    width: float
    height: float


@shielded
class Page(Panel):
    """A page of one's own adds its parts with `hold`, says where they stand in `spots`, gives `reading` and `series`.

    A double click on a part lets it fill the page, another one or Esc brings the others back.
    """

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.parts: dict[str, Panel] = {}
        self._panes: dict[str, Pane] = {}
        self.alone = ""

    def hold(self, key: str, part: Panel, framed: bool = True) -> None:
        """One part more; framed: whether it has no frame of its own."""
        self.parts[key] = part
        self._panes[key] = Pane(self)
        self._panes[key].setProperty("panel", framed)
        self._panes[key].hold(part)
        part.dragged.connect(self.dragged)
        part.installEventFilter(self)

    def spots(self) -> Mapping[str, PartSpot]:
        """Where each part stands in a window of this height; one that is not named is not shown."""
        return {}

    @property
    def reading(self) -> str:
        """What can be read off the page at the present step, as one sentence."""
        return ""

    def series(self) -> Mapping[str, Array]:
        """The page's numbers by step, in the order of the run on the stage."""
        return {}

    def settings(self) -> Mapping[str, Any]:
        """What was chosen in it, beside its chips, for another page like this one."""
        return {}

    def restore(self, settings: Mapping[str, Any]) -> None:
        """Choose what was chosen in another one."""

    @property
    def high(self) -> bool:
        return self.scale.height >= LOW_HEIGHT

    @property
    def busy(self) -> bool:
        return any(part.busy for part in self.parts.values())

    def fill(self, key: str) -> None:
        """One part fills the page; "" for all of them again."""
        self.alone = key
        self._lay_out()

    def leave(self) -> bool:
        there = bool(self.alone)
        self.fill("")
        return there

    def restyle(self) -> None:
        for part in self.parts.values():
            part.dress(self.theme, self.scale)
        self._lay_out()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for part in self.parts.values():
            part.set_live(live)

    def _lay_out(self) -> None:
        gap, spots = self.scale.gap, {self.alone: PartSpot(0, 0, 1, 1)} if self.alone else self.spots()
        width, height = self.width() - gap, self.height() - gap
        for key, pane in self._panes.items():
            spot = spots.get(key)
            pane.setVisible(spot is not None)
            if spot is not None:
                left, top = round(gap + spot.x * width), round(spot.y * height)
                pane.setGeometry(left, top, round(spot.width * width) - gap, round(spot.height * height) - gap)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.MouseButtonDblClick or not isinstance(event, QMouseEvent):
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        key = next((key for key, part in self.parts.items() if part is watched), "")
        self.fill("" if self.alone else key)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(event.rect(), self.theme.background)
