"""What the page says in sentences: which step gives most, what scissors leave, what a limit does."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, short
from rnnviz.model.laboratory.weight_figures import WeightFigures
from rnnviz.view.laboratory.weights.looked import WeightsLooked
from rnnviz.view.look import typeset

translate = QCoreApplication.translate


def angle(degrees: float | None) -> str:
    """An angle; a dash where one of the two has no direction."""
    return "–" if degrees is None else f"{plain(degrees, 0 if degrees >= 1 or degrees < 0.005 else 2)}°"


def reading(simulation: Simulation, looked: WeightsLooked) -> str:
    """True of what is cut, or of the whole where nothing is."""
    figures = looked.figures
    if figures is None:
        return ""
    name = typeset.plain(typeset.symbol(figures.name))
    if not np.isfinite(figures.cut.before):
        return translate("WeightsPage", "The gradient of {0} is no finite number.").format(name)
    if figures.cut.before == 0:
        return translate("WeightsPage", "The gradient of {0} is 0: no step moves it.").format(name)
    if np.array_equal(figures.kept_norms, figures.norms):
        return _most(simulation, figures, name)
    return " ".join([_left(looked, figures, name), *_turned_round(figures)])


def _most(simulation: Simulation, figures: WeightFigures, name: str) -> str:
    step = int(np.argmax(figures.shares))
    share, number = plain(100 * float(figures.shares[step]), 0), simulation.place(step) + 1
    word = simulation.words[step].strip() if simulation.words else ""
    if word:
        told = translate("WeightsPage", "Step {0}, “{1}”, gives the largest part of the gradient of {2}: {3} %.")
        return told.format(number, word, name, share)
    return translate("WeightsPage", "Step {0} gives the largest part of the gradient of {1}: {2} %.").format(
        number, name, share
    )


def _left(looked: WeightsLooked, figures: WeightFigures, name: str) -> str:
    if figures.cut.after == 0:
        return translate("WeightsPage", "Nothing is left of the gradient of {0}.").format(name)
    told = translate("WeightsPage", "Keeping {0} of {1} steps leaves {2} % of the gradient of {3} and turns it by {4}.")
    if looked.several:
        told = translate(
            "WeightsPage", "Going back {0} of {1} steps leaves {2} % of the gradient of {3} and turns it by {4}."
        )
    left = plain(100 * figures.cut.left, 0)
    return told.format(looked.steps, looked.longest, left, name, angle(figures.cut.turned))


def _turned_round(figures: WeightFigures) -> list[str]:
    """Where the number looked at changes its sign."""
    if float(figures.total[figures.index]) * float(figures.left[figures.index]) < 0:
        return [translate("WeightsPage", "The chosen weight would now be pushed the other way.")]
    return []


def limited(looked: WeightsLooked, figures: WeightFigures) -> str:
    """What clipping does to the gradient of all weights."""
    how, (count, cut) = looked.clipping, figures.numbers
    if how is None:
        return translate("WeightsPage", "Nothing is clipped.")
    if not np.isfinite(figures.all_cut.after):
        return translate("WeightsPage", "A gradient that is no finite number cannot be shortened.")
    if cut == 0:
        return translate("WeightsPage", "The gradient does not reach the limit: nothing is clipped.")
    if how.kind == "norm":
        told = translate("WeightsPage", "Clipping by norm multiplies the gradient by {0} and keeps its direction.")
        return told.format(short(figures.all_clipped.after / figures.all_clipped.before, 3))
    told = translate("WeightsPage", "{0} of {1} numbers are cut off at the limit; that turns the gradient by {2}.")
    return told.format(cut, count, angle(figures.all_clipped.turned))
