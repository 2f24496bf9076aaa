"""Every wrong cell file is refused with its file, its line and a sentence; no text raises anything else."""

import contextlib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell, CellError
from tests.engine.cases import cell

GOOD = "name = 'g'\nequations = '''\nh = tanh(W @ x + U @ h_prev)\n'''\n"

EQUATIONS = [
    # equations, line within them (1-based), words of the sentence
    ("h = softmin(W @ x)", 1, "no function called softmin"),
    ("h = sigmiod(W @ x)", 1, "did you mean sigmoid?"),
    ("h = x[0]", 1, "square brackets"),
    ("h = x.T", 1, "a dot reaches inside"),
    ("h = __import__('os')", 1, "no function called __import__"),
    ("h = (lambda: 1)()", 1, "lambda is not allowed"),
    ("h = lambda: 1", 1, "lambda is not allowed"),
    ("h = [W @ x]", 1, "lists are not allowed"),
    ("h = {1: 2}", 1, "only names, numbers"),
    ("h = W @ x, 1", 1, "a comma"),
    ("h = 'text'", 1, "only names, numbers"),
    ('h = "\\d"', 1, "only names, numbers"),
    ("h = 1or 2", 1, "and/or"),
    ("h = True", 1, "only names, numbers"),
    ("h = 1j * h_prev", 1, "only names, numbers"),
    ("h = h_prev ** 2", 1, "operator ** is not allowed"),
    ("h = h_prev // 2", 1, "operator // is not allowed"),
    ("h = max(W @ x)", 1, "max takes two arguments or more"),
    ("h = clip(W @ x, 0)", 1, "clip takes a value and two numbers"),
    ("h = clip(W @ x, 1, 0)", 1, "the lower one first"),
    ("h = clip(W @ x, 0, b)", 1, "are two numbers"),
    ("h = mean(W @ x, 1)", 1, "exactly one argument"),
    ("mean = W @ x", 1, "mean is a function"),
    ("h = U.T", 1, "U.T is a matrix; write U.T @ a vector"),
    ("h = b.T @ h_prev", 1, "stands left of @"),
    ("h = (U - U_T) @ h_prev", 1, "U transposed is U.T"),
    ("h = U.T @ h_prev + U @ x", 1, "U was hidden x hidden before"),
    ("h = W @ [h_prev]", 1, "two to four values"),
    ("h = W @ [h_prev, tanh(x)]", 1, "two to four values"),
    ("h = W @ [x, x]", 1, "two to four values"),
    ("h = W @ [h_prev, x] + U @ h_prev", 1, "U is already the part of a matrix"),
    ("h = o * (P @ h_prev)\no = 1", 1, "used before"),
    ("o = W @ x\nh = o * (P @ h_prev)", 2, "o has the hidden size, but line h works with the projected size"),
    ("h = b_h + W @ x\nh_start = 1", 2, "h is read nowhere as h_prev"),
    ("h = U @ h_prev\nh_start = b + 1", 2, "a number, a vector"),
    ("h = U @ h_prev\nh_start = W", 2, "a number, a vector"),
    ("h = U @ h_prev\nh_start = 1\nh_start = 2", 3, "assigned twice"),
    ("h = tanh(beta @ h_prev)", 1, "stands left of @"),
    ("h = h_prev if 1 else 2", 1, "if/else"),
    ("h = h_prev < 2", 1, "comparisons"),
    ("h = (q := 2)", 1, "only names, numbers"),
    ("h += 1", 1, "not of the form name = expression"),
    ("h = q = W @ x", 1, "not of the form name = expression"),
    ("h, q = W @ x", 1, "not of the form name = expression"),
    ("import os", 1, "not of the form name = expression"),
    ("h = 1; q = 2", 1, "not of the form name = expression"),
    ("h = tanh(W @ x", 1, "cannot read"),
    ("h = tanh()", 1, "exactly one argument"),
    ("h = tanh(W @ x, 2)", 1, "exactly one argument"),
    ("h = tanh(a=2)", 1, "exactly one argument"),
    ("h = tanh(*x)", 1, "exactly one argument"),
    ("h = tanh", 1, "tanh is a function"),
    ("tanh = W @ x", 1, "tanh is a function"),
    ("__import__ = W @ x", 1, "is not a name"),
    ("_h = W @ x", 1, "is not a name"),
    ("h = W @ x\nĥ = W @ x", 2, "is not a name"),
    ("ℎ = W @ x\nh__a = W @ x", 2, "is not a name"),
    ("h" * 50 + " = W @ x", 1, "is not a name"),
    ("loss = W @ x", 1, "cannot be assigned"),
    ("h = a + 1\na = W @ x", 1, "used before it is assigned on line"),
    ("h = h + 1", 1, "its value one step ago is h_prev"),
    ("h = W @ x\nh = U @ h_prev", 2, "assigned twice"),
    ("x = W @ x", 1, "x is the input"),
    ("h_prev = W @ x", 1, "made by the cell itself"),
    ("W_f = tanh(h_prev)\nh = W_f", 1, "parameter matrix"),
    ("h = tanh(W @ x + U @ h_perv)", 1, "did you mean h_prev?"),
    ("h = tanh(W @ x)\nc = q_prev", 2, "no line assigns q"),
    ("h = x_prev", 1, "no line assigns x"),
    ("h = W", 1, "W is a matrix"),
    ("h = tanh(W)", 1, "W is a matrix"),
    ("h = W * h_prev", 1, "W is a matrix"),
    ("h = W @ U", 1, "U is a matrix"),
    ("h = h_prev @ W", 1, "stands left of @"),
    ("h = b @ x", 1, "stands left of @"),
    ("h = W @ 2", 1, "must be a vector"),
    ("h = W @ x + W @ h_prev", 1, "W was hidden x input before"),
    ("y = V @ h_prev\nh = U @ y_prev + U @ h_prev", 2, "sizes do not match"),
    ("h = y_prev + 1\ny = V @ h", 1, "y_prev has the output size"),
    ("h = b * h_prev\ny = V @ h + b", 2, "b was hidden before"),
    ("h = 1e999", 1, "too large"),
    ("h = " + "9" * 400, 1, "too large"),
    ("h = -" + "-" * 100 + "x", 1, "nested more than 40 deep"),
    ("h = " + "tanh(" * 60 + "h_prev" + ")" * 60, 1, "nested more than 40 deep"),
    ("h = " + "(" * 500 + "1" + ")" * 500, 1, "cannot read"),
    ("h = " + "x**" * 900 + "x", 1, "is not allowed"),
    ("h = " + "[" * 15 + "]" * 15 + " + 1", 1, "lists are not allowed"),
    ("h = x" + " @ x" * 900, 1, "nested more than 40 deep"),
    ("h = W @ x\n" * 65, 65, "more than the limit of 64 lines"),
]


