"""The chain on the tape: same columns, a click goes to a box, what is known is lit, and nothing fails to paint."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import parse_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.view.chain import ChainView, widget
from rnnviz.view.chain.boxes import arranged, averaged
from rnnviz.view.chain.plan import BOXES, SQUARES
from rnnviz.view.look.facts import listening
from rnnviz.view.tape.holds import HoldSteps
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.covering import covering
from tests.view.conftest import Ink, Make, settle

LEFT = Qt.MouseButton.LeftButton
NETWORKS = {
    "rnn": Setup.of("rnn", input_scale=4.0),
    "feedforward": Setup.of("feedforward", hidden=1),
    "linear": Setup.of("rnn_linear", hidden=64),
    "stack": Setup((LayerChoice("lstm"), LayerChoice("gru", hidden=3))),
    "both": Setup((LayerChoice("rnn", direction="both", merge="sum"),), input_scale=4.0),
    "backward": Setup((LayerChoice("rnn", direction="backward"),)),
    "most": Setup((LayerChoice("gru", direction="both"), *(LayerChoice("lstm", direction="both"),) * 3)),
}


def words(count: int) -> Any:
    return words_sequence([f"w{i % 9}" for i in range(count)])


def middle(chain: ChainView, row: int, column: int) -> QPointF:
    return chain.plan().rect(row, column).center()


def shot(chain: ChainView) -> QImage:
    settle()
    return chain.grab().toImage()


def visit(window: MainWindow, **where: Any) -> None:
    simulation = window.simulation
    simulation.move(simulation.score.fitted(replace(simulation.cursor, **where)))
    settle()


# columns ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rnn", "stack", "most"])
def test_columns_are_the_tapes(make_window: Make, name: str) -> None:
    window = make_window(NETWORKS[name])
    chain, tape = window.chain, window.tape
    assert chain.isVisible() and (chain.x(), chain.width()) == (tape.x(), tape.width())
    assert chain.mapTo(window, QPoint(0, chain.height())) == tape.mapTo(window, QPoint(0, 0))
    assert chain.plan().columns == tape.plan()
    for row in range(len(chain.chain.rows)):
        box, column = chain.plan().rect(row, 3), tape.plan().column(3)
        assert column.left() < box.left() and box.right() < column.right()


def test_the_chain_scrolls_and_zooms_with_the_tape(make_window: Make) -> None:
    window = make_window(Setup.of("rnn", sequence=words(300)))
    chain = window.chain
    assert chain.plan().detail == SQUARES
    place = QPointF(chain.width() / 2, chain.height() / 2)
    before = chain.seat_at(place)[1]
    wheel = QWheelEvent(
        place, chain.mapToGlobal(place), QPoint(), QPoint(0, 1560), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chain, wheel)
    settle()
    assert chain.plan().detail == BOXES and chain.plan().columns == window.tape.plan()
    assert chain.seat_at(place)[1] == before
    assert chain._planned == chain.plan()
    window.simulation.to_end()
    settle()
    assert chain._planned == chain.plan() and 299 in chain.plan().visible


# pointing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "direction"), covering(["rnn", "both", "backward", "stack"], ["forward", "backward"]))
def test_a_click_goes_to_the_box(fresh_window: Make, name: str, direction: str) -> None:
    window = fresh_window(NETWORKS[name])
    simulation, chain = window.simulation, window.chain
    simulation.set_pass(direction)
    for number, row in enumerate(chain.chain.rows):
        for column in (0, 4, simulation.steps - 1):
            QTest.mouseClick(chain, LEFT, pos=middle(chain, number, column).toPoint())
            settle()
            cursor = simulation.cursor
            assert (cursor.layer, cursor.way, cursor.pass_) == (row.layer, row.way, direction)
            assert simulation.place(cursor.step) == column == window.tape.now
    assert not chain._failed and not window.tape._failed


@pytest.mark.parametrize("change", ["fewer layers", "one direction", "one step"])
def test_a_drag_outlives_its_row(fresh_window: Make, change: str) -> None:
    two = Setup((LayerChoice(direction="both"), LayerChoice("gru", hidden=3, direction="both")))
    window = fresh_window(two)
    simulation, chain = window.simulation, window.chain
    QTest.mousePress(chain, LEFT, pos=middle(chain, 3, 2).toPoint())
    assert simulation.seat == (1, "backward")
    simulation.edit(
        {
            "fewer layers": Setup((LayerChoice(direction="both"),)),
            "one direction": two.with_layer(1, LayerChoice("gru", hidden=3)),
            "one step": two.with_sequence(words_sequence(["I"])),
        }[change]
    )
    if change == "one direction":
        simulation.flush()
    chain._go(chain._dragged, 6)  # not by an event: Qt for Python ends the process at an exception there
    seat, column = {
        "fewer layers": ((0, "backward"), 6), "one direction": ((1, "forward"), 6), "one step": ((1, "backward"), 0),
    }[change]  # fmt: skip
    assert simulation.seat == seat and simulation.place(simulation.cursor.step) == column
    QTest.mouseRelease(chain, LEFT)


def test_a_drag_scrubs_along_its_row(fresh_window: Make) -> None:
    window = fresh_window(NETWORKS["both"])
    simulation, chain = window.simulation, window.chain
    up = middle(chain, 1, 2)
    QTest.mousePress(chain, LEFT, pos=up.toPoint())
    place = middle(chain, 0, 6)  # a hand is not steady: the row stays
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, chain.mapToGlobal(place), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(chain, event)
    assert (simulation.cursor.way, simulation.place(simulation.cursor.step)) == ("backward", 6)
    QTest.mouseRelease(chain, LEFT, pos=place.toPoint())
    QTest.mouseClick(chain, LEFT, pos=QPoint(int(chain.plan().columns.x(1)) + 4, 4))  # on no box: a step only
    assert (simulation.cursor.way, simulation.place(simulation.cursor.step)) == ("backward", 1)
    QTest.mouseClick(chain, LEFT, pos=QPoint(3, int(up.y())))  # on a name: nothing
    assert simulation.place(simulation.cursor.step) == 1


def test_the_tip_says_layer_step_and_mean(fresh_window: Make) -> None:
    window = fresh_window(NETWORKS["both"])
    chain, simulation = window.chain, window.simulation
    visit(window, step=4, way="backward", layer=0)
    values = simulation.runs[0][0].value("h")[2]
    size = float(np.abs(values).mean())
    said = chain.tip(middle(chain, 0, 2))
    assert said.startswith(f"layer 1, reads onward, step 3 “like”: mean |h| {size:.2f}, norm ")
    assert chain.tip(middle(chain, 1, 2)) == "layer 1, reads from the end, step 7 (word 3) “like”: not reached yet"
    assert chain.tip(QPointF(2, 40)) == "" == chain.tip(QPointF(chain.width() / 2, 3))
    simulation.set_pass("backward")
    assert "gradient arriving" in chain.tip(middle(chain, 1, 7)) or "not reached" in chain.tip(middle(chain, 1, 7))
    assert chain.accessibleName() and "step 5 (word 5) of 9" in chain.accessibleDescription()


def test_layers_whose_directions_meet_in_two_ways_are_not_said_to_meet_in_one(make_window: Make) -> None:
    both = [LayerChoice("rnn", hidden=4, direction="both", merge=merge) for merge in ("concat", "sum")]
    said = {}
    for name, layers in (("side by side", both[:1]), ("added", both[1:]), ("or", both)):
        said[name] = make_window(Setup().with_layers(tuple(layers))).chain._meanings()[0]
    assert "side by side go up" in said["side by side"] and "added go up" in said["added"]
    assert "go up side by side or added" in said["or"]


def test_up_and_down_stay_the_units_keys(fresh_window: Make) -> None:
    window = fresh_window(NETWORKS["stack"])
    QTest.mouseClick(window.chain, LEFT, pos=middle(window.chain, 0, 2).toPoint())
    QTest.keyClick(window, Qt.Key.Key_Down)
    assert window.simulation.selection.unit == 1 and window.simulation.cursor.layer == 0


# painting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "theme"), [*((name, "dark") for name in NETWORKS), ("both", "light")])
def test_every_network_paints_at_every_moment(make_window: Make, name: str, theme: str) -> None:
    window = make_window(NETWORKS[name], theme)
    simulation = window.simulation
    for direction in ("forward", "backward"):
        simulation.set_pass(direction)
        for grain in ("step", "line"):
            simulation.set_grain(grain)
            simulation.to_start()
            for _ in range(2):
                shot(window.chain)
                simulation.next(11)
    assert not window.chain._failed and not window.tape._failed and not window.stage._said


@pytest.mark.parametrize("size", [(1280, 720), (960, 560), (1920, 1080)])
@pytest.mark.parametrize("name", ["rnn", "most"])
def test_every_size_paints(make_window: Make, name: str, size: tuple[int, int]) -> None:
    window = make_window(NETWORKS[name])
    for steps in (3, 40):
        window.resize(*size)
        window.simulation.edit(replace(window.simulation.setup, sequence=words(steps)))
        settle()
        shot(window.chain)
        plan = window.chain.plan()
        tops = [plan.top(row) for row in range(plan.rows)]
        assert tops == sorted(tops, reverse=True) and tops[-1] >= plan.title
        assert tops[0] + plan.box <= plan.height and plan.gap > 0
    assert not window.chain._failed


def lit(image: QImage, chain: ChainView, row: int, column: int) -> bool:
    """Whether a box's outline has the colour of its role."""
    edge, ratio = chain.plan().rect(row, column), image.devicePixelRatio()
    at = QPointF(edge.center().x(), edge.top()) * ratio
    return max(image.pixelColor(QPoint(int(at.x()), int(at.y()) + d)).saturation() for d in (-1, 0, 1)) > 150


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_what_is_known_is_lit_and_what_is_ahead_is_not(fresh_window: Make, direction: str) -> None:
    window = fresh_window(NETWORKS["both"])
    simulation, chain = window.simulation, window.chain
    simulation.set_pass(direction)
    for way, step in (("forward", 3), ("backward", 3)):
        visit(window, way=way, step=step)
        picture = shot(chain)
        for number, row in enumerate(chain.chain.rows):
            for column in range(simulation.steps):
                own = column if row.way == "forward" else simulation.steps - 1 - column
                known = simulation.score.reached(simulation.cursor, row.layer, row.way, own) != "ahead"
                assert lit(picture, chain, number, column) == known, (way, number, column)


