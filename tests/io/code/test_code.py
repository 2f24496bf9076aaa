"""Programs that are written give the numbers of the run they were written from, whichever cell, layers and loss."""

import ast
import importlib.util
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Cell
from rnnviz.io.code.program import CodeError
from rnnviz.io.code.recognised import recognised
from rnnviz.io.code.writing import code_of, write_code
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.setup import Setup

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
ROWS = pytest.mark.parametrize("rows", [False, True], ids=["columns", "rows"])


def own(key: str) -> Setup:
    """A cell with one gate held for some steps, or none."""
    setup = Setup.of(key, 5, input_scale=2.0, start=Arrays({}))
    gates = setup.cell.gates
    return setup.with_hold(Hold(gates[0], 0.7, 2, 4)) if gates else setup


def stacked() -> Setup:
    """Two cells both ways below another one, a read-out, losses at chosen steps, beginnings and a hold."""
    setup = Setup(
        (LayerChoice("lstm", hidden=4, direction="both"), LayerChoice("gru_reset_after", hidden=3, merge="sum"))
    )
    setup = setup.with_readout(Readout("softmax", ("a", "b", "c")))
    setup = replace(setup, targets=(Target(2, "b"), Target(8, "a")), loss=Loss("cross_entropy", (2, 8)))
    return replace(setup, start=Arrays({"0.backward.c": np.full(4, 0.3)}))


NETWORKS = {
    "classes": stacked,
    "numbers": lambda: replace(
        Setup.of("mgu", 4).with_readout(Readout("identity", ("u", "v"))), loss=Loss("squared", "last"),
        targets=(Target(8, values=(0.5, -1.0)),),
    ),
    "held layer": lambda: Setup(
        (LayerChoice("lstm", hidden=4), LayerChoice("lstm", hidden=3, direction="backward"))
    ).with_hold(Hold("f", 0.2, 1, 3, layer=1, way="backward")),
    "every step": lambda: replace(Setup.of("lstm_peephole", 4), loss=Loss("sum", "every")),
}  # fmt: skip


def ran(text: str):
    """The network of a program, run."""
    names = {"__name__": "written"}
    exec(compile(text, "written.py", "exec"), names)
    return names["run"]()


def close(found, wanted) -> None:
    found, wanted = np.asarray(found), np.asarray(wanted)
    assert found.shape == wanted.shape
    assert np.abs(found - wanted).max() <= 1e-9 * np.abs(wanted).max() + 1e-15


def check_numpy(setup: Setup, rows: bool) -> None:
    found, run = ran(code_of(setup, "numpy", rows)), network_run_of(setup)
    close(found.loss, run.loss)
    close(found.outputs, run.outputs)
    close(found.input_grad, run.input_grad)
    assert found.grads.keys() == run.param_grads.keys()
    for name, wanted in run.param_grads.items():
        close(found.grads[name].T if rows else found.grads[name], wanted)
    for number, (layer, _) in enumerate(found.layers):
        for way, _, cell in layer:
            for line in run.network.layers[number].cell.by_name:
                value = np.array([step[line] for step in cell.tape])
                close(value if way == "forward" else value[::-1], run.value(number, line, way))


@ROWS
@pytest.mark.parametrize("key", CELLS)
def test_numpy(key, rows):
    check_numpy(own(key), rows)


@ROWS
@pytest.mark.parametrize("name", NETWORKS)
def test_numpy_networks(name, rows):
    check_numpy(NETWORKS[name](), rows)


ODD = """name = 'odd'
equations = '''
np = clip(W_1 @ x + U_1 @ h_prev, -0.5, 0.5)
x_2 = -(W_2 @ x - b) * -(mean(np) + var(h_prev))
k = max(np, alpha * h_prev) - min(np, x_2) / (1.5 + softmax(U_2.T @ h_prev))
grad_h = softplus(sqrt(1 + abs(x_2)) * exp(-k)) + relu(k)
h = tanh(grad_h - k - 0.5 * (b - alpha))
h_start = b_0
'''
"""


