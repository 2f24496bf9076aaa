"""Where states begin as short texts: typed in a field, or named by a command line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rnnviz.model.answers.answer_text import AnswerTextError
from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.fitting import begun, owner_of
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_WORD
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import state_shapes


def parse_start(text: str, setup: Setup) -> Setup:
    """The setup whose states begin with these values: "h=0.5,c=0 0 1", one number for all units or one for each.

    "1.h" is a state of the second layer, "0.backward.h" of a direction. AnswerTextError.
    """
    shapes = state_shapes(setup.layers)
    for entry in text.split(","):
        name, _, said = entry.partition("=")
        key = name.strip() if name.strip() in shapes else f"0.{name.strip()}"
        if key not in shapes:
            raise AnswerTextError("start.unknown", name=name.strip()[:MAX_WORD], known=tuple(shapes))
        setup = _beginning(setup, key, said)
    return setup


def with_start(setup: Setup, name: str, text: str) -> Setup:
    """The setup with a state, "0.h", that begins with what was typed, nothing: as its cell says. AnswerTextError."""
    if text.strip():
        return _beginning(setup, name, text)
    return replace(setup, start=Arrays({key: array for key, array in setup.start.items() if key != name}))


def start_text(setup: Setup, name: str) -> str:
    """What was typed for a state, to be typed over: every digit, one number where all are alike; "" for nothing."""
    given = setup.start.get(name)
    if given is None:
        return ""
    values = begun(setup.layers, name, given)
    return _digits(values[:1] if (values == values[0]).all() else values)


def own_start(setup: Setup, name: str) -> str:
    """What the cell itself says that a state begins with: a number, or the parameter that is learned for it."""
    layer, _, state = owner_of(name)
    begin = setup.layers[layer].cell.begin.get(state, 0.0)
    return begin if isinstance(begin, str) else _digits(np.array([begin]))


def _digits(values: NDArray[np.float64]) -> str:
    return " ".join(repr(float(value)).removesuffix(".0") for value in values)


def _beginning(setup: Setup, name: str, said: str) -> Setup:
    (units,) = state_shapes(setup.layers)[name]
    values = [read_number(token) for token in said.split()]
    if len(values) not in (1, units) or None in values or any(abs(v or 0.0) > MAX_NUMBER for v in values):
        raise AnswerTextError("start.numbers", text=said.strip()[:MAX_WORD], count=units)
    numbers = np.broadcast_to([v for v in values if v is not None], (units,))
    return replace(setup, start=setup.start.having(name, numbers))
