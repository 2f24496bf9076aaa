"""A field never goes blank: its letters stand at the same height, whatever characters are among them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.view.cell_editor.header import Header
from rnnviz.view.experiment.hold_menu import HoldMenu
from rnnviz.view.tape.editor import WordEdit
from rnnviz.view.transport.sequence_field import SequenceField
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle

FIELDS = {
    "sequence": SequenceField,
    "word": lambda parent: WordEdit("", parent),
    "name of a cell": lambda parent: Header(True, parent).name,
    "hold": lambda parent: HoldMenu(Document(opening().setup).front, "f", None, None, parent).field,
}
TALL = ["hello ⊙ world", "ℝ x", "𝑥 a", "∑ ∂ ⊗", "我 ⊙ 你"]


def ink(field: QLineEdit) -> np.ndarray:
    """The rows of the inside that hold letters."""
    image = field.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[4:-4, 8:-8, 1]
    shades = pixels.astype(int)
    return np.flatnonzero(shades.max(1) - shades.min(1) > 60)


@pytest.mark.parametrize("text", TALL)
@pytest.mark.parametrize("kind", FIELDS)
def test_letters_stand_where_they_would_alone(qtbot: QtBot, kind: str, text: str) -> None:
    make_application()
    parent = QWidget()
    qtbot.addWidget(parent)
    field = FIELDS[kind](parent)
    field.setParent(parent)  # out of its layout, which would give it another height
    field.resize(300, 32)
    parent.show()
    field.setText("hello")
    field.deselect()
    alone, hint = ink(field), field.minimumHeight() or field.sizeHint().height()
    field.setText("hello " + text)
    field.deselect()
    together = ink(field)
    assert set(alone[1:-1]) <= set(together)
    assert abs((field.minimumHeight() or field.sizeHint().height()) - hint) <= 1
    field.setText("hello")
    assert np.array_equal(ink(field), alone) and field.textMargins().bottom() == 0


def test_the_field_of_the_window_keeps_its_height(window: MainWindow) -> None:
    field = window.sequence.field
    height, alone = field.height(), ink(field)
    window.sequences.paste_text("hello ⊙ world")
    settle()
    assert field.text() == "hello ⊙ world" and field.height() == height
    assert abs(ink(field).mean() - alone.mean()) < 3
