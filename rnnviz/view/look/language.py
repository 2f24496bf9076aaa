"""Texts follow the language while the window is open: what has texts makes them in `retranslate`, again and again."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QWidget

from rnnviz.engine import CELLS, Cell, cell_title
from rnnviz.engine.language.celltables import Spoken
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


def language() -> str:
    """The language of the screen, as cell files name it: "zh_CN"."""
    return QLocale().name()


def spoken(cell: Cell) -> Spoken:
    """The cell's name, note, conventions and the names of its stages and lines; in English what has no others."""
    return cell.in_language(language())


def about(cell: Cell) -> str:
    """A cell's name, what is to be noted of it, and where it comes from."""
    return "\n".join(part for part in (spoken(cell).name, spoken(cell).note, cell.source) if part)


def line_name(cell: Cell, name: str) -> str:
    """What a lecturer calls a line."""
    return spoken(cell).names.get(name) or name


def cell_name(key: str) -> str:
    """The name of a shipped cell; in English no cell need be read for it."""
    return cell_title(key) if language().startswith(("en", "C")) else spoken(CELLS[key]).name
