"""Answers and figures of doc/model.md are what the app computes."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz.engine import Run
from rnnviz.model.figures.scales import percent_text
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.setup import Setup

TEXT = (Path(__file__).parents[1] / "doc" / "model.md").read_text(encoding="utf-8")
ANSWERS = re.split(r"^\d\. ", TEXT.partition("\nAnswers\n")[2], flags=re.MULTILINE)[1:]
SURVIVE, VANISH, EXPLODE = (SCENES[key].setup for key in ("survive", "vanish", "explode"))


def run_of(setup: Setup) -> Run:
    return runs_of(setup)[0][0]


def left(setup: Setup) -> float:
    norms = run_of(setup).norms()
    return float(norms[0] - norms[-1])


def test_every_exercise_has_its_answer() -> None:
    questions = TEXT.partition("## Exercises")[2].partition("\nAnswers\n")[0]
    assert len(re.findall(r"^\d\. ", questions, flags=re.MULTILINE)) == len(ANSWERS) == 4


def test_the_forget_bias() -> None:
    said = [percent_text(left(SURVIVE.with_weights(keep_bias=bias))) for bias in (0.0, 1.0, 2.0, 3.0)]
    assert ANSWERS[0].strip() == ", ".join(said) + "."


def test_two_gates_keep_the_memory() -> None:
    one = SURVIVE.with_hold(Hold("f", 1.0, 5))
    assert np.abs(np.diff(run_of(one).value("c")[4:], axis=0)).max() > 0.01
    both = run_of(one.with_hold(Hold("i", 0.0, 5)))
    assert np.array_equal(both.value("c")[5:], np.broadcast_to(both.value("c")[4], both.value("c")[5:].shape))
    assert 0 < np.abs(np.diff(both.value("h")[5:], axis=0)).max() < 0.01
    assert "forget gate at 1 and the input gate at 0" in ANSWERS[1] and "h still changes a little" in ANSWERS[1]


def test_the_price_of_keeping() -> None:
    gru = VANISH.with_cell("gru")
    setups = [gru.with_weights(keep_bias=bias) for bias in (0.0, 3.0, 6.0)]
    assert ANSWERS[2].startswith(", ".join(percent_text(left(setup)) for setup in setups) + ".")
    run = run_of(setups[-1])
    assert run.value("z").mean() == pytest.approx(0.0025, abs=0.0005) and np.abs(run.value("h")).max() < 0.002


def test_neither_explodes_nor_vanishes() -> None:
    radius = float(np.abs(run_of(EXPLODE).eigenvalues()).max())
    assert f"2.4 / {radius:.2f} = {2.4 / radius:.2f} makes ρ = 1.00" in ANSWERS[3]
    calm = EXPLODE.with_weights(gain=round(2.4 / radius, 2))
    assert f"{np.abs(run_of(calm).eigenvalues()).max():.2f}" == "1.00"
    assert f"{percent_text(left(calm))} is left" in ANSWERS[3]


def test_what_is_said_of_the_scenes() -> None:
    told = TEXT.partition("## Experiments worth showing")[2].partition("## Exercises")[0]
    assert f"{percent_text(left(VANISH))} is left" in told
    assert f"passes on about {10 ** (left(VANISH) / 39):.2f}" in told
    assert f"{percent_text(left(SURVIVE))} is left" in told
    seeds = sorted(left(SURVIVE.with_weights(seed=seed)) for seed in range(30))
    assert 10 ** np.median(seeds) > 0.7 and f"worst of thirty {percent_text(seeds[0])}" in told
    assert round(left(EXPLODE)) == 4 and "10⁴ times" in told
    loud = replace(EXPLODE, input_scale=10.0)
    assert left(loud) == pytest.approx(left(EXPLODE)) and left(loud.with_cell("rnn").with_weights(gain=2.4)) < -1
