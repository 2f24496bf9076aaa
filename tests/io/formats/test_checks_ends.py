"""What a document may hold of trained weights, plans, several sequences and given numbers: on each limit and beyond."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np
import pytest

from rnnviz.io.document import DocumentError, decode, encode
from rnnviz.io.fields import check_fields
from rnnviz.io.formats import checks, checks_learned
from rnnviz.io.formats.saved import Saved
from rnnviz.io.formats.simulations import SimulationTable, arrays_of
from rnnviz.io.formats.tables import ArrayTable, HoldTable, hold_of, hold_table
from rnnviz.io.refused import Refused, entry
from rnnviz.model.batch.batch import Batch, Sample
from rnnviz.model.setup.answer import Prediction, Readout, Target
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.trained.own import OwnData
from rnnviz.model.trained.plan import Plan
from rnnviz.model.trained.twin import Twin
from tests.io.formats.test_second import RAW, TAUGHT

PLANNED = json.loads(encode(Saved(replace(Setup.of("rnn", 2), plan=Plan("sgd", 0.5, 4, 2.0, "value", "cosine", 7)))))
SETUP = Setup.of("rnn", 3)


def why(act: Callable[..., object], *given: Any) -> tuple[str, str, dict[str, Any]]:
    """Where, which refusal and its values; nothing where it is read."""
    try:
        act(*given)
    except Refused as refused:
        return str(refused.where), refused.why.key, dict(refused.why.values)
    return "", "", {}


def refusal(raw: Any, place: tuple[str | int, ...], to: Any) -> str:
    """Why a document with this in this place of its first simulation is not read; nothing where it is."""
    raw = json.loads(json.dumps(raw))
    reduce(lambda table, name: table[name], ("simulations", 0, *place[:-1]), raw)[place[-1]] = to
    try:
        decode(json.dumps(raw).encode(), "x.rnnviz")
    except DocumentError as refused:
        return str(refused)
    return ""


LIMITS = [
    (TAUGHT, ("learned", "updates"), 0, 10_000_000), (TAUGHT, ("learned", "seed"), 0, 999_999),
    (TAUGHT, ("learned", "tolerance"), 0.0, 1e6), (PLANNED, ("plan", "rate"), 1e-5, 10.0),
    (PLANNED, ("plan", "batch"), 1, 1024), (PLANNED, ("plan", "stop"), 1, 1_000_000),
    (PLANNED, ("plan", "clip"), 1e-3, 1e6), (TAUGHT, ("twin", "swaps", 0, "step"), 0, 8),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "place", "low", "high"), LIMITS, ids=lambda v: str(v) if isinstance(v, tuple) else "")
def test_numbers_of_training_and_writing_at_their_limits(
    raw: Any, place: tuple[str | int, ...], low: float, high: float
) -> None:
    """Other things may be wrong then, but not this number."""
    beyond = 1 if isinstance(low, int) else low * 1e-3 + 1e-6
    for value in (low, high):
        assert f"{place[-1]} is" not in refusal(raw, place, value)
    for value in (low - beyond, high + (1 if isinstance(low, int) else 1e-3)):
        said = refusal(raw, place, value)
        assert f"{place[-1]} is" in said and "from" in said


@pytest.mark.parametrize("name", ["rule", "by", "schedule"])
def test_names_of_a_plan_are_those_there_are(name: str) -> None:
    assert f"plan: {name} is “other”" in refusal(PLANNED, ("plan", name), "other")


def test_a_plan_comes_back_as_it_was() -> None:
    found = decode(json.dumps(PLANNED).encode(), "x").setup.plan
    assert found == Plan("sgd", 0.5, 4, 2.0, "value", "cosine", 7)
    assert "plan" not in json.loads(encode(Saved(Setup.of("rnn", 2))))["simulations"][0]
    unclipped = replace(Setup.of("rnn", 2), plan=Plan("sgd"))
    raw = json.loads(encode(Saved(unclipped)))["simulations"][0]
    assert raw["plan"]["clip"] is None and decode(encode(Saved(unclipped)), "x").setup == unclipped


def test_what_is_said_of_a_training() -> None:
    learned = decode(json.dumps(TAUGHT).encode(), "x").setup.learned
    assert learned is not None
    for task, good in (("", False), ("t", True), ("t" * 40, True), ("t" * 41, False)):
        assert (why(checks_learned.check_learned, "l", replace(learned, task=task))[1] == "") == good
    for count, good in ((0, True), (16, True), (17, False)):
        settings = tuple((f"s{n}", n) for n in range(count))
        assert (why(checks_learned.check_learned, "l", replace(learned, settings=settings))[1] == "") == good
    for count, good in ((400, True), (401, False)):
        words = tuple(f"w{n}" for n in range(count))
        assert (why(checks_learned.check_learned, "l", replace(learned, words=words))[1] == "") == good
    for word, good in (("w", True), ("w" * 40, True), ("w" * 41, False), ("", False)):
        assert (why(checks_learned.check_learned, "l", replace(learned, words=(word, "v")))[1] == "") == good
    assert why(checks_learned.check_learned, "l", replace(learned, words=("a", "b", "a"))) == (
        "l.words",
        "words.twice",
        {},
    )


def test_columns_of_own_data_are_of_one_length_and_not_too_many() -> None:
    numbers = tuple(float(n % 7) for n in range(200))
    for count in (64, 65):
        own = OwnData("o", columns=tuple((f"c{n}", numbers) for n in range(count)))
        found = why(checks_learned.check_own, "own", own)
        assert found == (("", "", {}) if count == 64 else ("own", "own.uneven", {"most": 64}))
    uneven = OwnData("o", columns=(("a", numbers), ("b", numbers[1:])))
    assert why(checks_learned.check_own, "own", uneven) == ("own", "own.uneven", {"most": 64})


def test_what_is_drawn_has_a_temperature_and_a_seed() -> None:
    for heat, seed, good in ((0.0, 0, True), (2.0, 999_999, True), (-0.01, 0, False), (2.01, 0, False),
                             (1.0, -1, False), (1.0, 10**6, False)):  # fmt: skip
        setup = replace(SETUP, prediction=Prediction(heat, seed))
        assert (why(checks_learned.check_prediction, "p", setup)[1] == "") == good


def test_what_was_written_stands_behind_something_given() -> None:
    three = Setup.of("rnn", 2).with_sequence(parse_sequence("go on go"))
    asked = three.with_readout(Readout("softmax", ("go", "on")))
    for setup, most in ((three, 0), (asked, 2), (asked.with_sequence(parse_sequence("go")), 0)):
        for count, good in ((0, True), (most, True), (most + 1, False)):
            found = why(checks_learned.check_prediction, "p", replace(setup, prediction=Prediction(1.0, 0, count)))
            assert found == (
                ("", "", {}) if good else ("p.written", "value.range", {"value": count, "low": 0, "high": most})
            )
    foreign = asked.with_sequence(parse_sequence("go on up"))
    for count, ended, key in ((0, "", ""), (1, "", "word.unknown"), (0, "on", ""), (0, "up", "word.unknown")):
        said = replace(foreign, prediction=Prediction(1.0, 0, count, ended))
        assert why(checks_learned.check_prediction, "p", said)[1] == key


def test_a_twin_changes_words_that_are_there() -> None:
    words = ("I", "go")
    good = Twin(((1, "stay"),), (Target(1, "x"),))
    assert why(checks_learned.check_swaps, "t", good, words, 2)[1] == ""
    two = Twin(((0, "you"), (1, "stay")))
    assert why(checks_learned.check_swaps, "t", two, words, 2)[1] == ""
    assert why(checks_learned.check_swaps, "t", Twin(((0, "a"), (1, "b"), (1, "c"))), words, 2)[2]["high"] == 2
    assert why(checks_learned.check_swaps, "t", Twin(((2, "a"),)), words, 2)[2] == {"value": 2, "low": 0, "high": 1}
    assert why(checks_learned.check_swaps, "t", Twin(((0, "a"), (5, "a"))), words, 2)[0] == "t.swaps, entry 2: step"
    late = Twin(((1, "stay"),), (Target(0, "x"), Target(2, "x")))
    where, key, values = why(checks_learned.check_swaps, "t", late, words, 2)
    assert (where, key, values["high"]) == ("t.targets, entry 2: step", "value.range", 1)


# several sequences -------------------------------------------------------------------------------------------


def batched(count: int, place: int = 0) -> Setup:
    samples = tuple(Sample(parse_sequence(f"go {word}")) for word in ("on", "in", "up", "by")[:count])
    return replace(Setup.of("rnn", 2).with_sequence(samples[place].sequence), batch=Batch(samples, place))


def test_sequences_side_by_side_and_the_place_of_the_one_on_the_tape() -> None:
    raw = json.loads(encode(Saved(batched(3, 1))))
    assert decode(json.dumps(raw).encode(), "x").setup == batched(3, 1)
    for place, good in ((0, True), (2, True), (3, False), (-1, False)):
        assert (refusal(raw, ("batch", "place"), place) == "") == good
    samples = raw["simulations"][0]["batch"]["samples"]
    for count, good in ((1, False), (2, True), (64, True), (65, False)):
        said = refusal(raw, ("batch", "samples"), (samples * 22)[:count])
        assert (said == "") == good and (good or f"{count}" in said)
    assert "must be from 2 to 64" in refusal(raw, ("batch", "samples"), samples[:1])
    assert "samples, entry 2: loss: kind" in refusal(raw, ("batch", "samples", 1, "loss", "kind"), "cubed")
    assert "entry 2" in refusal(raw, ("batch", "samples", 1, "targets"), [{"step": 2000}])
    assert refusal(raw, ("batch", "samples", 1, "targets"), [{"step": 1999}]) == ""


# given numbers, holds, sizes ----------------------------------------------------------------------------------


def test_given_numbers_have_the_shape_of_what_they_are_given_to() -> None:
    shapes = {"W": (2, 3), "b": (2,), "alpha": (1,)}
    assert checks.check_array("a", "W", [[0.0] * 3] * 2, shapes) == (2, 3)
    assert checks.check_array("a", "b", [[0.0, None]], shapes) == (2,)
    for name, rows, height, width in (
        ("W", [[0.0] * 3], 2, 3), ("W", [[0.0] * 3] * 3, 2, 3), ("W", [[0.0] * 3, [0.0] * 2], 2, 3),
        ("b", [[0.0]] * 2, 1, 2), ("b", [], 1, 2),
    ):  # fmt: skip
        assert why(checks.check_array, "a", name, rows, shapes) == (
            "a", "array.shape", {"name": name, "height": height, "width": width},
        )  # fmt: skip
    assert why(checks.check_array, "a", "V", [], shapes)[1] == "array.name"
    for value, good in ((1e6, True), (-1e6, True), (1e6 + 1, False), (-1e6 - 1, False)):
        assert (why(checks.check_array, "a", "b", [[0.0, value]], shapes)[1] == "") == good
    found = arrays_of(
        "a", (ArrayTable(name="b", rows=((1.0, None),)), ArrayTable(name="W", rows=((1.0,) * 3,) * 2)), shapes
    )
    assert found["b"].shape == (2,) and np.isnan(found["b"][1]) and found["W"].shape == (2, 3)
    assert why(arrays_of, "a", (ArrayTable(name="b", rows=((1.0, 2.0),)), ArrayTable(name="q", rows=())), shapes)[
        0
    ] == str(entry("a", 2))


def test_edits_are_of_entries_there_are() -> None:
    for index, good in (
        ((0, 9), True),
        ((2, 0), True),
        ((3, 0), False),
        ((0, 10), False),
        ((-1, 0), False),
        ((0,), False),
    ):
        found = why(checks.check_edit, "e", Edit("W", index, 1.0), SETUP)
        assert found == (("", "", {}) if good else ("e", "edit.entry", {"name": "W", "size": "3 × 10"}))
    assert why(checks.check_edit, "e", Edit("b", (3,), 1.0), SETUP)[2] == {"name": "b", "size": "3"}
    for value, good in ((1e6, True), (-1e6, True), (1.1e6, False), (-1.1e6, False)):
        assert (why(checks.check_edit, "e", Edit("b", (0,), value), SETUP)[1] == "") == good
    where, key, values = why(checks.check_edit, "e", Edit("B", (0,), 1.0), SETUP)
    assert (where, key, values["name"], values["cell"]) == ("e", "edit.parameter", "B", "Simple RNN")
    assert why(checks.check_edit, "e", Edit("b", (0,), 1.0, layer=1), SETUP)[0] == "e.layer"


def test_holds_are_of_lines_there_are_and_end_after_they_begin() -> None:
    for first, last, key in (
        (None, None, ""), (0, None, ""), (None, 1999, ""), (2, 2, ""), (1999, 1999, ""), (3, 2, "hold.backwards"),
        (-1, None, "value.range"), (None, 2000, "value.range"),
    ):  # fmt: skip
        assert why(checks.check_hold, "h", Hold("h", 0.0, first, last), SETUP)[1] == key
    assert why(checks.check_hold, "h", Hold("h", 0.0, 3, 2), SETUP)[2] == {"first": 3, "last": 2}
    for hold in (Hold("h", 0.5, 1, 2, 1, "backward"), Hold("f", 1.0)):
        assert hold_of(hold_table(hold)) == hold
    assert hold_table(Hold("f", 1.0)) == HoldTable(line="f", value=1.0)


def test_the_memory_a_run_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a simple RNN two products, their sum and the new state are kept: four vectors a step."""
    sizes = {
        Setup.of("rnn", 3): 4 * 3 * 9, Setup.of("rnn", 3).with_silence(1): 4 * 3 * 10,
        Setup((LayerChoice("rnn", hidden=3, direction="both"), LayerChoice("rnn", hidden=2))): (2 * 3 + 2) * 4 * 9,
    }  # fmt: skip
    for setup, count in sizes.items():
        monkeypatch.setattr(checks, "MAX_VALUES", count)
        assert why(checks.check_size, setup)[1] == ""
        monkeypatch.setattr(checks, "MAX_VALUES", count - 1)
        assert why(checks.check_size, setup)[1:] == ("run.large", {"count": count, "limit": count - 1})


