"""What the parts of the page have in common: the state that is looked at, the way pointed at, names and hues."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QColor

from rnnviz.engine import Run
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.laboratory.path_figures import PathFigures, PathPart, path_figures, states_of
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.laboratory.asked import FigureAsked
from rnnviz.view.look.language import line_name
from rnnviz.view.look.style import Theme, with_alpha
from rnnviz.view.work.throttle import LONG

translate = QCoreApplication.translate
PALE, ELSE = 0.55, 0.3
"""How much colour is left of what comes back later; of what is not pointed at."""


class Looked(QObject):
    """`changed` when another state or way is looked at; the figures are those of the run on the stage."""

    changed = Signal()

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._state = ""
        self.way = ""
        """The part under the pointer."""
        self._kept: dict[bool, tuple[Run, PathFigures]] = {}
        self.asked = FigureAsked(self)
        self.asked.changed.connect(self._come)

    def _come(self) -> None:
        self.changed.emit()

    @property
    def states(self) -> tuple[str, ...]:
        return states_of(self._simulation.cell)

    @property
    def state(self) -> str:
        """The chosen one, of a cell that lacks it its first; "" for a cell without memory."""
        return self._state if self._state in self.states else next(iter(self.states), "")

    def choose(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    def point_at(self, way: str) -> None:
        """A way under the pointer, or none."""
        if way != self.way:
            self.way = way
            self.changed.emit()

    @property
    def figures(self) -> PathFigures | None:
        """None of a cell without memory, and while those of a long run are worked out beside the window."""
        run = self._simulation.run
        if run.steps < LONG:
            return self._of(run, before=False)
        if not self.state:
            return None
        about = run, self.state
        self.asked.ask(about, False, partial(path_figures, *about), partial(_job, *about))
        found: PathFigures | None = self.asked.found(about)
        return found

    @property
    def before(self) -> PathFigures | None:
        """Of the run before the last edit; of long runs it is not worked out."""
        reference = self._simulation.reference
        return None if reference is None or reference.steps >= LONG else self._of(reference, before=True)

    def _of(self, run: Run, before: bool) -> PathFigures | None:
        if not self.state or self.state not in run.cell.states:
            return None
        kept = self._kept.get(before)
        if kept is None or kept[0] is not run or kept[1].state != self.state:
            kept = self._kept[before] = run, path_figures(run, self.state)
        return kept[1]

    def why(self) -> str:
        """Why there are no figures."""
        if not self.state:
            return translate("Paths", "This cell has no memory: no gradient goes from step to step.")
        return self.asked.failed or translate("Paths", "being worked out ...")

    # names and hues ------------------------------------------------------------------------------------------

    @property
    def on_belt(self) -> bool:
        """Whether the state is drawn as a conveyor belt."""
        return self._simulation.cell.by_name[self.state].role == "cell"

    def name(self, part: PathPart) -> str:
        """What the part is called."""
        figures = self.figures
        if not part.own:
            return line_name(self._simulation.cell, part.name)
        if figures is not None and not figures.carries:
            return translate("Paths", "loss of this step")
        return translate("Paths", "along the belt") if self.on_belt else translate("Paths", "along the keep path")

    def alone_name(self) -> str:
        """What the dashed curve is called."""
        return translate("Paths", "belt alone") if self.on_belt else translate("Paths", "keep path alone")

    def remarks(self, part: PathPart) -> tuple[str, ...]:
        """Which way the part took, in ever fewer words."""
        figures = self.figures
        carries = figures is not None and figures.carries
        if part.own:
            told = (translate("Paths", "never leaves it before the loss"), translate("Paths", "never leaves it"))
            return told if carries else ()
        patterns = (translate("Paths", "read by {0} at the next step"), translate("Paths", "read by {0} next"))
        if carries:
            patterns = (
                translate("Paths", "leaves it, comes back first through {0}"), translate("Paths", "back through {0}"),
            )  # fmt: skip
        return tuple(pattern.format(part.name) for pattern in patterns)

    def hue(self, part: PathPart, theme: Theme) -> QColor:
        cell = self._simulation.cell
        name = self.state if part.own else part.name
        color = theme.role(cell.by_name[name].role) if name in cell.by_name else theme.text
        return color if self.way in ("", part.name) else with_alpha(color, ELSE)


def _job(run: Run, state: str) -> Job:
    return Job("paths", (content(run), state))


def pale(color: QColor) -> QColor:
    return with_alpha(color, color.alphaF() * PALE)
