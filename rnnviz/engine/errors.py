"""Errors of the engine: each is a message that says what is wrong, as data; `str(error)` is one English sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.wording import Message

Span = tuple[int, int]
"""First character and the one behind the last, counted from 0."""


class Refusal(ValueError):
    """What is refused, as data: `key` of a message, and its values.

    TEXTS: the English patterns of the layer the error belongs to. `why` is the bare reason, `message` all of it.
    """

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH

    def __init__(self, key: str, /, **values: Any) -> None:
        self.why = Message(key, self.TEXTS[key], values)

    @property
    def message(self) -> Message:
        """The whole sentence: the reason, and where it has one the place."""
        return self.why

    @property
    def fix(self) -> str:
        """What was probably meant, or ""."""
        hint = self.why.values.get("hint")
        return str(hint.values["near"]) if isinstance(hint, Message) else ""

    def __str__(self) -> str:
        return str(self.message)


class EngineError(Refusal):
    """Base of everything the engine refuses; `str(error)` is a complete sentence."""


class CellError(EngineError):
    """A cell that is refused: where and why.

    part: "equations", "sketch", the name of a table or key, or "" for the file as a whole; row: of that part's text,
    counted from 0, -1 for the part as a whole; start, end: the characters of the row that are wrong, `end` not
    included, the same number twice where nothing narrower than the row is known. file, line: the same place in the
    file, counted from 1; of equations without a file `line` counts theirs. fix: what to write in place of the
    characters, or "".
    """

    def __init__(
        self, file: str, line: int, part: str, row: int, key: str, span: Span = (0, 0), fix: str = "", /, **values: Any
    ) -> None:
        super().__init__(key, **values)
        self.file, self.line, self.part, self.row = file, line, part, row
        self.start, self.end = span
        self._fix = fix

    @property
    def message(self) -> Message:
        return Message("cell.refused", ENGLISH["cell.refused"], {"file": self.file, "line": self.line, "why": self.why})

    @property
    def fix(self) -> str:
        return self._fix


class ExperimentError(EngineError):
    """Sizes, parameters or holds that do not fit the cell."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The closest known name, or the empty string."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def suggestion(word: str, known: Iterable[str]) -> Message | str:
    """': did you mean c_prev?' for the closest known name, or the empty string."""
    return meant(nearest(word, known))


def meant(near: str) -> Message | str:
    """The question at a sentence's end whether this name was meant; "" for none."""
    return Message("hint.near", ENGLISH["hint.near"], {"near": near}) if near else ""
