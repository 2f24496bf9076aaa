"""Tab goes through the window, and through every dialog, as one reads: panel by panel, row by row, left to right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QScrollArea, QWidget

from rnnviz.view.ending.report_dialog import ReportDialog
from rnnviz.view.experiment.network_dialog import NetworkDialog
from rnnviz.view.help.dialogs import about_dialog, keys_dialog
from rnnviz.view.tables.lines_dialog import LinesField
from rnnviz.view.tables.table_dialog import TableDialog
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.window.main_window import MainWindow
from tests.courses import course, untrained
from tests.view.conftest import Make, settle


def walked(root: QWidget, first: QWidget) -> list[QWidget]:
    """What has the keyboard, one Tab after the other, until the first one has it again."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found = [first]
    for _ in range(100):
        here = QApplication.focusWidget() or root
        typed = isinstance(here, LinesField)
        modifier = Qt.KeyboardModifier.ControlModifier if typed else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(here, Qt.Key.Key_Tab, modifier)
        now = QApplication.focusWidget()
        if now is None or now is first:
            return found
        assert now not in found, f"Tab never comes back to where it began: {names(found)}"
        found.append(now)
    raise AssertionError("Tab goes on for ever")


def names(widgets: list[QWidget]) -> list[str]:
    return [f"{type(w).__name__} {w.accessibleName()}" for w in widgets]


def place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def reads_on(before: QRect, after: QRect) -> bool:
    """In the same row to the right, or in a row below."""
    same = (
        min(before.bottom(), after.bottom()) - max(before.top(), after.top()) > min(before.height(), after.height()) / 2
    )
    return after.left() > before.left() if same else after.top() > before.top()


def panel_of(widget: QWidget) -> QWidget | None:
    """The innermost panel a widget stands in, or is."""
    found: QWidget | None = widget
    while found is not None and not isinstance(found, Panel):
        found = found.parentWidget()
    return found


def out_of_order(order: list[QWidget], root: QWidget) -> list[str]:
    """Neighbours in one panel of which the second stands before the first; a panel visited twice; each a sentence."""
    found, seen = [], []
    for before, after in pairwise(order):
        whose, next_whose = panel_of(before), panel_of(after)
        if whose is next_whose and not reads_on(place(before, root), place(after, root)):
            found.append(f"{names([before])} comes before {names([after])}")
        if whose is not next_whose:
            seen.append(whose)
            if next_whose in seen:
                found.append(f"back to {next_whose}")
    return found


def reached(root: QWidget, order: list[QWidget]) -> list[str]:
    """Controls that take the keyboard by Tab and never have it; of exclusive choices one has it for all."""
    missing = []
    for widget in root.findChildren(QWidget):
        wants = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if not wants or not widget.isVisibleTo(root) or not widget.isEnabled() or widget.window() is not root.window():
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        alike = group.buttons() if group is not None else [widget]
        if widget.focusProxy() is None and not isinstance(widget, QScrollArea) and not set(alike) & set(order):
            missing.append(names([widget])[0])
    return missing


def from_first(order: list[QWidget], root: QWidget) -> list[QWidget]:
    """A round that begins where one begins to read."""
    places = [place(widget, root) for widget in order]
    turn = next(i for i, at in enumerate(places) if all(reads_on(at, other) for other in places if other != at))
    return order[turn:] + order[:turn]


@pytest.mark.parametrize("size", [(1280, 720), (1008, 552)])
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_tab_goes_through_the_window_as_it_looks(make_window: Make, size: tuple[int, int], cell: str) -> None:
    window = make_window()
    window.simulation.edit(window.simulation.setup.with_cell(cell))
    window.setMinimumSize(1, 1)
    window.resize(*size)
    settle()
    order = walked(window, window.stage)
    assert len(order) > 20 and reached(window, order) == []
    assert out_of_order(order[1:], window) == []


@pytest.mark.parametrize("size", [(1280, 720), (1008, 552)])
def test_tab_goes_through_a_training_as_it_looks(make_window: Make, size: tuple[int, int]) -> None:
    window = make_window(untrained())
    window.body.show_face("train")
    window.panels["train"].trainer.adopt(course())
    window.setMinimumSize(1, 1)
    window.resize(*size)
    settle()
    order = walked(window, window.stage)
    assert reached(window, order) == []
    assert out_of_order(order[1:], window) == []
    assert all(widget.accessibleName() for widget in window.panels["train"].findChildren(QAbstractButton))


def layers(window: QWidget) -> QDialog:
    assert isinstance(window, MainWindow)
    dialog = NetworkDialog(window.simulation, window)
    dialog.add.click()
    return dialog


def asked(window: QWidget, command: str) -> QDialog:
    """The dialog that a command opens."""
    assert isinstance(window, MainWindow)
    window.commands.do(command)
    return next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())


def table(window: QWidget) -> QDialog:
    """What is asked about a table of dates, texts and numbers."""
    assert isinstance(window, MainWindow) and window.files.open_path(TABLE)
    return next(dialog for dialog in window.findChildren(TableDialog) if dialog.isVisible())


TABLE = Path(__file__).parents[2] / "cases" / "files" / "airline.csv"
MADE: dict[str, Callable[[QWidget], QDialog]] = {
    "keys": keys_dialog, "about": about_dialog, "report": ReportDialog, "layers": layers, "table": table,
    **{name: partial(asked, command=name) for name in ("check", "batch")},
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_tab_goes_through_a_dialog_as_it_looks(window: MainWindow, name: str) -> None:
    dialog = MADE[name](window)
    dialog.show()
    dialog.activateWindow()
    settle()
    first = QApplication.focusWidget()
    if first is None or first.window() is not dialog:
        dialog.focusNextChild()
        first = dialog.focusWidget()
    assert first is not None
    order = walked(dialog, first)
    assert out_of_order(from_first(order, dialog), dialog) == []
    assert reached(dialog, order) == []
    dialog.close()


def test_tab_goes_through_the_editor_of_cells_as_it_looks(window: MainWindow) -> None:
    window.commands.do("edit_cell")
    settle()
    editor = window.cells.editor
    assert editor is not None
    whole = walked(window, editor.header.findChild(QLineEdit))
    order = [widget for widget in whole if editor.isAncestorOf(widget)]
    assert len(order) > 8 and reached(editor, order) == []
    assert out_of_order(from_first(order, window), window) == []
