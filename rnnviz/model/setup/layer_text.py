"""Layers as a short text, as a command line names them: "lstm:8:both, gru:4" from the lowest up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from rnnviz.engine import CELLS
from rnnviz.engine.errors import Refusal, suggestion
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.setup.choices import MAX_LAYERS, LayerChoice

READINGS = {
    "forward": ("forward", "concat"),
    "backward": ("backward", "concat"),
    "both": ("both", "concat"),
    "sum": ("both", "sum"),
}
"""How a layer reads: onward, from the end, both side by side, both added."""


class LayerTextError(Refusal):
    """A text that names no layers; `str(error)` is the rest of a sentence."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


def parse_layers(text: str, hidden: int = 8) -> tuple[LayerChoice, ...]:
    """KEY[:UNITS[:READING]] for every layer, lowest first, separated by commas. LayerTextError."""
    entries = [entry.strip() for entry in text.split(",")]
    if len(entries) > MAX_LAYERS:
        raise LayerTextError("layers.many", limit=MAX_LAYERS, count=len(entries))
    return tuple(_layer(entry, hidden) for entry in entries)


def _layer(entry: str, hidden: int) -> LayerChoice:
    key, _, rest = entry.partition(":")
    units, _, reading = rest.partition(":")
    if key not in CELLS:
        raise LayerTextError("layers.cell", name=key, hint=suggestion(key, CELLS))
    choice = LayerChoice(key, hidden=hidden)
    if units:
        if not (units.isdecimal() and 1 <= int(units) <= MAX_HIDDEN):
            raise LayerTextError("layers.units", units=units, limit=MAX_HIDDEN)
        choice = replace(choice, hidden=int(units))
    if reading:
        if reading not in READINGS:
            raise LayerTextError("layers.reading", reading=reading, known=tuple(READINGS))
        direction, merge = READINGS[reading]
        choice = replace(choice, direction=direction, merge=merge)
    return choice