@ROWS
def test_numpy_of_everything_the_language_has(rows):
    check_numpy(Setup((LayerChoice("odd", ODD, hidden=4),)), rows)


@needs_torch
def test_torch_of_everything_the_language_has():
    check_torch(Setup((LayerChoice("odd", ODD, hidden=4),)))


@needs_torch
@pytest.mark.parametrize("key", CELLS)
def test_torch(key):
    """Without a hold too, so that PyTorch's own modules are taken."""
    for setup in (own(key), Setup.of(key, 5, input_scale=2.0)):
        check_torch(setup)


@needs_torch
@ROWS
@pytest.mark.parametrize("name", NETWORKS)
def test_torch_networks(name, rows):
    check_torch(NETWORKS[name](), rows)


def check_torch(setup: Setup, rows: bool = False) -> None:
    text = code_of(setup, "torch", rows)
    found, run = ran(text), network_run_of(setup)
    turned = rows and "Fused" not in text
    close(found.loss.item(), run.loss)
    close(found.outputs.detach().numpy(), run.outputs)
    close(found.input_grad.numpy(), run.input_grad)
    grads = found.grads()
    for name, wanted in run.param_grads.items():
        if name in grads:
            close(grads[name].numpy().T if turned else grads[name].numpy(), wanted)
        else:
            assert not wanted.any()


@pytest.mark.parametrize(
    ("key", "call"), [("lstm", "nn.LSTM"), ("rnn", "nn.RNN"), ("rnn_relu", "nn.RNN"), ("gru_reset_after", "nn.GRU")]
)
def test_recognised(key, call):
    """Found by the equations: whatever the names, the order of terms, and however many lines."""
    assert recognised(CELLS[key]).call.startswith(call)
    assert f"{call}(" in code_of(Setup.of(key, 4), "torch")


def test_recognised_by_equations_alone():
    found = Cell.build(
        "u2 = sigmoid(b_q + R_q @ m_prev + W_q @ x)\nv2 = tanh(W_v @ x + R_v @ m_prev + b_v)\n"
        "s = v2 * sigmoid(W_t @ x + R_t @ m_prev + b_t) + s_prev * u2\n"
        "m = tanh(s) * sigmoid(W_e @ x + R_e @ m_prev + b_e)",
        {"output": "m"},
    )
    fused = recognised(found)
    assert fused.states == ("m", "s") and fused.blocks["weight_hh_l0"] == ("R_t", "R_q", "R_v", "R_e")
    others = [key for key in CELLS if recognised(CELLS[key])]
    assert others == ["gru_reset_after", "lstm", "rnn", "rnn_relu"]


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_nothing_of_a_file_becomes_code(kind):
    """Names, sources and sentences are words, whatever stands in them."""
    bad = '\\"\\"\\"\\n\\nraise SystemExit\\n\\"\\"\\"\\\\'
    says = "h = tanh(W @ x + U @ h_prev)  # " + chr(12) + "raise SystemExit \\"
    text = f'name = "{bad}"\nsource = "{bad}"\nequations = """{says.replace(chr(92), chr(92) * 2)}"""\n'.replace(
        chr(12), ""
    )
    setup = Setup((LayerChoice("bad", text, hidden=3),))
    written = code_of(setup, kind)
    assert not any(isinstance(node, ast.Raise) for node in ast.walk(ast.parse(written)))
    if kind == "numpy":
        check_numpy(setup, False)


def test_refusals(tmp_path, monkeypatch):
    setup = Setup.of("lstm", 4)
    with pytest.raises(CodeError, match="numpy, torch"):
        code_of(setup, "fortran")
    monkeypatch.setattr("rnnviz.io.code.program.MOST", 10)
    with pytest.raises(CodeError, match="too many"):
        write_code(tmp_path / "run.py", setup, "numpy")
    monkeypatch.undo()
    with pytest.raises(CodeError, match="cannot be saved"):
        write_code(tmp_path / "no" / "run.py", setup, "numpy")
    write_code(tmp_path / "run.py", setup, "numpy")
    assert (tmp_path / "run.py").read_text(encoding="utf-8") == code_of(setup, "numpy")
