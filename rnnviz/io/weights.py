"""Trained networks as files: which task, which layers, the numbers, and what they reached.

An archive .npz, versioned: `about.json` and one array for each parameter. JSON of the first version opens, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnnviz.engine import CELLS, Cell, EngineError, ExperimentError, Layer, Network
from rnnviz.engine.errors import suggestion
from rnnviz.engine.networks.layer import numbers_in
from rnnviz.engine.training.tasks import Task, build_task
from rnnviz.engine.training.train import network_for
from rnnviz.io.disk import one_sentence, read_within, reason, write_whole
from rnnviz.io.refused import FileRefusal
from rnnviz.io.strict_json import JsonRefused, read_json, write_json
from rnnviz.io.tables.stored import ARRAY, array_in, packed, unpacked
from rnnviz.model.setup.sequence import SequenceError

FORMAT, FIRST = "rnnviz-weights/2", "rnnviz-weights/1"
LIMIT = 4_000_000
ABOUT = "about.json"


class WeightsError(FileRefusal):
    """Why a file of weights cannot be used: "FILE ...", one sentence."""

    def __str__(self) -> str:
        return one_sentence(super().__str__())


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A network and what it was trained on. reached: figures of the training, by name; for tests and texts."""

    task: Task
    settings: dict[str, int]
    network: Network
    reached: dict[str, float]


def save_weights(path: Path, trained: Trained) -> None:
    """Write a trained network, its numbers as float32: 7 significant digits. OSError."""
    network = trained.network
    layers = [
        {"cell": _key(layer.cell), "hidden": layer.hidden, "direction": layer.direction, "merge": layer.merge}
        for layer in network.layers
    ]
    table = {
        "format": FORMAT,
        "task": trained.task.name,
        "seed": trained.task.seed,
        "settings": trained.settings,
        "layers": layers,
        "reached": trained.reached,
    }
    arrays = {name: value.astype("<f4") for name, value in network.params.items()}
    write_whole(path, packed(arrays, {ABOUT: write_json(table)}))


def load_weights(path: Path) -> Trained:
    """Read a trained network and build its task anew. WeightsError with one sentence."""
    try:
        data = read_within(path, LIMIT)
        if data is None:
            raise WeightsError("weights.large", file=path.name, limit=LIMIT // 1_000_000)
        return _of_archive(data) if data.startswith(b"PK") else _of_json(data)
    except OSError as error:
        raise WeightsError("weights.unread", file=path.name, reason=reason(error)) from None
    except JsonRefused as refused:
        raise WeightsError("weights.refused", file=path.name, why=refused.message) from None
    except (_Refused, EngineError, SequenceError) as refused:
        raise WeightsError("cell.at", file=path.name, why=refused.message) from None
    except MemoryError:
        raise WeightsError("weights.memory", file=path.name) from None


class _Refused(FileRefusal):
    """What is wrong in the file."""


def _key(cell: Cell) -> str:
    found = [key for key, shipped in CELLS.items() if shipped is cell]
    if not found:
        raise ExperimentError("weights.shipped")
    return found[0]


def _of_archive(data: bytes) -> Trained:
    members = unpacked(data, 2 * LIMIT)
    about = members.pop(ABOUT, None)
    if about is None:
        raise _Refused("weights.lacks", what="the file", name=ABOUT)
    return _trained(read_json(about), FORMAT, {n.removesuffix(ARRAY): m for n, m in members.items()})


def _of_json(data: bytes) -> Trained:
    table = _table(read_json(data), "the file")
    given = _table(table.pop("params", None), "params")
    return _trained(table, FIRST, {name.replace(".back.", ".backward."): value for name, value in given.items()})


def _trained(table: Any, wanted: str, given: dict[str, Any]) -> Trained:
    """given: parameter -> what the file has of it, bytes of an array or nested lists."""
    entries = _table(table, "the file", ("format", "task", "seed", "settings", "layers", "reached"))
    if entries["format"] != wanted:
        raise _Refused("weights.format", got=entries["format"], wanted=wanted)
    settings = _table(entries["settings"], "settings")
    if not all(isinstance(v, int) and not isinstance(v, bool) for v in (*settings.values(), entries["seed"])):
        raise _Refused("weights.whole")
    task = build_task(str(entries["task"]), entries["seed"], **settings)
    layers = _layers(entries["layers"])
    if numbers_in(layers, task.train.inputs.shape[-1], task.output) > LIMIT:  # before any of them is drawn
        raise _Refused("weights.large.layer", count=max(layer.hidden for layer in layers))
    network = network_for(task, layers)
    params = {n: array_in(v) if isinstance(v, bytes) else v for n, v in
              _table(given, "params", tuple(network.params)).items()}  # fmt: skip
    reached = {name: _number(value, name) for name, value in _table(entries["reached"], "reached").items()}
    return Trained(task, settings, network.with_params(params), reached)


def _layers(given: Any) -> list[Layer]:
    if not isinstance(given, list):
        raise _Refused("weights.layers")
    found = []
    for entry in given:
        table = _table(entry, "a layer", ("cell", "hidden", "direction", "merge"))
        if isinstance(table["hidden"], bool) or not isinstance(table["hidden"], int):
            raise _Refused("weights.units")
        if table["cell"] not in CELLS:
            raise _Refused("weights.cell", name=table["cell"], hint=suggestion(str(table["cell"]), CELLS))
        found.append(Layer(CELLS[table["cell"]], table["hidden"], table["direction"], table["merge"]))
    return found


def _table(value: Any, what: str, names: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Refused("weights.table", what=what)
    lacking, unknown = [n for n in names if n not in value], [n for n in value if names and n not in names]
    if lacking:
        raise _Refused("weights.lacks", what=what, name=lacking[0])
    if unknown:
        raise _Refused("weights.unknown", what=what, name=unknown[0], hint=suggestion(unknown[0], names))
    return value


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Refused("weights.number", name=name)
    return float(value)
