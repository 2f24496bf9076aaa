"""Equations in print: nothing is lost, brackets stand where they must, helpers are spelled out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell, Experiment, simulate
from rnnviz.engine.language.syntax import parse_equation
from rnnviz.engine.language.tree import PRODUCTS, Expr
from rnnviz.engine.notation.formula import Token, ascii_text, tokens
from rnnviz.engine.notation.gradient_formula import gradient
from rnnviz.engine.notation.numbers_in import arguments_worked_out, functions_worked_out, plugged, vector, worth
from rnnviz.engine.notation.spelling import equations, inlined, leaf_count


def said(found: tuple[Token, ...]) -> str:
    """Tokens in plain characters, with ' for t - 1 and + for t + 1."""
    marks = {0: "", -1: "'", 1: "+"}
    words = [
        t.text or (f"{t.number:g}".replace("-", "−") if t.kind == "number" else f"{t.name}{marks[t.offset]}")
        for t in found
    ]
    return "".join(f"d{w}" if t.kind == "grad" else w for w, t in zip(words, found, strict=True))


def symbols(text: str) -> str:
    return said(tokens(parse_equation(f"q = {text}", frozenset("fighc"))[1]))


NAMES = st.sampled_from(["x", "f", "i", "c_prev", "h_prev", "b_f", "p", "0.5", "2", "-3", "-0.25"])


def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    vectors = inner.filter(lambda text: text.strip("()-.0123456789") != "")
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda p: f"({p[0]}) {p[1]} ({p[2]})"),
        st.tuples(inner, st.sampled_from("+-"), inner, st.sampled_from("+-"), inner).map(
            lambda p: f"({p[0]}) {p[1]} ({p[2]}) {p[3]} ({p[4]})"
        ),
        inner.map(lambda text: f"-({text})"),
        vectors.map(lambda text: f"U_f @ ({text})"),
        st.tuples(st.sampled_from(["tanh", "sigmoid", "relu"]), inner).map(lambda p: f"{p[0]}({p[1]})"),
    )


@settings(max_examples=400, deadline=None)
@given(st.recursive(NAMES, deeper, max_leaves=10))
def test_parsing_the_print_gives_the_tree_back(text: str) -> None:
    tree = parse_equation(f"q = {text}", frozenset("fi"))[1]
    printed = ascii_text(tree)
    assert parse_equation(f"q = {printed}", frozenset("fi"))[1] == tree, printed


@pytest.mark.parametrize("key", list(CELLS))
def test_every_shipped_line_prints_and_parses_back(key: str) -> None:
    cell = CELLS[key]
    for line in cell.lines:
        tree = parse_equation(f"{line.name} = {ascii_text(line.expr)}", frozenset(cell.by_name))[1]
        alias = not tree.args or tree.op in PRODUCTS
        assert (Expr("sum", (tree,), signs=(1,)) if alias else tree) == line.expr


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("f * c_prev + i * g", "f ⊙ c' + i ⊙ g"),
        ("(1 - f) * h_prev", "(1 − f) ⊙ h'"),
        ("1 - f * g", "1 − f ⊙ g"),
        ("U_f @ (f * h_prev)", "U_f\u2009(f ⊙ h')"),
        ("tanh(W_f @ x + f * (U_f @ h_prev + d_n) + b_n)", "tanh(W_f\u2009x + f ⊙ (U_f\u2009h' + d_n) + b_n)"),
        ("-(f + g)", "−(f + g)"),
        ("f - (g - c)", "f − (g − c)"),
        ("f + -0.5", "f − 0.5"),
        ("f - -0.5", "f − (−0.5)"),
        ("-0.5 * f", "−0.5 · f"),
        ("f * -0.5", "f · (−0.5)"),
        ("f * (g * c)", "f ⊙ g ⊙ c"),
        ("sigmoid(f) * tanh(c)", "σ(f) ⊙ tanh(c)"),
    ],
)
def test_symbols_as_a_textbook_sets_them(text: str, wanted: str) -> None:
    assert symbols(text) == wanted


@pytest.mark.parametrize(
    ("key", "line", "wanted"),
    [
        ("lstm", "c", "f * c_prev + i * g"),
        ("lstm", "kept", "f * c_prev"),
        ("lstm", "h", "o * tanh(c)"),
        ("lstm", "f", "sigmoid(W_f @ x + U_f @ h_prev + b_f)"),
        ("gru", "h", "(1 - z) * h_prev + z * n"),
        ("gru", "n", "tanh(W_n @ x + U_n @ (r * h_prev) + b_n)"),
        ("gru_reset_after", "h", "z * h_prev + (1 - z) * n"),
        ("rnn", "h", "tanh(W @ x + U @ h_prev + b)"),
        ("rnn_linear", "h", "W @ x + U @ h_prev + b"),
    ],
)
def test_helpers_read_once_are_spelled_out(key: str, line: str, wanted: str) -> None:
    assert ascii_text(inlined(CELLS[key], line)) == wanted


