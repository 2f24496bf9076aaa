"""The examples of lectures, with their weights: documents that come with rnnviz and are opened like presets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnviz.resources import asset

if TYPE_CHECKING:
    from rnnviz.io.formats.saved import Saved


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks words for the translators; whoever shows them translates them."""
    return text


@dataclass(frozen=True, slots=True)
class Example:
    """key: its file in assets/examples; title: what a menu calls it."""

    key: str
    title: str

    def load(self) -> Saved:
        """The document; DocumentError."""
        from rnnviz.io.document import load  # a menu needs the titles only

        return load(asset("examples", f"{self.key}.rnnviz"))


EXAMPLES = {
    example.key: example
    for example in (
        Example("memory-of-ones", QT_TRANSLATE_NOOP("Examples", "A memory of ones: 2 6 16")),
        Example("memory-of-ones-order", QT_TRANSLATE_NOOP("Examples", "The same inputs in another order: 4 10 22")),
        Example(
            "memory-of-ones-read-out", QT_TRANSLATE_NOOP("Examples", "A memory of ones with its read-out: 4 12 32")
        ),
        Example("lstm-by-hand", QT_TRANSLATE_NOOP("Examples", "LSTM by hand: 3 7 7 7 0")),
        Example("lstm-by-hand-nine", QT_TRANSLATE_NOOP("Examples", "LSTM by hand, nine steps: 0 3 3 7 7 7 0 6 6")),
        Example("arrive-taipei", QT_TRANSLATE_NOOP("Examples", "arrive Taipei: a network that was trained")),
        Example("leave-taipei", QT_TRANSLATE_NOOP("Examples", "leave Taipei: the same network")),
    )
}
"""In the order of menu and list: the one table of them."""
