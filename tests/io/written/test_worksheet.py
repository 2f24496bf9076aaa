"""Sheets of exercises: what is asked, what is given, and that the answers are the run's."""

import re

import numpy as np
import pytest

from rnnviz.io.written.worksheet import Exercise, SheetError, drawn_anew, readings, sheet, write_sheet
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup


@pytest.fixture(scope="module")
def setup():
    return Setup.of("lstm", 2)


@pytest.mark.parametrize("back", [False, True])
def test_answers_are_the_runs(setup, back):
    asked = Exercise(3, unit=1, back=back, seed=5)
    run = runs_of(drawn_anew(setup, 5))[0][0]
    names = list(run.cell.by_name)[:: -1 if back else 1]
    for name, reading in zip(names, readings(run, asked), strict=True):
        assert reading.number == (run.grad(name) if back else run.value(name))[3, 1]
    page, blank = sheet(setup, asked, True), sheet(setup, asked, False)
    assert blank.count(" = ______") == len(names) and "______" not in page
    assert "Version 5" in page and page.count("<p>") == blank.count("<p>") and len(page) > len(blank)


def test_numbers_given_are_enough(setup):
    """The first line is worked out again from what stands on the sheet, by hand."""
    page = sheet(setup, Exercise(3, seed=5), False)
    rows = dict(re.findall(r"<tr><td><i>(.*?)</i></td><td>(.*?)</td></tr>", page))
    x, h = (_row(next(v for k, v in rows.items() if k.startswith(s))) for s in ("x<sub>t</sub>", "h<sub>t−1</sub>"))
    weights = {name: np.array([_row(line) for line in rows[name].split("<br>")]) for name in ("W_f", "U_f", "b_f")}
    a = weights["W_f"] @ x + weights["U_f"] @ h + weights["b_f"][0]
    run = runs_of(drawn_anew(setup, 5))[0][0]
    np.testing.assert_allclose(1 / (1 + np.exp(-a)), run.value("f")[3], atol=1e-4)


def _row(text):
    return np.array([float(n.replace("−", "-")) for n in text.split("&nbsp;&nbsp;")])


def test_seeds_differ_and_are_round(setup):
    one, two = (drawn_anew(setup, seed) for seed in (1, 2))
    weights = one.network().params["0.U_f"]
    np.testing.assert_allclose(weights, np.round(weights, 1), atol=1e-12)
    assert sheet(setup, Exercise(0, seed=1), False) != sheet(setup, Exercise(0, seed=2), False)
    assert sheet(one, Exercise(0), True).partition("</h2>")[2] != sheet(two, Exercise(0), True).partition("</h2>")[2]


def test_refusals(setup, tmp_path):
    for asked, words in ((Exercise(99), "no step 100"), (Exercise(0, unit=2), "no unit 3")):
        with pytest.raises(SheetError, match=words):
            sheet(setup, asked, True)
    with pytest.raises(SheetError, match="room for 8"):
        sheet(Setup.of("lstm", 9), Exercise(0), True)
    with pytest.raises(SheetError, match="cannot be saved"):
        write_sheet(tmp_path / "no" / "a.html", b"")
