"""The drawer of a presentation: knobs, scenes and holds over the tape, worked by keys that a remote does not send."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.experiment.hold_menu import HoldMenu
from rnnviz.view.experiment.hold_row import HoldRow
from rnnviz.view.experiment.knob import Knob
from rnnviz.view.experiment.knob_list import KnobList
from rnnviz.view.experiment.start_row import StartRow
from rnnviz.view.look import icons
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme, mix
from rnnviz.view.look.words import said
from rnnviz.view.widgets.panel import Panel

COLUMNS = 2
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)
TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
CHOICES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
translate = QCoreApplication.translate


@shielded
class Drawer(Panel):
    """Lies over `below`, as large. Up and Down choose a knob, Left and Right turn it, Enter types its number."""

    key = "drawer"
    scene_chosen = Signal(str)
    own_keys = frozenset({*TURNS, *CHOICES, *ENTER, *DIGITS})
    """What it needs itself while it has the keyboard."""

    def __init__(self, simulation: Simulation, parent: QWidget, below: QWidget) -> None:
        super().__init__(simulation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._room, self._below, self._chosen = parent, below, 0
        self._sign, self._heading, self._cap = QLabel(self), QLabel(self), QLabel("K", self)
        self._heading.setProperty("kind", "title")
        self.knobs, self.holds = KnobList(simulation, self), HoldRow(self, short=True)
        self._slots = [Slot(knob, self) for knob in self.knobs]
        self.scenes = [self._scene(key) for key in SCENES]
        self.reset, self.start = self._button(self._reset), StartRow(simulation, self)
        self.error = QLabel(self)
        self.error.setProperty("kind", "error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self.holds.asked.connect(self._hold)
        self.knobs.said.connect(self._say)
        self.start.refused.connect(self._refuse)
        below.installEventFilter(self)
        self.hide()
        self._name_parts()
        self._refresh()

    @property
    def title(self) -> str:
        return self.tr("Knobs of the presentation")

    @property
    def chosen(self) -> Knob:
        """The knob that Left and Right turn."""
        return self._shown()[self._chosen].knob

    def open(self) -> None:
        """Lie over the tape, with the knob chosen that was chosen last."""
        self._place()
        self._refresh()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        self.simulation.settle()
        self.hide()

    # keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self.hasFocus():  # Enter in a field of its own comes here, too
            super().keyPressEvent(event)
        elif key in CHOICES:
            self.choose(self._chosen + CHOICES[key])
        elif key in DIGITS:
            self.choose(min(DIGITS.index(key), len(self._shown()) - 1))
        elif key in TURNS:
            self.chosen.nudge(TURNS[key])
        elif key in ENTER:
            self.chosen.type_number()
        else:
            super().keyPressEvent(event)

    def choose(self, number: int) -> None:
        """Another knob; what the former one was turned to is one undo."""
        self.simulation.settle()
        self._chosen = number % len(self._shown())
        self._mark()

    def _shown(self) -> list[Slot]:
        """What can be turned for this cell."""
        return [slot for slot in self._slots if not slot.knob.isHidden()]

    # following ---------------------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        if self.isVisible() and what & (Change.SETUP | Change.RUN):
            self._refresh()

    def _refresh(self) -> None:
        self.knobs.refresh()
        self.knobs.show_before()
        self.holds.show_holds(self.simulation.choice.cell, self.simulation.holds, False)
        self.start.refresh()
        self.start.setVisible(bool(self.start.fields))
        self._say("")
        self._fill()

    def _fill(self) -> None:
        """The knobs of this cell, in two columns from the top down and from left to right."""
        shown = self._shown()
        for slot in self._slots:
            slot.setVisible(slot in shown)
            self._grid.removeWidget(slot)
        for number, slot in enumerate(shown):
            self._grid.addWidget(slot, number // COLUMNS, number % COLUMNS)
        self._chosen = min(self._chosen, len(shown) - 1)
        self._mark()

    def _mark(self) -> None:
        for slot in self._slots:
            slot.dress(self.theme, self.scale.radius, slot.knob is self.chosen)
        shown, number = self.chosen, self._chosen + 1
        self.setAccessibleDescription(f"{number}: {shown.slider.accessibleName()} {shown.field.text()}")

    def _say(self, sentence: str) -> None:
        """What is wrong with a number, in place of the scenes."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        for part in (*self.scenes, self.holds):
            part.setVisible(not sentence)

    def _refuse(self, why: Message) -> None:
        self._say(said(why))

    def _hold(self, line: str) -> None:
        self._refresh()  # the click toggled the chip; what it shows is decided by the setup alone
        chip = self.holds.chips.get(line)
        if chip is not None:  # else it was one of a cell that is just being replaced
            HoldMenu(self.simulation, line, None, None, self).popup(chip.mapToGlobal(QPoint(0, 0)))

    def _reset(self) -> None:
        self.simulation.edit(self.simulation.setup.reset())

    def _scene_clicked(self) -> None:
        self.scene_chosen.emit(str(self.sender().property("scene")))

    # look --------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._name_parts()
        self.knobs.retranslate()
        super().retranslate()

    def _name_parts(self) -> None:
        self._heading.setText(self.tr("Knobs"))
        self.reset.setText(self.tr("Reset"))
        set_name(self.reset, self.tr("Knobs and holds back, same weights"))
        for button in self.scenes:
            scene = SCENES[button.property("scene")]
            button.setText(translate("Scenes", scene.short))
            set_name(button, translate("Scenes", scene.says))

    def restyle(self) -> None:
        theme, scale = self.theme, self.scale
        side, gap = round(1.2 * scale.body), max(6, scale.px(12))
        self._sign.setPixmap(icons.icon("knobs", theme.accent, side).pixmap(side, side))
        cap = f"border: 1px solid {theme.dim.name()}; border-radius: 5px; padding: 1px {gap // 2}px; font-weight: 600;"
        self._cap.setStyleSheet(f"QLabel {{ {cap} }}")
        self._column.setContentsMargins(gap + 4, scale.px(9), gap, scale.px(9))
        self._column.setSpacing(0)
        self._head.setSpacing(gap)
        self.holds.row.set_gap(gap // 2)
        self._grid.setHorizontalSpacing(gap)
        self.start.set_height(round(1.55 * scale.body))
        self.start.row.set_gap(gap)
        self.knobs.set_look(theme, scale)
        self._place()
        self._mark()
        self.update()

    def _place(self) -> None:
        """Over the pane below, wherever it is; where that is folded away, over the lower edge of what is there."""
        parent, below = self._room, self._below
        if below.isVisible():
            self.setGeometry(QRect(below.mapTo(parent, QPoint(0, 0)), below.size()))
        else:
            high = max(self.sizeHint().height(), round(7.3 * self.scale.body))
            self.setGeometry(0, parent.height() - high, round(0.7 * parent.width()), high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in moved and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.fillRect(self.rect(), self.theme.background)
            p.setPen(QPen(self.theme.accent, 2))
            p.setBrush(self.theme.panel)
            p.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), self.scale.radius, self.scale.radius)

    # building ----------------------------------------------------------------------------------------------

    def _button(self, slot: object) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _scene(self, key: str) -> QPushButton:
        button = self._button(self._scene_clicked)
        button.setProperty("chip", True)
        button.setProperty("scene", key)
        return button

    def _arrange(self) -> None:
        self._column, self._head, self._grid = QVBoxLayout(self), QHBoxLayout(), QGridLayout()
        for part in (self._sign, self._heading, self._cap, *self.scenes, self.holds, self.error):
            self._head.addWidget(part)
        self._head.addStretch(1)
        self._head.addWidget(self.reset)
        self._column.addLayout(self._head)
        self._column.addLayout(self._grid, 1)
        self._column.addWidget(self.start)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)


@shielded
class Slot(QWidget):
    """A frame round a knob: lit while Left and Right turn it."""

    def __init__(self, knob: Knob, parent: QWidget) -> None:
        super().__init__(parent)
        self.knob = knob
        self._pen, self._ground, self._radius = QPen(Qt.PenStyle.NoPen), DARK.panel, 6
        self._row = QHBoxLayout(self)
        self._row.addWidget(knob)

    def dress(self, theme: Theme, radius: int, lit: bool) -> None:
        side = round(1.5 * radius)  # on a large screen a name would touch the frame's round corner
        self._row.setContentsMargins(side, 2, side, 2)
        ground = mix(theme.panel, theme.accent, 0.22) if lit else theme.panel
        self._pen = QPen(theme.accent, 2) if lit else QPen(Qt.PenStyle.NoPen)
        self._ground, self._radius = ground, radius
        self.knob.set_ground(ground)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(self._pen)
            p.setBrush(self._ground)
            p.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), self._radius, self._radius)
