"""The lesson that is taken with a simulation: pages are turned, their states shown, what was on screen kept aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.conditions import deed
from rnnviz.model.lessons.filling import filled_or_not, terms
from rnnviz.model.lessons.lesson import Lesson
from rnnviz.model.lessons.looking import LookedAt
from rnnviz.model.lessons.onward import Onward, onward
from rnnviz.model.lessons.progress import (
    LessonProgress,
    answered,
    looked,
    noticed,
    revealed,
    right_answer,
    turned_to,
    undone,
    used,
)
from rnnviz.model.lessons.quantities import Quantity
from rnnviz.model.lessons.record import LessonRecord, record_of, resumed
from rnnviz.model.lessons.situation import Situation
from rnnviz.model.lessons.veiling import hides, veil_of


class LessonCourse(QObject):
    """`progress`: of the lesson that is open, or None. `changed`: of anything that is said of it.

    `began`: a lesson was opened; `refused`: one cannot be; `over`: somebody went on behind its last page; `left`: what
    was on screen before it is there again. `records`: what is remembered of every lesson, by its key.
    """

    changed = Signal()
    began = Signal()
    refused = Signal()
    over = Signal()
    left = Signal()

    def __init__(self, simulation: Simulation) -> None:
        super().__init__(simulation)
        self.simulation = simulation
        self.progress: LessonProgress | None = None
        self.records: dict[str, LessonRecord] = {}
        self.refusal: Message | None = None
        """Why the lesson that was asked for last cannot be taken."""
        self.impatient = False
        """Whether somebody went on although something is left to do: the same again then does it."""
        self.attended = True
        self._runs: dict[str, LookedAt] = {}
        simulation.changed.connect(self._follow)

    @classmethod
    def of(cls, simulation: Simulation) -> LessonCourse:
        """The one that belongs to a simulation."""
        return simulation.findChild(cls) or cls(simulation)

    # taking a lesson ---------------------------------------------------------------------------------------

    def begin(self, lesson: Lesson, at: int | None = None) -> None:
        """Open a lesson at a page, counted from 0; None: where it was left. What is on screen is kept for `leave`."""
        record = self.records.get(lesson.key, LessonRecord())
        left = self.progress.left if self.progress is not None else self.now
        self._runs, self.refusal = {}, None
        self.progress = resumed(lesson, left, record, record.at if at is None else at)
        self._show(self.progress.state)
        self._tell()
        self.began.emit()

    def attend(self, on: bool) -> None:
        """Whether the lesson is looked at: elsewhere its question hides nothing but of the page's own experiment."""
        self.attended = on
        self._cover()

    def refuse(self, why: Message) -> bool:
        """A lesson cannot be read; what is on screen stays. Always False: nothing was done."""
        self.refusal = why
        self.changed.emit()
        self.refused.emit()
        return False

    def remember(self, records: Mapping[str, LessonRecord]) -> None:
        """What is known from earlier; what was done since stays."""
        self.records = {**records, **self.records}
        self.changed.emit()

    def turn(self, count: int) -> None:
        """So many pages onward (negative: back); the page's own state is on screen, on the first one again too."""
        if self.progress is not None:
            self.turn_to(self.progress.at + count)

    def turn_to(self, at: int) -> None:
        """A page, counted from 0, as it begins."""
        if self.progress is not None:
            self.progress = turned_to(self.progress, at)
            self._show(self.progress.state)
            self._tell()

    def answer(self, value: float) -> None:
        """Answer the page's question; until the answer is shown another one may be given."""
        if self.progress is not None and self.progress.asks:
            self._take(answered(self.progress, value))

    def reveal(self) -> None:
        """Show the answer."""
        if self.progress is not None and self.progress.asks:
            self._take(revealed(self.progress))

    def complete(self) -> None:
        """Do what the page asks for, answer it as is right, and show the answer."""
        if self.progress is not None:
            for task in undone(self.progress, self.now):
                self._show(deed(task, self.now, None))
            if self.progress.asks:
                self.answer(self.right())
                self.reveal()

    def leave(self) -> bool:
        """What was on screen before the lesson comes back; False where none is open."""
        course, self.progress = self.progress, None
        if course is not None:
            self._show(course.left)
            self._tell()
            self.left.emit()
        return course is not None

    # one key -----------------------------------------------------------------------------------------------

    @property
    def comes(self) -> Onward:
        """What `onward` does next."""
        return onward(self.progress, self.now) if self.progress is not None else Onward.END

    def onward(self) -> None:
        """What one key does: whatever the page still wants, then its answer, then the next page."""
        deeds = {
            Onward.STORY: self.simulation.next, Onward.DIRECTION: self.simulation.turn, Onward.WAIT: self._insist,
            Onward.REVEAL: self.reveal, Onward.TURN: self._next_page, Onward.END: self._end,
        }  # fmt: skip
        deeds[self.comes]()

    def _next_page(self) -> None:
        self.turn(1)

    def _end(self) -> None:
        if self.progress is not None:
            page = self.progress.page
            if not page.done and page.question is None:
                self._take(replace(self.progress, done=self.progress.done | {page.key}))
            self.over.emit()

    def _insist(self) -> None:
        """Asked a second time, what is left to do is done, and a question that nobody answers is answered."""
        course = self.progress
        if not self.impatient or course is None:
            self.impatient = True
            self.changed.emit()
            return
        left = undone(course, self.now)
        if not left:
            self.reveal()
            return
        if self.simulation.setup.score.parts != course.page.state.setup.score.parts:
            self.turn(0)  # it is no longer the network that the page speaks of
        else:
            self._show(deed(left[0], self.now, course.answer))

    # what is said ------------------------------------------------------------------------------------------

    @property
    def now(self) -> Situation:
        """What is on screen."""
        shown, owner = self.simulation, self.simulation.document
        answer = None if self.progress is None else self.progress.answer
        rows, places = owner.simulations, {one.mark: row for row, one in enumerate(owner.simulations)}
        return Situation(
            shown.setup, shown.cursor, shown.selection, answer,
            tuple(one.setup for one in rows if one is not shown), rows.index(shown), owner.comparing.renamed(places),
        )  # fmt: skip

    def text(self, words: str) -> str:
        """A text of the lesson with its numbers; "–" for what the present run does not have."""
        shown = self.simulation
        here = LookedAt(shown.result, shown.cursor, tuple(one.result for one in shown.document.simulations))
        return filled_or_not(words, lambda key: self._run(key) if key else here, self._hides)

    def _hides(self, one: Quantity) -> bool:
        simulation = self.simulation
        return hides(simulation.veil, one, simulation.cursor, simulation.steps)

    @property
    def pulse(self) -> str:
        """The control that is to be used, until it was; "" for none."""
        course = self.progress
        if course is None or course.page.key in course.done or used(course.page, self.now):
            return ""
        return course.page.pulse

    def right(self) -> float:
        """The answer to the page's question: a choice counted from 0, or a number."""
        assert self.progress is not None
        return right_answer(self.progress.page)

    def page_about(self, part: str) -> int | None:
        """The first other page whose text speaks of a part, by its key."""
        course = self.progress
        if course is None:
            return None
        others = ((at, page) for at, page in enumerate(course.lesson.pages) if at != course.at)
        return next((at for at, page in others if part in terms(page.text.en)), None)

    def _run(self, key: str) -> LookedAt:
        """Of a page, worked out once."""
        page = self.progress.lesson.page(key) if self.progress is not None else None
        if page is None:
            raise KeyError(key)
        if key not in self._runs:
            self._runs[key] = looked(page.state)
        return self._runs[key]

    # changes -----------------------------------------------------------------------------------------------

    def _show(self, state: Situation) -> None:
        shown, owner = self.simulation, self.simulation.document
        if state.beside or len(owner.simulations) > 1:
            owner.load(shown, state.setup, state.cursor, state.beside, state.row, state.comparing)
        else:
            shown.open(state.setup, state.cursor)
        unit, pins = state.selection.unit, state.selection.pins
        self.simulation.select(unit=unit, pins=pins, hover=None, answer=None, weight=None)

    def _follow(self, what: Change) -> None:
        if self.progress is not None:
            self._take(noticed(self.progress, self.now))

    def _cover(self) -> None:
        """What is asked for is shown nowhere."""
        setup, cursor = self.simulation.result.setup, self.simulation.cursor
        elsewhere = self.progress is None or not (self.attended or setup == self.progress.state.setup)
        hidden = () if self.progress is None or elsewhere else self.progress.hidden
        self.simulation.cover(veil_of(hidden, setup, cursor))

    def _take(self, course: LessonProgress) -> None:
        self.progress = noticed(course, self.now)
        self._tell()

    def _tell(self) -> None:
        """Patience begins anew with whatever happens."""
        self.impatient = False
        self._cover()
        if self.progress is not None:
            self.records[self.progress.lesson.key] = record_of(self.progress)
        self.changed.emit()
