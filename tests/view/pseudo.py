"""A language that marks what is translated: «Step ···» for “Step”, a third longer, and the eyes that look for the rest.

Words without a mark are texts that no translator would see, or that were made before the language changed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)

OPEN, CLOSE = "«", "»"
"""Letters that the interface's own face has: others would come from a taller one and move everything."""
WORD = re.compile(r"[A-Za-z]{3,}")
INNERMOST = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
CUT = re.compile(rf"{OPEN}[^{CLOSE}]*$|^[^{OPEN}]*{CLOSE}")
"""Of a text that was broken into lines or did not fit."""


class Pseudo(QTranslator):
    """Marks every text; places for values stay."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        if not source.strip():
            return source
        return f"{OPEN}{source}{'·' * max(1, round(0.3 * len(source)))}{CLOSE}"

    def isEmpty(self) -> bool:
        return False


@contextmanager
def speaking_pseudo() -> Iterator[None]:
    """Switch the language of everything that is open."""
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    try:
        yield
    finally:
        QCoreApplication.removeTranslator(translator)


def unmarked(text: str) -> str:
    """What is left of a text without what is marked."""
    shorter = INNERMOST.sub("", text)
    while shorter != text:
        text, shorter = shorter, INNERMOST.sub("", shorter)
    return CUT.sub("", text)


def words_of(text: str) -> set[str]:
    """Words without a mark."""
    return set(WORD.findall(unmarked(text)))


def shown_texts(root: QWidget, foreign: Callable[[QObject], bool]) -> Iterator[tuple[str, str]]:
    """Every text of a widget and of all in it that is not foreign: where, and what; painted ones aside."""
    for thing in (t for t in [root, *root.findChildren(QObject)] if not foreign(t)):
        where = f"{type(thing).__name__} {thing.objectName()}".strip()
        for kind, text in _texts(thing):
            if text:
                yield f"{where}.{kind}", text


def _texts(thing: QObject) -> Iterator[tuple[str, str]]:
    if isinstance(thing, QWidget):
        yield "windowTitle", thing.windowTitle()
        yield "toolTip", html.unescape(re.sub(r"<[^>]*>", " ", thing.toolTip()))
        yield "statusTip", thing.statusTip()
        yield "accessibleName", thing.accessibleName()
        yield "accessibleDescription", thing.accessibleDescription()
    if isinstance(thing, QLabel | QAbstractButton):
        yield "text", re.sub(r"<[^>]*>", " ", thing.text())
    if isinstance(thing, QLineEdit):
        yield "placeholder", thing.placeholderText()
    if isinstance(thing, QTextEdit):
        yield "placeholder", thing.placeholderText()
    if isinstance(thing, QMenu | QGroupBox):
        yield "title", thing.title()
    if isinstance(thing, QComboBox):
        for index in range(thing.count()):
            yield f"item {index}", thing.itemText(index)
    if isinstance(thing, QAction):
        yield "text", thing.text()
        yield "toolTip", thing.toolTip()
