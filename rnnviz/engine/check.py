"""Gradient check: what back-propagation says against the loss itself.

Where every function of the cell takes complex numbers the loss is run once with a number moved by i STEP: the imaginary
part is the derivative to the last digits, however small (Squire & Trapp 1998). Elsewhere two losses are subtracted, and
how far that can be trusted is estimated: only what lies apart by more counts as a difference.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment, Held
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.ops import FUNCTIONS, Array, Function
from rnnviz.engine.language.several import OPERATIONS
from rnnviz.engine.run import Run, simulate

ACCEPT = 1e-7
"""A relative error below this is agreement."""
STEP = 1e-20
"""How far along the imaginary axis a number is moved."""
APART = 1e-5
"""Half the distance of two losses that are subtracted, in units of max(1, |parameter|); best for float64."""
AT_MOST = 400
"""Numbers compared over all parameters; larger cells are sampled evenly, some of every parameter."""
ROUNDING = 32.0
"""What rounding adds to a difference, in units of eps * sum |dL h| / APART."""

Index = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How far back-propagation (a) and the loss (n) lie apart.

    worst: largest |a - n| / max(|a|, |n|), magnitudes being the largest of each parameter, with the parameter and the
    index it was found at. compared, of `available` numbers, entered it. Left out, because the loss says nothing there:
    kinks, numbers with a ReLU that bends exactly where it stands; unusable, numbers whose loss is not finite;
    undecided, numbers whose derivative is known less well than they lie apart. exact: by complex steps alone.
    """

    worst: float
    name: str
    index: Index
    compared: int
    available: int
    kinks: int = 0
    unusable: int = 0
    undecided: int = 0
    exact: bool = True

    @property
    def accepted(self) -> bool:
        """Whether something was compared and all of it agrees."""
        return self.compared > 0 and self.worst < ACCEPT

    @property
    def differs(self) -> bool:
        """Whether it is proved that some gradient is wrong."""
        return self.compared > 0 and self.worst >= ACCEPT


class _Pair(NamedTuple):
    """One number's gradient by back-propagation and from the loss, and how far the latter can be off."""

    place: Index
    back: float
    numeric: float
    doubt: float


class _Moved(NamedTuple):
    """A derivative from the loss, whether the complex step gave it, and whether an activation bends there."""

    numeric: float
    doubt: float
    exact: bool
    bends: bool = False


def gradient_check(experiment: Experiment) -> CheckResult:
    """Check dL/d(parameter) of an experiment under its own loss; float32 experiments are checked in float64.

    Deterministic: at most AT_MOST numbers (or one of each parameter), one simulation each, or four.
    """
    work = checking(experiment)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast(CheckResult, end.value)


def checking(experiment: Experiment) -> Generator[float, None, CheckResult]:
    """The same number by number: yields the share done, so that a window stays alive meanwhile; returns the result."""
    run = simulate(_in_format(experiment, "float64"))
    whole = _in_format(run.experiment, "complex128") if analytic(experiment.cell) else None
    available = sum(value.size for value in run.experiment.params.values())
    todo = [(name, place) for name in run.experiment.params for place in _places(run, name, available)]
    found = _Findings({name: [] for name in run.experiment.params})
    for number, (name, place) in enumerate(todo):
        yield number / len(todo)
        with np.errstate(all="ignore"):
            found.add(run, whole, name, place)
    return found.result(available)


def _in_format(exp: Experiment, dtype: str) -> Experiment:
    """The same numbers in a wider format."""

    def wide(array: Array) -> Array:
        return locked(array.astype(dtype))

    held = {line: Held(h.mask, wide(h.values)) for line, h in exp.held.items()}
    params = {name: wide(value) for name, value in exp.params.items()}
    start = {name: wide(value) for name, value in exp.start.items()}
    return replace(
        exp, inputs=wide(exp.inputs), params=MappingProxyType(params), start=MappingProxyType(start),
        held=MappingProxyType(held),
    )  # fmt: skip


