"""A finished picture of the stage: what the way to the next halt begins and ends with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from rnnviz.model.story.cursor import Cursor
from rnnviz.view.stage.note import Notes


@dataclass(frozen=True, slots=True)
class StageFrame:
    """The stage at a halt with one unit's numbers, and what is written on it."""

    cursor: Cursor
    unit: int
    picture: QPixmap
    notes: Notes
