"""A sentence as data: a key, values, and the English pattern they stand in. Who shows it may have other words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


def en(text: str) -> str:
    """A text of a table of English patterns: the translators' tool finds it by the name of this function."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """key: stable, the same in every language; pattern: the English for it, in the manner of `str.format`.

    A value may be a Message itself, or a tuple of names. `str(message)` is the English.
    """

    key: str
    pattern: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said(str)

    def said(self, words: Callable[[Message], str]) -> str:
        """The pattern filled in, with what `words` makes of the messages among the values."""
        return filled(self.pattern, self.values, words)

    def having(self, **values: Any) -> Message:
        """The same message with some values exchanged, where it has them at all."""
        return replace(self, values={name: values.get(name, value) for name, value in self.values.items()})


def filled(pattern: str, values: Mapping[str, Any], words: Callable[[Message], str]) -> str:
    """A pattern of any language with the values in it; a question or a whole sentence at its end needs no full stop."""
    text = pattern.format(**{name: _shown(value, words) for name, value in values.items()})
    ended = text.endswith(("?.", "？。", "..", "。。")) and not text.endswith("...")
    return text[:-1] if ended else text


def _shown(value: Any, words: Callable[[Message], str]) -> Any:
    if isinstance(value, Message):
        return words(value)
    if isinstance(value, tuple) and all(isinstance(name, str) for name in value):
        return ", ".join(value)
    return value