def test_the_present_column_is_one_frame_with_the_tapes(make_window: Make) -> None:
    window = make_window(NETWORKS["rnn"])
    visit(window, step=3)
    chain, tape = window.chain, window.tape
    upper, lower = shot(chain), tape.grab().toImage()
    across = [
        [x for x in range(image.width()) if image.pixelColor(x, y) == window.theme.accent]
        for image, y in ((upper, upper.height() - 2), (lower, 1))
    ]
    assert across[0] and across[0] == across[1]


def test_what_overflows_is_crossed_out_and_named(fresh_window: Make) -> None:
    exploding = Setup.of("rnn_linear", silent=3, input_scale=10.0, weights=Weights(gain=4.0))
    window = fresh_window(exploding.with_weights(given=Arrays({"0.U": np.eye(8) * 1e200})))
    window.simulation.to_end()
    chain = window.chain
    finite = chain.chain.rows[0].finite
    assert finite[0] and not finite[-1]
    picture, last = shot(chain), window.simulation.steps - 2
    near = (QPoint(x, y) for x in range(-2, 3) for y in range(-2, 3))
    reds = [[picture.pixelColor(middle(chain, 0, c).toPoint() + d).red() for c in (0, last)] for d in near]
    assert max(r for r, _ in reds) < 100 < 200 < max(r for _, r in reds)
    said = chain.tip(middle(chain, 0, last))
    assert "NaN" in said or "∞" in said
    assert not chain._failed