def test_a_cell_has_up_to_so_many_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MAX_PARAMETERS", 3)
    assert why(checks.check_size, SETUP)[1] == ""
    monkeypatch.setattr(checks, "MAX_PARAMETERS", 2)
    assert why(checks.check_size, SETUP)[2] == {"value": 3, "low": 0, "high": 2}


def test_a_cursor_and_a_unit_behind_the_end_are_brought_inside() -> None:
    two = Setup((LayerChoice("rnn", hidden=2), LayerChoice("rnn", hidden=4)))
    found = checks.checked(Saved(two, Cursor(1999, 500, layer=1), 63))
    assert (found.unit, found.cursor.step, found.cursor.layer) == (3, 8, 1)
    assert (
        checks.checked(Saved(two, Cursor(layer=0), 1)).unit == 1 and checks.checked(Saved(two, Cursor(), 9)).unit == 1
    )


def test_a_field_that_is_not_known_or_lacking_is_named() -> None:
    table = json.loads(json.dumps(RAW["simulations"][0]))
    assert why(check_fields, table, SimulationTable)[1] == ""
    assert why(check_fields, {**table, "gian": 1}, SimulationTable)[1] == "table.unknown"
    lacking = {name: value for name, value in table.items() if name != "silent"}
    assert why(check_fields, lacking, SimulationTable) == ("", "table.missing", {"field": "silent"})
    for name, value in (("silent", True), ("silent", 1.0), ("holds", {}), ("dtype", 1), ("weights", []), ("twin", 3)):
        where, key, _ = why(check_fields, {**table, name: value}, SimulationTable)
        assert (where, key) == (name, "table.kind")
    assert why(check_fields, {**table, "input_scale": 1}, SimulationTable)[1] == ""
    where, key, _ = why(check_fields, {**table, "layers": [table["layers"][0], 3]}, SimulationTable)
    assert (where, key) == (str(entry("layers", 2)), "table.kind")
    long = why(check_fields, {**table, "x" * 41: 1}, SimulationTable)[2]["field"]
    assert long == "x" * 39 + "…" and why(check_fields, {**table, "x" * 40: 1}, SimulationTable)[2]["field"] == "x" * 40
