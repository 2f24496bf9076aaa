"""What is painted and where everything stands, as digests: `python -m tests.kept.drawings` keeps the present ones.

What the numbers and words are is asked of the run elsewhere; this says where they stand, and in which colours, pens
and sizes of type. `python -m tests.kept.drawings STATE PANEL` prints what is behind a digest: run it before and
after a change and compare. Look at the window, too, before new ones are committed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSlider, QWidget

import tests.conftest  # noqa: F401  the environment of the tests, before there is an application
from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.view.look.facts import Listener
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.kept.ink import inked, owner
from tests.kept.states import STATES, State
from tests.monkey.truth import rest
from tests.view.conftest import settle

KEPT = Path(__file__).with_name("drawings.json")
Lines = dict[str, list[str]]
LONG, FOREVER = 1000, 10**8
"""Milliseconds."""


def kept() -> dict[str, dict[str, str]]:
    """State -> class of what was painted -> digest."""
    return json.loads(KEPT.read_text(encoding="utf-8"))


ASIDE = 9999, 9999
"""Where the pointer lies over no window: else what is below it depends on where the last test left it."""


@contextmanager
def opened(state: State) -> Iterator[MainWindow]:
    """A window in a state, that is gone afterwards."""
    application = make_application()
    QCursor.setPos(*ASIDE)
    window = MainWindow(Document(state.setup()), state.theme, DEFAULTS)
    window.resize(*state.size)
    window.show()
    window.make_plots()
    settle()
    no_delay(window)
    state.show(window)
    rest(window)
    yield window
    window.close()
    window.deleteLater()
    vars(window).clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    application.setStyleSheet("")


def no_delay(window: MainWindow) -> None:
    """What waits for a resting hand comes at once; what goes away after a time stays."""
    for timer in window.findChildren(QTimer):
        if timer.isSingleShot() and timer.interval():
            timer.setInterval(0 if timer.interval() < LONG else FOREVER)


def lines_of(name: str) -> Lines:
    """All that can be seen in a state, by the class it belongs to: ink first, then controls."""
    with inked() as heard, opened(STATES[name]) as window:
        heard.now.clear()
        window.grab()
        return seen(window, heard)


def seen(window: MainWindow, heard: Listener) -> Lines:
    """What a window that was just grabbed shows, by the class it belongs to."""
    found = _ink(window, heard)
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window):
            found[f"{owner(widget)} controls"].append(control(widget))
    return {key: found[key] for key in sorted(found)}


def _ink(window: MainWindow, heard: Listener) -> Lines:
    """What can be seen now: the layers that are kept, and what was painted without one just now."""
    names = {id(widget): owner(widget) for widget in window.findChildren(QWidget)}
    found = defaultdict[str, list[str]](list)
    for fact in heard.now:
        if fact.what == "ink":
            found[fact.of].append(fact.word)
    for (who, layer), told in sorted(heard.layers.items(), key=lambda item: item[0][1]):
        ink = [fact.word for fact in told if fact.what == "ink"]
        if who in names:
            found[names[who]] += [f"layer {layer}", *ink]
        else:
            found["Sprites"].append("; ".join(ink))
    found["Sprites"].sort()
    return found


def control(widget: QWidget) -> str:
    """Where a widget stands and what it says, does and allows."""
    place = widget.geometry()
    words = [type(widget).__name__, widget.objectName(), f"{place.x()},{place.y()} {place.width()}x{place.height()}"]
    words += ["enabled"] * widget.isEnabled()
    words += [widget.cursor().shape().name, widget.focusPolicy().name, widget.toolTip(), widget.accessibleName()]
    words += [widget.accessibleDescription(), f"type {widget.font().pixelSize()}/{widget.font().weight()}"]
    match widget:
        case QLabel() | QLineEdit():
            words.append(widget.text())
        case QAbstractButton():
            words += [widget.text(), "checked" * widget.isChecked(), widget.shortcut().toString()]
        case QComboBox():
            words += [widget.currentText(), str([widget.itemText(i) for i in range(widget.count())])]
        case QSlider():
            words.append(f"{widget.minimum()} {widget.value()} {widget.maximum()}")
    return " | ".join(words)


def digests(found: Lines) -> dict[str, str]:
    """Eight hexadecimal digits for everything that belongs to a class."""
    return {key: hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8] for key, lines in found.items() if lines}


def main(asked: list[str]) -> None:
    if asked:
        found = lines_of(asked[0])
        for key in asked[1:] or found:
            print(f"== {key}", *found[key], sep="\n")
        return
    fresh = {name: digests(lines_of(name)) for name in STATES}
    KEPT.write_text(json.dumps(fresh, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
