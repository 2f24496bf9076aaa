"""How often something is painted, and by which calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.facts import Fact
from tests.kept.ink import inked


class Paintings(QObject):
    """Counts what is painted of a widget; it belongs to that widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def painted(draw: Callable[..., Any], *given: Any) -> list[Fact]:
    """What a function that paints tells, and all its calls as facts "ink"."""
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    with inked() as heard, QPainter(image) as p:
        draw(p, *given)
    return heard.now


def rects(facts: list[Fact], call: str) -> list[tuple[int, ...]]:
    """Left, top, right and bottom of what these calls painted, in whole pixels."""
    words = [fact.word.split() for fact in facts if fact.what == "ink" and fact.word.split()[0] == call]
    return [tuple(map(int, word.split(","))) for row in words for word in row[1:] if word.count(",") == 3]
