"""Named arrays and a text beside them in one archive .npz, read without trusting it: sizes first, never a pickle."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Mapping

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.tables.arrays import MAX_RATIO
from rnnviz.io.tables.npy import KINDS, header_of
from rnnviz.model.setup.sequence import SequenceError

MAX_MEMBERS = 400
ARRAY = ".npy"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def packed(arrays: Mapping[str, Array], texts: Mapping[str, bytes]) -> bytes:
    """An archive that NumPy opens, too; the same arrays and texts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(_entry(name), text)
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(_entry(name + ARRAY), member.getvalue())
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def unpacked(data: bytes, limit: int) -> dict[str, bytes]:
    """Every member's bytes by its name, none of them looked into. limit: bytes of all together. SequenceError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise ForeignSequenceError("npz.count", count=len(members), limit=MAX_MEMBERS)
            swollen = any(info.file_size > MAX_RATIO * max(info.compress_size, 1) for info in members)
            if swollen or sum(info.file_size for info in members) > limit:
                raise ForeignSequenceError("npz.large")
            return {info.filename: archive.read(info) for info in members}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, SequenceError):
            raise
        raise ForeignSequenceError("npz.damaged") from None


def array_in(data: bytes) -> Array:
    """The array in the bytes of a member, float64 in its own shape. SequenceError."""
    stream = io.BytesIO(data)
    shape, by_columns, dtype = header_of(stream)
    if (dtype.kind, dtype.itemsize) not in KINDS or dtype.subdtype is not None:
        raise ForeignSequenceError("npy.kind", kind=str(dtype)[:40])
    body, wanted = data[stream.tell() :], math.prod(shape) * dtype.itemsize
    if len(body) != wanted:
        raise ForeignSequenceError("npy.bytes", wanted=wanted, got=len(body))
    with np.errstate(all="ignore"):
        found = np.frombuffer(body, dtype).reshape(shape, order="F" if by_columns else "C").astype(np.float64)
    return np.asarray(found)
