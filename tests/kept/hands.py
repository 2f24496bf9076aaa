"""Hands on the pages: what is dragged, pressed, turned and typed there, each at places that are found by name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.view.compare.place import Compare
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.tape.answer.hand import TargetMenu
from rnnviz.view.tape.answer.kinds import ANSWER, LOSS, TARGET
from rnnviz.view.tape.answer.painter import cell_rect
from rnnviz.view.training.heldout import HeldOutPanel
from rnnviz.view.training.panel import TrainPanel
from rnnviz.view.weights.panel import WeightsPanel
from rnnviz.view.window.main_window import MainWindow
from tests.kept.walks import Stop
from tests.view.conftest import settle


def moved(widget: QWidget, x: float, y: float) -> None:
    """The pointer, by shares of a widget's size."""
    QTest.mouseMove(widget, QPoint(round(x * widget.width()), round(y * widget.height())))


def away(window: MainWindow) -> None:
    """The pointer over nothing that follows it."""
    moved(window, 0.0, 0.0)


def dragged(widget: QWidget, begin: QPoint, *through: QPoint) -> None:
    """A hand takes hold, goes through some points, and lets go at the last one."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(widget, left, none, begin)
    for at in through:
        QTest.mouseMove(widget, at)
        settle(1)
    QTest.mouseRelease(widget, left, none, through[-1] if through else begin)
    settle()


def struck(widget: QWidget, *keys: Qt.Key) -> None:
    """Keys that a widget gets while it has the focus."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    for key in keys:
        QTest.keyClick(widget, key)
        settle()


def wheel(widget: QWidget, turn: int) -> None:
    spot, no, phase = QPointF(widget.rect().center()), Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    at, keys = QPointF(widget.mapToGlobal(spot.toPoint())), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QWheelEvent(spot, at, QPoint(), QPoint(0, turn), no, keys, phase, False))


def hand_on_rows(page: Compare) -> None:
    """A strip is scrubbed, the first row goes below the second by its band, a click on a card makes its row large."""
    first = page.rows.rows[0]
    strip = first.places().gradient
    dragged(first, inside(strip, 0.1), inside(strip, 0.62))
    band = first.places().band.center().toPoint()
    dragged(first, band, band + QPoint(0, round(1.4 * first.height())))
    third = page.rows.rows[2]
    card = third.places().keep
    pressed = inside(card, 0.3)
    dragged(third, pressed)
    moved(third, 0.0, 0.3)


def hand_on_plot(page: Compare) -> None:
    """The mark is dragged to another step and nudged by a key; then the story goes where the hand is."""
    plot = page.plot
    rect = plot.frame().rect
    grip = plot._grip.center().toPoint()
    dragged(plot, grip, grip - QPoint(round(2.2 * plot.frame().pitch), 0))
    dragged(plot, inside(rect, 0.3))
    struck(plot, Qt.Key.Key_Left)
    moved(plot, 0.5, 0.5)


def hand_on_table(page: Compare) -> None:
    page.table.grab()
    rect, _ = page.table._rows[1]
    dragged(page.table, rect.center().toPoint())
    struck(page, Qt.Key.Key_3)


def inside(rect: QRectF, share: float) -> QPoint:
    """A point of a rectangle's middle line."""
    return QPointF(rect.left() + share * rect.width(), rect.center().y()).toPoint()


