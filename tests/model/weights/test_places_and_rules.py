"""What lies under a place of the sheet, what of the drawing belongs to a weight, and which arrays a rule fills."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS
from rnnviz.model.picture import picture
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.arranged import sheet_of
from rnnviz.model.weights.changes import all_filled, all_matrices, filled, fits, with_number, with_numbers
from rnnviz.model.weights.matrices import matrices, readout_matrices
from rnnviz.model.weights.pointed import Weight, lit_key
from rnnviz.model.weights.sheet import SheetRoom, WeightSheet
from rnnviz.model.weights.shelf import shelf_of
from rnnviz.model.weights.text import WeightsRefused

SETUP = Setup((LayerChoice("lstm", hidden=3),)).with_readout(Readout("softmax", ("one", "two")))
ROOM = SheetRoom(900, 900, 15, 60, 70)


@pytest.fixture(scope="module")
def sheet() -> WeightSheet:
    return sheet_of(shelf_of(SETUP, 0, "forward"), ROOM, "")


def test_every_square_is_found_at_its_place_and_at_no_other(sheet: WeightSheet) -> None:
    for tile in sheet.tiles:
        left, top, wide, high = tile.box
        for row in range(tile.rows):
            for column in range(tile.columns):
                x, y, width, height = tile.square(row, column)
                index = tile.matrix.index(row, column)
                assert tile.of_index(index) == (x, y, width, height)
                for across, down in ((0.0, 0.0), (0.5, 0.5), (0.99, 0.99)):
                    assert sheet.at(x + across * width, y + down * height) == (tile, index)
        for x, y in ((left - 0.1, top), (left, top - 0.1), (left + wide + 0.1, top), (left, top + high + 0.1)):
            found = sheet.at(x, y)
            assert found is None or found[0] is not tile
        assert sheet.tile(tile.matrix.name, tile.matrix.start) is tile
    assert sheet.at(-5.0, -5.0) is None and sheet.tile("nothing") is None


def test_a_name_is_found_below_its_matrix(sheet: WeightSheet) -> None:
    px = 14.0
    for tile in sheet.tiles:
        left, top, wide, high = tile.box
        below = top + high
        if all(sheet.named_at(left + 1, below + 1, px) is not t.matrix for t in sheet.tiles if t is not tile):
            assert sheet.named_at(left, below, px) is tile.matrix
        assert sheet.named_at(left, below - 0.1, px) is not tile.matrix
        assert sheet.named_at(left, below + 1.5 * px, px) is not tile.matrix
        assert sheet.named_at(left - 0.1, below + 1, px) is not tile.matrix
        assert sheet.named_at(left + max(wide, 6 * px), below + 1, px) is not tile.matrix


def test_a_moved_sheet_is_lower_and_nothing_else(sheet: WeightSheet) -> None:
    low = sheet.moved(7.5)
    for old, new in zip(sheet.tiles, low.tiles, strict=True):
        assert new == replace(old, top=old.top + 7.5)
    assert [head.tile for head in low.heads] == [replace(h.tile, top=h.tile.top + 7.5) for h in sheet.heads]
    assert [(b.line, b.left, b.top - 7.5, b.bottom - 7.5) for b in low.bars] == [
        (b.line, b.left, b.top, b.bottom) for b in sheet.bars
    ]
    assert (low.folded, low.shown) == (sheet.folded, sheet.shown)


@pytest.mark.parametrize("by", [(1, 1), (2, 1), (2, 3), (5, 7)])
def test_a_square_of_many_shows_their_mean(sheet: WeightSheet, by: tuple[int, int]) -> None:
    tile = replace(max(sheet.tiles, key=lambda tile: tile.matrix.columns), by=by)
    plane = np.random.default_rng(1).normal(size=(tile.matrix.rows, tile.matrix.columns))
    shown = tile.shown(plane)
    assert shown.shape == (tile.rows, tile.columns) and tile.averaged == (by != (1, 1))
    for i in range(tile.rows):
        for j in range(tile.columns):
            part = plane[i * by[0] : (i + 1) * by[0], j * by[1] : (j + 1) * by[1]]
            assert shown[i, j] == pytest.approx(part.mean())
            assert tile.of_index(tile.matrix.index(i * by[0], j * by[1])) == tile.square(i, j)


@pytest.mark.parametrize("key", sorted(CELLS))
def test_a_weight_lights_the_wire_it_weighs_or_the_line_it_adds_to(key: str) -> None:
    setup, drawn = Setup.of(key, hidden=3), picture(CELLS[key])
    for matrix in matrices(setup, 0, "forward"):
        index = matrix.index(0, 0)
        weight, lit = Weight(matrix, index), lit_key(drawn, Weight(matrix, index))
        assert lit in (f"node:{matrix.operand}", f"line:{matrix.line}") and not weight.of_readout
        assert matrix.operand is not None or lit.startswith("line:")
        assert weight.unit == matrix.unit(index) and weight.read == (
            (matrix.reads, matrix.source(index)) if matrix.reads else None
        )
        begun = Weight(replace(matrix, start=True), (0,))
        assert begun.read is None and lit_key(drawn, begun) == f"in:{matrix.own}_prev"


def test_the_readouts_weights_add_to_no_unit_and_light_the_way_out() -> None:
    drawn = picture(CELLS["lstm"])
    for matrix in readout_matrices(SETUP):
        weight = Weight(matrix, matrix.index(0, 0))
        assert weight.of_readout and weight.unit is None and lit_key(drawn, weight) == "out:h"


def test_rules_fill_matrices_of_all_layers_and_leave_rows_of_numbers() -> None:
    setup = Setup((LayerChoice("gru", hidden=3, direction="both"), LayerChoice("rnn", hidden=2))).with_readout(
        Readout("softmax", ("one", "two", "three"))
    )
    found = list(all_matrices(setup))
    assert {matrix.name for matrix in found} == setup.network().params.keys()
    after = all_filled(setup, "orthogonal", 4).network().params
    for matrix in found:
        before = setup.network().params[matrix.name]
        square = len(matrix.shape) == 2
        assert fits(matrix, "orthogonal") == square and fits(matrix, "zeros")
        assert np.array_equal(after[matrix.name], before) == (not square), matrix.name
        if square:
            values = np.linalg.svd(after[matrix.name], compute_uv=False)
            assert values == pytest.approx(1.0), matrix.name


@pytest.mark.parametrize("rule", ["xavier", "zeros"])
def test_one_matrix_is_filled_and_no_other(rule: str) -> None:
    own = next(m for m in matrices(SETUP, 0, "forward") if m.own == "U_f")
    before, after = SETUP.network().params, filled(SETUP, own, rule, 1).network().params
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed == {own.name} and np.any(after[own.name]) == (rule != "zeros")


def test_numbers_that_are_too_large_are_refused_and_what_is_begun_with_is_kept() -> None:
    own = next(m for m in matrices(SETUP, 0, "forward") if m.own == "U_f")
    numbers = np.full(own.shape, 0.25)
    assert np.array_equal(with_numbers(SETUP, own, numbers).network().params[own.name], numbers)
    numbers[1, 2] = 1e300
    with pytest.raises(WeightsRefused):
        with_numbers(SETUP, own, numbers)
    begun = next(t.matrix for t in sheet_of(shelf_of(SETUP, 0, "forward"), ROOM, "").tiles if t.matrix.start)
    first = with_number(SETUP, begun, (1,), 0.5)
    values = np.asarray(first.start.get(begun.name, np.zeros(begun.shape)))
    assert values[1] == 0.5 and np.isnan(values[[0, 2]]).all()
    whole = with_numbers(first, begun, np.array([1.0, 2.0, 3.0]))
    assert np.asarray(whole.start.get(begun.name, values)).tolist() == [1.0, 2.0, 3.0]