def _places(run: Run, name: str, available: int) -> list[Index]:
    value = run.experiment.params[name]
    count = value.size if available <= AT_MOST else max(1, AT_MOST * value.size // available)
    chosen = np.unique(np.linspace(0, value.size - 1, count).round().astype(int))
    return [tuple(int(i) for i in np.unravel_index(flat, value.shape)) for flat in chosen]


@dataclass(slots=True)
class _Findings:
    """What was measured so far."""

    pairs: dict[str, list[_Pair]]
    kinks: int = 0
    unusable: int = 0
    exact: bool = True

    def add(self, run: Run, whole: Experiment | None, name: str, place: Index) -> None:
        """One number's gradient both ways."""
        back = float(run.param_grads[name][place])
        moved = None if whole is None else _by_complex_step(run, whole, name, place, back)
        if moved is None:
            moved = _by_differences(run, name, place)
        if moved.bends:
            self.kinks += 1
        elif not np.isfinite([back, moved.numeric]).all():
            self.unusable += 1
        else:
            self.exact &= moved.exact
            self.pairs[name].append(_Pair(place, back, moved.numeric, moved.doubt))

    def result(self, available: int) -> CheckResult:
        worst, where, compared, undecided = 0.0, ("", cast(Index, ())), 0, 0
        for name, pairs in self.pairs.items():
            largest = max((max(abs(p.back), abs(p.numeric)) for p in pairs), default=0.0)
            for pair in pairs:
                apart = abs(pair.back - pair.numeric)
                error = apart / largest if largest else 0.0
                # in doubt below the doubt nothing is said: neither that it is right nor that it is wrong
                if pair.doubt and (largest <= pair.doubt or (error >= ACCEPT and apart <= pair.doubt)):
                    undecided += 1
                    continue
                compared += 1
                if error >= worst:
                    worst, where = error, (name, pair.place)
        return CheckResult(worst, *where, compared, available, self.kinks, self.unusable, undecided, self.exact)


def _by_complex_step(run: Run, whole: Experiment, name: str, place: Index, back: float) -> _Moved | None:
    """dL/d(one number) from the imaginary part of the loss; None where that is no number."""
    numeric, bends = _imaginary(run, whole, name, place, 1.0)
    if bends or not np.isfinite(numeric):
        return _Moved(numeric, 0.0, True, True) if bends else None
    if abs(back - numeric) < ACCEPT * max(abs(back), abs(numeric)):
        return _Moved(numeric, 0.0, True)
    beside, _ = _imaginary(run, whole, name, place, 1.0 + 4 * float(np.finfo(float).eps))
    return _Moved(numeric, 8 * abs(beside - numeric), True)  # how much the last digits of a number can matter here


def _imaginary(run: Run, whole: Experiment, name: str, place: Index, factor: float) -> tuple[float, bool]:
    """The derivative where a number is multiplied by `factor`, and whether an activation bends there."""
    moved: Any = complex(whole.params[name][place] * factor) + 1j * STEP
    other = simulate(whole.with_value(name, place, moved))
    direct, output = run.grad(run.cell.output, into="loss"), other.value(run.cell.output)
    loss = np.where(direct != 0, output * direct, 0.0).sum()
    return float(loss.imag) / STEP, _on_a_bend(other)


def analytic(cell: Cell) -> bool:
    """Whether every function of a cell takes complex numbers, so that a complex step gives its derivatives."""
    return all(_analytic(FUNCTIONS[name]) for name in {node.op for node in cell.nodes} & FUNCTIONS.keys())


def _analytic(function: Function) -> bool:
    """Whether a function takes complex numbers as mathematics means it: np.abs(a), say, has no derivative there."""
    points = np.linspace(-3.7, 3.9, 40)
    try:
        with np.errstate(all="ignore"):
            along = np.asarray(function.forward(points + 1j * STEP)).imag / STEP
            across = (function.forward(points + APART) - function.forward(points - APART)) / (2 * APART)
    except TypeError:
        return False
    known = np.isfinite(across)  # the square root of what is negative is no number
    return bool(known.any() and np.allclose(along[known], across[known], rtol=1e-4, atol=1e-4))


def _on_a_bend(run: Run) -> bool:
    """Whether an activation is moved from exactly where its slope jumps, or one of two equal numbers is chosen."""
    bent = [node for node in run.cell.nodes if node.op in FUNCTIONS and FUNCTIONS[node.op].bends]
    for node in bent:
        inner = run.node_value(node.args[0])
        if bool((np.isin(inner.real, FUNCTIONS[node.op].bends) & (inner.imag != 0)).any()):
            return True
    return any(bool(((apart.real == 0) & (apart.imag != 0)).any()) for apart in _apart(run))


def _apart(run: Run) -> Iterator[Array]:
    """How far apart those numbers are of which an operation chooses one."""
    for node in run.cell.nodes:
        if node.op in OPERATIONS and not OPERATIONS[node.op].sign:
            first, *others = (run.node_value(a) for a in node.args)
            yield from (first - other for other in others)


def _by_differences(run: Run, name: str, place: Index) -> _Moved:
    """dL/d(one number) from two losses, in doubt by what half and double the distance say and by rounding."""
    value = float(run.experiment.params[name][place])
    step = APART * max(1.0, abs(value))
    near, far = _difference(run, name, place, step), _difference(run, name, place, 2 * step)
    noise = float(np.finfo(float).eps) * _size(run) / step
    doubt = abs(near.numeric - far.numeric) + ROUNDING * noise
    return _Moved(near.numeric, doubt, False, near.bends)


def _difference(run: Run, name: str, place: Index, step: float) -> _Moved:
    value = float(run.experiment.params[name][place])
    up, down = (simulate(run.experiment.with_value(name, place, value + s)) for s in (step, -step))
    bends = any(bool((np.abs(k - down.slopes[node]) > 0.25).any()) for node, k in up.slopes.items())
    bends = bends or any(bool((a * b < 0).any()) for a, b in zip(_apart(up), _apart(down), strict=True))
    return _Moved((up.loss - down.loss) / (2 * step), 0.0, False, bends)


def _size(run: Run) -> float:
    """Sum of |dL/dh h|: at least |L|, and what its rounding is proportional to where its terms cancel."""
    return float(np.abs(run.value(run.cell.output) * run.grad(run.cell.output, into="loss")).sum())
