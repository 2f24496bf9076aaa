"""The one table of knobs: for every knob what it shows of a setup, and the setup that it makes of a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from rnnviz.model.prediction.writing import writes
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, KEEP_BIAS, TEMPERATURE
from rnnviz.model.setup.keep_bias import bias_in_force, with_keep_bias
from rnnviz.model.setup.sequence import MAX_STEPS
from rnnviz.model.setup.setup import Setup
from rnnviz.view.experiment.knob_range import Range
from rnnviz.view.look.language import line_name

MAX_SILENT = 500
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Shown:
    """What a knob shows: words, number and what it can be; the hue of a cell role.

    ringed: whether a ring marks where it stood before the last edit; ring: where it stands always; remark: what is said
    behind the number; hint: what it does, under a resting pointer.
    """

    label: str
    value: float
    bounds: Range
    role: str
    enabled: bool = True
    ringed: bool = True
    remark: str = ""
    hint: str = ""
    ring: float | None = None


@dataclass(frozen=True, slots=True)
class KnobRow:
    """show: of a setup, for the layer on the stage, None where there is nothing to turn; turned: the setup it leads to.

    Edits by one knob are one undo until the hand lets go.
    """

    key: str
    show: Callable[[Setup, int], Shown | None]
    turned: Callable[[Setup, float], Setup]


def _gain(setup: Setup, layer: int) -> Shown:
    recurrent = any(choice.cell.recurrent for choice in setup.layers)
    hint = translate("Knobs", "Multiplies every matrix that acts on the old state, drawn or typed; 1 is as they are")
    label = translate("Knobs", "Recurrent gain")
    return Shown(label, setup.weights.gain, Range(*GAIN), "hidden", recurrent, hint=hint)


def _with_gain(setup: Setup, value: float) -> Setup:
    return setup.with_weights(gain=value)


def _keep(setup: Setup, layer: int) -> Shown | None:
    """The bias of the gate that says what the cell keeps; where the gate says what is replaced, less it."""
    cell = setup.layers[layer].cell
    keep = cell.keep
    if keep is None:
        return None
    name = line_name(cell, keep.line).capitalize()
    if keep.sign > 0:
        label = translate("Knobs", "{0} bias {1}").format(name, keep.bias)
    else:
        label = translate("Knobs", "Keep bias −{0}").format(keep.bias)
    found = bias_in_force(setup, layer)
    remark = "" if not found.typed else translate("Knobs", "typed") if found.even else translate("Knobs", "mean, typed")
    if setup.learned is not None and not found.even:
        remark = translate("Knobs", "mean, learned")
    hint = translate(
        "Knobs",
        "The bias of the gate that keeps the old state: the higher it is, the more is kept. "
        "Turning it sets every unit's; numbers typed there are replaced",
    )
    role = cell.by_name[keep.line].role
    return Shown(label, found.value, Range(*KEEP_BIAS, sign=True), role, remark=remark, hint=hint)


def _scale(setup: Setup, layer: int) -> Shown | None:
    if setup.input_scale == 1.0 and _taught_to_write(setup):
        return None
    hint = translate("Knobs", "Multiplies every number of the input; the cell reads the product, and that is shown")
    return Shown(translate("Knobs", "Input scale"), setup.input_scale, Range(*INPUT_SCALE, log=True), "x", hint=hint)


def _with_scale(setup: Setup, value: float) -> Setup:
    return replace(setup, input_scale=value)


def _taught_to_write(setup: Setup) -> bool:
    """Whether words are its alphabet, which go on where the sequence ends: there other knobs are needed."""
    return setup.learned is not None and writes(setup) == "words"


def _length(setup: Setup, layer: int) -> Shown | None:
    """Silent steps after a sequence that somebody gave; of one that is made here its length."""
    if not setup.silent and _taught_to_write(setup):
        return None
    sequence = setup.sequence
    if sequence.generated:
        bounds = _steps(2, MAX_STEPS)
        hint = translate("Knobs", "How many steps the sequence has")
        return Shown(translate("Knobs", "Length"), sequence.length, bounds, "candidate", ringed=False, hint=hint)
    room = min(MAX_SILENT, MAX_STEPS - sequence.steps)
    hint = translate("Knobs", "Steps with an input of zero that follow the sequence: the state is left to itself")
    label = translate("Knobs", "Silent steps after")
    return Shown(label, setup.silent, _steps(0, room), "candidate", room > 0, hint=hint)


def _with_length(setup: Setup, value: float) -> Setup:
    if setup.sequence.generated:
        return replace(setup, sequence=replace(setup.sequence, length=int(value))).with_silence(0)
    return setup.with_silence(int(value))


def _steps(low: int, high: int) -> Range:
    return Range(low, max(high, low + 1), whole=True, square=True)


def _temperature(setup: Setup, layer: int) -> Shown | None:
    """Of what is drawn next; a ring marks where p is the network's own."""
    if writes(setup) != "words":
        return None
    hint = translate(
        "Knobs",
        "What comes next is drawn by softmax(y / T): below 1 the likely answers gain, above 1 the others; 0 takes the "
        "likeliest. The ticks on the bars are p at T = 1",
    )
    heat, label = setup.prediction.temperature, translate("Knobs", "Temperature T")
    return Shown(label, heat, Range(*TEMPERATURE), "answer", ring=1.0, hint=hint)


def _with_temperature(setup: Setup, value: float) -> Setup:
    return replace(setup, prediction=setup.prediction.at_temperature(value))


KNOBS = (
    KnobRow("temperature", _temperature, _with_temperature),
    KnobRow("gain", _gain, _with_gain),
    KnobRow("keep_bias", _keep, with_keep_bias),
    KnobRow("input_scale", _scale, _with_scale),
    KnobRow("silent", _length, _with_length),
)
"""From the top down."""
