"""Errors of the engine: each is one sentence a user can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

Span = tuple[int, int]
"""First character and the one behind the last, counted from 0."""


class EngineError(ValueError):
    """Base of everything the engine refuses; `str(error)` is a complete sentence."""


class CellError(EngineError):
    """A cell file that is refused: where (file, line) and why.

    start, end: the characters of the line that are wrong, counted from 0, `end` not included; the same number twice
    where nothing narrower than the line is known. fix: what to write in their place, or "".
    """

    def __init__(self, file: str, line: int, why: str, span: Span = (0, 0), fix: str = "") -> None:
        self.file, self.line, self.why, self.fix = file, line, why, fix
        self.start, self.end = span
        super().__init__(f"{file}, line {line}: {why}")


class ExperimentError(EngineError):
    """Sizes, parameters or holds that do not fit the cell."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The closest known name, or the empty string."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """': did you mean c_prev?' for the closest known name, or the empty string."""
    near = nearest(word, known)
    return f": did you mean {near}?" if near else ""
