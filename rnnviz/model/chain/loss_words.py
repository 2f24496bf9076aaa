"""The loss that is differentiated, as a formula and as a number."""

from __future__ import annotations

from rnnviz.engine import run_network
from rnnviz.model.figures.numbers import lowered, plain, power
from rnnviz.model.setup.runs import Runs
from rnnviz.model.setup.setup import Setup

NAMED = 3
"""More steps than this are not named one by one."""


def loss_formula(setup: Setup) -> str:
    """L without "L =": Σ h₁₂ / √8; of a read-out y, of more than a few steps Σₜ."""
    steps = [step + 1 for step in setup.loss.counted(setup.steps)]
    few = len(steps) <= NAMED
    index = ",".join(map(lowered, steps)) if few else "ₜ"
    over = "" if len(steps) == 1 else "Σₜ "
    said = f"{setup.layers[-1].cell.output if setup.readout is None else 'y'}{index}"
    width = len(setup.columns_of(len(setup.layers))) if setup.readout is None else len(setup.readout.answers)
    if setup.loss.kind == "squared":
        return f"½ {over}Σ ({said} − ŷ{index})²"
    return f"−{over}ln p{index}" if setup.loss.kind == "cross_entropy" else f"{over}Σ {said}/√{width}"


def loss_value(setup: Setup, runs: Runs) -> float:
    """L of a setup's runs: sum(y) / sqrt(width) is linear in what the last layer says, others are worked out anew."""
    if setup.loss.kind == "sum" and setup.readout is None:
        return float(sum(run.loss for run in runs[-1]))
    return float(run_network(setup.network()).loss.real)


def loss_text(setup: Setup, runs: Runs) -> str:
    """L = Σ h₁₂ / √8 = 0.42."""
    value = loss_value(setup, runs)
    size = plain(value) if value == 0 or 0.005 <= abs(value) < 1000 else power(value, 2)
    return f"L = {loss_formula(setup)} = {size}"
