"""From which size on a kernel does what is faster there, which kernels are kept, and what a stretch hands on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment
from rnnviz.engine.compiler import assembly, kernel
from rnnviz.engine.compiler.kernel import FEW, FOLD, HOIST, STRETCH, kernel_for, new_kernel
from rnnviz.engine.compiler.layout import LINE, BufferLayout, aligned, bring_in, inward, turned
from rnnviz.engine.compiler.storage import StoragePlace
from tests.engine.cases import cell, experiment, full, loss_grad


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No kernel is kept from elsewhere."""
    monkeypatch.setattr(kernel, "_kernels", type(kernel._kernels)())
    yield


def bare(hidden: int, steps: int = 2, batch: int | None = None, width: int = 1, key: str = "rnn") -> Experiment:
    shape = (steps, width) if batch is None else (steps, batch, width)
    return Experiment.build(CELLS[key], hidden=hidden, inputs=np.zeros(shape), init="zeros")


@pytest.mark.parametrize(
    ("hidden", "batch", "folded"), [(FOLD, 1, True), (FOLD + 1, 1, False), (8, 4, True), (8, 5, False)]
)
def test_gradients_ride_in_products_up_to_so_many_units(hidden: int, batch: int, folded: bool) -> None:
    exp = bare(hidden, batch=batch)
    assert kernel_for(exp).program.folded == new_kernel(exp).program.folded == folded
    assert kernel_for(exp, folded=not folded).program.folded != folded
    assert new_kernel(exp, folded=not folded).program.folded != folded


@pytest.mark.parametrize(
    ("width", "batch", "hoisted"), [(128, None, True), (127, None, False), (128, FEW - 1, True), (128, FEW, False)]
)
def test_inputs_are_multiplied_ahead_from_so_many_numbers_on(width: int, batch: int | None, hoisted: bool) -> None:
    assert HOIST == 128 * 128
    made = new_kernel(bare(128, batch=batch, width=width))
    assert made.program.places.groups[0].hoisted == hoisted and (made.ahead[0] is not None) == hoisted


