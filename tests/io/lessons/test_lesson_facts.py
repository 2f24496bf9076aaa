"""What single lessons claim of their runs, held against oracles that know nothing of the lesson."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import comb

import numpy as np
import pytest

from rnnviz.io.code.recognised import recognised
from rnnviz.io.code.writing import code_of
from rnnviz.io.lessons.shelf import shipped_lesson
from rnnviz.io.weights import load_weights
from rnnviz.model.chain.chain import chain_of, usual
from rnnviz.model.compare.partners import PARTS, memory_of, partners, tied
from rnnviz.model.lessons.lesson import Lesson, LessonPage
from rnnviz.model.lessons.looking import LookedAt, number
from rnnviz.model.lessons.progress import looked
from rnnviz.model.lessons.quantities import parse_quantity
from rnnviz.model.lessons.situation import Situation
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.resources import asset


@cache
def opened(lesson: str) -> Lesson:
    found = shipped_lesson(lesson)
    assert found is not None
    return found


def page_of(lesson: str, key: str) -> LessonPage:
    found = opened(lesson)
    page = found.page(key)
    assert page is not None
    return page


@cache
def at(lesson: str, key: str) -> LookedAt:
    return looked(page_of(lesson, key).state)


def value(text: str, where: LookedAt) -> float:
    return number(parse_quantity(text), where)


def sigmoid(a: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-a)))


# 1 to 7 --------------------------------------------------------------------------------------------------------


def test_the_trained_network_reads_the_same_weights_with_and_without_memory() -> None:
    runs = [at("1", key).run.experiment.params for key in ("arrive", "leave", "off", "without")]
    assert all(np.array_equal(params["W"], runs[0]["W"]) for params in runs)
    assert np.array_equal(runs[0]["U"], runs[1]["U"]) and not runs[-1]["U"].any()


def test_each_of_the_four_wirings_runs_and_carries_what_it_says() -> None:
    elman, jordan, both, deep = at("4", "four").rows
    n, m = 4, elman.run(0, "forward").value("x").shape[1]
    assert [value(f"total in cell {cell}", at("4", "four")) for cell in (1, 2, 3, 4)] == [
        n * (m + n + 1), n * (m + n + 1) + n * (n + 1), 2 * n * (m + n + 1), n * (m + n + 1) + n * (2 * n + 1),
    ]  # fmt: skip
    assert np.array_equal(jordan.run(0, "forward").value("y_prev")[1:], jordan.run(0, "forward").value("y")[:-1])
    assert jordan.run(0, "forward").cell.states == ("y",)
    assert both.setup.layers[0].ways == ("forward", "backward") and len(deep.runs) == 2


def test_what_comes_later_counts_only_in_the_direction_that_reads_from_the_end() -> None:
    state = page_of("4", "both").state
    other = state.setup.with_sequence(parse_sequence("arrive Taipei on November like"))
    runs = [looked(Situation(setup)).result for setup in (state.setup, other)]
    onward = [result.run(0, "forward").value("h")[0] for result in runs]
    back = [result.run(0, "backward").value("h")[-1] for result in runs]
    assert np.array_equal(*onward) and not np.array_equal(*back)


def test_folded_and_unfolded_agree_number_by_number() -> None:
    where = at("5", "folded")
    run, score = where.run, where.result.score
    chain = chain_of(where.result.runs, score, backward=False)
    assert usual(score) and np.array_equal(chain.rows[0].values, run.value("h"))
    assert np.array_equal(run.value("h_prev")[1:], chain.rows[0].values[:-1])


def test_weights_do_not_grow_with_the_sentence() -> None:
    page = page_of("5", "shared")
    longer = page.state.setup.with_silence(5)
    assert longer.steps == 2 * page.state.setup.steps
    assert value("total", looked(Situation(longer))) == value("total", looked(page.state)) == 50


def test_a_typed_recurrent_weight_changes_every_box_but_the_first() -> None:
    state = page_of("5", "edit").state
    before = looked(state).run.value("h")
    after = looked(Situation(state.setup.with_number("0.U", (0, 0), 0.9))).run.value("h")
    assert np.array_equal(before[0], after[0]) and (before[1:] != after[1:]).any(axis=1).all()


def test_contributions_of_the_steps_add_up() -> None:
    at = looked(page_of("6", "shared").state)
    parts = [number(parse_quantity(f"part U[1,2]@{step}"), at) for step in range(1, 6)]
    assert sum(parts) == pytest.approx(number(parse_quantity("gradient U[1,2]"), at), abs=1e-12)


@pytest.mark.parametrize("key", ["vanish", "need", "explode", "one"])
def test_the_measured_gradient_never_crosses_the_bound(key: str) -> None:
    run = looked(page_of("7", key).state).run
    bound = run.bound()
    assert bound is not None and (run.norms("h") <= bound + 1e-12).all()


# 10 to 12 ------------------------------------------------------------------------------------------------------


def test_the_threshold_of_the_lesson_is_that_of_the_network() -> None:
    reached = load_weights(asset("weights", "pronoun_agreement.npz")).reached
    assert reached["gender unit"] == 1 and round(reached["gender threshold"], 2) == -0.14
    assert reached["gender above"] == 0 and reached["gender told"] == reached["gender whole"] == 1.0
    assert reached["number unit"] == 6


def test_most_output_gates_are_near_one_nearly_always() -> None:
    o = at("10", "one").run.value("o")
    assert (o > 0.9).mean() > 0.95


def test_the_read_out_of_the_long_gap_goes_by_the_first_place() -> None:
    where = at("10", "gap")
    words = where.result.setup.words
    assert (words[8], words[14]) == ("Yunnan", "Cairo") and value("steps", where) - 9 == 18


def test_in_chinese_too_the_verb_and_the_subject_decide() -> None:
    """The other verb, and another first place, change the answer at the same last word."""
    state = page_of("1", "chinese").state
    leaving = state.setup.with_sequence(parse_sequence("我 想 在 十一月 二日 离开 台北"))
    assert value("p 出发地@7", looked(Situation(leaving))) > 0.98
    reached = load_weights(asset("weights", "pronoun_agreement_zh.npz")).reached
    assert reached["gender unit"] == 0 and reached["gender told"] == reached["gender shut"] == 1.0
    gap, swaps = page_of("10", "travel").state.setup, {"云南": "开罗", "开罗": "云南"}
    other = gap.with_sequence(replace(gap.sequence, words=tuple(swaps.get(w, w) for w in gap.words)))
    assert value("p 开罗@30", looked(Situation(other))) > 0.95


def test_gates_with_peepholes_are_their_equations_the_output_gate_with_the_new_memory() -> None:
    run = at("11", "peep").run
    p, x, h, c = run.experiment.params, run.value("x")[5], run.value("h_prev")[5], run.value("c_prev")[5]
    f, i = (sigmoid(p[f"W_{k}"] @ x + p[f"U_{k}"] @ h + p[f"p_{k}"] * c + p[f"b_{k}"]) for k in "fi")
    new = f * c + i * np.tanh(p["W_g"] @ x + p["U_g"] @ h + p["b_g"])
    o = sigmoid(p["W_o"] @ x + p["U_o"] @ h + p["p_o"] * new + p["b_o"])
    for name, wanted in {"f": f, "i": i, "c": new, "o": o, "h": o * np.tanh(new)}.items():
        assert np.abs(run.value(name)[5] - wanted).max() < 1e-12, name


def test_both_conventions_of_the_gru_are_one_function() -> None:
    one, other = (looked(page_of("12", key).state).run for key in ("update", "keeps"))
    assert np.abs(one.value("h") - other.value("h")).max() < 1e-12
    assert np.abs(one.value("z") + other.value("z") - 1).max() < 1e-12
    for name in ("W_z", "U_z", "b_z"):
        assert np.array_equal(one.experiment.params[name], -other.experiment.params[name])


# 13, 14 --------------------------------------------------------------------------------------------------------


def test_terms_of_the_lesson_are_partners_by_the_equations() -> None:
    lstm, gru = (memory_of(row.run(0, "forward").cell) for row in at("13", "terms").rows)
    assert lstm is not None and gru is not None
    assert partners(lstm, gru) == PARTS and (lstm.state, gru.state) == ("c", "h")
    names = [(lstm.parts[key].names[0], gru.parts[key].names) for key in ("keep", "write", "candidate")]
    assert names[0][0] == "f" and "keep" in names[0][1]
    assert (names[1][0], names[1][1][0]) == ("i", "z") and (names[2][0], names[2][1][0]) == ("g", "n")
    assert {*lstm.apart} >= {"o"} and {*gru.apart} >= {"r"} and tied(gru.cell) and not tied(lstm.cell)


def test_a_gradient_through_depth_and_time_is_the_sum_over_all_ways() -> None:
    """Every order of four steps back and two down is one product of slopes and matrices."""
    where = at("14", "ways")
    runs = [where.result.run(layer, "forward") for layer in range(3)]
    ways = list(combinations(range(6), 2))
    assert len(ways) == comb(6, 2) == 15
    total = np.zeros(8)
    for downs in ways:
        layer, step, grad = 2, 4, runs[2].grad("h", into="loss")[4]
        for move in range(6):
            matrix = runs[layer].experiment.params["W" if move in downs else "U"]
            grad = matrix.T @ ((1 - runs[layer].value("h")[step] ** 2) * grad)
            layer, step = (layer - 1, step) if move in downs else (layer, step - 1)
        total += grad
    assert np.abs(total - runs[0].grad("h")[0]).max() < 1e-14


# 15, 16 --------------------------------------------------------------------------------------------------------

PROGRAMS = [("step", "h"), ("lstm", "c"), ("torch", "n"), ("chung", "h")]


@pytest.mark.parametrize("rows", [False, True], ids=["columns", "rows"])
@pytest.mark.parametrize(("key", "line"), PROGRAMS)
def test_the_program_gives_the_numbers_of_the_page(key: str, line: str, rows: bool) -> None:
    where = at("15", key)
    names: dict[str, object] = {"__name__": "written"}
    exec(compile(code_of(where.result.setup, "numpy", rows), "written.py", "exec"), names)
    found = names["run"]()  # type: ignore[operator]
    said = np.array([step[line] for step in found.layers[0][0][0][2].tape])
    whole = where.result.whole
    assert whole is not None and np.abs(said - where.run.value(line)).max() < 1e-10
    for name, grad in whole.param_grads.items():
        assert np.abs((found.grads[name].T if rows else found.grads[name]) - grad).max() < 1e-10


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_pytorch_says_the_same() -> None:
    where = at("15", "torch")
    names: dict[str, object] = {"__name__": "written"}
    exec(compile(code_of(where.result.setup, "torch"), "written.py", "exec"), names)
    found = names["run"]()  # type: ignore[operator]
    assert np.abs(found.outputs.detach().numpy() - where.run.value("h")).max() < 1e-10


def test_the_lesson_by_hand_in_plain_numpy() -> None:
    """The program a student writes: forward, then back through all steps."""
    where = at("15", "step")
    W, U, b = np.array([[0.5, -1], [1, 0.5]]), np.array([[0.8, -0.4], [0.4, 0.6]]), np.array([0.1, -0.1])
    inputs, said = np.array([[1, 0], [0, 1], [1, 1]]), [np.zeros(2)]
    for x in inputs:
        said.append(np.tanh(W @ x + U @ said[-1] + b))
    dh, dU = np.full(2, 1 / np.sqrt(2)), np.zeros((2, 2))
    for h, before in zip(said[:0:-1], said[-2::-1], strict=True):
        last, a = dh, dh * (1 - h * h)
        dU, dh = dU + np.outer(a, before), U.T @ a
    assert np.abs(np.array(said[1:]) - where.run.value("h")).max() < 1e-12
    assert value("gradient U[1,2]", where) == pytest.approx(dU[0, 1], abs=1e-12)
    assert np.abs(np.asarray(where.run.grad("h")[0]) - last).max() < 1e-12


def test_pytorchs_gru_is_the_cell_that_is_said_to_be_it() -> None:
    fused = recognised(at("15", "torch").run.cell)
    assert fused is not None and fused.call.startswith("nn.GRU") and recognised(at("15", "chung").run.cell) is None


@pytest.mark.parametrize(
    ("key", "counted"),
    [("one", [10]), ("many", range(8)), ("label", range(9)), ("series", range(9, 24))],
)
def test_each_wiring_counts_the_steps_it_says(key: str, counted: list[int]) -> None:
    setup = at("16", key).result.setup
    at_ = setup.loss.at
    found = range(setup.steps) if at_ == "every" else [setup.steps - 1] if at_ == "last" else at_
    assert list(found) == list(counted)


def test_a_picture_enters_at_the_first_step_only() -> None:
    x = at("16", "many").run.value("x")
    assert x[0].argmax() == 0 and not x[1:].any()


def test_a_series_reads_its_own_answers_from_the_day_that_is_said() -> None:
    where = at("16", "series")
    answers = where.result.answers
    assert answers is not None
    x, y = where.run.value("x")[:, 0], answers.p[:, 0]
    assert np.abs(x[24:] - y[23:-1]).max() < 1e-12 and np.abs(x[10:24] - y[9:23]).min() > 1e-3
