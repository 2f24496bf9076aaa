"""Buttons of a row of which one is on: made alike, told apart by a property."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget


def exclusive_button(
    parent: QWidget, group: QButtonGroup, clicked: Callable[[], None], **properties: bool | str
) -> QPushButton:
    """One more of a group. It takes the keyboard by Tab only; `clicked` asks its sender for the property it needs."""
    button = QPushButton(parent)
    for name, value in properties.items():
        button.setProperty(name, value)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(clicked)
    group.addButton(button)
    return button
