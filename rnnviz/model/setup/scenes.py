"""Curated openings and input presets, as Setups and Sequences.

The scenes show measured facts (doc/model.md, tests/model/setup/test_scenes.py): a default tanh RNN forgets; a linear
one with a recurrent matrix of spectral radius above 1 explodes, for there is nothing in it that could saturate; an LSTM
with forget bias +3 survives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnnviz.model.setup.sequence import Sequence, parse_sequence, signal_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import Cursor

SIGNAL_STEPS = 40
PRESET_SENTENCES = (
    "I would like to arrive Taipei on November 2nd",
    "arrive Taipei on November 2nd",
    "leave Taipei on November 2nd",
)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks words for the translators; whoever shows them translates them."""
    return text


@dataclass(frozen=True, slots=True)
class Scene:
    """A setup and the place where it opens.

    title: what a menu calls it; short: what stands on a button, and says: what a button says of itself; press: its key.
    """

    key: str
    setup: Setup
    cursor: Cursor
    title: str = ""
    short: str = ""
    says: str = ""
    press: str = ""


def opening() -> Scene:
    """The first frame after launch: an LSTM paused mid-sentence, everything computed.

    Inputs of 4 instead of 1 open and close the gates of a freshly drawn LSTM far enough to be seen from the back row.
    """
    return Scene("opening", Setup(input_scale=4.0, silent=3), Cursor(step=5, line=8))


def _after(sentence: str, steps: int) -> Setup:
    sequence = parse_sequence(sentence)
    return Setup(sequence=sequence, silent=steps - sequence.steps)


def _scenes() -> tuple[Scene, ...]:
    base = _after(PRESET_SENTENCES[1], SIGNAL_STEPS)
    vanish = base.with_cell("rnn")
    explode = replace(base.with_cell("rnn_linear"), weights=Weights(seed=1, gain=2.4), input_scale=0.01)
    survive = base.with_weights(seed=1, keep_bias=3.0)
    last_word = base.sequence.steps - 1
    return (
        Scene(
            "vanish",
            vanish,
            Cursor(step=last_word),
            QT_TRANSLATE_NOOP("Scenes", "Vanish: a simple RNN forgets"),
            QT_TRANSLATE_NOOP("Scenes", "vanish"),
            QT_TRANSLATE_NOOP("Scenes", "Scene: a simple RNN whose gradient vanishes"),
            press="V",
        ),
        Scene(
            "explode",
            explode,
            Cursor(step=30),
            QT_TRANSLATE_NOOP("Scenes", "Explode: a linear RNN with large recurrent weights"),
            QT_TRANSLATE_NOOP("Scenes", "explode"),
            QT_TRANSLATE_NOOP("Scenes", "Scene: a linear RNN whose gradient explodes"),
            press="X",
        ),
        Scene(
            "survive",
            survive,
            Cursor(step=last_word),
            QT_TRANSLATE_NOOP("Scenes", "Survive: an LSTM with forget bias +3"),
            QT_TRANSLATE_NOOP("Scenes", "survive"),
            QT_TRANSLATE_NOOP("Scenes", "Scene: an LSTM whose gradient survives"),
            press="S",
        ),
    )


SCENES = {scene.key: scene for scene in _scenes()}
"""The curated openings, in the order of menu and buttons: the one table of them."""


def preset_sequences() -> dict[str, Sequence]:
    """Key -> sequence of every preset, sentences first."""
    sentences = {text: parse_sequence(text) for text in PRESET_SENTENCES}
    return sentences | {kind: signal_sequence(kind, SIGNAL_STEPS) for kind in ("impulse", "sine", "random", "bit")}
