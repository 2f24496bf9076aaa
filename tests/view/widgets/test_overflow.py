"""What a bar has no room for stands behind its last button: in a small window the mouse reaches all of it, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from rnnviz.view.widgets.overflow import Overflow
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle

Make = Callable[..., MainWindow]


def listed(button: Overflow) -> dict[str, QAction]:
    """The entries by their words; the menu stays open."""
    button.click()
    menu = button.findChildren(QMenu)[-1]
    return {action.text().replace("&&", "&"): action for action in menu.actions()}


def buttons(window: MainWindow) -> list[QPushButton]:
    """All but those of networks that write on, which a bar of others does not have."""
    found = [*window.transport.findChildren(QPushButton), *window.sequence.findChildren(QPushButton)]
    writing = window.sequence.writing
    return [b for b in found if not isinstance(b, Overflow) and b not in (writing.back, writing.onward)]


@pytest.mark.parametrize("size", [(1600, 900), (1280, 720), (1024, 768), (1008, 552), (820, 560)], ids=str)
def test_every_button_is_seen_or_listed(make_window: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = make_window()
    window.setMinimumSize(1, 1)
    window.resize(*size)
    settle()
    hidden = {b.accessibleName() for b in buttons(window) if b.isHidden()}
    found: set[str] = set()
    for more in window.findChildren(Overflow):
        assert more.isVisible() == any(b.isHidden() for b in buttons(window) if b.parent() is more.parent())
        if more.isVisible():
            assert not more.visibleRegion().isEmpty()
            found |= set(listed(more))
            more.findChildren(QMenu)[-1].close()
    assert found == hidden and bool(hidden) == (size[0] < 1600)


def test_what_is_listed_does_what_its_button_does(make_window: Make) -> None:
    window = make_window()
    window.setMinimumSize(1, 1)
    window.resize(1008, 552)
    settle()
    more = window.transport.findChildren(Overflow)[0]
    listed(more)["Dark or light (T)"].trigger()
    assert window.theme.name == "light"
    more.findChildren(QMenu)[-1].close()
    opened: list[bool] = []
    window.sequence.open_requested.disconnect()
    window.sequence.open_requested.connect(lambda: opened.append(True))
    listed(window.sequence.findChildren(Overflow)[0])["Open a sequence from a CSV, TXT or NPY file"].trigger()
    assert opened == [True]


def test_nobody_is_offered_it_while_presenting(make_window: Make) -> None:
    window = make_window()
    window.setMinimumSize(1, 1)
    window.presenter.toggle()
    window.resize(1024, 768)
    settle()
    assert all(more.isHidden() for more in window.transport.findChildren(Overflow))
