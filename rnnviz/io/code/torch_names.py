"""Weights under the names PyTorch gives them, as those of the network that is on screen.

What of a cell each of PyTorch's arrays holds is said by the table in `recognised`, found by the cell's equations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import numpy as np

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.io.code.recognised import Fused, recognised
from rnnviz.io.refused import FileRefusal
from rnnviz.io.weights import WeightsError
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes

Arrays = Mapping[str, Array]
PLACE = re.compile(r"(?P<module>(?:.+\.)?)(?P<kind>(?:weight|bias)_(?:ih|hh))_l(?P<layer>\d{1,3})(?P<back>_reverse|)")
"""torch.nn.RNNBase: "lstm.weight_ih_l0_reverse" """
BIASES = "bias_ih", "bias_hh"
WEIGHTS = "weight_ih", "weight_hh"
KINDS = (*WEIGHTS, *BIASES)
LINEAR = {"V": "weight", "d": "bias"}
"""torch.nn.Linear's names for what reads the top layer."""


def are_theirs(names: Collection[str]) -> bool:
    """Whether some of these names are PyTorch's for a recurrent network."""
    return any(PLACE.fullmatch(name) for name in names)


def by_own_names(setup: Setup, arrays: Arrays, file: str) -> dict[str, Array]:
    """The same numbers by the names the setup's network has for them; what is none of PyTorch's keeps its name.

    PyTorch puts the gates one below the other and has two biases where a cell's equations have their sum; with
    bias=False they are zero. WeightsError where the network has no such layer, cell or shape.
    """
    if not are_theirs(arrays):
        return dict(arrays)
    try:
        return _renamed(setup, arrays)
    except _Refused as refused:
        raise WeightsError("cell.at", file=file, why=refused.message) from None


class _Refused(FileRefusal):
    """What does not fit the network."""


def _renamed(setup: Setup, arrays: Arrays) -> dict[str, Array]:
    places = {name: found for name in arrays if (found := PLACE.fullmatch(name))}
    modules = {found["module"]: name for name, found in places.items()}
    if len(modules) > 1:
        raise _Refused("torch.modules", names=tuple(name[:40] for name in modules.values()))
    module = next(iter(modules))
    rest = {name: array for name, array in arrays.items() if name not in places}
    named = _read_out(setup, rest)
    for layer, back in sorted({(int(found["layer"]), found["back"]) for found in places.values()}):
        start = f"{module}{{}}_l{layer}{back}"
        named |= _of_layer(setup, arrays, layer, "backward" if back else "forward", start)
    return named


def _read_out(setup: Setup, rest: Arrays) -> dict[str, Array]:
    """One linear layer beside the recurrent ones is the read-out."""
    linear = {name[: -len(".weight")] for name in rest if name.endswith(".weight")}
    if setup.readout is None or len(linear) != 1:
        return dict(rest)
    own = {f"{next(iter(linear))}.{theirs}": name for name, theirs in LINEAR.items()}
    return {own.get(name, name): array for name, array in rest.items()}


def _of_layer(setup: Setup, arrays: Arrays, layer: int, way: str, start: str) -> dict[str, Array]:
    """One direction of one layer; start: its names in the file, without what they are of."""
    if layer >= len(setup.layers) or way not in setup.layers[layer].ways:
        raise _Refused("torch.place", name=start.format("weight_ih"))
    cell = setup.layers[layer].cell
    fused = recognised(cell)
    given = {kind: arrays[name] for kind in KINDS if (name := start.format(kind)) in arrays}
    if fused is None:
        raise _Refused("torch.cell", cell=cell.name, fits=_fitting(given))
    lacking = [kind for kind in BIASES if kind not in given]
    if len(lacking) == 1:
        raise _Refused("torch.bias", name=start.format(lacking[0]))
    prefix = prefix_of(layer, way)
    wanted = _shapes(setup, fused, prefix)
    for kind, array in given.items():
        if array.shape != wanted[kind]:
            raise _Refused("torch.shape", name=start.format(kind), got=array.shape, wanted=wanted[kind])
    return {prefix + name: array for name, array in _blocks(fused, given)}


def _shapes(setup: Setup, fused: Fused, prefix: str) -> dict[str, tuple[int, ...]]:
    """What PyTorch's arrays would have to be."""
    shapes = param_shapes(setup.layers, setup.reads, setup.readout)
    blocks = {kind: fused.blocks[f"{kind if kind in WEIGHTS else BIASES[0]}_l0"] for kind in KINDS}
    first = {kind: shapes[prefix + names[0]] for kind, names in blocks.items()}
    return {kind: (len(blocks[kind]) * units, *columns) for kind, (units, *columns) in first.items()}


def _blocks(fused: Fused, given: Arrays) -> Iterator[tuple[str, Array]]:
    """Parameters of the cell; given: what PyTorch has, by kind."""
    for kind in WEIGHTS:
        if kind in given:
            names = fused.blocks[f"{kind}_l0"]
            yield from zip(names, np.split(given[kind], len(names)), strict=True)
    rows = [fused.blocks[f"{kind}_l0"] for kind in BIASES]
    if BIASES[0] in given:
        mine, second = (np.split(given[kind], len(rows[0])) for kind in BIASES)
        yield from _biases(rows[0], rows[1], mine, second)
    elif all(kind in given for kind in WEIGHTS):
        units = len(given["weight_ih"]) // len(rows[0])
        yield from ((name, np.zeros(units)) for row in rows for name in row if name)


def _biases(
    names: tuple[str, ...], others: tuple[str, ...], inputs: list[Array], states: list[Array]
) -> Iterator[tuple[str, Array]]:
    """The second of a gate is added to the first unless the cell has a parameter for it."""
    for name, other, mine, second in zip(names, others, inputs, states, strict=True):
        yield name, mine if other else mine + second
        if other:
            yield other, second


def _fitting(given: Arrays) -> tuple[str, ...]:
    """Cells that PyTorch computes as they stand and whose gates are as many as the file's."""
    matrix = given.get("weight_hh")
    if matrix is None or matrix.ndim != 2 or not matrix.shape[1]:
        return tuple(cell.name for cell, _ in _shipped())
    gates = matrix.shape[0] / matrix.shape[1]
    return tuple(cell.name for cell, fused in _shipped() if len(fused.blocks["weight_hh_l0"]) == gates)


def _shipped() -> Iterator[tuple[Cell, Fused]]:
    for cell in CELLS.values():
        if (fused := recognised(cell)) is not None:
            yield cell, fused
