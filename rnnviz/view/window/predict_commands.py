"""Keys, menu and buttons with which a network writes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import Player
from rnnviz.model.prediction.writing import (
    WritingError,
    drawn_again,
    next_seed,
    objection,
    taken_back,
    writes,
    written_on,
)
from rnnviz.model.setup.setup import Setup
from rnnviz.view.stage.by_key import pin
from rnnviz.view.transport.sequence_bar import SequenceBar
from rnnviz.view.window.actions import Actions


class PredictCommands(QObject):
    """Every act is one undo; the story then stands where something was said last."""

    def __init__(self, simulation: Simulation, player: Player, actions: Actions, bar: SequenceBar) -> None:
        super().__init__(actions)
        self._simulation, self._player, self._actions, self._bar = simulation, player, actions, bar
        actions.bind({
            "continue_one": self.one, "continue_end": self.to_the_end, "take_back": self.back,
            "draw_again": self.again, "pin": self.pin_or_one,
        })  # fmt: skip
        bar.writing.back.clicked.connect(actions["take_back"].trigger)
        bar.writing.onward.clicked.connect(actions["continue_one"].trigger)
        simulation.changed.connect(self._take_change)
        self._enable()

    def one(self) -> None:
        """One word or number more."""
        self._act(written_on)

    def to_the_end(self) -> None:
        """To the full stop."""
        self._act(_to_the_end)

    def back(self) -> None:
        """Without what was said last."""
        self._act(taken_back)

    def again(self) -> None:
        """As much from the next seed."""
        self._act(_again)

    def pin_or_one(self) -> None:
        """Enter pins what is pointed at; where nothing is, the network says what comes next."""
        if self._simulation.selection.hover is None and writes(self._simulation.setup):
            self.one()
        else:
            pin(self._simulation)

    def _act(self, made: Callable[[Setup], Setup]) -> None:
        simulation = self._simulation
        if not simulation.flush() or not writes(simulation.setup):
            return
        try:
            changed = made(simulation.setup)
        except WritingError as error:
            self._bar.show_error(error)
            return
        self._player.pause()
        simulation.edit(changed)
        if simulation.flush():
            self._go_there(changed.sequence.steps - 1)

    def _go_there(self, step: int) -> None:
        """Where something was said last, told whole."""
        simulation = self._simulation
        place = replace(simulation.cursor, pass_="forward", step=simulation.place(step))
        last = simulation.score.part(simulation.score.inside(place)).count - 1
        simulation.move(replace(place, line=last))

    def _take_change(self, what: Change) -> None:
        if Change.SETUP in what:
            self._enable()

    def _enable(self) -> None:
        setup = self._simulation.setup
        can, made = bool(writes(setup)), setup.prediction.made > 0
        on = can and objection(setup) is None
        for key, enabled in (("continue_one", on), ("continue_end", on), ("take_back", can and made),
                             ("draw_again", can and made and writes(setup) == "words")):  # fmt: skip
            self._actions.set_enabled(key, enabled)


def _to_the_end(setup: Setup) -> Setup:
    return written_on(setup, None)


def _again(setup: Setup) -> Setup:
    return drawn_again(setup, next_seed(setup))
