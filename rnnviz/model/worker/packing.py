"""Messages between two processes of ours: pickles of plain data, each after its length."""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, BinaryIO

HEAD = struct.Struct("<Q")


def _frozen(thing: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(thing)  # the type itself has no name that pickle could look up


class _Packer(pickle.Pickler):
    """Packs what the standard pickler refuses or would pack too thoroughly: views of mappings, and cells."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, MappingProxyType):
            return _frozen, (dict(thing),)
        from rnnviz.engine import Cell  # a process that has just begun need not wait for it

        if isinstance(thing, Cell):
            return Cell.from_text, (thing.text,)
        return NotImplemented


def content(thing: Any) -> bytes:
    """What `pickle.loads` makes the thing of again."""
    buffer = io.BytesIO()
    _Packer(buffer, protocol=5).dump(thing)
    return buffer.getvalue()


def packed(thing: Any) -> bytes:
    """A message: its length, then its content."""
    whole = content(thing)
    return HEAD.pack(len(whole)) + whole


def unpacked(received: bytearray) -> Iterator[Any]:
    """The whole messages at the beginning of what came in; they are taken out of it."""
    while len(received) >= HEAD.size:
        end = HEAD.size + HEAD.unpack_from(received)[0]
        if len(received) < end:
            return
        whole = bytes(received[HEAD.size : end])
        del received[:end]
        yield pickle.loads(whole)


def messages(incoming: BinaryIO) -> Iterator[Any]:
    """Every message of a stream until it ends, or breaks off."""
    while len(head := incoming.read(HEAD.size)) == HEAD.size:
        (length,) = HEAD.unpack(head)
        whole = incoming.read(length)
        if len(whole) < length:
            return
        yield pickle.loads(whole)
