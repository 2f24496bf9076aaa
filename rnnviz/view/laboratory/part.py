"""A painted part of a page that follows the run and the story, with a title and, at its right, names to choose from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.columns import StepColumns
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.chips import Choice
from rnnviz.view.widgets.paper import BOLD, Paper, elided, words
from rnnviz.view.widgets.tips import Tips
from rnnviz.view.work.throttle import GLANCE_MS, LONG, TurnQueue


@shielded
class LabPart(Paper):
    """One of one's own paints in `draw_picture` and `draw_live`, and gives `choices`; `chosen` is the one that is on.

    A click on a column of `columns` goes there; `tip` says what lies under a resting pointer.
    """

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._chosen = ""
        self.choice = Choice(self)
        self.choice.chosen.connect(self.choose)
        self._follow = self.throttled(self.renew, GLANCE_MS)
        self._tips = Tips(self)

    @property
    def choices(self) -> tuple[str, ...]:
        """Names of lines to choose from."""
        return ()

    def tip(self, place: QPointF) -> str:
        """What lies there, in words."""
        return ""

    def word_at(self, place: int) -> str:
        """A step of the sequence, with its word if it has one."""
        words = self.simulation.result.setup.words
        word = words[place].strip() if place < len(words) else ""
        if word:
            return self.tr("step {0}, “{1}”").format(place + 1, word)
        return self.tr("step {0}").format(place + 1)

    @property
    def columns(self) -> StepColumns | None:
        """The columns of steps, of a part that has such."""
        return None

    @property
    def chosen(self) -> str:
        """The line that was chosen, of a cell that lacks it the last there is."""
        names = self.choices
        return self._chosen if self._chosen in names else names[-1] if names else ""

    def choose(self, name: str) -> None:
        self._chosen = name
        self.renew()

    @property
    def long(self) -> bool:
        """Whether every part takes a new run, and is painted, in a turn of its own."""
        return self.simulation.steps >= LONG

    def picture(self) -> QPixmap:
        """Of a long run the first picture, or one of another size, is painted in a turn of its own: until then it is
        empty ground."""
        if self.long and (self._picture is None or self._picture.size() != self._pixels()):
            self._picture, self._stale = QPixmap(self._pixels()), False
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(self.theme.panel)
            with QPainter(self._picture) as p:
                self._draw_ground(p)
            self.waits = True
            TurnQueue.of(self.simulation).ask(self.refresh)
        return super().picture()

    def refresh(self) -> None:
        self.waits = False
        super().refresh()

    def take_change(self, what: Change) -> None:
        if what & Change.RUN:
            self._follow.ask(self.long)
        elif what & Change.PLAYHEAD:
            self.repaint_soon()

    def follow(self) -> None:
        """Something else is looked at; of a long run in a turn of one's own."""
        self._follow.ask(self.long)

    def restyle(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Other numbers, another choice."""
        self.choice.set_style(self.theme, self.scale)
        self.choice.set_names(self.choices, self.chosen)
        if self.choices:
            self.choice.set_room(max(0, round(self.width() * 0.6)))
        self.choice.adjustSize()
        self.choice.move(round(self.width() - self.scale.pad - self.choice.width()), round(self.scale.pad * 0.6))
        self.refresh()

    @property
    def top(self) -> float:
        """Where the title ends."""
        return self.scale.pad + self.scale.title * 2.0

    def draw_title(self, p: QPainter, told: str = "") -> None:
        """The title, and a sentence behind it."""
        s, base = self.scale, self.scale.pad + self.scale.title
        room = self.width() - 2 * s.pad - (self.choice.width() + s.pad if self.choice.isVisible() else 0)
        x = s.pad + words(
            p, s.pad, base, elided(self.title, room, s.title, BOLD), s.title, self.theme.text, weight=BOLD
        )
        rest = room - (x - s.pad) - s.title
        if told and rest > 5 * s.body:
            words(p, x + s.title, base, elided(told, rest, s.body), s.body, self.theme.text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = None if self.columns is None else self.columns.at(event.position().x())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.simulation.go_to_step(self.simulation.place(place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            place = None if self.columns is None else self.columns.at(event.position().x())
            if place is not None:
                self.simulation.go_to_step(self.simulation.place(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.renew()
