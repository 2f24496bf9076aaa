"""Opens and closes the knobs of a presentation; they have the keyboard meanwhile, but for the keys of a remote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.window.keys import KeyWatch

if TYPE_CHECKING:
    from rnnviz.view.experiment.drawer import Drawer


class Drawers(QObject):
    """`drawer` is made when it is first opened. home: what has the keyboard else; below: what it lies over, in
    the same room."""

    scene_chosen = Signal(str)

    def __init__(self, room: QWidget, simulation: Simulation, keys: KeyWatch, home: QWidget, below: QWidget) -> None:
        super().__init__(room)
        self._room, self._simulation, self._keys = room, simulation, keys
        self._home, self._below = home, below
        self._look: tuple[Theme, Scale] | None = None
        self.drawer: Drawer | None = None

    def toggle(self) -> None:
        if not self.close():
            self._open()

    def close(self) -> bool:
        """False where it was not open."""
        if self.drawer is None or not self.drawer.isVisible():
            return False
        self._keys.set_home(self._home)
        self.drawer.close_up()
        return True

    def dress(self, theme: Theme, scale: Scale) -> None:
        self._look = theme, scale
        if self.drawer is not None:
            self.drawer.dress(theme, scale)

    def _open(self) -> None:
        if self.drawer is None:
            self.drawer = self._made()
        self.drawer.open()
        self._keys.set_home(self.drawer)

    def _made(self) -> Drawer:
        from rnnviz.view.experiment.drawer import Drawer  # not before it is asked for: most windows never have one

        drawer = Drawer(self._simulation, self._room, self._below)
        drawer.scene_chosen.connect(self.scene_chosen)
        if self._look is not None:
            drawer.dress(*self._look)
        return drawer
