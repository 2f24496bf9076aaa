"""Curated openings and input presets, as Setups and Sequences.

The scenes show measured facts (doc/model.md): a default tanh RNN forgets; with inputs of 0.01 nothing
saturates and a recurrent matrix of spectral radius above 1 explodes; an LSTM with forget bias +3 survives.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.model.setup.sequence import Sequence, parse_sequence, signal_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

SIGNAL_STEPS = 40
PRESET_SENTENCES = (
    "I would like to arrive Taipei on November 2nd",
    "arrive Taipei on November 2nd",
    "leave Taipei on November 2nd",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A setup and the place where it opens."""

    key: str
    setup: Setup
    cursor: Cursor


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
    vanish = Setup("rnn", sequence=base.sequence, silent=base.silent)
    explode = Setup("rnn", sequence=base.sequence, silent=base.silent, seed=11, gain=2.4, input_scale=0.01)
    survive = Setup("lstm", sequence=base.sequence, silent=base.silent, keep_bias=3.0)
    last_word = base.sequence.steps - 1
    return (
        Scene("vanish", vanish, Cursor(step=last_word)),
        Scene("explode", explode, Cursor(step=30)),
        Scene("survive", survive, Cursor(step=last_word)),
    )


SCENES = {scene.key: scene for scene in _scenes()}
"""vanish, explode, survive."""


def preset_sequences() -> dict[str, Sequence]:
    """Key -> sequence of every preset, sentences first."""
    sentences = {text: parse_sequence(text) for text in PRESET_SENTENCES}
    return sentences | {kind: signal_sequence(kind, SIGNAL_STEPS) for kind in ("impulse", "sine", "random", "bit")}