def test_a_held_helper_stays_a_name() -> None:
    assert ascii_text(inlined(CELLS["lstm"], "c", frozenset({"kept"}))) == "kept + i * g"
    assert ascii_text(inlined(CELLS["rnn"], "h", frozenset({"a"}))) == "tanh(a)"


def test_spelling_out_stops_before_an_equation_grows_endless() -> None:
    lines = ["q0 = p + h_prev", *(f"q{i} = q{i - 1} * (p - h_prev)" for i in range(1, 12)), "h = q11 + W @ x"]
    cell = Cell.from_text('name = "long"\nequations = """\n' + "\n".join(lines) + '\n"""\n')
    assert all(leaf_count(inlined(cell, line.name)) <= 9 for line in cell.lines)
    named = {leaf.name for _, expr in equations(cell) for leaf in expr.walk() if leaf.op == "line"}
    assert named <= {name for name, _ in equations(cell)}


@pytest.mark.parametrize(
    ("key", "name", "wanted"),
    [
        ("lstm", "c_prev", ["dc ⊙ f"]),
        ("lstm", "c", ["dh ⊙ o ⊙ (1 − tanh(c)²)", "dc+ ⊙ f+"]),
        ("lstm", "f", ["dc ⊙ c'"]),
        ("lstm", "kept", ["dc"]),
        ("rnn", "a", ["dh ⊙ (1 − h²)"]),
        ("rnn", "h_prev", ["Uᵀ\u2009(dh ⊙ (1 − h²))"]),
        ("rnn_linear", "h_prev", ["Uᵀ\u2009dh"]),
        ("gru", "z", ["dh ⊙ n", "−dh ⊙ h'"]),
        ("gru", "keep", ["dh ⊙ h'"]),
    ],
)
def test_gradients_as_a_textbook_writes_them(key: str, name: str, wanted: list[str]) -> None:
    parts = gradient(CELLS[key], name)
    assert [("−" if p.sign < 0 else "") + said(tokens(p.expr, p.shift)) for p in parts] == wanted


def run_of(key: str, hidden: int = 4, seed: int = 1):
    rng = np.random.default_rng(seed)
    return simulate(Experiment.build(CELLS[key], hidden, rng.normal(size=(6, 3)), seed=seed, loss="every"))


@pytest.mark.parametrize("key", list(CELLS))
def test_spelled_out_equations_have_the_lines_values(key: str) -> None:
    run = run_of(key)
    for line in run.cell.lines:
        expr = inlined(run.cell, line.name)
        for t in range(run.steps):
            np.testing.assert_allclose(vector(run, expr, t), run.value(line.name)[t], rtol=1e-10, atol=1e-13)
            unit = min(2, run.value(line.name).shape[-1] - 1)
            found = worth(plugged(run, expr, t, unit))
            assert found == pytest.approx(run.value(line.name)[t][unit], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("key", list(CELLS))
def test_the_parts_of_a_gradient_add_up(key: str) -> None:
    run = run_of(key)
    names = [line.name for line in run.cell.lines] + [f"{s}_prev" for s in run.cell.states] + ["x"]
    for name in names:
        for t in range(run.steps):
            total = np.zeros_like(run.grad(name)[t])
            for part in gradient(run.cell, name):
                if t + part.shift < run.steps:
                    total = total + part.sign * vector(run, part.expr, t + part.shift)
            if name == run.cell.output:
                total = total + run.grad(name, into="loss")[t]
            np.testing.assert_allclose(total, run.grad(name)[t], rtol=1e-9, atol=1e-12, err_msg=f"{name} {t}")


def test_functions_are_worked_out_from_within() -> None:
    """First what a function is taken of becomes one number, then the function itself; the worth stays."""
    run = simulate(Experiment.build(CELLS["lstm"], 3, np.ones((2, 2)), seed=4))
    for name in ("f", "g"):
        tree = plugged(run, run.cell.by_name[name].expr, 1, 2)
        inner, outer = arguments_worked_out(tree), functions_worked_out(tree)
        assert worth(inner) == pytest.approx(run.value(name)[1, 2]) == worth(outer)
        functions = [part for part in inner.walk() if part.op in ("sigmoid", "tanh")]
        assert functions and all(not part.args[0].args for part in functions)
        assert not [part for part in outer.walk() if part.op in ("sigmoid", "tanh")]
