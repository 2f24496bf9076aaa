"""What the parts of the page have in common: the number that is changed, by how much, and what comes of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from rnnviz.engine.laboratory.probe import Response, probe
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.model.document.result import Result
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.laboratory.probed import Changeable, Index, changeables, loudest, perturbation
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.laboratory.asked import AskedLook
from rnnviz.view.look import typeset

translate = QCoreApplication.translate
QUICK = 4_000
"""Steps times units that are followed at once."""
LEAST, MOST, USUAL = 1e-4, 10.0, 0.1


class ProbeLooked(AskedLook):
    """`changed` when something else is changed or followed, and when there is another answer.

    An input is changed at the present step. index: None for the largest number of that input.
    """

    chosen = ("_key", "_index", "_line", "eps")

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(simulation, parent)
        self._key, self._line = "input x", ""
        self._index: Index | None = None
        self.eps = USUAL

    # what is chosen ------------------------------------------------------------------------------------------

    @property
    def all(self) -> tuple[Changeable, ...]:
        cursor = self._simulation.cursor
        return changeables(self._simulation.result, cursor.layer, cursor.way)

    @property
    def what(self) -> Changeable:
        """The chosen one, of a cell that lacks it the input."""
        return next((one for one in self.all if one.key == self._key), self.all[0])

    @property
    def index(self) -> Index:
        """Which of its numbers."""
        whole = self._simulation.result.whole
        if self.follows and whole is not None:
            return loudest(whole, self.place)
        return self.what.inside(self._index)

    @property
    def follows(self) -> bool:
        """Whether the largest number of the input is meant, wherever it stands."""
        return self.what.kind == "input" and self._index is None

    @property
    def place(self) -> int:
        """The present step in the order of the sequence."""
        return self._simulation.place(self._simulation.cursor.step)

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be followed: the states, the output of a cell without memory."""
        cell = self._simulation.cell
        return tuple(reversed(cell.states)) or (cell.output,)

    @property
    def line(self) -> str:
        """The one that is followed, else the output, if it is among them."""
        known = (name for name in (self._line, self._simulation.cell.output) if name in self.lines)
        return next(known, self.lines[-1])

    def choose(self, key: str) -> None:
        if key != self._key:
            self._key, self._index = key, None
            self._again()

    def point(self, index: Index | None) -> None:
        if index != self._index:
            self._index = index
            self._again()

    def follow(self, line: str) -> None:
        self._line = line
        self._again()

    def change_by(self, eps: float) -> None:
        if eps != self.eps and LEAST <= eps <= MOST:
            self.eps = eps
            self._again()

    # what follows --------------------------------------------------------------------------------------------

    def _about(self, result: Result) -> tuple[Any, ...]:
        cursor = self._simulation.cursor
        change = perturbation(self.what, self.index, self.place, cursor.layer, cursor.way)
        return result.whole, change, self.eps, cursor.layer, self.line, cursor.way

    def renew(self) -> None:
        """Of another run, number or step."""
        result = self._simulation.result
        if result.whole is None:
            return
        about = self._about(result)
        self._asked.ask(about, self._is_quick(result), partial(probe, *about), partial(_job, about))

    @property
    def response(self) -> Response | None:
        """None while it is worked out."""
        found: Response | None = self._asked.found(self._about(self._simulation.result))
        return found

    @property
    def whole(self) -> NetworkRun | None:
        """The network that is followed."""
        return self._simulation.result.whole

    @property
    def before(self) -> Response | None:
        """The same change in the network before the last edit; None where there is no such number, or it is long."""
        result = self._simulation.before
        if result is None or result.whole is None or not self._is_quick(result):
            return None
        if self.what not in changeables(result, self._simulation.cursor.layer, self._simulation.cursor.way):
            return None
        about = self._about(result)
        if self._former is None or self._former[0] != about:
            self._former = about, probe(*about)
        return self._former[1]

    _former: tuple[tuple[Any, ...], Response] | None = None

    def _is_quick(self, result: Result) -> bool:
        return result.setup.steps * sum(layer.hidden for layer in result.setup.layers) <= QUICK

    # names ---------------------------------------------------------------------------------------------------

    def name(self, what: Changeable) -> str:
        """What can be chosen, in words."""
        if what.kind == "input":
            return translate("ProbePage", "input x")
        shown = typeset.plain(typeset.symbol(what.own))
        return translate("ProbePage", "start of {0}").format(shown) if what.kind == "start" else shown

    def names(self, axis: int) -> tuple[str, ...]:
        """Of the numbers along one axis: words of the input, units."""
        what, result = self.what, self._simulation.result
        size = what.shape[axis]
        labels: tuple[str, ...] = result.setup.columns_of(0) if what.kind == "input" else ()
        if what.reads_x and axis == 1:
            labels = self._simulation.columns
        units = [translate("ProbePage", "unit {0}").format(i + 1) for i in range(size)]
        return tuple(labels[i] if i < len(labels) else units[i] for i in range(size))

    def said(self) -> str:
        """The number that is changed, in a few words."""
        what, index = self.what, self.index
        if what.kind == "input":
            word = self.names(0)[index[0]]
            return translate("ProbePage", "the number of “{0}” at step {1}").format(word, self.place + 1)
        at = ", ".join(str(i + 1) for i in index)
        shown = f"{typeset.plain(typeset.symbol(what.own))}[{at}]"
        return translate("ProbePage", "the start of {0}").format(shown) if what.kind == "start" else shown


def _job(about: tuple[Any, ...]) -> Job:
    whole, *rest = about
    return Job("probe", (content(whole.network), *rest))
