"""What a step is called: t as its layer counts, and in a layer that reads from the end also the word it reads.

One convention everywhere: t, h_t and "step" are the layer's own time, 1 where it begins; "word" is the place in the
sequence as it was typed. In a layer that reads onward they are the same number, and only the step is said.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.model.document.simulation import Simulation

translate = QCoreApplication.translate


def step_name(simulation: Simulation, step: int, way: str) -> str:
    """ "step 2", or "step 2 (word 5)" in a layer that reads from the end; step is 0-based and the layer's own."""
    name = translate("Steps", "step {}").format(step + 1)
    word = word_name(simulation, step, way)
    return translate("Steps", "{} ({})").format(name, word) if word else name


def word_name(simulation: Simulation, step: int, way: str) -> str:
    """ "word 5", "input 5" where there is no word; nothing where it has the number of its step."""
    if way == "forward":
        return ""
    sequence, place = simulation.setup.sequence, simulation.steps - 1 - step
    if place < len(sequence.words):
        return translate("Steps", "word {}").format(place + 1)
    return translate("Steps", "input {}").format(place + 1)
