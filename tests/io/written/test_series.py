"""Tables of a run's numbers read back: all digits, in the order of the sequence."""

import csv
import io

import numpy as np
import pytest

from rnnviz.engine import Layer, Network, run_network
from rnnviz.io.written.series import SeriesError, csv_text, series_of, write_series
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.setup import Setup


@pytest.fixture(scope="module")
def setup():
    return Setup((LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("gru", hidden=2)))


@pytest.fixture(scope="module")
def run(setup):
    return network_run_of(setup)


def test_csv(run, setup, tmp_path):
    write_series(tmp_path / "run.csv", run, setup.words)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "run.csv").read_text(encoding="utf-8"))))
    assert [row["word"] for row in rows] == list(setup.words) and rows[0]["step"] == "1"
    for name, wanted in {
        "0.backward.f[2]": run.value(0, "f", "backward")[:, 1], "grad 1.h[1]": run.grad(1, "h")[:, 0],
        "norm 0.c": run.norms(0, "c"), "grad x[1]": run.input_grad[:, 0],
    }.items():  # fmt: skip
        assert [float(row[name]) for row in rows] == wanted.tolist()


def test_npz(run, tmp_path):
    write_series(tmp_path / "run.npz", run)
    with np.load(tmp_path / "run.npz") as found:
        np.testing.assert_array_equal(found["grad 0.c"], run.grad(0, "c"))
        np.testing.assert_array_equal(found["param 1.U_n"], run.network.params["1.U_n"])
        np.testing.assert_array_equal(found["grad 1.U_n"], run.param_grads["1.U_n"])
        assert {name.removeprefix("grad ") for name in found} >= set(run.network.params)


def test_words_with_commas_and_numbers_that_are_none():
    text = csv_text({"h": np.array([[np.inf], [np.nan], [-0.1]])}, ['a,"b', "c\nd", "=1"])
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[1] for row in rows] == ["word", 'a,"b', "c\nd", "=1"]
    assert [row[2] for row in rows] == ["h[1]", "inf", "nan", "-0.1"]


def test_refusals(run, tmp_path):
    with pytest.raises(SeriesError, match=r"ends in \.csv"):
        write_series(tmp_path / "run.txt", run)
    with pytest.raises(SeriesError, match="cannot be saved"):
        write_series(tmp_path / "no" / "run.csv", run)
    batch = run_network(Network.build(Layer("rnn", 2), np.ones((3, 2, 2))))
    with pytest.raises(SeriesError, match="batch of 2"):
        series_of(batch)
