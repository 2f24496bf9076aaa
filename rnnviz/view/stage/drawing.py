"""The picture of a stage's cell: at once where that is a moment's work, else from the worker, with boxes until then."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from rnnviz.engine import Cell
from rnnviz.engine.wording import Message
from rnnviz.model.picture import Picture
from rnnviz.model.picture.build import plain_picture, remember
from rnnviz.model.picture.grid import Sizes
from rnnviz.model.worker.jobs import Job
from rnnviz.view.stage.grid import Screen, laid_out, needed
from rnnviz.view.work.worker import Handle, Worker


class PictureMaker(QObject):
    """Lays out one cell after the other, of those asked for meanwhile only the last; `made` after each step."""

    made = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._handle: Handle | None = None
        self._asked: tuple[Cell, Sizes] | None = None

    @property
    def busy(self) -> bool:
        return self._handle is not None and not self._handle.done

    def picture(self, cell: Cell, screen: Screen) -> Picture:
        """The cell's picture for a stage of this many pixels; boxes that wait while it is made."""
        sizes = needed(cell, screen)
        if sizes is None:
            return laid_out(cell, screen)
        self._ask(cell, sizes)
        return plain_picture(cell, sizes, "waiting")

    def ready(self, cell: Cell, screen: Screen) -> bool:
        """Whether the picture is at hand; if not it is being made."""
        sizes = needed(cell, screen)
        if sizes is not None:
            self._ask(cell, sizes)
        return sizes is None

    def _ask(self, cell: Cell, sizes: Sizes) -> None:
        if self.busy and self._asked == (cell, sizes):
            return
        if self._handle is not None:
            self._handle.cancel()
        self._asked = cell, sizes
        found, failed = partial(self._found, cell, sizes), partial(self._failed, cell, sizes)
        self._handle = Worker.shared().submit(Job("picture", (cell, sizes)), self, found, on_failed=failed)

    def _found(self, cell: Cell, sizes: Sizes, drawn: Picture) -> None:
        remember(cell, sizes, drawn)
        self.made.emit()

    def _failed(self, cell: Cell, sizes: Sizes, why: Message) -> None:
        self._found(cell, sizes, plain_picture(cell, sizes, "plain"))
