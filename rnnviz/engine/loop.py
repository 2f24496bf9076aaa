"""Running a printed loop body over the rows of arrays, as fast as plain NumPy goes.

A body is a few lines such as `dot(rp1, w7, z7)`, printed by forward.py and backward.py from a checked plan:
only names made from node numbers and the calls below can stand in it; no text of a cell file reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from rnnviz.engine.ops import FUNCTIONS, Array


def _copying(forward: Callable[[Array], Array]) -> Callable[[Array, Array], None]:
    def into(argument: Array, out: Array) -> None:
        out[...] = forward(argument)

    return into


_CALLS: dict[str, Any] = {
    "dot": np.dot,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "negative": np.negative,
    "copyto": np.copyto,
    **{f"into_{f.name}": f.into or _copying(f.forward) for f in FUNCTIONS.values()},
}


def run_rows(body: str, arrays: Mapping[str, Array], constants: Mapping[str, Any], rows: slice = slice(None)) -> None:
    """Run `body` once per chosen row, in order; names in `arrays` stand for their row, `constants` for themselves.

    rows: which rows, e.g. slice(None, None, -1) for a backward pass.
    """
    names, function = _function(body, frozenset(arrays), frozenset(constants))
    columns = [list(arrays[n][rows]) for n in names]
    function(columns, **{n: constants[n] for n in constants if n in _words(body)})


@lru_cache(maxsize=512)
def _words(body: str) -> frozenset[str]:
    return frozenset(re.findall(r"[A-Za-z_]\w*", body))


@lru_cache(maxsize=512)
def _function(
    body: str, arrays: frozenset[str], constants: frozenset[str]
) -> tuple[tuple[str, ...], Callable[..., None]]:
    used = _words(body)
    names, fixed = sorted(used & arrays), sorted(used & constants)
    lines = "\n        ".join(body.splitlines())
    text = f"def run(columns, {', '.join(fixed)}):\n    for {', '.join(names)}, in zip(*columns):\n        {lines}\n"
    space = dict(_CALLS)
    exec(text, space)
    return tuple(names), space["run"]
