"""The main window: puts the panels together and connects them; knows no mathematics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import Player
from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.chain import ChainView
from rnnviz.view.formula.formula_bar import FormulaBar
from rnnviz.view.inspector.inspector import Inspector
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import THEMES, Scale, qt_palette, style_sheet
from rnnviz.view.look.words import said
from rnnviz.view.screens.fitting import Fitting
from rnnviz.view.screens.reach import Reach
from rnnviz.view.stage import Stage
from rnnviz.view.tape import Tape
from rnnviz.view.transport.sequence_bar import SequenceBar
from rnnviz.view.transport.transport import Transport
from rnnviz.view.window import settings
from rnnviz.view.window.arrangement import Arrangement
from rnnviz.view.window.cell_files import OwnCells
from rnnviz.view.window.chain_visibility import Unrolled
from rnnviz.view.window.drops import Drops
from rnnviz.view.window.edits import Edits
from rnnviz.view.window.files import Files
from rnnviz.view.window.keys import KeyWatch
from rnnviz.view.window.menus import Menus
from rnnviz.view.window.motion_speed import Pace
from rnnviz.view.window.presenter import Presenter
from rnnviz.view.window.window_state import apply, memory_of
from rnnviz.view.work.prerender import Ahead
from rnnviz.view.work.throttle import Turns

if TYPE_CHECKING:
    from rnnviz.view.experiment.experiment_panel import ExperimentPanel

RESTYLE_DELAY = 60


@shielded
class MainWindow(QMainWindow):
    """`first_painted` comes once, after the first frame; the right column is made after it, then `completed`."""

    first_painted = Signal()
    completed = Signal()
    experiment: ExperimentPanel

    def __init__(
        self, document: Document, theme: str | None = None, remembered: settings.Remembered | None = None,
        simulation: Simulation | None = None,
    ) -> None:  # fmt: skip
        """remembered: what to start from instead of the stored settings, which are then left alone.

        simulation: which one of the document is shown; the one in front where none is named.
        """
        super().__init__()
        self.document = document
        self.simulation = simulation or document.front
        memory = remembered or settings.recall()
        self.remembers = remembered is None
        self.theme, self.scale = THEMES[theme or memory.theme], Scale()
        self.player = Player(self.simulation, self)
        self.plots: list[Any] = []
        self._sized = self._painted = self._live = False
        self._make_panels()
        self.pace = Pace(self)
        self.files, self.presenter, self.cells = Files(self), Presenter(self), OwnCells(self)
        self.edits, self._drops = Edits(self), Drops(self)
        self.menus = Menus(self)
        self.unrolled = Unrolled(self, "chain" in memory.hidden_panels, memory.chain)
        self._keys, self._turns = KeyWatch(self, self.stage), Turns.of(self.simulation)
        self._ahead = Ahead(self.simulation, self._preparing, self)
        self._connect()
        self._restyle_later = QTimer(self, singleShot=True, interval=RESTYLE_DELAY)
        self._restyle_later.timeout.connect(self._follow_size)
        self._dress_later = QTimer(self, singleShot=True, interval=0)
        self._dress_later.timeout.connect(self._dress_all)
        self.fitting = Fitting(self)
        apply(memory, self)
        self.retitle()
        self.restyle(force=True)

    def _make_panels(self) -> None:
        simulation = self.simulation
        self.transport = Transport(simulation, self.player, self)
        self.stage, self.formula, self.tape = Stage(simulation), FormulaBar(simulation), Tape(simulation)
        self.chain = ChainView(simulation, self.tape)
        self.sequence = SequenceBar(simulation)
        self.body = Arrangement(self.stage, self.formula, self.sequence, self.chain, self.tape, self)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addWidget(Reach(self.body), 1)
        self.setCentralWidget(whole)
        self.inspector = Inspector(simulation, self)  # over all of it, under the black screen
        # the story's keys need a home that has no use of its own for them
        self.stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.stage.setFocus()

    def make_plots(self) -> None:
        """Experiment and plots; importing pyqtgraph takes longer than everything before, so the window shows first."""
        if self.plots:
            return
        self._make_experiment()
        from rnnviz.view.plots import FlowMap, GradientPlot, SpectrumPlot

        for name, kind in (("gradient", GradientPlot), ("map", FlowMap), ("spectrum", SpectrumPlot)):
            plot = kind(self.simulation)
            self._dress(plot)
            self.body.panes[name].hold(plot)
            self.plots.append(plot)

    def _make_experiment(self) -> None:
        from rnnviz.view.experiment.experiment_panel import ExperimentPanel

        self.experiment = ExperimentPanel(self.simulation)
        self.experiment.set_theme(self.theme, self.scale)
        self.body.panes["experiment"].hold(self.experiment)
        self.experiment.scene_chosen.connect(self.show_scene)
        self.tape.hold_requested.connect(self.experiment.hold)
        for knob in self.experiment.knobs.values():
            knob.slider.sliderPressed.connect(self._drag_begins)
            knob.slider.sliderReleased.connect(self._drag_ends)

    def _connect(self) -> None:
        self.transport.cell_chosen.connect(self.edits.choose_cell)
        self.transport.layers_asked.connect(self.edits.show_layers)
        self.transport.theme_toggled.connect(self.toggle_theme)
        self.transport.presented.connect(self.presenter.toggle)
        self.sequence.open_requested.connect(self.files.open_sequence)
        self.sequence.paste_requested.connect(self.files.paste_text)
        self.tape.word_edited.connect(self.files.edit_word)
        self.inspector.weight_edited.connect(self.edits.set_weight)
        self.document.failed.connect(self._tell_failure)
        self.simulation.changed.connect(self._follow)

    # what the user does ------------------------------------------------------------------------------------

    def new_weights(self) -> None:
        """Other weights by another seed."""
        self.experiment.new_weights()

    def show_scene(self, key: str) -> None:
        """One of the curated openings."""
        scene = SCENES[key]
        self.player.pause()
        self.files.left()
        self.simulation.open(scene.setup, scene.cursor)

    def _tell_failure(self, why: Message) -> None:
        """Beside the knobs, or in a window of its own while they are folded away."""
        self.experiment.show_error(said(why))
        if not self.experiment.isVisible():
            self.files.refuse(said(why))

    def _follow(self, what: Change) -> None:
        if Change.SETUP in what:
            self.retitle()

    def _drag_begins(self) -> None:
        self._set_live(True)

    def _drag_ends(self) -> None:
        self._set_live(False)

    def _set_live(self, on: bool) -> None:
        """While a hand drags, the plots keep their ranges and nothing is prepared."""
        self._live = on
        for panel in (self.formula, self.tape, self.chain, self.experiment, *self.plots):
            panel.set_live(on)

    @property
    def busy(self) -> bool:
        """Whether something asked for is still being worked out beside the window."""
        return self._turns.busy or any(plot.busy for plot in self.plots if hasattr(plot, "busy"))

    def _preparing(self) -> list[Any]:
        """The panels that can make the next halt ready while nothing happens."""
        panels = () if self._live else (self.stage, self.formula, self.tape, self.chain, *self.plots)
        return [panel for panel in panels if hasattr(panel, "prepare")]

    # look --------------------------------------------------------------------------------------------------

    def toggle_theme(self) -> None:
        self.theme = THEMES["light" if self.theme.name == "dark" else "dark"]
        self._change()

    def set_theme(self, name: str) -> None:
        """Switch the colours of everything at once."""
        self.theme = THEMES[name]
        self.restyle(force=True)

    def restyle(self, force: bool = False) -> None:
        """Type and line sizes follow the window; nothing happens when none of them changed."""
        if self._rescaled() or force:
            self._put_on_sheet()
            self._dress_all()

    def _rescaled(self) -> bool:
        """Take the sizes that suit the window; whether they are other ones."""
        before = self.scale
        self.scale = Scale(min(self.height(), round(self.width() * 9 / 16)), self.presenter.on)
        return self.scale != before

    def _follow_size(self) -> None:
        if self._rescaled():
            self._change()

    def _change(self) -> None:
        """As `restyle`, in two turns of the event loop so that none is long; nothing is seen before the second."""
        self.setUpdatesEnabled(False)
        self._put_on_sheet()
        self._dress_later.start()

    def _put_on_sheet(self) -> None:
        app = cast(QApplication, QApplication.instance())
        app.setPalette(qt_palette(self.theme))
        sheet = style_sheet(self.theme, self.scale)
        if self._sized and sheet != self.styleSheet():  # once its size is known: setting it costs more than a frame
            self.setStyleSheet(sheet)  # from the application's, Qt polishes a widget once for each of its ancestors

    def _dress_all(self) -> None:
        try:
            self._dress_panels()
        finally:
            self.setUpdatesEnabled(True)

    def _dress_panels(self) -> None:
        self.body.restyle(self.scale)
        self.transport.set_theme(self.theme, self.scale)
        self.sequence.set_scale(self.scale)
        if self.plots:
            self.experiment.set_theme(self.theme, self.scale)
        self.stage.set_theme(self.theme)
        for panel in (self.formula, self.tape, self.chain, self.inspector, *self.plots):
            self._dress(panel)
        self.cells.restyle()

    def _dress(self, panel: Any) -> None:
        panel.dress(self.theme, self.scale)

    def retitle(self) -> None:
        """File, cell, size and sequence in the title bar."""
        setup = self.simulation.setup
        short = setup.sequence.kind if setup.sequence.generated else setup.sequence.short(58)
        layers = " + ".join(f"{layer.cell.name} · {layer.hidden}" for layer in setup.layers)
        self.setWindowTitle(f"{self.files.name}{layers} · {short} — rnnviz")

    # Qt ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        self.make_plots()
        self.completed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keys.watch_clicks()
        self._drops.watch()
        self.fitting.watch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._painted:
            self._restyle_later.start()
        else:  # shown for the first time
            first, self._sized = not self._sized, True
            self.restyle(force=first)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.pause()
        self.edits.close()
        if self.remembers and not self.files.keep_all():
            event.ignore()
            return
        self.presenter.leave()
        if self.remembers:
            self.cells.leave()
            settings.remember(memory_of(self))
        super().closeEvent(event)
