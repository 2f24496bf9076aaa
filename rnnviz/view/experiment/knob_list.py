"""The knobs of the experiment: which there are for this cell and sequence, what they show, what they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.sequence import MAX_STEPS
from rnnviz.model.setup.setup import GAIN, INPUT_SCALE, KEEP_BIAS, Setup
from rnnviz.view.experiment.knob import Knob, Range
from rnnviz.view.look.style import DARK, Scale, Theme

MAX_SILENT = 500


class KnobList(QObject):
    """Edits the simulation; every drag is one undo. `by_field`: the knobs by the Setup field they change.

    `said(sentence)`: what is wrong with a number that was typed, "" when something else is done. `settled`: a hand
    has let go.
    """

    said = Signal(str)
    settled = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self._theme = simulation, DARK
        self._gain = Knob("", Range(*GAIN), "hidden", parent)
        self._keep = Knob("", Range(*KEEP_BIAS, sign=True), "forget", parent)
        self._scale = Knob("", Range(*INPUT_SCALE, log=True), "x", parent)
        self._silent = Knob("", _steps(0, MAX_SILENT), "candidate", parent)
        self.by_field = {
            "gain": self._gain, "keep_bias": self._keep, "input_scale": self._scale, "silent": self._silent,
        }  # fmt: skip
        moves = (self._gain_moved, self._keep_moved, self._scale_moved, self._silent_moved)
        for knob, move in zip(self, moves, strict=True):
            knob.moved.connect(move)
            knob.settled.connect(simulation.settle)
            knob.settled.connect(self.settled)
            knob.refused.connect(self.said)
        self.retranslate()

    def retranslate(self) -> None:
        """Names that do not follow from the setup."""
        self._gain.set_label(self.tr("Recurrent gain"))
        self._scale.set_label(self.tr("Input scale"))
        self.refresh()

    def __iter__(self) -> Iterator[Knob]:
        return iter(self.by_field.values())

    @property
    def dragged(self) -> bool:
        return any(knob.slider.isSliderDown() for knob in self)

    def set_look(self, theme: Theme, scale: Scale) -> int:
        """Take colours and sizes; the width of the widest name."""
        self._theme = theme
        width = max(knob.label_width() for knob in self)
        for knob in self:
            knob.set_columns(width, round(scale.body * 3.4), max(8, scale.px(10)))
            knob.set_theme(theme)
        return width

    # showing -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the simulation's setup."""
        setup = self._simulation.setup
        self._gain.set_value(setup.weights.gain)
        self._gain.setEnabled(any(layer.cell.recurrent for layer in setup.layers))
        self._scale.set_value(setup.input_scale)
        self._show_keep(setup)
        self._show_length(setup)

    def show_before(self) -> None:
        """Rings at the knobs of the run that stands as a ghost in the plots."""
        now, ghost = self._simulation.setup, self._simulation.before
        before = None if ghost is None else ghost.setup
        if before is not None and before.score.parts != now.score.parts:
            before = None
        for name, knob in self.by_field.items():
            value = None
            if before is not None:
                value = self._value(name, before)
            knob.set_before(value if name != "silent" or not now.sequence.generated else None)

    def _value(self, name: str, setup: Setup) -> float:
        known = {"gain": setup.weights.gain, "keep_bias": setup.bias(self._simulation.seat[0])}
        return known[name] if name in known else float(getattr(setup, name))

    def _show_keep(self, setup: Setup) -> None:
        cell = self._simulation.choice.cell
        keep = cell.keep
        self._keep.setVisible(keep is not None)
        if keep is None:
            return
        self._keep.set_role(cell.by_name[keep.line].role)
        self._keep.set_theme(self._theme)
        name = cell.by_name[keep.line].label or keep.line
        if keep.sign > 0:
            self._keep.set_label(self.tr("{0} bias {1}").format(name.capitalize(), keep.bias))
        else:
            self._keep.set_label(self.tr("Keep bias −{0}").format(keep.bias))
        self._keep.set_value(setup.bias(self._simulation.seat[0]))

    def _show_length(self, setup: Setup) -> None:
        sequence = setup.sequence
        room = min(MAX_SILENT, MAX_STEPS - sequence.steps)
        self._silent.setEnabled(sequence.generated or room > 0)
        if sequence.generated:
            self._silent.set_label(self.tr("Length"))
            self._silent.set_bounds(_steps(2, MAX_STEPS))
            self._silent.set_value(sequence.length)
            return
        self._silent.set_label(self.tr("Silent steps after"))
        self._silent.set_bounds(_steps(0, room))
        self._silent.set_value(setup.silent)

    # editing -----------------------------------------------------------------------------------------------

    def _edit(self, merge: str, setup: Setup) -> None:
        self.said.emit("")
        self._simulation.edit(setup, merge)

    def _gain_moved(self, value: float) -> None:
        self._edit("gain", self._simulation.setup.with_weights(gain=value))

    def _keep_moved(self, value: float) -> None:
        self._edit("keep_bias", self._simulation.setup.with_weights(keep_bias=value))

    def _scale_moved(self, value: float) -> None:
        self._edit("input_scale", replace(self._simulation.setup, input_scale=value))

    def _silent_moved(self, value: float) -> None:
        setup = self._simulation.setup
        if setup.sequence.generated:
            changed = replace(setup, sequence=replace(setup.sequence, length=int(value)))
            self._edit("silent", changed.with_silence(0))
        else:
            self._edit("silent", setup.with_silence(int(value)))


def _steps(low: int, high: int) -> Range:
    return Range(low, max(high, low + 1), whole=True, square=True)