@pytest.mark.parametrize("zoom", [1.0, 0.001])
def test_a_long_wide_run_is_painted_with_few_calls(fresh_window: Make, zoom: float) -> None:
    window = fresh_window(Setup((LayerChoice("rnn", hidden=64, direction="both"),), sequence=words(2000)))
    window.tape.zoom = zoom
    window.tape.refresh()
    chain, count = window.chain, Counting()
    canvas = QPixmap(chain.size())
    with QPainter(canvas) as p:
        count.painter = p
        chain.draw_picture(count)  # type: ignore[arg-type]
        chain.draw_live(count)  # type: ignore[arg-type]
    assert chain.plan().detail == SQUARES and 0 < count.calls < 120


class Counting:
    """A painter that counts what is asked of it."""

    def __init__(self) -> None:
        self.painter: Any = None
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        self.calls += 1
        return getattr(self.painter, name)


@pytest.mark.parametrize(
    ("units", "width", "height", "wanted"),
    [(8, 52, 52, (2, 4, 1)), (8, 30, 60, (4, 2, 1)), (64, 60, 60, (8, 8, 1)), (64, 20, 8, None), (1, 9, 9, (1, 1, 1))],
)
def test_squares_fill_their_box(units: int, width: float, height: float, wanted: tuple[int, int, int] | None) -> None:
    rows, across, group = arranged(units, width, height)
    assert rows * across * group >= units and (group == 1 or min(width / across, height / rows) >= 3)
    assert wanted in ((rows, across, group), None)


