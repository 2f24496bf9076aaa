"""A hand without a plan: whatever stands on the screen is clicked, dragged, typed into, opened, dropped and resized.

Nothing here knows a control by its name: widgets and actions are found where they are, so new ones are tried, too.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from rnnviz.view.window.main_window import MainWindow

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QSplitterHandle, QTabBar,
)  # fmt: skip
KEYS = [
    *(Qt.Key(code) for code in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)),
    *(Qt.Key(code) for code in range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)),
    *(Qt.Key(code) for code in range(Qt.Key.Key_Home, Qt.Key.Key_PageDown + 1)),
    *(Qt.Key(code) for code in range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)),
    Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return,
    Qt.Key.Key_Space, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Period, Qt.Key.Key_Comma, Qt.Key.Key_Equal,
]  # fmt: skip
MODIFIERS = [
    *[Qt.KeyboardModifier.NoModifier] * 6, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
]  # fmt: skip
BUTTONS = [*[Qt.MouseButton.LeftButton] * 8, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton]
TEXTS = (
    "0", "1", "-1", "0.5", "2,5", "1e308", "-1e308", "1e-320", "1e400", "nan", "inf", "∞", "7", "64", "", " ", "x", "…",
    "the film was not good", "1 2 3\n4 5 6", "1,2,3", "hello ⊙ world 𝑥", "我不喜欢这部电影", "<b>html</b>",
    "h = tanh(W @ x + U @ h_prev)", "c = f * c_prev + i * g", "h_prev", "z = sigmoid(W_z @ x", "a" * 300,
)  # fmt: skip
SIZES = ((960, 560), (1024, 600), (1280, 720), (1366, 768), (1400, 600), (1600, 900))
NESTED = 4
"""So many acts in a dialog or menu that waits for an answer before it is closed."""
LARGEST = 6000
"""Units times steps of all layers: what is larger is looked at elsewhere, it would only take time here."""


class Stays(QObject):
    """A window that does not close."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return False


