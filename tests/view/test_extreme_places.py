"""Compare, the laboratory and every face of the right column are painted of every number that can be typed, too: of
overflow, NaN, numbers too small for a float, exact zeros. One window goes through all of them; what cannot be painted
is logged.
"""

from __future__ import annotations

import logging
import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.body.face_table import FACES
from rnnviz.view.laboratory.page_table import PAGES
from rnnviz.view.look.facts import listening
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

STEPS = 60
CASES = [
    ("rnn_linear", "float64", 1e6),
    ("lstm", "float32", -1e6),
    ("rnn_linear", "float64", 1e-6),
    ("gru", "float64", 0.0),
]
"""Cell, dtype, and the number that stands in every weight."""


def setup_of(key: str, dtype: str, number: float) -> Setup:
    """Of two units that read numbers and silence and are asked for a number."""
    setup = Setup.of(key, hidden=2, sequence=parse_sequence("1 -1e6 1e-6"), dtype=dtype).with_silence(STEPS - 3)
    setup = setup.with_readout(Readout("identity", ("y",)))
    for name, array in setup.network().params.items():
        setup = setup.with_array(name, np.full(array.shape, number))
    return setup


def look_everywhere(window: MainWindow) -> None:
    """At all there is besides the stage's own panels."""
    window.places.go("stage")
    for face in FACES:
        window.body.show_face(face.key)
        settle(2)
        window.grab()
    window.body.show_face(FACES[0].key)
    window.places.go("compare")
    settle(2)
    window.grab()
    window.places.go("laboratory")
    for page in PAGES:
        window.places.page.turn_to(page.key)
        settle(2)
        window.grab()


def test_every_place_and_face_paints_every_number(make_window: Make, caplog: pytest.LogCaptureFixture) -> None:
    with listening() as heard:
        window = make_window(setup_of(*CASES[-1]))
        window.document.add(setup_of(*CASES[0]))
        for number, case in enumerate(CASES):
            window.simulation.edit(setup_of(*case))
            window.simulation.flush()
            window.simulation.set_pass("backward" if number % 2 else "forward")
            window.simulation.to_end()
            look_everywhere(window)
            assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [], case
            for fact in (fact for panel in window.findChildren(Panel) for fact in heard.of(panel)):
                at = fact.at or QPoint()
                assert all(map(math.isfinite, (fact.width, at.x(), at.y()))), (case, fact)
