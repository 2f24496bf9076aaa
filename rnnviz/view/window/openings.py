"""Curated openings and examples of lectures, taken by menu, button or key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from rnnviz.io.examples import EXAMPLES
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import Player
from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.files.files import Files
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import SCENE


class Openings(QObject):
    """Each is one undo, and leaves the file that was open."""

    def __init__(self, simulation: Simulation, player: Player, files: Files, actions: Actions) -> None:
        super().__init__(files)
        self._simulation, self._player, self._files = simulation, player, files
        actions.bind({SCENE + key: partial(self.show_scene, key) for key in SCENES})

    def show_scene(self, key: str) -> None:
        """One of the curated openings: told in the same direction, and as far from the loss as the story is."""
        simulation = self._simulation
        back = simulation.loss_step - simulation.cursor.step
        self._player.pause()
        self._files.left()
        simulation.open(SCENES[key].setup)
        simulation.go_to_step(simulation.loss_step - back)

    def show_example(self, key: str) -> None:
        """An example of a lecture with its weights."""
        saved = EXAMPLES[key].load()
        self._player.pause()
        self._files.left()
        self._simulation.open(saved.setup, saved.cursor)
