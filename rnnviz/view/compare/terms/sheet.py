"""The sheet over the place Compare that shows two cells term by term: both stages, numbered, and their equations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from rnnviz.engine.language.tree import ACCENTS
from rnnviz.model.compare.candidates import called, naming_of, own_name, with_candidates
from rnnviz.model.compare.partners import GatedMemory, memory_of, partners
from rnnviz.model.compare.turning import turned_key
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.names import names_of
from rnnviz.view.compare.terms.discs import Discs, lit_keys
from rnnviz.view.compare.terms.equations import Equations
from rnnviz.view.look import icons, typeset
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import with_alpha
from rnnviz.view.plots.chips import Choice
from rnnviz.view.stage import Stage
from rnnviz.view.stage.grid import LEAST
from rnnviz.view.widgets.panel import Panel

SHEER = 0.82
"""How much of the page below is covered."""
STAGE_HIGH = 438 / 866
OWN = "own"
"""Of the choice of names."""
Pair = tuple[Simulation, Simulation]


def pairs_of(comparison: Comparison) -> list[Pair]:
    """All cells that can be put term by term, two by two: those that have a gated memory."""
    found = [cell for cell in comparison.cells if memory_of(cell.cell) is not None]
    return [_in_order(pair, comparison) for pair in combinations(found, 2)]


def _in_order(pair: Pair, comparison: Comparison) -> Pair:
    """The one with more states left, else the upper one."""
    first, second = sorted(pair, key=lambda cell: (-len(cell.cell.states), comparison.cells.index(cell)))
    return first, second


def pair_of(comparison: Comparison) -> Pair | None:
    """The cells that are put term by term: those that were chosen, else the first two; a large row is one of them.
    None where there are not two."""
    found, chosen = pairs_of(comparison), set(comparison.document.comparing.pair)
    found.sort(key=lambda pair: ({cell.mark for cell in pair} != chosen, comparison.large not in pair))
    return found[0] if found else None


@shielded
class TermSheet(Panel):
    """`closed` by its cross; conventions and the candidates' names are switched for both cells.

    Where more than two cells can be put term by term, the title is a list of pairs.
    """

    key = "compared_sheet"
    closed = Signal()

    def __init__(self, simulation: Simulation, comparison: Comparison, cells: Pair, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self._comparison, self.cells = comparison, cells
        self.memories = _memories(cells)
        self._names = self._said()
        self._keys = partners(*self.memories)
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.pairs = QComboBox(self)
        self.pairs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pairs.activated.connect(self._pair)
        self.equations = Equations(simulation, cells, self.memories, self._names, self)
        self.equations.pointed.connect(self._point)
        self.stages = [Stage(cell, self) for cell in cells]
        self._discs = [Discs(*pair, self._keys) for pair in zip(self.stages, self.memories, strict=True)]
        self.conventions, self.naming = Choice(self), Choice(self)
        self.conventions.chosen.connect(self._turn)
        self.naming.chosen.connect(self._call)
        self.close_button = QPushButton(self)
        self.close_button.setProperty("shape", "close")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.closed)
        self._point("")
        self.retranslate()

    @property
    def title(self) -> str:
        return self.tr("Term by term")

    @property
    def true(self) -> bool:
        """Whether it still shows the cells that are to be shown, as they are."""
        cells = pair_of(self._comparison)
        if cells != self.cells or self._names != self._said():
            return False
        return all(memory_of(c.cell) is m for c, m in zip(self.cells, self.memories, strict=True))

    def _said(self) -> tuple[str, str]:
        return self._names_of(self.cells)

    def _names_of(self, pair: Pair) -> tuple[str, str]:
        names = names_of(self._comparison.cells)
        first, second = (names[self._comparison.cells.index(cell)] for cell in pair)
        return first, second

    @property
    def busy(self) -> bool:
        return any(stage.busy for stage in self.stages)

    # looks -------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._title.setText(self.tr("{0} and {1}, term by term").format(*self._names))
        self.offer_pairs()
        set_name(self.close_button, self.tr("Close (Esc)"))
        self.conventions.setAccessibleName(self.tr("What the gate does"))
        self.naming.setAccessibleName(self.tr("What the candidates are called"))
        super().retranslate()

    def offer_pairs(self) -> None:
        """All that can be chosen now."""
        found = pairs_of(self._comparison)
        with QSignalBlocker(self.pairs):
            self.pairs.clear()
            for pair in found:
                text = self.tr("{0} and {1}, term by term").format(*self._names_of(pair))
                self.pairs.addItem(text, tuple(cell.mark for cell in pair))
            self.pairs.setCurrentIndex(found.index(self.cells) if self.cells in found else -1)
        self.pairs.setAccessibleName(self.tr("Which two cells"))
        self.pairs.setVisible(len(found) > 1)
        self._title.setVisible(len(found) <= 1)

    def restyle(self) -> None:
        for stage in self.stages:
            stage.floor = max(LEAST, self.scale.px(LEAST))
        for part in (*self.stages, self.equations):
            part.dress(self.theme, self.scale)
        px = max(14, self.scale.px(20))
        self.close_button.setIcon(icons.icon("close", self.theme.text, px, self.theme.dim))
        self.close_button.setIconSize(QSize(px, px))
        self._choices()
        self._lay_out()

    def _choices(self) -> None:
        keeps = next((cell.cell.keep for cell in self.cells if cell.cell.keep and turned_key(cell.cell)), None)
        if keeps is not None:
            said = {"-1": self.tr("{0} replaces").format(keeps.line), "1": self.tr("{0} keeps").format(keeps.line)}
            self.conventions.set_rows({key: typeset.text(text) for key, text in said.items()})
        self.conventions.set_names(("-1", "1") if keeps else (), str(keeps.sign) if keeps else "")
        self._offer_names()
        for choice in (self.conventions, self.naming):
            choice.set_style(self.theme, self.scale)

    def _offer_names(self) -> None:
        """What both candidates can be called: a letter of their own where it is known, or after their memories."""
        own = [own_name(cell.cell) for cell in self.cells]
        between = typeset.text(" · ")
        rows = {
            accent: typeset.joined([typeset.symbol(f"{memory.state}_{accent}") for memory in self.memories], between)
            for accent in ACCENTS
        }
        if all(own):
            rows = {OWN: typeset.joined(map(typeset.symbol, own), between), **rows}
        now = {naming_of(cell.cell) or OWN for cell in self.cells}
        self.naming.set_rows(rows)
        self.naming.set_names(tuple(rows), now.pop() if len(now) == 1 else "")

    def paper(self) -> QRect:
        """The sheet itself; around it the page shines through."""
        aside, above = (self.scale.px(48), self.scale.px(10)) if self.scale.height >= 900 else (8, 2)
        return self.rect().adjusted(aside, above, -aside, -above)

    def _lay_out(self) -> None:
        box, pad, gap = self.paper(), self.scale.pad, self.scale.gap
        head = max(34, self.scale.px(48))
        side = max(28, self.scale.px(32))
        self.close_button.setGeometry(box.right() - pad - side, box.top() + (head - side) // 2, side, side)
        right = self.close_button.x() - gap
        for choice in (self.naming, self.conventions):
            if choice.names:
                choice.set_room(box.width() // 3)
            size = choice.sizeHint()
            wide = size.width() if choice.names else 0
            choice.setGeometry(right - wide, box.top() + (head - size.height()) // 2, wide, size.height())
            right -= wide + 2 * gap
        room = max(0, right - box.left() - pad)
        self._title.setGeometry(box.left() + pad, box.top(), room, head)
        wide, high = self.pairs.sizeHint().width(), self.pairs.sizeHint().height()
        self.pairs.setGeometry(box.left() + pad, box.top() + (head - high) // 2, min(wide, room), high)
        self._lay_out_stages(box.adjusted(pad, head, -pad, -gap))

    def _lay_out_stages(self, box: QRect) -> None:
        gap = self.scale.gap
        wide = (box.width() - gap) // 2
        high = min(round(wide * STAGE_HIGH), round(box.height() * 0.5))
        for number, (stage, discs) in enumerate(zip(self.stages, self._discs, strict=True)):
            stage.setGeometry(box.left() + number * (wide + gap), box.top(), wide, high)
            discs.setGeometry(stage.rect())
        self.equations.setGeometry(box.left(), box.top() + high + gap, box.width(), box.height() - high - gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.fillRect(self.rect(), with_alpha(self.theme.background, SHEER))
            p.setPen(QPen(self.theme.line, 1))
            p.setBrush(self.theme.panel)
            p.drawRoundedRect(self.paper(), self.scale.radius, self.scale.radius)

    # what a hand does --------------------------------------------------------------------------------------

    def _point(self, key: str) -> None:
        """All parts in the light, or the one under the pointer."""
        for stage, memory in zip(self.stages, self.memories, strict=True):
            keys = (key,) if key in memory.parts else tuple(memory.parts)
            stage.lit = lit_keys(memory, keys)
            stage.update()

    def _pair(self, place: int) -> None:
        self._comparison.look(pair=tuple(self.pairs.itemData(place)))

    def _call(self, name: str) -> None:
        """Both candidates are called so, everywhere, as one edit."""
        naming = "" if name == OWN else name
        self._comparison.document.edit({cell: with_candidates(cell.setup, cell.seat[0], naming) for cell in self.cells})

    def _turn(self, sign: str) -> None:
        """Every cell of the two that has the other convention takes the chosen one, as one edit; names stay."""
        found = {}
        for cell in self.cells:
            other = turned_key(cell.cell)
            if other is not None and cell.cell.keep is not None and str(cell.cell.keep.sign) != sign:
                choice = called(LayerChoice(other), naming_of(cell.cell))
                found[cell] = cell.setup.with_cell(choice.cell_key, choice.cell_text, cell.seat[0])
        if found:
            self._comparison.document.edit(found)


def _memories(cells: Sequence[Simulation]) -> tuple[GatedMemory, GatedMemory]:
    found = [memory for cell in cells if (memory := memory_of(cell.cell)) is not None]
    return found[0], found[1]
