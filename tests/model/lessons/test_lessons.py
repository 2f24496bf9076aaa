"""Lessons: the small grammars, and a course that is taken page by page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import ExperimentError
from rnnviz.io.trained import load_trained
from rnnviz.model.compare.compare_text import parse_compared
from rnnviz.model.document.selection import Selection
from rnnviz.model.lessons.conditions import deed, met, parse_condition
from rnnviz.model.lessons.filling import TextPiece, pieces
from rnnviz.model.lessons.filling import filled as filled_text
from rnnviz.model.lessons.lesson import Lesson, LessonPage, Question, Words, state_of
from rnnviz.model.lessons.looking import Floats, LookedAt, found, number
from rnnviz.model.lessons.progress import (
    LessonProgress,
    answered,
    filled,
    is_complete,
    is_right,
    looked,
    noticed,
    revealed,
    turned_to,
    undone,
)
from rnnviz.model.lessons.quantities import holds, parse_claim, parse_quantity
from rnnviz.model.lessons.situation import LessonTextError, Situation
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

SETUP = Setup.of("lstm", 3)
STATE = Situation(SETUP, Cursor(5, grain="step"))


def with_others(text: str) -> Situation:
    """Compared cells, the first in front."""
    first, *others = parse_compared(text, SETUP)
    return Situation(first, Cursor(5), beside=tuple(others), place="compare")


@pytest.fixture(scope="module")
def at() -> LookedAt:
    setup = replace(
        SETUP,
        readout=Readout("softmax", ("other", "there is")),
        loss=Loss("cross_entropy"),
        targets=(Target(8, "other"),),
    )
    return looked(replace(STATE, setup=setup))


def test_a_quantity_is_what_the_run_says(at: LookedAt) -> None:
    run, whole = at.run, at.result.whole
    assert whole is not None
    wanted = {
        "f@3[2]": run.value("f")[2, 1],
        "f[2]@3": run.value("f")[2, 1],
        "f[1]": run.value("f")[5, 0],
        "c_prev[3]@last": run.value("c_prev")[-1, 2],
        "grad c@6[1]": run.grad("c")[5, 0],
        "norm c@2": np.linalg.norm(run.grad("c")[1]),
        "log c@2": np.log10(np.linalg.norm(run.grad("c")[1])),
        "p there is@4": whole.outputs[3, 1],
        "loss": -np.log(whole.outputs[-1, 0]),
        "weight U_f[1,2]": run.experiment.params["U_f"][0, 1],
        "gradient U_f[1,2]": run.param_grads["U_f"][0, 1],
        "part U_f[1,2]@4": run.param_grads_by_step("U_f")[3, 0, 1],
        "count U_f": 9,
        "parameters": 4 * 3 * (run.value("x").shape[1] + 3 + 1),
        "hidden": 3,
        "inputs": run.value("x").shape[1],
        "total": sum(a.size for a in whole.network.params.values()),
        "steps": 9,
        "step": 6,
        "share g of c@6": run.paths("c").shares()["g"][5],
        "cut U_f[1,2]@7": run.param_grads_by_step("U_f")[6:, 0, 1].sum(),
        "slope g@2": np.mean(1 - run.value("g")[1] ** 2),
        **_cut_off(run.param_grads_by_step("U_f")),
    }
    for text, value in wanted.items():
        assert number(parse_quantity(text), at) == pytest.approx(value, rel=1e-9), text
    assert found(parse_quantity("word@6"), at) == "Taipei"
    assert found(parse_quantity("said@4"), at) == ("other", "there is")[int(whole.outputs[3].argmax())]
    assert np.array_equal(np.asarray(found(parse_quantity("h@2"), at)), run.value("h")[1])


def _cut_off(parts: Floats) -> dict[str, float]:
    """What each step gives, and what stays of the gradient where the first six give nothing."""
    whole, kept = parts.sum(axis=0).ravel(), parts[6:].sum(axis=0).ravel()
    cosine = whole @ kept / np.linalg.norm(whole) / np.linalg.norm(kept)
    return {
        "given U_f@6": parts[5].ravel() @ whole / (whole @ whole),
        "left U_f@7": kept @ whole / (whole @ whole),
        "turned U_f@7": float(np.degrees(np.arccos(cosine))),
    }


def test_change_is_relative_and_per_step(at: LookedAt) -> None:
    c = at.run.value("c")
    steps = [np.linalg.norm(c[t] - c[t - 1]) / np.linalg.norm(c[t - 1]) for t in range(1, len(c))]
    assert number(parse_quantity("change c"), at) == pytest.approx(sum(steps) / len(steps))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "h@0", "h[0]", "h@3@4", "h[1][2]", "power 3", "share g", "x" * 200, "__import__('os')", "h.__class__",
        "h in cell 1", "h in layer 2", "h in layer 1:backward",
        "q[1]", "h[9]", "h[1,1]", "h@99", "p nobody@1", "weight Q", "log bound@1", "h:.99f", "share h of c",
        "slope kept", "given Q@1",
    ],
)  # fmt: skip
def test_what_names_nothing_is_refused_with_a_sentence(text: str, at: LookedAt) -> None:
    with pytest.raises(LessonTextError) as refused:
        found(parse_quantity(text), at)
    assert len(str(refused.value)) > 10


def test_texts_are_filled_and_cut_into_terms(at: LookedAt) -> None:
    text = filled_text("[the gate](line:f) is {f[1]@3:.3f}, {steps} steps, {p other@1:.0%}", lambda key: at)
    value, other = at.run.value("f")[2, 0], at.result.answers
    assert other is not None
    assert text == f"[the gate](line:f) is {value:.3f}, 9 steps, {100 * other.p[0, 0]:.0f}%"
    assert pieces(text)[:2] == (TextPiece("the gate", "line:f"), TextPiece(text.partition(")")[2]))


def test_claims() -> None:
    assert holds(parse_claim("h[1]@3 = 16"), 16.0) and not holds(parse_claim("h = 16"), 16.1)
    assert holds(parse_claim("h = 7 ± 0.001"), 6.9995) and not holds(parse_claim("h = 7 ± 0.001"), 7.01)
    assert holds(parse_claim("p other > 0.5"), 0.6) and not holds(parse_claim("p other > 0.5"), 0.5)
    for text in ("h", "h == 3", "h = x", "= 3", "h = 1e9e9"):
        with pytest.raises(LessonTextError):
            parse_claim(text)


WIRED = with_others("wiring")


@pytest.mark.parametrize(
    ("text", "row", "layer", "way"),
    [
        ("h@3[2] in cell 1", 0, 0, "forward"),
        ("h@3[2] in cell 4", 3, 0, "forward"),
        ("h@3[2] in cell 4 in layer 2", 3, 1, "forward"),
        ("h@3[2] in cell 3 in layer 1:backward", 2, 0, "backward"),
        ("h@3[2] in layer 1", 0, 0, "forward"),
    ],
)
def test_a_quantity_may_be_of_another_cell_layer_or_direction(text: str, row: int, layer: int, way: str) -> None:
    at = looked(WIRED)
    assert number(parse_quantity(text), at) == at.rows[row].run(layer, way).value("h")[2, 1]


def test_the_present_step_is_the_same_word_everywhere() -> None:
    at = looked(WIRED)
    words = [found(parse_quantity(f"word in cell {cell}"), at) for cell in (1, 2, 3, 4)]
    assert {*words, found(parse_quantity("word in cell 3 in layer 1:backward"), at)} == {"Taipei"}


def test_everything_that_is_learned_is_counted() -> None:
    at = looked(WIRED)
    counted = [number(parse_quantity(f"total in cell {cell}"), at) for cell in (1, 3, 4)]
    n, m = 3, at.run.value("x").shape[1]
    assert counted == [n * (m + n + 1), 2 * n * (m + n + 1), n * (m + n + 1) + n * (2 * n + 1)]


CONDITIONS = [
    "step >= 7", "step < 6", "unit = 2", "backward", "line f", "selected line:f", "held f = 0", "edited U_f",
    "edited b_i", "changed seed", "changed gain", "changed keep_bias", "changed hidden", "changed silent",
    "changed sequence", "changed cell", "changed input_scale", "gain = 0", "silent >= 20", "keep_bias < -1",
    "hidden > 3", "cell = gru", "answered",
]  # fmt: skip


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_is_false_until_it_is_brought_about(text: str) -> None:
    condition = parse_condition(text)
    assert not met(condition, STATE, STATE, False)
    assert met(condition, STATE, deed(condition, STATE, 1.0), False)


@pytest.mark.parametrize(("text", "cell"), [("layer = 2", 3), ("way backward", 2)])
def test_another_layer_or_direction_is_gone_to(text: str, cell: int) -> None:
    condition, state = parse_condition(text), Situation(WIRED.rows[cell], Cursor(5))
    assert not met(condition, state, state, False)
    assert met(condition, state, deed(condition, state, None), False)


def test_words_of_the_networks_own_are_counted() -> None:
    setup = load_trained("next_word").with_sequence(parse_sequence("^ the cat"))
    condition, state = parse_condition("written >= 2"), Situation(setup)
    assert not met(condition, state, state, False)
    done = deed(condition, state, None)
    assert met(condition, state, done, False) and not met(parse_condition("written >= 3"), state, done, False)


def test_a_hold_counts_at_the_step_of_the_story() -> None:
    held = deed(parse_condition("held f = 0"), STATE, None)
    free, zero = parse_condition("free f"), parse_condition("held f = 0")
    elsewhere = replace(held, setup=replace(held.setup, holds=(replace(held.setup.holds[0], first=0, last=2),)))
    assert met(zero, STATE, held, False) and not met(free, STATE, held, False)
    assert not met(zero, STATE, elsewhere, False) and met(free, STATE, elsewhere, False)
    assert not met(parse_condition("held f = 1"), STATE, held, False)
    assert met(free, STATE, deed(free, held, None), False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "place = compare",
        "way up",
        "f = 0",
        "step",
        "held f",
        "step >= x",
        "changed W",
        "__import__('os')",
        "held f = 1.2.3",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(LessonTextError):
        parse_condition(text)


def test_a_condition_that_cannot_be_met_is_told() -> None:
    for text in ("edited W_q", "line q", "cell = nothing"):
        with pytest.raises((ExperimentError, ValueError)):
            deed(parse_condition(text), STATE, None)
    assert not met(parse_condition("step >= 20"), STATE, deed(parse_condition("step >= 20"), STATE, None), False)


ASKED = Question(Words("?", "？"), number=parse_quantity("h[1]@3"), tolerance=0.01, hidden=(parse_quantity("h@3"),))
HELD = parse_condition("held f = 0")
LESSON = Lesson(
    "sample", 0, Words("A", "甲"),
    (
        LessonPage("read", Words("1"), Words("{h[1]@3}"), STATE),
        LessonPage("do", Words("2"), Words("{h[1]@3 on hold}"), STATE, done=(HELD,), question=ASKED),
        LessonPage("hold", Words("3"), Words(""), deed(HELD, STATE, None), question=ASKED),
    ),
)  # fmt: skip


def test_a_course_is_taken_page_by_page_and_back() -> None:
    before = Situation(Setup.of("gru", 2), Cursor(1), Selection(unit=1))
    course = LessonProgress(LESSON, before)
    assert course.state == state_of(LESSON.pages[0]) and course.hidden == ()
    course = turned_to(course, 1)
    assert course.done == {"read"} and course.hidden == ASKED.hidden
    held = deed(parse_condition("held f = 0"), course.state, None)
    assert "do" not in noticed(course, held).done
    wrong = answered(course, 7.0)
    assert wrong.hidden == ASKED.hidden and revealed(wrong).hidden == ()
    assert not is_right(course.page, 7.0) and course.answer is None
    assert undone(wrong, STATE) == (HELD,) and undone(wrong, held) == ()
    course = noticed(wrong, held)
    assert course.done == {"read", "do"} and "do" in noticed(course, STATE).done and not course.finished
    course = noticed(answered(turned_to(course, 9), 0.0), course.lesson.pages[2].state)
    assert course.finished and course.left == before
    back = turned_to(course, 1)
    assert back.answer == 7.0 and back.state == replace(STATE, answer=7.0) and turned_to(back, -3).at == 0


def test_an_answer_in_numbers_is_compared_with_the_run_of_the_page() -> None:
    page = LESSON.pages[2]
    right = looked(page.state).run.value("h")[2, 0]
    assert is_right(page, right + 0.009) and not is_right(page, right + 0.02)
    assert is_complete(page, page.state, replace(page.state, answer=9.0)) and not is_complete(
        page, page.state, page.state
    )


def test_a_text_may_name_the_run_of_another_page() -> None:
    other = looked(LESSON.pages[2].state).run.value("h")[2, 0]
    text = filled(LESSON, "{h[1]@3 on hold:.4f}", looked(STATE))
    assert text.replace("−", "-") == f"{other:.4f}"
