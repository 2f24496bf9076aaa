"""NumPy's files as tables: an array of .npy, or the first array of numbers in an archive .npz."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rnnviz.io.refused import ForeignSequenceError, told
from rnnviz.io.tables.npy import read_npy
from rnnviz.io.tables.preview import NUMBER, Column, Preview
from rnnviz.model.setup.sequence import SequenceError

MAX_MEMBERS, MAX_RATIO = 64, 200
"""Of an archive: how many arrays it may hold, and how many times as large one may become."""


def preview_npy(data: bytes) -> Preview:
    """The array in the bytes of a .npy file, a column for each number of a step. SequenceError."""
    return _table(read_npy(data))


def preview_npz(data: bytes, limit: int) -> Preview:
    """The first array of numbers in an archive; limit: bytes it may have once unpacked. SequenceError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _of_archive(archive, limit)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, SequenceError):
            raise
        raise ForeignSequenceError("npz.damaged") from None


def _of_archive(archive: zipfile.ZipFile, limit: int) -> Preview:
    members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
    if not members or len(members) > MAX_MEMBERS:
        raise ForeignSequenceError("npz.count", count=len(members), limit=MAX_MEMBERS)
    why: SequenceError | None = None
    for info in members:
        if info.file_size > min(limit, MAX_RATIO * max(info.compress_size, 1)):
            why = why or ForeignSequenceError("npz.large")
            continue
        try:
            found = _table(read_npy(archive.read(info)))
        except SequenceError as refused:
            why = why or refused
            continue
        name, count = info.filename[:-4][:40], len(members)
        return replace(found, skipped=(told("done.array", name=name, count=count),) if count > 1 else ())
    raise why or ForeignSequenceError("npz.damaged")


def _table(array: NDArray[np.float64]) -> Preview:
    return Preview(tuple(_column(values.tolist()) for values in array.T), False, "", "")


def _column(values: list[float]) -> Column:
    numbers = tuple(value if math.isfinite(value) else None for value in values)
    return Column("", NUMBER, tuple(map(repr, values)), numbers)
