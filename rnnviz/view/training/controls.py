"""What is chosen for a training, and the buttons that run it: task, optimiser, rate, batch, schedule, stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from rnnviz.engine.training.tasks import TASKS
from rnnviz.io.trained import TITLES
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.plan import BATCH, RATE, RULES, SCHEDULES, STOPS, Plan
from rnnviz.view.experiment.controls import Field, Slide, Spin
from rnnviz.view.experiment.knob_range import TICKS, Range
from rnnviz.view.look.language import retranslated, set_name, spoken
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.training.clip_choice import ClipChoice
from rnnviz.view.training.clip_mark import NOT_FINITE, USUAL
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.widgets.lines import Lines
from rnnviz.view.widgets.picker import Picker

translate = QCoreApplication.translate
RATES = Range(1e-4, 1.0, log=True)


@shielded
@retranslated
class TrainControls(QWidget):
    """Says what is so and what is asked; whoever holds it does it. `plan_chosen(plan, done)`: done is False while a
    slider is held."""

    task_chosen = Signal(str)
    plan_chosen = Signal(object, bool)
    train_asked = Signal()
    update_asked = Signal()
    last_asked = Signal()
    again_asked = Signal()
    clip_asked = Signal()
    rate_typed = Signal(str)
    held = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan, self._last, self._runs = Plan(), 0, (False, 0)
        self._title, self.about, self.why, self.note = (QLabel(self) for _ in range(4))
        self._title.setProperty("kind", "title")
        self.about.setProperty("kind", "dim")
        self.why.setProperty("kind", "error")
        self.note.setProperty("kind", "dim")
        for label in (self.about, self.why, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.why, self.note):
            label.setWordWrap(True)
            label.hide()
        self.task = self._picker(["", *TASKS])
        self.task.activated.connect(self._choose_task)
        self.train, self.update_button = self._button(self.train_asked), self._button(self.update_asked)
        self.train.setProperty("primary", True)
        self.back, self.again = self._button(self.last_asked), self._button(self.again_asked)
        self.clip = self._button(self.clip_asked)
        self.clip.hide()
        self.rule, self.schedule, self.stop = self._picker(RULES), self._picker(SCHEDULES), self._picker(STOPS)
        for picker in (self.rule, self.schedule, self.stop):
            picker.activated.connect(self._choose)
        self._rate_word, self._batch_word, self.time = QLabel(self), QLabel(self), QLabel(self)
        self.rate, self.slider, self.batch = Field(self), Slide(self), Spin(self)
        self.rate.setMaxLength(24)
        self.rate.editingFinished.connect(self._type_rate)
        self.rate.cancelled.connect(self._show_rate)
        self.slider.setRange(0, TICKS)
        self.slider.valueChanged.connect(self._slid)
        self.slider.nudged.connect(self._nudged)
        self.slider.asked.connect(self._asked)
        self.slider.sliderPressed.connect(self._press)
        self.slider.sliderReleased.connect(self._release)
        self.batch.setRange(*BATCH)
        self.batch.setKeyboardTracking(False)
        self.batch.valueChanged.connect(self._choose)
        self.clipping = ClipChoice(self)
        self.clipping.by.activated.connect(self._choose_clip)
        self._rows = [
            Lines([self._title, self.task, self.about, None, self.time]),
            Lines([self.train, self.update_button, self.back, self.again, self.clip]),
            Lines([self.rule, self._rate_word, self.rate, self.slider, self.clipping]),
            Lines([self._batch_word, self.batch, self.schedule, self.stop]),
        ]  # fmt: skip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in self._rows:
            self._column.addLayout(row)
        self._column.addWidget(self.why)
        self._column.addWidget(self.note)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Training"))
        self._rate_word.setText(self.tr("rate"))
        self._batch_word.setText(self.tr("batch"))
        self.update_button.setText(self.tr("One update"))
        self.again.setText(self.tr("Start again"))
        self.clip.setText(self.tr("Clip at {0}").format(f"{USUAL:g}"))
        set_name(self.clip, self.tr("Clip the gradient: its norm is at most 10 then"))
        set_name(self.task, self.tr("Task"))
        set_name(self.update_button, self.tr("One update (U)"))
        set_name(self.again, self.tr("Forget all updates: the network as it was before the first"))
        set_name(self.rule, self.tr("Optimiser"))
        set_name(self.rate, self.tr("Learning rate"))
        set_name(self.slider, self.tr("Learning rate"))
        set_name(self.batch, self.tr("Batch: sentences per update"))
        set_name(self.schedule, self.tr("Schedule of the learning rate"))
        set_name(self.stop, self.tr("Where training stops"))
        rules = {"adam": self.tr("Adam"), "momentum": self.tr("Momentum"), "sgd": self.tr("SGD")}
        schedules = {
            "constant": self.tr("constant rate"), "step": self.tr("rate in steps"), "warm-up": self.tr("warm-up"),
            "exponential": self.tr("exponential decay"), "cosine": self.tr("cosine decay"),
        }  # fmt: skip
        for picker, names in ((self.rule, rules), (self.schedule, schedules)):
            for index in range(picker.count()):
                picker.setItemText(index, names[picker.itemData(index)])
        for index in range(self.stop.count()):
            self.stop.setItemText(index, self.tr("to {0}").format(self.stop.itemData(index)))
        for index in range(self.task.count()):
            key = self.task.itemData(index)
            self.task.setItemText(
                index, translate("Trained", TITLES.get(key, key)) if key else self.tr("choose a task")
            )
        self._say_buttons(*self._runs)

    def dress(self, theme: Theme, scale: Scale) -> None:
        """Colours and sizes."""
        px = scale.body
        self.rate.setFixedWidth(round(4.6 * px))
        self.batch.setFixedWidth(round(5.2 * px))
        self.slider.setMinimumWidth(4 * px)
        self.slider.set_colors(theme.accent, theme.panel)
        self.clipping.dress(scale)
        self.task.setMaximumWidth(16 * px)
        for row in self._rows:
            row.set_gap(max(4, scale.px(7)))
        self._column.setSpacing(max(3, scale.px(6)))
        self.fit()

    def fit(self) -> None:
        """Break the rows where there is no room for them; the size of the network gives way first."""
        wide = sum(part.sizeHint().width() for part in (self._title, self.task, self.about, self.time))
        self.about.setVisible(wide + 5 * self._column.spacing() < self.width())
        for row in self._rows:
            row.fit(self.width())

    def layout_height(self) -> int:
        """Pixels that all rows take."""
        self._column.activate()
        return self._column.minimumSize().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    # what is shown -----------------------------------------------------------------------------------------------

    def show_setup(self, setup: Setup) -> None:
        """The task and the plan of a setup."""
        plan = self._plan = setup.plan
        task = setup.learned.task if setup.learned else ""
        self._show(self.task, task, translate("Trained", TITLES.get(task, task)))
        self._show(self.rule, plan.rule)
        self._show(self.schedule, plan.schedule)
        self._show(self.stop, plan.stop, self.tr("to {0}").format(plan.stop))
        self._show_rate()
        self.clipping.show_plan(plan)
        self.batch.blockSignals(True)
        self.batch.setValue(plan.batch)
        self.batch.blockSignals(False)
        self.about.setText(self._network(setup))

    def _network(self, setup: Setup) -> str:
        layers = " + ".join(f"{spoken(layer.cell).name} {layer.hidden}" for layer in setup.layers)
        if setup.learned is None:
            return layers
        count = sum(array.size for array in setup.weights.given.values())
        return self.tr("{0}, {1} weights").format(layers, f"{count:,}".replace(",", "\u202f"))

    def _show(self, picker: Picker, data: object, text: str = "") -> None:
        index = picker.findData(data)
        if index < 0:
            picker.addItem(text, data)
            index = picker.count() - 1
        picker.setCurrentIndex(index)

    def _show_rate(self) -> None:
        if not (self.rate.hasFocus() and self.rate.isModified()):
            self.rate.setText(rate_text(self._plan.rate))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(RATES.position(self._plan.rate))
            self.slider.blockSignals(False)
        self.slider.say(rate_text(self._plan.rate), self._plan.rate, RATES.low, RATES.high)

    def show_trainer(self, trainer: Trainer, why: str, note: str) -> None:
        """What runs, how long it will take, and why it does not."""
        course = trainer.course
        self._last = 0 if course is None else course.last
        self._say_buttons(trainer.running, trainer.beyond)
        for button in (self.train, self.update_button):
            button.setEnabled(trainer.possible)
        self.update_button.setEnabled(trainer.possible and not trainer.running)
        self.back.setEnabled(not trainer.running and trainer.beyond > 0)
        self.again.setEnabled(course is not None and self._last > 0)
        exploded = trainer.trouble is not None and trainer.trouble.key == NOT_FINITE
        self.clip.setVisible(exploded and self._plan.clip is None)
        left = trainer.to_go
        self.time.setText("" if left is None else self.tr("{0} s to go").format(max(1, round(left))))
        for label, text in ((self.why, why), (self.note, note)):
            label.setText(text)
            label.setVisible(bool(text))
        self.fit()

    def _say_buttons(self, running: bool, beyond: int) -> None:
        self._runs = running, beyond
        self.train.setText(self.tr("Pause") if running else self.tr("Train"))
        on = self.tr("Train on from here; the {0} updates beyond are forgotten").format(beyond)
        train = on if beyond else self.tr("Train (Shift+U)")
        set_name(self.train, self.tr("Pause (Shift+U)") if running else train)
        self.back.setText(self.tr("Back to {0}").format(self._last))
        set_name(self.back, self.tr("Show the network after the latest update"))

    # what is asked -----------------------------------------------------------------------------------------------

    def _choose_task(self, index: int) -> None:
        if self.task.itemData(index) in TASKS:
            self.task_chosen.emit(self.task.itemData(index))
        self.task.clearFocus()

    def _choose(self, *_: object) -> None:
        plan = replace(
            self._plan, rule=self.rule.currentData(), schedule=self.schedule.currentData(), batch=self.batch.value(),
            stop=self.stop.currentData(),
        )  # fmt: skip
        if plan != self._plan:
            self.plan_chosen.emit(plan, True)

    def _choose_clip(self, *_: object) -> None:
        plan = self.clipping.plan_of(self._plan)
        if plan != self._plan:
            self.plan_chosen.emit(plan, True)

    def _type_rate(self) -> None:
        text = self.rate.text().strip() if self.rate.isModified() else ""
        self.rate.setModified(False)
        self._show_rate()
        if text:
            self.rate.clearFocus()
            self.rate_typed.emit(text)

    def set_rate(self, rate: float, done: bool = True) -> None:
        """Another learning rate; done: no hand is on it any more."""
        within = min(max(rate, RATE[0]), RATE[1])
        self.plan_chosen.emit(replace(self._plan, rate=within), done)

    def _slid(self, position: int) -> None:
        self.set_rate(RATES.value(position), not self.slider.isSliderDown())

    def _nudged(self, count: int) -> None:
        self.set_rate(RATES.next(self._plan.rate, count))

    def _asked(self, value: float) -> None:
        self.set_rate(value)

    def _press(self) -> None:
        self.held.emit(True)

    def _release(self) -> None:
        self.held.emit(False)

    # building ----------------------------------------------------------------------------------------------------

    def _picker(self, data: Sequence[object] | Mapping[str, object]) -> Picker:
        picker = Picker(self)
        for each in data:
            picker.addItem(str(each), each)
        picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return picker

    def _button(self, signal: object) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button


def rate_text(rate: float) -> str:
    """A learning rate with two digits at least: 0.010, 0.0003, 1.0."""
    return plain(rate, 3 if rate >= 0.0095 else 5).rstrip("0").ljust(4, "0") if rate >= 1e-5 else str(rate)
