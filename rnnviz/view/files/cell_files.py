"""Cells of one's own: the editor in the place of the window's body, and the files they are opened from and saved to.

A draft that is left is kept: beside its beginning in this window, and on the disk for the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rnnviz.io.kinds import CELL, patterns, reader_of
from rnnviz.io.recent import remember_file
from rnnviz.model.document.simulation import Simulation
from rnnviz.resources import data_folder
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.inspector.inspector import Inspector
from rnnviz.view.look.words import said
from rnnviz.view.widgets.box import Words
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.io.drafts import DraftShelf
    from rnnviz.model.draft.draft import Draft
    from rnnviz.view.cell_editor import CellEditor

# the editor, the router of wires and msgspec are imported where they are used: the first frame needs none of them

NEW, OTHER = "new", "other"
"""What a draft is kept by that was not begun from the text of a cell on the stage."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that was left, and what it was begun from."""

    first: Draft
    draft: Draft


class OwnCells(QObject):
    """Opens, edits and saves the window's cells; `editor` is None while the stage is shown, `typing(on)` says so."""

    changed = Signal()
    """The draft being typed, or which there are."""
    typing = Signal(bool)

    def __init__(self, simulation: Simulation, body: Arrangement, inspector: Inspector, tools: Tools) -> None:
        super().__init__(body)
        self._simulation, self._body, self._inspector = simulation, body, inspector
        self._actions, self._notices, self._keys, self._look = tools.actions, tools.notices, tools.keys, tools.look
        self._remembers = tools.remembers
        self.editor: CellEditor | None = None
        self._key = NEW
        self._seat = simulation.seat
        """The layer whose cell is edited; the list of layers may put another one on the stage meanwhile."""
        self._path: Path | None = None
        self._kept: dict[str, Kept] = {}
        """Drafts that were left, by the text of the cell they were begun from."""
        self._drafts: DraftShelf | None = None
        self._paths: dict[str, Path] = {}
        """Where the text of a cell came from or went to."""

    # the editor --------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a cell like the one on the stage, or go on with the draft that was left."""
        from rnnviz.view.cell_editor.page import beginning

        if self.editor is not None:
            self.editor.texts.focus()
            return
        choice = self._simulation.choice
        first = beginning(choice.cell, self.tr("My cell"))
        left = next((key for key in (NEW, OTHER) if self._left(key, first)), NEW)
        kept = self._left(left, first)
        start = "" if kept or choice.cell_text else choice.cell_key
        self._open(left, kept or Kept(first, first), True, start)

    def edit(self) -> None:
        """Open the text of the cell on the stage."""
        from rnnviz.model.draft.draft import Draft

        if self.editor is not None:
            self.editor.texts.focus()
            return
        choice = self._simulation.choice
        first = Draft.from_cell(choice.cell)
        kept = self._left(choice.cell.text, first) or Kept(first, first)
        self._open(choice.cell.text, kept, False)
        self._path = self._paths.get(choice.cell_text)

    def edit_draft(self, draft: Draft, changed: bool = False) -> None:
        """Open a draft that came from elsewhere, right or wrong. changed: it is nowhere else, so it is kept."""
        from rnnviz.model.draft.draft import Draft

        first = Draft.from_cell(self._simulation.choice.cell) if changed else draft
        self._open(OTHER, Kept(first, draft), False)

    def leave(self) -> bool:
        """Back to the stage; a changed draft is kept for the next time. False where nothing was being edited."""
        editor = self.editor
        if editor is None:
            return False
        if editor.history.changed:
            self._kept[self._key] = Kept(editor.history.first, editor.draft)
        else:
            self._forget(self._key)
        self._close()
        return True

    def restyle(self) -> None:
        """The editor follows the window's colours and sizes."""
        if self.editor is not None:
            self.editor.set_look(self._look.theme, self._look.scale)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Commands that mean the draft while the editor is open."""
        editor = self.editor
        if editor is None:
            return {}
        return {
            "save": self.save, "save_as": self.save_as, "undo": editor.undo, "redo": editor.redo,
            "edit_here": editor.texts.focus, "type_sequence": editor.texts.focus,
        }  # fmt: skip

    def words(self) -> dict[str, str]:
        """What the menus call some of them meanwhile."""
        return {"save": self.tr("Save cell"), "save_as": self.tr("Save cell as…")}

    def _open(self, key: str, kept: Kept, fresh: bool, start: str = "") -> None:
        from rnnviz.view.cell_editor import CellEditor

        self._keys.finish()
        self._simulation.flush()
        self._key, self._seat, self._path = key, self._simulation.seat, None
        self.editor = CellEditor(self._simulation, kept.first, fresh, start, self._body)
        self.editor.saved.connect(self.save)
        self.editor.left.connect(self.leave)
        self.editor.changed.connect(self.changed)
        if kept.draft != kept.first:
            self.editor.resume(kept.draft)
            self.editor.header.show_resumed()
        self._body.show_page(self.editor)
        self._inspector.set_away(True)
        self._actions.typing(self)
        self.typing.emit(True)
        self.restyle()
        self.editor.texts.focus()

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        self._body.show_page(None)
        self._inspector.set_away(False)
        self._keys.go_home()
        self._actions.typing(None)
        self.typing.emit(False)
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        self.changed.emit()

    # files -------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the draft where its cell came from, else ask where."""
        if self._ready():
            if self._path is None:
                self.save_as()
            else:
                self.save_path(self._path)

    def save_as(self) -> None:
        from rnnviz.io.cells import SUFFIX, file_name

        editor = self.editor
        if editor is None or not self._ready():
            return
        name = file_name(editor.draft.name)
        path = self._notices.path_to_save(self.tr("Save cell"), self.kinds(), (SUFFIX,), name)
        if path is not None:
            self.save_path(path)

    def save_path(self, path: Path) -> bool:
        """Write the draft and put it on the stage; if that fails the editor stays as it is."""
        from rnnviz.io.cells import CellFileError, save_cell
        from rnnviz.model.draft.taking import taken

        editor = self.editor
        if editor is None or not self._ready():
            return False
        text, begun = editor.found.text, editor.preview.begun
        try:
            save_cell(path, text)
        except CellFileError as error:
            return self._notices.refuse(error)
        self._forget(self._key)
        self._close()
        self._simulation.visit(*self._seat)
        self._remember(text, path)
        self._simulation.edit(taken(self._simulation.setup, text, self._seat, begun))
        return True

    def open_path(self, path: Path) -> bool:
        """Put the cell of a file on the stage; a bad file changes nothing but says why."""
        from rnnviz.io.cells import CellFileError

        try:
            text = reader_of(path)(path)
        except CellFileError as error:
            return self._notices.refuse(error)
        if self.editor is not None:
            self.leave()
        self._show(text, path)
        return True

    def kinds(self) -> str:
        """What the file dialogs call a cell."""
        return self.tr("rnnviz cells ({0})").format(patterns(CELL))

    def keep(self) -> Words | None:
        """Every draft, the open one too, is there the next time; else why not."""
        from rnnviz.io.cells import CellFileError

        drafts = self.drafts_left() | self.draft_typed()
        try:
            self._shelf().keep(drafts)
        except CellFileError as error:
            return partial(said, error)
        return None

    def drafts_left(self) -> dict[str, Draft]:
        """The drafts that were put aside in this window, by what they were begun from."""
        return {key: kept.draft for key, kept in self._kept.items()}

    def draft_typed(self) -> dict[str, Draft]:
        """The draft being typed, if there is one that is not what it was begun from."""
        typed = self.editor is not None and self.editor.history.changed
        return {self._key: self.editor.draft} if self.editor is not None and typed else {}

    def take_in(self, files: list[Path]) -> None:
        """Drafts that an earlier rnnviz left are found again where their cells are edited. OSError."""
        self._shelf().take_in(files)

    def _shelf(self) -> DraftShelf:
        from rnnviz.io.drafts import DraftShelf

        if self._drafts is None:
            self._drafts = DraftShelf(data_folder())
        return self._drafts

    def _ready(self) -> bool:
        if self.editor is None:
            return False
        self.editor.flush()
        return self.editor.ready

    def _show(self, text: str, path: Path) -> None:
        from rnnviz.model.draft.draft import OWN_KEY

        simulation = self._simulation
        self._remember(text, path)
        simulation.edit(simulation.setup.with_cell(OWN_KEY, text, simulation.seat[0]))

    def _remember(self, text: str, path: Path) -> None:
        self._paths[text] = path
        remember_file(data_folder(), path)

    def _left(self, key: str, first: Draft) -> Kept | None:
        """The draft that was left, in this window or an earlier one."""
        if key in self._kept or not self._remembers:
            return self._kept.get(key)
        draft = self._shelf().find(key)
        return None if draft is None else Kept(first, draft)

    def _forget(self, key: str) -> None:
        self._kept.pop(key, None)
        if self._remembers:
            self._shelf().forget(key)
