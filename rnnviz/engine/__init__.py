"""Engine: mathematics of recurrent cells in NumPy. No clock, no screen, no user."""

from typing import TYPE_CHECKING, Any

from rnnviz.engine.errors import CellError, EngineError, ExperimentError
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.library import CELLS, cell_title
from rnnviz.engine.run import Run, simulate

if TYPE_CHECKING:
    from rnnviz.engine.networks.network import Layer, Network, one_to_many
    from rnnviz.engine.networks.network_run import NetworkRun, run_network

__all__ = [
    "CELLS",
    "Cell",
    "CellError",
    "EngineError",
    "Experiment",
    "ExperimentError",
    "Layer",
    "Network",
    "NetworkRun",
    "Run",
    "cell_title",
    "one_to_many",
    "run_network",
    "simulate",
]

_LATER = {
    "Layer": "networks.network",
    "Network": "networks.network",
    "one_to_many": "networks.network",
    "NetworkRun": "networks.network_run",
    "run_network": "networks.network_run",
}


def __getattr__(name: str) -> Any:
    """Networks are imported when somebody asks for them: the first frame needs none."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
