"""Where rows and characters of a text editor stand in its viewport. A long row is several lines on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit, QWidget

from rnnviz.view.cell_editor.colours import units


def row_rect(editor: QWidget, row: int) -> QRectF | None:
    """All lines of a row, as wide as the viewport; None where there is no such row."""
    found = list(_lines(editor, row))
    if not found:
        return None
    return QRectF(0, found[0].top(), _text(editor).viewport().width(), found[-1].bottom() - found[0].top())


def first_line(editor: QWidget, row: int) -> QRectF | None:
    """The first line of a row."""
    return next(_lines(editor, row), None)


def stretches(editor: QTextEdit, row: int, start: int, end: int) -> list[QRectF]:
    """Where the characters start..end of a row stand, line by line."""
    block = editor.document().findBlockByNumber(row)
    if not block.isValid():
        return []
    first, last = units(block.text()[:start]), units(block.text()[:end])
    layout, at = block.layout(), _origin(editor, block)
    found = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        a, b = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        if a < b:
            x0, x1 = (_x(line, place) for place in (a, b))
            found.append(QRectF(x0 + at.x(), line.y() + at.y(), x1 - x0, line.height()))
    return found


def _lines(editor: QWidget, row: int) -> Iterator[QRectF]:
    block = _text(editor).document().findBlockByNumber(row)
    if block.isValid():
        layout, at = block.layout(), _origin(_text(editor), block)
        for number in range(layout.lineCount()):
            yield layout.lineAt(number).rect().translated(at)


def _origin(editor: QTextEdit, block: QTextBlock) -> QPointF:
    scrolled = QPointF(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
    return block.layout().position() - scrolled


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)  # PySide says object
    return float(found[0])


def _text(editor: QWidget) -> QTextEdit:
    assert isinstance(editor, QTextEdit)
    return editor
