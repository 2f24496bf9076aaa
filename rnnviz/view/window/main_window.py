"""The main window: puts the panels together and connects them; knows no mathematics."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import Player
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.body.chain_visibility import Unrolled
from rnnviz.view.body.place_commands import PlaceCommands
from rnnviz.view.body.places import Places
from rnnviz.view.chain import ChainView
from rnnviz.view.files.cell_files import OwnCells
from rnnviz.view.files.drops import Drops
from rnnviz.view.files.files import Files
from rnnviz.view.film.films import Films
from rnnviz.view.formula.formula_bar import FormulaBar
from rnnviz.view.help.help import Help
from rnnviz.view.inspector.inspector import Inspector
from rnnviz.view.lessons.lesson_commands import LessonCommands
from rnnviz.view.look.appearance import Appearance
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.screens.fitting import Fitting
from rnnviz.view.screens.reach import ReachArea
from rnnviz.view.snapshots.snapshot_commands import SnapshotCommands
from rnnviz.view.stage import Stage
from rnnviz.view.stage.by_key import point_on
from rnnviz.view.tables.sequence_files import SequenceFiles
from rnnviz.view.tape import Tape
from rnnviz.view.transport.sequence_bar import SequenceBar
from rnnviz.view.transport.transport import Transport
from rnnviz.view.widgets.panel import as_kind
from rnnviz.view.window import settings
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.drawers import Drawers
from rnnviz.view.window.edits import Edits
from rnnviz.view.window.escape import Escape
from rnnviz.view.window.face_commands import FaceCommands
from rnnviz.view.window.keys import KeyWatch
from rnnviz.view.window.menus import Menus
from rnnviz.view.window.motion_speed import Pace
from rnnviz.view.window.notices import Notices
from rnnviz.view.window.openings import Openings
from rnnviz.view.window.predict_commands import PredictCommands
from rnnviz.view.window.presenter import Presenter
from rnnviz.view.window.story_commands import StoryCommands
from rnnviz.view.window.tools import Tools
from rnnviz.view.window.train_commands import TrainCommands
from rnnviz.view.window.view_menu import ViewMenu
from rnnviz.view.window.window_state import apply, memory_of, title_of
from rnnviz.view.work.before_paint import BeforePaint
from rnnviz.view.work.progress import ProgressStrip
from rnnviz.view.work.throttle import TurnQueue

if TYPE_CHECKING:
    from rnnviz.view.experiment.experiment_panel import ExperimentPanel


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
        self.simulation = simulation = simulation or document.front
        memory = remembered or settings.recall()
        self.remembers, self.first_face, self._painted = remembered is None, memory.face, False
        self.player = Player(simulation, self)
        self._make_panels()
        self._make_friends(theme or memory.theme)
        self.unrolled = Unrolled(simulation, self.body, "chain" in memory.hidden_panels, memory.chain)
        self._view_menu = ViewMenu(self.commands, self.body, self.unrolled, self.stage, self.pace)
        self._turns = TurnQueue.of(simulation)
        self._aside = BeforePaint(self, document), ProgressStrip(document, self.files.pictures.share, self.whole)
        self._bind()
        self._connect()
        self.fitting = Fitting(self)
        apply(memory, self, self.body, self.commands, self.fitting)
        self.presenter.theme = memory.loud_theme
        self.retitle()
        self.look.restyle(force=True)

    def _make_panels(self) -> None:
        simulation = self.simulation
        self.transport, self.places = Transport(simulation, self.player, self), Places(simulation, self)
        self.body = as_kind(Arrangement, self.places.made["stage"])
        self.panels = self.body.panels
        self.stage, self.formula = as_kind(Stage, self.panels["stage"]), as_kind(FormulaBar, self.panels["formula"])
        self.sequence, self.tape = as_kind(SequenceBar, self.panels["sequence"]), as_kind(Tape, self.panels["tape"])
        self.chain = as_kind(ChainView, self.panels["chain"])
        self.whole = QWidget(self)
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addWidget(ReachArea(self.places), 1)
        self.setCentralWidget(self.whole)
        self.inspector = Inspector(simulation, self)  # over all of it, under the black screen
        # the story's keys need a home that has no use of its own for them
        self.stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.stage.setFocus()

    def _make_friends(self, theme: str) -> None:
        """Whoever does something for the window gets what it works with, never the window itself."""
        simulation, self.commands, self.notices = self.simulation, Actions(self), Notices(self)
        self.look = Appearance(self, theme, self._dress)
        self.keys = KeyWatch(self, self.stage, self.commands)
        tools = Tools(self.commands, self.notices, self.keys, self.look, self.remembers)
        self.cells = OwnCells(simulation, self.body, self.inspector, tools)
        self.sequences = SequenceFiles(simulation, self.sequence, self.notices)
        self.files = Files(simulation, self.player, self.cells, self.sequences, self.whole, tools)
        self.films = Films(simulation, self.places, tools, self._twin)
        self.snapshots = SnapshotCommands(simulation, tools)
        self.openings = Openings(simulation, self.player, self.files, self.commands)
        self.edits = Edits(simulation, self, self.commands, (self.tape, self.sequence), self.inspector, self.body.faces)
        self.drawers = Drawers(self.whole, simulation, self.keys, self.stage, self.body.panes["tape"])
        self.presenter = Presenter(self, self.commands, self.look, (self.sequence,), self.drawers)
        self.story = StoryCommands(self.document, simulation, self.player, self.commands, self.notices)
        self._predict = PredictCommands(simulation, self.player, self.commands, self.sequence)
        self.menus = Menus(self.menuBar(), self.commands, self.files.recent)
        self._faces = FaceCommands(self.commands, self.body, self.transport.faces)
        self.training = TrainCommands(simulation, self.commands, self.body, self.files.own)
        self._help, self.pace = Help(simulation, self, self.commands), Pace(self.stage, self.chain, self.player)
        PlaceCommands(self.commands, self.places, self.menuBar(), self.transport, self.keys, self.stage)
        self._drops = Drops(self.notices, self.files.open_path)
        self.lessons = LessonCommands(simulation, self.player, self.places, self.files, self.transport, tools)

    def make_plots(self) -> None:
        """Experiment and plots; importing pyqtgraph takes longer than everything before, so the window shows first."""
        self.body.complete(self.first_face)

    def _bind(self) -> None:
        files, cells, edits, samples = self.files, self.cells, self.edits, self.sequence.samples
        escape = Escape(self.presenter, self.simulation, cells, files, self.keys, self.drawers, self.stage, self.places)
        self.commands.add_to(self)
        self.commands.bind({
            "sample_next": partial(samples.turn, 1), "sample_back": partial(samples.turn, -1),
            "open": files.open, "open_trained": files.open_trained, "reopen": files.reopen, "save": files.save,
            "save_as": files.save_as, "open_sequence": self.sequences.open, "save_picture": files.pictures.save,
            "copy_picture": files.pictures.copy, "paste_sequence": self.sequences.paste, "quit": self.close,
            "type_sequence": edits.type_sequence, "edit_here": edits.here, "batch": self.sequences.show_lines,
            "layers": edits.show_layers, "new_cell": cells.new, "edit_cell": cells.edit, "escape": escape.leave,
            "theme": self.look.toggle_theme, "present": self.presenter.toggle, "black": self.presenter.toggle_black,
            "part_next": partial(point_on, self.stage, 1), "part_back": partial(point_on, self.stage, -1),
        })  # fmt: skip

    def _connect(self) -> None:
        simulation = self.simulation
        self.menus.example_chosen.connect(self.openings.show_example)
        self.sequence.example_chosen.connect(self.openings.show_example)
        self.menus.recent_chosen.connect(self.files.open_path)
        self.menus.trained_chosen.connect(self.files.show_trained)
        self.cells.typing.connect(self.story.set_typing)
        self.files.saved.connect(self.retitle)
        self.transport.cell_chosen.connect(self.edits.choose_cell)
        self.transport.layers_asked.connect(self.edits.show_layers)
        self.transport.theme_toggled.connect(self.look.toggle_theme)
        self.transport.presented.connect(self.presenter.toggle)
        self.sequence.open_requested.connect(self.sequences.open)
        self.sequence.paste_requested.connect(self.sequences.paste_text)
        self.tape.word_edited.connect(self.sequences.edit_word)
        self.tape.refused.connect(self.sequence.show_error)
        self.stage.answers.refused.connect(self.notices.refuse)
        self.drawers.scene_chosen.connect(self.openings.show_scene)
        self.inspector.weight_edited.connect(self.edits.set_weight)
        self.body.made.connect(self._made)
        self.document.failed.connect(self._tell_failure)
        self.commands.done.connect(self.document.flush)
        simulation.changed.connect(self._follow)

    def _made(self, key: str) -> None:
        """A panel that was late."""
        if key == "experiment":
            from rnnviz.view.experiment.experiment_panel import ExperimentPanel

            self.experiment = as_kind(ExperimentPanel, self.panels[key])
            self.experiment.scene_chosen.connect(self.openings.show_scene)
            self.commands.bind({"new_weights": self.experiment.new_weights})
            self.edits.remarked.connect(self.experiment.show_remark)
            self.tape.hold_requested.connect(self.experiment.hold)

    # what happens -------------------------------------------------------------------------------------------

    def _follow(self, what: Change) -> None:
        if Change.SETUP in what:
            self.retitle()

    def _tell_failure(self, why: Message) -> None:
        """Beside the knobs, or in a window of its own while they are folded away."""
        self.experiment.show_error(why)
        if not self.experiment.isVisible():
            self.notices.refuse(why)

    def memory(self) -> settings.Remembered:
        """What the next launch starts from."""
        now = memory_of(self, self.theme.name, self.body, self.unrolled, self.commands)
        return replace(now, loud_theme=self.presenter.theme)

    @property
    def busy(self) -> bool:
        """Whether something asked for is still being worked out beside the window."""
        return self.document.turns.busy or self._turns.busy or self.places.busy or self.files.pictures.busy

    # look --------------------------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        return self.look.theme

    @property
    def scale(self) -> Scale:
        return self.look.scale

    def _dress(self, theme: Theme, scale: Scale) -> None:
        for panel in (self.transport, self.places, self.inspector):
            panel.dress(theme, scale)
        self.drawers.dress(theme, scale)
        self.cells.restyle()
        self.body.settle()

    def retitle(self) -> None:
        """File, cell, size and sequence in the title bar."""
        self.setWindowTitle(f"{self.files.name}{title_of(self.simulation.setup)} — rnnviz")

    def _twin(self, document: Document) -> MainWindow:
        """Another window that looks like this one."""
        return MainWindow(document, self.theme.name, self.memory())

    # Qt ----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retitle()
            self.commands.retranslate()
            self.menus.retranslate()

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
        self.body.settle()
        self.keys.watch_clicks()
        self._drops.watch()
        self.fitting.watch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.body.settle()  # the window is painted before posted requests for layout are
        self.look.resized(self._painted)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.pause()
        self.training.finish()
        self.edits.close()
        self.keys.finish()
        self.files.pictures.finish()
        self.lessons.finish()
        if self.remembers and not self.files.keep_all():
            event.ignore()
            return
        self.presenter.leave()
        self.films.finish()
        if self.remembers:
            self.cells.leave()
            settings.remember(self.memory())
        super().closeEvent(event)
