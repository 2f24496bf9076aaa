"""Setup: everything the user chose, frozen. A Network is derived from it; documents store it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell, ExperimentError
from rnnviz.engine.errors import suggestion
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network import Network
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.conventions import kindred, rephrased_arrays, rephrased_choice, rephrased_holds, turned_params
from rnnviz.model.setup.drawing import drawn_params, one_hot, step_labels, word_vector
from rnnviz.model.setup.fitting import (
    Reads,
    arrays_moved_down,
    as_wide_as_read,
    begun,
    fitting_arrays,
    fitting_holds,
    moved_down,
)
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_STEPS, Sequence, words_sequence
from rnnviz.model.setup.targets import engine_targets
from rnnviz.model.setup.weights import Weights, undone
from rnnviz.model.story.score import Score

MAX_HIDDEN = 64
GAIN = (0.0, 4.0)
KEEP_BIAS = (-4.0, 6.0)
INPUT_SCALE = (0.01, 10.0)
SEED = (0, 999_999)
PRECISIONS = ("float64", "float32")
FIRST_SENTENCE = ("I", "would", "like", "to", "arrive", "Taipei", "on", "November", "2nd")


@dataclass(frozen=True, slots=True)
class Setup:
    """layers: lowest first; weights: how they come about; start: values of states before the first step, by the
    names a Network has for them ("0.h"), NaN for what the cell says, which is 0 if it says nothing.

    input_scale multiplies the inputs; silent: zero inputs after the sequence; vectors: 0 for one-hot words, else the
    size of the words' vectors; readout: None where the last layer's output is the answer; targets: one for a step at
    most; dtype: the numbers it is computed with.
    """

    layers: tuple[LayerChoice, ...] = (LayerChoice(),)
    sequence: Sequence = field(default_factory=lambda: words_sequence(list(FIRST_SENTENCE)))
    weights: Weights = field(default_factory=Weights)
    input_scale: float = 1.0
    silent: int = 0
    vectors: int = 0
    readout: Readout | None = None
    loss: Loss = field(default_factory=Loss)
    targets: tuple[Target, ...] = ()
    start: Arrays = field(default_factory=Arrays)
    holds: tuple[Hold, ...] = ()
    dtype: str = "float64"

    @classmethod
    def of(cls, cell_key: str, hidden: int = 8, **choices: Any) -> Setup:
        """One layer of a shipped cell that reads onward; choices: any other field."""
        return cls((LayerChoice(cell_key, hidden=hidden),), **choices)

    @property
    def cell(self) -> Cell:
        """The cell of the lowest layer."""
        return self.layers[0].cell

    @property
    def alone(self) -> bool:
        """Whether it is one cell that reads onward."""
        return len(self.layers) == 1 and self.layers[0].direction == "forward"

    @property
    def score(self) -> Score:
        """The order in which layers, directions and steps are told."""
        return Score.of([[(way, choice.cell) for way in choice.ways] for choice in self.layers], self.steps)

    @property
    def steps(self) -> int:
        return self.sequence.steps + self.silent

    @property
    def words(self) -> tuple[str, ...]:
        """One label per step: the word, the numbers that the cell reads, or "" for a silent step."""
        return step_labels(self.sequence, self.weights.seed, self.input_scale) + ("",) * self.silent

    @property
    def columns(self) -> tuple[str, ...]:
        """One label per input number: the words of the vocabulary, or x1, x2, ... of a vector."""
        if self.sequence.kind == "words" and not self.vectors:
            return self.sequence.vocabulary()
        width = self.vectors if self.sequence.kind == "words" else self.sequence.width()
        return tuple(f"x{i + 1}" for i in range(width))

    def inputs(self) -> NDArray[np.float64]:
        """The input of every step: (T, input)."""
        seed = self.weights.seed
        rows = one_hot(self.sequence) if self.sequence.kind == "words" else self.sequence.signal(seed)
        if self.sequence.kind == "words" and self.vectors:
            rows = np.stack([word_vector(seed, w, self.vectors) for w in self.sequence.words])
        silent = np.zeros((self.silent, rows.shape[1]))
        return np.concatenate([rows * self.input_scale, silent])

    def columns_of(self, layer: int) -> tuple[str, ...]:
        """One label per number a layer reads."""
        return self.layers[layer - 1].columns if layer else self.columns

    def bias(self, layer: int = 0) -> float:
        """The keep bias in force in a layer; 0 for a cell without one."""
        cell, chosen = self.layers[layer].cell, self.weights.keep_bias
        keep = cell.keep
        if keep is None:
            return 0.0
        return chosen if chosen is not None else keep.sign * cell.start.get(keep.bias, 0.0)

    # what it is for the engine -------------------------------------------------------------------------------

    def network(self) -> Network:
        """The engine's record of all of it; raises EngineError with a sentence."""
        if not self.alone:
            for number, choice in enumerate(self.layers, 1):  # as the screen counts them
                _check_width(number, choice.cell)
        readout = self.readout
        net = Network.build(
            [choice.layer for choice in self.layers], self.inputs(), self.weights.seed, init="zeros", dtype=self.dtype,
            readout=readout.kind if readout else None, output=len(readout.answers) if readout else None,
            loss=self.loss.kind, at=self._counted(),
            targets=engine_targets(self.loss, self.targets, readout, self.steps),
            start={name: begun(self.layers, name, values) for name, values in self.start.items()},
        )  # fmt: skip
        net = net.with_params(self._params(net))
        for hold in self.holds:
            line = prefix_of(hold.layer, hold.way) + hold.line
            net = net.hold(line, hold.value, hold.chosen(self.steps))
        return net

    def _counted(self) -> Any:
        at = self.loss.at
        return at if isinstance(at, str) else list(at)

    def _params(self, net: Network) -> dict[str, Any]:
        """Every parameter: drawn, and what was given of it in its place."""
        fresh: dict[str, Any] = {name: net.params[name] for name in ("V", "d") if self.readout}
        for number, way, _ in self._directions():
            drawn = self._drawn(number, way)
            fresh.update({prefix_of(number, way) + name: array for name, array in drawn.items()})
        given = self.weights.given
        whole = fresh | {name: given.over(name, fresh.get(name, given[name])) for name in given}
        return whole | {name: whole[name] * self.weights.gain for name in self.recurrent_params()}

    def recurrent_params(self) -> tuple[str, ...]:
        """The parameters that the gain multiplies, by the names a network has for them."""
        directions = self._directions()
        return tuple(prefix_of(number, way) + name for number, way, c in directions for name in c.cell.recurrent)

    def _drawn(self, number: int, way: str) -> dict[str, NDArray[Any]]:
        """Initial parameters of a layer's direction, with the keep bias."""
        choice, columns = self.layers[number], self.columns_of(number)
        labels = columns if number == 0 and self.sequence.kind == "words" and not self.vectors else None
        params = drawn_params(choice.cell, choice.hidden, len(columns), self.weights.seed, (number, way), labels)
        if choice.turned:
            params |= {name: -params[name] for name in turned_params(choice.cell)}
        keep = choice.cell.keep
        if keep is not None:
            params[keep.bias] = np.full(choice.hidden, keep.sign * self.bias(number))
        return params

    def param_shapes(self) -> dict[str, tuple[int, ...]]:
        """Shape of every parameter, by the name a network has for it."""
        shapes: dict[str, tuple[int, ...]] = {}
        for number, way, choice in self._directions():
            sizes = choice.sizes(len(self.columns_of(number)))
            for name, words in choice.cell.params.items():
                shapes[prefix_of(number, way) + name] = tuple(sizes[word] for word in words)
        if self.readout is not None:
            count = len(self.readout.answers)
            shapes |= {"V": (count, len(self.layers[-1].columns)), "d": (count,)}
        return shapes

    def state_shapes(self) -> dict[str, tuple[int, ...]]:
        """Shape of every state, by the name a network has for it."""
        return {
            prefix_of(number, way) + state: (choice.units(state),)
            for number, way, choice in self._directions()
            for state in choice.cell.states
        }

    def _directions(self) -> Iterator[tuple[int, str, LayerChoice]]:
        for number, choice in enumerate(self.layers):
            for way in choice.ways:
                yield number, way, choice

    # other choices -------------------------------------------------------------------------------------------

    def with_weights(self, **changes: Any) -> Setup:
        """Other weights: seed, gain, keep_bias or given."""
        return replace(self, weights=replace(self.weights, **changes))

    def with_hold(self, hold: Hold) -> Setup:
        """Hold a line; a hold for all steps replaces the earlier ones of that line."""
        kept = [h for h in self.holds if not h.of(hold.line, hold.layer, hold.way) or hold.first is not None]
        return replace(self, holds=(*kept, hold))

    def without_hold(
        self, line: str, first: int | None = None, last: int | None = None, layer: int = 0, way: str = "forward"
    ) -> Setup:
        """Let a line be computed again: always, or in the steps first..last and held as before in the others."""
        kept: list[Hold] = []
        for hold in self.holds:
            if not hold.of(line, layer, way):
                kept.append(hold)
            elif first is not None and last is not None:
                kept += hold.without(first, last, self.steps)
        return replace(self, holds=tuple(kept))

    def with_edit(self, edit: Edit) -> Setup:
        """One number typed, in force as it is; an earlier one at the same place goes.

        ExperimentError where there is no such place.
        """
        name, shapes = prefix_of(edit.layer, edit.way) + edit.name, self.param_shapes()
        if name not in shapes:
            raise ExperimentError("network.parameter", name=name, hint=suggestion(name, shapes))
        value, gain = edit.value, self.weights.gain if name in self.recurrent_params() else 1.0
        if gain != 1.0 and abs(value) > MAX_NUMBER * gain:  # no number times this gain would be the one typed
            return self._without_gain().with_edit(edit)
        number = undone(value, gain)
        return replace(self, weights=self.weights.with_number(name, shapes[name], edit.index, number))

    def _without_gain(self) -> Setup:
        """The same weights under gain 1: the recurrent ones as they are now are given."""
        gain, params = self.weights.gain, self._params(self.network())
        given = self.weights.given
        for name in self.recurrent_params():
            given = given.having(name, np.clip(params[name], -MAX_NUMBER, MAX_NUMBER))
        return self.with_weights(given=given, gain=1.0) if gain != 1.0 else self

    def with_cell(self, key: str, text: str = "", layer: int = 0) -> Setup:
        """Another cell in a layer; what belongs to the old cell's lines and parameters goes, the same one stays.

        So does the keep bias, but where it is another layer's, too. To the same gates in another convention knobs,
        holds and given numbers go along: where it is the same function, the run stays.
        """
        old = self.layers[layer]
        if text == old.cell_text and (text or key == old.cell_key):
            return self
        new = replace(old, cell_key=key, cell_text=text, turned=False)
        if kindred(old.cell, new.cell):
            return self._rephrased(layer, rephrased_choice(old, new))
        changed = self.with_layer(layer, new)
        shared = any(choice.cell.keep for number, choice in enumerate(self.layers) if number != layer)
        return changed if shared else changed.with_weights(keep_bias=None)

    def _rephrased(self, layer: int, choice: LayerChoice) -> Setup:
        """The same gates in another convention."""
        old, layers = self.layers[layer], (*self.layers[:layer], choice, *self.layers[layer + 1 :])
        holds = rephrased_holds(self.holds, layer, old.cell, choice.cell)
        given = rephrased_arrays(self.weights.given, layer, old, choice)
        return replace(self, layers=layers, holds=holds).with_weights(given=given)

    def with_hidden(self, hidden: int, layer: int = 0) -> Setup:
        """Another hidden size of a layer; numbers given for units that no longer exist go."""
        return self.with_layer(layer, replace(self.layers[layer], hidden=hidden))

    def with_layer(self, number: int, choice: LayerChoice) -> Setup:
        """One layer chosen anew."""
        layers = self.layers
        return self.with_layers((*layers[:number], choice, *layers[number + 1 :]))

    def with_layers(self, layers: tuple[LayerChoice, ...]) -> Setup:
        """Other layers, lowest first; holds and given numbers that no longer mean the same go."""
        return self._refitted(replace(self, layers=layers))

    def without_layer(self, number: int) -> Setup:
        """One layer taken out; those above it move down with their holds and given numbers."""
        rest = self.layers[:number] + self.layers[number + 1 :]
        reads = self._reads
        changed = replace(
            self, layers=rest, holds=moved_down(self.holds, number), start=arrays_moved_down(self.start, number),
        ).with_weights(given=arrays_moved_down(self.weights.given, number))  # fmt: skip
        return changed._fitted(rest, reads[:number] + reads[number + 1 :])

    @property
    def _reads(self) -> tuple[tuple[str, ...], ...]:
        """For every layer the labels of the numbers it reads; at the end of those handed on."""
        return tuple(self.columns_of(number) for number in range(len(self.layers) + 1))

    def with_sequence(self, sequence: Sequence) -> Setup:
        """Another sequence; holds in steps that no longer exist and numbers given for vanished inputs go."""
        silent = 0 if sequence.generated else min(self.silent, MAX_STEPS - sequence.steps)
        return self._refitted(replace(self, sequence=sequence, silent=silent))

    def with_vectors(self, size: int) -> Setup:
        """Words as vectors of this size (0: one-hot); numbers given for the inputs there were go."""
        return self._refitted(replace(self, vectors=size))

    def with_silence(self, silent: int) -> Setup:
        """Another number of silent steps; holds reaching beyond the end go."""
        return self._refitted(replace(self, silent=min(silent, MAX_STEPS - self.sequence.steps)))

    def _refitted(self, changed: Setup) -> Setup:
        """A setup that came from this one, with what of this one still means the same in it."""
        return changed._fitted(self.layers, self._reads)

    def _fitted(self, old: tuple[LayerChoice, ...], was: Reads) -> Setup:
        """What came from a setup with these layers that read these numbers and still means the same."""
        self = replace(self, layers=as_wide_as_read(self.layers, len(self.columns), MAX_HIDDEN))
        new, now, steps = self.layers, self._reads, self.steps
        return replace(
            self, loss=self.loss.within(steps), targets=tuple(t for t in self.targets if t.step < steps),
            holds=fitting_holds(self.holds, old, new, steps),
            start=fitting_arrays(self.start, old, new, was, now),
        ).with_weights(given=fitting_arrays(self.weights.given, old, new, was, now))  # fmt: skip

    def reset(self) -> Setup:
        """Knobs and holds back; weights as drawn from the seed or as typed, and the sequence stay."""
        fresh = Setup()
        return replace(
            self, weights=Weights(self.weights.seed, given=self.weights.given), input_scale=fresh.input_scale,
            dtype=fresh.dtype, loss=replace(self.loss, at=fresh.loss.at), holds=(),
        )  # fmt: skip

    def forgotten(self) -> Setup:
        """Without the numbers that were typed or came with an example: all weights are drawn, states start at 0."""
        return replace(self.with_weights(given=Arrays()), start=Arrays())


def _check_width(number: int, cell: Cell) -> None:
    if cell.by_name[cell.output].size == "output":
        fitting = next((line.name for line in reversed(cell.lines) if line.size == "hidden"), "")
        key = "layer.readout" if fitting else "layer.unfit"
        raise ExperimentError(key, number=number, cell=cell.name, output=cell.output, fitting=fitting)
