"""Setup: everything the user chose, frozen. A Network is derived from it; documents store it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine import ExperimentError
from rnnviz.engine.errors import suggestion
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.batch.batch import Batch
from rnnviz.model.prediction.next_words import forgotten, loss_like, next_targets
from rnnviz.model.setup.answer import Loss, Prediction, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.chosen import Chosen
from rnnviz.model.setup.conventions import kindred, rephrased_arrays, rephrased_choice, rephrased_holds
from rnnviz.model.setup.fitting import (
    Reads,
    arrays_moved_down,
    as_wide_as_read,
    by_label,
    fitting_arrays,
    fitting_holds,
    moved_down,
)
from rnnviz.model.setup.sequence import (
    MAX_NUMBER,
    MAX_STEPS,
    MAX_VOCABULARY,
    Sequence,
    SequenceError,
    check_words,
)
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.setup.weights import Weights, all_undone, undone
from rnnviz.model.trained.learned import kept_targets, known_targets, whole
from rnnviz.model.trained.twin import Twin


@dataclass(frozen=True, slots=True)
class Setup(Chosen):
    """Everything the user chose, and the setups that other choices lead to."""

    @classmethod
    def of(cls, cell_key: str, hidden: int = 8, **choices: Any) -> Setup:
        """One layer of a shipped cell that reads onward; choices: any other field."""
        return cls((LayerChoice(cell_key, hidden=hidden),), **choices)

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
        return self.with_number(prefix_of(edit.layer, edit.way) + edit.name, edit.index, edit.value)

    def with_number(self, name: str, index: tuple[int, ...], value: float) -> Setup:
        """The same for a number of any parameter, by the name a network has for it."""
        shape, gain = self._shape(name), self.gain_of(name)
        if gain != 1.0 and abs(value) > MAX_NUMBER * gain:  # no number times this gain would be the one typed
            return self._without_gain().with_number(name, index, value)
        weights = self.weights.with_number(name, shape, index, undone(value, gain))
        return self.with_given(weights)

    def with_array(self, name: str, values: ArrayLike) -> Setup:
        """A whole parameter given, in force as it is; ExperimentError where it has another shape or is not there."""
        array, shape, gain = np.asarray(values, np.float64), self._shape(name), self.gain_of(name)
        if array.shape != shape:
            raise ExperimentError("parameter.shape", name=name, shape=shape, got=array.shape)
        if gain != 1.0 and bool((np.abs(array) > MAX_NUMBER * gain).any()):
            return self._without_gain().with_array(name, array)
        return self.with_given(replace(self.weights, given=self.weights.given.having(name, all_undone(array, gain))))

    def gain_of(self, name: str) -> float:
        """The factor between what is given of a parameter and what is in force."""
        return self.weights.gain if name in self.recurrent_params() else 1.0

    def _shape(self, name: str) -> tuple[int, ...]:
        shapes = param_shapes(self.layers, self.reads, self.readout)
        if name not in shapes:
            raise ExperimentError("network.parameter", name=name, hint=suggestion(name, shapes))
        return shapes[name]

    def with_given(self, weights: Weights) -> Setup:
        """Other given numbers; of a trained network the trained ones are known as long as some are others."""
        learned = self.learned
        if learned is not None and (learned.trained or not learned.touched):
            trained = learned.trained or self.weights.given
            same = trained == weights.given
            learned = replace(learned, trained=Arrays() if same else trained, touched=not same)
        return replace(self, weights=weights, learned=learned)

    def _without_gain(self) -> Setup:
        """The same weights under gain 1: the recurrent ones as they are now are given."""
        gain, params, given = self.weights.gain, self.network().params, self.weights.given
        for name in self.recurrent_params():
            given = given.having(name, np.clip(params[name], -MAX_NUMBER, MAX_NUMBER))
        return self.with_weights(given=given, gain=1.0) if gain != 1.0 else self

    def with_readout(self, readout: Readout | None) -> Setup:
        """Another read-out; targets it cannot have, a loss that compares with them and its given numbers go."""
        if readout == self.readout:
            return self
        given = Arrays({name: array for name, array in self.weights.given.items() if name not in ("V", "d")})
        prediction = self.prediction.unwritten
        bare = replace(self, readout=readout, targets=(), loss=Loss(), learned=None, prediction=prediction)
        return bare.with_weights(given=given)._fitted(self.layers, self.reads)

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
        given, learned = rephrased_arrays(self.weights.given, layer, old, choice), self.learned
        if learned is not None:
            learned = replace(learned, trained=rephrased_arrays(learned.trained, layer, old, choice))
        return replace(self, layers=layers, holds=holds, learned=learned).with_weights(given=given)

    def with_handed_on(self, layer: int, choice: LayerChoice) -> Setup:
        """A layer with the same equations that hands on another line: only numbers given for whoever reads it go."""
        layers = (*self.layers[:layer], choice, *self.layers[layer + 1 :])
        return replace(self, layers=layers)._fitted(layers, self.reads)

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
        reads = self.reads
        changed = replace(
            self, layers=rest, holds=moved_down(self.holds, number), start=arrays_moved_down(self.start, number),
        ).with_weights(given=arrays_moved_down(self.weights.given, number))  # fmt: skip
        return changed._fitted(rest, reads[:number] + reads[number + 1 :])

    @property
    def reads(self) -> tuple[tuple[str, ...], ...]:
        """For every layer the labels of the numbers it reads; at the end of those handed on."""
        return tuple(self.columns_of(number) for number in range(len(self.layers) + 1))

    def with_sequence(self, sequence: Sequence) -> Setup:
        """Another sequence; holds in steps that no longer exist and numbers given for vanished inputs go.

        Targets stay up to the first step that differs; of a sentence of the trained task they are known. A trained
        network reads no other words than its own: SequenceError. Where what is right is what comes next, it is so in
        the new sequence, too. What the network had written behind a step that is another one is forgotten.
        """
        sequence = forgotten(self.sequence, self.prediction.written, sequence)
        if sequence == self.sequence:
            return self
        if self.twin is not None:  # it is judged anew, and its words are its own
            alone = self.with_twin(None).with_sequence(sequence)
            return alone.with_twin(self.twin.judged(sequence.words, alone.targets, alone.learned))
        silent = 0 if sequence.generated else min(self.silent, MAX_STEPS - sequence.steps)
        old = self.sequence
        targets, known = kept_targets(self.targets, old.words or old.rows, sequence.words or sequence.rows), None
        if self.learned is not None and self.checked(sequence).words:
            known = known_targets(self.learned, sequence.words)
            targets = targets if known is None else known
        prediction, loss = self.prediction.unwritten, self.loss
        if targets != known and self.asks_next and sequence.words and self.readout is not None:
            targets = next_targets(sequence.words, self.readout.answers)
            loss = loss_like(loss, self.targets, self.steps, targets, sequence.steps + silent)
        return self._refitted(replace(
            self, sequence=sequence, silent=silent, targets=targets, prediction=prediction, loss=loss,
            batch=self.batch and self.batch.with_sequence(sequence),
        ))  # fmt: skip

    def with_twin(self, twin: Twin | None) -> Setup:
        """Another twin of the sentence; SequenceError where both together have too many different words."""
        changed = self.reworded(replace(self, twin=twin))
        if twin is not None and len(changed.vocabulary) > MAX_VOCABULARY:
            raise SequenceError("vocabulary.many", limit=MAX_VOCABULARY)
        return changed

    def reworded(self, changed: Setup) -> Setup:
        """A setup that came from this one and reads other words: numbers given for words that stay are theirs."""
        if changed.columns == self.columns:
            return changed
        given = by_label(changed.weights.given, self.layers, self.columns, changed.columns)
        return changed.with_weights(given=given)._fitted(self.layers, (changed.columns, *self.reads[1:]))

    def with_batch(self, batch: Batch | None) -> Setup:
        """Other sequences beside the one on the tape; numbers given for the inputs of vanished words go."""
        return self._refitted(replace(self, batch=batch))

    def with_written(self, sequence: Sequence, prediction: Prediction, targets: tuple[Target, ...]) -> Setup:
        """What the network wrote behind what was given; the loss counts where it did.

        targets: what is right now, known or not.
        """
        counted = tuple(t for t in self.loss.counted(self.steps) if t < min(self.typed, sequence.steps))
        loss = Loss.of(self.loss.kind, counted, sequence.steps) if counted else self.loss
        alone = self.with_twin(None)
        return alone._refitted(replace(
            alone, sequence=sequence, silent=0, prediction=prediction, targets=targets, loss=loss,
        ))  # fmt: skip

    def checked(self, sequence: Sequence) -> Sequence:
        """A sequence that can be read with these weights; SequenceError names a word that has no input."""
        if self.learned is not None and self.learned.words and not self.vectors:
            check_words(sequence, self.learned.words)
        return sequence

    def with_vectors(self, size: int) -> Setup:
        """Words as vectors of this size (0: one-hot); numbers given for the inputs there were go."""
        return self._refitted(replace(self, vectors=size))

    def with_silence(self, silent: int) -> Setup:
        """Another number of silent steps; holds reaching beyond the end go."""
        return self._refitted(replace(self, silent=min(silent, MAX_STEPS - self.sequence.steps)))

    def _refitted(self, changed: Setup) -> Setup:
        """A setup that came from this one, with what of this one still means the same in it."""
        return changed._fitted(self.layers, self.reads)

    def _fitted(self, old: tuple[LayerChoice, ...], was: Reads) -> Setup:
        """What came from a setup with these layers that read these numbers and still means the same."""
        self = replace(self, layers=as_wide_as_read(self.layers, len(self.columns)))
        new, now, steps = self.layers, self.reads, self.steps
        targets = tuple(t for t in self.targets if t.step < steps)
        prediction = self.prediction if (new, now) == (old, was) else self.prediction.unwritten
        fitted = replace(
            self, loss=self.loss.within(steps).asked(targets, steps), targets=targets,
            prediction=prediction, holds=fitting_holds(self.holds, old, new, steps),
            start=fitting_arrays(self.start, old, new, was, now),
        ).with_weights(given=fitting_arrays(self.weights.given, old, new, was, now))  # fmt: skip
        shapes = param_shapes(new, now, self.readout)
        return fitted._untaught() if self.learned and not whole(fitted.weights.given, shapes) else fitted

    def _untaught(self) -> Setup:
        """No longer the network that was trained: its numbers for words that now have other inputs go, too."""
        return replace(self, learned=None)._fitted(self.layers, self.reads)

    def reset(self) -> Setup:
        """Knobs and holds back; weights as drawn from the seed or as typed, and the sequence stay."""
        fresh = Setup()
        kept = self.loss if self.prediction.made else replace(self.loss, at=fresh.loss.at)
        return replace(
            self, weights=Weights(self.weights.seed, given=self.weights.given), input_scale=fresh.input_scale,
            dtype=fresh.dtype, loss=kept, holds=(),
        )  # fmt: skip

    def forgotten(self) -> Setup:
        """Without the numbers that were typed or came with an example: all weights are drawn, states start at 0."""
        return replace(self.with_weights(given=Arrays()), start=Arrays(), learned=None)