@pytest.mark.parametrize("steps", [1, STRETCH - 1, STRETCH, STRETCH + 1, 2 * STRETCH + 3])
def test_a_long_run_is_made_of_stretches(steps: int) -> None:
    exp = bare(2, steps)
    for made in (kernel_for(exp), new_kernel(exp)):
        assert made.steps == min(steps, STRETCH)
        parts = made.stretches(steps)
        assert [t for part in parts for t in range(part.start, part.stop)] == list(range(steps))
        assert all(part.stop - part.start == STRETCH for part in parts[:-1]) and len(parts) == -(-steps // STRETCH)


def test_the_kernels_asked_for_last_are_kept(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "KERNELS", 2)
    one, two, three = (bare(hidden) for hidden in (1, 2, 3))
    first, second = kernel_for(one), kernel_for(two)
    assert kernel_for(one) is first  # and so it is the newer one
    third = kernel_for(three)
    assert kernel_for(one) is first and kernel_for(three) is third and len(kernel._kernels) == 2
    assert kernel_for(two) is not second


def test_kernels_are_kept_within_so_many_bytes(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (bare(hidden, 20) for hidden in (3, 4))
    both = new_kernel(one).bytes + new_kernel(two).bytes
    for limit, kept in ((both, 2), (both - 1, 1)):
        kernel._kernels.clear()
        monkeypatch.setattr(kernel, "CACHED", limit)
        kernel_for(one)
        kernel_for(two)
        assert len(kernel._kernels) == kept
    kernel._kernels.clear()
    monkeypatch.setattr(kernel, "CACHED", 1)
    assert kernel_for(one) is kernel_for(one)


def test_what_tells_kernels_apart() -> None:
    exp = bare(3, 4)
    others = [
        bare(4, 4),
        bare(3, 5),
        bare(3, 4, 2),
        bare(3, 4, width=2),
        exp.hold("h", 0.5, slice(0, 1)),
        bare(3, 4, key="rnn_relu"),
    ]
    found = [kernel_for(one) for one in (exp, *others, exp.astype("float32") if hasattr(exp, "astype") else exp)]
    assert len(set(map(id, found[: len(others) + 1]))) == len(others) + 1 and kernel_for(exp) is found[0]


@pytest.mark.parametrize("key", ["rnn", "lstm", "gru", "gru_reset_after", "lstm_peephole"])
@pytest.mark.parametrize("steps", [1, 5])
def test_what_leaves_a_stretch_is_the_same_however_gradients_are_added(key: str, steps: int) -> None:
    exp = experiment(CELLS[key], 3, 2, steps)
    dh = full(loss_grad(exp), exp)
    sums = []
    for folded in (False, True):
        made = new_kernel(exp, folded)
        made.forward(exp)
        made.backward(dh)
        found: dict[str, np.ndarray] = {}
        for (state, _), rows in zip(made.travelling, made.leaving(), strict=True):
            found[state] = found.get(state, 0.0) + rows
        sums.append(found)
    for state in exp.cell.states:
        np.testing.assert_allclose(sums[1][state], sums[0][state], rtol=1e-12, atol=1e-14)


def test_what_comes_over_the_end_of_a_stretch_is_added() -> None:
    """Twice what arrives gives twice what leaves, when nothing else comes from a loss."""
    exp = experiment(CELLS["lstm"], 3, 2, 4)
    made = new_kernel(exp)
    made.forward(exp)
    none = np.zeros((4, 1, 3))
    made.backward(none)
    assert all(not rows.any() for rows in made.leaving())
    coming = [np.full(rows.shape[1], 0.5) for _, rows in made.travelling]
    made.backward(none, coming)
    once = made.leaving()
    made.backward(none, [2 * part for part in coming])
    assert any(rows.any() for rows in once)
    for one, two in zip(once, made.leaving(), strict=True):
        np.testing.assert_allclose(two, 2 * one, rtol=1e-13)


def test_a_record_is_brought_back_only_where_it_is_not_there() -> None:
    exp = experiment(CELLS["gru"], 3, 2, 5)
    made = new_kernel(exp)
    whole = slice(0, 5)
    record = made.forward(exp)
    assert made.has(record, whole) and not made.has(record, slice(0, 4))
    other = made.forward(exp.with_params({name: 2 * value for name, value in exp.params.items()}))
    assert made.has(other, whole) and not made.has(record, whole)
    made.recall(exp, record, whole)
    assert made.has(record, whole)
    np.testing.assert_array_equal(made.block, record.block)
    with pytest.raises(ValueError, match="read-only"):
        record.block[0] = 1.0
    here = made.forward_here(exp)
    assert here.block is made.block and not made.has(here, whole)


# memory --------------------------------------------------------------------------------------------------------


def test_arrays_follow_each_other_and_begin_with_a_cache_line() -> None:
    arrays = {"A": ((("a", "hidden"), ("b", "one")), 0), "B": ((("c", "input"),), 1), "C": ((("d", "hidden"),), -4)}
    layout = BufferLayout(arrays, {"hidden": 3, "input": 2}, steps=5, batch=2)
    assert layout.shape == {"A": (5, 8), "B": (6, 4), "C": (1, 6)} and layout.edges["A"] == [0, 3, 4]
    assert layout.start == {"A": 0, "B": 48, "C": 80} and layout.numbers == 96 and LINE == 16
    block = np.arange(96.0)
    assert layout.array(block, "B")[0].tolist() == [48, 49, 50, 51]
    assert layout.view(block, StoragePlace("B", 0, 1, 1))[0].tolist() == [52, 53, 54, 55]
    assert layout.beyond(block, StoragePlace("A", 1, 2)).shape == (5, 2) and layout.span("A", 1) == slice(3, 4)
    assert layout.outward(layout.array(block, "B"))[0].tolist() == [[48, 50], [49, 51]]


def test_samples_come_last_in_a_row() -> None:
    array = np.arange(12.0).reshape(2, 3, 2)
    rows = np.empty((2, 6))
    bring_in(array, rows)
    np.testing.assert_array_equal(rows, inward(array))
    assert rows[0].tolist() == [0, 2, 4, 1, 3, 5]
    one = np.empty((2, 2))
    bring_in(array[:, :1], one)
    assert one.tolist() == [[0, 1], [6, 7]]
    assert np.array_equal(turned(array), array) and turned(array).transpose(0, 2, 1).flags.c_contiguous


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("numbers", [0, 1, 17, 1000])
def test_memory_begins_with_a_cache_line(dtype: str, numbers: int) -> None:
    found = aligned(numbers, np.dtype(dtype))
    assert found.shape == (numbers,) and found.dtype == dtype and not found.any()
    assert numbers == 0 or found.__array_interface__["data"][0] % 64 == 0


def test_rows_that_only_become_something_else_are_kept_for_one_step() -> None:
    made = new_kernel(bare(3, 7, key="lstm"))
    assert made.passing == {"Z0"} and made.work.shape["Z0"][0] == 1
    assert made.layout.shape["R0"][0] == 8 and "Z0" not in made.traced and "R0" in made.traced


def test_small_matrices_of_a_single_sample_stand_upright(monkeypatch: pytest.MonkeyPatch) -> None:
    def upright(exp: Experiment) -> tuple[bool, bool]:
        made = new_kernel(exp, folded=True)
        return tuple(made.fixed[name].__self__.flags.f_contiguous for name in ("dot0", "back0"))  # type: ignore[return-value]

    size = 3 * (3 + 1 + 1) * 8
    monkeypatch.setattr(assembly, "UPRIGHT", size)
    assert upright(bare(3))[0] and not upright(bare(3, batch=2))[0]
    monkeypatch.setattr(assembly, "UPRIGHT", size - 1)
    assert not upright(bare(3))[0]


@pytest.mark.parametrize(("batch", "room"), [(1, 0), (2, assembly.ASIDE // 8)])
def test_room_for_turning_is_there_for_batches(batch: int, room: int) -> None:
    assert new_kernel(bare(3, batch=batch)).aside.size == room


def test_room_for_turning_is_that_of_some_steps_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "ASIDE", 0)
    made = new_kernel(bare(3, batch=2))
    assert made.aside.size == assembly.LEAST * (made.width("R0") + made.width("Z0")) * 2 == 8 * (5 + 3) * 2


def test_the_bytes_of_a_kernel_grow_with_its_steps_and_samples() -> None:
    small, long, wide = new_kernel(bare(3, 4)), new_kernel(bare(3, 8)), new_kernel(bare(3, 4, 2))
    for made in (small, long, wide):
        views = assembly.VIEW * made.steps * (made.forward_body.width + made.backward_body.width)
        assert made.bytes == made.block.nbytes + made.spare.nbytes + made.aside.nbytes + views
    assert small.bytes < long.bytes < wide.bytes


def test_a_product_with_what_is_known_is_made_before_the_loop() -> None:
    """Of W @ x and of an operand that only x decides, for a stretch that is not the first, too."""
    typed = cell("a = tanh(W @ x)\nb_1 = U @ a + b\nh = b_1 * h_prev + mean(a)")
    exp = experiment(typed, 3, 2, 6, 2)
    whole = new_kernel(exp)
    record = whole.forward(exp)
    x = exp.inputs
    a = np.tanh(x @ exp.params["W"].T)
    wanted, h = [], exp.start["h"]
    for t in range(6):
        h = (a[t] @ exp.params["U"].T + exp.params["b"]) * h + a[t].mean(-1, keepdims=True)
        wanted.append(h)
    np.testing.assert_allclose(whole.state(record, "h")[1:], wanted, rtol=1e-12)
    np.testing.assert_array_equal(whole.state(record, "h")[0], exp.start["h"])
