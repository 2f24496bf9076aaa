"""Pictures: every value drawn once, every reader wired, and every rule of the geometry kept."""

from dataclasses import replace

import pytest

from rnnviz.engine import CELLS, Cell, CellError
from rnnviz.model.picture import Picture, check, drawable, picture
from rnnviz.model.picture.grid import LOUD, MINI, NORMAL, SMALL, WIDE, Sizes, lowered
from rnnviz.model.picture.onebox import one_box
from rnnviz.model.picture.parts import parts
from rnnviz.model.picture.pointing import focus, hit
from rnnviz.model.picture.terms import formula

KEYS = sorted(CELLS)
UNPLACED = {
    "coupled": """
f = sigmoid(W_f @ x + U_f @ h_prev + b_f)
g = tanh(W_g @ x + U_g @ h_prev + b_g)
kept = f * c_prev
written = (1 - f) * g
c = kept + written
o = sigmoid(W_o @ x + U_o @ h_prev + b_o)
shown = tanh(c)
h = o * shown
""",
    "mgu": """
f = sigmoid(W_f @ x + U_f @ h_prev + b_f)
past = f * h_prev
n = tanh(W_n @ x + U_n @ past + b_n)
kept = (1 - f) * h_prev
written = f * n
h = kept + written
""",
    "jordan": """
h = sigmoid(W @ x + U @ y_prev + b)
y = V @ h + d
""",
    "feedforward": """
h = tanh(W @ x + b)
""",
    "product of two": """
p1 = tanh(W_a @ x + U_a @ h_prev + b_a)
p2 = tanh(W_b @ x + U_b @ h_prev + b_b)
h = p1 * p2
""",
}

ODD = [
    "s = h_prev\nh = tanh(W @ x + U @ s + b)",
    "n = tanh(W @ x + U @ h_prev + b)\nh = 0.9 * h_prev + 0.1 * n",
    "n = tanh(W @ x + U @ h_prev + b)\nd1 = n - h_prev\nh = h_prev + d1",
    "a = tanh(W @ x + U @ h_prev)\nh = a * a",
    "a = tanh(W_a @ x)\nh = tanh(W_h @ a)",
    "m = tanh(W_m @ x + U_m @ h_prev + b_m)\nh = tanh(W_h @ x + U_h @ m_prev + b_h)",
    "h = tanh(h_prev)",
    "h = -h_prev",
]


def typed(equations: str, more: str = "") -> Cell:
    return Cell.from_text(f"name = 'typed'\nequations = '''{equations}'''\n{more}")


def without_places(cell: Cell) -> Cell:
    return Cell.from_text(cell.text.split("\n[place]")[0])


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("sizes", [NORMAL, SMALL, LOUD, MINI], ids=["normal", "small", "loud", "mini"])
def test_every_shipped_cell_keeps_the_rules(key: str, sizes: Sizes) -> None:
    assert check(picture(CELLS[key], sizes)) == []


ONE_BOX = ["feedforward", "indrnn", "rnn", "rnn_linear", "rnn_relu"]


def test_one_box_cells_are_found_by_their_equations() -> None:
    assert [key for key in KEYS if one_box(CELLS[key])] == ONE_BOX
    assert one_box(typed("h = sigmoid(W @ x + U @ h_prev)")) and not one_box(typed(UNPLACED["jordan"]))


@pytest.mark.parametrize("key", ONE_BOX)
@pytest.mark.parametrize("sizes", [NORMAL, SMALL, LOUD, MINI], ids=["normal", "small", "loud", "mini"])
def test_one_box_cells_keep_the_rules_on_the_wide_ground(key: str, sizes: Sizes) -> None:
    low, tall = picture(CELLS[key], lowered(sizes)), picture(CELLS[key], sizes)
    assert check(low) == [] and low.ground is WIDE
    assert {(p.net, p.end) for p in low.pieces} == {(p.net, p.end) for p in tall.pieces}
    assert {(la.kind, la.source) for la in low.labels} == {(la.kind, la.source) for la in tall.labels}
    assert low.shapes[0].box == (32.5, 6.0, 70.5, 17.0)


@pytest.mark.parametrize(
    "equations", ["h = tanh(U @ h_prev + b)", "h = relu(W @ x)", "h = sigmoid(W @ x + u * h_prev)"]
)
def test_typed_one_box_cells_keep_the_rules_on_the_wide_ground(equations: str) -> None:
    assert check(picture(typed(equations), lowered(NORMAL))) == []


