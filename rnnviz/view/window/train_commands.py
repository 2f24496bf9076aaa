"""What the commands of the table do to the training."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.files.own_files import OwnFiles
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.window.actions import Actions

TRAIN = "train"
"""The face in which training is seen."""


class TrainCommands(QObject):
    """Binds itself to the actions. A training that is begun by key turns the right column to its face."""

    def __init__(self, simulation: Simulation, actions: Actions, body: Arrangement, own: OwnFiles) -> None:
        super().__init__(actions)
        self._own = own
        own.opened.connect(self._show)
        body.faces.turned.connect(self._turned)
        self._body, self._trainer = body, Trainer.of(simulation)
        actions.bind({
            "train": partial(self._do, self._trainer.toggle),
            "train_once": partial(self._do, partial(self._trainer.train, 1)),
            "train_next": partial(self._trainer.move, 1), "train_back": partial(self._trainer.move, -1),
        })  # fmt: skip

    def _turned(self, face: str) -> None:
        self._own.awaited = face == TRAIN

    def _show(self) -> None:
        self._body.show_face(TRAIN)

    def _do(self, work: Callable[[], None]) -> None:
        self._show()
        work()

    def train(self, count: int) -> None:
        """So many updates, as the command line asks for."""
        self._trainer.train(count)

    def finish(self) -> None:
        """The window closes."""
        self._trainer.pause()
