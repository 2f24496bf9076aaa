"""What a painted panel says about the place under a resting pointer.

A filter, not an override of `event`: through that one whatever fails in a handler would travel, too
(`view/look/shield.py`).
"""

from __future__ import annotations

import html
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from rnnviz.view.look.shield import shielded

ONE_LINE = 80
"""Characters of a tip that need not be wrapped."""


def plain_tip(text: str) -> str:
    """The text as a tip shows it character by character: words and names that come from files are no HTML.

    Qt reads a tip as HTML where it looks like some, and wraps only HTML.
    """
    if len(text) <= ONE_LINE and "<" not in text:
        return text
    return f"<p>{html.escape(text)}</p>".replace("\n", "<br>")


class Tipped(Protocol):
    def tip(self, place: QPointF) -> str:
        """What is at a place, in words; the empty text where nothing is."""


@shielded
class Tips(QObject):
    """Shows the tips of one widget, which owns it and has a `tip` for every place."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        said = cast(Tipped, watched).tip(QPointF(event.pos()))
        if said:
            QToolTip.showText(event.globalPos(), plain_tip(said), cast(QWidget, watched))
        else:
            QToolTip.hideText()
        return True