def test_the_next_cell_begins_where_this_ones_wires_end() -> None:
    assert WIDE.period == 70 and WIDE.gaps == (16.5, 86.5)
    assert WIDE.frame[2] - WIDE.period == WIDE.left and WIDE.frame[0] + WIDE.period == WIDE.right


@pytest.mark.parametrize("name", UNPLACED)
def test_typed_cells_without_positions_keep_the_rules(name: str) -> None:
    assert check(picture(typed(UNPLACED[name]))) == []


@pytest.mark.parametrize("key", ["lstm", "gru", "rnn"])
def test_shipped_cells_are_drawn_well_from_their_sketch_alone(key: str) -> None:
    assert check(picture(without_places(CELLS[key]))) == []


@pytest.mark.parametrize("key", KEYS)
def test_every_reader_has_its_wire(key: str) -> None:
    drawn = picture(CELLS[key])
    for link in drawn.links:
        ending = [p for p in drawn.pieces if p.enters == link.sink and link in (*p.links, *p.all_links)]
        assert len(ending) == 1, link
        assert any(link in p.all_links or link in p.links for p in drawn.pieces if p.net == link.source)


@pytest.mark.parametrize("key", KEYS)
def test_states_enter_and_leave_and_the_output_goes_up(key: str) -> None:
    cell, drawn = CELLS[key], picture(CELLS[key])
    for state in cell.states:
        assert any(p.net == f"{state}_prev" and p.start == "source" for p in drawn.pieces)
        assert any(p.net == state and p.end == "next" for p in drawn.pieces)
    assert [p.net for p in drawn.pieces if p.end == "out"] == [cell.output]


def test_a_learned_sum_that_one_activation_reads_is_one_box() -> None:
    for key in ("rnn", "rnn_relu", "rnn_linear"):
        (only,) = parts(CELLS[key]).shapes
        assert (only.kind, only.lines) == ("big", ("a", "h"))
    many = parts(typed("a = W @ x + U @ h_prev + b\ng = tanh(a)\nh = g * h_prev"))
    assert [(s.name, s.kind) for s in many.shapes] == [("g", "gate"), ("h", "op")]


def test_a_learned_sum_read_twice_stays_a_box_of_its_own() -> None:
    found = parts(typed("a = W @ x + U @ h_prev + b\nh = tanh(a) * a"))
    assert [(s.name, s.kind, s.symbol) for s in found.shapes] == [
        ("a", "matrix", "Σ"), ("h.1", "pill", "tanh"), ("h", "op", "×"),
    ]  # fmt: skip


def test_operations_have_the_symbols_of_the_field() -> None:
    found = parts(CELLS["gru_reset_after"])
    symbols = {s.name: (s.kind, s.symbol) for s in found.shapes}
    assert symbols["written.1"] == ("op", "1−")
    assert symbols["past.1"] == ("matrix", "U_n")
    assert symbols["keep"] == ("through", "")
    assert symbols["h"] == ("op", "+")


def text_of(cell: Cell, line: str) -> str:
    return "".join(t.text or t.name for t in formula(cell, cell.by_name[line].root))


def test_products_are_labelled_by_their_equations() -> None:
    assert text_of(CELLS["lstm"], "kept") == "f ⊙ c_prev"
    assert text_of(CELLS["lstm"], "written") == "i ⊙ g"
    assert text_of(CELLS["gru"], "kept") == "(1−z) ⊙ h_prev"
    assert text_of(CELLS["gru_reset_after"], "kept") == "z ⊙ h_prev"
    assert text_of(CELLS["gru_reset_after"], "past") == "r ⊙ (U_n\u2009h_prev+d_n)"


def test_belts_behind_a_product_follow_their_gate() -> None:
    for key, gate in (("lstm", "f"), ("gru", "keep"), ("gru_reset_after", "keep")):
        cell = CELLS[key]
        (kept,) = (p for p in picture(cell).pieces if p.net == "kept")
        assert kept.belt and kept.valve is not None and cell.nodes[kept.valve].name == gate


