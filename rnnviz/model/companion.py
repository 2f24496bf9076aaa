"""A process beside the window that works out what takes longer than a frame, and how the two talk.

A thread would not do: NumPy's short calls pass Python's lock to and fro, and the window would wait thousands of times
for it. A process can also be ended in the middle of its work when nobody wants the answer any more. Questions and
answers are pickles of plain data after their length; the run is made again from its experiment on the other side.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell, EngineError, Run, simulate

HEAD = struct.Struct("<Q")


@dataclass(frozen=True, slots=True, eq=False)
class MapOf:
    """Asks for the map of a line at the steps `at`: log10 norms (n, n)."""

    name: str
    at: NDArray[np.int64]

    def answer(self, run: Run) -> Any:
        return run.flow(self.name, at=self.at)


@dataclass(frozen=True, slots=True)
class PairOf:
    """Asks for the exact spectral norm of d(line at t)/d(line at k): its log10."""

    name: str
    t: int
    k: int

    def answer(self, run: Run) -> Any:
        return run.flow_pair(self.name, self.t, self.k, norm="spectral")


Question = MapOf | PairOf


def _frozen(thing: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(thing)  # the type itself has no name that pickle could look up


class _Packer(pickle.Pickler):
    """Packs what the standard pickler refuses or would pack too thoroughly: views of mappings, and cells."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, MappingProxyType):
            return _frozen, (dict(thing),)
        if isinstance(thing, Cell):
            return Cell.from_text, (thing.text,)
        return NotImplemented


def packed(thing: Any) -> bytes:
    """A message: its length, then its content."""
    buffer = io.BytesIO()
    _Packer(buffer, protocol=5).dump(thing)
    content = buffer.getvalue()
    return HEAD.pack(len(content)) + content


def unpacked(received: bytearray) -> Iterator[Any]:
    """The whole messages at the beginning of what came in; they are taken out of it."""
    while len(received) >= HEAD.size:
        end = HEAD.size + HEAD.unpack_from(received)[0]
        if len(received) < end:
            return
        content = bytes(received[HEAD.size : end])
        del received[:end]
        yield pickle.loads(content)


def main() -> None:
    """Answer over the standard streams until nobody asks any more."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # the window closed while this was at work
        os._exit(0)  # nothing is left to be written: leaving the usual way would try to, and complain


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """(number, experiment or None for the last one, question) -> (number, answer or None where there is none)."""
    run: Run | None = None
    while len(head := incoming.read(HEAD.size)) == HEAD.size:
        number, experiment, question = pickle.loads(incoming.read(HEAD.unpack(head)[0]))
        try:
            if experiment is not None:
                run = None  # should this one fail, the one before has no say any more
                run = simulate(experiment)
            answer = None if run is None else question.answer(run)
        except (EngineError, MemoryError):
            answer = None
        outgoing.write(packed((number, answer)))
        outgoing.flush()
