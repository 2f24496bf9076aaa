"""The parts of the stage without a mouse: pointed at one after another, and pinned."""

from __future__ import annotations

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.picture.pointing import elements
from rnnviz.model.reading.focus import of_key
from rnnviz.view.stage.widget import Stage


def point_on(stage: Stage, count: int) -> None:
    """Point at a part further on in the drawing; after the last one comes the first."""
    simulation = stage.simulation
    keys = [key for key in elements(stage.picture) if of_key(simulation.cell, key) is not None]
    here = simulation.selection.hover
    place = keys.index(here) + count if here in keys else min(count - 1, 0)
    simulation.select(hover=keys[place % len(keys)])


def pin(simulation: Simulation) -> None:
    """Pin what is pointed at, or let it go."""
    key, pins = simulation.selection.hover, simulation.selection.pins
    if key is not None:
        simulation.select(pins=tuple(k for k in pins if k != key) if key in pins else (*pins, key))
