"""The held-out sentences: a square for each, right or wrong, and below them the sentences themselves with answers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import own_task
from rnnviz.model.trained.heldout import HeldOut
from rnnviz.model.trained.learned import plain
from rnnviz.model.trained.rows import order_of, sentence_rows
from rnnviz.model.trained.samples import with_sample
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.trainings import Pupil
from rnnviz.view.look import typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.chips import Choice
from rnnviz.view.training import heldout_paint as paint
from rnnviz.view.training.matching import Matching
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.widgets.paper import BOLD, Align, Paper, text_width, words
from rnnviz.view.work.throttle import TurnQueue
from rnnviz.view.work.worker import Handle, Worker

WRONG_FIRST, ALL = "wrong first", "all"
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


@shielded
class HeldOutPanel(Paper):
    """`found`: the answers of the network on the stage, None while they are worked out; `order`: of the list."""

    key = "heldout"
    own_keys = frozenset(MOVES)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.found: HeldOut | None = None
        self.order: tuple[int, ...] = ()
        self.first = 0
        self._after = 0
        """Updates that had been made of the network that has answered."""
        self._handle: Handle | None = None
        self._due = False
        self._asked: Setup | None = None
        self._matching, self._turns = Matching(), TurnQueue.of(simulation)
        self.chips = Choice(self)
        self.chips.chosen.connect(self._choose)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(170, 60)

    @property
    def title(self) -> str:
        return self.tr("Held-out sentences")

    @property
    def busy(self) -> bool:
        return self._handle is not None

    @property
    def sample(self) -> int | None:
        """Which of them is on the stage."""
        return self._matching.sample(self.simulation.setup)

    # the answers ---------------------------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        if Change.SETUP in what:
            self._turns.spread(self._follow)

    def _follow(self) -> None:
        """Ask for the answers of another network, one question at a time, and only while somebody can see them."""
        setup = self.simulation.setup
        if not self.isVisible() or _same(self._asked, setup):
            self.refresh()
        elif own_task(setup) is None:
            self.found, self._asked, self._due = None, setup, False
            self.refresh()
        elif self._handle is not None:
            self._due = True
        else:
            self._ask(setup)

    def _ask(self, setup: Setup) -> None:
        assert setup.learned is not None
        if self._asked is None or not _alike(self._asked, setup):
            self.found = None
        self._asked, self._due = setup, False
        params = setup.network().params
        pupil = Pupil(plain(setup.learned), tuple(c.layer for c in setup.layers), params, setup.dtype)
        self._handle = Worker.shared().submit(Job("heldout", (pupil,)), self, self._take, None, self._unanswered)

    def _take(self, found: HeldOut) -> None:
        self._handle = None
        learned = self._asked and self._asked.learned
        course = Trainer.of(self.simulation).course
        self._after = learned.updates - (course.before if course else 0) if learned else 0
        if self._asked is not None and _alike(self._asked, self.simulation.setup):
            self.show_found(found)
        if self._due:
            self._follow()

    def _unanswered(self, _: Message) -> None:
        self._handle, self.found = None, None
        self.refresh()

    def show_found(self, found: HeldOut) -> None:
        """The answers of the network on the stage."""
        self.found = found
        self._turns.spread(self._list)

    def _list(self) -> None:
        found = self.found
        self.order = () if found is None else order_of(found, self.chips.current == WRONG_FIRST)
        self.first = min(self.first, max(0, len(self.order) - 1))
        self.setAccessibleDescription(self._score())
        self.refresh()

    def _score(self) -> str:
        found = self.found
        if found is None:
            return ""
        score = self.tr("{0} of {1} right").format(found.count, len(found.right))
        return f"{score}, {self._state()}" if self._after else score

    def _state(self) -> str:
        return self.tr("update {0}").format(self._after)

    # look ----------------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        shown = {WRONG_FIRST: self.tr("wrong first"), ALL: self.tr("all")}
        self.chips.set_rows({name: typeset.text(word) for name, word in shown.items()})
        self.chips.set_names((WRONG_FIRST, ALL), self.chips.current or WRONG_FIRST)

    def restyle(self) -> None:
        self.chips.set_style(self.theme, self.scale)
        self._offer()
        self._lay_out()
        self.setAccessibleDescription(self._score())
        self.refresh()

    def _choose(self, name: str) -> None:
        self.chips.set_names(self.chips.names, name)
        self.first = 0
        self._list()

    def _lay_out(self) -> None:
        scale = self.scale
        score = text_width("000 of 000 right, update 0000", scale.axis)
        left = scale.pad + text_width(self.title, scale.title, BOLD) + score
        self.chips.adjustSize()
        self.chips.move(round(left + 2.2 * scale.axis), round(0.5 * scale.axis))

    @property
    def wall(self) -> paint.Wall:
        """Where the squares stand: right of the chips."""
        left = self.chips.geometry().right() + self.scale.axis
        room = QRectF(left, 0.5 * self.scale.axis, self.width() - self.scale.pad - left, 1.7 * self.scale.axis)
        return paint.Wall(room, len(self.order))

    def row_rect(self, place: int) -> QRectF:
        """Where a row of the list stands, counted from the first that is seen."""
        high = 1.75 * self.scale.axis
        return QRectF(self.scale.pad / 2, 2.6 * self.scale.axis + place * high, self.width() - self.scale.pad, high)

    @property
    def seen(self) -> int:
        """Rows that have room."""
        return max(0, int((self.height() - self.row_rect(0).top()) / self.row_rect(0).height()))

    def draw_picture(self, p: QPainter) -> None:
        scale, theme, pad = self.scale, self.theme, self.scale.pad
        base = 1.5 * scale.title
        x = pad + words(p, pad, base, self.title, scale.title, theme.text, weight=BOLD) + 0.8 * scale.axis
        task = own_task(self.simulation.setup)
        if self.found is None or task is None:
            text = self.tr("No task: there is nothing held out") if task is None else self.tr("being worked out ...")
            words(p, self.width() / 2, self.row_rect(1).bottom(), text, scale.axis, theme.dim, Align.AlignHCenter)
            return
        words(p, x, base, self._score(), scale.axis, theme.text)
        now, rows = self.sample, sentence_rows(task)
        paint.draw_wall(p, theme, self.wall, self.found, now)
        for place, sample in enumerate(self.order[self.first : self.first + self.seen]):
            paint.draw_row(p, theme, scale, self.row_rect(place), rows[sample], self.found, sample, sample == now)

    # under the hand ------------------------------------------------------------------------------------------------

    def sample_at(self, at: QPointF) -> int | None:
        """The sentence whose square or row is there."""
        found = self.wall.at(at)
        if found is not None:
            return found
        for place, sample in enumerate(self.order[self.first : self.first + self.seen]):
            if self.row_rect(place).contains(at):
                return sample
        return None

    def show_sample(self, sample: int) -> None:
        """Put a sentence on the stage, at the step of the answer that is listed."""
        if self.found is not None:
            self.simulation.edit(with_sample(self.simulation.setup, sample))
            self.simulation.go_to_step(int(self.found.steps[sample]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sample = self.sample_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if sample is not None:
            self.show_sample(sample)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.sample_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll_to(self.first - round(event.angleDelta().y() / 40))
        event.accept()

    def _scroll_to(self, first: int) -> None:
        self.first = min(max(first, 0), max(0, len(self.order) - self.seen))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = MOVES.get(Qt.Key(event.key()))
        if move is None or not self.order:
            super().keyPressEvent(event)
            return
        here = self.order.index(self.sample) if self.sample in self.order else -1
        place = min(max(here + move, 0), len(self.order) - 1)
        if not self.first <= place < self.first + self.seen:
            self._scroll_to(place if place < self.first else place - self.seen + 1)
        self.show_sample(self.order[place])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.refresh()


def _alike(before: Setup, setup: Setup) -> bool:
    """Whether two setups have the same task and layers."""
    a, b = before.learned, setup.learned
    same = a is not None and b is not None and plain(a) == plain(b)
    return same and (before.layers, before.dtype) == (setup.layers, setup.dtype)


def _same(before: Setup | None, setup: Setup) -> bool:
    """Whether nothing that the answers depend on is another."""
    return before is not None and before.weights == setup.weights and _alike(before, setup)
