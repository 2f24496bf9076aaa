"""Conditions of lessons at their edges: counted from one, and each side of a sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rnnviz.model.lessons.conditions import Condition, deed, met, parse_condition
from rnnviz.model.lessons.quantities import compared
from rnnviz.model.lessons.situation import LessonTextError, Situation
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

SETUP = Setup.of("lstm", 3)
STATE = Situation(SETUP, Cursor(5))
TWO = Situation(Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("lstm", hidden=3))), Cursor(2))


def refusal(act: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(LessonTextError) as caught:
        act(*given)
    return caught.value.why.key, dict(caught.value.why.values)


def is_met(text: str, now: Situation, before: Situation = STATE, right: bool = False) -> bool:
    return met(parse_condition(text), before, now, right)


# conditions ----------------------------------------------------------------------------------------------------

PARSED = {
    "step >= 6": ("step", "step", ">=", 6.0), " unit=3 ": ("unit", "unit", "=", 3.0),
    "gain < 0.5": ("gain", "gain", "<", 0.5),
    "keep_bias <= -1.5": ("keep_bias", "keep_bias", "<=", -1.5), "held f = 0.5": ("held", "f", "=", 0.5),
    "held c = -2": ("held", "c", "=", -2.0), "free f": ("free", "f", "=", 0.0), "cell = gru": ("cell", "gru", "=", 0.0),
    "line h": ("line", "h", "=", 0.0), "right": ("right", "", "=", 0.0), "seed > 3": ("seed", "seed", ">", 3.0),
}  # fmt: skip


@pytest.mark.parametrize("text", PARSED)
def test_a_condition_has_a_kind_a_name_and_a_number(text: str) -> None:
    assert parse_condition(text) == Condition(text.strip(), *PARSED[text])


def test_what_is_no_condition_is_quoted_to_its_beginning() -> None:
    for count in (60, 61):
        assert refusal(parse_condition, "q" * count) == ("lesson.condition", {"text": "q" * 60})
    assert refusal(parse_condition, "held f = 1.2.3")[0] == "lesson.condition"


@pytest.mark.parametrize(
    ("sign", "below", "equal", "above"),
    [("<", True, False, False), ("<=", True, True, False), ("=", False, True, False), (">=", False, True, True),
     (">", False, False, True)],
)  # fmt: skip
def test_each_side_of_a_sign(sign: str, below: bool, equal: bool, above: bool) -> None:
    assert [compared(x, sign, 2.0) for x in (1.0, 2.0, 3.0)] == [below, equal, above]
    assert [is_met(f"step {sign} 6", replace(STATE, cursor=Cursor(t))) for t in (4, 5, 6)] == [below, equal, above]
    for unit, wanted in ((0, below), (1, equal), (2, above)):
        assert is_met(f"unit {sign} 2", replace(STATE, selection=replace(STATE.selection, unit=unit))) == wanted
    for gain, wanted in ((0.5, below), (1.0, equal), (1.5, above)):
        assert is_met(f"gain {sign} 1", replace(STATE, setup=SETUP.with_weights(gain=gain))) == wanted
    for layer, wanted in ((0, sign in ("<", "<=")), (1, sign in ("<=", "=", ">="))):
        now = replace(TWO, cursor=replace(TWO.cursor, layer=layer))
        assert is_met(f"layer {sign} 2", now, TWO) == wanted


def test_a_knob_nobody_has_set_meets_nothing() -> None:
    assert SETUP.weights.keep_bias is None
    assert not any(is_met(f"keep_bias {sign} 0", STATE) for sign in ("<", "<=", "=", ">=", ">"))
    assert is_met("keep_bias = 0", replace(STATE, setup=SETUP.with_weights(keep_bias=0.0)))


def held(*holds_: Hold, step: int = 3) -> Situation:
    setup = SETUP
    for one in holds_:
        setup = setup.with_hold(one)
    return Situation(setup, Cursor(step))


@pytest.mark.parametrize(
    ("hold", "steps"),
    [(Hold("f", 0.5), range(9)), (Hold("f", 0.5, 2, 4), (2, 3, 4)), (Hold("f", 0.5, 3), range(3, 9)),
     (Hold("f", 0.5, None, 1), (0, 1)), (Hold("f", 0.5, 0, 0), (0,)), (Hold("g", 0.5), ()),
     (Hold("f", 0.5, layer=1), ())],
)  # fmt: skip
def test_a_hold_is_met_in_the_steps_it_holds(hold: Hold, steps: Any) -> None:
    for t in range(9):
        now = Situation(replace(SETUP, holds=(hold,)), Cursor(t))
        assert is_met("held f = 0.5", now) == (t in steps) and is_met("free f", now) == (t not in steps)
        assert not is_met("held f = 0.25", now)


def test_a_line_is_met_where_the_story_tells_single_lines() -> None:
    names = list(STATE.lines)
    for grain, told in (("line", True), ("stage", True), ("step", False)):
        assert is_met("line c", replace(STATE, cursor=Cursor(5, names.index("c"), grain=grain))) == told
    assert not is_met("line c", replace(STATE, cursor=Cursor(5, names.index("o"), grain="line")))
    assert not is_met("line c", replace(STATE, cursor=Cursor(5, len(names), grain="line")))


def test_only_the_parameter_that_is_named_counts_as_edited() -> None:
    other = replace(STATE, setup=SETUP.with_number("0.U_i", (0, 0), 2.0))
    mine = replace(STATE, setup=SETUP.with_number("0.U_f", (0, 0), 2.0))
    assert not is_met("edited U_f", other) and is_met("edited U_i", other)
    assert is_met("edited U_f", mine) and is_met("edited 0.U_f", mine) and not is_met("edited U_f", mine, before=mine)
    assert is_met("edited U_f", STATE, before=mine)


def test_what_counts_as_changed() -> None:
    changes = {
        "seed": SETUP.with_weights(seed=5), "gain": SETUP.with_weights(gain=2.0), "hidden": SETUP.with_hidden(4),
        "keep_bias": SETUP.with_weights(keep_bias=1.0), "silent": SETUP.with_silence(2), "cell": SETUP.with_cell("gru"),
        "input_scale": replace(SETUP, input_scale=2.0), "sequence": SETUP.with_silence(0),
    }  # fmt: skip
    for name, setup in changes.items():
        for asked in changes:
            assert is_met(f"changed {asked}", replace(STATE, setup=setup)) == (asked == name and name != "sequence")


def test_a_direction_and_an_answer_are_met_where_they_are() -> None:
    assert is_met("forward", STATE) and not is_met("backward", STATE)
    back = replace(STATE, cursor=replace(STATE.cursor, pass_="backward"))
    assert is_met("backward", back) and not is_met("forward", back)
    assert is_met("way forward", TWO, TWO) and not is_met("way backward", TWO, TWO)
    assert is_met("right", STATE, right=True) and not is_met("right", STATE)
    assert is_met("answered", replace(STATE, answer=0.0)) and not is_met("answered", STATE)
    assert is_met("cell = lstm", STATE) and not is_met("cell = gru", STATE)


@pytest.mark.parametrize(
    ("text", "step"),
    [("step >= 3", 2), ("step = 3", 2), ("step > 3", 3), ("step < 3", 1), ("step <= 3", 2), ("step > 40", 8)],
)
def test_a_step_is_gone_to(text: str, step: int) -> None:
    assert deed(parse_condition(text), STATE, None).cursor.step == step


@pytest.mark.parametrize(
    ("text", "read", "value"),
    [
        ("gain > 1", lambda s: s.weights.gain, 2.0), ("gain < 1", lambda s: s.weights.gain, 0.0),
        ("gain = 0.5", lambda s: s.weights.gain, 0.5), ("seed > 3", lambda s: s.weights.seed, 4),
        ("hidden >= 5", lambda s: s.layers[0].hidden, 5), ("silent > 1", lambda s: s.silent, 2),
        ("input_scale = 2", lambda s: s.input_scale, 2.0), ("keep_bias < 1", lambda s: s.weights.keep_bias, 0.0),
        ("changed seed", lambda s: s.weights.seed, 1), ("changed gain", lambda s: s.weights.gain, 2.0),
        ("changed hidden", lambda s: s.layers[0].hidden, 4), ("changed cell", lambda s: s.layers[0].cell_key, "gru"),
        ("changed keep_bias", lambda s: s.weights.keep_bias, 1.0),
        ("edited U_f", lambda s: s.network().params["0.U_f"][0, 0], 0.125),
        ("changed sequence", lambda s: s.sequence.words[-1], SETUP.sequence.words[0]),
    ],
)  # fmt: skip
def test_what_is_done_to_meet_a_condition(text: str, read: Any, value: Any) -> None:
    assert read(deed(parse_condition(text), STATE, None).setup) == value


def test_more_that_is_done() -> None:
    assert deed(parse_condition("unit = 3"), STATE, None).selection.unit == 2
    assert deed(parse_condition("layer = 2"), TWO, None).cursor.layer == 1
    assert deed(parse_condition("way backward"), TWO, None).cursor.way == "backward"
    assert (
        deed(parse_condition("answered"), STATE, 2.0).answer == deed(parse_condition("right"), STATE, 2.0).answer == 2.0
    )
    assert deed(parse_condition("line c"), STATE, None).cursor == replace(
        STATE.cursor, grain="line", line=STATE.lines.index("c")
    )
    gru = replace(STATE, setup=SETUP.with_cell("gru"))
    assert deed(parse_condition("changed cell"), gru, None).setup.layers[0].cell_key == "lstm"
    back = replace(TWO, cursor=replace(TWO.cursor, way="backward"))
    hold = deed(parse_condition("held h = 0.5"), back, None).setup.holds[0]
    assert hold == Hold("h", 0.5, layer=0, way="backward")
