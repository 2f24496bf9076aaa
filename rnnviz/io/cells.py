"""Cell files: opened with one sentence for what is wrong, saved as a whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

from rnnviz.engine import CellError, EngineError
from rnnviz.engine.language.cellfile import MAX_BYTES
from rnnviz.engine.wording import Message
from rnnviz.io.disk import one_sentence, read_within, reason, write_whole
from rnnviz.io.formats import checks
from rnnviz.io.kinds import CELL, suffixes_of
from rnnviz.io.refused import FileRefusal, Refused, told
from rnnviz.model.draft.draft import OWN_KEY, Draft
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup

(SUFFIX,) = suffixes_of(CELL)


class CellFileError(FileRefusal):
    """A cell file that is refused; `str(error)` is one sentence beginning with the name of the file."""

    @property
    def message(self) -> Message:
        return told("cell.file", why=self.why)

    def __str__(self) -> str:
        return one_sentence(super().__str__())


def load_cell(path: str | Path) -> str:
    """The text of a cell file that can be put on the stage."""
    path = Path(path)
    text = _read(path)
    check_cell(text, path.name)
    return text


def load_draft(path: str | Path) -> Draft:
    """The draft in a cell file, whose equations may be wrong."""
    path = Path(path)
    try:
        return Draft.from_text(_read(path), path.name)
    except CellError as error:
        raise CellFileError("cell.line", file=error.file, line=error.line, why=error.why) from None


def save_cell(path: str | Path, text: str) -> None:
    """Write a cell file as a whole, or leave the old one as it was. What cannot be opened again is not written."""
    path = Path(path)
    check_cell(text, path.name)
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise CellFileError("file.unsaved", file=path.name, reason=reason(error)) from None


def check_cell(text: str, file: str) -> None:
    """Refuse what is no cell, or one larger than a document may hold."""
    try:
        setup = Setup((LayerChoice(OWN_KEY, text),))
        _ = setup.cell
        checks.check_size(setup)
        setup.network()
    except CellError as error:
        raise CellFileError("cell.line", file=file, line=error.line, why=error.why) from None
    except (Refused, EngineError) as error:
        raise CellFileError("cell.at", file=file, why=error.message) from None


def file_name(name: str) -> str:
    """A name for the file of a cell: its own, without what some disks do not take."""
    plain = re.sub(r"[^\w.()+-]+", "_", name, flags=re.ASCII).strip("._")
    return f"{plain[:60] or 'cell'}{SUFFIX}"


def _read(path: Path) -> str:
    try:
        data = read_within(path, MAX_BYTES)
    except OSError as error:
        raise CellFileError("file.unopened", file=path.name, reason=reason(error)) from None
    if data is None:
        raise CellFileError("cell.large", file=path.name, limit=MAX_BYTES // 1024)
    try:
        # some editors put a mark at the beginning, and end lines in their own way
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CellFileError("file.encoding", file=path.name, byte=error.start) from None
