"""Singular values and products of a run's steps: at once of a short run, of others from the worker."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from rnnviz.engine import Run
from rnnviz.engine.laboratory.spectra import Spectra, spectra
from rnnviz.engine.wording import Message
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.look.words import said
from rnnviz.view.plots.flow.data import quick
from rnnviz.view.work.worker import Handle, Worker


class SpectraAsked(QObject):
    """`changed` when there are others. name: of a state, None: of all together; failed: why there are none."""

    changed = Signal()

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.name: str | None = None
        self.failed = ""
        self._found: tuple[Run, str | None, Spectra] | None = None
        self._asked: tuple[Run, str | None] | None = None
        self._handle: Handle | None = None

    @property
    def busy(self) -> bool:
        return self._handle is not None and not self._handle.done

    @property
    def spectra(self) -> Spectra | None:
        """Of the run on the stage; None while they are worked out, or where there is no memory."""
        run = self._simulation.run
        found = self._found
        return found[2] if found is not None and found[0] is run and found[1] == self.name else None

    def ask(self, name: str | None) -> None:
        """Of the run on the stage, once."""
        run, self.name = self._simulation.run, name
        if self._asked == (run, name) or not run.cell.states:
            return
        self.drop()
        self._asked = run, name
        if quick(run):
            self._take(run, name, spectra(run, name))
            return
        job = Job("spectra", (content(run), name))
        self._handle = Worker.shared().submit(job, self, partial(self._take, run, name), on_failed=self._miss)

    def drop(self) -> None:
        """Nobody wants what was asked before."""
        if self._handle is not None:
            self._handle.cancel()
        self._handle, self._asked, self.failed = None, None, ""

    @property
    def before(self) -> Spectra | None:
        """Of the run before the last edit, if they were looked at."""
        ghost = self._ghost
        there = ghost is not None and ghost[0] is self._simulation.reference and ghost[1] == self.name
        return ghost[2] if ghost is not None and there else None

    _ghost: tuple[Run, str | None, Spectra] | None = None

    def _take(self, run: Run, name: str | None, found: Spectra) -> None:
        if self._found is not None and self._found[0] is self._simulation.reference:
            self._ghost = self._found
        self._found = run, name, found
        self.changed.emit()

    def _miss(self, why: Message) -> None:
        self.failed = said(why)
        self.changed.emit()