@pytest.mark.parametrize("equations, line, words", EQUATIONS, ids=[e[0][:24] for e in EQUATIONS])
def test_an_equation_is_refused(equations, line, words):
    with pytest.raises(CellError) as caught:
        cell(equations)
    assert words in str(caught.value)
    assert caught.value.line == line + 3  # name, head and the opening quotes stand above
    assert str(caught.value).startswith("<text>, line ")


BOMB = ".".join("a" * 2000)

TABLES = [
    ("", 1, "no “name”"),
    ("name = ''\nequations = 'h = W @ x'", 1, "no “name”"),
    ("name = 'n'", 1, "no “equations”"),
    ("name = 'n'\nequations = '''\n# only words\n'''", 2, "no equations"),
    ("name = 3\nequations = 'h = W @ x'", 1, "name must be a text"),
    (GOOD + "colour = 'red'", 5, "unknown key “colour”"),
    (GOOD + "outptu = 'h'", 5, "did you mean output?"),
    (GOOD + "output = 'hh'", 5, "did you mean h?"),
    (GOOD + "name = 'again'", 5, "not valid TOML"),
    (GOOD + "output = h", 5, "not valid TOML"),
    (GOOD + "sketch = '''\nh_prev . h_next\n'''", 5, "the line h is missing"),
    (GOOD + "sketch = '''\nh_prev h h_next\nh . .\n'''", 7, "twice"),
    (GOOD + "sketch = '''\nh_perv h h_next\n'''", 6, "did you mean h_prev?"),
    (GOOD + "[stages]\na = ['q']", 5, "q is not a line"),
    (GOOD + "[stages]\na = 'h'", 5, "must be a list"),
    (GOOD + "[stages]\na = ['h']\nb = ['h']", 5, "two stages"),
    (GOOD + "[stages]\na = [[]]", 5, "must be a list"),
    (GOOD + "[roles]\nh = 'purple'", 5, "unknown role"),
    (GOOD + "[roles]\nq = 'cell'", 5, "q is not a line"),
    (GOOD + "[names]\nh = 3", 5, "must be a text"),
    (GOOD + "[start]\nb = 1", 5, "not a parameter"),
    (GOOD + "[start]\nW = nan", 5, "must be a number"),
    (GOOD + "[start]\nW = inf", 5, "must be a number"),
    (GOOD + "[start]\nW = true", 5, "must be a number"),
    (GOOD + "[keep]\nline = 'h'\nbias = [1]", 5, "keep: wants"),
    (GOOD + "[keep]\nline = ['h']\nbias = 'W'", 5, "keep: wants"),
    (GOOD + "[keep]\nline = 'h'\nbias = 'W'", 5, "keep: wants"),
    (GOOD + "[place]\nh = [nan, 1]", 5, "place: h must be"),
    (GOOD + "[place]\nh = 'left'", 5, "place: h must be"),
    (GOOD + "[says]\nzh_CN = 'x'", 5, "table of sentences"),
    (GOOD + "[says.zh_CN]\nq = 'x'", 5, "not a line with a sentence"),
    (GOOD + f"{BOMB} = 1", 5, "dots"),
    (GOOD + f"[{BOMB}]", 5, "dots"),
    (GOOD + f"[[{BOMB}]]", 5, "dots"),
    (GOOD + f"place = {{ {BOMB} = 1 }}", 5, "dots"),
    (GOOD + "place = { " + " . ".join('"a b"' for _ in range(12)) + " = 1 }", 5, "dots"),
    (GOOD + "place = " + "[" * 200, 5, "nested deeper"),
    (GOOD + "conventions = [\n" + "[\n" * 5000, None, "not valid TOML"),
    (GOOD + "conventions = " + "{a=" * 200, 5, "not valid TOML"),
    (GOOD + "note = '" + "a" * 5000 + "'", 5, "longer than the limit"),
    (GOOD + "note = '''\n" + ("b" * 99 + "\n") * 3000 + "'''", 1, "larger than the limit of 256 kB"),
    (GOOD + "conventions = [" + "1" * 4080 + "]", 5, None),
]


