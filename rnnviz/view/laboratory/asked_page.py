"""A page whose parts share what is looked at, and a figure that may come later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.asked import AskedLook
from rnnviz.view.laboratory.page import Page
from rnnviz.view.look.shield import shielded
from rnnviz.view.work.throttle import GLANCE_MS


@shielded
class AskedPage(Page):
    """A page of one's own makes `looked`. What nobody sees is not worked out."""

    looked: AskedLook

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._follow = self.throttled(self.renew, GLANCE_MS)

    @property
    def busy(self) -> bool:
        return self.looked.busy

    def take_change(self, what: Change) -> None:
        if what & (Change.RUN | Change.PLAYHEAD):
            self._follow.ask()

    def renew(self) -> None:
        if self.isVisible():
            self.looked.renew()

    def settings(self) -> Mapping[str, Any]:
        return self.looked.settings()

    def restore(self, settings: Mapping[str, Any]) -> None:
        self.looked.restore(settings)

    def showEvent(self, event: QShowEvent) -> None:
        self.renew()
