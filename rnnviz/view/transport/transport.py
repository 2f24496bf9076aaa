"""The bar at the top: what is shown, where we are, and the way onward."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import SPEEDS, Player
from rnnviz.model.story.cursor import GRAINS
from rnnviz.view.look import icons
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, ink
from rnnviz.view.transport.cell_picker import CellPicker
from rnnviz.view.transport.counter import Counter
from rnnviz.view.transport.face_buttons import FaceButtons
from rnnviz.view.widgets.logo import Logo
from rnnviz.view.widgets.overflow import Overflow
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.step_name import word_name


@shielded
class Transport(Panel):
    """Cell picker, step buttons, step counter, speed, grain, direction, faces of the right column."""

    key = "transport"
    cell_chosen = Signal(str, str)
    layers_asked = Signal()
    theme_toggled = Signal()
    presented = Signal()

    def __init__(self, simulation: Simulation, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.setProperty("bar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._player = player
        self._playing = False
        self._head: QWidget | None = None
        self._logo, self._title = Logo(self), QLabel("rnnviz", self)
        self._title.setProperty("kind", "title")
        self._cells = CellPicker(self)
        self._cells.picked.connect(self.cell_chosen)
        self.faces = FaceButtons(self)
        self._layers = self._text_button("", self.layers_asked.emit)
        self._buttons = {
            "start": self._icon_button("start", simulation.to_start),
            "back": self._icon_button("back", simulation.back),
            "play": self._icon_button("play", player.toggle),
            "next": self._icon_button("play", simulation.next),
            "end": self._icon_button("end", simulation.to_end),
        }
        self._buttons["play"].setProperty("primary", True)
        self._counter = Counter(self)
        self._slower = self._text_button("−", player.slower)
        self._speed = QLabel(self)
        self._faster = self._text_button("+", player.faster)
        self._grains = self._choices(len(GRAINS), self._grain_clicked)
        self._directions = self._choices(2, self._direction_clicked)
        self._switch = self._icon_button("theme", self.theme_toggled.emit)
        self._present = self._text_button("", self.presented.emit)
        listed = (self._layers, self._slower, self._faster, *self.faces.buttons, self._switch, self._present)
        self._rest = Overflow(listed, self)
        self._arrange()
        simulation.changed.connect(self._follow)
        simulation.ended.connect(self._say_end)
        player.changed.connect(self.refresh)
        self._say()
        self.refresh()

    def retranslate(self) -> None:
        self._say()
        self.refresh()
        super().retranslate()

    def _say(self) -> None:
        """What does not follow from the story."""
        self._cells.say()
        self.faces.say()
        set_name(self._layers, self.tr("Layers of the network (N)"))
        set_name(self._slower, self.tr("Slower (−)"))
        set_name(self._faster, self.tr("Faster (+)"))
        set_name(self._switch, self.tr("Dark or light (T)"))
        set_name(self._present, self.tr("Present (F5)"))
        self._present.setText(self.tr("Present  F5"))
        shown = {
            "start": self.tr("To the start (Home)"), "back": self.tr("Back (Left)"),
            "play": self.tr("Play or pause (Space)"), "next": self.tr("Onward (Right)"),
            "end": self.tr("To the end (End)"),
        }  # fmt: skip
        for key, text in shown.items():
            set_name(self._buttons[key], text)
        self._say_choices()

    def _say_choices(self) -> None:
        texts = {
            self._grains[0]: (self.tr("step"), self.tr("One key press is a whole time step (G)")),
            self._grains[1]: (self.tr("stage"), self.tr("One key press is a stage (G)")),
            self._grains[2]: (self.tr("line"), self.tr("One key press is a line (G)")),
            self._directions[0]: (self.tr("Forward"), self.tr("Forward through the sequence (R)")),
            self._directions[1]: (self.tr("Backward"), self.tr("Backward: gradients through time (R)")),
        }
        for button, (text, says) in texts.items():
            button.setText(text)
            set_name(button, says)

    @property
    def title(self) -> str:
        return self.tr("Transport")

    def restyle(self) -> None:
        theme, scale = self.theme, self.scale
        px = scale.px(26)
        self._logo.set_theme(theme, scale.px(13))
        for name, button in {**self._buttons, "theme": self._switch}.items():
            button.setIconSize(QSize(px, px))
            button.setFixedWidth(max(36, scale.px(56)))
            color = ink(theme, theme.accent) if name == "play" else theme.text
            shape = {"next": "play", "play": "pause" if self._player.playing else "play"}.get(name, name)
            button.setIcon(icons.icon(shape, color, px, theme.dim))
        height = max(40, scale.px(58), round(scale.body * 2.3))
        self.setFixedHeight(height)
        self._row.setContentsMargins(max(16, scale.pad), 3, max(16, scale.pad), 3)
        self._row.setSpacing(max(6, scale.px(8)))
        self._counter.set_theme(theme, scale)
        self._fit()

    def control(self, name: str) -> QWidget | None:
        """The button that "step" or "backward" means, while it is shown."""
        found = {"step": self._buttons["next"], "backward": self._directions[1]}.get(name)
        return found if found is not None and found.isVisible() else None

    def lend(self, head: QWidget | None, faces: bool) -> None:
        """Something else stands where the list of cells stands; None: that list again. faces: whether there are any."""
        for button in self.faces.buttons:
            button.setEnabled(faces)
        if self._head is not None:
            self._row.removeWidget(self._head)
            self._head.hide()
        self._head = head
        if head is not None:
            self._row.insertWidget(2, head)
            head.show()
        self._cells.setVisible(head is None)
        self._fit()

    def _fit(self) -> None:
        """Presenting what a key does as well gives way, in a narrow window what is listed at the end of the bar."""
        speed, look = (self._slower, self._speed, self._faster), (self._switch, self._present)
        layers = (self._layers,) if self.simulation.setup.alone else ()
        faces = self.faces.buttons
        extras = ((self._title,), speed, look, layers, (self._logo,), faces, (self._layers,))
        for extra in (*extras[0], *speed, *look, *layers):
            extra.setVisible(not self.scale.presenting)
        for widget in (self._logo, *(() if layers else (self._layers,))):
            widget.show()
        if self._head is not None:  # of one cell alone
            self._layers.hide()
        for face in faces:
            face.setVisible(face.isEnabled() and not self.scale.presenting)
        self._rest.hide()
        for group in extras:
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return
            for extra in group:
                extra.hide()
            if not self.scale.presenting:
                self._rest.follow()

    def _follow(self, what: Change) -> None:
        if what & (Change.RUN | Change.PLAYHEAD):
            self._counter.forget()
            self.refresh()

    def _say_end(self, onward: bool) -> None:
        """Where the story ends, or begins, the key that does nothing is answered."""
        end, begin = self.tr("the end"), self.tr("beginning")
        sentence = self.tr("The story ends here") if onward else self.tr("The story begins here")
        self._counter.tell(end if onward else begin, sentence)

    def refresh(self) -> None:
        """Show where the simulation stands."""
        cursor = self.simulation.cursor
        word = word_name(self.simulation, cursor.step, cursor.way)
        self._counter.show_step(cursor.step + 1, self.simulation.steps, word)
        said = self.tr("Step {0} of {1}").format(cursor.step + 1, self.simulation.steps)
        self._counter.setAccessibleName(f"{said}, {word}" if word else said)
        speed = SPEEDS[self._player.speed]
        if self._speed.text() != f"{speed:g}×":
            self._speed.setText(f"{speed:g}×")
        self._grains[GRAINS.index(cursor.grain)].setChecked(True)
        self._directions[int(cursor.backward)].setChecked(True)
        self._cells.show_choice(self.simulation.choice)
        self._show_layer()
        if self._player.playing != self._playing:
            self._show_playing()

    def _show_layer(self) -> None:
        """Which layer is on the stage, of how many, and how it reads."""
        layer, way = self.simulation.seat
        count, arrow = len(self.simulation.setup.layers), "←" if way == "backward" else "→"
        many = self.tr("layer {0}/{1} {2}").format(layer + 1, count, arrow)
        text = self.tr("1 layer") if self.simulation.setup.alone else many
        if text != self._layers.text():
            self._layers.setText(text)
            self._fit()

    def _show_playing(self) -> None:
        self._playing = self._player.playing
        button = self._buttons["play"]
        shape = "pause" if self._playing else "play"
        px, theme = button.iconSize().width(), self.theme
        button.setIcon(icons.icon(shape, ink(theme, theme.accent), px, theme.dim))

    def _icon_button(self, shape: str, slot: object) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icons.icon(shape, DARK.text, 24))
        return self._finish(button, slot)

    def _text_button(self, text: str, slot: object) -> QPushButton:
        return self._finish(QPushButton(text, self), slot)

    def _finish(self, button: QPushButton, slot: object) -> QPushButton:
        # a clicked button must not swallow the next Space: only Tab gives it the focus
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _choices(self, count: int, slot: object) -> list[QPushButton]:
        """Buttons of which exactly one is on."""
        group = QButtonGroup(self)
        buttons = []
        for number in range(count):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button, number)
            buttons.append(button)
        group.idClicked.connect(slot)
        return buttons

    def _grain_clicked(self, number: int) -> None:
        self.simulation.set_grain(GRAINS[number])

    def _direction_clicked(self, number: int) -> None:
        if bool(number) != self.simulation.cursor.backward:
            self.simulation.turn()

    def _arrange(self) -> None:
        layout = self._row = QHBoxLayout(self)
        groups: list[list[QWidget]] = [
            [self._logo, self._title, self._cells, self._layers],
            list(self._buttons.values()),
            [self._counter],
            [self._slower, self._speed, self._faster],
            list(self._grains),
            list(self._directions),
            list(self.faces.buttons),
            [self._switch, self._present, self._rest],
        ]
        for number, group in enumerate(groups):
            for widget in group:
                layout.addWidget(widget)
            if number < len(groups) - 1:
                layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
