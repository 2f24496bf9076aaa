"""A picker shows a long choice with an ellipsis and still says all of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from rnnviz.view.widgets.picker import Picker


@pytest.mark.parametrize(("width", "whole"), [(90, False), (600, True)])
def test_what_has_no_room_ends_with_an_ellipsis(qtbot: QtBot, width: int, whole: bool) -> None:
    picker = Picker()
    qtbot.addWidget(picker)
    name = "GRU, z replaces, reset after U"
    picker.addItem(name)
    picker.resize(width, 30)
    option = QStyleOptionComboBox()
    picker.initStyleOption(option)
    assert (option.currentText == name) == whole
    assert whole or (option.currentText.endswith("…") and name.startswith(option.currentText[:-1]))
    assert picker.fontMetrics().horizontalAdvance(option.currentText) < width
    assert picker.currentText() == name
    assert not picker.grab().isNull()
