"""Cells to compare as text: rnn,gru,lstm, or the key of a preset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rnnviz.engine import CELLS
from rnnviz.engine.errors import Refusal, suggestion
from rnnviz.model.compare.presets import PRESETS, of_cell
from rnnviz.model.compare.sharing import MOST
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.setup import Setup

LONG_SILENCE = 21
"""Silent steps after the first sentence: 30 in all, so that 20 steps back can be looked at."""


class CompareTextError(Refusal):
    """What is to be compared cannot be read."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


def parse_compared(text: str, setup: Setup) -> tuple[Setup, ...]:
    """Two to four setups on the sequence of one; CompareTextError."""
    preset = next((preset for preset in PRESETS if preset.key == text.strip()), None)
    if preset is not None:
        return preset.made(setup)
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in CELLS:
            raise CompareTextError("layers.cell", name=name, hint=suggestion(name, CELLS))
    if not 2 <= len(names) <= MOST:
        raise CompareTextError("compare.count", most=MOST)
    return tuple(of_cell(setup, name) for name in names)
