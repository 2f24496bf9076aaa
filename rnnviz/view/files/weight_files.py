"""Files of weights: a trained network takes the screen, arrays by themselves go into the network that is on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.weights.changes import with_arrays
from rnnviz.view.window.notices import Notices

ARCHIVE, TENSORS = ".npz", ".safetensors"


class WeightFiles:
    """show_trained: puts a trained network on screen."""

    def __init__(self, simulation: Simulation, notices: Notices, show_trained: Callable[[Path], bool]) -> None:
        self._simulation, self._notices, self._show_trained = simulation, notices, show_trained

    def open_path(self, path: Path) -> bool | None:
        """Take the weights of a file, or say why not; None for an archive that holds none: it is a sequence's."""
        if path.suffix.lower() not in (ARCHIVE, TENSORS):
            return None
        from rnnviz.io.loose_weights import is_trained, load_arrays, names_in  # the first frame needs none of it

        try:
            names = names_in(path)
            if is_trained(names):
                return self._show_trained(path)
            setup = self._simulation.setup
            known = param_shapes(setup.layers, setup.reads, setup.readout)
            if path.suffix.lower() == ARCHIVE and not known.keys() & set(names):
                return None
            self._simulation.edit(with_arrays(setup, load_arrays(path), path.name))
        except Refusal as error:
            return self._notices.refuse(error)
        return True