def hand_on_part(key: str, x: float, y: float = 0.5) -> Stop:
    """A part is dragged over to a place, where the pointer rests."""

    def do(window: MainWindow) -> None:
        place = window.places.page
        assert isinstance(place, Laboratory)
        part = place.page.parts[key]
        to = QPoint(round(x * part.width()), round(y * part.height()))
        dragged(part, to - QPoint(part.width() // 9, 0), to)
        moved(part, x + 0.02, y)

    return do


def over_part(key: str, x: float, y: float) -> Stop:
    return lambda window: moved(window.places.page.page.parts[key], x, y)  # type: ignore[attr-defined]


def train(window: MainWindow) -> TrainPanel:
    window.body.show_face("train")
    panel = window.panels["train"]
    assert isinstance(panel, TrainPanel)
    return panel


def over_timeline(x: float, band: str, down: float = 0.5) -> Stop:
    """The pointer over a curve of the timeline."""

    def do(window: MainWindow) -> None:
        line = train(window).timeline
        rect = line.bands.plots[band]
        at = QPointF(rect.left() + x * rect.width(), rect.top() + down * rect.height())
        QTest.mouseMove(line, at.toPoint())

    return do


def hand_on_timeline(window: MainWindow) -> None:
    """The play head is dragged, then goes on by keys; the limit of clipping is dragged and nudged."""
    line = train(window).timeline
    line.grab()
    middle = round(line.bands.plots["loss"].center().y())
    dragged(line, QPoint(round(line.bands.x(4)), middle), QPoint(round(line.bands.x(13)), middle))
    struck(line, Qt.Key.Key_PageUp, Qt.Key.Key_Right)
    line.grab()
    pill = line.clip._rect.center().toPoint()
    dragged(line, pill, pill - QPoint(0, 9))
    struck(line, Qt.Key.Key_Plus)


def hand_on_heldout(window: MainWindow) -> None:
    """The list is turned and walked through by keys; a square of the wall is pressed."""
    panel = window.panels["heldout"]
    assert isinstance(panel, HeldOutPanel)
    dragged(panel, panel.wall.rect(9).center().toPoint())
    wheel(panel, -120)
    struck(panel, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up)


def squares(window: MainWindow) -> WeightsPanel:
    window.body.show_face("weights")
    panel = window.panels["weights"]
    assert isinstance(panel, WeightsPanel)
    settle()
    return panel


def spot(panel: WeightsPanel, name: str, *index: int) -> QPoint:
    """The middle of a weight's square."""
    tile = panel.places.sheet.tile(name, False)
    assert tile is not None
    left, top, wide, high = tile.of_index(index)
    return QPointF(left + wide / 2, top + high / 2).toPoint()


def hand_on_weights(window: MainWindow) -> None:
    """A weight is dragged up, the next one nudged by keys and another typed; then one is pointed at."""
    panel = squares(window)
    at = spot(panel, "0.U_f", 1, 2)
    dragged(panel, at, at - QPoint(0, 23))
    struck(panel, Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_Down)
    QTest.mouseMove(panel, spot(panel, "0.W_i", 2, 1))


def name_of_matrix(window: MainWindow) -> None:
    """A whole matrix by its name, larger by half; then a number of it is typed."""
    panel = squares(window)
    matrix = next(m for m in panel.drawn.shelf.matrices if m.own == "U_o")
    panel.choose(matrix, None)
    panel.desk.hand.take_up(matrix)
    panel.desk.hand.multiply(matrix, 1.5, False)
    window.simulation.flush()
    panel.choose(matrix, (0, 1))
    QTest.keyClicks(panel, "2")
    panel.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(panel, "2")


def hand_on_answers(window: MainWindow) -> None:
    """Dots of losses are switched, one alone and three in a drag; the story is scrubbed; another target is chosen."""
    tape, shift = window.tape, Qt.KeyboardModifier.ShiftModifier

    def at(kind: str, step: int, x: float = 0.5) -> QPoint:
        row = next(row for row in tape.answer_rows if row.kind == kind)
        return inside(cell_rect(tape.plan(), row, step), x)

    dragged(tape, at(LOSS, 2, 0.05))
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(tape, left, shift, at(LOSS, 4))
    for step in (5, 6):
        QTest.mouseMove(tape, at(LOSS, step))
    QTest.mouseRelease(tape, left, shift, at(LOSS, 6))
    settle()
    dragged(tape, at(ANSWER, 3), at(ANSWER, 1))
    row = next(row for row in tape.answer_rows if row.kind == TARGET)
    tape._hand.open_target(row, 5, QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, TargetMenu)
    menu.actions()[1].trigger()
    menu.close()
    settle()