PEEPHOLE = """
name = "LSTM with peepholes"
equations = '''
f = sigmoid(W_f @ x + U_f @ h_prev + p_f * c_prev + b_f)
i = sigmoid(W_i @ x + U_i @ h_prev + p_i * c_prev + b_i)
g = tanh(W_g @ x + U_g @ h_prev + b_g)
kept = f * c_prev
written = i * g
c = kept + written
o = sigmoid(W_o @ x + U_o @ h_prev + p_o * c + b_o)
shown = tanh(c)
h = o * shown
'''
[place]
f = [23, 29]
i = [39, 29]
g = [55, 29]
o = [71, 29]
kept = [23, 8]
written = [47, 19]
c = [47, 8]
shown = [82, 13]
h = [82, 19]
[wires]
c_prev = ["c_prev > kept", "15,8 > 15,23 > 34.5,23 > i", "18.5,23 > f"]
h_prev = ["h_prev > 71,37 > o", "23,37 > f", "39,37 > i", "55,37 > g"]
x = ["x > 15,37 > 16.5,37 join h_prev"]
f = ["f > kept"]
i = ["i > 39,19 > written"]
g = ["g > 55,19 > written"]
kept = ["kept > c"]
written = ["written > c"]
c = ["c > c_next", "82,8 > shown", "66.5,8 > o"]
o = ["o > 71,19 > h"]
shown = ["shown > h"]
h = ["h > 82,37 > h_next", "88,37 > out"]
"""


def test_peepholes_are_thin_enter_off_centre_and_push_names_aside() -> None:
    drawn = picture(Cell.from_text(PEEPHOLE))
    assert check(drawn) == []
    thin = [p for p in drawn.pieces if p.peephole]
    assert {p.enters for p in thin if p.enters} == {"f", "i", "o"}
    assert {p.points[-1] for p in thin if p.enters} == {(18.5, 26.0), (34.5, 26.0), (66.5, 26.0)}
    sides = {la.source: la.side for la in drawn.labels if la.kind == "gate"}
    assert sides == {"f": "right", "i": "right", "g": "left", "o": "right"}
    assert {(b.x, b.y) for b in drawn.bridges} == {(23, 23), (88, 8)}


def test_bridges_are_found_where_the_geometry_puts_them() -> None:
    assert [(b.x, b.y, b.belt) for b in picture(CELLS["lstm"]).bridges] == [(88, 8, True)]
    assert [(b.x, b.y, b.belt) for b in picture(CELLS["gru"]).bridges] == [(42, 37, False)]
    assert picture(CELLS["rnn"]).bridges == ()


def test_after_a_join_the_wire_has_the_colour_of_the_state() -> None:
    drawn = picture(CELLS["gru"])
    (before,) = (p for p in drawn.pieces if p.net == "past")
    (after,) = (p for p in drawn.pieces if p.source == "past" and p.net == "x")
    assert (before.role, after.role) == ("reset", "hidden")
    assert {link.source for link in after.all_links} == {"x", "past"}


def broken(key: str, **change: object) -> Picture:
    return replace(picture(CELLS[key]), **change)  # type: ignore[arg-type]


def test_check_sees_a_wire_through_a_node() -> None:
    drawn = picture(CELLS["lstm"])
    (wire,) = (p for p in drawn.pieces if p.net == "f")
    bent = replace(wire, points=((23.0, 26.0), (23.0, 19.0), (47.0, 19.0), (47.0, 8.0)))
    found = check(replace(drawn, pieces=(*(p for p in drawn.pieces if p is not wire), bent)))
    assert any("runs through written" in text for text in found)


def test_check_sees_lanes_that_are_too_close() -> None:
    drawn = picture(CELLS["lstm"])
    (wire,) = (p for p in drawn.pieces if p.net == "f")
    near = replace(wire, key="f/9.0", net="i", points=((24.0, 26.0), (24.0, 10.0)), leaves="", enters="")
    assert any("closer than 2.4 u" in text for text in check(replace(drawn, pieces=(*drawn.pieces, near))))


def test_check_sees_labels_on_wires_and_on_labels() -> None:
    drawn = picture(CELLS["lstm"])
    (label,) = (la for la in drawn.labels if la.kind == "product" and la.source == "kept")
    on_wire = replace(label, x=23.0, y=19.0)
    found = check(replace(drawn, labels=(*drawn.labels, on_wire)))
    assert any("lies on the wire f/" in text for text in found)
    found = check(replace(drawn, labels=(*drawn.labels, replace(label, x=36.0))))
    assert any("overlap" in text for text in found)


def test_check_sees_an_arrow_without_room_and_a_wire_outside() -> None:
    drawn = picture(CELLS["lstm"])
    (wire,) = (p for p in drawn.pieces if p.net == "shown")
    short = replace(wire, points=((82.0, 16.5), (82.0, 17.0)))
    out = replace(wire, key="shown/1.0", points=((82.0, 16.0), (110.0, 16.0)))
    found = check(replace(drawn, pieces=(*drawn.pieces, short, out)))
    assert any("no room" in text for text in found) and any("leaves the stage" in text for text in found)


