"""Every slip is found with its line, its characters, a sentence and where possible its mending; the rest goes on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.understanding import BROKEN, GOOD, WAITS, spoken_name, understand
from rnnviz.model.picture import drawable, picture
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights

LSTM = Draft.from_cell(CELLS["lstm"])
EMPTY = Draft("typed")

SLIPS = [
    # equations, line number, wrong characters, words of the sentence, mending
    ("h = sigmod(W @ x)", 1, "sigmod", "no function called sigmod", "sigmoid"),
    ("h = σ(W @ x)", 1, "σ", "no function called σ", "sigmoid"),
    ("h = softmin(W @ x)", 1, "softmin", "no function called softmin", ""),
    ("h = tanh(W @ x + U @ h_perv)", 1, "h_perv", "not a line", "h_prev"),
    ("  h = tanh(W @ x + U @ hh_prev)  # says", 1, "hh_prev", "no line assigns hh", "h_prev"),
    ("z = sigmoid(W_z @ x + U_z @ h_prev)", 1, "h_prev", "no line assigns h", ""),
    ("z = sigmoid(W_z @ x + U_z @ h_perv)", 1, "h_perv", "not a line", "h_prev"),
    ("kept = W @ x\nh = kepd_prve", 2, "kepd_prve", "not a line", "kept_prev"),
    ("a = W @ x\n\n# note\nh = tanh(aa)", 2, "aa", "not a line", "a"),
    ("h = a + a_prev\na = W @ x", 1, "a", "before it is assigned on line 2", "a_prev"),
    ("\n\nh = W @ x\nh = U @ h_prev", 2, "h", "already assigned on line 1", ""),
    ("h = tanh(W @ x", 1, "(W @ x", "never closed", "(W @ x)"),
    ("h = tanh(W @ x))", 1, ")", "never opened", ""),
    ("h = W x", 1, "W x", "a sign is missing between W and x", "W @ x"),
    ("h = f c_prev\nc = h", 1, "f c_prev", "a sign is missing", "f * c_prev"),
    ("h tanh(W @ x)", 1, "h tanh", "a sign is missing", "h = tanh"),
    ("h = W * x", 1, "W * x", "W is a matrix", "W @ x"),
    ("h = W * (h_prev + 1)", 1, "W * (h_prev + 1)", "W is a matrix", "W @ (h_prev + 1)"),
    ("h = b + W", 1, "W", "W is a matrix", ""),
    ("h = W @ x − b", 1, "−", "is written - here", "-"),
    ("h = f_prev × h_prev\nf = h", 1, "×", "is written * here", "*"),
    ("h = h_prev ** 2", 1, "h_prev ** 2", "operator **", "h_prev * h_prev"),
    ("h = x[0]", 1, "x[0]", "square brackets", ""),
    ("h = tanh(W @ x, 2)", 1, "tanh(W @ x, 2)", "exactly one argument", ""),
    ("h = tanh", 1, "tanh", "tanh is a function", ""),
    ("x = W @ x", 1, "x", "x is the input", ""),
    ("h_prev = W @ x", 1, "h_prev", "made by the cell itself", ""),
    ("W_f = tanh(W @ x)", 1, "W_f", "parameter matrix", ""),
    ("h = b @ x", 1, "b", "stands left of @", ""),
    ("h = W @ 2", 1, "2", "must be a vector", ""),
    ("h = tanh(W @ [h_prev, x] + U @ h_prev)", 1, "U", "already the part of a matrix", ""),
    ("h = (U - U_T) @ h_prev", 1, "U_T", "U transposed is U.T", "U.T"),
    ("h = W @ x + W @ h_prev", 1, "W", "W was hidden x input before", ""),
    ("h = 1e999", 1, "1e999", "too large", ""),
    ("h += 1", 1, "h += 1", "not of the form", ""),
    ("ĥ = W @ x", 1, "ĥ", "is not a name", ""),
    ("h = tanh(W @ ö)", 1, "ö", "is not a name", ""),
]


@pytest.mark.parametrize(("equations", "number", "wrong", "words", "fix"), SLIPS, ids=[s[0][:24] for s in SLIPS])
def test_a_slip_is_found_where_it_is(equations, number, wrong, words, fix):
    found = understand(EMPTY.typed(equations))
    (problem,) = found.problems
    assert (problem.where, problem.number, problem.fix) == ("equations", number, fix)
    assert words in str(problem.why)
    assert found.draft.rows[problem.row][problem.start : problem.end] == wrong
    assert not found.good and [e.state for e in found.entries][number - 1] == BROKEN


MENDED = [slip for slip in SLIPS if slip[4]]


@pytest.mark.parametrize("slip", MENDED, ids=[s[0][:24] for s in MENDED])
def test_the_mending_mends(slip):
    found = understand(EMPTY.typed(slip[0]))
    (problem,) = found.problems
    rows = found.draft.rows
    rows[problem.row] = rows[problem.row][: problem.start] + problem.fix + rows[problem.row][problem.end :]
    rest = understand(EMPTY.typed("\n".join(rows)))
    assert not any(p.why == problem.why for p in rest.problems)


def test_several_slips_are_found_at_once():
    text = (
        LSTM.equations.replace("sigmoid(W_i", "sigmod(W_i")
        .replace("tanh(c)", "tahn(c)")
        .replace("o * shown", "o * sown")
    )
    found = understand(LSTM.typed(text))
    assert [(p.number, p.fix) for p in found.problems] == [(2, "sigmoid"), (8, "tanh"), (9, "shown")]
    assert found.understood == 6
    assert set(found.holes) == {"i", "shown", "h"} and found.waiting == {"written": 2, "c": 2}


def test_the_lines_that_are_right_are_drawn_and_computed():
    found = understand(LSTM.typed(LSTM.equations.replace("sigmoid(W_o", "sigmod(W_o")))
    assert {e.name: e.state for e in found.entries if e.state != GOOD} == {"o": BROKEN, "h": WAITS}
    assert found.waiting == {"h": 7}
    run = runs_of(found.setup(Setup(weights=Weights(seed=3)), 8))[0][0]
    whole = runs_of(Setup(weights=Weights(seed=3)))[0][0]
    assert (run.value("o") == 0).all()
    assert (run.value("f")[0] == whole.value("f")[0]).all()
    boxes = drawable(CELLS["lstm"]).shapes
    assert [(s.name, s.x, s.y) for s in drawable(found.cell).shapes] == [(s.name, s.x, s.y) for s in boxes]


def test_a_line_nobody_can_mend_reads_what_it_seems_to_read():
    found = understand(EMPTY.typed("c = tanh(W @ x)\nh = wobble(c_prev, c, U @ h_prev)\ny = V @ h"))
    assert set(found.holes) == {"h"} and found.waiting == {"y": 2}
    reads = {n.name for n in found.cell.nodes if n.line == "h" and n.op in ("prev", "line")}
    assert reads == {"c", "h"} and set(found.cell.states) == {"c", "h"}
    assert list(found.params) == ["W", "V"]


def test_a_line_without_a_name_is_left_out():
    found = understand(EMPTY.typed("h = tanh(W @ x)\n(h_prev)"))
    assert found.holes == {} and [e.state for e in found.entries] == [GOOD, BROKEN]
    assert list(found.cell.by_name) == ["h"]


@pytest.mark.parametrize(("equations", "why"), [("", "no equation yet"), ("# words\n\n", "no equation yet")])
def test_nothing_yet(equations, why):
    found = understand(EMPTY.typed(equations))
    assert found.cell is None and found.text == "" and why in str(found.problems[0].why)


def test_a_cell_wants_a_name():
    found = understand(LSTM.named(" "))
    assert [p.where for p in found.problems] == ["name"]
    assert found.cell is not None and not found.good


SKETCHES = [
    ("h_prev h h_next\nh . .", 2, "h", "twice", ""),
    ("h_perv h h_next", 1, "h_perv", "not a line", "h_prev"),
    ("h_prev . h_next", 1, "h_prev . h_next", "the line h is missing", ""),
]


@pytest.mark.parametrize(("sketch", "number", "wrong", "words", "fix"), SKETCHES)
def test_a_slip_in_the_sketch(sketch, number, wrong, words, fix):
    draft = EMPTY.typed("sketch = W @ x\nh = tanh(sketch + U @ h_prev)").sketched(f"sketch {sketch}")
    found = understand(draft)
    (problem,) = found.problems
    assert (problem.where, problem.number, problem.fix) == ("sketch", number, fix)
    assert words in str(problem.why)
    shown = draft.sketch.split("\n")[problem.row][problem.start : problem.end]
    assert shown == (wrong if wrong != sketch else f"sketch {sketch}")
    assert found.cell is not None and not found.cell.sketch


def test_the_sketch_of_the_cell_that_was_started_from_may_stop_fitting():
    found = understand(LSTM.typed(LSTM.equations.replace("f * c_prev", "f")))
    assert found.good and not found.cell.sketch


def test_a_book_pasted_into_the_editor_is_no_trap():
    found = understand(EMPTY.typed("\n".join(f"l{i} = W @ x" for i in range(3000))))
    (problem,) = found.problems
    assert problem.number == 65 and "limit of 64" in str(problem.why)
    assert len(found.cell.lines) == 64
    huge = understand(EMPTY.typed("h = W @ x\n" + "# words\n" * 40_000))
    assert not huge.good and "256 kB" in str(huge.problems[0].why)


@pytest.mark.parametrize(
    ("says", "label", "expected"),
    [
        ("forget gate: how much", "forget", "forget gate"),
        ("how much to keep", "forget", "forget"),
        ("", "", "f"),
        ("a sentence that goes on for very long: and on", "", "f"),
        (": x", "", "f"),
    ],
)
def test_spoken_names(says, label, expected):
    assert spoken_name("f", says, label) == expected


SCRAPS = st.sampled_from(
    ["=", "(", ")", "@", "_prev", "sigmod", " h ", "x", "W", "#", "'''", '"""', "\\", "\n", "−", "1e999", "é", "[",
     "\x00", "output = "]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(CELLS)), st.lists(st.tuples(st.floats(0, 1), SCRAPS, st.integers(0, 9)), max_size=4))
