"""The place Lessons: contents or a page at the left, beside it stage, formula, tape and the controls of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.view.chain import ChainView
from rnnviz.view.formula.formula_bar import FormulaBar
from rnnviz.view.lessons.controls import LessonControls, controls_of
from rnnviz.view.lessons.large_views import LargeViews
from rnnviz.view.lessons.lesson_list import LessonList
from rnnviz.view.lessons.page_panel import PagePanel
from rnnviz.view.look.shield import shielded
from rnnviz.view.stage import Stage
from rnnviz.view.stage.painter import ANSWER
from rnnviz.view.tape import Tape
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import Pane, Stack

LOW_HEIGHT, NARROW = 900, 1366
"""Of the window: below this height other shares, below this width the tape gives way to the controls."""
CHAIN = 0.62
"""Of the room of chain and tape, the chain's."""
PANEL, LOUD_PANEL = 0.2985, 0.34
"""Of the width, for the page, also while presenting."""
NUMBERS = {getattr(Qt.Key, f"Key_{number}"): number - 1 for number in range(1, 7)}


@shielded
class Lessons(Panel):
    """`chosen(key)` when a lesson of the list is asked for. Keys: 1 to 6 choose an answer; all others are the story's,
    but those that the window gives to the open lesson."""

    key = "lessons"
    chosen = Signal(str)
    shown = Signal()
    """Another page, or the contents, or everything in other places."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.course = LessonCourse.of(simulation)
        self.contents, self.page = LessonList(simulation, self), PagePanel(simulation, self)
        self.stage, self.formula = Stage(simulation), FormulaBar(simulation)
        self.tape, self.controls = Tape(simulation), LessonControls(simulation)
        self.chain, self.large = ChainView(simulation), LargeViews(self)
        self.chain.stand_on(self.tape)
        self._unrolled = Stack(self.chain, self.tape)
        self._panel, self._panes = Pane(self), [Pane(self) for _ in range(3)]
        self._panel.hold(self.contents, self.page)
        for pane, part in zip(self._panes, (self.formula, self._unrolled, self.controls), strict=True):
            pane.hold(part)
        self.stage.setParent(self)
        self.stage.installEventFilter(self)
        self._parts: tuple[Panel, ...] = (
            self.contents, self.page, self.stage, self.formula, self.tape, self.chain, self.controls,
        )  # fmt: skip
        for part in self._parts:
            part.dragged.connect(self.dragged)
        self._open = ""
        self.page.listed.connect(self.list_all)
        self.contents.chosen.connect(self.chosen)
        self.page.lit.connect(self._light)
        self.course.changed.connect(self._renew)
        self.listing = self.course.progress is None
        self._renew()

    @property
    def title(self) -> str:
        return self.tr("Lessons")

    @property
    def own_keys(self) -> frozenset[Qt.Key]:
        """Keys that mean something of its own here."""
        course = self.course.progress
        asked = None if course is None or self.listing else course.page.question
        choices = len(asked.choices) if asked is not None else 0
        return frozenset(key for key, number in NUMBERS.items() if number < choices) | self.large.own_keys

    @property
    def reading(self) -> bool:
        """Whether a page is shown."""
        return self.course.progress is not None and not self.listing

    @property
    def busy(self) -> bool:
        return self.isVisible() and (self.large.now or self.stage).busy

    def list_all(self) -> None:
        """The contents; the lesson that is open stays so."""
        self.listing = True
        self._renew()

    def show_page(self) -> None:
        """The open page."""
        self.listing = False
        self._renew()

    def leave(self) -> bool:
        """Close what is open over the page, else leave the lesson: what was on screen before it comes back."""
        if self.large.now is not None and self.large.now.leave():
            return True
        there = self.course.leave()
        if there:
            self.list_all()
        return there

    # what is shown -----------------------------------------------------------------------------------------

    def _renew(self) -> None:
        self.listing = self.listing or self.course.progress is None
        self.contents.setVisible(self.listing)
        self.page.setVisible(not self.listing)
        course = self.course.progress
        named = controls_of(course.page) if course is not None and not self.listing else ()
        if named != self.controls.named:
            self.controls.show_named(named)
        state = course.page.state if course is not None and not self.listing else None
        self.large.show(state)
        self.chain.setVisible(state is not None and state.place == "chain")
        self._join()
        self._lay_out()
        self._light_page()
        self.shown.emit()

    def _join(self) -> None:
        """The unrolled network stands on the columns of the tape."""
        shown = not self.chain.isHidden()
        self._unrolled.share(CHAIN if shown else 0.0)
        self.tape.stand(shown, self.chain.names_width() if shown else 0.0)

    def take_change(self, what: Change) -> None:
        if Change.RUN in what:
            self._join()
        if what & (Change.SELECTION | Change.RUN):
            self._light_page()

    def _light(self, part: str) -> None:
        """A term of the page is pointed at."""
        self.simulation.select(hover=part or None)

    def _light_page(self) -> None:
        """What the page is about stands in the light, unless something is pointed at."""
        selection = self.simulation.selection
        pointed = selection.hover or selection.pins or selection.weight
        course = self.course.progress
        lit = course.page.lit if course is not None and not self.listing and not pointed else ()
        lit = (ANSWER,) if selection.hover == ANSWER else lit
        if lit != self.stage.lit:
            self.stage.lit = lit
            self.stage.update()

    # looks -------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        for part in self._parts:
            part.dress(self.theme, self.scale)
        self.large.dress()
        self._join()
        self._panes[1].set_margin(self.scale.px(8))
        self._lay_out()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for part in self._parts:
            part.set_live(live)
        self.large.set_live(live)

    def _lay_out(self) -> None:
        """Numbers of the drawn design: 400 of 1366 for the page; right of it 398, 72 and the rest of 682."""
        gap = self.scale.gap
        width, height = self.width() - 3 * gap, self.height() - 2 * gap
        loud = self.scale.presenting
        left = round((LOUD_PANEL if loud else PANEL) * width)
        self._panel.setGeometry(gap, gap, left, height)
        x, room, right = 2 * gap + left, height - 2 * gap, width - left
        high = self.scale.height >= LOW_HEIGHT
        stage = (0.6 if high else 0.585) if self.chain.isHidden() else 0.42
        strip = (0.15 if high else 0.175) if loud else 0.12 if high else 0.115
        tops = round(room * (stage - (0.05 if loud else 0.0))), round(room * strip)
        self.stage.setGeometry(x, gap, right, tops[0])
        self._panes[0].setGeometry(x, 2 * gap + tops[0], right, tops[1])
        below = QRect(x, 3 * gap + tops[0] + tops[1], right, room - tops[0] - tops[1])
        self._place_below(below, gap)
        self._place_large(QRect(gap + left, 0, right + 2 * gap, self.height()), gap)

    def _place_large(self, whole: QRect, gap: int) -> None:
        """What stands beside the page instead of stage, formula and tape; it has margins of its own."""
        large = self.large.now
        for part in (self.stage, self._panes[0]):
            part.setVisible(large is None)
        if large is not None:
            for pane in self._panes:
                pane.hide()
            large.setGeometry(whole.adjusted(0, 0 if self.large.spaced else gap, 0, 0))

    def _place_below(self, below: QRect, gap: int) -> None:
        """Tape and controls side by side; in a narrow window the tape gives way."""
        tape, controls = self._panes[1], self._panes[2]
        named = bool(self.controls.named)
        narrow = named and self.window().width() < NARROW
        controls.setVisible(named)
        tape.setVisible(not narrow)
        taken = below.width() if narrow else round(0.32 * below.width()) if named else 0
        tape.setGeometry(below.adjusted(0, 0, -(taken + gap) if named else 0, 0))
        controls.setGeometry(QRect(below.right() + 1 - taken, below.top(), taken, below.height()))
        self.shown.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on a part of the stage leads to the page that explains it."""
        if event.type() != QEvent.Type.MouseButtonDblClick or not isinstance(event, QMouseEvent):
            return False
        part = self.stage.element_at(event.position())
        at = self.course.page_about(part) if part is not None and self.reading else None
        if at is not None:
            self.course.turn_to(at)
        return at is not None

    def showEvent(self, event: QShowEvent) -> None:
        self.course.attend(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self.course.attend(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(event.rect(), self.theme.background)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = NUMBERS.get(Qt.Key(event.key()))
        if number is not None and Qt.Key(event.key()) in self.own_keys:
            self.course.answer(number)
        elif self.large.now is not None and Qt.Key(event.key()) in self.large.own_keys:
            QApplication.sendEvent(self.large.now, event)
        else:
            super().keyPressEvent(event)
