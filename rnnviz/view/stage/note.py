"""What was painted, in words: tests read the numbers of the stage back from here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """(key of the element, text) of everything written in the last painting.

    word_end: where the word beside x ends, in pixels.
    """

    written: list[tuple[str, str]] = field(default_factory=list)

    word_end: float = 0.0

    def add(self, key: str, text: str) -> None:
        self.written.append((key, text))

    def clear(self) -> None:
        self.written.clear()