def test_averages_are_means_of_neighbours() -> None:
    np.testing.assert_allclose(averaged(np.arange(10.0).reshape(1, 10), 4), [[1.5, 5.5, 8.5]])


# where it stands -------------------------------------------------------------------------------------------


def test_the_chain_comes_where_it_belongs_and_when_it_is_asked_for(fresh_window: Make) -> None:
    window = fresh_window(Setup())
    simulation, action = window.simulation, window.commands["panel_chain"]
    assert window.chain.isHidden() and not action.isChecked()
    tall = window.stage.height()
    simulation.edit(simulation.setup.with_cell("rnn"))
    settle(8)
    assert window.chain.isVisible() and action.isChecked() and window.stage.height() < 0.8 * tall
    assert [row.name for row in window.tape.rows] == ["a", "h", "slope", "memory"]
    action.trigger()
    settle(8)
    assert window.chain.isHidden() and window.stage.height() > 0.95 * tall and window.tape.rows[0].name == "x"
    simulation.edit(simulation.setup.with_cell("lstm"))
    settle(8)
    action.trigger()
    settle(8)
    assert window.chain.isVisible() and not window.memory().hidden_panels.count("panel_chain")
    memory = window.memory()
    assert memory.chain and "chain" in memory.hidden_panels


def test_what_was_folded_stays_folded(fresh_window: Make) -> None:
    folded = fresh_window(NETWORKS["stack"], remembered=replace(DEFAULTS, hidden_panels=("chain",)))
    assert folded.chain.isHidden()
    asked = fresh_window(Setup(), remembered=replace(DEFAULTS, chain=True))
    assert asked.chain.isVisible() and asked.commands["panel_chain"].isChecked()


def test_handles_keep_their_places_for_each_kind_of_thing_shown(fresh_window: Make) -> None:
    window = fresh_window(Setup.of("rnn"))
    window.body._sides["left"].moveSplitter(300, 1)
    settle()
    moved = window.stage.height()
    window.simulation.edit(window.simulation.setup.with_cell("lstm"))
    settle(8)
    assert window.stage.height() > moved
    window.simulation.document.undo()
    settle(8)
    assert abs(window.stage.height() - moved) <= 2
    again = fresh_window(Setup.of("rnn"), remembered=window.memory())
    again.resize(window.size())
    settle(8)
    assert abs(again.stage.height() - moved) <= 4


