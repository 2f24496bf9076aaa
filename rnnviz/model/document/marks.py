"""Marks of compared simulations: small numbers, each its own, that say which curve and which row belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rnnviz.model.document.simulation import Owner, Simulation
from rnnviz.model.document.undo import State
from rnnviz.model.setup.setup import Setup


def made_beside(owner: Owner, setups: Sequence[Setup], there: Iterable[Simulation]) -> State:
    """New simulations, each with the lowest mark that nobody has; EngineError."""
    made = tuple((Simulation(owner, setup), setup) for setup in setups)
    taken = {simulation.mark for simulation in there}
    for simulation, _ in made:
        simulation.mark = next(mark for mark in range(len(taken) + 1) if mark not in taken)
        taken.add(simulation.mark)
    return made


def marks_of(simulations: Sequence[Simulation]) -> dict[int, int]:
    """The mark of each by its place."""
    return {place: simulation.mark for place, simulation in enumerate(simulations)}