@pytest.mark.timeout(300)  # a trap never ends
@pytest.mark.parametrize("text, line, words", TABLES, ids=[str(i) for i in range(len(TABLES))])
def test_a_file_is_refused(text, line, words):
    try:
        Cell.from_text(text, "mine.toml")
    except CellError as error:
        assert words is not None and words in str(error)
        assert line is None or error.line == line
        assert error.file == "mine.toml"
    else:
        assert words is None


@pytest.mark.timeout(300)
def test_many_lines_of_bombs_are_refused_at_once():
    lines = "\n".join(f"place.a{i} = {{ {BOMB[:3900]} = 1 }}" for i in range(60))
    for text in (GOOD + lines, GOOD + "[says]\n" + "\n".join(f"l{i} = {{}}" for i in range(18_000))):
        try:
            Cell.from_text(text)
        except CellError as error:
            assert "dots" in str(error)


@pytest.mark.timeout(300)
def test_lines_that_double_and_double_are_no_trap():
    doubling = "\n".join(f"l{i} = l{i - 1} + l{i - 1}" for i in range(1, 60))
    found = cell(f"l0 = b\n{doubling}\nh = U @ l59 + R @ h_prev")
    assert found.recurrent == ("R",)


def test_files(tmp_path):
    path = tmp_path / "mine.toml"
    for content, words in (
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        (b"\x00" * 100, "not valid TOML"),
        (b"", "no “name”"),
        (GOOD.encode() + b"# " + b"x" * 300_000, "larger than the limit"),
    ):
        path.write_bytes(content)
        with pytest.raises(CellError, match=r"mine\.toml, line") as caught:
            Cell.from_file(path)
        assert words in str(caught.value)
    with pytest.raises(CellError, match="cannot be read"):
        Cell.from_file(tmp_path / "nothing.toml")
    with pytest.raises(CellError, match="cannot be read"):
        Cell.from_file(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert Cell.from_file(path).states == ("h",)


SEEDS = st.sampled_from([GOOD, *(CELLS[key].text for key in CELLS)])
SCRAPS = st.sampled_from(
    ["=", "'''", "[", "]", "{", "}", ".", "\n", "@", "_prev", "(", ")", "-", "nan", "1e999", "\x00", "\ud800", "'", '"',
     "#", "\\", "h", " = ", "[says]", "é", "\u2028", "x", ",", "true", "1979-05-27", "+"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(), st.lists(SCRAPS).map("".join)))
@example("\ufeff")
def test_random_text_never_raises_anything_else(text):
    for whole in (text, GOOD + text, f"name = 'n'\nequations = '''\n{text}\n'''", f"name='n'\nequations='h = {text}'"):
        with contextlib.suppress(CellError):
            Cell.from_text(whole)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS, st.lists(st.tuples(st.floats(0, 1), SCRAPS, st.integers(0, 8)), min_size=1, max_size=3))
def test_a_damaged_cell_never_raises_anything_else(text, damages):
    for where, scrap, gone in damages:
        at = int(where * len(text))
        text = text[:at] + scrap + text[at + gone :]
    try:
        Cell.from_text(text)
    except CellError as error:
        assert 1 <= error.line <= max(1, len(text.splitlines()))
