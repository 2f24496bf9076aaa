"""Engine: mathematics of recurrent cells in NumPy. No clock, no screen, no user."""

from typing import TYPE_CHECKING, Any

from rnnviz.engine.errors import CellError, EngineError, ExperimentError
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.library import CELLS, cell_title
from rnnviz.engine.run import Run, simulate

if TYPE_CHECKING:
    from rnnviz.engine.check import CheckResult, gradient_check
    from rnnviz.engine.networks.layer import Layer
    from rnnviz.engine.networks.network import Network, one_to_many
    from rnnviz.engine.networks.network_run import NetworkRun, run_network
    from rnnviz.engine.training.clipping import Clip
    from rnnviz.engine.training.optimise import SGD, Adam, Momentum
    from rnnviz.engine.training.own_data import column_task, labelled_task
    from rnnviz.engine.training.predict import continued, heard, written
    from rnnviz.engine.training.record import Record, Recorded, recorded, recording
    from rnnviz.engine.training.tasks import TASKS, Task, build_task
    from rnnviz.engine.training.train import Progress, Recipe, beginning, evaluate, judge, network_for, train
    from rnnviz.engine.training.watch import Reach, Watch

__all__ = [
    "CELLS",
    "SGD",
    "TASKS",
    "Adam",
    "Cell",
    "CellError",
    "CheckResult",
    "Clip",
    "EngineError",
    "Experiment",
    "ExperimentError",
    "Layer",
    "Momentum",
    "Network",
    "NetworkRun",
    "Progress",
    "Reach",
    "Recipe",
    "Record",
    "Recorded",
    "Run",
    "Task",
    "Watch",
    "beginning",
    "build_task",
    "cell_title",
    "column_task",
    "continued",
    "evaluate",
    "gradient_check",
    "heard",
    "judge",
    "labelled_task",
    "network_for",
    "one_to_many",
    "recorded",
    "recording",
    "run_network",
    "simulate",
    "train",
    "written",
]

_LATER = {
    "check": ("CheckResult", "gradient_check"),
    "networks.layer": ("Layer",),
    "networks.network": ("Network", "one_to_many"),
    "networks.network_run": ("NetworkRun", "run_network"),
    "training.clipping": ("Clip",),
    "training.optimise": ("SGD", "Adam", "Momentum"),
    "training.tasks": ("TASKS", "Task", "build_task"),
    "training.own_data": ("column_task", "labelled_task"),
    "training.predict": ("continued", "heard", "written"),
    "training.record": ("Record", "Recorded", "recorded", "recording"),
    "training.train": ("Progress", "Recipe", "beginning", "evaluate", "judge", "network_for", "train"),
    "training.watch": ("Reach", "Watch"),
}
_HOME = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    """Networks, training and checks are imported when somebody asks for them: the first frame needs none."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