def test_damaged_drafts_are_never_a_crash(key, damages):
    draft = Draft.from_cell(CELLS[key])
    text = draft.equations
    for where, scrap, gone in damages:
        at = int(where * len(text))
        text = text[:at] + scrap + text[at + gone :]
    found = understand(draft.typed(text))
    for problem in found.problems:
        if problem.where == "equations":
            assert 0 <= problem.start <= problem.end <= len(found.draft.rows[problem.row])
            assert found.entries[problem.number - 1].row == problem.row
    if found.cell is not None:
        assert Cell.from_text(found.text).by_name.keys() == found.cell.by_name.keys()
        assert set(found.holes) | set(found.waiting) <= set(found.cell.by_name)
    if found.good:
        assert Cell.from_text(found.draft.toml()).text == found.text


@pytest.mark.parametrize(
    "damage",
    [
        "conventions = [{a = 1}]", "conventions = [1979-05-27T07:32:00Z]", "[place]\nh = 2020-01-01",
        "[labels]\nh = 2020-01-01", "[place]\nh = {a = [{b = 1}]}", "[stages]\na = [['h']]", "[stages]\na = [{b = 1}]",
        "[keep]\nline = 'h'\nbias = ['b']", "[keep]\nline = ['h']\nbias = 'b'", "[names]\nh = 3", "[says]\nde = 3",
        "[says.de]\nh = ['a']", "[roles]\nh = 3", "[wires]\nh = [1]",
    ],
)  # fmt: skip
def test_what_no_cell_file_can_hold_is_left_out_of_a_draft(damage):
    """A file written by hand may hold any TOML; the editor shows its equations all the same."""
    equations = "h = tanh(W @ x + U @ h_prev + b)"
    found = understand(Draft.from_text(f"name = 'mine'\nequations = \"{equations}\"\n{damage}"))
    assert found.good and found.draft.equations == equations


def test_understanding_the_same_draft_again_keeps_nothing_more() -> None:
    """Every opening of the editor kept the picture of a cell made for the asking: 147 kB."""
    kept = picture.kept
    first = understand(LSTM).cell
    before = set(kept)
    assert understand(LSTM).cell is first
    assert set(kept) == before
