"""The bar above the pages: at every width and with every page open nothing lies over anything."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory import page_table
from rnnviz.view.laboratory.bar import PageBar
from rnnviz.view.laboratory.page import Page
from rnnviz.view.look.style import DARK, Scale, style_sheet
from tests.view.conftest import settle


@pytest.fixture
def bar(qapp) -> Iterator[PageBar]:
    ground = QWidget()
    ground.setStyleSheet(style_sheet(DARK, Scale(720)))
    found = PageBar(Document(Setup.of("gru")).front, ground)
    found.dress(DARK, Scale(720))
    ground.show()
    yield found
    ground.close()
    ground.deleteLater()
    found.simulation.deleteLater()


def spread(bar: QWidget) -> list[QRect]:
    """Where its visible parts stand, from the left."""
    found = [w.geometry() for w in bar.children() if isinstance(w, QWidget) and w.isVisible() and w.width()]
    return sorted(found, key=QRect.left)


def test_nothing_lies_over_anything(bar: PageBar) -> None:
    page = Page(bar.simulation, bar.parentWidget())
    for width in (1264, 944, 1900):
        bar.resize(width, 40)
        for row in page_table.PAGES:
            bar.show_page(row, page)
            settle(1)
            rects = spread(bar)
            assert all(a.right() < b.left() for a, b in pairwise(rects)), (width, row.key)
            assert rects[-1].right() <= bar.width()
            for knob in bar.knobs:
                label = knob.findChildren(QWidget)[0]
                assert not knob.isVisible() or label.geometry().right() + 6 <= knob.field.x()
    assert sum(knob.isVisible() for knob in bar.knobs) == 2
