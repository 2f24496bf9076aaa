"""What the user chose, read: what the cell is given, what its network is, how large everything in it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network import Network
from rnnviz.model.batch.batch import Batch
from rnnviz.model.prediction.next_words import asks_next
from rnnviz.model.setup.answer import Loss, Prediction, Readout, Target, engine_targets
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.conventions import turned_params
from rnnviz.model.setup.drawing import drawn_params, one_hot, step_labels, word_vector
from rnnviz.model.setup.fitting import begun
from rnnviz.model.setup.sequence import Sequence, words_sequence
from rnnviz.model.setup.shapes import directions
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.score import Score
from rnnviz.model.trained.learned import Learned
from rnnviz.model.trained.plan import Plan
from rnnviz.model.trained.twin import Twin

FIRST_SENTENCE = ("I", "would", "like", "to", "arrive", "Taipei", "on", "November", "2nd")


@dataclass(frozen=True, slots=True)
class Chosen:
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
    learned: Learned | None = None
    """Where the given weights come from, while all of them are the trained ones."""
    twin: Twin | None = None
    unremembered: bool = False
    """Whether the answers with recurrence off (U = 0) stand beside."""
    plan: Plan = field(default_factory=Plan)
    """How its network is trained."""
    prediction: Prediction = field(default_factory=Prediction)
    batch: Batch | None = None
    """Other sequences of one's own beside the one on the tape; None where it is alone."""

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
        tail = self.readout.lines if self.readout else ()
        return Score.of([[(way, choice.cell) for way in choice.ways] for choice in self.layers], self.steps, tail)

    @property
    def steps(self) -> int:
        return self.sequence.steps + self.silent

    @property
    def typed(self) -> int:
        """Steps of the sequence that somebody gave; what follows the network wrote itself."""
        return self.sequence.steps - self.prediction.written

    @property
    def words(self) -> tuple[str, ...]:
        """One label per step: the word, the numbers that the cell reads, or "" for a silent step."""
        return step_labels(self.sequence, self.weights.seed, self.input_scale) + ("",) * self.silent

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The words there is an input for: those a trained network knows, else those of the presets and the typed, in
        every sequence of a batch and in the twin, which the same network reads."""
        if self.learned and self.learned.words:
            return self.learned.words
        others = self.batch.words if self.batch else ()
        swapped = tuple(word for _, word in self.twin.swaps) if self.twin else ()
        return tuple(dict.fromkeys((*others, *self.sequence.vocabulary(), *swapped)))

    @property
    def columns(self) -> tuple[str, ...]:
        """One label per input number: the words of the vocabulary, or x1, x2, ... of a vector."""
        if self.sequence.kind == "words" and not self.vectors:
            return self.vocabulary
        width = self.vectors if self.sequence.kind == "words" else self.sequence.width()
        return tuple(f"x{i + 1}" for i in range(width))

    @property
    def asks_next(self) -> bool:
        """Whether what is right is what comes next in what somebody gave; where nothing says so, whether every word can
        be answered."""
        given = replace(self.sequence, words=self.sequence.words[: self.typed], rows=self.sequence.rows[: self.typed])
        inside = [target for target in self.targets if target.step < self.typed - 1]
        covered = self.readout is not None and set(self.vocabulary) <= set(self.readout.answers)
        return asks_next(inside, given) if inside else bool(given.words) and covered

    def inputs(self) -> NDArray[np.float64]:
        """The input of every step: (T, input)."""
        seed = self.weights.seed
        words = self.sequence.words
        if self.sequence.kind != "words":
            rows = self.sequence.signal(seed)
        elif self.vectors:
            rows = np.stack([word_vector(seed, w, self.vectors) for w in words])
        else:
            rows = one_hot(words, self.vocabulary)
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
        for number, way, _ in directions(self.layers):
            drawn = self._drawn(number, way)
            fresh.update({prefix_of(number, way) + name: array for name, array in drawn.items()})
        given = self.weights.given
        whole = fresh | {name: given.over(name, fresh.get(name, given[name])) for name in given}
        return whole | {name: whole[name] * self.weights.gain for name in self.recurrent_params()}

    def recurrent_params(self) -> tuple[str, ...]:
        """The parameters that the gain multiplies, by the names a network has for them."""
        return tuple(
            prefix_of(number, way) + name
            for number, way, choice in directions(self.layers)
            for name in choice.cell.recurrent
        )

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
