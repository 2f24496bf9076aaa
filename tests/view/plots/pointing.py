"""A pointer over a painted panel."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def press(widget: QWidget, place: QPointF, kind: QEvent.Type = QEvent.Type.MouseButtonPress) -> None:
    """A press, or with another kind of event only the pointer's coming there."""
    button = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    where = widget.mapToGlobal(place)
    QApplication.sendEvent(widget, QMouseEvent(kind, place, where, button, button, Qt.KeyboardModifier.NoModifier))