class Monkey:
    """`act()` does one thing; `trail` is what was done last. The same seed does the same to the same window."""

    def __init__(self, window: MainWindow, seed: int, files: list[Path]) -> None:
        self.window, self.files, self.chance = window, files, random.Random(seed)
        self.trail: deque[str] = deque(maxlen=40)
        self._stays = Stays(window)
        window.installEventFilter(self._stays)
        self._nested = 0
        self._answering = QTimer(window, interval=1)
        self._answering.timeout.connect(self._answer)
        self._acts: dict[Callable[[], None], int] = {
            self._control: 40, self._mouse: 25, self._key: 20, self._command: 10, self._wheel: 5, self._resize: 2,
            self._open: 1, self._drop: 1, self._close: 3,
        }  # fmt: skip

    def act(self) -> None:
        """One thing, on the window or on whatever stands over it."""
        (act,) = self.chance.choices(list(self._acts), list(self._acts.values()))
        self._nested = 0
        self._answering.start()
        act()
        self._answering.stop()
        # as an event loop would: without one Qt keeps what is to be deleted, 14 objects with every act
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self.chance.random() < 0.4:
            QApplication.processEvents()
        self._keep_small()

    def leave(self) -> None:
        """Close everything that stands over the window, which may be closed again."""
        self.window.removeEventFilter(self._stays)
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in self._others():
            dialog.close()
        for button in BUTTONS:  # one whose widget went away while it was pressed would stay down for every later test
            QTest.mouseRelease(self.window.windowHandle(), button, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))
        for widget in self.window.findChildren(QWidget):  # the pointer is nowhere
            QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))

    # where ---------------------------------------------------------------------------------------------------

    def _others(self) -> list[QWidget]:
        shown = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self.window)
        return sorted((w for w in shown if isinstance(w, QDialog)), key=lambda w: w.objectName() + type(w).__name__)

    def _top(self) -> QWidget:
        """What an event goes to: a menu or a dialog that waits, a dialog that stands there, mostly the window."""
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None:
            return waiting
        others = self._others()
        return self.chance.choice(others) if others and self.chance.random() < 0.5 else self.window

    def _within(self, kinds: type | tuple[type, ...]) -> QWidget | None:
        top = self._top()
        found = [w for w in top.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible() and w.isEnabled()]
        return self.chance.choice(found) if found else top

    def _spot(self, widget: QWidget) -> QPoint:
        return QPoint(self.chance.randrange(max(1, widget.width())), self.chance.randrange(max(1, widget.height())))

    def _note(self, act: str, widget: QWidget | None = None, what: object = "") -> None:
        name = f"{type(widget).__name__}[{widget.accessibleName()[:30]}]" if widget is not None else ""
        self.trail.append(f"{act} {name} {what}")

    # what ----------------------------------------------------------------------------------------------------

    def _control(self) -> None:
        widget = self._within(CONTROLS)
        if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QAbstractSpinBox):
            self._click(widget)
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            self._type(widget)
        elif isinstance(widget, QAbstractSlider) and not isinstance(widget, QScrollBar):
            self._drag_slider(widget)
        elif isinstance(widget, QComboBox) and widget.count():
            index = self.chance.randrange(widget.count())
            self._note("choose", widget, index)
            widget.setCurrentIndex(index)
            widget.activated.emit(index)
        elif widget is not None:
            self._click(widget)

    def _type(self, widget: QWidget) -> None:
        text = self.chance.choice(TEXTS)
        self._note("type", widget, repr(text[:40]))
        widget.setFocus()
        if self.chance.random() < 0.6:
            QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for line, part in enumerate(text.split("\n")):
            if line:
                QTest.keyClick(widget, Qt.Key.Key_Return)
            self._write(widget, part)
        if self.chance.random() < 0.6:
            QTest.keyClick(widget, self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)))

    def _write(self, widget: QWidget, text: str) -> None:
        """As keys; what no keyboard has comes as an input method sends it."""
        if text.isascii():
            QTest.keyClicks(widget, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(widget, event)

    def _drag_slider(self, slider: QAbstractSlider) -> None:
        values = [self.chance.randint(slider.minimum(), slider.maximum()) for _ in range(self.chance.randint(1, 4))]
        self._note("drag", slider, values)
        slider.setSliderDown(True)
        for value in values:
            slider.setValue(value)
            if self.chance.random() < 0.5:
                QApplication.processEvents()
        slider.setSliderDown(False)

    def _click(self, widget: QWidget) -> None:
        spot = self._spot(widget)
        self._note("click", widget, (spot.x(), spot.y()))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot)

    def _mouse(self) -> None:
        """Click, double click, move or drag with any button, anywhere."""
        widget = self._within(QWidget)
        if widget is None:
            return
        button, modifiers = self.chance.choice(BUTTONS), self.chance.choice(MODIFIERS)
        spot, end = self._spot(widget), self._spot(widget)
        how = self.chance.choice(("click", "move", "drag", "double"))
        self._note(how, widget, (button.name, spot.x(), spot.y(), end.x(), end.y()))
        if how == "click":
            QTest.mouseClick(widget, button, modifiers, spot)
        elif how == "double":
            QTest.mouseDClick(widget, button, modifiers, spot)
        elif how == "move":
            QTest.mouseMove(widget, spot)
        else:
            QTest.mousePress(widget, button, modifiers, spot)
            QTest.mouseMove(widget, end)
            QTest.mouseRelease(widget, button, modifiers, end)

    def _key(self) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._top()
        key, modifiers = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        self._note("key", target, (key.name, modifiers))
        QTest.keyClick(target, key, modifiers)

    def _command(self) -> None:
        """Any action of any menu, wherever it is hidden."""
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return
        actions = (a for w in (self.window, *self.window.findChildren(QWidget)) for a in w.actions())
        found = [a for a in actions if a.isEnabled() and a.isVisible() and not (a.menu() or a.isSeparator())]
        action = self.chance.choice(found)
        self._note("action", None, action.text())
        action.trigger()

    def _wheel(self) -> None:
        widget = self._within(QWidget)
        if widget is None:
            return
        spot, turn = QPointF(self._spot(widget)), QPoint(0, self.chance.choice((-120, 120, 360)))
        self._note("wheel", widget, turn.y())
        place = QPointF(widget.mapToGlobal(spot.toPoint()))
        none, modifiers = Qt.MouseButton.NoButton, self.chance.choice(MODIFIERS)
        event = QWheelEvent(spot, place, QPoint(), turn, none, modifiers, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(widget, event)

    def _resize(self) -> None:
        size = self.chance.choice(SIZES)
        self._note("resize", None, size)
        self.window.resize(QSize(*size))

    def _open(self) -> None:
        path = self.chance.choice(self.files)
        self._note("open", None, path.name)
        self.window.files.open_path(path)

    def _drop(self) -> None:
        data, none = QMimeData(), Qt.KeyboardModifier.NoModifier
        data.setUrls([QUrl.fromLocalFile(str(self.chance.choice(self.files)))])
        self._note("drop", None, data.urls()[0].fileName())
        place, button = self._spot(self.window), Qt.MouseButton.LeftButton
        handle = self.window.windowHandle()
        QApplication.sendEvent(handle, QDragEnterEvent(place, Qt.DropAction.CopyAction, data, button, none))
        QApplication.sendEvent(handle, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, button, none))

    def _close(self) -> None:
        for dialog in self._others()[:1]:
            self._note("close", dialog)
            dialog.close()

    # what would never end ------------------------------------------------------------------------------------

    def _answer(self) -> None:
        """A menu or a question that waits inside an act is answered at random, and closed in the end."""
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is None:
            return
        self._nested += 1
        if self._nested > NESTED:
            self._note("give up", waiting)
            waiting.close()
        elif isinstance(waiting, QMenu) or self.chance.random() < 0.3:
            self._key()
        else:
            self._click(self._within((QAbstractButton, QDialogButtonBox)) or waiting)

    def _keep_small(self) -> None:
        simulation = self.window.simulation
        if sum(layer.hidden for layer in simulation.setup.layers) * simulation.setup.steps > LARGEST:
            self._note("too large: undone")
            simulation.document.undo()
            simulation.flush()
            if sum(layer.hidden for layer in simulation.setup.layers) * simulation.setup.steps > LARGEST:
                self.window.openings.show_scene("vanish")
