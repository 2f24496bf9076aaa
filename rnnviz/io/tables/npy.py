"""NumPy's .npy files, read without trusting them: the header first, never a pickled object."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray

from rnnviz.io.tables.grid import MAX_COLUMNS, MAX_ROWS
from rnnviz.model.setup.sequence import SequenceError

MAX_HEADER = 4096
KINDS = {("f", 2), ("f", 4), ("f", 8), ("b", 1)} | {(kind, size) for kind in "iu" for size in (1, 2, 4, 8)}


def read_npy(data: bytes) -> NDArray[np.float64]:
    """The numbers of a file: (T, n), one row per step. SequenceError without the name of the file."""
    stream = io.BytesIO(data)
    shape, by_columns, dtype = _header(stream)
    _check(shape, dtype)
    body = data[stream.tell() :]
    wanted = math.prod(shape) * dtype.itemsize
    if len(body) != wanted:
        raise SequenceError(f"its header announces {wanted:,} bytes of numbers, but it holds {len(body):,}.")
    array = np.frombuffer(body, dtype).reshape(shape, order="F" if by_columns else "C")
    with np.errstate(all="ignore"):
        numbers = array.astype(np.float64)
    return numbers[:, None] if numbers.ndim == 1 else numbers


def _header(stream: io.BytesIO) -> tuple[tuple[int, ...], bool, np.dtype[np.generic]]:
    formats = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    try:
        version = np.lib.format.read_magic(stream)
        return formats[version](stream, max_header_size=MAX_HEADER)
    except Exception:
        # the header is a Python literal written by anyone: ast, tokenize and dtype each fail in ways of their own
        raise SequenceError("it is no .npy file of numbers, or its header is damaged.") from None


def _check(shape: tuple[int, ...], dtype: np.dtype[np.generic]) -> None:
    if (dtype.kind, dtype.itemsize) not in KINDS or dtype.subdtype is not None:
        raise SequenceError(f"it holds {str(dtype)[:40]}, but only whole and real numbers up to 64 bits are read.")
    if len(shape) not in (1, 2):
        raise SequenceError(f"it has {len(shape)} axes, but must have the shape (steps,) or (steps, numbers).")
    if 0 in shape:
        raise SequenceError("it holds no numbers.")
    if shape[0] > MAX_ROWS:
        raise SequenceError(f"{shape[0]:,} rows are too many: the limit is {MAX_ROWS:,}.")
    if shape[-1] > MAX_COLUMNS and len(shape) == 2:
        raise SequenceError(f"{shape[1]:,} numbers per step are too many: the limit is {MAX_COLUMNS:,}.")
