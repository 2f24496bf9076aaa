"""What was given for a layer counts for the cell that is edited in it, in the preview and once it is saved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnviz.engine import CELLS
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.taking import begun_of, previewed, taken
from rnnviz.model.draft.understanding import understand
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup

GIVEN = np.linspace(-1, 1, 64).reshape(8, 8)
SEAT = (0, "forward")
HALF = {"c": np.full(8, 0.5)}


def edited(text: str = "the new memory") -> Draft:
    draft = Draft.from_cell(CELLS["lstm"])
    return draft.typed(draft.equations.replace("the new memory", text).replace("b_f", "b_keep"))


def test_the_preview_and_what_is_saved_have_the_given_weights_and_beginnings() -> None:
    setup = replace(Setup.of("lstm").with_array("0.U_f", GIVEN), start=Arrays({"0.h": np.ones(8)}))
    found = understand(edited())
    start = begun_of(setup, SEAT) | HALF
    shown, saved = previewed(found, setup, SEAT, start), taken(setup, found.text, SEAT, start)
    for one in (shown, saved):
        assert np.array_equal(one.network().params["0.U_f"], GIVEN) and begun_of(one, SEAT).keys() == {"h", "c"}
    np.testing.assert_array_equal(runs_of(shown)[0][0].value("h"), runs_of(saved)[0][0].value("h"))


def test_what_has_no_place_any_more_goes() -> None:
    setup = Setup.of("lstm").with_array("0.U_o", GIVEN).with_array("0.b_f", np.ones(8))
    plain = Draft.from_cell(CELLS["rnn"])
    assert not taken(setup, plain.cell().text, SEAT, HALF).start
    saved = taken(setup, edited().cell().text, SEAT, HALF)
    assert set(saved.weights.given) == {"0.U_o"} and set(saved.start) == {"0.c"}


def test_the_beginnings_of_other_layers_stay_and_weights_of_an_upper_one_are_not_shown_on_the_input() -> None:
    lower = LayerChoice("lstm", direction="both")
    setup = replace(Setup((lower, LayerChoice("lstm"))), start=Arrays({"0.backward.c": np.ones(8), "1.c": np.ones(8)}))
    setup = setup.with_array("1.U_f", GIVEN)
    found = understand(edited())
    saved = taken(setup, found.text, (1, "forward"), HALF)
    assert set(saved.start) == set(setup.start) and saved.start["1.c"][0] == 0.5 and "1.U_f" in saved.weights.given
    shown = previewed(found, setup, (1, "forward"), HALF)
    assert not shown.weights.given and set(shown.start) == {"0.c"}
