"""The statements of one step as a Python function, and the views of every step's numbers it is run on.

What a body touches is a view made beforehand: indexing inside the loop costs 1.7x. Only what program.py printed gets
here, names made from numbers and the calls below, never a cell's own text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from rnnviz.engine.language.ops import FUNCTIONS, Array
from rnnviz.engine.language.several import MIXINGS, OPERATIONS, partial
from rnnviz.engine.lazy import kept_within

_WORD = re.compile(r"[A-Za-z_]\w*")


Call = Callable[..., Any]


def _sigmoid_slope(value: Array, raised: Array, out: Array) -> None:
    """s (1 - s) of a sigmoid s as s / (1 + exp(a)), which has digits where s is nearly 1; from exp(-a)."""
    np.reciprocal(raised, out)
    np.add(out, 1.0, out)
    np.divide(value, out, out)


_CALLS: dict[str, Call] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "negative": np.negative,
    "maximum": np.maximum,
    "tanh": np.tanh,
    "copyto": np.copyto,
    "exp": np.exp,
    "reciprocal": np.reciprocal,
    "sigmoid_slope": _sigmoid_slope,
}


def _call(name: str) -> Call:
    """What a word of a statement calls: NumPy, or a row of the tables of functions and operations as they are now."""
    if name in _CALLS:
        return _CALLS[name]
    kind, _, function = name.partition("_")
    operation, _, place = function.rpartition("_")
    if operation in OPERATIONS:
        return _partial_into(operation, int(place))
    if kind == "into":
        return _into(OPERATIONS[function].forward) if function in OPERATIONS else _function_into(function)
    return _slope_into(function)


def _function_into(name: str) -> Call:
    return FUNCTIONS[name].into or _into(FUNCTIONS[name].forward)


def _into(forward: Call) -> Call:
    def into(*given: Array) -> None:
        *arguments, out = given
        out[...] = forward(*arguments)

    return into


def _partial_into(operation: str, place: int) -> Call:
    def into(value: Array, *given: Array) -> None:
        *arguments, out = given
        out[...] = partial(operation, place, value, arguments)

    return into


def mix_into(name: str) -> Call:
    """An operation over the units, which come first in a row of a product: (argument, out)."""

    def into(argument: Array, out: Array) -> None:
        out[...] = MIXINGS[name].forward(argument, 0)

    return into


def unmix_into(name: str) -> Call:
    """Its way back: (g, value, argument, out)."""

    def into(g: Array, value: Array, argument: Array, out: Array) -> None:
        out[...] = MIXINGS[name].back(g, value, argument, 0)

    return into


def _slope_into(name: str) -> Call:
    def into(value: Array, argument: Array, out: Array) -> None:
        found = FUNCTIONS[name].slope(value, argument, out)
        if found is not out:
            out[...] = found

    return into


def _never_flat(slope: Call) -> Call:
    """A slope as if the activation were flat nowhere: 1 instead of 0."""

    def into(*given: Array) -> None:
        slope(*given)
        given[-1][given[-1] == 0] = 1.0

    return into


Rows = list[tuple[Array, ...]]


Key = tuple[int, tuple[int, ...], tuple[int, ...]]
"""Address, shape and strides of a view."""
Known = dict[Key, Array]


class Body:
    """The statements of one step, compiled, and for each step the views they name; `run` does some of the steps.

    rows: per step, its views. width: how many there are. known: views made for another body over the same numbers; what
    one step writes and the next one reads is then one object, which the processor finds in its cache.
    """

    def __init__(
        self, statements: Iterable[str], views: Mapping[str, Array], fixed: Mapping[str, Any],
        known: Known | None = None,
    ) -> None:  # fmt: skip
        lines = list(statements)
        words = {w for line in lines for w in _WORD.findall(line)} - {"where", "out"}
        first: dict[Key, str] = {}
        same = {w: first.setdefault(_key(views[w]), w) for w in sorted(words) if w in views}
        names = sorted(set(same.values()))
        self._fixed = {w: fixed[w] if w in fixed else _call(w) for w in words if w not in views}
        text = "\n        ".join(_WORD.sub(lambda found: same.get(found[0], found[0]), line) for line in lines)
        self._order = tuple(sorted(self._fixed))
        self._calls = [self._fixed[name] for name in self._order]
        self._run = _compiled(text, tuple(names), self._order) if lines else None
        self.width = len(names)
        known = {} if known is None else known
        self.rows: Rows = list(zip(*(_rows(views[n], known) for n in names), strict=True)) if lines else []

    def run(self, rows: Rows, ignore_flat: bool = False) -> None:
        """Walk over some rows. ignore_flat: as if no activation were flat anywhere."""
        if self._run is not None:
            self._run(rows, *(self._unflattened() if ignore_flat else self._calls))

    def _unflattened(self) -> list[Any]:
        named = zip(self._order, self._calls, strict=True)
        return [_never_flat(call) if "slope" in name.split("_") else call for name, call in named]


def _key(view: Array) -> Key:
    return view.__array_interface__["data"][0], view.shape, view.strides


def _rows(view: Array, known: Known) -> list[Array]:
    start, _, _ = _key(view)
    shape, strides = view.shape[1:], view.strides[1:]
    step = view.strides[0]
    return [known.setdefault((start + i * step, shape, strides), row) for i, row in enumerate(view)]


class Whole(Body):
    """Statements that work on all steps at once."""

    def __init__(self, statements: Iterable[str], views: Mapping[str, Array], fixed: Mapping[str, Any]) -> None:
        super().__init__(statements, {name: view[None] for name, view in views.items()}, fixed)


FUNCTIONS_KEPT = 4_000_000
"""Bytes of compiled bodies that are kept for the next cell or shape with the same ones."""


def _size(function: Callable[..., None]) -> int:
    code = function.__code__
    return len(code.co_code) * 4 + 200 * (len(code.co_varnames) + 4)  # its tables of lines and names, roughly


@kept_within(FUNCTIONS_KEPT, _size)
def _compiled(lines: str, names: tuple[str, ...], fixed: tuple[str, ...]) -> Callable[..., None]:
    """The body as a function; only what program.py printed gets here, never a cell's own text."""
    space: dict[str, Any] = {}
    exec(f"def run(rows, {', '.join(fixed)}):\n    for {', '.join(names)}, in rows:\n        {lines}\n", space)
    made: Callable[..., None] = space["run"]
    return made
