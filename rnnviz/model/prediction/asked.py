"""What a command line asks of a network that writes on."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.prediction.writing import WritingError, written_on
from rnnviz.model.setup.bounds import SEED, TEMPERATURE
from rnnviz.model.setup.setup import Setup

MOST = 500
"""Words or numbers that are written at once."""
END = "end"


def drawing(setup: Setup, temperature: float | None, seed: int | None) -> Setup:
    """The setup that draws so; None leaves as it is. WritingError."""
    before = setup.prediction
    heat = before.temperature if temperature is None else temperature
    dice = before.seed if seed is None else seed
    for number, (low, high) in ((heat, TEMPERATURE), (dice, SEED)):
        if not low <= number <= high:
            raise WritingError("predict.range", number=number, low=low, high=high)
    return replace(setup, prediction=replace(before.at_temperature(heat), seed=dice))


def written(setup: Setup, text: str) -> Setup:
    """So many words or numbers more, "end": to the end. WritingError."""
    if text != END and not (text.isdecimal() and 0 < int(text) <= MOST):
        raise WritingError("predict.count", text=text[:20], most=MOST, end=END)
    return written_on(setup, None if text == END else int(text))
