"""A draft becomes a cell file and comes back; what no longer fits the equations is left out, never the rest."""

import tomllib
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell, CellError
from rnnviz.engine.language.celltables import ROLES
from rnnviz.model.draft.draft import Draft, clean, stages_of
from rnnviz.model.draft.history import DraftHistory
from rnnviz.model.draft.toml_text import toml_text
from rnnviz.model.picture import picture
from tests.engine.random_cells import cells

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def same(a: Cell, b: Cell) -> None:
    """Equal in everything but the rows of the file."""
    for item in fields(Cell):
        if item.name not in ("text", "lines"):
            assert getattr(a, item.name) == getattr(b, item.name), item.name
    assert [replace(line, row=0) for line in a.lines] == [replace(line, row=0) for line in b.lines]


@pytest.mark.parametrize("key", sorted(CELLS))
def test_a_shipped_cell_comes_back_from_its_draft(key):
    draft = Draft.from_cell(CELLS[key])
    back = Cell.from_text(draft.toml())
    same(CELLS[key], back)
    assert back.wires == CELLS[key].wires and back.place == CELLS[key].place
    assert Draft.from_cell(back).toml() == draft.toml()


@PATIENT
@given(cells(), st.text(max_size=20), st.lists(st.sampled_from(ROLES), max_size=8))
def test_a_random_cell_comes_back_from_its_draft(cell, name, roles):
    draft = Draft.from_cell(cell).named(f"n{name}")
    for line, role in zip(cell.by_name, roles, strict=False):
        draft = draft.with_role(line, role)
    back = Cell.from_text(draft.toml())
    chosen = {**{line.name: line.role for line in cell.lines}, **draft.roles}
    assert back.name == draft.name
    assert {line.name: line.role for line in back.lines} == chosen
    recoloured = replace(cell, lines=tuple(replace(line, role=chosen[line.name]) for line in cell.lines))
    same(replace(recoloured, name=draft.name), back)
    assert Draft.from_cell(back) == Draft.from_text(draft.toml())