def test_presenting_keeps_the_chain(fresh_window: Make) -> None:
    window = fresh_window(NETWORKS["rnn"])
    window.presenter.toggle()
    settle(8)
    assert window.chain.isVisible() and window.sequence.isHidden()
    shot(window.chain)
    window.presenter.leave()
    settle(8)
    assert not window.chain._failed


# the tape below --------------------------------------------------------------------------------------------


def test_the_tapes_columns_are_the_sequence_whichever_way_is_read(fresh_window: Make) -> None:
    window = fresh_window(NETWORKS["both"])
    simulation, tape = window.simulation, window.tape
    onward = tape.labels()
    first = {row.name: row.index.copy() for row in tape.rows}
    visit(window, way="backward", step=2)
    assert tape.labels() == onward and tape.now == simulation.steps - 3
    run = simulation.runs[0][1]
    index = {row.name: row.index for row in tape.rows}["h"]
    assert np.array_equal(np.argmax(index, axis=1), np.argmax(run.value("h")[::-1], axis=1))
    assert not np.array_equal(index, first["h"])
    plan = tape.plan()
    place = QPointF(QPointF(plan.x(1) + 0.45 * plan.pitch, plan.y(1) + plan.row / 2).toPoint())
    QTest.mouseClick(tape, LEFT, pos=place.toPoint())
    assert simulation.cursor == replace(simulation.cursor, way="backward", step=simulation.steps - 2)
    assert f"step {simulation.steps - 1} (word 2), unit" in tape.tip(place)
    with_value = run.value("h")[simulation.steps - 2][simulation.selection.unit]
    assert f"{abs(with_value):.2f}" in tape.tip(place)


def test_holding_steps_of_a_direction_that_reads_from_the_end(fresh_window: Make) -> None:
    window = fresh_window(Setup((LayerChoice("lstm", direction="backward"),)))
    tape = window.tape
    asked: list[tuple[str, int, int]] = []
    tape.hold_requested.disconnect()
    tape.hold_requested.connect(lambda *a: asked.append(a))
    names = [row.name for row in tape.rows]
    plan, row = tape.plan(), names.index("f")
    y = plan.y(row) + plan.row / 2
    ends = [QPointF(plan.x(column) + plan.pitch / 2, y) for column in (1, 3)]
    for kind, place in zip(
        (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease),
        (ends[0], ends[1], ends[1]), strict=True,
    ):  # fmt: skip
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        QApplication.sendEvent(
            tape, QMouseEvent(kind, place, tape.mapToGlobal(place), LEFT, held, Qt.KeyboardModifier.ShiftModifier)
        )
    steps = window.simulation.steps
    assert asked == [("f", steps - 4, steps - 2)]


def test_words_are_edited_where_they_stand(make_window: Make) -> None:
    window = make_window(Setup((LayerChoice("rnn", direction="backward"),)))
    simulation, tape = window.simulation, window.tape
    tape.edit_word(0)  # the first that is read: the last of the sequence
    assert tape.editor is not None and tape.editor.text() == simulation.setup.words[-1]
    tape.editor.setText("soon")
    QTest.keyClick(tape.editor, Qt.Key.Key_Return)
    settle()
    assert simulation.setup.words[-1] == "soon"


