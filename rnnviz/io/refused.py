"""What is wrong in a file, as data: a message, and where in the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message
from rnnviz.io.messages import ENGLISH
from rnnviz.model import messages
from rnnviz.model.setup.sequence import SequenceError

Place = Message | str
"""Where in a document: a field with those it stands in, "setup.seed", or a message about one."""


class FileRefusal(Refusal):
    """What is wrong with a file; the texts are io's."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


class Refused(FileRefusal):
    """Where in the document, and what is wrong there, as the end of a sentence."""

    def __init__(self, where: Place, key: str, /, **values: Any) -> None:
        super().__init__(key, **values)
        self.where = where

    @property
    def message(self) -> Message:
        return told("refused.at", where=self.where, why=self.why) if self.where else self.why


class ForeignSequenceError(SequenceError):
    """A sequence from elsewhere that is refused: by the rules of typed ones, or as a file."""

    TEXTS: ClassVar[Mapping[str, str]] = {**messages.ENGLISH, **ENGLISH}


def told(key: str, /, **values: Any) -> Message:
    """A message of this layer."""
    return Message(key, ENGLISH[key], values)


def entry(path: Place, number: int) -> Message:
    """An entry of a list, counted from 1 as people count."""
    return told("place.entry", path=path, number=number)


def within(where: Place, field: str) -> Place:
    """A field of what stands at a place."""
    if isinstance(where, Message):
        return told("place.field", path=where, field=field)
    return f"{where}.{field}" if where else field


def named(text: str) -> str:
    """A word of the file fit to be quoted."""
    return text if len(text) <= 40 else text[:39] + "…"
