"""Every dialog lies within its screen, whatever it holds, and all it holds can be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.view.ending.report_dialog import ReportDialog
from rnnviz.view.experiment.network_dialog import NetworkDialog
from rnnviz.view.help.dialogs import about_dialog, keys_dialog
from rnnviz.view.screens.dialogs import OnScreen
from rnnviz.view.window.main_window import MainWindow

PATIENCE = 60_000
MADE: dict[str, Callable[[QWidget], QDialog]] = {
    "keys": keys_dialog,
    "about": about_dialog,
    "report": ReportDialog,
}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> QRect:
    """1024x600 with a bar below."""
    found = QRect(0, 0, 1024, 560)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: found)
    return found


@pytest.mark.parametrize("name", MADE)
def test_a_dialog_lies_on_the_screen(window: MainWindow, qtbot: QtBot, room: QRect, name: str) -> None:
    dialog = MADE[name](window)
    dialog.move(900, 500)
    dialog.show()

    def all_is_seen() -> None:
        assert room.contains(dialog.frameGeometry()) and hidden_labels(dialog) == []

    qtbot.waitUntil(all_is_seen, timeout=PATIENCE)
    dialog.close()


def hidden_labels(dialog: QDialog) -> list[str]:
    """Texts that are cut off, wherever one scrolls."""
    found = []
    for label in dialog.findChildren(QLabel):
        for area in dialog.findChildren(QScrollArea):
            if area.isAncestorOf(label):
                area.ensureWidgetVisible(label, 2, 2)
        if label.text() and label.visibleRegion().boundingRect() != label.rect():
            found.append(label.text())
    return found


def test_where_there_is_room_the_keys_are_seen_at_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: QRect(0, 0, 1366, 768))
    dialog = keys_dialog(window)
    dialog.show()
    (area,) = dialog.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.viewport().size() == area.widget().size() == area.size(), timeout=PATIENCE)
    dialog.close()


def test_the_layers_move_up_as_they_become_more(window: MainWindow, qtbot: QtBot, room: QRect) -> None:
    window.move(0, 40)
    window.resize(1000, 500)
    dialog = NetworkDialog(window.simulation, window)
    dialog.stand_aside(window)
    dialog.show()
    for _ in range(3):
        before = dialog.height()
        dialog.add.click()
        qtbot.waitUntil(lambda: dialog.height() > before, timeout=PATIENCE)  # noqa: B023
        assert room.contains(dialog.frameGeometry())
    assert len(dialog.rows) == 4
    dialog.close()


def test_one_that_is_too_large_is_made_smaller(qtbot: QtBot, room: QRect) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog)
    OnScreen(dialog)
    dialog.resize(3000, 2000)
    dialog.move(QPoint(-200, -200))
    dialog.show()
    qtbot.waitUntil(lambda: room.contains(dialog.geometry()), timeout=PATIENCE)
