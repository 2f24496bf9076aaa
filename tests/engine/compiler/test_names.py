"""What lines are called changes no number: the compiler reads nothing out of a name."""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell, Experiment, simulate
from rnnviz.engine.compiler.program import make_program
from rnnviz.engine.language.cellfile import read_text
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.compiler.test_random_cells import CLOSE, PATIENT, calm
from tests.engine.oracle import Oracle, distance
from tests.engine.random_cells import cells

OURS = [
    "opd",
    "opd1",
    "opdx",
    "own",
    "row",
    "R0",
    "Z0",
    "X0",
    "D1",
    "B0",
    "C_h",
    "S_h",
    "C1",
    "v0",
    "v12",
    "c0",
    "r0",
    "z1",
    "d_all0",
    "b_all0",
    "b0_1",
    "k3",
    "a4",
    "m3_0",
    "w2",
    "t0",
    "s0",
    "held",
    "held0",
    "held_h",
    "mask_h",
    "mask1",
    "in1",
    "in_h",
    "out",
    "out_h",
    "where",
    "carry",
    "carry_h",
    "loss_h",
    "rows",
    "run",
    "dot0",
    "back0",
    "add",
    "copyto",
    "into_relu",
    "slope_tanh",
    "multiply",
    "zeros",
    "z",
    "Zz",
    "Ll",
    "x0",
    "half",
    "param",
    "const",
    "b",
    "d",
    "p",
    "u",
]
"""Words of the compiler's own, and the beginnings of such."""
BEGINNINGS = "(opd|own|Z|C_|S_|held|in_|out_|v|c|b)[a-z0-9]{1,3}"
WORDS = st.sampled_from(OURS) | st.from_regex(BEGINNINGS, fullmatch=True)


def renamed(of: Cell, names: dict[str, str]) -> Cell:
    """The same equations under other names of lines."""
    whole = {old + end: new + end for old, new in names.items() for end in ("", "_prev", "_start")}

    def swapped(found: re.Match[str]) -> str:
        return whole.get(found[0], found[0])

    rows = read_text(of.text, "").table["equations"].strip().splitlines()
    codes = [re.sub(r"[A-Za-z_]\w*", swapped, row.partition("#")[0]) for row in rows]
    return cell("\n".join(codes), head=f'output = "{names[of.output]}"')


def usable(of: Cell, names: list[str]) -> bool:
    return len(set(names)) == len(of.lines) and not set(names) & {*of.params, "y"}


@st.composite
def pairs(draw, of):
    """Two experiments that differ in the names of lines alone, and the names."""
    chosen = draw(of)
    new = draw(st.lists(WORDS, min_size=len(chosen.lines), max_size=len(chosen.lines), unique=True))
    assume(usable(chosen, new))
    names = {old: old if old == "y" else name for old, name in zip(chosen.by_name, new, strict=True)}
    batch, seed = draw(st.sampled_from([None, 2])), draw(st.integers(0, 9))
    made = [experiment(c, 3, 2, 5, batch, seed, output=2) for c in (chosen, renamed(chosen, names))]
    made[1] = made[1].with_params(made[0].params)
    for line in draw(st.lists(st.sampled_from([*names]), max_size=2)):
        made = [e.hold(name, 0.5, slice(1, 3)) for e, name in zip(made, (line, names[line]), strict=True)]
    return (*made, names)


def interpreted(one: Experiment) -> Oracle:
    with np.errstate(all="ignore"):
        return Oracle(one, full(loss_grad(one), one))


def agree(one: Experiment, other: Experiment, names: dict[str, str], oracle: Oracle) -> None:
    dh = loss_grad(one)
    runs = simulate(one, loss_grad=dh), simulate(other, loss_grad=dh)
    for old, new in names.items():
        for what in ("value", "grad", "norms"):
            assert np.array_equal(getattr(runs[0], what)(old), getattr(runs[1], what)(new)), (what, old, new)
        assert distance(full(runs[1].value(new), other), oracle.values[old]) <= CLOSE, new
        assert distance(full(runs[1].grad(new), other), oracle.grads[old]) <= CLOSE, new
    for name, expected in oracle.param_grads.items():
        assert distance(runs[1].param_grads[name], expected) <= CLOSE, name


@settings(PATIENT, max_examples=60)
@given(pairs(cells()))
def test_a_random_cell_under_other_names(found):
    oracle = interpreted(found[0])
    assume(calm(oracle))
    agree(*found, oracle)


@settings(PATIENT, max_examples=60)
@given(pairs(st.sampled_from(list(CELLS)).map(CELLS.__getitem__)))
def test_a_shipped_cell_under_other_names(found):
    oracle = interpreted(found[0])
    assume(calm(oracle))
    agree(*found, oracle)


@pytest.mark.parametrize("name", ["opd", "opd1", "opdd"])
def test_a_state_that_two_products_read_may_be_called_anything(name):
    """The state of two products has a copy for each; it was missed where its name began with "opd"."""
    text = (
        "r = sigmoid(W_r @ x + U_r @ h_prev + R_r @ c_prev)\nc = tanh(W_c @ x + U_c @ h_prev)\n"
        "h = tanh(V @ (r * h_prev) + W @ x + c)"
    )
    plain, other = cell(text), cell(re.sub(r"\bh(_prev)?\b", rf"{name}\1", text), head=f'output = "{name}"')
    one = experiment(plain)
    agree(one, experiment(other).with_params(one.params), {"r": "r", "c": "c", "h": name}, interpreted(one))


@pytest.mark.parametrize("folded", [True, False])
@pytest.mark.parametrize("key", CELLS)
def test_no_name_of_a_cell_stands_in_what_is_executed(key, folded):
    names = {name: f"quite_{i}" for i, name in enumerate(CELLS[key].by_name)}
    program = make_program(renamed(CELLS[key], names), frozenset(names.values()), folded)
    before = [text for text in program.before if isinstance(text, str)]
    text = "\n".join([*before, *program.forward, *program.backward, *program.coefficients])
    assert "copyto" in text and "quite" not in text
