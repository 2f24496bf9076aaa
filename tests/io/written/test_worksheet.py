"""Sheets of exercises: what is asked, what is given, and that the answers are the run's."""

import re

import numpy as np
import pytest

from rnnviz.io.written.worksheet import MOST, Exercise, SheetError, _number, drawn_anew, readings, sheet, write_sheet
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import network_run_of, runs_of
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


def test_a_size_and_a_step_at_its_limit_have_a_sheet(setup):
    last = setup.steps - 1
    for asked, key, values in (
        (Exercise(-1), "sheet.step", {"step": 0, "last": setup.steps}),
        (Exercise(last + 1), "sheet.step", {"step": last + 2, "last": setup.steps}),
        (Exercise(0, unit=-1), "sheet.unit", {"unit": 0, "last": 2}),
    ):
        with pytest.raises(SheetError) as refused:
            sheet(setup, asked, False)
        assert (refused.value.why.key, refused.value.why.values) == (key, values)
    assert sheet(setup, Exercise(last, unit=1), False) and sheet(Setup.of("rnn", MOST), Exercise(0, MOST - 1), False)
    with pytest.raises(SheetError) as refused:
        sheet(Setup.of("rnn", MOST + 1), Exercise(0), False)
    assert refused.value.why.values == {"units": MOST + 1, "limit": MOST}


NUMBERS = {
    0.0: "0.0", 0.5: "0.5", 12.3: "12.3", -3.0: "\u22123.0", 0.25: "0.2500", 0.001: "0.0010", 0.05: "0.0500",
    0.000999: "9.99\u00b710\u207b\u2074", -0.0004: "\u22124.00\u00b710\u207b\u2074",
}  # fmt: skip


@pytest.mark.parametrize("value", NUMBERS)
def test_a_number_has_as_many_digits_as_are_written_down(value):
    assert _number(value) == NUMBERS[value]


def given_of(page):
    return dict(re.findall(r"<tr><td><i>(.*?)</i></td><td>(.*?)</td></tr>", page))


def test_what_is_given_is_what_the_step_rests_on(setup):
    first, last = (sheet(setup, Exercise(t, back=True, seed=5), False) for t in (0, setup.steps - 1))
    assert "f<sub>t+1</sub>" in given_of(first) and "\u2202L/\u2202f<sub>t+1</sub>" in given_of(first)
    assert not [name for name in given_of(last) if "t+1" in name]
    run = runs_of(drawn_anew(setup, 5))[0][0]
    assert _row(given_of(first)["h<sub>t</sub>"]) == pytest.approx(run.value("h")[0], abs=1e-4)
    assert _row(given_of(first)["h<sub>t+1</sub>"]) == pytest.approx(run.value("h")[1], abs=1e-4)
    assert _row(given_of(first)["\u2202L/\u2202c<sub>t+1</sub>"]) == pytest.approx(run.grad("c")[1], abs=1e-4)
    assert _row(given_of(last)["\u2202L/\u2202h<sub>t</sub>, from the loss"]) == pytest.approx([0.5**0.5] * 2, abs=1e-4)
    assert not [name for name in given_of(sheet(setup, Exercise(0), False)) if "L/" in name or name == "h<sub>t</sub>"]


def test_only_inputs_that_are_not_zero_are_given_and_their_columns(setup):
    page = given_of(sheet(setup, Exercise(3, seed=5), False))
    felt = int(np.flatnonzero(runs_of(setup)[0][0].value("x")[3])[0])
    assert page[f"x<sub>t</sub> and columns of W ({felt + 1})"] == "1.0"
    assert _row(page["W_f"].split("<br>")[1]).size == 1 and _row(page["U_f"].split("<br>")[1]).size == 2
    silent = given_of(sheet(setup.with_silence(1), Exercise(setup.steps, seed=5), False))
    assert silent["x<sub>t</sub> (all 0)"] == "" and silent["W_f"] == "<br>"


def test_weights_are_drawn_anew_whatever_they_were(setup):
    other = setup.with_weights(gain=3.0, seed=9)
    for name, value in drawn_anew(other.with_array("0.b_f", np.full(2, 7.0)), 5).network().params.items():
        assert np.array_equal(value, drawn_anew(setup, 5).network().params[name])


def test_a_sheet_says_of_which_layer_way_and_unit_it_is():
    two = Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("lstm", hidden=3)))
    page = sheet(two, Exercise(0, layer=1), True)
    assert "<h2>LSTM: step 1 of 9, unit 1</h2><p>Compute the values of unit 1.</p>" in page
    assert "<h3>Answers</h3>" in page and "<h3>To compute</h3>" in sheet(two, Exercise(0), False)
    back = sheet(two, Exercise(1, unit=1, back=True, way="backward", seed=4), False)
    assert "step 2 of 9, unit 2, backwards</h2><p>Compute the gradients of unit 2. Version 4.</p>" in back
    run = network_run_of(drawn_anew(two, 4)).layers[0][1]
    assert _row(given_of(back)["h<sub>t</sub>"]) == pytest.approx(run.value("h")[1], abs=1e-4)


def test_of_a_line_with_fewer_units_the_last_is_asked():
    run = runs_of(Setup.of("lstm_projection", 4))[0][0]
    sizes = {name: run.value(name).shape[1] for name in run.cell.by_name}
    assert min(sizes.values()) < 4
    for back, values in ((False, run.value), (True, run.grad)):
        for name, reading in zip(list(sizes)[:: -1 if back else 1], readings(run, Exercise(2, 3, back)), strict=True):
            assert reading.number == values(name)[2, min(3, sizes[name] - 1)]


def test_all_words_of_a_page_can_be_other_words(setup):
    """What is printed in between are names, numbers and signs."""
    for asked, answers in ((Exercise(2, back=True, seed=3), True), (Exercise(0), False)):
        page = sheet(setup, asked, answers, lambda message: f"«{message.key}»", "Zelle", "«w{}»".format)
        left = re.sub(r"«[a-z. ]+»|<[^>]*>|&nbsp;", " ", page)
        assert set(re.findall(r"[A-Za-z]{3,}", left)) <= {"tanh", "Zelle", *setup.cell.by_name}
        assert page.count("«sheet.title»") or page.count("«sheet.back»")