def test_check_sees_shapes_on_each_other() -> None:
    drawn = picture(CELLS["lstm"])
    moved = tuple(replace(s, x=24.0, y=9.0) if s.name == "c" else s for s in drawn.shapes)
    assert any("stand closer" in text for text in check(broken("lstm", shapes=moved)))


@pytest.mark.parametrize(
    ("wires", "why"),
    [
        ('f = ["f > kepd"]', "did you mean kept"),
        ('q = ["q > kept"]', "q is not a value of this cell"),
        ('f = "f > kept"', "wants a list of routes"),
        ('f = ["f > 30,12 > kept"]', "runs aslant"),
        ('f = ["f > 30;12 > kept"]', "not a point"),
        ('f = ["f > kept", "70,12 > 70,8 > c"]', "no wire of it runs"),
        ('f = ["f > kept"]', "no wire leads from"),
        ('c = ["c > c_next", "86,8 > out"]', "c does not go out, for h is the line that is read out"),
        ('c = ["c > h_next"]', "c does not go to h_next"),
        ('o = ["o > o_next"]', "o does not go to o_next"),
        ('x = ["x > 15,37 > 16.5,37 join h_prev"]', "where no wire of it runs"),
    ],
)
def test_bad_routes_are_refused_with_a_sentence(wires: str, why: str) -> None:
    head = CELLS["lstm"].text.split("\n[wires]")[0]
    with pytest.raises(CellError, match=why) as caught:
        picture(Cell.from_text(f"{head}\n[wires]\n{wires}\n"))
    assert caught.value.line > 1


def test_a_cell_whose_tables_do_not_fit_is_drawn_without_them() -> None:
    text = CELLS["lstm"].text.replace('f = ["f > kept"]', 'f = ["f > kepd"]')
    assert check(drawable(Cell.from_text(text))) == []


@pytest.mark.parametrize("equations", ODD)
def test_odd_cells_are_drawn_whole(equations: str) -> None:
    drawn = picture(typed(equations))
    for link in drawn.links:
        assert any(link in p.all_links for p in drawn.pieces if p.enters == link.sink), link


def test_bad_places_and_labels_are_refused_with_a_sentence() -> None:
    text = CELLS["lstm"].text
    with pytest.raises(CellError, match="place: q is not drawn"):
        picture(Cell.from_text(text.replace("f = [23, 29]", "f = [23, 29]\nq = [1, 2]")))
    with pytest.raises(CellError, match="place: f has no place"):
        picture(Cell.from_text(text.replace("f = [23, 29]\n", "")))
    with pytest.raises(CellError, match="labels: kept wants one of"):
        picture(Cell.from_text(text + '\n[labels]\nkept = "aside"\n'))


def test_pointing_finds_shapes_wires_and_nothing() -> None:
    drawn = picture(CELLS["lstm"])
    f_wire = next(link.wire for link in drawn.links if link.source == "f")
    assert hit(drawn, 23, 29) == "line:f"
    assert hit(drawn, 23.5, 18) == f"node:{f_wire}"
    assert hit(drawn, 12, 37.4) == "in:h_prev"
    assert hit(drawn, 15, 8) == "node:28"
    assert hit(drawn, 96, 8) == "out:c"
    assert hit(drawn, 60, 46) is None


def test_pointing_at_a_gate_lights_its_sources_and_splits_the_bus() -> None:
    drawn = picture(CELLS["lstm"])
    lit = focus(drawn, ["line:i"])
    assert lit is not None and lit.shapes == {"i"}
    bus = [p for p in drawn.pieces if p.net == "h_prev" and p.points[0][1] == 37 and len(p.points) == 2]
    on = [p.points[-1][0] for p in bus if p.key in lit.pieces]
    assert max(on) == 39
    assert any(p.net == "x" and p.key in lit.pieces for p in drawn.pieces)
    names = {la.source for la in drawn.labels if lit.has_label(la)}
    assert names == {"i", "h_prev", "x"}
    only_x = focus(drawn, ["in:x"])
    assert only_x is not None
    assert "h_prev" not in {la.source for la in drawn.labels if only_x.has_label(la)}
    assert focus(drawn, ["line:nothing", "node:9999"]) is None


@pytest.mark.parametrize("key", KEYS)
def test_every_element_can_be_pointed_at(key: str) -> None:
    drawn = picture(CELLS[key])
    for shape in drawn.shapes:
        assert focus(drawn, [shape.key]) is not None
    for piece in drawn.pieces:
        a, b = piece.segments[0]
        found = hit(drawn, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        assert found is not None and focus(drawn, [found]) is not None
