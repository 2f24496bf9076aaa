"""Initial parameters, by name of the initialiser.

Every parameter draws from a generator of its own, seeded by (seed, name), and an input column with a label
(a word) from one seeded by (seed, name, label): adding a word or a parameter changes no other number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.ops import Array

Draw = Callable[[np.random.Generator, tuple[int, ...], int], Array]


def _uniform(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    bound = 1.0 / np.sqrt(hidden)
    return rng.uniform(-bound, bound, shape)


def _normal(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    return rng.normal(0.0, 1.0 / np.sqrt(hidden), shape)


def _orthogonal(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    """Saxe, McClelland & Ganguli 2014: orthogonal matrices; vectors are drawn uniformly."""
    if len(shape) == 1:
        return _uniform(rng, shape, hidden)
    tall = rng.normal(size=(max(shape), min(shape)))
    q, r = np.linalg.qr(tall)
    q = q * np.sign(np.diag(r))
    return np.ascontiguousarray(q if shape[0] >= shape[1] else q.T)


def _identity(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    """Le, Jaitly & Hinton 2015: square matrices start as the identity; the others uniformly."""
    if len(shape) == 2 and shape[0] == shape[1]:
        return np.eye(shape[0])
    return _uniform(rng, shape, hidden)


def _zeros(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    return np.zeros(shape)


INITIALISERS: dict[str, Draw] = {
    "uniform": _uniform,
    "normal": _normal,
    "orthogonal": _orthogonal,
    "identity": _identity,
    "zeros": _zeros,
}


def generator(seed: int, *names: str) -> np.random.Generator:
    """A random generator that depends on the seed and the names alone, on every machine."""
    digest = hashlib.sha256("\0".join((str(seed), *names)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "little"))


def seed_of(seed: int, layer: int, way: str) -> int:
    """Every layer and direction of a network draws its weights from a seed of its own."""
    return seed + 1009 * layer + (503 if way == "backward" else 0)


def initial_params(
    cell: Cell, sizes: Mapping[str, int], seed: int = 0, init: str = "uniform",
    labels: Sequence[str] | None = None,
) -> dict[str, Array]:  # fmt: skip
    """Fresh parameters: name -> array. Biases (b, d) are 0 and single numbers 1, or what the cell file's [start] says.

    labels: one per input column; columns with a label are drawn by that label.
    """
    if init not in INITIALISERS:
        raise ExperimentError("initialiser.unknown", init=init, hint=suggestion(init, INITIALISERS))
    return {name: _draw(cell, name, sizes, seed, init, labels) for name in cell.params}


def _draw(cell: Cell, name: str, sizes: Mapping[str, int], seed: int, init: str, labels: Sequence[str] | None) -> Array:
    words = cell.params[name]
    shape = tuple(sizes[word] for word in words)
    if name in cell.start:
        return np.full(shape, cell.start[name])
    if name in cell.scalars:  # a factor that changes nothing
        return np.ones(shape)
    if name[0] in "bd":
        return np.zeros(shape)
    if INITIALISERS[init] is _zeros:  # needs no generator, and a drag asks for zeros at every event
        return np.zeros(shape)
    draw, hidden = INITIALISERS[init], sizes["hidden"]
    if labels is not None and len(words) == 2 and words[1] == "input":
        columns = [draw(generator(seed, name, label), (shape[0],), hidden) for label in labels]
        return np.stack(columns, axis=1)
    return draw(generator(seed, name), shape, hidden)
