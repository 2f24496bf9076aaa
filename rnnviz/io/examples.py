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
    """key: its file in assets/examples, or that of its trained network's `weights`; title: what a menu calls it.

    sentence: what that network reads, its own where nothing is said; temperature, seed: of what it draws next.
    """

    key: str
    title: str
    weights: str = ""
    sentence: str = ""
    temperature: float = 1.0
    seed: int = 0

    def load(self) -> Saved:
        """The document; DocumentError or WeightsError."""
        from rnnviz.io.document import load  # a menu needs the titles only

        return self._trained() if self.weights else load(asset("examples", f"{self.key}.rnnviz"))

    def _trained(self) -> Saved:
        from rnnviz.io.formats.saved import Saved
        from rnnviz.io.trained import load_trained
        from rnnviz.model.prediction.asked import drawing
        from rnnviz.model.setup.own_sequence import with_own_sequence
        from rnnviz.model.setup.sequence import parse_sequence
        from rnnviz.model.story.cursor import Cursor

        setup = drawing(load_trained(self.weights), self.temperature, self.seed)
        if self.sentence:
            setup = with_own_sequence(setup, parse_sequence(self.sentence))
        return Saved(setup, setup.score.inside(Cursor(setup.typed - 1)))


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
        Example(
            "next-letter",
            QT_TRANSLATE_NOOP("Examples", "The next letter: the cat sits …"),
            "next_character",
            "the cat sits␣",
            0.7,
            14,
        ),
        Example("next-word", QT_TRANSLATE_NOOP("Examples", "The next word: the owl …"), "next_word", "the owl"),
        Example("cloze", QT_TRANSLATE_NOOP("Examples", "A place read long ago: Yunnan, not Cairo"), "long_gap_cloze"),
        Example(
            "one-to-many", QT_TRANSLATE_NOOP("Examples", "One to many: a picture from one vector"), "pixel_picture"
        ),
        Example(
            "many-to-one", QT_TRANSLATE_NOOP("Examples", "Many to one: is the sentence positive?"), "sentence_class"
        ),
        Example("many-to-many", QT_TRANSLATE_NOOP("Examples", "Many to many: a slot for every word"), "slot_filling"),
        Example("sine-ahead", QT_TRANSLATE_NOOP("Examples", "A sine foretold"), "sine"),
        Example("price-ahead", QT_TRANSLATE_NOOP("Examples", "A price foretold"), "prices"),
    )
}
"""In the order of menu and list: the one table of them."""
