"""The one table of the laboratory's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...

else:  # Qt's own stub says that it returns an object
    from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class LabPage:
    """question: what the page answers, its name while it is open; word: its name else; make: "module:class" of a
    `Page`; knobs: keys of `KNOBS` that stand at the right."""

    key: str
    question: str
    word: str
    make: str
    knobs: tuple[str, ...] = ("gain", "keep_bias")

    def name(self, is_open: bool) -> str:
        """In the user's language."""
        return QCoreApplication.translate("Laboratory", self.question if is_open else self.word)


PAGES = (
    LabPage(
        "paths",
        QT_TRANSLATE_NOOP("Laboratory", "Where did the gradient go?"),
        QT_TRANSLATE_NOOP("Laboratory", "Paths"),
        "rnnviz.view.laboratory.paths.page:PathsPage",
    ),
    LabPage(
        "weights",
        QT_TRANSLATE_NOOP("Laboratory", "Which step moves the weights?"),
        QT_TRANSLATE_NOOP("Laboratory", "Weights"),
        "rnnviz.view.laboratory.weights.page:WeightsPage",
    ),
    LabPage(
        "flat",
        QT_TRANSLATE_NOOP("Laboratory", "What is flat, what gets through?"),
        QT_TRANSLATE_NOOP("Laboratory", "Saturation"),
        "rnnviz.view.laboratory.flat.page:FlatPage",
        ("gain", "input_scale"),
    ),
    LabPage(
        "probe",
        QT_TRANSLATE_NOOP("Laboratory", "What does a small change do?"),
        QT_TRANSLATE_NOOP("Laboratory", "Probe"),
        "rnnviz.view.laboratory.probe.page:ProbePage",
        ("gain", "input_scale"),
    ),
    LabPage(
        "map",
        QT_TRANSLATE_NOOP("Laboratory", "What does one step pass on?"),
        QT_TRANSLATE_NOOP("Laboratory", "Map"),
        "rnnviz.view.laboratory.map.page:MapPage",
    ),
    LabPage(
        "depth",
        QT_TRANSLATE_NOOP("Laboratory", "How deep does it reach?"),
        QT_TRANSLATE_NOOP("Laboratory", "Depth"),
        "rnnviz.view.laboratory.depth.page:DepthPage",
    ),
)


def page_keys() -> tuple[str, ...]:
    """For the command line."""
    return tuple(page.key for page in PAGES)
