"""What stands for a sentence, how a plan is a recipe, what a twin keeps: at their edges."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.model.setup.answer import Target
from rnnviz.model.setup.number_prints import rows_of_print
from rnnviz.model.trained.heldout import _told, numbers_text
from rnnviz.model.trained.own import OwnData
from rnnviz.model.trained.plan import BATCH, CLIPS, LIMIT, RATE, RULES, SCHEDULES, STOP, STOPS, SUGGESTED, Plan
from rnnviz.model.trained.twin import Twin


@pytest.mark.parametrize(
    ("right", "counted", "step"),
    [("111", "111", 2), ("101", "111", 1), ("000", "111", 0), ("001", "011", 1), ("011", "110", 0), ("111", "100", 0),
     ("000", "001", 2)],
)  # fmt: skip
def test_the_first_wrong_answer_stands_for_a_sentence_else_the_last(right: str, counted: str, step: int) -> None:
    assert _told(*(np.array([c == "1" for c in bits]) for bits in (right, counted))) == step


def test_numbers_of_one_answer() -> None:
    assert [numbers_text(v) for v in ([0.5], [0.5, -1.0], [0.5, 1.0, 2.0], [])] == ["0.5", "0.5  −1", "0.5  1  …", ""]


def test_a_plan_is_a_recipe() -> None:
    assert (RULES, CLIPS) == (("adam", "momentum", "sgd"), ("norm", "value"))
    assert (STOPS, RATE, BATCH, LIMIT, STOP) == (
        (100, 300, 1000, 3000, 10_000), (1e-5, 10.0), (1, 1024), (1e-3, 1e6), (1, 1_000_000),
    )  # fmt: skip
    recipe = Plan(rate=0.5, batch=7, clip=3.0, by="value").recipe()
    assert (recipe.rule.rate, recipe.batch) == (0.5, 7)
    assert (recipe.clip.kind, recipe.clip.limit) == ("value", 3.0)  # type: ignore[union-attr]
    assert Plan().recipe().clip is None and SUGGESTED["delayed_copy"] == Plan(batch=40, clip=20.0, stop=3000)


@pytest.mark.parametrize(
    ("schedule", "stop", "factors"),
    [
        ("constant", 100, {0: 1, 99: 1}), ("step", 100, {0: 1, 24: 1, 25: 0.5, 50: 0.25, 75: 0.125}),
        ("step", 3, {0: 1, 1: 0.5}), ("exponential", 100, {0: 1, 50: 0.1, 100: 0.01}),
        ("cosine", 100, {0: 1, 50: 0.5, 100: 0}), ("warm-up", 100, {9: 1, 10: 1, 4: 0.5}), ("warm-up", 5, {0: 1, 1: 1}),
    ],
)  # fmt: skip
def test_a_rate_over_the_updates(schedule: str, stop: int, factors: dict[int, float]) -> None:
    assert schedule in SCHEDULES
    found = Plan(schedule=schedule, stop=stop).recipe().schedule
    assert {step: found.factor(step) for step in factors} == pytest.approx(factors, abs=1e-12)


def test_where_a_training_stops_next() -> None:
    plan = Plan(stop=250)
    assert [plan.stop_after(n) for n in (0, 249, 250, 299, 300, 9999, 10_000, 25_000)] == [
        250, 250, 300, 300, 1000, 10_000, 20_000, 35_000,
    ]  # fmt: skip


def test_a_twin_without_another_word_is_none() -> None:
    words = ("a", "b", "c")
    twin = Twin(((1, "x"), (2, "y"), (3, "z")))
    assert twin.words(words) == ("a", "x", "y")
    judged = twin.judged(words, [Target(0, "p"), Target(1, "q"), Target(2, "r")], None)
    assert judged == Twin(((1, "x"), (2, "y")), (Target(0, "p"),))
    assert Twin(((1, "b"),)).judged(words, [], None) is None and Twin(((3, "z"),)).judged(words, [], None) is None
    assert Twin(((0, "x"),)).judged(words, [Target(0, "p")], None) == Twin(((0, "x"),), ())


def test_own_data_that_are_equal_have_one_hash() -> None:
    a, b = OwnData("a", ((("x",), "y"),)), OwnData("a", ((("x",), "y"),))
    assert a == b and hash(a) == hash(b)
    assert len({hash(OwnData("a")), hash(OwnData("b")), hash(OwnData("a", target=1)), hash(a)}) == 4


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("[1, 2]", [["1", "2"]]), ("[[1, 2], [3, 4]]", [["1", "2"], ["3", "4"]]),
        ("array([[1.], [2.]])", [["1."], ["2."]]),
        ("tensor([1, -2e-3], device='cpu')", [["1", "-2e-3"]]),
        ("tensor([1, -2e-3], dtype=float)", [["1", "-2e-3"]]),
        ("[1 2\\n 3]", [["1", "2", "3"]]), ("1, 2", None), ("[]", None), ("[[], []]", None), ("[[1], []]", [["1"]]),
        ("[1, 2", None), ("[1]]", None), ("][1]", None), ("[a]", None), ("x[1]", None), ("[1],", [["1"]]),
        ("[[[1, 2]]]", [["1", "2"]]), ("np.array([1;2])", [["1", "2"]]), ("[1] [2]", [["1"], ["2"]]),
        ("[1] ] [2]", None),
    ],
)  # fmt: skip
def test_what_a_program_prints(text: str, rows: list[list[str]] | None) -> None:
    assert rows_of_print(text.replace("\\n", "\n")) == rows
