"""Cells of one's own: the editor in the place of the window's body, and the files they are opened from and saved to.

A draft that is left is kept by its beginning: in this window, and on the disk for the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from rnnviz.io.recent import remember_file
from rnnviz.view.settings import data_folder

if TYPE_CHECKING:
    from rnnviz.model.draft import Draft
    from rnnviz.view.cell_editor import CellEditor
    from rnnviz.view.main_window import MainWindow

# the editor, the router of wires and msgspec are imported where they are used: the first frame needs none of them

NEW = "new"
"""What a draft is kept by that was begun as a new cell; others are kept by the text they were begun from."""
MOST = 20
"""Drafts of edited cells on the disk; beyond that the oldest go."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that was left, and what it was begun from."""

    first: Draft
    draft: Draft


class OwnCells(QObject):
    """Opens, edits and saves the window's cells; `editor` is None while the stage is shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.editor: CellEditor | None = None
        self._key = NEW
        self._seat = window.session.seat
        """The layer whose cell is edited; the list of layers may put another one on the stage meanwhile."""
        self._path: Path | None = None
        self._kept: dict[str, Kept] = {}
        """Drafts that were left, by what they were begun from."""
        self._paths: dict[str, Path] = {}
        """Where the text of a cell came from or went to."""

    # the editor --------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a cell like the one on the stage, or go on with the draft that was left."""
        from rnnviz.view.cell_editor.page import beginning

        if self.editor is not None:
            self.editor.texts.focus()
            return
        choice = self._window.session.choice
        start = "" if choice.cell_text else choice.cell_key
        first = beginning(choice.cell, self.tr("My cell"))
        kept = self._left(NEW, first)
        self._open(NEW, kept, self.tr("New cell"), start if kept.draft == kept.first else "")

    def edit(self) -> None:
        """Open the text of the cell on the stage, or go on with its draft that was left."""
        from rnnviz.model.draft import Draft

        if self.editor is not None:
            self.editor.texts.focus()
            return
        choice = self._window.session.choice
        self.edit_draft(Draft.from_cell(choice.cell))
        self._path = self._paths.get(choice.cell_text)

    def edit_draft(self, draft: Draft) -> None:
        """Open the text of a cell, right or wrong, or go on with its draft that was left."""
        key = draft.plain_toml()
        self._open(key, self._left(key, draft), self.tr("Edit this cell"))

    def leave(self) -> bool:
        """Back to the stage; a changed draft is kept for the next time. False where nothing was being edited."""
        editor = self.editor
        if editor is None:
            return False
        if editor.history.changed:
            self._kept[self._key] = Kept(editor.history.first, editor.draft)
        else:
            self._forget()
        self._close()
        return True

    def restyle(self) -> None:
        """The editor follows the window's colours and sizes."""
        if self.editor is not None:
            self.editor.set_look(self._window.theme, self._window.scale)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Commands that mean the draft while the editor is open."""
        editor = self.editor
        if editor is None:
            return {}
        return {
            "save": self.save, "save_as": self.save_as, "undo": editor.undo, "redo": editor.redo,
            "escape": self._window.escape, "edit_here": editor.texts.focus, "type_sequence": editor.texts.focus,
        }  # fmt: skip

    def _open(self, key: str, kept: Kept, title: str, start: str = "") -> None:
        from rnnviz.view.cell_editor import CellEditor

        window = self._window
        window.finish_edits()
        window.session.flush()
        self._key, self._seat, self._path = key, window.session.seat, None
        self.editor = CellEditor(window.session, kept.first, title, start, window.body)
        self.editor.saved.connect(self.save)
        self.editor.left.connect(self.leave)
        if kept.draft != kept.first:
            self.editor.resume(kept.draft)
            self.editor.header.remark.setText(self.tr("the draft you left; undo leads to its beginning"))
        window.body.show_page(self.editor)
        window.menus.refresh()
        self.restyle()
        self.editor.texts.focus()

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        self._window.body.show_page(None)
        self._window.stage.setFocus()
        self._window.menus.refresh()
        if editor is not None:
            editor.hide()
            editor.deleteLater()

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

        editor, files = self.editor, self._window.files
        if editor is None or not self._ready():
            return
        proposed = str(Path(files.folder) / file_name(editor.draft.name))
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save cell"), proposed, self.kinds())
        if chosen:
            path = files.completed(Path(chosen), SUFFIX, (SUFFIX,))
            if path is not None:
                self.save_path(path)

    def save_path(self, path: Path) -> bool:
        """Write the draft and put it on the stage; if that fails the editor stays as it is."""
        from rnnviz.io.cells import CellFileError, save_cell

        editor = self.editor
        if editor is None or not self._ready():
            return False
        text = editor.found.text
        try:
            save_cell(path, text)
        except CellFileError as error:
            return self._window.files.refuse(str(error))
        self._forget()
        self._close()
        self._window.session.visit(*self._seat)
        self._show(text, path)
        return True

    def open_path(self, path: Path) -> bool:
        """Put the cell of a file on the stage; a bad file changes nothing but says why."""
        from rnnviz.io.cells import CellFileError, load_cell

        try:
            text = load_cell(path)
        except CellFileError as error:
            return self._window.files.refuse(str(error))
        if self.editor is not None:
            self.leave()
        self._show(text, path)
        return True

    def kinds(self) -> str:
        """What the file dialogs call a cell."""
        return self.tr("rnnviz cells (*.toml)")

    def _ready(self) -> bool:
        if self.editor is None:
            return False
        self.editor.flush()
        return self.editor.ready

    def _show(self, text: str, path: Path) -> None:
        from rnnviz.model.draft import OWN_KEY

        session = self._window.session
        self._paths[text] = path
        remember_file(data_folder(), path)
        session.edit(session.setup.with_cell(OWN_KEY, text, session.seat[0]))

    # drafts that were left ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """The window closes: what was being typed is there the next time; a full disk must not keep it open."""
        from rnnviz.io.disk import write_whole

        self.leave()
        with suppress(OSError):
            data_folder().mkdir(parents=True, exist_ok=True)
            for key, kept in self._kept.items():
                write_whole(_file(key), kept.draft.plain_toml().encode())
            for old in sorted(data_folder().glob("draft-*.toml"), key=_age)[MOST:]:
                old.unlink()

    def _left(self, key: str, first: Draft) -> Kept:
        """The draft that was left, in this window or in an earlier one, else the beginning."""
        from rnnviz.io.cells import CellFileError, load_draft

        if key not in self._kept and self._window.remembers:
            with suppress(CellFileError):
                self._kept[key] = Kept(first, load_draft(_file(key)))
        return self._kept.get(key, Kept(first, first))

    def _forget(self) -> None:
        """What is edited is saved, or as it was at first: no draft of it is left. Other drafts stay."""
        if self._kept.pop(self._key, None) is not None and self._window.remembers:
            with suppress(OSError):
                _file(self._key).unlink(missing_ok=True)


def _file(key: str) -> Path:
    """Where a draft is kept on the disk."""
    name = "draft" if key == NEW else f"draft-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    return data_folder() / f"{name}.toml"


def _age(path: Path) -> float:
    return -path.stat().st_mtime
