"""What every press, key and turn of the wheel does, and what is said under the pointer, as digests:
`python -m tests.kept.deeds` keeps the present ones, `python -m tests.kept.deeds SUBJECT` prints one's lines.

After each deed a line tells what became of the setup, the story, what is looked at, the controls and the ink. Deeds
that take their time, or whose outcome hangs on it, are no part.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMenu,
    QToolTip,
    QWidget,
)

from rnnviz.view.cell_editor.page import CellEditor
from rnnviz.view.look.facts import Listener
from rnnviz.view.window.main_window import MainWindow
from tests.kept.drawings import control, opened
from tests.kept.ink import inked, owner
from tests.kept.states import STATES
from tests.view.conftest import settle

KEPT = Path(__file__).with_name("deeds.json")
ACROSS, DOWN = 7, 4
TIMED = {"Notice", "NoticeStrip", "ProgressStrip"}
"""What goes away by itself after a time; tips of the system do, too."""
NEVER = {"quit", "report", "check", "play", "layers", "save_film", "own_folder"}
"""Commands that end the window, leave it, or take their time."""
KEYS = (
    "Right", "Left", "Shift+Right", "PgDown", "End", "Shift+Left", "PgUp", "Home", "Right", "Down", "Down", "Up", "G",
    "Right", "Right", "G", "Right", "R", "Right", "Left", "R", "Ctrl+Right", "Return", "Ctrl+Right", "Ctrl+Right",
    "Return", "Ctrl+Left", "Esc", "Esc", "L", "L", "T", "A", "A", "D", "Ctrl+Up", "Ctrl+Down", "D", "B", "B", ".",
    "Esc", "F5", "K", "Right", "K", "Esc", "1", "2", "3", "Ctrl+Z", "Ctrl+Y", "+", "-", "F2", "Esc", "Ctrl+L", "Esc",
    "Tab", "Tab", "Backspace", "Ctrl+Shift+C", "F1", "N", "Ctrl+G", "Esc",
)  # fmt: skip


def timed(widget: QWidget) -> bool:
    """Whether a widget goes away by itself."""
    return owner(widget) in TIMED or widget.objectName() == "qtooltip_label"


class Watcher:
    """A window, what it says, and a line for every deed; what opens over it is noted and closed again."""

    def __init__(self, window: MainWindow, heard: Listener) -> None:
        self.window, self.heard = window, heard
        self.lines: list[str] = []
        self.said: list[str] = []
        self._answering = QTimer(window, interval=0)
        self._answering.timeout.connect(self._close_what_waits)
        self._answering.start()

    def does(self, name: str, deed: Callable[[], object]) -> None:
        """Do it, and note what became of everything."""
        self.said.clear()
        deed()
        self.window.simulation.flush()
        settle(3)
        self._hurry()
        self.lines.append(" | ".join([name, *self.said, *self._now()]))

    def _hurry(self) -> None:
        """What the editor would do after a pause it does now, however fast the machine is."""
        for editor in self.window.findChildren(CellEditor):
            for timer in editor.findChildren(QTimer):
                if timer.isActive() and timer.isSingleShot():
                    timer.stop()
                    timer.timeout.emit()
            editor.preview.finish()
            settle(1)

    def _now(self) -> Iterator[str]:
        shown = self.window.simulation
        yield from (_short(shown.setup), _story(shown.cursor), repr(shown.selection), str(self.window.player.playing))
        focus = QApplication.focusWidget()
        yield owner(focus) if focus is not None else "no focus"
        widgets = (w for w in self.window.findChildren(QWidget) if w.isVisible() and not timed(w))
        yield _digest("\n".join(control(w) for w in widgets))
        names = {id(w): owner(w) for w in self.window.findChildren(QWidget) if w.isVisible()}
        layers = {(names[who], layer): told for (who, layer), told in self.heard.layers.items() if who in names}
        told = (fact.word for key in sorted(layers) for fact in layers[key] if fact.what == "ink")
        yield _digest("\n".join(told))

    def _close_what_waits(self) -> None:
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow() and w is not self.window]
        others.sort(key=lambda w: (type(w).__name__, w.windowTitle()))
        for found in [waiting] if waiting is not None else others:
            if found.metaObject().className() == "QTipLabel":
                continue
            words = [a.text() for a in found.actions()] if isinstance(found, QMenu) else [found.windowTitle()]
            self.said.append(f"opens {type(found).__name__} {words} {_digest(_all_of(found))}")
            found.close()


def _all_of(widget: QWidget) -> str:
    return "\n".join(control(inner) for inner in widget.findChildren(QWidget) if inner.isVisible())


def _short(thing: object) -> str:
    return _digest(repr(thing))


def _story(cursor: Any) -> str:
    return f"{cursor.step}.{cursor.line} {cursor.pass_} {cursor.grain} {cursor.layer}{cursor.way}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@contextmanager
def watched(state: str) -> Iterator[Watcher]:
    """A window of a state, that asks nobody for files and shows tips to us alone."""
    with pytest.MonkeyPatch.context() as patch, inked() as heard, opened(STATES[state]) as window:
        watcher = Watcher(window, heard)
        patch.setattr(QToolTip, "showText", lambda _, text, *more: watcher.said.append(text))
        patch.setattr(QFileDialog, "getOpenFileName", lambda *asked: ("", watcher.said.append(str(asked[1:]))))
        patch.setattr(QFileDialog, "getSaveFileName", lambda *asked: ("", watcher.said.append(str(asked[1:]))))
        yield watcher


# deeds ---------------------------------------------------------------------------------------------------------


def places(widget: QWidget, across: int = ACROSS, down: int = DOWN) -> Iterator[QPoint]:
    """Points all over a widget, no two of a column or row."""
    for i in range(across):
        for j in range(down):
            x, y = (i + (j + 0.5) / down) / across, (j + (i + 0.5) / across) / down
            yield QPoint(int(x * widget.width()), int(y * widget.height()))


def target(panel: QWidget, spot: QPoint) -> tuple[QWidget, QPoint]:
    """Where an event at a panel's point goes."""
    inner = panel.childAt(spot) or panel
    return inner, inner.mapFrom(panel, spot)


