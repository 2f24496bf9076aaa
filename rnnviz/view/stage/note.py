"""What was painted, in words: tests read the numbers of the stage back from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rnnviz.model.figures.numbers import plain
from rnnviz.model.picture.reading import Bar
from rnnviz.view.look.facts import tell


@dataclass(slots=True)
class Notes:
    """(key of the element, text) of everything written in the last painting.

    word_end: where the word beside x ends, in pixels.
    """

    _written: list[tuple[str, str | Sequence[Bar]]] = field(default_factory=list)

    word_end: float = 0.0

    @property
    def written(self) -> list[tuple[str, str]]:
        return [(key, found if isinstance(found, str) else _numbers(found)) for key, found in self._written]

    def add(self, key: str, found: str | Sequence[Bar]) -> None:
        """A text, or the values of a strip, which are put into words only when somebody reads them."""
        self._written.append((key, found))
        if isinstance(found, str):
            tell("note", key, word=found)

    def clear(self) -> None:
        self._written.clear()


def _numbers(bars: Sequence[Bar]) -> str:
    return " ".join(plain(bar.value) for bar in bars)
