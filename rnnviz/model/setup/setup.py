"""Setup: everything the user chose, frozen. Experiment and Network are derived from it; documents store it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell, Experiment, ExperimentError
from rnnviz.engine.experiments.start import generator, seed_of
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice, chosen_cell, fitting_edits, fitting_holds, moved_down
from rnnviz.model.setup.sequence import MAX_STEPS, Sequence, words_sequence
from rnnviz.model.story.score import Score

if TYPE_CHECKING:
    from rnnviz.engine import Network

MAX_HIDDEN = 64
GAIN = (0.0, 4.0)
KEEP_BIAS = (-4.0, 6.0)
INPUT_SCALE = (0.01, 10.0)
SEED = (0, 999_999)
PRECISIONS = ("float64", "float32")
FIRST_SENTENCE = ("I", "would", "like", "to", "arrive", "Taipei", "on", "November", "2nd")


@dataclass(frozen=True, slots=True)
class Setup:
    """cell_key, cell_text, hidden, direction, merge: the lowest layer, as in `LayerChoice`; above: those on top of it.

    gain multiplies the initial recurrent matrices; keep_bias is meant as "keep" in every convention (None: the
    cell's own); input_scale multiplies the inputs; silent: zero inputs after the sequence; vectors: 0 for
    one-hot words, else the size of the words' vectors; dtype: the numbers it is computed with.
    """

    cell_key: str = "lstm"
    cell_text: str = ""
    sequence: Sequence = field(default_factory=lambda: words_sequence(list(FIRST_SENTENCE)))
    hidden: int = 8
    seed: int = 0
    gain: float = 1.0
    keep_bias: float | None = None
    input_scale: float = 1.0
    silent: int = 0
    vectors: int = 0
    loss: str = "last"
    holds: tuple[Hold, ...] = ()
    edits: tuple[Edit, ...] = ()
    direction: str = "forward"
    merge: str = "concat"
    above: tuple[LayerChoice, ...] = ()
    dtype: str = "float64"

    @property
    def cell(self) -> Cell:
        """The cell of the lowest layer."""
        return chosen_cell(self.cell_key, self.cell_text)

    @property
    def layers(self) -> tuple[LayerChoice, ...]:
        """All layers, lowest first."""
        return LayerChoice(self.cell_key, self.cell_text, self.hidden, self.direction, self.merge), *self.above

    @property
    def alone(self) -> bool:
        """Whether it is one cell that reads onward: an experiment, not a network."""
        return not self.above and self.direction == "forward"

    @property
    def score(self) -> Score:
        """The order in which layers, directions and steps are told."""
        return Score.of([[(way, choice.cell) for way in choice.ways] for choice in self.layers], self.steps)

    @property
    def steps(self) -> int:
        return self.sequence.steps + self.silent

    @property
    def words(self) -> tuple[str, ...]:
        """One label per step: the word, the number, or "" for a silent step."""
        return _labels(self.sequence, self.seed) + ("",) * self.silent

    @property
    def columns(self) -> tuple[str, ...]:
        """One label per input number: the words of the vocabulary, or x1, x2, ... of a vector."""
        if self.sequence.kind == "words" and not self.vectors:
            return self.sequence.vocabulary()
        width = self.vectors if self.sequence.kind == "words" else self.sequence.width()
        return tuple(f"x{i + 1}" for i in range(width))

    def inputs(self) -> NDArray[np.float64]:
        """The input of every step: (T, input)."""
        rows = _one_hot(self.sequence) if self.sequence.kind == "words" else self.sequence.signal(self.seed)
        if self.sequence.kind == "words" and self.vectors:
            rows = np.stack([word_vector(self.seed, w, self.vectors) for w in self.sequence.words])
        silent = np.zeros((self.silent, rows.shape[1]))
        return np.concatenate([rows * self.input_scale, silent])

    def columns_of(self, layer: int) -> tuple[str, ...]:
        """One label per number a layer reads."""
        return self.layers[layer - 1].columns if layer else self.columns

    def bias(self, layer: int = 0) -> float:
        """The keep bias in force in a layer; 0 for a cell without one."""
        cell = self.layers[layer].cell
        keep = cell.keep
        if keep is None:
            return 0.0
        return self.keep_bias if self.keep_bias is not None else keep.sign * cell.start.get(keep.bias, 0.0)

    def experiment(self) -> Experiment:
        """The engine's record of the lowest layer reading onward; raises EngineError with a sentence."""
        exp = Experiment.build(
            self.cell, self.hidden, self.inputs(), loss=self.loss, init="zeros", dtype=self.dtype
        ).with_params(self._weights(0, "forward"))
        own = [e for e in self.edits if (e.layer, e.way) == (0, "forward")]
        if own:
            exp = exp.with_values((e.name, e.index, e.value) for e in own)
        for hold in self.holds:
            if (hold.layer, hold.way) == (0, "forward"):
                exp = exp.hold(hold.line, hold.value, hold.chosen(self.steps))
        return exp

    def network(self) -> Network:
        """The engine's record of all layers; raises EngineError with a sentence."""
        from rnnviz.engine.networks.network import Network, prefix_of  # the first frame needs none

        for number, choice in enumerate(self.layers, 1):  # as the screen counts them
            _check_width(number, choice.cell)
        stack = [choice.layer for choice in self.layers]
        net = Network.build(stack, self.inputs(), at=self.loss, init="zeros", dtype=self.dtype)
        fresh: dict[str, NDArray[Any]] = {}
        for number, choice in enumerate(self.layers):
            for way in choice.ways:
                drawn = self._weights(number, way)
                fresh.update({prefix_of(number, way) + name: array for name, array in drawn.items()})
        for edit in self.edits:
            name = prefix_of(edit.layer, edit.way) + edit.name
            fresh[name] = np.array(fresh[name])
            fresh[name][edit.index] = edit.value
        net = net.with_params(fresh)
        for hold in self.holds:
            line = prefix_of(hold.layer, hold.way) + hold.line
            net = net.hold(line, hold.value, hold.chosen(self.steps))
        return net

    def _weights(self, number: int, way: str) -> dict[str, NDArray[Any]]:
        """Initial parameters of a layer's direction, with gain and keep bias, before numbers were typed."""
        choice, columns = self.layers[number], self.columns_of(number)
        words = number == 0 and self.sequence.kind == "words" and not self.vectors
        seed = seed_of(self.seed, number, way)
        params = dict(_drawn(choice.cell, choice.hidden, len(columns), seed, columns if words else None))
        for name in choice.cell.recurrent:
            params[name] = params[name] * self.gain
        keep = choice.cell.keep
        if keep is not None:
            params[keep.bias] = np.full(choice.hidden, keep.sign * self.bias(number))
        return params

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
        """One number typed; an earlier one at the same place goes."""
        return replace(self, edits=(*(e for e in self.edits if replace(e, value=edit.value) != edit), edit))

    def with_cell(self, key: str, text: str = "", layer: int = 0) -> Setup:
        """Another cell in a layer; what belongs to the old cell's lines and parameters goes, the same one stays.

        So does the keep bias, but where it is another layer's, too.
        """
        old = self.layers[layer]
        if text == old.cell_text and (text or key == old.cell_key):
            return self
        changed = self.with_layer(layer, replace(old, cell_key=key, cell_text=text))
        shared = any(choice.cell.keep for number, choice in enumerate(self.layers) if number != layer)
        return changed if shared else replace(changed, keep_bias=None)

    def with_hidden(self, hidden: int, layer: int = 0) -> Setup:
        """Another hidden size of a layer; numbers typed for units that no longer exist go."""
        return self.with_layer(layer, replace(self.layers[layer], hidden=hidden))

    def with_layer(self, number: int, choice: LayerChoice) -> Setup:
        """One layer chosen anew."""
        layers = self.layers
        return self.with_layers((*layers[:number], choice, *layers[number + 1 :]))

    def with_layers(self, layers: tuple[LayerChoice, ...]) -> Setup:
        """Other layers, lowest first; holds and typed numbers that no longer mean the same go."""
        return self._refitted(self._stacked(layers))

    def without_layer(self, number: int) -> Setup:
        """One layer taken out; those above it move down with their holds and typed numbers."""
        layers = self.layers
        rest = layers[:number] + layers[number + 1 :]
        changed, was = self._stacked(rest), self._reads[:number] + self._reads[number + 1 :]
        edits = fitting_edits(moved_down(self.edits, number), rest, rest, was, changed._reads)
        return replace(changed, holds=moved_down(self.holds, number), edits=edits)

    def _stacked(self, layers: tuple[LayerChoice, ...]) -> Setup:
        low = layers[0]
        return replace(
            self, cell_key=low.cell_key, cell_text=low.cell_text, hidden=low.hidden, direction=low.direction,
            merge=low.merge, above=layers[1:],
        )  # fmt: skip

    @property
    def _reads(self) -> tuple[tuple[str, ...], ...]:
        """For every layer the labels of the numbers it reads."""
        return tuple(self.columns_of(number) for number in range(len(self.layers)))

    def with_sequence(self, sequence: Sequence) -> Setup:
        """Another sequence; holds in steps that no longer exist and typed numbers of vanished inputs go."""
        silent = 0 if sequence.generated else min(self.silent, MAX_STEPS - sequence.steps)
        return self._refitted(replace(self, sequence=sequence, silent=silent))

    def with_vectors(self, size: int) -> Setup:
        """Words as vectors of this size (0: one-hot); numbers typed for the inputs there were go."""
        return self._refitted(replace(self, vectors=size))

    def with_silence(self, silent: int) -> Setup:
        """Another number of silent steps; holds reaching beyond the end go."""
        return self._refitted(replace(self, silent=min(silent, MAX_STEPS - self.sequence.steps)))

    def _refitted(self, changed: Setup) -> Setup:
        """A setup that came from this one, with those of its holds and typed numbers that still mean the same."""
        old, new = self.layers, changed.layers
        edits = fitting_edits(self.edits, old, new, self._reads, changed._reads) if self.edits else ()
        return replace(changed, holds=fitting_holds(self.holds, old, new, changed.steps), edits=edits)

    def reset(self) -> Setup:
        """The same weights as drawn from the seed: knobs, holds and typed numbers go, the sequence stays."""
        fresh = Setup()
        return replace(
            self, gain=fresh.gain, keep_bias=None, input_scale=fresh.input_scale, loss=fresh.loss, dtype=fresh.dtype,
            holds=(), edits=(),
        )  # fmt: skip


def _check_width(number: int, cell: Cell) -> None:
    if cell.by_name[cell.output].size != "hidden":
        fitting = next((line.name for line in reversed(cell.lines) if line.size == "hidden"), "")
        key = "layer.readout" if fitting else "layer.unfit"
        raise ExperimentError(key, number=number, cell=cell.name, output=cell.output, fitting=fitting)


@lru_cache(maxsize=32)
def _drawn(
    cell: Cell, hidden: int, width: int, seed: int, labels: tuple[str, ...] | None
) -> tuple[tuple[str, NDArray[np.float64]], ...]:
    """Initial parameters; kept, because a slider drag asks for the same ones sixty times a second."""
    zeros = np.zeros((1, width))
    exp = Experiment.build(cell, hidden, zeros, seed, labels=labels)
    return tuple(exp.params.items())


@lru_cache(maxsize=64)
def _one_hot(sequence: Sequence) -> NDArray[np.float64]:
    columns = {word: i for i, word in enumerate(sequence.vocabulary())}
    rows = np.zeros((len(sequence.words), len(columns)))
    rows[np.arange(len(sequence.words)), [columns[w] for w in sequence.words]] = 1.0
    return rows


@lru_cache(maxsize=64)
def _labels(sequence: Sequence, seed: int) -> tuple[str, ...]:
    if sequence.kind == "words":
        return sequence.words
    return tuple(" ".join(plain(v) for v in row) for row in sequence.signal(seed))


def word_vector(seed: int, word: str, size: int) -> NDArray[np.float64]:
    """A word's vector, drawn from the seed and the word alone: (size,)."""
    return generator(seed, "word vector", word).normal(size=size)
