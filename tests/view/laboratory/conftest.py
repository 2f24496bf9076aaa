"""Pages of the laboratory by themselves: a tenth of what a window costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.page import Page
from rnnviz.view.look import facts
from rnnviz.view.look.style import DARK, Scale
from rnnviz.view.widgets.paper import Paper
from tests.view.conftest import settle

Alone = Callable[..., Page]
SIZES = {1080: (1900, 900), 720: (1270, 590)}


@pytest.fixture
def alone(qtbot: object) -> Iterator[Alone]:
    """Builds a shown page of one setup in a window of some height."""
    make_application()
    made: list[Page] = []

    def make(kind: type[Page], setup: Setup, height: int = 1080) -> Page:
        simulation = Document(setup).front
        page = kind(simulation)
        made.append(page)
        page.resize(*SIZES[height])
        page.dress(DARK, Scale(height))
        page.show()
        settle()
        return page

    yield make
    for page in made:
        page.close()
        page.deleteLater()
        page.simulation.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def told(page: Page) -> facts.Listener:
    """What the parts that are shown say when they are painted anew."""
    with facts.listening() as heard:
        for part in page.parts.values():
            if isinstance(part, Paper) and part.isVisible():
                part.refresh()
                part.grab()
    return heard
