"""What a written program says, line by line: names, numbers, brackets, and which of PyTorch's own it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz import __version__
from rnnviz.engine import CELLS, Cell
from rnnviz.io.code import program
from rnnviz.io.code.numpy_code import CALLS, numpy_code
from rnnviz.io.code.printed import SUM, Dialect, class_name, name_of, printed, product
from rnnviz.io.code.program import WIDTH, CodeError, WrittenRun, array, block, checked, numbers, plain, table
from rnnviz.io.code.recognised import recognised
from rnnviz.io.code.torch_code import torch_code
from rnnviz.io.code.writing import write_code
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.setup import Setup
from tests.io.code.test_code import NETWORKS, check_numpy, stacked

COLUMNS, ROWS = Dialect(False, CALLS), Dialect(True, CALLS)

# expressions ---------------------------------------------------------------------------------------------------

PRINTS = {
    # of the equation h = ...: as it is written, as it is printed with columns
    "tanh(W @ x + U @ h_prev - b)": "np.tanh(self.W @ x + self.U @ h_prev - self.b)",
    "-(W @ x) * b - (b - b)": "(-self.W @ x) * self.b - (self.b - self.b)",
    "b * (b + b) / (b * b)": "self.b * (self.b + self.b) / (self.b * self.b)",
    "2 * (W @ x) + 0.5": "2 * (self.W @ x) + 0.5",
    "(W @ x) * b": "(self.W @ x) * self.b",
    "b / (W @ x)": "self.b / (self.W @ x)",
    "U.T @ (h_prev + b)": "self.U.T @ (h_prev + self.b)",
    "max(b, -1) * -2": "np.maximum(self.b, -1) * (-2)",
    "b - -b": "self.b - (-self.b)",
    "clip(b, -0.5, 1e-7)": "np.clip(self.b, -0.5, 1e-07)",
}


def expression(text: str):  # type: ignore[no-untyped-def]
    known = "" if "h_prev" in text else " + 0 * h_prev"
    return Cell.build(f"h = {text}{known}", {"output": "h"}).by_name["h"].expr


@pytest.mark.parametrize("text", PRINTS)
def test_an_equation_as_python(text: str) -> None:
    said = printed(expression(text), COLUMNS)
    assert said.removesuffix(" + 0 * h_prev") == PRINTS[text]
    compile(said, "said", "eval")


def test_rows_stand_left_of_their_matrix() -> None:
    assert printed(expression("W @ x + U.T @ h_prev"), ROWS) == "x @ self.W + h_prev @ self.U.T"
    assert [product("M", "v", how, turned) for how in (COLUMNS, ROWS) for turned in (False, True)] == [
        "M @ v", "M.T @ v", "v @ M", "v @ M.T",
    ]  # fmt: skip
    assert printed(expression("b + b + h_prev"), COLUMNS, SUM + 1) == "(self.b + self.b + h_prev)"


@pytest.mark.parametrize(
    ("title", "name"),
    [("LSTM", "LSTM"), ("Simple RNN, ReLU", "SimpleRNNReLU"), ("2 gates", "Cell2Gates"), ("我", "Cell"), ("", "Cell"),
     ("a1", "A1"), ("x", "X"), ("minGRU", "MinGRU")],
)  # fmt: skip
def test_the_name_of_a_class(title: str, name: str) -> None:
    assert class_name(title) == name


@pytest.mark.parametrize(
    ("line", "name"), [("h", "h"), ("np", "np_line"), ("sum", "sum_line"), ("grad_h", "grad_h_line"), ("grad", "grad")]
)
def test_a_line_that_is_called_as_something_else_gets_another_name(line: str, name: str) -> None:
    assert name_of(line) == name


# PyTorch's own -------------------------------------------------------------------------------------------------

GATES = """
r = sigmoid(W_r @ x + U_r @ h_prev + b_r)
z = sigmoid(W_z @ x + U_z @ h_prev + b_z)
n = tanh(W_n @ x + b_n + r * (U_n @ h_prev + d_n))
"""


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("h = tanh(b - (-(W @ x) - U @ h_prev))", "nn.RNN({0}, {1})"),
        ("h = tanh((W @ x + b) + U @ h_prev)", "nn.RNN({0}, {1})"),
        ("h = relu(b + U @ h_prev + W @ x)", "nn.RNN({0}, {1}, nonlinearity='relu')"),
        ("a = W @ x\ns = a + b\nh = tanh(U @ h_prev + s)", "nn.RNN({0}, {1})"),
        ("h = tanh(W @ x - U @ h_prev + b)", ""), ("h = tanh(-(W @ x + U @ h_prev + b))", ""),
        ("h = tanh(W @ x + U @ h_prev + b + 1)", ""), ("h = tanh(W @ x + 2 * (U @ h_prev) + b)", ""),
        ("h = sigmoid(W @ x + U @ h_prev + b)", ""), ("h = tanh(W @ x + U @ h_prev) + b", ""),
        ("h = tanh(W @ x + V @ x + U @ h_prev)", ""), ("h = tanh(W @ x + U.T @ h_prev + b)", ""),
        (f"{GATES}h = (1 - z) * n + z * h_prev", "nn.GRU({0}, {1})"), (f"{GATES}h = h_prev * z - n * (z - 1)", ""),
        (f"{GATES}h = (1 - z) * n + r * h_prev", ""), (f"{GATES}h = (2 - z) * n + z * h_prev", ""),
        (f"{GATES}h = z * n + (1 - z) * h_prev", ""),
    ],
    ids=lambda value: str(value).replace("\n", ";")[-40:],
)  # fmt: skip
def test_which_module_of_pytorch_a_cell_is(text: str, call: str) -> None:
    fused = recognised(Cell.build(text, {"output": "h"}))
    assert (fused.call if fused else "") == call


def test_parameters_that_stand_twice_are_not_two() -> None:
    """As many parameters as an LSTM has, but one stands in two gates and another one beside the memory."""
    lstm = CELLS["lstm"].text.replace("b_i", "b_f")
    equations = re.search(r"'''(.*?)'''|\"\"\"(.*?)\"\"\"", lstm, re.DOTALL)
    assert equations is not None
    text = next(found for found in equations.groups() if found)
    assert recognised(Cell.build(text.replace("b_f", "b_i", 1), {"output": "h"})) is not None
    twice = Cell.build(f"{text}\nmore = b_i * h", {"output": "h"})
    assert len(twice.params) == 12 and recognised(twice) is None


def test_blocks_stand_in_the_order_pytorch_has_them() -> None:
    fused = recognised(CELLS["gru_reset_after"])
    assert fused is not None and fused.states == ("h",)
    assert fused.blocks["weight_hh_l0"] == ("U_r", "U_z", "U_n") and fused.blocks["bias_hh_l0"] == ("", "", "d_n")
    plain_rnn = recognised(CELLS["rnn"])
    assert plain_rnn is not None and plain_rnn.blocks["bias_hh_l0"] == ("",)
    assert plain_rnn.blocks["weight_ih_l0"] == ("W",) and plain_rnn.blocks["bias_ih_l0"] == ("b",)


# the program for PyTorch, where PyTorch need not be there -----------------------------------------------------------


def test_the_program_for_pytorch_makes_its_layers() -> None:
    text = torch_code(stacked())
    compile(text, "written.py", "exec")
    assert text.startswith(
        f'"""LSTM (4 units, both), GRU, reset after (3 units, forward); 9 steps, written by rnnviz {__version__}.'
    )
    assert text.count("nn.LSTM(10, 4), ('h', 'c')") == 2 and text.count("nn.GRU(8, 3), ('h',)") == 1
    first, second = (line for line in text.splitlines() if line.startswith("            (["))
    assert first.endswith("], 'concat'),") and second.endswith("], 'sum'),")
    assert '("forward", "0.", Fused(' in first and '("backward", "0.backward.", Fused(' in first
    assert 'own("0.backward."))' in first and '("forward", "1.", Fused(' in second
    assert "DTYPE = torch.float64" in text and "class LSTM(" not in text and "HELD = {}" in text
    assert "COUNTED = [2, 8]  # steps with a loss\nTARGETS = [1, 0]\n" in text


