"""The one table of faces: what the right column of the stage's place can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...

else:  # Qt's own stub says that it returns an object
    from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class FaceRow:
    """words: its name, in English; make: "module:class" of the `Panel` that fills the column, made when it is first
    shown; "" stands for the panels of the table of panels, below each other."""

    key: str
    words: str
    make: str = ""

    @property
    def title(self) -> str:
        """Its name in the user's language."""
        return QCoreApplication.translate("Commands", self.words)


FACES = (
    FaceRow("plots", QT_TRANSLATE_NOOP("Commands", "Plots")),
    FaceRow("train", QT_TRANSLATE_NOOP("Commands", "Train"), "rnnviz.view.training.panel:TrainPanel"),
    FaceRow("weights", QT_TRANSLATE_NOOP("Commands", "Weights"), "rnnviz.view.weights.panel:WeightsPanel"),
)
"""In the order in which a key goes round; the first is what a window opens with."""


def face_keys() -> tuple[str, ...]:
    """Keys of what there is."""
    return tuple(face.key for face in FACES)
