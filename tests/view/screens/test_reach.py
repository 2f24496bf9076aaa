"""However small the window, every control can be brought into sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.view.screens.reach import ReachArea
from rnnviz.view.window.main_window import MainWindow

Make = Callable[..., MainWindow]
SIZES = [(1008, 552), (944, 492), (895, 464), (837, 432), (803, 566)]
"""What frames leave of 1024x600, full HD at 200 %, 1366x768 and 1280x720 at 150 %, 1024x768 at 125 %."""

PATIENCE = 60_000
"""Milliseconds; a window follows a new size a moment later, and a busy machine decides nothing."""


def controls(window: QWidget) -> list[QWidget]:
    """All that can be reached by Tab, and is shown."""
    kinds = (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus)
    found = [w for w in window.findChildren(QWidget) if w.isVisibleTo(window) and w.focusPolicy() in kinds]
    return [w for w in found if w.isEnabled() and w.window() is window]


def bring(control: QWidget) -> None:
    """Scroll whatever holds it."""
    holder = control.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            middle = control.mapTo(holder.widget(), control.rect().center())
            holder.ensureVisible(middle.x(), middle.y(), control.width() // 2 + 2, control.height() // 2 + 2)
        holder = holder.parentWidget()


def seen(control: QWidget) -> QRect:
    """The part of it that no edge cuts off, in its own coordinates."""
    rect, holder = control.rect(), control
    while not holder.isWindow():
        rect = rect.translated(holder.pos()) & holder.parentWidget().rect()
        holder = holder.parentWidget()
    return rect.translated(-control.mapTo(holder, QPoint()))


def cut_off(window: MainWindow) -> list[str]:
    """Controls of which a part cannot be seen, however one scrolls."""
    found = []
    for control in controls(window):
        bring(control)
        if seen(control).size() != control.size().boundedTo(window.body.parentWidget().size()):
            found.append(f"{type(control).__name__} {control.accessibleName()} {seen(control)}")
    return found


def resized(make_window: Make, size: tuple[int, int]) -> MainWindow:
    window = make_window()
    window.setMinimumSize(1, 1)
    window.resize(*size)
    return window


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_every_control_can_be_brought_into_sight(make_window: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = resized(make_window, size)

    def all_is_seen() -> None:
        assert len(controls(window)) > 25 and cut_off(window) == []
        assert window.size().toTuple() == size

    qtbot.waitUntil(all_is_seen, timeout=PATIENCE)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda s: f"{s[0]}x{s[1]}")
def test_the_editor_can_be_reached_as_well(make_window: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = resized(make_window, size)
    window.cells.edit()

    def all_is_seen() -> None:
        assert len(controls(window)) > 15 and cut_off(window) == []

    qtbot.waitUntil(all_is_seen, timeout=PATIENCE)


@pytest.mark.parametrize("size", [(1280, 720), (1008, 552)], ids=str)
def test_where_there_is_room_nothing_scrolls(make_window: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = resized(make_window, size)
    area = window.places.parentWidget().parentWidget()

    def nothing_scrolls() -> None:
        assert isinstance(area, ReachArea) and area.viewport().size() == area.size() == window.places.size()

    qtbot.waitUntil(nothing_scrolls, timeout=PATIENCE)


@pytest.mark.parametrize("cell", ["lstm", "gru", "lstm_peephole", "rnn"])
def test_the_experiment_never_scrolls_sideways(make_window: Make, qtbot: QtBot, cell: str) -> None:
    window = resized(make_window, SIZES[0])
    window.simulation.edit(window.simulation.setup.with_cell(cell))

    def fits() -> None:
        inside = window.experiment._inside
        assert inside.width() == inside.parentWidget().width() > inside.minimumSizeHint().width()

    qtbot.waitUntil(fits, timeout=PATIENCE)


def test_keys_go_on_to_the_story(qtbot: QtBot) -> None:
    content = QWidget()
    content.setMinimumSize(2000, 2000)
    area = ReachArea(content)
    qtbot.addWidget(area)
    area.show()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        area.keyPressEvent(event)
        assert not event.isAccepted()
    assert area.verticalScrollBar().value() == area.horizontalScrollBar().value() == 0
