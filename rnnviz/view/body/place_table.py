"""The one table of places: the pages that can fill the window below its transport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...

else:  # Qt's own stub says that it returns an object
    from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Place:
    """words: its name, in English; keys: Qt key sequences that go there; make: "module:class" of a `Panel`."""

    key: str
    words: str
    keys: tuple[str, ...]
    make: str

    @property
    def title(self) -> str:
        """Its name in the user's language."""
        return QCoreApplication.translate("Commands", self.words)


PLACES = (
    Place("stage", QT_TRANSLATE_NOOP("Commands", "Stage"), ("Ctrl+1",), "rnnviz.view.body.arrangement:Arrangement"),
    Place("compare", QT_TRANSLATE_NOOP("Commands", "Compare"), ("Ctrl+2",), "rnnviz.view.compare.place:Compare"),
    Place(
        "laboratory",
        QT_TRANSLATE_NOOP("Commands", "Laboratory"),
        ("Ctrl+3",),
        "rnnviz.view.laboratory.place:Laboratory",
    ),
    Place("lessons", QT_TRANSLATE_NOOP("Commands", "Lessons"), ("Ctrl+4",), "rnnviz.view.lessons.place:Lessons"),
)
"""The first is what a window opens with; while it is the only one nothing is shown of the others' names."""
