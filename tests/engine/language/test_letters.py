"""Letters of input methods and of mathematics are the plain ones they stand for, in equations and in tables alike."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell, CellError, Experiment, simulate
from rnnviz.engine.language.letters import plain, span_in
from rnnviz.engine.notation.formula import ascii_text
from tests.engine.cases import cell

WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
BOLD = {chr(ord("a") + i): chr(0x1D41A + i) for i in range(26)} | {
    chr(ord("A") + i): chr(0x1D400 + i) for i in range(26)
}
ROUNDED = {"x": "𝑥", "h": "ℎ", "R": "ℝ", "z": "𝓏"}
STYLES = [WIDE, BOLD, ROUNDED]


def styled(text: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in text)


def loss(of: Cell) -> float:
    return simulate(Experiment.build(of, 3, np.linspace(-1, 1, 8).reshape(4, 2), seed=3)).loss


@pytest.mark.parametrize("letters", STYLES)
@pytest.mark.parametrize("key", CELLS)
def test_a_cell_typed_in_other_letters_is_the_same_cell(key, letters):
    rows = "\n".join(f"{line.name} = {ascii_text(line.expr)}" for line in CELLS[key].lines)
    typed = cell(styled(rows, letters), head=f'output = "{styled(CELLS[key].output, letters)}"')
    assert [line.expr for line in typed.lines] == [line.expr for line in cell(rows).lines]
    assert typed.params == cell(rows).params and typed.states == CELLS[key].states
    assert loss(typed) == loss(cell(rows, head=f'output = "{CELLS[key].output}"'))


def test_a_line_called_like_a_parameter_is_that_line():
    wide = cell("ｂ = tanh(W @ x)\nh = tanh(U @ h_prev + ｂ)")
    assert list(wide.by_name) == ["b", "h"] and set(wide.params) == {"W", "U"}


def test_tables_may_name_a_line_in_either_way():
    tables = """
    [stages]
    "One （1）" = ["ｆ"]
    Two = ["h"]
    [roles]
    "ｆ" = "forget"
    [names]
    f = "ｆ gate"
    [keep]
    line = "ｆ"
    bias = "ｂ_f"
    [start]
    "ｂ_f" = 2.0
    [says.zh_CN]
    "ｆ" = "遗忘（f）"
    """
    typed = cell(
        "𝐟 = sigmoid(W_f @ x + b_f)  # keeps，fully\nh = f * h_prev + W @ x", "output = 'ｈ'\nsketch = 'ｆ h'", tables
    )
    assert typed.by_name["f"].role == "forget" and typed.by_name["f"].label == "ｆ gate"
    assert typed.by_name["f"].says == "keeps，fully" and typed.says["zh_CN"]["f"] == "遗忘（f）"
    assert [(s.name, s.lines) for s in typed.stages] == [("One （1）", ("f",)), ("Two", ("h",))]
    assert typed.keep is not None and (typed.keep.line, typed.keep.bias) == ("f", "b_f")
    assert typed.start == {"b_f": 2.0} and typed.output == "h" and typed.sketch == (("f", "h"),)


@pytest.mark.parametrize(
    ("equations", "wrong"),
    [
        ("ｈ ＝ tanh（W ＠ x ＋ ｑ）", "ｑ"),
        ("  𝐡 = tanh(W @ x + ﬁ) + q", "ﬁ"),
        ("ﬁ = W @ x\nh = ﬁ + tanh(qqq)", "qqq"),
        ("h = W @ x + h²", None),
        ("ĥ = W @ x", "ĥ"),
        ("e\u0301 = W @ x", "e\u0301"),
    ],
)
def test_refusals_show_the_letters_that_were_typed(equations, wrong):
    with pytest.raises(CellError) as caught:
        cell(equations)
    row = equations.split("\n")[caught.value.line - 4]
    assert wrong is None or row[caught.value.start : caught.value.end] == wrong


def test_comments_may_begin_with_a_wide_sign():
    assert cell("h = tanh(W @ x) ＃ heard").lines[0].says == "heard"


@given(st.text(max_size=12))
def test_names_are_made_plain_as_pythons_own_are(text):
    if f"a{text}".isidentifier():
        ours = unicodedata.normalize("NFKC", plain(f"a{text}"))
        assert ours == unicodedata.normalize("NFKC", f"a{text}")


@given(st.text("aｂﬁ²𝐩 =", max_size=9), st.data())
def test_columns_lead_back_to_what_was_typed(text, data):
    end = data.draw(st.integers(0, len(text)))
    first = data.draw(st.integers(0, end))
    shown = len(plain(text[:first])), len(plain(text[:end]))
    if first < end:
        assert span_in(text, shown) == (first, end)
