"""Losses, targets, conventions and what fits other layers, at their edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError
from rnnviz.model.setup.answer import LOSS_AT, LOSS_KINDS, READOUT_KINDS, Loss, Readout, Target, engine_targets
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.conventions import (
    SIZES,
    kindred,
    remark,
    rephrased_arrays,
    rephrased_choice,
    rephrased_holds,
    turned_params,
    turns,
)
from rnnviz.model.setup.fitting import (
    arrays_moved_down,
    as_wide_as_read,
    begun,
    by_label,
    fitting_arrays,
    fitting_holds,
    moved_down,
    owner_of,
)
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.sequence import numbers_sequence, words_sequence
from rnnviz.model.setup.setup import Setup

YES = Readout("softmax", ("yes", "no"))


def test_losses_have_names_where_they_have_them() -> None:
    assert (READOUT_KINDS, LOSS_KINDS, LOSS_AT) == (
        ("identity", "softmax"), ("sum", "squared", "cross_entropy"), ("last", "every"),
    )  # fmt: skip
    for steps, length, at in (((2,), 3, "last"), ((0,), 1, "last"), ((0, 1), 2, "every"), ((1,), 3, (1,)),
                              ((0, 2), 3, (0, 2)), ((), 1, ())):  # fmt: skip
        assert Loss.of("squared", steps, length) == Loss("squared", at)
    assert Loss().counted(3) == (2,) and Loss("sum", "every").counted(3) == (0, 1, 2)
    assert Loss("sum", (0, 1)).counted(9) == (0, 1)


def test_losses_of_another_length() -> None:
    some = Loss("squared", (1, 3))
    assert some.within(4) == some and some.within(3) == Loss("squared", (1,)) and some.within(1) == Loss("squared")
    assert Loss("squared", "every").within(1) == Loss("squared", "every")
    known = [Target(1, "yes"), Target(2, "no")]
    assert Loss("cross_entropy", "every").asked(known, 3) == Loss("cross_entropy", (1, 2))
    assert Loss("cross_entropy", "every").asked(known, 2) == Loss("cross_entropy", "last")
    assert Loss("cross_entropy", "last").asked(known, 4) == Loss() and Loss("sum", "every").asked([], 4).at == "every"


def test_what_the_engine_is_told_is_right() -> None:
    known = [Target(0, "no"), Target(1, "yes"), Target(2, values=(0.5,))]
    assert engine_targets(Loss(), known, YES, 3) is None
    assert engine_targets(Loss("cross_entropy", "last"), known, YES, 2) == 0
    assert engine_targets(Loss("cross_entropy", (0, 1)), known, YES, 3) == [1, 0]
    assert engine_targets(Loss("squared", "last"), known, None, 3) == (0.5,)
    for loss, readout, key, values in (
        (Loss("cross_entropy", "last"), YES, "target.missing", {"step": 4}),
        (Loss("cross_entropy", (0,)), Readout("softmax", ("nor",)), "target.answer", {"answer": "no"}),
        (Loss("cross_entropy", (0,)), None, "target.answer", {"answer": "no"}),
    ):
        with pytest.raises(ExperimentError) as caught:
            engine_targets(loss, known, readout, 4)
        assert caught.value.message.key == key
        assert {name: caught.value.message.values[name] for name in values} == values


# conventions -------------------------------------------------------------------------------------------------------


def test_two_conventions_of_one_gate() -> None:
    gru, keep = CELLS["gru"], CELLS["gru_keep"]
    assert turned_params(gru) == ("W_z", "U_z", "b_z") and turned_params(CELLS["rnn"]) == () and SIZES == (3, 5)
    assert turns(gru, keep) and not turns(gru, gru) and not turns(gru, CELLS["rnn"]) and not turns(CELLS["rnn"], gru)
    assert not kindred(gru, gru)
    old, new = LayerChoice("gru", hidden=2), LayerChoice("gru_keep", hidden=2)
    assert rephrased_choice(old, new).turned and not rephrased_choice(replace(old, turned=True), new).turned
    assert not rephrased_choice(old, LayerChoice("gru_reset_after_replace", hidden=2)).turned


def test_numbers_and_holds_of_the_other_convention() -> None:
    old, new = LayerChoice("gru", hidden=1), LayerChoice("gru_keep", hidden=1)
    given = Arrays({"1.W_z": np.ones((1, 2)), "1.U_n": np.ones((1, 1)), "0.W_z": np.ones((1, 2)), "V": np.ones((2, 1))})
    found = rephrased_arrays(given, 1, old, new)
    assert {name: float(array.flat[0]) for name, array in found.items()} == {
        "1.W_z": -1.0, "1.U_n": 1.0, "0.W_z": 1.0, "V": 1.0,
    }  # fmt: skip
    same = rephrased_arrays(given, 1, old, LayerChoice("gru_reset_after_replace", hidden=1))
    assert float(same["1.W_z"].flat[0]) == 1.0
    both = LayerChoice("gru_keep", hidden=1, direction="both")
    back = rephrased_arrays(Arrays({"1.backward.W_z": np.ones((1, 2))}), 1, old, both)
    assert float(back["1.backward.W_z"].flat[0]) == -1.0
    holds = (Hold("z", 0.25, layer=1), Hold("z", 0.25), Hold("n", 0.5, layer=1), Hold("nope", 0.5, layer=1))
    assert rephrased_holds(holds, 1, old.cell, new.cell) == (Hold("z", 0.75, layer=1), *holds[1:3])
    assert rephrased_holds(holds[:1], 1, old.cell, old.cell) == holds[:1]


def test_another_width_is_not_compared() -> None:
    def run(cell: str, hidden: int):
        return runs_of(Setup.of(cell, hidden, sequence=numbers_sequence([[1.0]])))[0][0]

    assert remark(run("gru", 2), run("lstm", 2)) is None
    assert remark(run("gru", 2), run("gru_reset_after", 3)) is None
    said = remark(run("gru", 2), run("gru_reset_after", 2))
    assert said is not None and said.key == "convention.apart" and said.values["output"] == "h"
    same = remark(run("gru", 2), run("gru_keep", 2))
    assert same is not None and same.key == "convention.same"
    assert same.values == {"names": "W_z, U_z, b_z", "gate": "z"}


# fitting -----------------------------------------------------------------------------------------------------------


def test_holds_that_still_mean_the_same() -> None:
    rnn, gru = LayerChoice("rnn", hidden=2), LayerChoice("gru", hidden=2)
    holds = (Hold("h", 0.5), Hold("h", 0.5, 0, 2), Hold("h", 0.5, layer=1), Hold("h", 0.5, way="backward"))
    assert fitting_holds(holds, (rnn, gru), (rnn, gru), 3) == holds[:3]
    assert fitting_holds(holds, (rnn, gru), (rnn, gru), 2) == (holds[0], holds[2])
    assert fitting_holds(holds, (rnn, gru), (rnn,), 3) == holds[:2]
    assert fitting_holds(holds, (rnn,), (rnn, gru), 3) == holds[:2]
    assert fitting_holds(holds, (rnn, gru), (gru, gru), 3) == (holds[2],)
    both = LayerChoice("rnn", hidden=2, direction="both")
    assert fitting_holds(holds, (both, gru), (both, gru), 3) == holds
    assert moved_down(holds, 0) == (Hold("h", 0.5),) and moved_down(holds, 1) == (*holds[:2], holds[3])


def test_arrays_of_other_sizes_keep_what_both_have() -> None:
    old, new = (LayerChoice("rnn", hidden=2),), (LayerChoice("rnn", hidden=3),)
    array = np.arange(4.0).reshape(2, 2)
    given = Arrays({"0.U": array, "0.W": np.ones((2, 4)), "0.h": np.ones(2), "V": np.ones((1, 2)), "d": np.ones(1)})
    reads, wide = [tuple("abcd"), ("h1", "h2")], [tuple("abcd"), ("h1", "h2", "h3")]
    found = fitting_arrays(given, old, new, reads, wide)
    assert sorted(found) == ["0.U", "0.W", "0.h", "d"]
    assert found["0.U"].shape == (3, 3) and np.array_equal(found["0.U"][:2, :2], array)
    assert np.isnan(found["0.U"][2]).all() and np.isnan(found["0.U"][:, 2]).all()
    assert found["0.W"].shape == (3, 4) and np.isnan(found["0.h"]).tolist() == [False, False, True]
    less = fitting_arrays(given, old, (LayerChoice("rnn", hidden=1),), reads, reads)
    assert less["0.U"].tolist() == [[0.0]] and "V" in less
    assert "0.W" not in fitting_arrays(given, old, new, reads, [tuple("abce"), reads[1]])
    assert fitting_arrays(given, old, (LayerChoice("gru", hidden=2),), reads, reads).keys() == {"V", "d"}
    nothing = Arrays({"0.h": np.array([np.nan, np.nan])})
    assert not fitting_arrays(nothing, old, new, reads, reads)


def test_columns_follow_their_labels() -> None:
    layers = (LayerChoice("rnn", hidden=1),)
    given = Arrays({"0.W": np.array([[1.0, 2.0]]), "0.U": np.array([[3.0]]), "1.W": np.array([[4.0, 5.0]])})
    found = by_label(given, layers, ("a", "b"), ("b", "c", "a"))
    assert np.array_equal(found["0.W"], [[2.0, np.nan, 1.0]], equal_nan=True)
    assert found["0.U"].tolist() == [[3.0]] and found["1.W"].tolist() == [[4.0, 5.0]]


def test_whose_an_array_is() -> None:
    assert [owner_of(n) for n in ("0.W_f", "1.back.c", "12.h")] == [
        (0, "forward", "W_f"), (1, "backward", "c"), (12, "forward", "h"),
    ]  # fmt: skip
    given = Arrays({name: np.ones(1) for name in ("0.b", "1.b", "2.backward.b", "V")})
    assert sorted(arrays_moved_down(given, 1)) == ["0.b", "1.backward.b", "V"]
    assert sorted(arrays_moved_down(given, 0)) == ["0.b", "1.backward.b", "V"]


def test_layers_as_wide_as_what_they_read() -> None:
    raw = LayerChoice("own", 'name = "Raw"\nequations = "h = x + h_prev"\n', hidden=2)
    rnn = LayerChoice("rnn", hidden=4)
    assert [each.hidden for each in as_wide_as_read((raw, rnn, raw), 3)] == [3, 4, 4]
    assert [each.hidden for each in as_wide_as_read((raw,), MAX_HIDDEN)] == [MAX_HIDDEN]
    assert [each.hidden for each in as_wide_as_read((raw, raw), MAX_HIDDEN + 1)] == [2, 2]


def test_states_begin_as_the_cell_says() -> None:
    text = 'name = "B"\nequations = """h_start = 2\nc_start = b\nh = tanh(U @ h_prev + W @ x)\nc = c_prev + h"""\n'
    layers = (LayerChoice("own", text, hidden=2),)
    nan = np.array([np.nan, 7.0])
    assert begun(layers, "0.h", nan).tolist() == [2.0, 7.0] and begun(layers, "0.c", nan).tolist() == [0.0, 7.0]
    assert begun((LayerChoice("rnn", hidden=2),), "0.h", nan).tolist() == [0.0, 7.0]


# what was chosen ---------------------------------------------------------------------------------------------------


def test_what_a_setup_is_given() -> None:
    setup = Setup.of("lstm", 2, sequence=words_sequence(["I", "go"]), silent=2, input_scale=3.0)
    assert (setup.steps, setup.typed, setup.alone) == (4, 2, True) and setup.words == ("I", "go", "", "")
    inputs = setup.inputs()
    assert inputs.shape == (4, len(setup.columns)) and inputs.sum(axis=1).tolist() == [3.0, 3.0, 0.0, 0.0]
    assert setup.columns == setup.vocabulary and setup.columns_of(0) == setup.columns
    vectors = replace(setup, vectors=3)
    assert vectors.columns == ("x1", "x2", "x3") and vectors.inputs().shape == (4, 3)
    numbers = Setup.of("rnn", 1, sequence=numbers_sequence([[1.0, 2.0]]), vectors=5)
    assert numbers.columns == ("x1", "x2") and numbers.inputs().tolist() == [[1.0, 2.0]]
    two = Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("rnn", hidden=1)))
    assert not two.alone and len(two.columns_of(1)) == 4 and two.columns_of(1) == two.layers[0].columns
    assert not Setup((LayerChoice("rnn", hidden=2, direction="backward"),)).alone


def test_the_bias_of_a_gate_that_keeps() -> None:
    assert Setup.of("rnn", 1).bias() == 0.0
    lstm = Setup.of("lstm", 2)
    assert lstm.bias() == 1.0 and lstm.with_weights(keep_bias=2.5).bias() == 2.5
    assert lstm.with_weights(keep_bias=0.0).bias() == 0.0
    assert lstm.with_weights(keep_bias=2.5).network().params["0.b_f"].tolist() == [2.5, 2.5]
    gru = Setup.of("gru", 2).with_weights(keep_bias=2.5)
    sign = CELLS["gru"].keep.sign  # type: ignore[union-attr]
    assert gru.network().params["0.b_z"].tolist() == [sign * 2.5] * 2


def test_the_gain_multiplies_what_is_remembered() -> None:
    plain = Setup.of("rnn", 2).with_weights(seed=3)
    loud = plain.with_weights(gain=2.0)
    a, b = plain.network().params, loud.network().params
    assert plain.recurrent_params() == ("0.U",)
    assert np.array_equal(b["0.U"], 2 * a["0.U"]) and np.array_equal(b["0.W"], a["0.W"])


def test_what_is_asked_next() -> None:
    setup = Setup.of("rnn", 1, sequence=words_sequence(["I", "would", "like"])).with_readout(YES)
    assert not setup.asks_next
    every = setup.with_readout(Readout("softmax", setup.vocabulary))
    assert every.asks_next and not replace(every, readout=Readout("identity", ("y",))).asks_next
    right = replace(every, targets=(Target(0, "would"), Target(1, "like")))
    assert right.asks_next and not replace(every, targets=(Target(0, "like"),)).asks_next
    assert replace(every, targets=(Target(2, "I"),)).asks_next  # the last step says nothing of it
    assert not replace(every, sequence=numbers_sequence([[1.0]])).asks_next
