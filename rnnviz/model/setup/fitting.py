"""What of a setup still means the same once its layers or its words are other ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.setup.arrays import Arrays, Floats
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.setup.choices import Hold, LayerChoice

Layers = Sequence[LayerChoice]
Reads = Sequence[tuple[str, ...]]
"""For every layer the labels of the numbers it reads; at the end those of the numbers the last one hands on."""


def fitting_holds(holds: Sequence[Hold], old: Layers, new: Layers, steps: int) -> tuple[Hold, ...]:
    """The holds that still mean the same: their layer has the same cell, and their steps exist."""
    return tuple(h for h in holds if _stays(h.layer, h.way, old, new) and (h.last is None or h.last < steps))


def fitting_arrays(given: Arrays, old: Layers, new: Layers, was: Reads, now: Reads) -> Arrays:
    """Of weights or start values those that still mean the same; of other sizes what both have in common."""
    found = {name: _fitted(name, array, old, new, was, now) for name, array in given.items()}
    return Arrays({name: array for name, array in found.items() if array is not None and not np.isnan(array).all()})


def _fitted(name: str, array: Floats, old: Layers, new: Layers, was: Reads, now: Reads) -> Floats | None:
    if "." not in name:  # the read-out's
        return array if name == "d" or was[-1] == now[-1] else None
    layer, way, own = owner_of(name)
    if not _stays(layer, way, old, new):
        return None
    choice = new[layer]
    lines = choice.cell.by_name
    sizes = choice.cell.params.get(own) or ((lines[own].size,) if own in lines else ("hidden",))
    if len(sizes) != array.ndim:
        return None
    if "input" in sizes and now[layer] != was[layer]:
        return None
    units = choice.sizes(0)
    shape = tuple(length if size == "input" else units[size] for size, length in zip(sizes, array.shape, strict=True))
    fitted = np.full(shape, np.nan)
    common = tuple(slice(0, min(a, b)) for a, b in zip(shape, array.shape, strict=True))
    fitted[common] = array[common]
    return fitted


def by_label(given: Arrays, layers: Layers, was: Sequence[str], now: Sequence[str]) -> Arrays:
    """Weights of the lowest layer, which read numbers of these labels, with a column for each of others: those of a
    label that stays are the same numbers."""
    places = [was.index(label) if label in was else len(was) for label in now]
    return Arrays({name: _taken(array, places, _inputs(name, layers)) for name, array in given.items()})


def _inputs(name: str, layers: Layers) -> tuple[int, ...]:
    """The axes of an array along which the numbers lie that the lowest layer reads."""
    if not name.startswith("0."):
        return ()
    own = owner_of(name)[2]
    return tuple(axis for axis, size in enumerate(layers[0].cell.params.get(own, ())) if size == "input")


def _taken(array: Floats, places: Sequence[int], axes: tuple[int, ...]) -> Floats:
    """Behind the last place stands a number that was not given."""
    for axis in axes:
        padded = np.insert(array, array.shape[axis], np.nan, axis)
        array = np.take(padded, places, axis)
    return array


def _stays(layer: int, way: str, old: Layers, new: Layers) -> bool:
    if layer >= min(len(old), len(new)) or way not in new[layer].ways:
        return False
    return old[layer].cell is new[layer].cell


def owner_of(name: str) -> tuple[int, str, str]:
    """Layer, direction and own name of "0.W_f" or "1.back.c"."""
    layer, *way, own = name.split(".")
    return int(layer), "backward" if way else "forward", own


def moved_down(holds: Sequence[Hold], number: int) -> tuple[Hold, ...]:
    """Holds once a layer is taken out: its own go, those above it follow their layers."""
    return tuple(replace(h, layer=h.layer - (h.layer > number)) for h in holds if h.layer != number)


def arrays_moved_down(given: Arrays, number: int) -> Arrays:
    """The same for weights and start values."""
    found: dict[str, Floats] = {}
    for name, array in given.items():
        layer, way, own = owner_of(name) if "." in name else (-1, "", name)
        if layer != number:
            found[prefix_of(layer - (layer > number), way) + own if layer >= 0 else name] = array
    return Arrays(found)


def as_wide_as_read(layers: tuple[LayerChoice, ...], width: int) -> tuple[LayerChoice, ...]:
    """Layers with as many units as they read numbers where their cell takes x as it is; width: of the input."""
    found: list[LayerChoice] = []
    for layer in layers:
        if "hidden" in layer.cell.raw and width <= MAX_HIDDEN:
            layer = replace(layer, hidden=width)
        found.append(layer)
        width = len(layer.columns)
    return tuple(found)


def begun(layers: Layers, name: str, values: Floats) -> Floats:
    """Start values with the cell's own in the place of those that are not given."""
    layer, _, state = owner_of(name)
    begin = layers[layer].cell.begin.get(state, 0.0)
    return np.where(np.isnan(values), 0.0 if isinstance(begin, str) else begin, values)
