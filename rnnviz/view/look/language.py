"""Texts follow the language while the window is open: what has texts makes them in `retranslate`, again and again."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.shield import shielded

T = TypeVar("T", bound=type)


def retranslated(kind: T) -> T:
    """A class of widgets whose `retranslate` runs when the language changes; its constructor calls it, too."""

    def change_event(self: Any, event: QEvent) -> None:
        super(kind, self).changeEvent(event)  # type: ignore[arg-type]
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    kind.changeEvent = change_event  # type: ignore[attr-defined]
    return shielded(kind)


def set_name(widget: QWidget, text: str) -> None:
    """What a widget is called: by a screen reader, and under a resting pointer."""
    widget.setAccessibleName(text)
    widget.setToolTip(text)
