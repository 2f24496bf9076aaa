"""The plots show what the run says, at any size, and the pointer moves the cursor."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from shiboken6 import isValid

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain as decimal
from rnnviz.model.figures.scales import decade_text
from rnnviz.model.figures.way_back import WayBack
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.look.facts import listening
from rnnviz.view.look.style import DARK, LIGHT, Scale, load_fonts
from rnnviz.view.look.typeset import plain
from rnnviz.view.plots import FlowMap, GradientPlot, SpectrumPlot
from rnnviz.view.plots.curves import Curve, Frame, polygons
from rnnviz.view.plots.flow.data import FlowData, odd, odd_color
from rnnviz.view.plots.flow.paint import _apart
from rnnviz.view.plots.labels import clean, covered
from rnnviz.view.plots.onestep import draw_sizes, sizes
from rnnviz.view.plots.sentences import gradient_sentence, together
from rnnviz.view.plots.spectrum import reach
from rnnviz.view.plots.states import flow_row, named, norm_row
from rnnviz.view.widgets.paper import Paper, fitting, text_width, wrapped
from rnnviz.view.work.throttle import TurnQueue
from rnnviz.view.work.worker import Worker
from tests.view.conftest import Ink, put
from tests.view.plots.pointing import press

KINDS = [GradientPlot, FlowMap, SpectrumPlot]
SIZES = [
    (Scale(720), (424, 280)),
    (Scale(1080), (635, 420)),
    (Scale(2160), (1270, 840)),
    (Scale(720, True), (300, 200)),
]


@pytest.fixture
def simulation(qapp: QApplication) -> Iterator[Simulation]:
    load_fonts()
    simulation = Document().front
    yield simulation
    simulation.deleteLater()


@pytest.fixture
def shown(simulation: Simulation) -> Iterator[dict[type, Paper]]:
    """All three plots of one simulation, on screen."""
    window = QWidget()
    plots = {kind: kind(simulation, window) for kind in KINDS}
    for plot in plots.values():
        plot.resize(424, 280)
    window.show()
    for plot in plots.values():
        plot.dress(DARK, Scale(min(window.height(), round(window.width() * 9 / 16))))
        plot.show()
    QApplication.processEvents()
    yield plots
    window.close()
    window.deleteLater()


def give(simulation: Simulation, run: Run, reference: Run | None = None) -> None:
    """Put a run into a simulation as a simulation would."""
    put(simulation, run, reference, line=0)
    QApplication.processEvents()
    while TurnQueue.of(simulation).busy:  # a long run comes to the panels one after another
        QApplication.processEvents()


def linear(steps: int, factor: float, hidden: int = 4) -> Run:
    """h = factor * h_prev + x: its gradient changes by exactly `factor` each step."""
    exp = Experiment.build(CELLS["rnn_linear"], hidden, np.full((steps, 1), 0.01))
    return simulate(exp.with_params({"U": np.eye(hidden) * factor}))


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def has(image: QImage, color: QColor) -> bool:
    """Whether a picture shows a colour somewhere."""
    kept = image.convertToFormat(QImage.Format.Format_RGB32)  # its bits die with it
    pixels = np.frombuffer(kept.constBits(), np.uint32)
    return bool(np.any(pixels == color.rgba()))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize(("scale", "size"), SIZES, ids=lambda v: str(v))
def test_every_size_and_theme_is_painted(shown: dict[type, Paper], theme, scale, size, caplog) -> None:  # type: ignore[no-untyped-def]
    for plot in shown.values():
        plot.dress(theme, scale)
        plot.resize(*size)
        assert has(picture(plot), theme.panel)
    assert not caplog.records


@pytest.mark.parametrize("key", sorted(CELLS))
def test_every_cell_is_painted(shown: dict[type, Paper], simulation: Simulation, key: str, caplog) -> None:  # type: ignore[no-untyped-def]
    simulation.edit(replace(simulation.setup.with_cell(key), loss=Loss(at="every")))
    simulation.flush()
    QApplication.processEvents()
    for direction in ("forward", "backward"):
        simulation.set_pass(direction)
        for plot in shown.values():
            picture(plot)
    assert not caplog.records


@pytest.mark.parametrize(
    ("factor", "steps"), [(1e-6, 60), (9.0, 400), (0.0, 10), (1.0, 1), (1e9, 2000), (0.99, 2000)]
)  # fmt: skip
def test_odd_runs_are_painted(
    shown: dict[type, Paper], simulation: Simulation, factor: float, steps: int, caplog
) -> None:  # type: ignore[no-untyped-def]
    give(simulation, linear(steps, factor))
    for plot in shown.values():
        picture(plot)
    assert not caplog.records


# gradient --------------------------------------------------------------------------------------------------


def test_curves_are_the_norms_of_the_run(shown: dict[type, Paper], simulation: Simulation) -> None:
    curves = shown[GradientPlot].ink.content.curves
    assert [c.name for c in curves] == ["‖∂L/∂h‖", "‖∂L/∂c‖", "‖∂L/∂(h,c)‖"]
    np.testing.assert_array_equal(curves[0].values, simulation.run.norms("h"))
    np.testing.assert_array_equal(curves[2].values, simulation.run.norms())
    assert curves[1].color == DARK.cell and curves[2].thin


def test_zeros_become_marks_and_a_sentence(shown: dict[type, Paper], simulation: Simulation) -> None:
    give(simulation, linear(6, 0.0))
    plot = shown[GradientPlot]
    assert [m.step for m in plot.ink.content.curves[0].odd] == [0, 1, 2, 3, 4]
    assert plot.ink.content.stretches[0][:2] == (0, 4)
    assert plot.ink.content.badge == "5 values exactly 0"
    assert "exactly 0" in plot.sentence[0]


@pytest.mark.parametrize("step", [0, 1, 2])
def test_the_mark_of_the_first_steps_leaves_the_numbers_of_the_axis_alone(
    shown: dict[type, Paper], simulation: Simulation, step: int
) -> None:
    plot = shown[GradientPlot]
    plot.ink.move_to(step, False)
    picture(plot)
    _, now = plot.ink.spot.taken[:2]
    offset = plot.canvas.getPlotItem().getAxis("left").style["tickTextOffset"][0]
    assert now.left() >= plot.canvas.frame().rect.left() - offset


@pytest.mark.parametrize("scene", ["explode", "survive", "vanish"])
def test_the_read_out_hides_no_line(
    qapp: QApplication, shown: dict[type, Paper], simulation: Simulation, scene: str
) -> None:
    simulation.open(SCENES[scene].setup)
    simulation.flush()
    give(simulation, simulation.run)
    plot = shown[GradientPlot]
    picture(plot)
    captions, frame = plot.ink.captions, plot.canvas.frame()
    place = captions._places[captions._spots("readout")][0]
    lines = [clean(frame, curve) for curve in captions._everything()]
    assert place is not None and covered(place, lines) == 0


def test_saturation_is_said(shown: dict[type, Paper], simulation: Simulation) -> None:
    exp = Experiment.build(CELLS["rnn"], 4, np.ones((6, 1)))
    exp = exp.with_params({"W": np.full((4, 1), 40.0)})
    with np.errstate(all="ignore"):
        give(simulation, simulate(exp.with_params({"U": np.eye(4)})))
    assert "saturat" in shown[GradientPlot].sentence[0]


def test_explosion_is_said(shown: dict[type, Paper], simulation: Simulation) -> None:
    give(simulation, linear(30, 10.0))
    assert shown[GradientPlot].sentence[0] == "29 steps back ∂L/∂h has grown 10²⁹ times: × 10.00 a step, 10.00²⁹ = 10²⁹"
    assert shown[GradientPlot].accessibleDescription() == shown[GradientPlot].sentence[0]


def test_the_former_run_stays_as_a_ghost_and_a_read_out(shown: dict[type, Paper], simulation: Simulation) -> None:
    give(simulation, linear(12, 1.0), linear(12, 0.1))
    content = shown[GradientPlot].ink.content
    assert content.readout[0] == "‖∂L/∂h‖ at step 1:  1·10⁻¹¹ → 1.0"
    assert content.ghosts[0].values[0] == pytest.approx(-11)
    give(simulation, linear(12, 1.0), linear(13, 0.1))
    assert shown[GradientPlot].ink.content.ghosts == ()


def test_the_bound_stands_only_where_the_engine_gives_one(shown: dict[type, Paper], simulation: Simulation) -> None:
    assert shown[GradientPlot].ink.content.bound is None
    give(simulation, linear(12, 0.5))
    bound = shown[GradientPlot].ink.content.bound
    assert bound is not None and bound[0] == pytest.approx(11 * math.log10(0.5))


def test_axis_stays_while_dragging_and_fits_on_release(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[GradientPlot]
    give(simulation, linear(12, 0.5))
    before = plot.canvas.frame()
    plot.set_live(True)
    give(simulation, linear(12, 0.01))
    assert plot.canvas.frame() == before
    plot.set_live(False)
    assert plot.canvas.frame().y0 <= -22


def test_a_press_moves_the_cursor_and_hovering_shows_values(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[GradientPlot]
    picture(plot)
    frame, view = plot.canvas.frame(), plot.canvas.viewport()
    press(view, QPointF(frame.x(4), frame.rect.center().y()))
    assert simulation.cursor.step == 4
    press(view, QPointF(5000, frame.rect.center().y()))
    assert simulation.cursor.step == simulation.run.steps - 1
    plot.ink.point_at(2)
    picture(plot)


def test_long_sequences_zoom_and_follow_the_cursor(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[GradientPlot]
    give(simulation, linear(500, 0.99))
    plot.canvas.box.setXRange(0, 50, padding=0)
    simulation.go_to_step(400)
    simulation.flush()
    frame = plot.canvas.frame()
    assert frame.x0 <= 400 <= frame.x1 and frame.x1 - frame.x0 == pytest.approx(50)


def test_polygons_break_at_marks_and_thin_out(qapp: QApplication) -> None:
    rect = QImage(300, 100, QImage.Format.Format_RGB32).rect().toRectF()
    frame = Frame(rect, 0, 9, -3, 0)
    values = np.array([0.0, -1, np.nan, -1, -2, np.nan, np.nan, -1, 0, 0])
    assert [p.size() for p in polygons(frame, values)] == [2, 2, 3]
    dense = Frame(rect, 0, 1999, -3, 0)
    noise = np.random.default_rng(0).uniform(-3, 0, 2000)
    noise[777] = -2.9999
    thin = polygons(dense, noise)[0]
    assert thin.size() <= 302
    assert max(thin.at(i).y() for i in range(thin.size())) == pytest.approx(dense.y(noise.min()))


def test_sentences_exist_for_every_fact(qapp: QApplication) -> None:
    keys = ("left", "kept", "grown", "saturated", "zero", "underflow", "overflow", "nan", "every", "several", "above")
    for key in (*keys, "first", "dead"):
        for back in (1, 20):
            assert all(gradient_sentence(WayBack(key, back, 0.5, factor=0.025), "∂L/∂h"))
    assert gradient_sentence(WayBack("single"), "∂L/∂h")[0]
    left = WayBack("left", 39, 39 * math.log10(0.64), factor=math.log10(0.64))
    assert (
        gradient_sentence(left, "∂L/∂h")[0] == "39 steps back 3·10⁻⁸ of ∂L/∂h is left: × 0.64 a step, 0.64³⁹ = 3·10⁻⁸"
    )
    lost = WayBack("left", 39, -3.0, 6, -2.6)
    assert gradient_sentence(lost, "∂L/∂(h,c)")[0].endswith("is left; most is lost from t = 7 to 6: × 3·10⁻³")


@pytest.mark.parametrize("key", CELLS)
def test_cut_is_said_only_where_every_state_s_gradient_is_zero(
    shown: dict[type, Paper], simulation: Simulation, key: str
) -> None:
    """lstm_scalar's output is no state: dL/dh is 0 at every step but the last, and nothing is cut."""
    simulation.edit(simulation.setup.with_cell(key))
    simulation.flush()
    QApplication.processEvents()
    run, plot = simulation.run, shown[GradientPlot]
    states = run.cell.states or (run.cell.output,)
    alive = [any(np.isfinite(run.norms(s)[t]) for s in states) for t in range(run.steps)]
    before = alive[: max(np.flatnonzero(alive))]  # after the step where it comes in there is none yet
    assert ("exactly 0" in plot.sentence[0]) == (not all(before))
    assert together(named(run.cell)) in plot.sentence[0]
    assert plot.ink.content.readout[0].startswith(f"‖{together(named(run.cell))}‖ at step 1")


