"""The place Laboratory: names of the pages, two knobs and what can be taken away above, one page below."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory import page_table
from rnnviz.view.laboratory.bar import PageBar
from rnnviz.view.laboratory.page import Page
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel


@shielded
class Laboratory(Panel):
    """`made`: the pages there are so far; each is made when somebody first turns to it. All keys are the story's."""

    key = "laboratory"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.made: dict[str, Page] = {}
        self.now = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = PageBar(simulation, self)
        self.bar.chosen.connect(self.turn_to)
        self.bar.dragged.connect(self.dragged)
        self.turn_to(page_table.PAGES[0].key)

    @property
    def title(self) -> str:
        return self.tr("Laboratory")

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.made[self.now]

    def turn_to(self, key: str) -> None:
        """Open a page of the table."""
        row = next(page for page in page_table.PAGES if page.key == key)
        if key not in self.made:
            self.made[key] = self._make(row.make)
        self.now = key
        for name, page in self.made.items():
            page.setVisible(name == key)
        self.bar.show_page(row, self.page)
        self._lay_out()

    def _make(self, path: str) -> Page:
        module, _, name = path.partition(":")
        page: Page = getattr(import_module(module), name)(self.simulation, self)
        page.dress(self.theme, self.scale)
        page.dragged.connect(self.dragged)
        return page

    @property
    def busy(self) -> bool:
        return self.isVisible() and self.page.busy

    def leave(self) -> bool:
        return self.page.leave()

    def copy_here(self) -> None:
        self.bar.export.copy_numbers()

    def restyle(self) -> None:
        for part in (self.bar, *self.made.values()):
            part.dress(self.theme, self.scale)
        self._lay_out()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for part in (self.bar, *self.made.values()):
            part.set_live(live)

    def _lay_out(self) -> None:
        gap = self.scale.gap
        bar = max(34, self.scale.px(40))
        self.bar.setGeometry(gap, gap, max(0, self.width() - 2 * gap), bar)
        top = 2 * gap + bar
        for page in self.made.values():
            page.setGeometry(0, top, self.width(), max(0, self.height() - top))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(event.rect(), self.theme.background)
