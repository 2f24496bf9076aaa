"""The main window: puts the panels together, connects the commands, knows no mathematics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from rnnviz.model.player import Player
from rnnviz.model.scenes import SCENES
from rnnviz.model.session import Session
from rnnviz.model.setup import Edit
from rnnviz.view import settings
from rnnviz.view.commands import COMMANDS, MENUS
from rnnviz.view.dialogs import about_dialog, check_dialog, keys_dialog
from rnnviz.view.experiment_panel import ExperimentPanel
from rnnviz.view.files import Files
from rnnviz.view.formula_bar import FormulaBar
from rnnviz.view.inspector import Inspector
from rnnviz.view.panes import Pane, Shares
from rnnviz.view.presenter import Presenter
from rnnviz.view.sequence_bar import SequenceBar
from rnnviz.view.stage import Stage
from rnnviz.view.style import THEMES, Scale, qt_palette, style_sheet
from rnnviz.view.tape import Tape
from rnnviz.view.transport import Transport

COLUMN_SHARES = (0.66, 0.34)
MAP_SHARES = (0.5, 0.5)
# stage, formula, tape | gradient, maps, experiment: type has a smallest size, so low windows give rows more room
LOW = ((0.6, 0.108, 0.292), (0.385, 0.25, 0.365))
HIGH = ((0.605, 0.12, 0.275), (0.4, 0.285, 0.315))
LOW_HEIGHT = 900
RESTYLE_DELAY = 60


class MainWindow(QMainWindow):
    """`first_painted` comes once, after the first frame; the plots are made after it."""

    first_painted = Signal()
    plots_ready = Signal()

    def __init__(self, session: Session, theme: str | None = None, remembered: settings.Remembered | None = None) -> None:
        """remembered: what to start from instead of the stored settings, which are then left alone."""
        super().__init__()
        self.session = session
        session.setParent(self)
        memory = remembered or settings.recall()
        self._remembers = remembered is None
        self.theme = THEMES[theme or memory.theme]
        self.scale = Scale()
        self.player = Player(session, self)
        self.plots: list[Any] = []
        self.actions_by_key: dict[str, QAction] = {}
        self._painted = False
        self._make_panels()
        self.files = Files(self)
        self.presenter = Presenter(self)
        self._make_menus()
        self._connect()
        self._arrange(memory)
        self._restyle_later = QTimer(self, singleShot=True, interval=RESTYLE_DELAY)
        self._restyle_later.timeout.connect(self.restyle)
        self.setWindowTitle("rnnviz")
        self.setMinimumSize(960, 560)
        self.retitle()
        self.restyle(force=True)

    # panels ------------------------------------------------------------------------------------------------

    def _make_panels(self) -> None:
        session = self.session
        self.transport = Transport(session, self.player, self)
        self.stage = Stage(session)
        self.formula = FormulaBar(session)
        self.tape = Tape(session)
        self.sequence = SequenceBar(session)
        self.experiment = ExperimentPanel(session)
        self.inspector = Inspector(session, self)

    def _arrange(self, memory: settings.Remembered) -> None:
        self.panes = {name: Pane() for name in ("formula", "tape", "gradient", "map", "spectrum")}
        self.panes["formula"].hold(self.formula)
        self.panes["tape"].hold(self.sequence, self.tape)
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._left = Shares(vertical, HIGH[0])
        self._left.addWidget(self.stage)
        for name in ("formula", "tape"):
            self._left.addWidget(self.panes[name])
        self._maps = Shares(horizontal, MAP_SHARES)
        for name in ("map", "spectrum"):
            self._maps.addWidget(self.panes[name])
        self._right = Shares(vertical, HIGH[1])
        for widget in (self.panes["gradient"], self._maps, self.experiment):
            self._right.addWidget(widget)
        self._columns = Shares(horizontal, COLUMN_SHARES)
        self._columns.addWidget(self._left)
        self._columns.addWidget(self._right)
        body = QWidget(self)
        self._body = QVBoxLayout(body)
        self._body.addWidget(self._columns)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addWidget(body, 1)
        self.setCentralWidget(whole)
        # the story's keys need a home that has no use of its own for them
        self.stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.stage.setFocus()
        self._recall(memory)

    def _splitters(self) -> tuple[Shares, ...]:
        return (self._columns, self._left, self._right, self._maps)

    def _recall(self, memory: settings.Remembered) -> None:
        left = list(memory.fractions)
        if len(left) == sum(len(s.shares) for s in self._splitters()):
            for splitter in self._splitters():
                count = len(splitter.shares)
                splitter.set_shares(tuple(left[:count]))
                del left[:count]
        for name in memory.hidden_panels:
            if f"panel_{name}" in self.actions_by_key:
                self.actions_by_key[f"panel_{name}"].setChecked(False)
        self.actions_by_key["legend"].setChecked(memory.legend)
        self.resize(*settings.SIZE)
        if memory.rect is not None:
            self.setGeometry(memory.rect)
        if memory.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def make_plots(self) -> None:
        """The plots; importing pyqtgraph takes longer than everything before, so the window shows first."""
        if self.plots:
            return
        from rnnviz.view.plots import FlowMap, GradientPlot, SpectrumPlot

        for name, kind in (("gradient", GradientPlot), ("map", FlowMap), ("spectrum", SpectrumPlot)):
            plot = kind(self.session)
            plot.set_theme(self.theme)
            self.panes[name].hold(plot)
            self.plots.append(plot)
        self.plots_ready.emit()

    # commands ----------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        menus = {}
        for key, title in MENUS:
            menus[key] = self.menuBar().addMenu(self._translated(title))
        self._recent = QMenu(self.tr("Open recent"), self)
        self._scene_menu = QMenu(self.tr("Scenes"), self)
        for command in COMMANDS:
            menu = menus[command.menu]
            if command.gap:
                menu.addSeparator()
            action = menu.addAction(command.shown)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setCheckable(command.check)
            if command.check:
                action.setChecked(command.key != "legend")
                action.toggled.connect(self._checked)
            else:
                action.triggered.connect(self._triggered)
            action.setData(command.key)
            self.addAction(action)  # the keys work while the menu bar is hidden, too
            self.actions_by_key[command.key] = action
            if command.key == "open":
                menu.addMenu(self._recent)
            if command.key == "theme":
                menu.insertMenu(action, self._scene_menu)
        self._recent.aboutToShow.connect(self._fill_recent)
        for key, name in self._scene_names().items():
            action = self._scene_menu.addAction(name)
            action.setData(key)
            action.triggered.connect(self._scene_triggered)

    def _scene_names(self) -> dict[str, str]:
        return {
            "vanish": self.tr("Vanish: a simple RNN forgets"),
            "explode": self.tr("Explode: small inputs, large recurrent weights"),
            "survive": self.tr("Survive: an LSTM with forget bias +3"),
        }

    def _translated(self, title: str) -> str:
        return QApplication.translate("Commands", title)

    def _triggered(self) -> None:
        self.do(str(self.sender().data()))  # type: ignore[attr-defined]

    def _checked(self, on: bool) -> None:
        key = str(self.sender().data())  # type: ignore[attr-defined]
        if key == "legend":
            self.stage.set_legend(on)
        else:
            self._show_panel(key.removeprefix("panel_"), on)

    def do(self, key: str) -> None:
        """Carry out a command of the table."""
        self._slots()[key]()

    def _slots(self) -> dict[str, Any]:
        session, player, files = self.session, self.player, self.files
        return {
            "open": files.open, "reopen": files.reopen, "save": files.save, "save_as": files.save_as,
            "open_sequence": files.open_sequence, "save_picture": files.save_picture,
            "copy_picture": files.copy_picture, "quit": self.close, "paste_sequence": files.paste_sequence,
            "undo": session.undo, "redo": session.redo, "type_sequence": self._type_sequence,
            "reset": self._reset, "new_weights": self.experiment.new_weights, "escape": self.escape,
            "theme": self.toggle_theme, "present": self.presenter.toggle, "black": self.presenter.toggle_black,
            "next": session.next, "back": session.back, "start": session.to_start, "end": session.to_end,
            "step_next": self._step_next, "step_back": self._step_back, "jump": self._jump,
            "play": player.toggle, "faster": player.faster, "slower": player.slower,
            "grain": session.next_grain, "reverse": self._reverse, "unit_up": self._unit_up,
            "unit_down": self._unit_down, "keys": self._keys, "check": self._check, "about": self._about,
        }  # fmt: skip

    def _step_next(self) -> None:
        self.session.whole_step(1)

    def _step_back(self) -> None:
        self.session.whole_step(-1)

    def _reverse(self) -> None:
        self.session.set_direction("forward" if self.session.cursor.backward else "backward")

    def _unit_up(self) -> None:
        self.session.select(unit=self.session.selection.unit - 1)

    def _unit_down(self) -> None:
        self.session.select(unit=self.session.selection.unit + 1)

    def _reset(self) -> None:
        self.session.edit(self.session.setup.reset())

    def _type_sequence(self) -> None:
        self.actions_by_key["panel_tape"].setChecked(True)
        self.sequence.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sequence.field.selectAll()

    def _jump(self) -> None:
        session = self.session
        step, good = QInputDialog.getInt(
            self, self.tr("Jump"), self.tr("Step, 1 to {0}:").format(session.steps),
            session.cursor.step + 1, 1, session.steps,
        )  # fmt: skip
        if good:
            session.go_to_step(step - 1)

    def _keys(self) -> None:
        keys_dialog(self).show()

    def _about(self) -> None:
        about_dialog(self).show()

    def _check(self) -> None:
        check_dialog(self, self.session.run).show()

    def _fill_recent(self) -> None:
        self._recent.clear()
        paths = self.files.recent()
        for path in paths:
            action = self._recent.addAction(path.name)
            action.setToolTip(str(path))
            action.setData(str(path))
            action.triggered.connect(self._recent_triggered)
        if not paths:
            self._recent.addAction(self.tr("no files yet")).setEnabled(False)

    def _recent_triggered(self) -> None:
        self.files.open_path(str(self.sender().data()))  # type: ignore[attr-defined]

    def _scene_triggered(self) -> None:
        self.show_scene(str(self.sender().data()))  # type: ignore[attr-defined]

    def show_scene(self, key: str) -> None:
        """One of the curated openings."""
        scene = SCENES[key]
        self.player.pause()
        self.session.open(scene.setup, scene.cursor)

    def escape(self) -> None:
        """Leave the innermost thing: an edit, a pin, the black screen, the presentation."""
        focus = QApplication.focusWidget()
        if self.presenter.leave_black():
            return
        if isinstance(focus, QLineEdit | QAbstractSpinBox):
            focus.clearFocus()
        elif self.session.selection.pins or self.session.selection.hover:
            self.stage.clear()
            self.session.select(pins=(), hover=None)
        else:
            self.presenter.leave()

    # connections -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        session = self.session
        self.transport.cell_chosen.connect(self._choose_cell)
        self.transport.theme_toggled.connect(self.toggle_theme)
        self.transport.presented.connect(self.presenter.toggle)
        self.experiment.scene_chosen.connect(self.show_scene)
        self.sequence.open_requested.connect(self.files.open_sequence)
        self.sequence.paste_requested.connect(self.files.paste_text)
        self.tape.hold_requested.connect(self.experiment.hold)
        self.tape.word_edited.connect(self.files.edit_word)
        self.inspector.weight_edited.connect(self._edit_weight)
        session.failed.connect(self.experiment.show_error)
        session.setup_changed.connect(self.retitle)
        session.setup_changed.connect(self._show_history)
        for knob in self.experiment.knobs.values():
            knob.slider.sliderPressed.connect(self._drag_begins)
            knob.slider.sliderReleased.connect(self._drag_ends)
        QApplication.instance().focusChanged.connect(self._follow_focus)
        self._show_history()

    def _choose_cell(self, key: str) -> None:
        self.session.edit(self.session.setup.with_cell(key))

    def _edit_weight(self, name: str, index: tuple[int, ...], value: float) -> None:
        setup = self.session.setup
        kept = tuple(e for e in setup.edits if (e.name, e.index) != (name, index))
        self.session.edit(replace(setup, edits=(*kept, Edit(name, index, value))))

    def _drag_begins(self) -> None:
        for plot in self.plots:
            if hasattr(plot, "set_live"):
                plot.set_live(True)

    def _drag_ends(self) -> None:
        for plot in self.plots:
            if hasattr(plot, "set_live"):
                plot.set_live(False)

    def _show_history(self) -> None:
        self.actions_by_key["undo"].setEnabled(self.session.can_undo)
        self.actions_by_key["redo"].setEnabled(self.session.can_redo)

    def retitle(self) -> None:
        """File, cell, size and sequence in the title bar."""
        setup = self.session.setup
        sequence = setup.sequence.text() if not setup.sequence.generated else setup.sequence.kind
        short = sequence if len(sequence) <= 60 else sequence[:57] + "…"
        self.setWindowTitle(f"{self.files.name}{setup.cell.name} · {setup.hidden} · {short} — rnnviz")

    # look --------------------------------------------------------------------------------------------------

    def toggle_theme(self) -> None:
        self.set_theme("light" if self.theme.name == "dark" else "dark")

    def set_theme(self, name: str) -> None:
        """Switch the colours of everything at once."""
        self.theme = THEMES[name]
        self.restyle(force=True)

    def restyle(self, force: bool = False) -> None:
        """Type and line sizes follow the window; nothing happens when none of them changed."""
        height = min(self.height(), round(self.width() * 9 / 16))
        scale = Scale(height, self.presenter.on)
        if scale == self.scale and not force:
            return
        self.scale = scale
        left, right = LOW if height < LOW_HEIGHT else HIGH
        self._left.suggest(left)
        self._right.suggest(right)
        app = QApplication.instance()
        app.setPalette(qt_palette(self.theme))
        sheet = style_sheet(self.theme, scale)
        if sheet != app.styleSheet():
            app.setStyleSheet(sheet)
        self.transport.set_theme(self.theme, scale)
        self.experiment.set_theme(self.theme, scale)
        for widget in (self.stage, self.formula, self.tape, self.inspector, *self.plots):
            widget.set_theme(self.theme)
        self.panes["tape"].set_margin(scale.px(8))
        self._body.setContentsMargins(scale.gap, scale.gap, scale.gap, scale.gap)
        for splitter in self._splitters():
            splitter.setHandleWidth(scale.gap)

    def _show_panel(self, name: str, on: bool) -> None:
        if name == "plots":
            self.panes["gradient"].setVisible(on)
            self._maps.setVisible(on)
        elif name == "experiment":
            self.experiment.setVisible(on)
        else:
            self.panes[name].setVisible(on)
        shown = {k: self.actions_by_key[f"panel_{k}"].isChecked() for k in ("plots", "experiment")}
        self._right.setVisible(any(shown.values()))

    def hidden_panels(self) -> tuple[str, ...]:
        """Names of the panels the user folded away."""
        return tuple(
            key.removeprefix("panel_")
            for key, action in self.actions_by_key.items()
            if key.startswith("panel_") and not action.isChecked()
        )

    # Qt ----------------------------------------------------------------------------------------------------

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the one widget that has the keyboard; a filter on the application would see every event."""
        if old is not None and shiboken6.isValid(old):
            old.removeEventFilter(self)
        if new is not None and new.window() is self:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys act on the story, unless the widget with the focus has a use of its own for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _has_own_use(QApplication.focusWidget(), event):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        self.make_plots()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._painted:
            self._restyle_later.start()
        else:
            self.restyle()

    def _memory(self) -> settings.Remembered:
        moved = any(splitter.chosen for splitter in self._splitters())
        fractions = tuple(share for splitter in self._splitters() for share in splitter.shares) if moved else ()
        legend = self.actions_by_key["legend"].isChecked()
        return settings.Remembered(
            self.theme.name, self.normalGeometry(), self.isMaximized(), self.hidden_panels(), fractions, legend
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.pause()
        self.presenter.leave()
        if self._remembers:
            settings.remember(self._memory())
            self.files.keep_last()
        super().closeEvent(event)


_SLIDER_KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip
_BUTTON_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _has_own_use(focus: QWidget | None, event: QKeyEvent) -> bool:
    if isinstance(focus, QSlider | QComboBox):
        return event.key() in _SLIDER_KEYS or (isinstance(focus, QComboBox) and event.key() in _BUTTON_KEYS)
    if isinstance(focus, QAbstractButton):
        return event.key() in _BUTTON_KEYS
    if isinstance(focus, QLineEdit | QAbstractSpinBox):
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return plain and event.key() not in (Qt.Key.Key_F1, Qt.Key.Key_F5)
    return False