VALUES = st.recursive(
    st.one_of(st.text(max_size=30), st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e300, 1e300)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
TABLES = st.recursive(
    st.dictionaries(st.text(min_size=1, max_size=8), VALUES, max_size=4),
    lambda inner: st.dictionaries(st.text(min_size=1, max_size=8), st.one_of(VALUES, inner), max_size=4),
    max_leaves=4,
)


@PATIENT
@given(TABLES)
def test_toml_is_read_back_as_it_was_written(table):
    assert tomllib.loads(toml_text(table)) == table


@pytest.mark.parametrize("text", ["a'''b\nc", "ends'\nwith'", 'quo"te\n"""', "back\\slash\n\\", "é\nπ", "\x00\n\x7f"])
def test_blocks_of_odd_text(text):
    assert tomllib.loads(toml_text({"t": text})) == {"t": text}


def test_what_a_cell_file_cannot_hold_is_refused():
    with pytest.raises(TypeError):
        toml_text({"t": {1, 2}})


LSTM = Draft.from_cell(CELLS["lstm"])


def test_a_line_more_keeps_colours_stages_and_sentences_but_not_the_places():
    cell = Cell.from_text(LSTM.typed(LSTM.equations.replace("c = kept", "room = 1 - f\nc = room * kept")).toml())
    assert cell.by_name["f"].role == "forget" and cell.by_name["room"].role == "plain"
    assert [stage.name for stage in cell.stages] == ["forget", "input", "candidate", "update", "room", "c", "output"]
    assert cell.keep.line == "f" and cell.start == {"b_f": 1.0}
    assert "c" in cell.says["zh_CN"] and not cell.place and not cell.wires and not cell.sketch


def test_a_line_less_takes_its_tables_along_and_brings_them_back():
    shorter = LSTM.typed("\n".join(row for row in LSTM.rows if not row.startswith(("f =", "kept ="))))
    cell = Cell.from_text(shorter.typed(shorter.equations.replace("kept + ", "c_prev + ")).toml())
    assert cell.keep is None and not cell.start and "f" not in cell.says["zh_CN"]
    same(Cell.from_text(shorter.typed(LSTM.equations).toml()), CELLS["lstm"])


def test_what_was_said_of_another_equation_is_not_said_of_this_one():
    rnn = Draft.from_cell(CELLS["rnn"])
    assert [stage.name for stage in Cell.from_text(rnn.toml()).stages] == ["sum", "squash"]
    cell = Cell.from_text(rnn.typed(f"{rnn.rows[0]}\nh = sigmoid(a)   # open or closed").toml())
    assert [stage.name for stage in cell.stages] == ["sum", "h"]
    assert list(cell.says["zh_CN"]) == ["a"]
    cell = Cell.from_text(LSTM.typed(LSTM.equations.replace(" + b_f", "")).toml())
    assert cell.stages[0].name == "forget" and "f" in cell.says["zh_CN"]


def test_a_comment_names_its_line():
    cell = Cell.from_text(Draft("n", "z = sigmoid(W @ x)   # mixing gate: how much\nh = z   # out loud: z").toml())
    assert [line.label for line in cell.lines] == ["mixing", "out loud"]
    again = Draft.from_cell(cell)
    assert [line.label for line in Cell.from_text(again.toml()).lines] == ["mixing", "out loud"]
    renamed = again.typed(again.equations.replace("mixing gate", "update gate"))
    assert Cell.from_text(renamed.toml()).by_name["z"].label == "update"


def test_a_sketch_of_ones_own_takes_the_place_of_the_old_places():
    cell = Cell.from_text(LSTM.sketched(LSTM.sketch.replace("g  o", "o  g")).toml())
    assert cell.sketch and not cell.place and not cell.wires
    assert Cell.from_text(LSTM.sketched("").toml()).sketch == ()


def test_the_line_that_is_read_out_must_be_there():
    jordan = replace(Draft.from_cell(CELLS["jordan"]), output="y")
    assert Cell.from_text(jordan.toml()).output == "y"
    assert Cell.from_text(jordan.typed("h = tanh(W @ x + U @ h_prev)").toml()).output == "h"


@pytest.mark.parametrize(
    ("stages", "lines", "expected"),
    [
        ({}, ["a", "b"], {}),
        ({"s": ["q"]}, ["a", "b"], {}),
        ({"s": ["a", "b"]}, ["a", "n", "b"], {"s": ["a"], "n": ["n"], "b": ["b"]}),
        ({"s": ["a"], "t": ["b"]}, ["b", "a"], {"t": ["b"], "s": ["a"]}),
        ({"b": ["a"]}, ["a", "b"], {"b": ["a"], "b'": ["b"]}),
        ({"b": ["a", "c"]}, ["a", "b", "c"], {"b": ["a"], "b'": ["b"], "c": ["c"]}),
    ],
)
def test_stages_follow_the_lines(stages, lines, expected):
    assert stages_of(stages, lines, lines) == expected


def test_text_is_cleaned():
    assert clean("a\tb\r\nc\u2028d\x00\n\n") == "a    b\nc\nd"


def test_a_broken_file_becomes_a_draft_and_no_file_an_error():
    text = LSTM.toml().replace("sigmoid(W_o", "sigmod(W_o")
    assert "sigmod" in Draft.from_text(text).equations
    with pytest.raises(CellError, match="not valid TOML"):
        Draft.from_text("name = ")


def test_history_takes_back_everything():
    history = DraftHistory(LSTM)
    history.push(LSTM.typed("a"), "typing")
    history.push(LSTM.typed("ab"), "typing")
    history.settle()
    history.push(LSTM.typed("abc"), "typing")
    history.push(history.draft.with_role("h", "cell"))
    history.push(history.draft)
    assert history.changed and not history.can_redo
    assert history.undo().roles == LSTM.roles
    assert history.undo().equations == "ab"
    assert history.undo() == LSTM
    assert history.undo() == LSTM and not history.changed
    assert [history.redo().equations for _ in range(4)] == ["ab", "abc", "abc", "abc"]
    history.push(LSTM)
    assert not history.can_redo


def test_what_was_typed_and_taken_away_again_is_nothing_to_take_back():
    history = DraftHistory(LSTM)
    history.push(LSTM.typed("a"))
    history.undo()
    history.push(LSTM.typed("b"), "typing")
    history.push(LSTM, "typing")
    history.settle()
    assert not history.can_undo and history.redo().equations == "a"


@pytest.mark.parametrize(("key", "line"), [("lstm", "c"), ("lstm", "o"), ("gru", "n"), ("rnn", "h"), ("lstm", "h")])
def test_another_line_that_is_read_out_is_also_drawn_so(key: str, line: str) -> None:
    """The wires of the cell it was begun from lead its own output out."""
    text = Draft.from_cell(CELLS[key]).with_output(line).toml()
    cell = Cell.from_text(text)
    assert cell.output == line and {p.net for p in picture(cell).pieces if p.end == "out"} == {line}
    assert bool(cell.wires) == (line == CELLS[key].output)


def test_a_row_that_says_where_a_state_begins_is_no_line():
    text = CELLS["ugrnn"].text.replace("h = kept + written", "h_start = 0.5   # beginning: half\nh = kept + written")
    draft = Draft.from_text(text)
    assert "h_start" not in draft.fitting()["names"] and draft.cell().begin == {"h": 0.5}
    assert [stage.name for stage in draft.cell().stages] == [stage.name for stage in CELLS["ugrnn"].stages]