def point(watcher: Watcher, key: str) -> None:
    """The pointer over a panel, and a tip asked for."""
    panel = watcher.window.panels[key]
    for spot in places(panel):
        widget, at = target(panel, spot)

        def rest(widget: QWidget = widget, at: QPoint = at) -> None:
            QTest.mouseMove(widget, at)
            QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
            watcher.said.append(widget.cursor().shape().name)

        watcher.does(f"point {spot.x()},{spot.y()}", rest)
    watcher.does("leave", lambda: QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave)))


def press(watcher: Watcher, key: str) -> None:
    """A click, a drag, a double click and a turn of the wheel at points of a panel."""
    panel = watcher.window.panels[key]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for number, spot in enumerate(places(panel, 3, 3)):
        widget, at = target(panel, spot)
        away = QPoint(at.x() + 40 - 9 * number, at.y() + 7 * number - 50)

        def drag(widget: QWidget = widget, at: QPoint = at, away: QPoint = away) -> None:
            QTest.mousePress(widget, left, none, at)
            QTest.mouseMove(widget, away)
            QTest.mouseRelease(widget, left, none, away)

        def wheel(widget: QWidget = widget, at: QPoint = at, turn: int = 120 * (-1) ** number) -> None:
            spot, place, no = QPointF(at), QPointF(widget.mapToGlobal(at)), Qt.MouseButton.NoButton
            phase = Qt.ScrollPhase.NoScrollPhase
            QApplication.sendEvent(widget, QWheelEvent(spot, place, QPoint(), QPoint(0, turn), no, none, phase, False))

        name = f"{spot.x()},{spot.y()}"
        watcher.does(f"click {name}", lambda w=widget, a=at: QTest.mouseClick(w, left, none, a))
        watcher.does(f"drag {name}", drag)
        if number % 3 == 0:
            watcher.does(f"wheel {name}", wheel)
            watcher.does(f"double {name}", lambda w=widget, a=at: QTest.mouseDClick(w, left, none, a))
            watcher.does(
                f"right {name}", lambda w=widget, a=at: QTest.mouseClick(w, Qt.MouseButton.RightButton, none, a)
            )
            watcher.does("Esc", lambda: QTest.keyClick(watcher.window, Qt.Key.Key_Escape))


def type_keys(watcher: Watcher, _: str) -> None:
    """Keys that mean something, in an order in which they do."""
    for number, key in enumerate(KEYS):
        pressed = QKeySequence(key)[0]

        def strike(pressed: Any = pressed) -> None:
            focus = QApplication.focusWidget() or watcher.window
            QTest.keyClick(focus, pressed.key(), pressed.keyboardModifiers())

        watcher.does(f"{number} {key}", strike)


def command(watcher: Watcher, _: str) -> None:
    """Every command; what can be on or off is as it was again."""
    actions = watcher.window.commands
    for key in actions:
        if key not in NEVER:
            for _time in range(1 + actions[key].isCheckable()):
                watcher.does(f"{key} {actions[key].isChecked()}", actions[key].trigger)


SUBJECTS: dict[str, tuple[str, Callable[[Watcher, str], None], str]] = {
    **{f"point {key}": ("lstm", point, key) for key in ("stage", "formula", "tape", "map")},
    "point stage back": ("gru back", point, "stage"), "point chain": ("stack", point, "chain"),
    **{f"press {key}": ("held", press, key) for key in ("stage", "formula", "tape", "gradient", "map", "spectrum")},
    "press chain": ("stack back", press, "chain"), "keys": ("lstm", type_keys, ""), "commands": ("held", command, ""),
}  # fmt: skip
"""What is done, in which state, on which panel."""


def lines_of(subject: str) -> list[str]:
    """A line for every deed."""
    state, deeds, key = SUBJECTS[subject]
    with watched(state) as watcher:
        deeds(watcher, key)
        return watcher.lines


def digest(lines: list[str]) -> str:
    """Eight hexadecimal digits."""
    return _digest("\n".join(lines))


def main(asked: list[str]) -> None:
    for name in asked:
        print(*lines_of(name), sep="\n")
    if not asked:
        KEPT.write_text(json.dumps({name: digest(lines_of(name)) for name in SUBJECTS}, indent=0) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
