"""Finished pictures of halts near the cursor."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from rnnviz.model.story.cursor import Cursor
from rnnviz.view.stage.note import Notes

LIMIT = 48_000_000
"""Bytes of pictures kept; those made first go first."""

Place = tuple[Cursor, int]
"""A halt, and the unit whose numbers are written."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The stage at a halt, and what is written on it."""

    picture: QPixmap
    notes: Notes


class Frames:
    """Pictures by place; `clear` when anything else they depend on changes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Place, Finished] = OrderedDict()

    def __contains__(self, place: Place) -> bool:
        return place in self._kept

    def __bool__(self) -> bool:
        return bool(self._kept)

    def get(self, place: Place) -> Finished | None:
        return self._kept.get(place)

    def keep(self, place: Place, frame: Finished) -> None:
        self._kept[place] = frame
        size = frame.picture.width() * frame.picture.height() * 4
        while len(self._kept) > 1 and len(self._kept) * size > LIMIT:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        self._kept.clear()