def test_the_program_for_pytorch_reads_out_and_has_its_loss() -> None:
    text = torch_code(stacked())
    assert 'self.V = nn.Parameter(PARAMS["V"].clone())' in text and 'self.d = nn.Parameter(PARAMS["d"].clone())' in text
    assert (
        "self.logits = read @ self.V.T + self.d\n" in text and "self.outputs = torch.softmax(self.logits, -1)\n" in text
    )
    assert "found.update(V=self.V.grad, d=self.d.grad)" in text and 'reduction="sum")' in text
    numbers_ = torch_code(NETWORKS["numbers"](), rows=True)
    assert "self.logits = read @ self.V + self.d\n" in numbers_ and "self.outputs = self.logits\n" in numbers_
    assert (
        "self.loss = 0.5 * ((said - TARGETS) ** 2).sum()" in numbers_ and "TARGETS = array([[0.5, -1.0]])" in numbers_
    )
    bare = torch_code(NETWORKS["every step"]())
    assert "self.logits = read\n" in bare and "self.V" not in bare and "TARGETS = None" in bare
    assert "self.loss = said.sum() / said.shape[-1] ** 0.5" in bare and "COUNTED = [0, 1, 2, 3, 4, 5, 6, 7, 8]" in bare


def test_held_lines_and_learned_beginnings_are_a_class_of_their_own() -> None:
    text = torch_code(NETWORKS["held layer"]())
    assert "nn.LSTM(" not in text and "class Fused" not in text and text.count("class LSTM(nn.Module):") == 1
    assert '            f = held.get(("f", number), f)\n' in text and 'held.get(("i"' not in text
    rows = [f'        ("f", {step}): array([0.2, 0.2, 0.2]),' for step in (1, 2, 3)]
    assert "\n".join(["HELD = {", '    "1.backward.": {', *rows, "    },", "}", ""]) in text
    assert '([("backward", "1.backward.", LSTM(own("1.backward.")))], \'concat\')' in text
    begun = 'name = "b"\nequations = """\nh = tanh(W @ x + U @ h_prev + b)\nh_start = b_0\n"""\n'
    learned = torch_code(Setup((LayerChoice("b", begun, hidden=3),)))
    assert 'h_prev = start["h"] * 0 + self.b_0\n' in learned and "nn.RNN(" not in learned
    assert 'h_prev = start["h"]\n' in text


