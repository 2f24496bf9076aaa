"""Experiment: one frozen record of everything that determines a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.experiments.start import initial_params
from rnnviz.engine.frozen import Frozen, locked
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.library import cell_of
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.sizes import sizes_of
from rnnviz.engine.notation.html import cell_html

DTYPES = ("float64", "float32", "complex128")
LOSSES = ("last", "every")


@dataclass(frozen=True, slots=True, eq=False)
class Held(Frozen):
    """A line held in some steps: mask (T,) says where, values (T, size) at what."""

    mask: Array
    values: Array


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Experiment(Frozen):
    """Cell, sizes, inputs, parameters, start, holds, loss. Build with `Experiment.build`; every change is a new one.

    inputs: (T, B, input), read-only; `batched` is False when a single sequence (T, input) was given.
    params: name -> array, read-only. start: state -> (B, size). learned: state -> the parameter it begins with. loss:
    "last" is L = sum(h_T) / sqrt(hidden), "every" its sum over all steps.
    """

    cell: Cell
    sizes: Mapping[str, int]
    inputs: Array
    batched: bool
    params: Mapping[str, Array]
    start: Mapping[str, Array]
    loss: str = "last"
    held: Mapping[str, Held] = field(default_factory=lambda: MappingProxyType({}))
    learned: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def build(
        cls, cell: Cell | str, hidden: int, inputs: ArrayLike, seed: int = 0, output: int | None = None,
        start: Mapping[str, ArrayLike] | None = None, init: str = "uniform", dtype: DTypeLike = "float64",
        loss: str = "last", labels: Sequence[str] | None = None, projected: int | None = None,
    ) -> Experiment:  # fmt: skip
        """A fresh experiment with initial parameters drawn from the seed.

        cell: a cell, or the name of a shipped one. inputs: (T, input) or (T, B, input), finite. output: size of a line
        y (default: hidden); projected: of what a matrix P gives (default: half of hidden). start: state -> (size,) or
        (B, size); states not named start as the cell says, else at zero. labels: a word per input column.
        Raises ExperimentError with a sentence.
        """
        cell, dtype = cell_of(cell), dtype_name(dtype)
        if loss not in LOSSES:
            raise ExperimentError("loss.unknown", loss=loss)
        x = _inputs(inputs, dtype)
        hidden = _size("hidden", hidden)
        given = (
            None if size is None else _size(word, size) for word, size in (("output", output), ("projected", projected))
        )
        sizes = sizes_of(hidden, x.shape[-1], *given)
        check_sizes(cell, sizes)
        if labels is not None and len(labels) != sizes["input"]:
            raise ExperimentError("labels.count", count=len(labels), columns=sizes["input"])
        drawn = initial_params(cell, sizes, seed, init, labels)
        params = {name: _frozen(array, dtype) for name, array in drawn.items()}
        batched = x.ndim == 3
        x = _frozen(x if batched else x[:, None, :], dtype)
        begin = _start(cell, sizes, x.shape[1], start or {}, dtype)
        learned = {s: p for s, p in cell.begin.items() if isinstance(p, str) and s not in (start or {})}
        exp = cls(cell, MappingProxyType(sizes), x, batched, MappingProxyType(params), begin, loss)
        return replace(exp, learned=MappingProxyType(learned)).begun() if learned else exp

    def __repr__(self) -> str:
        return f"Experiment({self.summary})"

    def _repr_html_(self) -> str:
        return cell_html(self.cell, self.summary.partition(", ")[2])

    @property
    def summary(self) -> str:
        """Cell, sizes, steps, batch and number format in one line."""
        sizes = [f"hidden={self.hidden}", f"input={self.sizes['input']}", f"steps={self.steps}"]
        more = [f"batch={self.inputs.shape[1]}"] if self.batched else []
        held = [f"held {', '.join(self.held)}"] if self.held else []
        return ", ".join([self.cell.name, *sizes, *more, str(self.dtype), *held])

    @property
    def hidden(self) -> int:
        """Number of hidden units."""
        return self.sizes["hidden"]

    @property
    def steps(self) -> int:
        """Number of time steps T."""
        return int(self.inputs.shape[0])

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.inputs.dtype

    def with_params(self, params: Mapping[str, ArrayLike]) -> Experiment:
        """The same experiment with some parameters replaced; shapes must fit."""
        fresh = dict(self.params)
        for name, value in params.items():
            old = self._param(name)
            if value is old:
                continue
            array = numbers(value, self.dtype, ExperimentError("parameter.numbers", name=name, shape=old.shape))
            if array.shape != old.shape:
                raise ExperimentError("parameter.shape", name=name, shape=old.shape, got=array.shape)
            array.setflags(write=False)  # numbers() made a copy
            fresh[name] = array
        return replace(self, params=MappingProxyType(fresh)).begun()

    def begun(self) -> Experiment:
        """With the states that begin with a parameter beginning with what it is now."""
        if not self.learned:
            return self
        begun = {
            s: locked(np.array(np.broadcast_to(self.params[p], self.start[s].shape))) for s, p in self.learned.items()
        }
        return replace(self, start=MappingProxyType({**self.start, **begun}))

    def with_value(self, name: str, index: int | tuple[int, ...], value: float) -> Experiment:
        """The same experiment with one number of one parameter replaced."""
        return self.with_values([(name, index, value)])

    def with_values(self, values: Iterable[tuple[str, int | tuple[int, ...], float]]) -> Experiment:
        """The same experiment with single numbers of parameters replaced: (name, index, value) of each."""
        fresh: dict[str, Array] = {}
        for name, index, value in values:
            array = fresh.setdefault(name, np.array(self._param(name)))
            place = index if isinstance(index, tuple) else (index,)
            if len(place) != array.ndim or not all(isinstance(i, int | np.integer) for i in place):
                raise ExperimentError("parameter.index", name=name, shape=array.shape, index=index)
            number = numbers(value, self.dtype, ExperimentError("parameter.number", name=name))
            if number.shape:
                raise ExperimentError("parameter.number", name=name)
            try:
                array[place] = number
            except IndexError:
                raise ExperimentError("parameter.entry", name=name, shape=array.shape, index=index) from None
        return self.with_params(fresh)

    def hold(self, line: str, value: ArrayLike, steps: slice | int | Sequence[int] | Array | None = None) -> Experiment:
        """Hold a line at a value in some steps (0-based: a slice, one step, or several; default all).

        value: a number, (size,), or one row per chosen step (n, size) or (n, 1). The line is then a constant there:
        it passes no gradient to what it was computed from.
        """
        size = self.sizes[self._line(line).size]
        chosen = _chosen(self.steps, steps)
        before = self.held.get(line)
        mask = np.zeros(self.steps, bool) if before is None else before.mask.copy()
        values = np.zeros((self.steps, size), self.dtype) if before is None else before.values.copy()
        why = ExperimentError("hold.rows", line=line, size=size, rows=len(chosen))
        try:
            values[chosen] = np.broadcast_to(numbers(value, self.dtype, why), (len(chosen), size))
        except ValueError:
            raise why from None
        if not np.isfinite(values).all():
            raise ExperimentError("hold.finite", line=line)
        mask[chosen] = True
        held = Held(_frozen(mask, "bool"), _frozen(values, str(self.dtype)))
        return replace(self, held=MappingProxyType({**self.held, line: held}))

    def release(self, line: str) -> Experiment:
        """Let a held line be computed again."""
        self._line(line)
        return replace(self, held=MappingProxyType({k: v for k, v in self.held.items() if k != line}))

    def with_loss(self, loss: str) -> Experiment:
        """The same experiment under the loss "last" or "every"."""
        if loss not in LOSSES:
            raise ExperimentError("loss.unknown", loss=loss)
        return replace(self, loss=loss)

    def _param(self, name: str) -> Array:
        if name not in self.params:
            raise ExperimentError(
                "parameter.unknown", name=name, cell=self.cell.name, hint=suggestion(name, self.params)
            )
        return self.params[name]

    def _line(self, name: str) -> Any:
        if name not in self.cell.by_name:
            raise ExperimentError(
                "line.unknown", name=name, cell=self.cell.name, hint=suggestion(name, self.cell.by_name)
            )
        return self.cell.by_name[name]


def _chosen(count: int, steps: Any) -> Array:
    """Step numbers of a slice, one number, several, or a mask; ExperimentError."""
    if steps is None or isinstance(steps, slice):
        return np.arange(count)[steps or slice(None)]
    given = np.asarray(steps)
    mask = given.dtype.kind == "b" and given.shape == (count,)
    if given.dtype.kind not in "iu" and not mask:
        raise ExperimentError("hold.steps", last=count - 1, steps=steps)
    if not mask and given.size and not (given.min() >= 0 and given.max() < count):
        raise ExperimentError("hold.steps", last=count - 1, steps=steps)
    return np.atleast_1d(np.arange(count)[given])


def dtype_name(dtype: DTypeLike) -> str:
    """ "float64", "float32" or "complex128" of whatever NumPy understands as one; ExperimentError."""
    try:
        name = np.dtype(dtype).name
    except TypeError:
        name = ""
    if name not in DTYPES:
        raise ExperimentError("dtype.unknown", dtype=dtype)
    return name


def _size(what: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not 1 <= value <= 65536:
        raise ExperimentError("size.whole", what=what, value=value)
    return int(value)


def check_sizes(cell: Cell, sizes: Mapping[str, int]) -> None:
    """ExperimentError where a cell reads x as it is and its size is another one."""
    for word in cell.raw:
        if sizes[word] != sizes["input"]:
            raise ExperimentError("size.raw", cell=cell.name, size=word, wanted=sizes[word], got=sizes["input"])


def _inputs(inputs: ArrayLike, dtype: str) -> Array:
    x = numbers(inputs, dtype, ExperimentError("inputs.numbers"))
    if x.ndim not in (2, 3) or 0 in x.shape:
        raise ExperimentError("inputs.shape", shape=x.shape)
    if not np.isfinite(x).all():
        raise ExperimentError("inputs.finite")
    return x


def _start(
    cell: Cell, sizes: Mapping[str, int], batch: int, given: Mapping[str, ArrayLike], dtype: str
) -> Mapping[str, Array]:
    for name in given:
        if name not in cell.states:
            raise ExperimentError("state.unknown", name=name, cell=cell.name, hint=suggestion(name, cell.states))
    begin: dict[str, Array] = {}
    for name in cell.states:
        shape = (batch, sizes[cell.by_name[name].size])
        why = ExperimentError("start.count", name=name, size=shape[1])
        try:
            begins = cell.begin.get(name, 0.0)
            default = 0.0 if isinstance(begins, str) else begins
            array = np.broadcast_to(numbers(given.get(name, default), dtype, why), shape)
        except ValueError:
            raise why from None
        if not np.isfinite(array).all():
            raise ExperimentError("start.finite", name=name)
        begin[name] = _frozen(array, dtype)
    return MappingProxyType(begin)


def numbers(given: ArrayLike, dtype: str | np.dtype[Any], why: ExperimentError, copy: bool = True) -> Array:
    """Anything array-like as numbers of a dtype; raises `why` for text, ragged lists, None and the like."""
    try:
        array = np.asarray(given)
        if array.dtype == dtype:
            return array.copy("K") if copy else array
        if array.dtype.kind not in ("biufc" if np.dtype(dtype).kind == "c" else "biuf"):
            raise why
        with np.errstate(all="ignore"):  # what float32 cannot hold becomes infinite
            return array.astype(dtype)
    except (ValueError, TypeError, OverflowError):
        raise why from None


def _frozen(array: ArrayLike, dtype: str) -> Array:
    copy = np.array(array, dtype=dtype, order="C")
    copy.setflags(write=False)
    return copy
