"""Quantities, claims and texts of lessons, and a course that is taken, at their edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.model.lessons.conditions import parse_condition
from rnnviz.model.lessons.filling import (
    MISSING,
    _number,
    filled,
    filled_or_not,
    pieces,
    placeholders,
    quantities,
    spoken,
    terms,
)
from rnnviz.model.lessons.lesson import Lesson, LessonPage, Question, Words
from rnnviz.model.lessons.looking import found, number
from rnnviz.model.lessons.progress import LessonProgress, is_complete, is_right, looked, tasks, turned_to, undone
from rnnviz.model.lessons.quantities import MAX_TEXT, Claim, holds, parse_claim, parse_quantity
from rnnviz.model.lessons.situation import Situation
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from tests.model.lessons.test_lessons_ends import STATE, TWO, refusal

# quantities ----------------------------------------------------------------------------------------------------


def test_a_quantity_in_all_its_parts() -> None:
    asked = parse_quantity("  h[2,1]@3 in cell 2 in layer 1:backward on other-page:.3f ")
    assert (asked.kind, asked.name, asked.index, asked.step, asked.page, asked.form) == (
        "value",
        "h",
        (1, 0),
        2,
        "other-page",
        ".3f",
    )
    assert (asked.cell, asked.layer, asked.way) == (1, 0, "backward")
    bare = parse_quantity("h")
    assert (bare.index, bare.step, bare.cell, bare.layer, bare.way, bare.page, bare.form) == (
        (),
        None,
        None,
        None,
        "",
        "",
        "",
    )
    assert (
        parse_quantity("h@last").step == -1 and parse_quantity("h@now").step is None and parse_quantity("h@1").step == 0
    )
    share = parse_quantity("share g of c@2")
    assert (share.kind, share.name, share.of, share.step) == ("share", "g", "c", 1)
    assert parse_quantity("p there is").name == "there is" and parse_quantity("loss").kind == "loss"


def test_a_quantity_is_so_long_at_most() -> None:
    assert parse_quantity("h" * MAX_TEXT).name == "h" * MAX_TEXT
    for text in ("h" * (MAX_TEXT + 1), " ", "h@0", "h[0]", "h[1,0]", "h@3@4", "share g"):
        assert refusal(parse_quantity, text) == ("lesson.quantity", {"text": text[:MAX_TEXT]})
    assert refusal(parse_quantity, "power 3")[1]["word"] == "power"


@pytest.mark.parametrize(
    ("text", "number_", "slack", "good", "bad"),
    [("h = 16", 16.0, 0.0, (16.0, 16 + 1e-9), (16.0001,)), ("h = 7 ± 0.5", 7.0, 0.5, (6.5, 7.5), (6.49, 7.51)),
     ("h = 0", 0.0, 0.0, (5e-10, -5e-10), (2e-9,)), ("h = -1e3", -1000.0, 0.0, (-1000.0000005,), (-1000.01,)),
     ("h > 1", 1.0, 0.0, (1.1,), (1.0,)), ("h <= 1", 1.0, 0.0, (1.0,), (1.1,))],
)  # fmt: skip
def test_a_claim_holds_to_its_slack(text: str, number_: float, slack: float, good: Any, bad: Any) -> None:
    claim = parse_claim(text)
    assert (claim.number, claim.slack, claim.text) == (number_, slack, text) and isinstance(claim, Claim)
    assert all(holds(claim, value) for value in good) and not any(holds(claim, value) for value in bad)


def test_claims_that_are_none() -> None:
    long = "h " + "x" * 200
    assert refusal(parse_claim, long) == ("lesson.claim", {"text": long[:MAX_TEXT]})
    assert refusal(parse_claim, "h = 1e9e9") == ("lesson.claim", {"text": "h = 1e9e9"})


def test_steps_and_entries_a_run_does_not_have() -> None:
    at = looked(STATE)
    assert number(parse_quantity("h@9[3]"), at) == at.run.value("h")[8, 2]
    assert number(parse_quantity("h@last[1]"), at) == at.run.value("h")[8, 0]
    assert refusal(found, parse_quantity("h@10"), at) == ("lesson.step", {"text": "h@10", "count": 9})
    for step in (-2, 9):
        assert refusal(found, replace(parse_quantity("h"), step=step), at)[0] == "lesson.step"
    for text in ("h[4]", "h[1,1]", "weight U_f[1]", "weight U_f[4,1]"):
        assert refusal(found, parse_quantity(text), at)[0] == "lesson.entry"
    assert refusal(number, parse_quantity("h@3"), at) == ("lesson.one", {"text": "h@3"})
    assert refusal(number, parse_quantity("word@3"), at) == ("lesson.one", {"text": "word@3"})
    nowhere = {
        "p a@1": "readout", "answer@1": "readout", "gradient Q": "parameter", "h in cell 1": "cell",
        "h in layer 2": "layer", "share q of c": "way", "h in layer 1:backward": "layer", "q@1": "nowhere",
        "log bound@1": "bound",
    }  # fmt: skip
    for text, key in nowhere.items():
        assert refusal(found, parse_quantity(text), at)[0] == f"lesson.{key}", text


def test_of_a_backward_direction_the_word_is_that_of_its_own_step() -> None:
    at = looked(replace(TWO, cursor=replace(TWO.cursor, way="backward", step=2)))
    words = TWO.setup.words
    assert found(parse_quantity("word"), at) == words[-3] and found(parse_quantity("word@1"), at) == words[-1]
    assert found(parse_quantity("word@1 in layer 2"), at) == words[0]


# texts ---------------------------------------------------------------------------------------------------------


def test_numbers_of_texts_are_printed_as_asked() -> None:
    at = looked(STATE)
    value = at.run.value("h")[2, 1]

    def said(text: str) -> str:
        return filled(text, lambda key: at)

    minus = "\u2212" if value < 0 else ""
    assert said("{h@3[2]:.1f}") == f"{minus}{abs(value):.1f}" and said("{h@3[2]:.4f}") == f"{minus}{abs(value):.4f}"
    assert said("{h@3[2]:.1%}") == f"{minus}{100 * abs(value):.1f}%" and "·10" in said("{h@3[2]:.2e}")
    assert said("{steps} {count U_f} {hidden}") == "9 9 3" and said("{h@3:.0f}").count(",") == 2
    four, five = (looked(Situation(Setup.of("rnn", units))) for units in (4, 5))
    assert filled("{h@3:.0f}", lambda key: four).count(",") == 3 and "…" not in filled("{h@3:.0f}", lambda key: four)
    assert (
        filled("{h@3:.0f}", lambda key: five).endswith(", …)") and filled("{h@3:.0f}", lambda key: five).count(",") == 4
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.0, "1,234"), (-3.0, "\u22123"), (-0.0, "0"), (0.5, "0.5"), (999_999.0, "999,999"), (1e6, "1·10⁶")],
)
def test_a_whole_number_is_printed_whole(value: float, text: str) -> None:
    assert _number(value, "") == text


def test_braces_have_partners_and_what_is_missing_is_a_dash() -> None:
    assert placeholders("a {b} c {d:.1f}") == ("b", "d:.1f") and placeholders("") == ()
    assert [asked.name for asked in quantities("{h@1} {c}")] == ["h", "c"]
    for text in ("a {b", "a} b", "{a{b}", "x" * 70 + "{"):
        assert refusal(placeholders, text) == ("lesson.brace", {"text": text[:60]})
    at = looked(STATE)
    assert filled_or_not("{q} {steps} {h@99}", lambda key: at) == f"{MISSING} 9 {MISSING}"
    assert filled_or_not("{h on gone}", {"": at}.__getitem__) == MISSING


def test_terms_and_what_is_spoken() -> None:
    text = "The [gate](line:f) is {f@1} and [h](line:h)."
    assert terms(text) == ("line:f", "line:h") and spoken(text) == "The gate is 0.00 and h."
    assert [(piece.words, piece.part) for piece in pieces("[a](b)[c](d) e")] == [("a", "b"), ("c", "d"), (" e", "")]
    assert pieces("") == ()


# a course ------------------------------------------------------------------------------------------------------

TASK = parse_condition("step >= 7")
ASKED = Question(Words("?"), (Words("a"), Words("b")), answer=1)
PAGES = (
    LessonPage("read", Words("1"), Words(), STATE), LessonPage("do", Words("2"), Words(), STATE, done=(TASK,)),
    LessonPage("ask", Words("3"), Words(), STATE, question=ASKED, done=(parse_condition("answered"), TASK)),
    LessonPage("end", Words("4"), Words(), STATE, question=ASKED),
)  # fmt: skip
COURSE = LessonProgress(Lesson("l", 0, Words("L"), PAGES), STATE)


def test_pages_are_turned_within_the_lesson_and_what_is_only_read_is_done_by_leaving_it() -> None:
    assert [turned_to(COURSE, at).at for at in (-1, 0, 3, 4)] == [0, 0, 3, 3]
    assert turned_to(COURSE, 1).done == {"read"} and turned_to(COURSE, 0).done == set()
    assert turned_to(turned_to(COURSE, 1), 2).done == {"read"} and turned_to(turned_to(COURSE, 3), 0).done == {"read"}
    assert turned_to(replace(COURSE, at=3), 3).done == set()


def test_what_is_left_to_do() -> None:
    there = replace(STATE, cursor=Cursor(6))
    ask = replace(COURSE, at=2)
    assert tasks(PAGES[2]) == (TASK,) and undone(ask, STATE) == (TASK,) and undone(ask, there) == ()
    assert undone(replace(ask, done=frozenset({"ask"})), STATE) == ()
    assert not is_complete(PAGES[2], STATE, there) and is_complete(PAGES[2], STATE, replace(there, answer=0.0))
    assert not is_complete(PAGES[2], STATE, replace(STATE, answer=1.0))
    assert not is_complete(PAGES[0], STATE, there) and is_complete(PAGES[1], STATE, there)
    assert is_complete(PAGES[3], STATE, replace(STATE, answer=0.0)) and not is_complete(PAGES[3], STATE, STATE)


def test_a_choice_is_right_or_not() -> None:
    assert is_right(PAGES[3], 1.0) and not is_right(PAGES[3], 0.0) and not is_right(PAGES[3], None)
    assert not is_right(PAGES[0], 1.0)
    value = looked(STATE).run.value("h")[2, 0]
    exact = replace(PAGES[3], question=Question(Words("?"), number=parse_quantity("h@3[1]"), tolerance=0.25))
    assert (
        is_right(exact, value + 0.2499) and not is_right(exact, value - 0.2501) and is_right(exact, np.float64(value))
    )