def test_rows_are_turned_only_where_nothing_is_pytorch_s_own() -> None:
    own, fused = Setup.of("mgu", 3), Setup.of("rnn", 3)
    assert "x @ self.W_f" in torch_code(own, rows=True) and "self.W_f @ x" in torch_code(own)
    assert parameters(torch_code(own, rows=True))["0.W_f"].shape == (10, 3)
    assert parameters(torch_code(fused, rows=True))["0.W"].shape == (3, 10)
    mixed = Setup((LayerChoice("rnn", hidden=3), LayerChoice("mgu", hidden=2)))
    assert parameters(torch_code(mixed, rows=True))["1.W_f"].shape == (2, 3)
    assert "self.W_f @ x" in torch_code(mixed, rows=True)
    assert parameters(numpy_code(mixed, rows=True))["1.W_f"].shape == (3, 2)


def parameters(text: str) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = eval(text[text.index("PARAMS = {") + 9 : text.index("\nSTART")], {"array": np.array})
    return found


def test_functions_are_written_that_are_used_and_no_others() -> None:
    for kind in (numpy_code, torch_code):
        assert "def softmax" not in kind(Setup.of("lstm", 3)) and "def mean" not in kind(Setup.of("lstm", 3))
    more = 'name = "m"\nequations = """\nh = var(W @ x) + softplus(U @ h_prev) + max(b, 0)\n"""\n'
    setup = Setup((LayerChoice("m", more, hidden=3),))
    text = numpy_code(setup)
    names = re.findall(r"^def (\w+)", text[: text.index("class M")], re.MULTILINE)
    assert names == ["array", "sigmoid", "softplus", "mean", "var", "larger"]
    assert re.findall(r"^def (\w+)", torch_code(setup), re.MULTILINE)[:2] == ["array", "var"]
    softmaxed = Setup.of("mgu", 3).with_readout(Readout("softmax", ("a", "b")))
    assert "def softmax" in numpy_code(replace(softmaxed, loss=Loss("cross_entropy"), targets=(Target(8, "a"),)))


# numbers and names ------------------------------------------------------------------------------------------------


def test_a_run_has_a_program_up_to_so_many_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = Setup.of("rnn", 4)
    network = setup.network()
    count = sum(value.size for value in network.params.values()) + network.inputs.size
    monkeypatch.setattr(program, "MOST", count)
    assert WrittenRun.of(setup).setup is setup
    monkeypatch.setattr(program, "MOST", count - 1)
    with pytest.raises(CodeError) as caught:
        WrittenRun.of(setup)
    assert (caught.value.why.key, caught.value.why.values) == ("code.large", {"count": count, "limit": count - 1})


