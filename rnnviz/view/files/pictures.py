"""Pictures of the window saved and copied while it goes on answering."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.window.notices import Notices

if TYPE_CHECKING:
    from rnnviz.view.files.pieces import Pieces

PATIENCE = 250
"""Milliseconds after which somebody wants to know how long it will take."""

# view.files.export is imported where it is used: the first frame would wait for QtSvg


class Pictures(QObject):
    """A picture is made a piece for every turn of the event loop; of two, the first is finished before the second.

    Where what is on the screen becomes another meanwhile the picture is begun again, and all that is looked at is then
    painted in one turn: no picture shows two places of a story. `share`: how much is made, 1 once nothing is being
    made; told where it takes long.
    """

    share = Signal(float)

    def __init__(self, simulation: Simulation, picture: QWidget, notices: Notices) -> None:
        """picture: what is shown in it."""
        super().__init__(picture)
        self._picture, self._notices = picture, notices
        self._make: Callable[[], Pieces[None]] | None = None
        self._work: Pieces[None] | None = None
        self._looks, self._told, self._since = False, False, QElapsedTimer()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)
        simulation.changed.connect(self._begin_again)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def save(self) -> None:
        """Ask for a name and write the whole window's content."""
        kinds = self.tr("Pictures (*.png *.svg *.pdf)")
        path = self._notices.path_to_save(self.tr("Save picture"), kinds, (".png", ".svg", ".pdf"))
        if path is not None:
            self.save_path(path)

    def save_path(self, path: Path, picture: QWidget | None = None) -> None:
        """As PNG, SVG or PDF, by the suffix; a refusal is said. picture: a part of what is shown."""
        from rnnviz.view.files.export import saving

        self._start(partial(saving, picture or self._picture, path))

    def copy(self) -> None:
        """Put it on the clipboard."""
        self.copy_of(self._picture)

    def copy_of(self, picture: QWidget) -> None:
        """Put a part of what is shown on the clipboard."""
        from rnnviz.view.files.export import copying

        self._start(partial(copying, picture))

    def finish(self) -> None:
        """What is being made is made now."""
        while self.busy:
            self._next()

    def cancel(self) -> bool:
        """Give up what is being made; False where nothing is."""
        busy = self.busy
        self._end()
        return busy

    def _start(self, make: Callable[[], Pieces[None]]) -> None:
        self.finish()
        self._make, self._work, self._looks = make, make(), True
        self._since.start()
        self._timer.start()
        self._next()

    def _next(self) -> None:
        from rnnviz.view.files.export import PictureError

        if self._work is None:
            return
        try:
            piece = next(self._work)
        except StopIteration:
            self._end()
        except PictureError as error:
            self._end()
            self._notices.refuse(error)
        else:
            self._looks = piece.looks
            if self._since.elapsed() >= PATIENCE:
                self._told = True
                self.share.emit(piece.share)

    def _begin_again(self) -> None:
        if self._work is None or self._make is None or not self._looks:
            return
        self._work.close()
        self._work = self._make()
        while self.busy and self._looks:
            self._next()

    def _end(self) -> None:
        self._timer.stop()
        work, self._work = self._work, None
        if work is not None:
            work.close()
        if self._told:
            self._told = False
            self.share.emit(1.0)
