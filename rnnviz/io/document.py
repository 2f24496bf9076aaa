"""Documents: `.rnnviz` files, JSON with `format = "rnnviz/2"`, holding what a user chose and where they are.

A document that decodes also simulates: everything in it is checked, and its experiment is built once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rnnviz.engine import EngineError
from rnnviz.engine.wording import Message
from rnnviz.io.disk import one_sentence, read_within, reason, write_whole
from rnnviz.io.formats import first, second
from rnnviz.io.formats.saved import Saved
from rnnviz.io.formats.second import FORMAT
from rnnviz.io.kinds import EXPERIMENT, suffixes_of
from rnnviz.io.refused import FileRefusal, Refused, told
from rnnviz.io.strict_json import JsonRefused, read_json, write_json
from rnnviz.model.setup.sequence import SequenceError

(SUFFIX,) = suffixes_of(EXPERIMENT)
MAX_BYTES = 4 * 1024 * 1024


def _second_of_first(raw: Any) -> Any:
    return read_json(write_json(second.written(first.read(raw))))


MIGRATIONS: dict[int, Callable[[Any], Any]] = {1: _second_of_first}
"""Format n -> the function that makes a document of format n one of format n + 1."""


class DocumentError(FileRefusal):
    """A document that is refused; `str(error)` is one sentence beginning with the name of the file."""

    def __init__(self, file: str, why: Message, /) -> None:
        self.file, self.why = file, why

    @property
    def message(self) -> Message:
        return told("document.refused", file=self.file, why=self.why)

    def __str__(self) -> str:
        return one_sentence(super().__str__())


def encode(document: Saved) -> bytes:
    """The file of a document: UTF-8 JSON; the same document gives the same bytes. JsonRefused for NaN."""
    return write_json(second.written(document))


def decode(data: bytes, file: str) -> Saved:
    """The document in the bytes of a file; `file` is its name in messages. DocumentError.

    A cursor or unit behind the end is brought inside: a shipped cell may have changed since.
    """
    try:
        if len(data) > MAX_BYTES:
            raise DocumentError(file, _too_large())
        return second.read(_migrated(read_json(data)))
    except (Refused, JsonRefused, EngineError, SequenceError) as refused:
        raise DocumentError(file, refused.message) from None


def load(path: str | Path) -> Saved:
    """Read a document. DocumentError."""
    path = Path(path)
    try:
        data = read_within(path, MAX_BYTES)
    except OSError as error:
        raise DocumentError(path.name, told("it.unopened", reason=reason(error))) from None
    if data is None:
        raise DocumentError(path.name, _too_large())
    return decode(data, path.name)


def save(path: str | Path, document: Saved) -> None:
    """Write a document as a whole, or leave the old file as it was. DocumentError.

    What cannot be opened again is not written.
    """
    path = Path(path)
    try:
        data = encode(document)
        decode(data, path.name)
        write_whole(path, data)
    except OSError as error:
        raise DocumentError(path.name, told("it.unsaved", reason=reason(error))) from None
    except (DocumentError, JsonRefused) as error:
        why = error.why
        why = told("it", why=why) if isinstance(error, JsonRefused) or why == _too_large() else why
        raise DocumentError(path.name, told("it.unsaved", reason=why)) from None


def _too_large() -> Message:
    return told("document.large", limit=MAX_BYTES // 1024**2)


def _migrated(raw: Any) -> Any:
    """A document of any known format as one of this format."""
    found = raw.get("format") if isinstance(raw, dict) else None
    match = re.fullmatch(r"rnnviz/([1-9][0-9]{0,5})", found) if isinstance(found, str) else None
    if match is None:
        raise Refused("", "document.foreign", known=FORMAT)
    number = int(match[1])
    if number > FORMAT:
        raise Refused("", "document.newer", number=number, known=FORMAT)
    for step in range(number, FORMAT):
        raw = MIGRATIONS[step](raw)
    return raw
