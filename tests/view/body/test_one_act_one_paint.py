"""One act, one paint: whatever is done, every panel is painted at most once for it, and the formula composed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QPaintEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.cell_editor.page import DRAWING
from rnnviz.view.formula.formula_bar import FormulaBar
from rnnviz.view.widgets.paper import Paper
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

STACK = Setup((LayerChoice("lstm"), LayerChoice("gru", hidden=3), LayerChoice("rnn", hidden=4)))
QUIET_MS = 30


class Paints(QObject):
    """By the key of its panel: how often most of it was painted, how often its picture was drawn anew.

    A label in it that says something else is painted by itself. `composed`: formulas.
    """

    def __init__(self, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(window)
        self.seen, self.drawn, self.composed = Counter[str](), Counter[str](), 0
        self._names: dict[int, str] = {}
        for panel in (window.transport, *window.panels.values()):
            self.watch(panel.key, panel)
            if isinstance(panel, Paper):
                monkeypatch.setattr(panel, "draw_picture", self._counted(panel))
        compose = FormulaBar._compose

        def counted(bar: FormulaBar, *where: object) -> object:
            self.composed += 1
            return compose(bar, *where)

        monkeypatch.setattr(FormulaBar, "_compose", counted)

    def watch(self, name: str, widget: QWidget) -> None:
        """One widget more, under this name."""
        self._names[id(widget)] = name
        widget.installEventFilter(self)

    def begin(self) -> None:
        """What was painted so far does not count."""
        self.seen.clear()
        self.drawn.clear()
        self.composed = 0

    def _counted(self, panel: Paper) -> Callable[..., None]:
        draw = panel.draw_picture

        def drawn(p: object) -> None:
            self.drawn[panel.key] += 1
            draw(p)

        return drawn

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            shown = event.region().boundingRect().size()
            if 2 * shown.width() * shown.height() > watched.width() * watched.height():
                self.seen[self._names[id(watched)]] += 1
        return False


def rest(window: MainWindow, paints: Paints) -> None:
    """Until nothing is asked for any more and nothing has been painted for a while."""
    quiet, seen = 0, -1
    while quiet < 3:
        QTest.qWait(QUIET_MS)
        quiet = 0 if window.busy or paints.seen.total() != seen else quiet + 1
        seen = paints.seen.total()


def another_layer(window: MainWindow) -> None:
    plan = window.chain.plan()
    QTest.mouseClick(window.chain, Qt.MouseButton.LeftButton, pos=plan.rect(2, 3).center().toPoint())


def step(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Right)


def turn(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_R)


def edit(window: MainWindow) -> None:
    window.simulation.edit(window.simulation.setup.with_weights(gain=1.3))


def another_cell(window: MainWindow) -> None:
    window.simulation.edit(window.simulation.setup.with_cell("gru"))


def another_sequence(window: MainWindow) -> None:
    window.simulation.edit(window.simulation.setup.with_silence(30))


def unit(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Down)


def resize(window: MainWindow) -> None:
    window.resize(window.width() + 40, window.height())


def colours(window: MainWindow) -> None:
    window.commands.do("theme")


def fold(window: MainWindow) -> None:
    window.commands["panel_plots"].trigger()


def undo(window: MainWindow) -> None:
    window.commands.do("undo")


ACTS = [step, turn, edit, another_cell, another_sequence, unit, resize, colours, fold, undo, another_layer]


SHOWN = {"stack": STACK, "one box": Setup.of("rnn"), "cell": Setup()}


@pytest.mark.parametrize("shown", SHOWN)
def test_one_act_paints_every_panel_at_most_once(
    make_window: Make, monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    """One after the other in one window, each from where the story began."""
    window = make_window(SHOWN[shown])
    paints, began = Paints(window, monkeypatch), window.simulation.cursor
    for act in ACTS if shown == "stack" else ACTS[:-1]:
        window.simulation.move(began)
        rest(window, paints)
        paints.begin()
        act(window)
        rest(window, paints)
        assert paints.seen["stage"] == 1, f"{act.__name__} is seen"
        assert {key: n for key, n in paints.seen.items() if n > 1} == {}, act.__name__
        assert {key: n for key, n in paints.drawn.items() if n > 1} == {}, act.__name__
        assert paints.composed <= 1, act.__name__


PINS = ("line:f", "line:c")


def test_one_act_paints_every_pinned_card_at_most_once(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    window = make_window(Setup())
    window.simulation.select(pins=PINS)
    paints = Paints(window, monkeypatch)
    rest(window, paints)
    assert set(window.inspector.cards) == set(PINS)
    for key, card in window.inspector.cards.items():
        paints.watch(key, card)
    for act in (step, turn, edit, unit, resize, colours, undo):
        paints.begin()
        act(window)
        rest(window, paints)
        assert {key: paints.seen[key] for key in PINS} == dict.fromkeys(PINS, 1), act.__name__
        assert {key: n for key, n in paints.seen.items() if n > 1} == {}, act.__name__


def type_a_line(window: MainWindow) -> None:
    """A sentence behind the last equation: the drawing, the steps and the facts stay, or are told anew together."""
    assert window.cells.editor is not None
    field = window.cells.editor.texts.equations
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, "!")


def test_one_act_paints_every_part_of_the_editor_at_most_once(
    make_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that is typed is painted with the key, and once more when it has been read."""
    window = make_window(Setup())
    window.commands.do("edit_cell")
    editor = window.cells.editor
    assert editor is not None
    paints = Paints(window, monkeypatch)
    parts = {
        "header": editor.header, "roles": editor.roles, "facts": editor.facts, "footer": editor.footer,
        "preview": editor.preview.stage, "steps": editor.steps, "text": editor.texts.equations.viewport(),
    }  # fmt: skip
    for name, part in parts.items():
        paints.watch(name, part)
    rest(window, paints)
    for act in (type_a_line, edit, unit, resize, colours):
        paints.begin()
        act(window)
        QTest.qWait(DRAWING)
        rest(window, paints)
        assert paints.seen["preview"] == 1, f"{act.__name__} is seen"
        most = {"text": 2} if act is type_a_line else {}
        assert {key: n for key, n in paints.seen.items() if n > most.get(key, 1)} == {}, act.__name__


def test_a_slider_changes_no_words_of_the_menus(window: MainWindow) -> None:
    """Each of 52 actions told every menu twice at every event."""
    changes = Counter[str]()
    for key in window.commands:
        window.commands[key].changed.connect(Told(window.commands[key], changes).count)
    slider = window.experiment.knobs["gain"].slider
    slider.setSliderDown(True)
    for value in range(100, 110):
        slider.setValue(value)
        QApplication.processEvents()
    slider.setSliderDown(False)
    QTest.qWait(QUIET_MS)
    assert changes == {"undo": 1}, "there is something to undo now"


class Told(QObject):
    """Counts what an action tells its menus."""

    def __init__(self, action: QAction, changes: Counter[str]) -> None:
        super().__init__(action)
        self._key, self._changes = str(action.data()), changes

    def count(self) -> None:
        self._changes[self._key] += 1


def test_a_place_that_is_left_keeps_no_pixels(make_window: Make) -> None:
    window = make_window()
    papers = [paper for paper in window.findChildren(Paper) if paper.isVisible()]
    assert len(papers) > 4 and all(paper._picture is not None for paper in papers)
    window.places.go("compare")
    settle()
    assert all(paper._picture is None for paper in papers)
    window.places.go("stage")
    settle()
    assert all(paper._picture is not None for paper in papers)