def test_the_bound_says_its_numbers(shown: dict[type, Paper], simulation: Simulation) -> None:
    give(simulation, linear(12, 0.5))
    names = [plain(row) for row in shown[GradientPlot].ink.content.bound_names]
    assert names[0].endswith(":  1.00 · 0.50 = 0.50") and names[-1].endswith(" = 0.50")
    simulation.open(SCENES["vanish"].setup)
    simulation.flush()
    QApplication.processEvents()
    picture(shown[GradientPlot])
    captions = shown[GradientPlot].ink.captions
    assert captions._places[captions._spots("names")][-1] is not None


@pytest.mark.parametrize("scene", ["survive", "vanish", "explode"])
def test_after_a_drag_every_state_s_curve_has_its_name(
    shown: dict[type, Paper], simulation: Simulation, scene: str
) -> None:
    plot = shown[GradientPlot]
    simulation.open(SCENES[scene].setup)
    simulation.flush()
    plot.set_live(True)
    for gain in (1.2, 1.6, 2.0):
        simulation.edit(simulation.setup.with_weights(gain=gain), "gain")
        simulation.flush()
        picture(plot)
    plot.set_live(False)
    simulation.settle()
    picture(plot)
    captions, content = plot.ink.captions, plot.ink.content
    names = captions._places[captions._spots("names")][: len(content.names)]
    assert content.ghosts and all(
        place is not None for place, curve in zip(names, content.curves, strict=True) if not curve.thin
    )


