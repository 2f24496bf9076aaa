"""Windows whose painting is heard."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.look.facts import Listener, listening
from rnnviz.view.look.style import DARK, Scale, load_fonts
from rnnviz.view.plots import FlowMap, GradientPlot, SpectrumPlot
from tests.view.conftest import Make, settle
from tests.view.oracle.plots_shown import Shown
from tests.view.oracle.story import SETUPS


@pytest.fixture
def heard() -> Iterator[Listener]:
    """All that is painted from here on; ask for it before the window."""
    with listening() as found:
        yield found


@pytest.fixture
def make_window(show_setup: Make) -> Make:
    """Here windows are looked at, no more: one serves a module."""
    return show_setup


@pytest.fixture
def simulation(qapp: QApplication) -> Iterator[Simulation]:
    load_fonts()
    simulation = Document(SETUPS["lstm"]).front
    yield simulation
    simulation.deleteLater()


@pytest.fixture
def plots(heard: Listener, simulation: Simulation) -> Iterator[Shown]:
    """The three plots of one simulation, wide enough for every word."""
    window = QWidget()
    found = {kind: kind(simulation, window) for kind in (GradientPlot, FlowMap, SpectrumPlot)}
    window.show()
    for plot in found.values():
        plot.resize(720, 400)
        plot.dress(DARK, Scale(720))
        plot.show()
    settle()
    yield found
    window.close()
    window.deleteLater()