def test_a_hidden_chain_costs_nothing_and_comes_up_to_date(fresh_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    window = fresh_window(Setup.of("rnn"))
    simulation, made = window.simulation, []
    original = widget.chain_of
    monkeypatch.setattr(widget, "chain_of", lambda *a: made.append(1) or original(*a))
    window.commands["panel_chain"].setChecked(False)
    settle()
    for gain in (1.5, 2.0):
        simulation.edit(simulation.setup.with_weights(gain=gain))
        simulation.flush()
        simulation.next()
        settle()
    assert not made
    window.commands["panel_chain"].setChecked(True)
    shot(window.chain)
    wanted = simulation.run.value("h")
    np.testing.assert_allclose(window.chain.chain.rows[0].units, wanted)
    assert len(made) == 1


@pytest.mark.parametrize(
    ("way", "step", "name"),
    [
        ("forward", 1, "step 2"),
        ("backward", 1, "step 2 (input 9)"),
        ("backward", 2, "step 3 (word 8)"),
    ],
)
def test_a_step_has_one_name_everywhere(make_window: Make, way: str, step: int, name: str) -> None:
    """t is the layer's own time, as in h_t; where it reads from the end the word is said, too."""
    setup = replace(NETWORKS["both"], sequence=words(8), silent=2)
    window = make_window(setup)
    visit(window, way=way, step=step, layer=0)
    simulation, tape = window.simulation, window.tape
    word = name.partition("(")[2].rstrip(")")
    assert window.transport._counter._texts == (f"t = {step + 1}", " / 10", f"  {word}" if word else "")
    assert window.transport._counter.accessibleName() == f"Step {step + 1} of 10" + (f", {word}" if word else "")
    plan, column = tape.plan(), simulation.place(step)
    place = QPointF(plan.x(column) + 0.45 * plan.pitch, plan.y(1) + plan.row / 2)
    assert f", {name}" in tape.tip(place) and tape.accessibleDescription().startswith(f"{name} of 10: ")
    row = ("forward", "backward").index(way)
    assert f", {name}" in window.chain.tip(middle(window.chain, row, column))
    assert window.chain.accessibleDescription() == f"layer 1 of 1, {name} of 10"
    menu = HoldSteps(tape.rows[0], step, 10, name, tape)
    assert [a.text().partition(" at ")[2] for a in menu.actions()][1] == f"{name}…"
    menu.close()


def test_the_counter_leaves_the_word_out_where_it_has_no_room(make_window: Make) -> None:
    window = make_window(replace(NETWORKS["backward"], sequence=words(1999)))
    visit(window, step=1000)
    counter = window.transport._counter
    counter.setFixedWidth(150)
    wide = counter.grab().toImage()
    counter.show_step(1001, 1999, "")
    assert counter.grab().toImage() == wide


@pytest.mark.parametrize(
    ("name", "presenting", "size"), covering(["rnn", "stack", "most"], [False, True], [(1280, 720), (1920, 1080)])
)
def test_the_input_s_name_keeps_clear_of_the_rows_names(
    fresh_window: Make, ink: Ink, name: str, presenting: bool, size: tuple[int, int]
) -> None:
    window = fresh_window(NETWORKS[name])
    window.resize(*size)
    if presenting:
        window.presenter.toggle()
        window.resize(*size)
    visit(window, pass_="backward", step=3)
    shot(window.chain)
    ink.clear()  # of what else has been painted meanwhile
    window.chain.grab()
    left = [(text, box) for text, box in ink if box.right() < window.chain.plan().rect(0, 0).left()]
    rows = [box for text, box in left if text.startswith("layer")]
    symbols = [box for text, box in left if not text.isascii() and ord(text[0]) >= 0x10000]
    assert not [(a, b) for a in rows for b in symbols if a.adjusted(0, 0, 0, -1).intersects(b)]


@pytest.mark.parametrize(
    ("hidden", "written", "direction"),
    [(1, True, "forward"), (2, True, "forward"), (2, True, "backward"), (8, False, "backward")],
)
def test_numbers_stand_in_the_boxes_of_few_units(
    fresh_window: Make, hidden: int, written: bool, direction: str, qtbot: QtBot
) -> None:
    with listening() as heard:
        window = fresh_window(Setup.of("rnn", hidden=hidden, sequence=parse_sequence("1 0 -1 0.5")))
        window.resize(1920, 1080)
        qtbot.waitUntil(lambda: not window.look._later.isActive(), timeout=20_000)  # type follows the size
        simulation = window.simulation
        simulation.set_pass(direction)
        simulation.move(simulation.score.to_end(simulation.cursor))
        settle()
        window.grab()
        found = [fact for fact in heard.of(window.chain) if fact.what == "number"]
    run = simulation.run
    values = run.grad("h") if direction == "backward" else run.value("h")
    assert {(fact.step, fact.unit): fact.value for fact in found} == (
        {(t, u): values[t, u] for t in range(4) for u in range(hidden)} if written else {}
    )