def test_a_wide_map_is_made_beside_the_window(shown: dict[type, Paper], simulation: Simulation, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Two states of 64 units take a second for 64 steps: no turn of the event loop waits for it."""
    plot = shown[FlowMap]
    simulation.edit(simulation.setup.with_hidden(64).with_silence(40))
    simulation.flush()
    QApplication.processEvents()
    assert plot.former and plot._waiting()
    qtbot.waitUntil(lambda: not plot.busy, timeout=60_000)
    assert plot.data.run is simulation.run and len(plot.data.at) == simulation.steps


# the flag --------------------------------------------------------------------------------------------------


def drag(plot: GradientPlot, begin: QPointF, end: QPointF | None = None) -> None:
    view, left, none = plot.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    places = [(QEvent.Type.MouseButtonPress, begin, left), (QEvent.Type.MouseMove, end or begin, left)]
    for kind, place, buttons in (*places, (QEvent.Type.MouseButtonRelease, end or begin, none)):
        button = none if kind == QEvent.Type.MouseMove else left
        where, keys = view.mapToGlobal(place), Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(view, QMouseEvent(kind, place, where, button, buttons, keys))
        QApplication.processEvents()


def test_the_flag_is_dragged_to_another_step(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[GradientPlot]
    picture(plot)
    frame, last = plot.canvas.frame(), simulation.steps - 1
    at = plot.ink._flag.center()
    drag(plot, at, QPointF(frame.x(4), at.y()))
    simulation.flush()
    assert simulation.setup.loss.at == (4,) and simulation.run.fed.nonzero()[0].tolist() == [4]
    picture(plot)
    assert plot.ink.content.counted == (4,) and "loss at t = 5" in plot._corner(simulation.run)
    assert plot._corner(simulation.run)[1] == f"L = Σ h₅/√8 = {decimal(simulation.run.loss)}"
    assert plot.sentence[0].startswith("4 steps back")
    assert not plot.ink.content.badge  # after the loss there is no gradient, and that is no mark
    drag(plot, plot.ink._flag.center(), QPointF(frame.x(last) + 40, at.y()))
    assert simulation.setup.loss.at == "last"
    simulation.document.undo()
    assert simulation.setup.loss.at == (4,)
    simulation.document.undo()
    assert simulation.setup.loss.at == "last"


def test_dots_choose_the_steps_that_count(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[GradientPlot]
    picture(plot)
    frame, last = plot.canvas.frame(), simulation.steps - 1
    for step in (2, 5):
        drag(plot, QPointF(frame.x(step), frame.rect.top()))
    assert simulation.setup.loss.at == (2, 5, last) and simulation.cursor.step == 0
    simulation.flush()
    picture(plot)
    assert plot._corner(simulation.run)[-1] == f"loss at t = 3, 6, {last + 1}"
    assert plot.sentence[0].startswith("A loss at some steps")
    for step in (5, last, 2):
        drag(plot, QPointF(frame.x(step), frame.rect.top()))
    assert simulation.setup.loss.at == (2,)  # the only one that is left stays
    for step in {*range(last + 1)} - {2}:
        drag(plot, QPointF(frame.x(step), frame.rect.top()))
    assert simulation.setup.loss.at == "every"


def test_a_layer_that_is_read_by_another_has_no_flag_to_move(shown: dict[type, Paper], simulation: Simulation) -> None:
    layers = simulation.setup.layers
    simulation.edit(simulation.setup.with_layers((*layers, *layers)))
    simulation.flush()
    QApplication.processEvents()
    plot = shown[GradientPlot]
    picture(plot)
    frame = plot.canvas.frame()
    drag(plot, QPointF(frame.x(3), frame.rect.top()))
    assert simulation.setup.loss.at == "last" and simulation.cursor.step == 3


# flow ------------------------------------------------------------------------------------------------------


def test_the_map_is_the_run_s_flow(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[FlowMap]
    np.testing.assert_array_equal(plot.data.logs, simulation.run.flow(norm="rms"))
    assert np.array_equal(np.diag(plot.data.logs), np.zeros(simulation.steps))  # an identity is 1
    plot._choose("c")
    QApplication.processEvents()
    np.testing.assert_array_equal(plot.data.logs, simulation.run.flow("c", norm="rms"))
    assert plot.choice.names == ("", "h", "c")


def test_after_a_drag_the_map_has_its_own_colours(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[FlowMap]
    give(simulation, linear(12, 0.9))
    plot.set_live(True)
    give(simulation, linear(12, 0.01))
    plot._compute()
    plot.set_live(False)
    assert plot.data.run is simulation.run and plot._axis.low == pytest.approx(-22)


def test_a_hidden_map_computes_nothing(simulation: Simulation) -> None:
    plot = FlowMap(simulation)
    give(simulation, linear(12, 0.5))
    assert plot.data is None
    plot.deleteLater()


def test_pressing_a_cell_goes_to_its_row(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[FlowMap]
    press(plot, plot._sheet().cell(5, 2).center())
    assert simulation.cursor.step == 5
    press(plot, plot._sheet().cell(1, 5).center())  # above the diagonal there is nothing
    assert simulation.cursor.step == 5
    press(plot, plot._sheet().cell(5, 2).center(), QEvent.Type.MouseMove)
    assert plot.pointing.square == (5, 2)
    picture(plot)


@pytest.mark.parametrize("steps", [700, 2000, 10000])
def test_a_long_map_is_sampled_beside_the_window(  # type: ignore[no-untyped-def]
    shown: dict[type, Paper], simulation: Simulation, qtbot, steps: int
) -> None:
    """At most 512 x 512, the first and the last step among them, right against W = c I: log10 c per step."""
    plot = shown[FlowMap]
    run = linear(steps, 0.999, hidden=2)
    give(simulation, run)
    assert plot.former  # until the new one is there the old one is not taken for it
    qtbot.waitUntil(lambda: not plot.busy, timeout=30000)
    assert plot.data.run is run and not plot.former
    at = plot.data.at
    assert len(at) == 512 and (at[0], at[-1]) == (0, steps - 1)
    wanted = (at[:, None] - at[None, :]) * np.log10(0.999)
    lower = np.tril_indices(len(at))
    np.testing.assert_allclose(plot.data.logs[lower], wanted[lower], atol=1e-9)
    picture(plot)


def test_a_map_nobody_wants_any_more_is_broken_off(shown: dict[type, Paper], simulation: Simulation, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Runs follow each other faster than maps are made: only the last one's ever arrives, and says whose it is."""
    plot, taken = shown[FlowMap], []
    plot.asked.made.connect(lambda data: taken.append(data.run))
    runs = [linear(900, c, hidden=2) for c in (0.9, 0.95, 1.0)]
    for run in runs:
        give(simulation, run)
        qtbot.waitUntil(lambda: plot.asked.mapping, timeout=20_000)
        assert plot.former and plot._waiting()
    qtbot.waitUntil(lambda: not plot.busy, timeout=60_000)
    assert set(taken) == {runs[-1]} and plot.data.run is runs[-1] and not plot._waiting()


@pytest.mark.parametrize("steps", [12, 300])
def test_the_pointed_at_pair_has_its_exact_spectral_norm(  # type: ignore[no-untyped-def]
    shown: dict[type, Paper], simulation: Simulation, qtbot, steps: int
) -> None:
    plot = shown[FlowMap]
    give(simulation, linear(steps, 0.9, hidden=3))
    qtbot.waitUntil(lambda: not plot.busy, timeout=60_000)
    pair = plot._pair(9, 2)
    press(plot, plot._sheet().cell(9, 2).center(), QEvent.Type.MouseMove)
    assert "…" in plot._card(9, 2)[2]
    qtbot.waitUntil(lambda: pair in plot.asked.exact, timeout=60_000)
    assert plot.asked.exact[pair] == pytest.approx((pair.t - pair.k) * np.log10(0.9), abs=1e-9)
    assert "…" not in plot._card(9, 2)[2]
    plot.asked._unmeasured(pair, "why")
    assert "?" in plot._card(9, 2)[2]  # it cannot be known: nobody waits for it
    picture(plot)


def test_without_another_process_the_map_comes_from_here(
    shown: dict[type, Paper], simulation: Simulation, qtbot
) -> None:  # type: ignore[no-untyped-def]
    plot = shown[FlowMap]
    plot.asked.worker = Worker(plot)
    plot.asked.worker.program = "/no/such/program", []
    run = linear(200, 0.9, hidden=2)
    give(simulation, run)
    qtbot.waitUntil(lambda: not plot.busy, timeout=60_000)
    np.testing.assert_allclose(plot.data.logs, run.flow("h", norm="rms"))


@pytest.mark.parametrize("count", [12, 40])
@pytest.mark.parametrize(("value", "kind"), [(-np.inf, "zero"), (np.inf, "overflow"), (np.nan, "nan")])
def test_squares_without_an_ordinary_number_are_marked_and_named(
    shown: dict[type, Paper], simulation: Simulation, value: float, kind: str, count: int
) -> None:
    plot = shown[FlowMap]
    give(simulation, linear(count, 0.5, hidden=2))
    QApplication.processEvents()
    before = picture(plot)
    logs = plot.data.logs.copy()
    logs[8:, :4] = value
    plot._take(FlowData(simulation.run, "h", plot.data.at, logs))
    assert list(odd(logs)) == [kind]
    assert picture(plot) != before
    assert has(picture(plot), odd_color(kind, plot.theme))


@pytest.mark.parametrize("size", [(205, 150), (424, 280)])
def test_the_key_of_the_marks_lies_beside_the_map(
    shown: dict[type, Paper], simulation: Simulation, ink: Ink, size: tuple[int, int]
) -> None:
    plot = shown[FlowMap]
    plot.resize(*size)
    give(simulation, linear(9, 0.0, hidden=2))
    ink.clear()
    picture(plot)
    sheet, name = plot._sheet(), next(box for text, box in ink if text == "exactly 0")
    cells = [sheet.cell(row, column) for row in range(9) for column in range(row + 1)]
    assert not any(name.adjusted(-sheet.scale.axis, 0, 0, 0).intersects(cell) for cell in cells)
    assert name.right() <= plot.width()


@pytest.mark.parametrize("low", [-1.0, -2.0])
def test_the_numbers_of_the_scale_of_colours_stand_apart(qapp: QApplication, low: float) -> None:
    texts, px = [decade_text(low), decade_text(0)], 14
    left, right = _apart(texts, [0.0, 20.0], px)
    assert right - left >= sum(text_width(t, px) for t in texts) / 2 + px / 2
    assert _apart(texts, [0.0, 200.0], px) == [0.0, 200.0]


# spectrum --------------------------------------------------------------------------------------------------


def test_radius_follows_source_and_cursor(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[SpectrumPlot]
    give(simulation, linear(12, 1.5))
    assert plot.radius == pytest.approx(1.5)
    assert has(picture(plot), DARK.forget)
    plot._choose("U")
    assert plot.radius == pytest.approx(1.5) and plot.source == "U"
    give(simulation, linear(12, 0.3))
    assert plot.radius == pytest.approx(0.3)
    assert not has(picture(plot), DARK.forget)


@pytest.mark.parametrize(("key", "whole"), [("lstm", "∂(h, c)_t/∂(h, c)_t−1"), ("lstm_scalar", "∂c_t/∂c_t−1")])
def test_the_title_says_whose_eigenvalues_they_are(
    shown: dict[type, Paper], simulation: Simulation, key: str, whole: str
) -> None:
    simulation.edit(simulation.setup.with_cell(key))
    simulation.flush()
    plot = shown[SpectrumPlot]
    picture(plot)
    run = simulation.run
    assert plain(plot._symbol(False)) == whole
    assert plot.radius == pytest.approx(np.abs(np.linalg.eigvals(run.jacobian(t=0))).max())
    for state in run.cell.states if len(run.cell.states) > 1 else ():
        plot._choose(state)
        assert plain(plot._symbol(False)) == f"∂{state}_t/∂{state}_t−1"
        assert plot.radius == pytest.approx(np.abs(np.linalg.eigvals(run.jacobian(state, 0))).max())
        simulation.go_to_step(3)
        simulation.flush()
        assert plot.radius == pytest.approx(np.abs(np.linalg.eigvals(run.jacobian(state, 3))).max())
        simulation.go_to_step(0)
        simulation.flush()


def test_the_plane_grows_in_fixed_steps() -> None:
    reaches = [reach(r) for r in (0.0, 0.9, 1.1, 1.4, 2.0, 30.0, math.nan)]
    assert reaches == [1.25, 1.25, 1.25, 2.0, 3.0, 50.0, 1.25]


def test_sources_fold_into_one_chip_where_there_is_no_room(shown: dict[type, Paper]) -> None:
    plot = shown[SpectrumPlot]
    plot.resize(150, 150)
    QApplication.processEvents()
    assert plot.choice.folded and len(plot.choice.buttons) == 1
    plot.resize(600, 300)
    QApplication.processEvents()
    assert plot.choice.names == ("∂s", "h", "c", "U_f", "U_i", "U_g", "U_o")
    QTest.mouseClick(plot.choice.buttons[5], Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert plot.source == "U_g"


def test_backward_the_spectrum_gives_way_to_one_step_in_sizes(shown: dict[type, Paper], simulation: Simulation) -> None:
    plot = shown[SpectrumPlot]
    simulation.set_pass("backward")
    simulation.go_to_step(4)
    simulation.flush()
    assert plot.bars and [size.state for size in plot.sizes] == ["c", "c", "c", "h", "h", "h"]
    run = simulation.run
    assert plot.sizes[0].log10 == pytest.approx(math.log10(np.linalg.norm(run.grad("c", into="kept")[4])), abs=0.5)
    assert plot.sizes[1].log10 == run.norms("c")[4] and plot.sizes[5].log10 == run.norms("h_prev")[4]
    picture(plot)
    plot._choose("U_f")
    assert not plot.bars and plot.source == "U_f"
    simulation.set_pass("forward")
    simulation.flush()
    assert "∂" not in plot.choice.names


def test_sizes_are_painted_though_another_cell_is_on_the_stage_already(
    shown: dict[type, Paper], simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    """A long run is followed some turns later; what is painted meanwhile, after a resize say, is of the former cell."""
    plot = shown[SpectrumPlot]
    simulation.set_pass("backward")
    simulation.flush()
    assert {size.state for size in plot.sizes} == {"h", "c"}
    simulation.changed.disconnect(plot.take_change)
    simulation.edit(simulation.setup.with_cell("rnn"))
    simulation.flush()
    assert "c" not in simulation.cell.by_name
    plot.refresh()
    with listening() as heard:
        plot.grab()
    assert not caplog.records
    assert {fact.of for fact in heard.of(plot) if fact.what == "size"} == {"h", "c"}


# words -----------------------------------------------------------------------------------------------------


def test_without_memory_one_step_back_says_so(qapp: QApplication, ink: Ink) -> None:
    run = simulate(Experiment.build(CELLS["feedforward"], 4, np.ones((6, 3))))
    load_fonts()
    picture = QImage(240, 200, QImage.Format.Format_RGB32)
    with QPainter(picture) as p:
        draw_sizes(p, QRectF(10, 10, 220, 180), sizes(run, 3), LIGHT, Scale(720))
    assert "no memory" in " ".join(text for text, _ in ink)
    assert all(QRectF(picture.rect()).contains(box) for _, box in ink)


@pytest.mark.parametrize("scale", [Scale(720), Scale(720, True), Scale(1080, True)])
@pytest.mark.parametrize("width", [158, 240])
def test_words_and_numbers_of_one_step_keep_apart(qapp: QApplication, ink: Ink, scale: Scale, width: int) -> None:
    load_fonts()
    run = simulate(Experiment.build(CELLS["lstm"], 4, np.ones((6, 3))))
    image = QImage(width, 240, QImage.Format.Format_RGB32)
    with QPainter(image) as p:
        draw_sizes(p, QRectF(0, 0, width, 240), sizes(run, 3), LIGHT, scale)
    assert len(ink) >= 4 * 6
    slanted = ("ℎ", "𝑐", "𝜕")  # such a letter leans over the next
    upright = [box for text, box in ink if text not in slanted]
    assert len(upright) == 2 * 6
    assert not any(a.intersects(b) for a, b in combinations(upright, 2))


def test_titles_read_as_mathematics() -> None:
    assert plain(norm_row("h")) == "‖∂L/∂h_k‖"
    assert plain(norm_row(CELLS["lstm"])) == "‖∂L/∂(h, c)_k‖" and plain(norm_row(CELLS["gru"])) == "‖∂L/∂h_k‖"
    assert plain(flow_row("c")) == "‖∂c_t/∂c_k‖" and plain(flow_row(CELLS["lstm_scalar"])) == "‖∂c_t/∂c_k‖"


def test_texts_fit_or_go(qapp: QApplication) -> None:
    load_fonts()
    assert fitting(("long words", "short"), text_width("short", 14) + 1, 14) == "short"
    assert fitting(("long",), 2, 14) == ""
    lines = wrapped("后退 20 步，还剩 0.3 %。很小很小", 60, 14)
    assert len(lines) > 1 and not any(line.startswith(("，", "。")) for line in lines)


def test_pyqtgraph_s_own_menu_is_never_seen(shown: dict[type, Paper]) -> None:
    assert not any(menu.isVisible() for menu in shown[GradientPlot].findChildren(QMenu))


def test_everything_has_an_accessible_name(shown: dict[type, Paper]) -> None:
    for plot in shown.values():
        assert plot.accessibleName()


def test_held_gates_do_not_break_the_plots(shown: dict[type, Paper], simulation: Simulation, caplog) -> None:  # type: ignore[no-untyped-def]
    simulation.edit(simulation.setup.with_hold(Hold("f", 0.0)))
    simulation.flush()
    for plot in shown.values():
        picture(plot)
    assert not caplog.records


def test_curve_has_no_points_where_marks_stand() -> None:
    curve = Curve("h", np.array([np.nan, 0.0]), QColor("red"))
    assert np.isnan(curve.values[0])


def test_an_unseen_menu_is_no_part_of_a_plot_and_goes_with_it(simulation: Simulation) -> None:
    """Forty controls of pyqtgraph's, each of which would be dressed with every theme."""
    plot = GradientPlot(simulation)
    assert plot.findChildren(QMenu) == [] == plot.findChildren(QAbstractButton)
    menu = plot.canvas.getPlotItem().ctrlMenu
    plot.deleteLater()
    for _ in range(2):  # the plot, then what was left behind
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(menu)
