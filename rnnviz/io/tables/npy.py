"""NumPy's .npy files, read without trusting them: the header first, never a pickled object."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray

from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.tables.grid import MAX_COLUMNS, MAX_ROWS

MAX_HEADER = 4096
KINDS = {("f", 2), ("f", 4), ("f", 8), ("b", 1)} | {(kind, size) for kind in "iu" for size in (1, 2, 4, 8)}


def read_npy(data: bytes) -> NDArray[np.float64]:
    """The numbers of a file: (T, n), one row per step. SequenceError without the name of the file."""
    stream = io.BytesIO(data)
    shape, by_columns, dtype = header_of(stream)
    _check(shape, dtype)
    body = data[stream.tell() :]
    wanted = math.prod(shape) * dtype.itemsize
    if len(body) != wanted:
        raise ForeignSequenceError("npy.bytes", wanted=wanted, got=len(body))
    array = np.frombuffer(body, dtype).reshape(shape, order="F" if by_columns else "C")
    with np.errstate(all="ignore"):
        numbers = array.astype(np.float64)
    return numbers[:, None] if numbers.ndim == 1 else numbers


def header_of(stream: io.BytesIO) -> tuple[tuple[int, ...], bool, np.dtype[np.generic]]:
    """Shape, whether columns come first, and kind of numbers; the stream then stands at the numbers. SequenceError."""
    formats = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    try:
        version = np.lib.format.read_magic(stream)
        return formats[version](stream, max_header_size=MAX_HEADER)
    except Exception:
        # the header is a Python literal written by anyone: ast, tokenize and dtype each fail in ways of their own
        raise ForeignSequenceError("npy.damaged") from None


def _check(shape: tuple[int, ...], dtype: np.dtype[np.generic]) -> None:
    if (dtype.kind, dtype.itemsize) not in KINDS or dtype.subdtype is not None:
        raise ForeignSequenceError("npy.kind", kind=str(dtype)[:40])
    if len(shape) not in (1, 2):
        raise ForeignSequenceError("npy.axes", count=len(shape))
    if 0 in shape:
        raise ForeignSequenceError("npy.empty")
    if shape[0] > MAX_ROWS:
        raise ForeignSequenceError("npy.rows", count=shape[0], limit=MAX_ROWS)
    if shape[-1] > MAX_COLUMNS and len(shape) == 2:
        raise ForeignSequenceError("numbers.many", count=shape[1], limit=MAX_COLUMNS)
