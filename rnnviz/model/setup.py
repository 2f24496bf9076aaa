"""Setup: everything the user chose, frozen. The engine's Experiment is derived from it; documents store it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import CELLS, Cell, Experiment, ExperimentError
from rnnviz.engine.start import generator
from rnnviz.model.numbers import plain
from rnnviz.model.sequence import MAX_STEPS, Sequence, words_sequence

MAX_HIDDEN = 64
GAIN = (0.0, 4.0)
KEEP_BIAS = (-4.0, 6.0)
INPUT_SCALE = (0.01, 10.0)
SEED = (0, 999_999)
FIRST_SENTENCE = ("I", "would", "like", "to", "arrive", "Taipei", "on", "November", "2nd")


@dataclass(frozen=True, slots=True)
class Hold:
    """A line held at a value; first and last are 0-based steps, both included; None: always."""

    line: str
    value: float
    first: int | None = None
    last: int | None = None

    def without(self, first: int, last: int, steps: int) -> list[Hold]:
        """What is left of this hold in a run of so many steps once first..last are free."""
        start, end = self.first or 0, steps - 1 if self.last is None else self.last
        parts = (start, min(end, first - 1)), (max(start, last + 1), end)
        return [replace(self, first=a, last=b) for a, b in parts if a <= b]


@dataclass(frozen=True, slots=True)
class Edit:
    """One number of one parameter typed by the user."""

    name: str
    index: tuple[int, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Setup:
    """cell: key of a shipped cell; cell_text: TOML text of another cell, used instead of the key when not empty.

    gain multiplies the initial recurrent matrices; keep_bias is meant as "keep" in every convention (None: the
    cell's own); input_scale multiplies the inputs; silent: zero inputs after the sequence; vectors: 0 for
    one-hot words, else the size of the words' vectors.
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

    @property
    def cell(self) -> Cell:
        return _cell(self.cell_key, self.cell_text)

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

    @property
    def bias(self) -> float:
        """The keep bias in force; 0 for a cell without one."""
        keep = self.cell.keep
        if keep is None:
            return 0.0
        return self.keep_bias if self.keep_bias is not None else keep.sign * self.cell.start.get(keep.bias, 0.0)

    def experiment(self) -> Experiment:
        """The engine's record of this setup; raises EngineError with a sentence."""
        cell = self.cell
        labels = self.columns if self.sequence.kind == "words" and not self.vectors else None
        exp = Experiment.build(cell, self.hidden, self.inputs(), loss=self.loss, init="zeros")
        params: dict[str, Any] = dict(_drawn(cell, self.hidden, len(self.columns), self.seed, labels))
        for name in cell.recurrent:
            params[name] = params[name] * self.gain
        if cell.keep is not None:
            params[cell.keep.bias] = np.full(self.hidden, cell.keep.sign * self.bias)
        exp = exp.with_params(params)
        if self.edits:
            exp = exp.with_values((edit.name, edit.index, edit.value) for edit in self.edits)
        for hold in self.holds:
            last = self.steps if hold.last is None else hold.last + 1
            exp = exp.hold(hold.line, hold.value, slice(hold.first or 0, last))
        return exp

    def with_hold(self, hold: Hold) -> Setup:
        """Hold a line; a hold for all steps replaces the earlier ones of that line."""
        kept = [h for h in self.holds if h.line != hold.line or hold.first is not None]
        return replace(self, holds=(*kept, hold))

    def without_hold(self, line: str, first: int | None = None, last: int | None = None) -> Setup:
        """Let a line be computed again: always, or in the steps first..last and held as before in the others."""
        kept: list[Hold] = []
        for hold in self.holds:
            if hold.line != line:
                kept.append(hold)
            elif first is not None and last is not None:
                kept += hold.without(first, last, self.steps)
        return replace(self, holds=tuple(kept))

    def with_cell(self, key: str, text: str = "") -> Setup:
        """Another cell; what belongs to the old cell's lines and parameters goes. The same cell stays as it is."""
        if text == self.cell_text and (text or key == self.cell_key):
            return self
        return replace(self, cell_key=key, cell_text=text, holds=(), edits=(), keep_bias=None)

    def with_sequence(self, sequence: Sequence) -> Setup:
        """Another sequence; holds in steps that no longer exist and typed numbers of vanished inputs go."""
        silent = 0 if sequence.generated else min(self.silent, MAX_STEPS - sequence.steps)
        changed = replace(self, sequence=sequence, silent=silent, holds=(), edits=())
        holds = tuple(h for h in self.holds if h.last is None or h.last < changed.steps)
        same = changed.columns == self.columns
        edits = tuple(e for e in self.edits if same or self.cell.params[e.name][-1] != "input")
        return replace(changed, holds=holds, edits=edits)

    def with_vectors(self, size: int) -> Setup:
        """Words as vectors of this size (0: one-hot); numbers typed for the inputs there were go."""
        changed = replace(self, vectors=size, edits=())
        same = changed.columns == self.columns
        edits = tuple(e for e in self.edits if same or self.cell.params[e.name][-1] != "input")
        return replace(changed, edits=edits)

    def with_silence(self, silent: int) -> Setup:
        """Another number of silent steps; holds reaching beyond the end go."""
        changed = replace(self, silent=min(silent, MAX_STEPS - self.sequence.steps), holds=())
        holds = tuple(h for h in self.holds if h.last is None or h.last < changed.steps)
        return replace(changed, holds=holds)

    def with_hidden(self, hidden: int) -> Setup:
        """Another hidden size; numbers typed for units that no longer exist go."""
        edits = tuple(e for e in self.edits if all(i < hidden for i in e.index[:1]))
        kept = tuple(
            e for e in edits if len(e.index) < 2 or self.cell.params[e.name][1] == "input" or e.index[1] < hidden
        )
        return replace(self, hidden=hidden, edits=kept)

    def reset(self) -> Setup:
        """The same weights as drawn from the seed: knobs, holds and typed numbers go, the sequence stays."""
        fresh = Setup()
        return replace(
            self, gain=fresh.gain, keep_bias=None, input_scale=fresh.input_scale, loss=fresh.loss, holds=(), edits=()
        )


@lru_cache(maxsize=32)
def _cell(key: str, text: str) -> Cell:
    if not text and key not in CELLS:
        raise ExperimentError(f"there is no cell called {key}")
    return Cell.from_text(text, "this experiment's cell") if text else CELLS[key]


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
