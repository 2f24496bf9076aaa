"""Files of weights: a trained network takes the screen, arrays by themselves go into the network that is on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rnnviz.engine.errors import Refusal
from rnnviz.io.kinds import ARRAYS
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.window.notices import Notices


class WeightFiles:
    """show_trained: puts a trained network on screen."""

    def __init__(self, simulation: Simulation, notices: Notices, show_trained: Callable[[Path], bool]) -> None:
        self._simulation, self._notices, self._show_trained = simulation, notices, show_trained

    def open_path(self, path: Path) -> bool | None:
        """Take the weights of a file, or say why not; None for an archive that holds none: it is a sequence's."""
        if path.suffix.lower() not in ARRAYS:
            return None
        # the first frame needs none of it
        from rnnviz.io.loose_weights import holds_arrays, is_trained, names_in, with_weights_of

        try:
            if is_trained(names_in(path)):
                return self._show_trained(path)
            setup = self._simulation.setup
            if not holds_arrays(setup, path):
                return None
            self._simulation.edit(with_weights_of(setup, path))
        except Refusal as error:
            return self._notices.refuse(error)
        return True
