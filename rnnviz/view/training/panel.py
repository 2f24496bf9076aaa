"""The face of the training: what is chosen and the buttons above, the timeline of all recorded updates below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnviz.engine.errors import EngineError, Refusal
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.trained.course import left_out, task_setup
from rnnviz.model.trained.plan import LIMIT, RATE, Plan
from rnnviz.model.weights.text import WeightsRefused, number_of
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.look.words import sentence
from rnnviz.view.training.clip_mark import USUAL
from rnnviz.view.training.controls import TrainControls
from rnnviz.view.training.timeline import Timeline
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.work.throttle import TurnQueue


@shielded
class TrainPanel(Panel):
    """`controls` and `timeline`; what both show is the simulation's `trainer`."""

    key = "train"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.trainer = Trainer.of(simulation)
        self.controls, self.timeline = TrainControls(self), Timeline(simulation, self)
        self._refused: Message | Refusal | None = None
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.controls)
        self._layout.addWidget(self.timeline, 1)
        self.setMinimumSize(190, 300)
        controls = self.controls
        controls.task_chosen.connect(self.choose_task)
        controls.plan_chosen.connect(self.choose_plan)
        controls.train_asked.connect(self.trainer.toggle)
        controls.update_asked.connect(self._one_update)
        controls.last_asked.connect(self.trainer.to_last)
        controls.again_asked.connect(self.trainer.start_again)
        controls.clip_asked.connect(self._clip)
        controls.rate_typed.connect(self._type_rate)
        controls.clipping.typed.connect(self._type_limit)
        self.timeline.clip_asked.connect(controls.clipping.ask)
        controls.held.connect(self.dragged)
        self.timeline.dragged.connect(self.dragged)
        self.trainer.changed.connect(self._take_course)
        self._follow()

    @property
    def title(self) -> str:
        return self.tr("Training")

    @property
    def busy(self) -> bool:
        return self.trainer.busy

    def take_change(self, what: Change) -> None:
        if Change.SETUP in what:
            TurnQueue.of(self.simulation).spread(self._follow)

    def _take_course(self) -> None:
        TurnQueue.of(self.simulation).spread(self._say)

    def dress(self, theme: Theme, scale: Scale) -> None:
        self.controls.dress(theme, scale)
        self.timeline.dress(theme, scale)
        super().dress(theme, scale)

    def restyle(self) -> None:
        scale = self.scale
        self._layout.setContentsMargins(scale.pad, scale.px(10), scale.pad, scale.px(8))
        self._layout.setSpacing(scale.px(8))
        self._follow()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        self.timeline.set_live(live)

    def _follow(self) -> None:
        self.controls.show_setup(self.simulation.setup)
        self._say()

    def _say(self) -> None:
        why = self._refused or self.trainer.trouble
        left = self.trainer.possible and left_out(self.simulation.setup)
        note = (
            self.tr("Training leaves out what is held, where states begin and the scale of the inputs.") if left else ""
        )
        if self.trainer.asks:
            note = self.tr("Training on from update {0} forgets the {1} updates beyond it. Ask once more to do so.")
            note = note.format(self.trainer.at, self.trainer.beyond)
        self.controls.show_trainer(self.trainer, "" if why is None else sentence(why), note)

    # what is asked -----------------------------------------------------------------------------------------------

    def choose_task(self, name: str) -> None:
        """A fresh network of these layers on a task, one undo."""
        try:
            made = task_setup(self.simulation.setup, name)
        except EngineError as error:
            self._refuse(error)
            return
        self._refused = None
        self.trainer.pause()
        self.simulation.open(made)
        self.simulation.to_end()

    def choose_plan(self, plan: Plan, done: bool = True) -> None:
        """Train in another way from here on."""
        self._refused = None
        setup = self.simulation.setup
        self.simulation.edit(replace(setup, plan=plan), None if done else "plan")
        if done:
            self.simulation.settle()

    def _type_rate(self, text: str) -> None:
        try:
            rate = number_of(text)
        except WeightsRefused as error:
            self._refuse(error)
            return
        if RATE[0] <= rate <= RATE[1]:
            self.controls.set_rate(rate)
        else:
            self._follow()

    def _type_limit(self, text: str) -> None:
        """Nothing typed: nothing is clipped."""
        try:
            limit = number_of(text) if text else None
        except WeightsRefused as error:
            self._refuse(error)
            return
        if limit is None or LIMIT[0] <= limit <= LIMIT[1]:
            self.choose_plan(replace(self.simulation.setup.plan, clip=limit))
        else:
            self._follow()

    def _clip(self) -> None:
        """Go on from the last good update with a limit."""
        self.trainer.trouble = None
        self.choose_plan(replace(self.simulation.setup.plan, clip=USUAL))

    def _one_update(self) -> None:
        self.trainer.train(1)

    def _refuse(self, why: Refusal) -> None:
        """Why nothing was changed, until something is."""
        self._refused = why
        self._follow()

    # Qt ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.controls.fit()
