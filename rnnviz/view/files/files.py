"""Opening and saving from the window: experiments and sequences; every refusal is a sentence."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.io.disk import fingerprint
from rnnviz.io.kinds import CELL, EXPERIMENT, SEQUENCE, WEIGHTS, kind_of, patterns, reader_of, unreadable
from rnnviz.io.recent import recent_files, remember_file
from rnnviz.io.trained import SUFFIX, load_with_unit
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import Player
from rnnviz.resources import data_folder
from rnnviz.view.files.cell_files import OwnCells
from rnnviz.view.files.exports import Exports
from rnnviz.view.files.lesson_files import LessonFiles
from rnnviz.view.files.own_files import OwnFiles
from rnnviz.view.files.pictures import Pictures
from rnnviz.view.files.weight_files import WeightFiles
from rnnviz.view.look.words import said
from rnnviz.view.tables.sequence_files import SequenceFiles
from rnnviz.view.widgets.box import Words
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.io.formats.saved import Saved
    from rnnviz.model.document.comparing import Comparing
    from rnnviz.model.document.snapshots import Snapshots
    from rnnviz.model.setup.setup import Setup

    Kept = tuple[tuple[Setup, ...], Comparing, Snapshots]
    Named = tuple[Path | None, str | None, Kept | None]

# io.document is imported where it is used: the first frame would wait for msgspec

LAST = "last-on-screen.rnnviz"


class Files(QObject):
    """The window's files. Dialogs ask for a path; the `..._path` methods do the work and are what tests call."""

    saved = Signal()
    """Another file is open, or none, or the one that is holds what is on screen."""

    def __init__(
        self, simulation: Simulation, player: Player, cells: OwnCells, sequences: SequenceFiles, picture: QWidget,
        tools: Tools,
    ) -> None:  # fmt: skip
        """picture: what a saved picture shows."""
        super().__init__(picture)
        self._simulation, self._player, self._cells, self._sequences = simulation, player, cells, sequences
        self._notices, self._keys = tools.notices, tools.keys
        self._weights = WeightFiles(simulation, tools.notices, self.show_trained)
        self.own, self.lessons = OwnFiles(simulation, tools.notices), LessonFiles(simulation)
        tools.actions.bind({"own_table": self.own.ask_table, "own_folder": self.own.ask_folder})
        self.pictures = Pictures(simulation, picture, tools.notices)
        self.exports = Exports(simulation, tools, self)
        self.path: Path | None = None
        self.fingerprint: str | None = None
        """Of the file's bytes when it was read or written here: somebody else may write it meanwhile."""
        self.asks = True
        """Whether somebody is there to answer a question while the window closes."""
        self.kept = False
        """Whether the window closed with everything kept for next time, or refused by the user."""
        self._stored: Kept | None = self._now()

    @property
    def name(self) -> str:
        """For the title: the file's name and a separator, or nothing."""
        return f"{self.path.name} — " if self.path else ""

    @property
    def unsaved(self) -> bool:
        """Whether what is on screen is neither in its file nor what the window opened with."""
        return self._now() != self._stored

    def _now(self) -> Kept:
        """What was chosen in every simulation, how they are looked at, and the runs that were kept."""
        document = self._simulation.document
        return tuple(each.setup for each in document.simulations), document.comparing, document.album.snapshots

    # experiments -------------------------------------------------------------------------------------------

    def open(self) -> None:
        kinds = ";;".join(
            (
                self.tr("Experiments and cells ({0})").format(patterns(EXPERIMENT, CELL)),
                self._experiments(),
                self._cells.kinds(),
            )
        )
        path = self._notices.path_to_open(self.tr("Open experiment or cell"), kinds)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: str | Path) -> bool:
        """Show the experiment, cell or sequence of a file; a bad file changes nothing but says why. Data to be
        trained on are where a training is in sight."""
        if self.own.takes(Path(path)):
            return self.own.open_asking(Path(path))
        kind, taken = kind_of(path), self._weights.open_path(Path(path))
        if taken is not None:
            return taken
        if kind == CELL and self.lessons.takes(Path(path)):
            return self.lessons.open_path(Path(path))
        if kind == CELL:
            return self._cells.open_path(Path(path))
        if kind == SEQUENCE:
            return self._sequences.open_path(path)
        if kind != EXPERIMENT:
            return self._notices.refuse(unreadable(path))
        from rnnviz.io.document import DocumentError

        try:
            document = reader_of(path)(Path(path))
        except DocumentError as error:
            return self._notices.refuse(error)
        self._show(document)
        self.opened(Path(path))
        return True

    def open_trained(self) -> None:
        """Ask for a file of weights."""
        kinds = self.tr("Trained networks and weights ({0})").format(f"*{SUFFIX} {patterns(WEIGHTS)}")
        path = self._notices.path_to_open(self.tr("Open a trained network"), kinds)
        if path is not None and self._weights.open_path(Path(path)) is None:
            self.show_trained(path)

    def show_trained(self, name: str | Path) -> bool:
        """Show a trained network by its name, or of a file; a bad file changes nothing but says why."""
        from rnnviz.io.weights import WeightsError

        try:
            setup, unit = load_with_unit(name)
        except WeightsError as error:
            return self._notices.refuse(error)
        self._player.pause()
        self.left()
        self._simulation.open(setup)
        self._simulation.to_end()
        self._simulation.select(unit=unit)
        return True

    def opened(self, path: Path) -> None:
        """Remember that this file is what is on screen."""
        self._stored = self._now()
        remember_file(data_folder(), path)
        self._name_it(path, fingerprint(path))

    def give_up(self) -> bool:
        """Back to what is on screen while something large is computed; a file that held it is not what is seen then."""
        coming = self._now()
        if not self._simulation.document.give_up():
            return False
        if coming == self._stored:
            self.left()
            self._stored = None
        return True

    def left(self) -> None:
        """Another experiment takes the screen: saving it must not overwrite the file that was open."""
        self._name_it(None, None)

    @property
    def named(self) -> Named:
        """Which file is open, and what is known to be in it."""
        return self.path, self.fingerprint, self._stored

    def regain(self, named: Named) -> None:
        """What another experiment took the screen from is there again."""
        path, known, self._stored = named
        self._name_it(path, known)

    def restore(self, document: Saved, path: Path | None, known: str | None) -> None:
        """Show what an earlier rnnviz left unsaved. known: fingerprint of the file when that one read it."""
        self.left()
        self._show(document)
        self._stored = None
        self._name_it(path, known)

    def _name_it(self, path: Path | None, known: str | None) -> None:
        self.path, self.fingerprint = path, known
        self._notices.folder = str(path.parent) if path else ""
        self.saved.emit()

    def reopen(self) -> None:
        """What was on screen when the window last closed."""
        from rnnviz.io.document import DocumentError, load

        path = data_folder() / LAST
        if not path.exists():
            self._notices.refuse(lambda: self.tr("Nothing was kept yet: this is the first time rnnviz runs here."))
            return
        try:
            document = load(path)
        except DocumentError as error:
            self._notices.refuse(error)
            return
        self.left()
        self._show(document)

    def save(self) -> None:
        if self.path is None:
            self.save_as()
        else:
            self.save_path(self.path)

    def save_as(self) -> None:
        from rnnviz.io.document import SUFFIX

        path = self._notices.path_to_save(self.tr("Save experiment"), self._experiments(), (SUFFIX,))
        if path is not None:
            self.save_path(path)

    def save_path(self, path: Path) -> bool:
        """Write the experiment; the old file stays whole if that fails, and where somebody else wrote it meanwhile."""
        if path == self.path and not self._still_ours(path):
            return False
        from rnnviz.io.document import DocumentError, save

        try:
            save(path, self.document())
        except DocumentError as error:
            return self._notices.refuse(error)
        self.opened(path)
        return True

    def _still_ours(self, path: Path) -> bool:
        """Whether the file is as this window knows it, or the user has seen that it is not."""
        found = fingerprint(path)
        if found is None or self.fingerprint in (None, found):
            return True
        return self._notices.agrees(partial(self._overwrites, path.name))

    def _overwrites(self, name: str) -> str:
        return self.tr("{0} was written by somebody else since it was opened here. Replace it?").format(name)

    def document(self) -> Saved:
        """What is on screen, with what is just being typed."""
        self._keys.finish()
        self._simulation.flush()
        return self.snapshot()

    def snapshot(self) -> Saved:
        """What is on screen; nothing that is being typed is disturbed."""
        from rnnviz.io.formats.saved import Saved

        return Saved.of(self._simulation)

    def keep_all(self) -> bool:
        """Keep what is on screen and every draft for next time; False where that failed and the window is to stay."""
        failed = [why for why in (self._keep_last(), self._cells.keep()) if why]
        self.kept = not failed
        if self.kept or not self.asks:
            return True
        self.kept = self._notices.close_anyway(partial(self._is_lost, failed))
        return self.kept

    def _is_lost(self, failed: list[Words]) -> str:
        why = " ".join(words() for words in failed)
        return self.tr("{0} Once the window is closed it is lost. Close it all the same?").format(why)

    def _keep_last(self) -> Words | None:
        """Keep what is on screen; why that failed, or nothing."""
        from rnnviz.io.disk import reason
        from rnnviz.io.document import DocumentError, save

        try:
            data_folder().mkdir(parents=True, exist_ok=True)
            save(data_folder() / LAST, self.document())
        except DocumentError as error:
            why = error.why
            return lambda: self.tr("What is on screen {0}.").format(said(why))
        except OSError as error:
            because = reason(error)
            return lambda: self.tr("What is on screen cannot be saved, because {0}.").format(said(because))
        return None

    def recent(self) -> list[Path]:
        return recent_files(data_folder())

    def _show(self, document: Saved) -> None:
        self._player.pause()
        owner = self._simulation.document
        owner.load(
            self._simulation, document.setup, document.cursor, document.beside, document.place, document.comparing
        )
        owner.album.show(document.snapshots)
        self._simulation.select(unit=document.unit, pins=(), hover=None)

    def _experiments(self) -> str:
        return self.tr("rnnviz experiments ({0})").format(patterns(EXPERIMENT))
