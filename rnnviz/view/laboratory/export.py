"""What a page of the laboratory gives away: its numbers as CSV or NPZ, its picture, in files and on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.io.disk import reason, write_whole
from rnnviz.io.written.series import SUFFIXES, SeriesError, csv_text, npz_bytes
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.files.pictures import Pictures
from rnnviz.view.laboratory.page import Page
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.window.notices import Notices

PICTURES = (".png", ".svg", ".pdf")


@retranslated
class Export(QPushButton):
    """A button with a menu; `of(page)` says which page it is about."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._page: Page | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.ask)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Export"))
        set_name(self, self.tr("Save or copy this page's numbers and picture"))

    def of(self, page: Page) -> None:
        """Another page is open."""
        self._page = page

    def ask(self) -> None:
        """What to take away."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        numbers = bool(self._page is not None and self._page.series())
        for text, act, there in (
            (self.tr("Save numbers…"), self.save_numbers, numbers),
            (self.tr("Copy numbers"), self.copy_numbers, numbers),
            (self.tr("Save picture…"), self.save_picture, True),
            (self.tr("Copy picture"), self.copy_picture, True),
        ):
            action = menu.addAction(text)
            action.setEnabled(there)
            action.triggered.connect(act)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def numbers(self) -> str:
        """The page's numbers as CSV, a row for every step in the order of the run on the stage."""
        found = {} if self._page is None else dict(self._page.series())
        return csv_text(found, self._simulation.words) if found else ""

    def copy_numbers(self) -> None:
        """To the clipboard."""
        if text := self.numbers():
            QGuiApplication.clipboard().setText(text)

    def save_numbers(self) -> None:
        """As .csv or .npz."""
        self._save(self.tr("Save numbers"), self.tr("Numbers ({0})").format("*.csv *.npz"), SUFFIXES, self.write)

    def save_picture(self) -> None:
        """As .png, .svg or .pdf."""
        if self._page is not None:
            kinds = self.tr("Pictures (*.png *.svg *.pdf)")
            made = partial(self._pictures.save_path, picture=self._page)
            self._save(self.tr("Save picture"), kinds, PICTURES, made)

    def copy_picture(self) -> None:
        """To the clipboard."""
        if self._page is not None:
            self._pictures.copy_of(self._page)

    @property
    def _pictures(self) -> Pictures:
        """The window makes all of its pictures in one place, where Esc gives them up."""
        return cast(Pictures, self.window().findChild(Pictures))

    def write(self, path: Path) -> None:
        """The numbers, as a whole or not at all. SeriesError."""
        page = {} if self._page is None else self._page.series()
        data = self.numbers().encode() if path.suffix.lower() == ".csv" else npz_bytes(page)
        try:
            write_whole(path, data)
        except OSError as error:
            raise SeriesError("file.unsaved", file=path.name, reason=reason(error)) from None

    def _save(self, title: str, kinds: str, known: tuple[str, ...], write: Callable[[Path], None]) -> None:
        notices = Notices(self.window())
        path = notices.path_to_save(title, kinds, known)
        if path is None:
            return
        try:
            write(path)
        except Refusal as refused:
            notices.refuse(refused)
