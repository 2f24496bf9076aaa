"""Films of the story, made beside the window: what is to be shown is asked, and made while the lecture goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.body.places import Places
from rnnviz.view.film.twin import FilmedWindow, Maker, copy_of, prepared
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.view.film.dialog import FilmDialog
    from rnnviz.view.film.filming import Filming

# what makes films is imported where it is used: the first frame would wait for Pillow


FILMED = ("stage", "compare", "laboratory")
"""Places that can be filmed."""


class Films(QObject):
    """One film at a time."""

    def __init__(self, simulation: Simulation, places: Places, tools: Tools, make: Maker) -> None:
        """make: another window of a document, in the looks of this one."""
        super().__init__(tools.notices.window)
        self._simulation, self._places, self._notices, self._make = simulation, places, tools.notices, make
        tools.actions.bind({"save_film": self.ask})
        self.dialog: FilmDialog | None = None
        self.filming: Filming | None = None
        self._twin: FilmedWindow | None = None

    @property
    def busy(self) -> bool:
        return self.filming is not None

    def ask(self) -> None:
        """Show what can be chosen."""
        from rnnviz.view.film.dialog import FilmDialog

        if self.dialog is None:
            self.dialog = FilmDialog(self._simulation, self._notices.window)
            self.dialog.asked.connect(self._name)
            self.dialog.cancelled.connect(self._closed)
        self.dialog.show()

    def _name(self) -> None:
        from rnnviz.io.written.film import SUFFIXES

        kinds = self.tr("Films ({0})").format(" ".join(f"*{suffix}" for suffix in SUFFIXES))
        path = self._notices.path_to_save(self.tr("Save film"), kinds, SUFFIXES)
        if path is not None:
            self.film(path)

    def film(self, path: Path) -> None:
        """Make the film that the dialog describes; a refusal is said."""
        from rnnviz.io.written.film import check_film
        from rnnviz.view.film.filming import Filming

        if self.dialog is None or self.busy:
            return
        try:
            check_film(path)
        except Refusal as refused:
            self._notices.refuse(refused)
            return
        dialog = self.dialog
        document = copy_of(self._simulation, cast(Document, self._simulation.document))
        self._twin = self._like_this(prepared(self._make(document), dialog.size_asked, self._place))
        halts = dialog.halts()
        dialog.went(0, len(halts))
        self.filming = Filming(self._twin, halts, path, dialog.seconds, self)
        self.filming.went.connect(dialog.went)
        self.filming.ended.connect(self._ended)
        self.filming.start()

    @property
    def _place(self) -> str:
        """The place that is seen; of one that does not show the story by itself, such as a lesson, the first one."""
        return self._places.now if self._places.now in FILMED else FILMED[0]

    def _like_this(self, twin: FilmedWindow) -> FilmedWindow:
        """The same page of the laboratory."""
        from rnnviz.view.laboratory.place import Laboratory

        here, there = self._places.page, twin.places.page
        if isinstance(here, Laboratory) and isinstance(there, Laboratory):
            there.turn_to(here.now)
        return twin

    def _ended(self) -> None:
        why = self.filming.why if self.filming is not None else None
        self.finish()
        if why is not None:
            self._notices.refuse(why)

    def _closed(self) -> None:
        self.dialog = None
        self._leave()

    def finish(self) -> None:
        """What is being made is given up, and nothing of it stays."""
        if self.dialog is not None:
            self.dialog.close()
        self._leave()

    def _leave(self) -> None:
        filming, twin, self.filming, self._twin = self.filming, self._twin, None, None
        if filming is not None:
            filming.cancel()
            filming.deleteLater()
        if twin is not None:
            twin.close()
            twin.deleteLater()
