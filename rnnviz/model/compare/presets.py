"""Cells that are worth comparing: each row of the table makes setups from the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rnnviz.engine import CELLS
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup

Layers = tuple[LayerChoice, ...]


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks words for the translators; whoever shows them translates them."""
    return text


@dataclass(frozen=True, slots=True)
class Preset:
    """title: what the list calls it; made: two to four setups on the sequence and with the knobs of the one given."""

    key: str
    title: str
    made: Callable[[Setup], tuple[Setup, ...]]


def with_cell_alone(setup: Setup, choice: LayerChoice, *above: LayerChoice) -> Setup:
    """The same sequence and knobs for other layers; what was typed, held or learned of the former ones goes."""
    bare = replace(setup, holds=(), start=Arrays(), learned=None).with_weights(given=Arrays(), keep_bias=None)
    return bare.with_layers((choice, *above))


def of_cell(setup: Setup, key: str, text: str = "") -> Setup:
    """One layer of a cell that reads onward, as large as the lowest one is."""
    return with_cell_alone(setup, LayerChoice(key, text, hidden=setup.layers[0].hidden))


def _cells(*keys: str) -> Callable[[Setup], tuple[Setup, ...]]:
    def made(setup: Setup) -> tuple[Setup, ...]:
        return tuple(of_cell(setup, key) for key in keys)

    return made


def _biases(setup: Setup) -> tuple[Setup, ...]:
    return tuple(of_cell(setup, "lstm").with_weights(keep_bias=bias) for bias in (0.0, 1.0, 2.0, 3.0))


def _conventions(setup: Setup) -> tuple[Setup, ...]:
    """Every shipped cell that has the GRU's gates and says its conventions."""
    first = CELLS["gru"]
    keys = [
        key for key, cell in CELLS.items()
        if cell.conventions and cell.states == first.states and set(cell.gates) == set(first.gates)
    ]  # fmt: skip
    return tuple(of_cell(setup, key) for key in keys[:4])


def _wirings(setup: Setup) -> tuple[Setup, ...]:
    one = LayerChoice("rnn", hidden=setup.layers[0].hidden)
    return (
        with_cell_alone(setup, one),
        with_cell_alone(setup, replace(one, cell_key="jordan")),
        with_cell_alone(setup, replace(one, direction="both")),
        with_cell_alone(setup, one, one),
    )


def _recurrence(setup: Setup) -> tuple[Setup, ...]:
    """Gain 0 makes every recurrent matrix zero."""
    gain = setup.weights.gain or 1.0
    return setup.with_weights(gain=gain), setup.with_weights(gain=0.0)


def _precision(setup: Setup) -> tuple[Setup, ...]:
    return replace(setup, dtype="float64"), replace(setup, dtype="float32")


PRESETS = (
    Preset("cells", QT_TRANSLATE_NOOP("Compare", "RNN · GRU · LSTM"), _cells("rnn", "gru", "lstm")),
    Preset("bias", QT_TRANSLATE_NOOP("Compare", "LSTM at keep bias 0, 1, 2, 3"), _biases),
    Preset("gru", QT_TRANSLATE_NOOP("Compare", "GRU in its four conventions"), _conventions),
    Preset("wiring", QT_TRANSLATE_NOOP("Compare", "Elman · Jordan · bidirectional · two layers"), _wirings),
    Preset("recurrence", QT_TRANSLATE_NOOP("Compare", "With recurrence · without (U = 0)"), _recurrence),
    Preset("precision", QT_TRANSLATE_NOOP("Compare", "float64 · float32"), _precision),
)
"""The one table of them, in the order of the list."""
