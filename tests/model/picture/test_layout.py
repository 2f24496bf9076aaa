"""Cells without tables: whatever somebody types is drawn by every rule of the geometry, and in a moment."""

import itertools
import random
import sys
from contextlib import suppress
from dataclasses import replace
from types import FrameType, MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.check import gradient_check
from rnnviz.model.picture import Picture, check, picture
from rnnviz.model.picture.grid import LANE, LOUD, MINI, NORMAL, SMALL, TALL, Sizes
from rnnviz.model.picture.layout.columns import columns_of, crossings
from rnnviz.model.picture.layout.layered import layered
from rnnviz.model.picture.layout.tracks import Turn, tracks_of
from rnnviz.model.picture.layout.work import STEPS, TooMuch, Work
from rnnviz.model.picture.naming import factor_box
from rnnviz.model.picture.parts import parts
from rnnviz.model.picture.room import label_boxes, overlap, piece_boxes
from tests.engine.cases import experiment
from tests.engine.random_cells import cells

SIZES = {"normal": NORMAL, "small": SMALL, "loud": LOUD, "mini": MINI}
MANY = settings(
    max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
GATES = "\n".join(f"g{i} = sigmoid(W_{i} @ x + U_{i} @ h_prev + b_{i})" for i in range(10))
AWKWARD = {
    "two belts": "i = sigmoid(W_i @ x)\na = i * a_prev + i\nb = i * b_prev + a\nh = tanh(a + b)",
    "three states": "a = tanh(W_a @ x + U_a @ b_prev)\nb = tanh(W_b @ x + U_b @ c_prev)\nc = tanh(U_c @ a_prev)",
    "alias": "c = tanh(W @ x + U @ h_prev)\nh = c",
    "aliases in a row": "a = h_prev\nb = a\nc = b\nh = tanh(W @ x + c)\nd = h",
    "delays": "a = tanh(W @ x)\nb = a_prev\nc = b_prev\nh = tanh(U @ c_prev + a)",
    "a constant": "k = 0.5\nh = tanh(W @ x + U @ h_prev) * k",
    "a parameter": "k = p_k\nm = exp(p_m)\nh = tanh(W @ x + U @ h_prev) * k + m",
    "read by eight": "s = tanh(W @ x + U @ h_prev)\n"
    + "\n".join(f"r{i} = s * h_prev + r{i - 1 if i else 0}_prev" for i in range(8))
    + "\nh = r0 + r1 + r2 + r3 + r4 + r5 + r6 + r7",
    "unused": "u = tanh(W_u @ x)\nv = h_prev\nh = tanh(W @ x + U @ h_prev)",
    "ten gates": GATES + "\nh = " + " * ".join(f"g{i}" for i in range(10)),
    "a product inside a product": "r = sigmoid(W_r @ x)\nh = tanh(W @ x + U @ (r * (V @ (r * h_prev))))",
    "output of its own": "h = tanh(W @ x + U @ h_prev + R @ y_prev)\ny = softplus(V @ h + d)",
    "no state": "a = tanh(W_a @ x)\nb = sigmoid(W_b @ x)\nh = a * b",
    "nothing read": "h = 0.5",
    "itself": "h = h_prev",
    "squared": "h = h_prev * h_prev - h_prev",
    "a long sum": "a = tanh(W @ x)\nh = a + h_prev + a * h_prev + exp(a) - exp(h_prev) + relu(a) + relu(h_prev)",
    "long names": "a_rather_long_name = tanh(W @ x + U @ another_long_name_prev)\n"
    "another_long_name = a_rather_long_name * another_long_name_prev",
    "a long name nobody reads": "f = sigmoid(W_f @ x + U_f @ h_prev)\n"
    "the_name_of_a_gate_nobody_reads = tanh(W_q @ h_prev)\n"
    "candidate_x = tanh(W_c @ x)\ni = 1 - f\ng = tanh(W_g @ x + U_g @ h_prev)\nh = f * h_prev + i * g",
    "exchange": "a = tanh(b_prev)\nb = tanh(a_prev)\nc = tanh(d_prev)\nd = tanh(c_prev)\nh = tanh(W @ x)",
}
LONG = """
r = sigmoid(W_r @ x + U_r @ h_prev + b_r)
z = sigmoid(W_z @ x + U_z @ h_prev + b_z)
f = sigmoid(W_f @ x + U_f @ h_prev + p_f * c_prev + b_f)
i = sigmoid(W_i @ x + U_i @ h_prev + p_i * c_prev + b_i)
g = tanh(W_g @ x + U_g @ (r * h_prev) + b_g)
kept = f * c_prev
written = i * g
c = kept + written
o = sigmoid(W_o @ x + U_o @ h_prev + p_o * c + b_o)
shown = tanh(c)
new = o * shown
h = (1 - z) * h_prev + z * new
"""


def typed(equations: str, more: str = "") -> Cell:
    return Cell.from_text(f"name = 'typed'\n{more}\nequations = '''\n{equations}\n'''")


def bare(cell: Cell, sketch: bool) -> Cell:
    empty: MappingProxyType[str, Any] = MappingProxyType({})
    return replace(cell, place=empty, wires=empty, labels=empty, sketch=cell.sketch if sketch else ())


def whole(drawn: Picture) -> None:
    """Every rule kept, and every reader wired once."""
    assert check(drawn) == []
    for link in drawn.links:
        assert sum(link in p.all_links for p in drawn.pieces if p.enters == link.sink) == 1, link


@MANY
@given(cells())
def test_a_random_cell_is_drawn_at_every_size(cell: Cell) -> None:
    for sizes in SIZES.values():
        whole(picture(cell, sizes))


@settings(MANY, max_examples=40)
@given(cells())
def test_backward_factors_lie_on_nothing(cell: Cell) -> None:
    drawn = picture(cell)
    taken = [s.box for s in drawn.shapes] + [box for p in drawn.pieces for box in piece_boxes(p)]
    taken += [box for label in drawn.labels for box in label_boxes(label)]
    for box in map(factor_box, drawn.factors):
        assert not any(overlap(box, other) for other in taken)


@settings(MANY, max_examples=40)
@given(cells())
def test_a_random_cell_is_read_drawn_run_and_checked(cell: Cell) -> None:
    again = Cell.from_text(cell.text)
    assert [line.name for line in again.lines] == [line.name for line in cell.lines]
    whole(picture(again))
    result = gradient_check(experiment(again, hidden=2, width=2, steps=3))
    assert result.compared == 0 or result.accepted, result


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("sketch", [True, False], ids=["sketch", "bare"])
@pytest.mark.parametrize("key", sorted(CELLS))
def test_shipped_cells_without_their_tables(key: str, sketch: bool, sizes: Sizes) -> None:
    whole(picture(bare(CELLS[key], sketch), sizes))


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_cells(name: str, sizes: Sizes) -> None:
    whole(picture(typed(AWKWARD[name]), sizes))


def test_the_rows_of_a_sketch_are_a_hint_of_the_order() -> None:
    """Where crossings leave it open, what the sketch has above stands above."""
    lines = "a = tanh(W_a @ x)\nb = tanh(W_b @ x)\nh = a * b"
    for sketch, first in (("a\nb\nh", "a"), ("b\na\nh", "b")):
        drawn = picture(typed(lines, f"sketch = '''\n{sketch}\n'''"))
        assert min(("a", "b"), key=lambda name: drawn.by_name[name].y) == first


def test_a_sketch_that_makes_no_sense_is_no_obstacle() -> None:
    whole(picture(typed(AWKWARD["three states"], "sketch = 'c  b  a'")))
    whole(picture(typed(LONG, "sketch = 'h c o r z g f i kept written shown new'")))


@pytest.mark.parametrize("key", sorted(CELLS))
def test_states_leave_as_high_as_they_enter(key: str) -> None:
    """The neighbours are the same cell."""
    drawn = picture(bare(CELLS[key], sketch=False))
    for state in CELLS[key].states:
        (enter,) = (p.points[0][1] for p in drawn.pieces if p.net == f"{state}_prev" and p.start == "source")
        (leave,) = (p.points[-1][1] for p in drawn.pieces if p.net == state and p.end == "next")
        assert enter == leave


def test_the_belt_of_a_layered_lstm_is_straight_and_has_its_valve() -> None:
    cell = bare(CELLS["lstm"], sketch=False)
    drawn = picture(cell)
    belt = [p for p in drawn.pieces if p.belt]
    assert {p.net for p in belt} == {"c_prev", "kept", "c"}
    assert len({y for p in belt for _, y in p.points}) == 1
    assert [cell.nodes[p.valve].name for p in belt if p.valve is not None] == ["f"]
    assert any(p.end == "join" and p.net == "x" for p in drawn.pieces)


def test_the_ground_grows_for_large_cells_only() -> None:
    assert picture(typed(AWKWARD["alias"])).ground == TALL
    grown = picture(typed(AWKWARD["ten gates"])).ground
    assert grown.width > TALL.width and grown.height > TALL.height
    assert (TALL.frame, TALL.right, TALL.x_start) == ((12.0, 3.0, 91.0, 43.5), 100.0, 48.5)
    assert grown.frame[2] - TALL.frame[2] == grown.right - TALL.right == pytest.approx(grown.width - TALL.width)


def test_a_cell_of_twelve_lines_stays_readable() -> None:
    """u at 1280x720, where the stage is 824 x 400: symbols and states can be read, at 1080p everything."""
    ground = picture(typed(LONG), MINI).ground
    assert min(824 / ground.width, 400 / ground.height) >= 5.0
    ground = picture(typed(LONG), SMALL).ground
    assert min(1236 / ground.width, 600 / ground.height) >= 7.2


def test_few_wires_cross() -> None:
    """Sorting the columns takes most crossings away that the order of the lines would have."""
    for key in ("lstm", "gru", "lstm_coupled"):
        assert len(picture(bare(CELLS[key], sketch=False)).bridges) <= 2
    columns, _ = columns_of(typed(AWKWARD["read by eight"]), parts(typed(AWKWARD["read by eight"])), Work())
    assert crossings(columns) < crossings([list(reversed(c)) if i % 2 else c for i, c in enumerate(columns)])


def calls(cell: Cell) -> int:
    """Function calls that drawing a cell takes: what time is made of, whatever the machine."""
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        picture(cell)
    finally:
        sys.setprofile(before)
    return count


def test_drawing_follows_typing() -> None:
    """A layered picture costs little, and twice the lines no more than its square."""
    short, long = typed(LONG), typed(LONG + "\n".join(f"m{i} = tanh(W_m{i} @ x + U_m{i} @ h)" for i in range(12)))
    picture(short, MINI)  # modules are imported, tables made
    assert calls(short) < 100_000  # 20 ms
    assert calls(long) < 5 * calls(replace(short))


def large(lines: int, reads: int) -> Cell:
    """Every line reads those before it and states all over the cell: as many wires as can be."""
    rows = []
    for i in range(lines):
        before = "".join(f" + l{j}" for j in range(max(0, i - reads), i))
        rows.append(f"l{i} = tanh(W_{i} @ x + U_{i} @ l{(7 * i + 3) % lines}_prev{before})")
    return typed("\n".join(rows))


@pytest.mark.parametrize(("lines", "reads"), [(8, 8), (16, 6), (32, 6), (64, 2), (64, 6), (64, 30)])
def test_a_large_cell_is_laid_out_within_the_budget_or_drawn_as_boxes(lines: int, reads: int) -> None:
    cell, work = large(lines, reads), Work()
    drawn = picture(cell)
    assert check(drawn) == []
    if drawn.remark:
        assert drawn.remark == "plain" and [s.name for s in drawn.shapes] == [line.name for line in cell.lines]
    else:
        layered(cell, parts(cell), NORMAL, work)
        assert 0 < work.spent <= STEPS and len(drawn.pieces) < 1200
        for link in drawn.links:
            assert sum(link in p.all_links for p in drawn.pieces if p.enters == link.sink) == 1, link


@pytest.mark.parametrize("seed", range(3))
def test_random_cells_of_64_lines(seed: int) -> None:
    """Each line reads some of those before it and some states, in sums and products, learned or not."""
    chance, rows = random.Random(seed), []
    for i in range(64):
        sources = [f"l{chance.randrange(i)}" for _ in range(chance.randrange(3))] if i else []
        sources += [f"l{chance.randrange(64)}_prev" for _ in range(chance.randrange(1, 3))]
        body = chance.choice([" + ", " * ", " - "]).join(sources)
        rows.append(f"l{i} = " + (f"sigmoid(W_{i} @ x + {body})" if chance.random() < 0.4 else body))
    cell, work = typed("\n".join(rows)), Work()
    drawn = picture(cell)
    with suppress(TooMuch):
        layered(cell, parts(cell), NORMAL, work)
    assert bool(drawn.remark) == (work.left < 0) and work.spent < 2 * STEPS
    assert check(drawn) == []


def test_sums_of_twenty_states_each_are_drawn_as_boxes() -> None:
    """The worst that was found: every line adds nineteen states and the lines before it; it took 80 s."""
    rows = []
    for i in range(64):
        states = [f"l{(5 * i + k) % 64}_prev" for k in range(19)]
        rows.append(f"l{i} = " + " + ".join(states + [f"l{j}" for j in range(max(0, i - 19), i)]))
    cell = typed("\n".join(rows))
    drawn = picture(cell)
    assert drawn.remark == "plain" and len(drawn.shapes) == 64 and check(drawn) == []
    work = Work()
    with pytest.raises(TooMuch):
        layered(cell, parts(cell), NORMAL, work)
    assert work.spent < 1.1 * STEPS, "it ends where the budget does"


def test_what_is_spent_grows_no_faster_than_the_square_of_the_wires() -> None:
    spent = []
    for lines in (16, 32, 64):
        cell, work = large(lines, 6), Work(10**9)
        layered(cell, parts(cell), NORMAL, work)
        spent.append((len(parts(cell).links), work.spent))
    for (few, little), (many, much) in itertools.pairwise(spent):
        assert much / little < 1.5 * (many / few) ** 3


def test_a_budget_ends_before_what_it_does_not_suffice_for() -> None:
    work = Work(10)
    work.spend(7)
    with pytest.raises(TooMuch):
        work.spend(4)


def test_turns_that_wait_for_each_other_are_cut() -> None:
    """a comes in where b goes out and b comes in where a goes out: one of them turns twice, between all others."""
    found = tracks_of([Turn("a", 0.0, (10.0,)), Turn("b", 10.0, (0.0,))], Work())
    ((net, middle),) = found.between.items()
    other = {"a": "b", "b": "a"}[net]
    assert found.track[net, 1] != found.track[net, 2]
    assert found.track[net, 1] < found.track[other, 0] < found.track[net, 2]
    assert min(abs(middle - 0.0), abs(middle - 10.0)) >= LANE - 1e-9


def test_turns_share_a_track_where_they_do_not_meet() -> None:
    found = tracks_of([Turn("a", 0.0, (5.0,)), Turn("b", 20.0, (25.0,)), Turn("c", 40.0, (40.0,))], Work())
    assert found.count == 1 and set(found.track) == {("a", 0), ("b", 0)}


@pytest.mark.parametrize(
    ("equation", "symbol"),
    [
        ("k = 0.5", "0.5"), ("k = p_k", "p_k"), ("k = tanh(0.5)", "tanh(0.5)"), ("k = 2 * p_k", "2 × p_k"),
        ("k = h_prev + -1", "− 1"), ("k = h_prev + p_k + 0.5", "+ p_k + 0.5"), ("k = 2 - h_prev", "2−"),
        ("k = 0.5 * h_prev", "0.5 ×"), ("k = p_k - 1", "p_k − 1"),
    ],
)  # fmt: skip
def test_constants_are_named_in_their_pill(equation: str, symbol: str) -> None:
    cell = typed(f"{equation}\nh = k * h_prev")
    shape = parts(cell).shape("k")
    assert shape is not None and shape.symbol == symbol
    whole(picture(cell))
