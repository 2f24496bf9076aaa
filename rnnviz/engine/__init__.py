"""Engine: mathematics of recurrent cells in NumPy. No clock, no screen, no user."""

from rnnviz.engine.cell import Cell
from rnnviz.engine.errors import CellError, EngineError, ExperimentError
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.library import CELLS, cell_title
from rnnviz.engine.run import Run, simulate

__all__ = [
    "CELLS",
    "Cell",
    "CellError",
    "EngineError",
    "Experiment",
    "ExperimentError",
    "Run",
    "cell_title",
    "simulate",
]
