"""One training of a simulation: runs beside the window, is wound to and fro, and shows its network on the stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.errors import EngineError
from rnnviz.engine.training.record import Record, Recorded
from rnnviz.engine.training.watch import Watch
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import Course, begun, belongs, own_task, shown
from rnnviz.model.worker.trainings import training_job
from rnnviz.view.training.following import Following
from rnnviz.view.training.forgetting import Forgetting
from rnnviz.view.training.looking import LookBack
from rnnviz.view.training.matching import Matching
from rnnviz.view.training.pace import TrainingPace
from rnnviz.view.work.throttle import TurnQueue
from rnnviz.view.work.worker import Handle, Worker

MERGED = "training"


class Trainer(QObject):
    """`course`: what was recorded, None where nothing was, or other weights are on screen; `at`: the update that is
    seen. `changed` comes after every report and every move."""

    changed = Signal()

    def __init__(self, simulation: Simulation) -> None:
        super().__init__(simulation)
        self.setObjectName("trainer")  # by this name the stage finds it, and its property
        self.changed.connect(self._tell)
        self.simulation = simulation
        self.kept: Course | None = None
        self.at = 0
        self.trouble: Message | None = None
        """Why training stopped by itself."""
        self._handle: Handle | None = None
        self._mine: Setup | None = None
        self._plan = simulation.setup.plan
        self._pace = TrainingPace()
        self._look = LookBack(self)
        self._forgetting = Forgetting()
        self._rest: int | None = None
        """Updates to be made once that is done."""
        self._matching = Matching()
        self._following = Following(self, TurnQueue.of(simulation))
        self._following.due.connect(self._show)
        self._look.done.connect(self._looked_back)
        simulation.changed.connect(self._take_change)

    @classmethod
    def of(cls, simulation: Simulation) -> Trainer:
        """The one of a simulation, shared by all who show it."""
        return simulation.findChild(cls) or cls(simulation)

    # what there is -----------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._handle is not None or self._rest is not None

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self.running or self._look.busy

    @property
    def looking_back(self) -> bool:
        """Whether the gradients of another sentence are still being worked out."""
        return self._look.busy

    @property
    def course(self) -> Course | None:
        return self.kept if self.kept is not None and self._place() is not None else None

    @property
    def possible(self) -> bool:
        """Whether the setup has a task to be trained on."""
        return own_task(self.simulation.setup) is not None

    @property
    def to_go(self) -> float | None:
        """Seconds until it stops; None where nobody knows."""
        return self._pace.to_go(self.simulation.setup.plan.stop) if self.running else None

    @property
    def beyond(self) -> int:
        """Updates that would be forgotten by training on from the one that is seen."""
        return 0 if self.course is None else self.course.last - self.at

    @property
    def asks(self) -> bool:
        """Whether training on would forget many updates, and waits to be asked for once more."""
        return self._forgetting.waits(self.course, self.at)

    def _tell(self) -> None:
        self.setProperty("update", None if self.course is None else self.at)

    def _place(self) -> int | None:
        """The update whose weights the setup has."""
        return self.at if self.running else self._matching.place(self.kept, self.simulation.setup)

    # what is asked -----------------------------------------------------------------------------------------------

    def train(self, count: int | None = None) -> None:
        """Train on from the update that is seen, to where the plan stops or for some updates; `Forgetting` may ask."""
        if self.running:
            return
        if not self._forgetting.agreed(self.course, self.at):
            self.changed.emit()
        if self.asks or not self._begin():
            return
        course = self.kept
        assert course is not None
        plan = self.simulation.setup.plan
        if count is None and course.last >= plan.stop:
            plan = replace(plan, stop=plan.stop_after(course.last))
            self.simulation.edit(replace(self.simulation.setup, plan=plan))
        self._go_on(plan.stop - course.last if count is None else count)

    def _begin(self) -> bool:
        """A record that ends at what is on screen; False where there is no task."""
        course = self.course
        if course is None:
            self._look.stop()
        try:
            self.kept = begun(self.simulation.setup) if course is None else course.back_to(self.at)
        except EngineError as error:
            self.kept, self.trouble = None, error.message
        if self.kept is None:
            self.changed.emit()
            return False
        self.at, self.trouble = self.kept.last, None
        self._rewatch()
        return True

    def pause(self) -> None:
        """At once: what was made and not reported yet is made again by the next `train`."""
        if self.running:
            self._break_off()
            self._stopped()

    def toggle(self) -> None:
        """Train, or pause."""
        if self.running:
            self.pause()
        else:
            self.train()

    def go(self, step: int) -> None:
        """Show the network as it was after an update; 0 is before the first."""
        course = self.course
        if course is None:
            return
        self.pause()
        self._forgetting.forget()
        self.at = course.step_of(min(max(step, 0), course.last))
        self._show()

    def move(self, count: int) -> None:
        """Some kept updates onward, or back."""
        course = self.course
        if course is not None:
            self.go(course.further(self.at, count))

    def to_last(self) -> None:
        """The latest update there is."""
        if self.course is not None:
            self.go(self.course.last)

    def start_again(self) -> None:
        """Forget all updates: the network as it was before the first."""
        course = self.course
        if course is not None:
            self.go(0)
            self.kept, self.trouble = course.back_to(0), None
            self.changed.emit()

    def adopt(self, course: Course | None) -> None:
        """A training that was made elsewhere."""
        self.pause()
        self._look.stop()
        self.kept = course
        self.at = self._place() or 0
        self._rewatch()
        self.changed.emit()

    # running -----------------------------------------------------------------------------------------------------

    def _break_off(self) -> None:
        self._rest = None
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _go_on(self, count: int) -> None:
        """So many updates more, after the gradients of the sentence on the stage are known for those there are."""
        self._break_off()
        course, setup = self.kept, self.simulation.setup
        if course is None or count < 1:
            return
        self._mine = setup
        if self._look.busy:
            self._rest = count
            return
        self._plan = setup.plan
        self._pace.begin(course.last)
        job = training_job(course, setup.plan.recipe(), count)
        self._handle = Worker.shared().submit(job, self, self._stopped, self._take, self._failed, key=self)
        self.changed.emit()

    def _take(self, entries: Sequence[Recorded]) -> None:
        """Some more updates."""
        course = self.kept
        assert course is not None
        for entry in entries:
            self.trouble = entry.trouble or self.trouble
            course = course.added(entry)
        self.kept, self.at = course, course.last
        self._pace.reach(course.last)
        self._following.ask()

    def _failed(self, why: Message) -> None:
        self.trouble = why
        self._stopped()

    def _stopped(self, _: object = None) -> None:
        self._break_off()
        self._following.stop()
        self._show()

    def _show(self) -> None:
        """The network of the update that is seen stands on the stage; the whole training is one undo."""
        course = self.kept
        if course is not None and belongs(self.simulation.setup, course):  # another may just have been opened
            now = shown(self.simulation.setup, course, self.at)
            if now != self.simulation.setup:
                self.simulation.edit(now, MERGED)
            self._mine = self.simulation.setup
            self._matching.know(course, self._mine, self.at)
        self.changed.emit()

    # what else happens -------------------------------------------------------------------------------------------

    def _take_change(self, what: Change) -> None:
        if Change.SETUP not in what:
            return
        setup = self.simulation.setup
        if setup is self._mine:
            return
        before, self._mine = self._mine, None
        if self.running and not self._goes_on(setup, before or setup):
            self._break_off()
            self._following.stop()
        place = self._place()
        if place is not None:
            self.at = place
            self._rewatch()
        self.changed.emit()

    def _goes_on(self, setup: Setup, mine: Setup) -> bool:
        """Whether the network that is trained is still the one on screen; another plan is followed from here on."""
        course = self.kept
        if course is None or setup.weights != mine.weights or setup.layers != course.layers:
            return False
        if setup.learned != mine.learned or setup.dtype != course.dtype:
            return False
        self._mine = setup
        if setup.plan != self._plan:
            self._go_on(setup.plan.stop - course.last)
        return self.running

    # looking back ------------------------------------------------------------------------------------------------

    def _rewatch(self) -> None:
        """Let the sentence on the stage be the one whose gradients are watched."""
        course, task, sample = self.kept, own_task(self.simulation.setup), self._matching.sample(self.simulation.setup)
        if course is None or task is None or sample == course.sample:
            return
        self.kept = replace(course, sample=sample)
        self._look.stop()
        if sample is not None and course.record.kept:
            self._look.begin(course.record, Watch(course.record.begun.start, task.heldout, sample))
        if self.running:
            self._go_on(self.simulation.setup.plan.stop - course.last)

    def _looked_back(self, record: Record) -> None:
        if self.kept is not None:
            self.kept = replace(self.kept, record=record.back_to(self.kept.last))
        if self._rest is not None:
            self._go_on(self._rest)
        self.changed.emit()