def test_a_class_for_every_different_cell() -> None:
    one, two = (f'name = "My cell"\nequations = """\nh = {f}(W @ x + U @ h_prev)\n"""\n' for f in ("tanh", "sigmoid"))
    setup = Setup((LayerChoice("a", one, hidden=2), LayerChoice("b", two, hidden=2), LayerChoice("a", one, hidden=3)))
    assert list(WrittenRun.of(setup).classes.values()) == ["MyCell", "MyCell2"]
    check_numpy(setup, False)


def test_the_numbers_of_a_program() -> None:
    assert array(np.array([[1.0, -0.5]])) == "array([[1.0, -0.5]])"
    long = numbers(np.arange(60.0))
    assert max(map(len, long.splitlines())) <= WIDTH + 4 and eval(long) == np.arange(60.0).tolist()
    assert table("P", {"a": np.zeros(1), "b": np.ones(2)}) == [
        "P = {", '    "a": array([0.0]),', '    "b": array([1.0, 1.0]),', "}",
    ]  # fmt: skip
    assert block(["a", "", "b"], 2) == ["        a", "", "        b"]
    for wrong in (np.inf, np.nan, -np.inf):
        with pytest.raises(CodeError) as caught:
            numbers(np.array([1.0, wrong]))
        assert caught.value.why.key == "code.finite"
    assert plain('a "b"\\\nc') == "a 'b'/ c"


def test_what_a_program_cannot_say_is_refused() -> None:
    written = WrittenRun.of(Setup.of("lstm", 2))
    with pytest.raises(CodeError) as caught:
        checked(written, {"tanh": "t"})
    assert (caught.value.why.key, caught.value.why.values) == ("code.function", {"name": "sigmoid"})
    checked(written, {"tanh": "t", "sigmoid": "s"})


def test_a_line_of_one_number_becomes_a_vector() -> None:
    text = 'name = "k"\nequations = """\nk = 0.5 * alpha\nh = tanh(W @ x + U @ h_prev) * k\n"""\n'
    setup = Setup((LayerChoice("k", text, hidden=3),))
    assert "k = np.zeros_like(h_prev) + 0.5 * self.alpha" in numpy_code(setup)
    assert "k = torch.zeros_like(h_prev) + 0.5 * self.alpha" in torch_code(setup)
    check_numpy(setup, True)


def test_sentences_of_lines_stand_behind_them() -> None:
    text = 'name = "k"\nsource = "S"\nequations = """\nh = tanh(W @ x + U @ h_prev)  # the "new" state\n"""\n'
    written = numpy_code(Setup((LayerChoice("k", text, hidden=3),)))
    assert "h = np.tanh(self.W @ x + self.U @ h_prev)  # the 'new' state\n" in written and '"""k. S"""' in written
    assert "# h = np.tanh(W @ x + U @ h_prev)\n" in written


def test_only_what_is_held_is_asked_for_on_the_way_back() -> None:
    text = numpy_code(Setup.of("lstm", 2).with_hold(Hold("f", 0.5, 1, 1)))
    assert 'if ("f", number) not in self.held:' in text and 'if ("i", number) not in self.held:' not in text
    free = numpy_code(Setup.of("lstm", 2))
    assert "not in self.held" not in free and "held.get" not in free


def test_a_program_is_written_into_a_file_of_python(tmp_path: Path) -> None:
    setup = Setup.of("rnn", 2)
    write_code(tmp_path / "a.PY", setup, "torch", rows=True)
    assert (tmp_path / "a.PY").read_text(encoding="utf-8") == torch_code(setup, rows=True)
    with pytest.raises(CodeError) as caught:
        write_code(tmp_path / "a.txt", setup, "numpy")
    assert (caught.value.why.key, caught.value.why.values) == ("code.name", {"file": "a.txt"})


@pytest.mark.parametrize("begin", ["alpha", "b_0", "0.25"])
def test_a_beginning_that_is_learned_gets_its_gradient(begin: str) -> None:
    text = f'name = "k"\nequations = """\nh = tanh(W @ x + 0.9 * h_prev)\nh_start = {begin}\n"""\n'
    setup = Setup((LayerChoice("k", text, hidden=3), LayerChoice("k", text, hidden=2)))
    check_numpy(setup, False)
    written = numpy_code(setup)
    whole = 'np.sum(later["h"], keepdims=True)' if begin == "alpha" else 'later["h"]'
    assert (f'grads["{begin}"] += {whole}' in written) == (begin != "0.25")
