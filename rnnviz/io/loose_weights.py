"""Weights by themselves: named arrays of an archive .npz or a file .safetensors, for the network that is on screen.

safetensors: eight bytes that say how long the header is, a header of JSON, then all numbers (huggingface/safetensors).
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.engine.errors import EngineError
from rnnviz.engine.language.ops import Array
from rnnviz.io.code.torch_names import are_theirs, by_own_names
from rnnviz.io.disk import read_within, reason
from rnnviz.io.refused import FileRefusal
from rnnviz.io.strict_json import JsonRefused, read_json
from rnnviz.io.tables.stored import ARRAY, array_in, unpacked
from rnnviz.io.weights import ABOUT, LIMIT, WeightsError
from rnnviz.model.setup.sequence import SequenceError
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.weights.changes import with_arrays

HEADER, COUNT = 1_000_000, 1_000
LENGTH = 8
ARCHIVE = ".npz"
NUMBERS = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}
BYTES = 8 * LIMIT


class _Refused(FileRefusal):
    """What is wrong in the file."""


def load_arrays(path: Path) -> dict[str, Array]:
    """Every array of a file by its name, float64. WeightsError with one sentence."""
    data = _bytes(path)
    try:
        return _of_archive(data) if data.startswith(b"PK") else _of_tensors(data)
    except JsonRefused as refused:
        raise WeightsError("weights.refused", file=path.name, why=refused.message) from None
    except (_Refused, EngineError, SequenceError) as refused:
        raise WeightsError("cell.at", file=path.name, why=refused.message) from None


def with_weights_of(setup: Setup, path: Path) -> Setup:
    """The setup with the arrays of a file, by its own names or PyTorch's; the others stay. WeightsError,
    WeightsRefused."""
    return with_arrays(setup, by_own_names(setup, load_arrays(path), path.name), path.name)


def holds_arrays(setup: Setup, path: Path) -> bool:
    """Whether a file holds weights by themselves, by the network's own names or PyTorch's; an archive of other names is
    a sequence's or a trained network's. WeightsError."""
    if not path.name.lower().endswith(ARCHIVE):
        return True
    names = names_in(path) if path.exists() else ()
    known = param_shapes(setup.layers, setup.reads, setup.readout)
    return not is_trained(names) and (are_theirs(names) or not known.keys().isdisjoint(names))


def names_in(path: Path) -> tuple[str, ...]:
    """The names in an archive, of arrays without their ending; none of a file that is no archive. WeightsError."""
    data = _bytes(path)
    if not data.startswith(b"PK"):
        return ()
    try:
        return tuple(name.removesuffix(ARRAY) for name in unpacked(data, BYTES))
    except SequenceError:
        return ()


def is_trained(names: tuple[str, ...]) -> bool:
    """Whether an archive with these names says of which task its network is."""
    return ABOUT in names


def _bytes(path: Path) -> bytes:
    try:
        data = read_within(path, BYTES)
    except OSError as error:
        raise WeightsError("weights.unread", file=path.name, reason=reason(error)) from None
    if data is None:
        raise WeightsError("weights.large", file=path.name, limit=BYTES // 1_000_000)
    return data


def _of_archive(data: bytes) -> dict[str, Array]:
    members = unpacked(data, BYTES)
    return {name.removesuffix(ARRAY): array_in(member) for name, member in members.items() if name.endswith(ARRAY)}


def _of_tensors(data: bytes) -> dict[str, Array]:
    length = int.from_bytes(data[:LENGTH], "little")
    if len(data) < LENGTH or not 2 <= length <= min(HEADER, len(data) - LENGTH):
        raise _Refused("tensors.header")
    table, body = read_json(data[LENGTH : LENGTH + length]), data[LENGTH + length :]
    if not isinstance(table, dict) or len(table) > COUNT:
        raise _Refused("tensors.header")
    return {name: _tensor(name, entry, body) for name, entry in table.items() if name != "__metadata__"}


def _tensor(name: str, entry: Any, body: bytes) -> Array:
    known = isinstance(entry, dict) and entry.keys() >= {"dtype", "shape", "data_offsets"}
    if not known or entry["dtype"] not in NUMBERS:
        raise _Refused("tensors.kind", name=name[:40], known=tuple(NUMBERS))
    dtype, shape, ends = np.dtype(NUMBERS[entry["dtype"]]), entry["shape"], entry["data_offsets"]
    if not _wholes(shape) or not _wholes(ends) or len(ends) != 2 or not ends[0] <= ends[1] <= len(body):
        raise _Refused("tensors.place", name=name[:40])
    if math.prod(shape) * dtype.itemsize != ends[1] - ends[0]:
        raise _Refused("tensors.place", name=name[:40])
    with np.errstate(all="ignore"):
        found = np.frombuffer(body[ends[0] : ends[1]], dtype).astype(np.float64)
    return found.reshape(shape)


def _wholes(value: Any) -> bool:
    fits = isinstance(value, list) and len(value) <= 8
    return fits and all(isinstance(v, int) and not isinstance(v, bool) and v >= 0 for v in value)
