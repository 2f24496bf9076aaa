"""The line above the tape in every width: what has room is shown, and nothing is squeezed that need not be."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.app import make_application
from rnnviz.io.trained import load_trained
from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.style import DARK, Scale
from rnnviz.view.transport.sequence_bar import SENTENCE, SequenceBar
from tests.view.conftest import settle


def shown(bar: SequenceBar) -> list[QWidget]:
    """Its parts from the left to the right."""
    parts = [bar._row.itemAt(i).widget() for i in range(bar._row.count())]
    return [part for part in parts if part.isVisibleTo(bar)]


def apart(bar: SequenceBar) -> bool:
    edges = [(part.geometry().left(), part.geometry().right()) for part in shown(bar)]
    return all(a[1] < b[0] for a, b in pairwise(edges)) and edges[0][0] >= 0 and edges[-1][1] < bar.width()


def check_fit(bar: SequenceBar) -> None:
    """Nothing overlaps; button and name are there where the field keeps its room beside them, and only there."""
    parts, gap = shown(bar), bar._row.spacing()
    for _ in range(50):  # a layout is made when the loop comes to it
        if not apart(bar):
            settle(1)
    assert apart(bar), [(type(part).__name__, part.geometry().getRect()) for part in parts] + [bar.width()]
    wide, opens = SENTENCE * bar.scale.body, bar._open.isVisibleTo(bar)
    named = bar._caption.isVisibleTo(bar)
    if opens:
        assert named and bar.field.width() >= wide - gap and not bar._rest.isVisibleTo(bar)
        return
    assert bar._rest.isVisibleTo(bar)
    more = bar._open.sizeHint().width() - bar._rest.sizeHint().width()
    name = 0 if named else bar._caption.sizeHint().width() + gap
    assert bar.field.width() - name - more < wide + gap, "the button would have had room"
    if named:
        assert bar.field.width() >= wide - gap
    else:
        assert bar.field.width() - name < wide + gap, "the name would have had room"


@pytest.mark.parametrize("setup", [Setup, lambda: load_trained("slot_filling")], ids=["plain", "trained"])
def test_what_has_room_is_shown_and_nothing_overlaps(qapp: QApplication, setup: object) -> None:
    make_application()
    window, document = QWidget(), Document(setup())
    bar, seen = SequenceBar(document.front, window), set()
    bar.dress(DARK, Scale(720))
    window.resize(1400, 80)
    window.show()
    for width in range(520, 1240, 6):
        bar.setGeometry(0, 0, width, bar.sizeHint().height())
        settle(2)
        check_fit(bar)
        seen.add((bar._open.isVisibleTo(bar), bar._caption.isVisibleTo(bar)))
    assert seen >= {(True, True), (False, False)}
    window.close()
    window.deleteLater()
