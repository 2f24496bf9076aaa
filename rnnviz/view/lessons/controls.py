"""The controls that a page names: gates to be held at the present step, and knobs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.lesson import LessonPage
from rnnviz.model.setup.choices import Hold
from rnnviz.view.experiment.knob_list import KnobList
from rnnviz.view.look import facts
from rnnviz.view.look.language import line_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width, words
from rnnviz.view.work.throttle import READING_MS

HOLDS = "holds"
VALUES: tuple[float | None, ...] = (None, 0.0, 1.0)
"""What a gate can be: computed, or held."""


def controls_of(page: LessonPage) -> tuple[str, ...]:
    """What a page shows: what it names, and what it wants used."""
    kind, _, name = page.pulse.partition(":")
    wanted = {"hold": HOLDS, "knob": name}.get(kind)
    return (*page.controls, *([wanted] if wanted and wanted not in page.controls else []))


@shielded
class LessonControls(Panel):
    """`named`: keys of what is shown, "holds" and those of knobs. Every drag is one undo."""

    key = "lesson_controls"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.named: tuple[str, ...] = ()
        self.holds: dict[str, list[QPushButton]] = {}
        self.knobs = KnobList(simulation, self)
        self._error = ""
        for knob in self.knobs:
            knob.slider.sliderPressed.connect(self._pressed)
            knob.slider.sliderReleased.connect(self._released)
        self.knobs.said.connect(self._say)
        self._calm = self.throttled(self.renew, READING_MS)

    @property
    def title(self) -> str:
        return self.tr("Controls of this page")

    def show_named(self, named: tuple[str, ...]) -> None:
        """Other controls."""
        self.named = named
        self.renew()

    def control(self, pulse: str, value: float) -> QWidget | None:
        """The widget that "hold:f" or "knob:gain" means, of a gate at a value; None where it is not shown."""
        kind, _, name = pulse.partition(":")
        if kind == "knob":
            knob = self.knobs.by_field.get(name)
            return knob.slider if knob is not None and not knob.isHidden() else None
        buttons = self.holds.get(name, []) if kind == "hold" and HOLDS in self.named else []
        return buttons[VALUES.index(value) if value in VALUES else 1] if buttons else None

    def take_change(self, what: Change) -> None:
        if what & (Change.SETUP | Change.RUN | Change.PLAYHEAD):
            self._calm.ask()

    def restyle(self) -> None:
        self.knobs.set_look(self.theme, self.scale)
        for knob in self.knobs:
            knob.set_columns(knob.label_width(), round(self.scale.body * 3.4), 6)
            knob.set_ground(self.theme.panel)
        self.renew()

    def retranslate(self) -> None:
        self.knobs.retranslate()
        super().retranslate()

    def renew(self) -> None:
        """What is held, and where the knobs stand."""
        self.knobs.refresh()
        for key, knob in self.knobs.by_field.items():
            if key not in self.named:
                knob.hide()
        self._renew_holds()
        self._lay_out()
        self.update()

    # holds -------------------------------------------------------------------------------------------------

    @property
    def gates(self) -> tuple[str, ...]:
        return self.simulation.cell.gates if HOLDS in self.named else ()

    def _renew_holds(self) -> None:
        cell = self.simulation.cell
        roles = [cell.by_name[gate].role for gate in self.gates]
        shown = [(gate, str(buttons[0].property("role"))) for gate, buttons in self.holds.items()]
        if shown != list(zip(self.gates, roles, strict=True)):
            for buttons in self.holds.values():
                for button in buttons:
                    button.hide()
                    button.deleteLater()
            self.holds = {g: self._buttons(g, role) for g, role in zip(self.gates, roles, strict=True)}
        for gate, buttons in self.holds.items():
            value = self._held(gate)
            for one, button in zip(VALUES, buttons, strict=True):
                button.setText(self.tr("auto") if one is None else f"{one:g}")
                button.setAccessibleName(self.tr("Hold {0}: {1}").format(line_name(cell, gate), button.text()))
                button.setChecked(value == one)

    def _buttons(self, gate: str, role: str) -> list[QPushButton]:
        made = []
        for value in VALUES:
            button = QPushButton(self)
            for name, what in (("chip", True), ("role", role), ("gate", gate), ("held", value)):
                button.setProperty(name, what)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._clicked)
            button.show()
            made.append(button)
        return made

    def _held(self, gate: str) -> float | None:
        """At the step where the story is."""
        step = self.simulation.cursor.step
        held = [h for h in self.simulation.holds if h.line == gate]
        here = [h.value for h in held if (h.first or 0) <= step and (h.last is None or step <= h.last)]
        return here[-1] if here else None

    def _clicked(self) -> None:
        """The present step alone is held, or let go."""
        gate, value = str(self.sender().property("gate")), self.sender().property("held")
        (layer, way), step, setup = self.simulation.seat, self.simulation.cursor.step, self.simulation.setup
        setup = setup.without_hold(gate, step, step, layer, way)
        self.simulation.edit(setup if value is None else setup.with_hold(Hold(gate, value, step, step, layer, way)))
        self.renew()

    # where it stands ---------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        s = self.scale
        x, row, y = s.pad, round(2.1 * s.body), s.pad + round(0.4 * s.body)
        y += round(1.6 * s.body) if self.gates else 0
        name = max((text_width(line_name(self.simulation.cell, g), s.body, BOLD) for g in self.gates), default=0.0)
        left = x + round(min(name, 0.4 * self.width())) + s.body
        each = min(round(4.4 * s.body), (self.width() - left - s.pad) // 3)
        for buttons in self.holds.values():
            for number, button in enumerate(buttons):
                button.setGeometry(left + number * each, y, each - round(0.4 * s.body), round(1.8 * s.body))
            y += row
        for knob in self.knobs:
            if not knob.isHidden():
                knob.setGeometry(x, y, self.width() - 2 * x, row)
                y += row

    def paintEvent(self, event: QPaintEvent) -> None:
        s, theme, cell = self.scale, self.theme, self.simulation.cell
        base = s.pad + s.body
        with QPainter(self) as p, facts.layer(self, "controls"):
            if self.gates:
                words(p, s.pad, base, self.tr("Hold a gate"), s.body, theme.text, weight=BOLD)
                at = self.tr("at t = {0}").format(self.simulation.cursor.step + 1)
                words(p, self.width() - s.pad, base, at, s.body, theme.dim, Align.AlignRight)
            for gate, buttons in self.holds.items():
                middle = buttons[0].geometry().center().y() + 0.36 * s.body
                text = elided(line_name(cell, gate), buttons[0].x() - s.pad, s.body, BOLD)
                words(p, s.pad, middle, text, s.body, theme.role(cell.by_name[gate].role), weight=BOLD)
            words(p, s.pad, self.height() - 0.6 * s.body, self._error, s.body, theme.error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _say(self, sentence: str) -> None:
        self._error = sentence
        self.update()

    def _pressed(self) -> None:
        self.dragged.emit(True)

    def _released(self) -> None:
        self.dragged.emit(False)
