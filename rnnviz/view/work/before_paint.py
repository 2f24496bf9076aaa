"""What is painted has been told before: no panel is painted between a new run and the signal that tells of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.document import Document
from rnnviz.view.look.shield import shielded

_PAINTS = (QEvent.Type.UpdateRequest, QEvent.Type.Resize)
"""After these the window paints, within the same event."""


@shielded
class BeforePaint(QObject):
    """Flushes a document whenever a window is about to paint.

    A move computes what was edited, and tells of it when the event loop turns; a repaint that was asked for before
    comes sooner, and would find panels that half know of the new run.
    """

    def __init__(self, window: QWidget, document: Document) -> None:
        super().__init__(window)
        self._document = document
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PAINTS:
            self._document.flush()
        return False
