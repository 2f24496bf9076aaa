"""What a file is by the end of its name: the one list that the command line, the dialogs and dropped files go by.

Another kind of file is one more row, and its reader.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from rnnviz.engine.wording import Message
from rnnviz.io.refused import told

EXPERIMENT, CELL, SEQUENCE, WEIGHTS = "experiment", "cell", "sequence", "weights"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    opens_as: EXPERIMENT, CELL, SEQUENCE or WEIGHTS, which says what its reader gives and raises: a `Document` and
    DocumentError, the text of a cell and CellFileError, a `Sequence`, or a
    `Preview` of a table to choose from, and SequenceError, named arrays and WeightsError. An archive .npz of weights is
    told from one of a sequence by its names.
    reader: "module:function", a function of a Path; its module is imported when the first such file is opened.
    """

    suffixes: tuple[str, ...]
    opens_as: str
    reader: str


KINDS = [
    Kind((".rnnviz",), EXPERIMENT, "rnnviz.io.document:load"),
    Kind((".toml",), CELL, "rnnviz.io.cells:load_cell"),
    Kind((".csv", ".tsv", ".txt", ".json"), SEQUENCE, "rnnviz.io.sequences:preview_file"),
    Kind((".npy", ".npz"), SEQUENCE, "rnnviz.io.sequences:preview_file"),
    Kind((".safetensors",), WEIGHTS, "rnnviz.io.loose_weights:load_arrays"),
]

ARRAYS = (".npz", ".safetensors")
"""How names of files end that may hold weights by themselves."""

HINTS = {
    (".xlsx", ".xls", ".ods", ".numbers"): "kind.sheet",
    (".pt", ".pth", ".pkl", ".pickle", ".h5"): "kind.array",
    (".doc", ".docx", ".pdf", ".odt"): "kind.document",
}
"""What to do instead with files that people often have: a key of io's texts."""


def kind_of(path: str | Path) -> str:
    """EXPERIMENT, CELL, SEQUENCE or WEIGHTS; "" for any other name."""
    row = _row(path)
    return row.opens_as if row else ""


def reader_of(path: str | Path) -> Callable[[Path], Any]:
    """The function that reads a file of this name; KeyError for a name of no kind."""
    row = _row(path)
    if row is None:
        raise KeyError(path)
    module, _, function = row.reader.partition(":")
    found: Callable[[Path], Any] = getattr(import_module(module), function)
    return found


def suffixes_of(*kinds: str) -> tuple[str, ...]:
    """How names of these kinds end; of every kind where none is named."""
    return tuple(suffix for row in KINDS if not kinds or row.opens_as in kinds for suffix in row.suffixes)


def patterns(*kinds: str) -> str:
    """For a file dialog: "*.rnnviz *.toml"."""
    return " ".join(f"*{suffix}" for suffix in suffixes_of(*kinds))


def unreadable(path: str | Path) -> Message:
    """Why a file of no kind is not opened: the kinds that are, and what to do with it."""
    suffix, name = Path(path).suffix.lower(), Path(path).name
    hint = next((told(key) for suffixes, key in HINTS.items() if suffix in suffixes), None)
    if hint is None:
        return told("kind.none", file=name, known=suffixes_of())
    return told("kind.other", file=name, known=suffixes_of(), hint=hint)


def _row(path: str | Path) -> Kind | None:
    suffix = Path(path).suffix.lower()
    return next((row for row in KINDS if suffix in row.suffixes), None)
