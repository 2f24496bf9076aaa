"""Errors of the engine: each is one sentence a user can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class EngineError(ValueError):
    """Base of everything the engine refuses; `str(error)` is a complete sentence."""


class CellError(EngineError):
    """A cell file that is refused: where (file, line) and why."""

    def __init__(self, file: str, line: int, why: str) -> None:
        self.file, self.line, self.why = file, line, why
        super().__init__(f"{file}, line {line}: {why}")


class ExperimentError(EngineError):
    """Sizes, parameters or holds that do not fit the cell."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """': did you mean c_prev?' for the closest known name, or the empty string."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f": did you mean {near[0]}?" if near else ""
