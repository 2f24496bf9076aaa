"""A page from outside the package is a file and a row: bar, export, full screen and command line know it from there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from rnnviz.app import make_application
from rnnviz.engine.language.ops import Array
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory import page_table
from rnnviz.view.laboratory.flat.units import UnitsByTime
from rnnviz.view.laboratory.page import Page, PartSpot
from rnnviz.view.laboratory.page_table import LabPage
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.look.style import LIGHT, Scale
from tests.view.conftest import settle


class Echoes(Page):
    """The least that is a page of the laboratory."""

    key = "echoes"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.hold("values", UnitsByTime(simulation))

    def series(self) -> Mapping[str, Array]:
        return {"h": self.simulation.run.value("h")}

    def spots(self) -> Mapping[str, PartSpot]:
        return {"values": PartSpot(0, 0, 1, 1)}


def test_a_page_is_a_file_and_a_row(qtbot: object, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = LabPage("echoes", "What comes back?", "Echoes", f"{__name__}:Echoes", ("gain",))
    monkeypatch.setattr(page_table, "PAGES", (*page_table.PAGES, mine))
    make_application()
    laboratory = Laboratory(Document(Setup.of("gru")).front)
    laboratory.resize(1280, 600)
    laboratory.show()
    assert "echoes" in page_table.page_keys() and "echoes" not in laboratory.made
    laboratory.bar.buttons["echoes"].click()
    laboratory.dress(LIGHT, Scale(720))
    settle()
    page = laboratory.page
    assert isinstance(page, Echoes) and page.isVisible() and page.theme is LIGHT
    assert laboratory.bar.buttons["echoes"].text() == "What comes back?"
    assert len(laboratory.bar.export.numbers().splitlines()) == 1 + laboratory.simulation.steps
    QTest.mouseDClick(page.parts["values"], Qt.MouseButton.LeftButton)
    assert page.alone == "values" and laboratory.leave() and page.alone == ""
    laboratory.close()
    laboratory.deleteLater()
    laboratory.simulation.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
