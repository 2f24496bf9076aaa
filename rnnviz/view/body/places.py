"""The body of the window: one place is shown, each is made when somebody first goes there."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.body import place_table
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel


@shielded
class Places(Panel):
    """`made`: the places there are so far, by key; `now`: the key of the one that is shown."""

    key = "places"
    went = Signal(str)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.made: dict[str, Panel] = {}
        self.now, self._came = "", ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.go(place_table.PLACES[0].key)

    @property
    def page(self) -> Panel:
        """The place that is shown."""
        return self.made[self.now]

    def visit(self, key: str) -> None:
        """Show another place for a while: `leave` comes back."""
        came = self.now
        self.go(key)
        self._came = came

    def leave(self) -> bool:
        """Leave the innermost thing in the place that is shown, or a place one came to for a while."""
        if self.page.leave():
            return True
        if came := self._came:
            self.go(came)
        return bool(came)

    def go(self, key: str) -> Panel:
        """Show a place of the table."""
        self._came = ""
        if key not in self.made:
            self.made[key] = self._make(key)
        for name, page in self.made.items():
            page.setVisible(name == key)
        if key != self.now:
            self.now = key
            self.went.emit(key)
        return self.made[key]

    def _make(self, key: str) -> Panel:
        place = next(place for place in place_table.PLACES if place.key == key)
        module, _, name = place.make.partition(":")
        page: Panel = getattr(import_module(module), name)(self.simulation, self)
        page.dress(self.theme, self.scale)
        page.dragged.connect(self.set_live)
        page.goes.connect(self.visit)
        self._layout.addWidget(page)
        return page

    @property
    def busy(self) -> bool:
        return any(page.busy for page in self.made.values())

    def restyle(self) -> None:
        for page in self.made.values():
            page.dress(self.theme, self.scale)

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for page in self.made.values():
            page.set_live(live)
