"""The loss on the screen is the engine's, and its formula is what was summed."""

import numpy as np
import pytest

from rnnviz.engine import run_network
from rnnviz.model.chain.loss_words import loss_formula, loss_text, loss_value
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup

BOTH = LayerChoice("gru", hidden=3, direction="both")
ASKED = {"readout": Readout("softmax", ("a", "b", "c"))}
SETUPS = [
    (Setup.of("lstm", hidden=4), "Σ h₉/√4"),
    (Setup.of("lstm", hidden=4, loss=Loss(at="every")), "Σₜ Σ hₜ/√4"),
    (Setup.of("rnn", hidden=4, loss=Loss(at=(2, 4))), "Σₜ Σ h₃,₅/√4"),
    (Setup.of("lstm_scalar", hidden=4), "Σ h₉/√4"),
    (Setup((LayerChoice("rnn", hidden=3), BOTH)), "Σ h₉/√6"),
    (Setup.of("lstm", hidden=4, **ASKED), "Σ y₉/√3"),
    (Setup.of("lstm", hidden=4, **ASKED, loss=Loss("cross_entropy"), targets=(Target(8, "b"),)), "−ln p₉"),
    (
        Setup.of("rnn", hidden=2, loss=Loss("squared", (1, 3)),
                 targets=(Target(1, values=(0.5, 0.2)), Target(3, values=(0.1, 0.3)))),
        "½ Σₜ Σ (h₂,₄ − ŷ₂,₄)²",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("setup", "formula"), SETUPS)
def test_formula_and_value(setup: Setup, formula: str) -> None:
    assert loss_formula(setup) == formula
    found = run_network(setup.network()).loss
    assert loss_value(setup, runs_of(setup)) == pytest.approx(found, rel=1e-12)
    assert loss_text(setup, runs_of(setup)) in (f"L = {formula} = {plain(found)}", f"L = {formula} = {found:.1e}")


def test_the_formula_read_by_hand() -> None:
    setup = Setup.of("rnn", hidden=4, loss=Loss(at=(2, 4)))
    h = runs_of(setup)[0][0].value("h")
    assert loss_value(setup, runs_of(setup)) == pytest.approx(float((h[2] + h[4]).sum() / np.sqrt(4)))
