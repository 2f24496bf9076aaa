"""Formulas for slides: read back as what they are."""

import xml.etree.ElementTree as ET

import pytest

from rnnviz.engine import CELLS
from rnnviz.model.reading.markup import html, latex, mathml, question, text
from rnnviz.model.reading.reading import forward
from rnnviz.model.reading.reading_backward import backward
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup


@pytest.mark.parametrize("key", CELLS)
def test_every_formula_is_well_formed(key):
    run = runs_of(Setup.of(key, 3))[0][0]
    for name in run.cell.by_name:
        for reading in (forward(run, name, 2, 0), backward(run, name, 2, 0)):
            root = ET.fromstring(mathml(reading))
            assert root.tag.endswith("math") and "=" in "".join(root.itertext())
            ET.fromstring(f"<p>{html(reading)}</p>")
            found = latex(reading)
            assert found.count("{") == found.count("}") and found.isascii(), found
            assert text(reading).startswith(question(reading)[:1].replace("<", "") or text(reading)[:1])


def test_in_words():
    run = runs_of(Setup.of("lstm", 3))[0][0]
    reading = forward(run, "c", 1, 0)
    assert text(reading).startswith("c_t = f_t ⊙ c_(t-1) + i_t ⊙ g_t = ")
    assert latex(reading).startswith(r"c_{t} = f_{t} \odot c_{t-1} + i_{t} \odot g_{t} = ")
    assert html(reading).startswith("<i>c</i><sub>t</sub> = ")
    assert question(reading).count("=") == 1
    value = float(text(reading).rpartition("= ")[2].replace("−", "-"))
    assert value == pytest.approx(run.value("c")[1, 0], abs=0.005)
    assert latex(backward(run, "c", 1, 0)).startswith(r"\frac{\partial L}{\partial c_{t}} = ")
