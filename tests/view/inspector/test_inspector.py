"""The inspector: cards that say what was computed, and weights that can be edited in them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS
from rnnviz.io.trained import load_trained
from rnnviz.model.document.document import Document
from rnnviz.model.figures.numbers import plain
from rnnviz.model.reading import term_shares
from rnnviz.model.setup.choices import Edit
from rnnviz.model.setup.sequence import numbers_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.view.inspector.card import Card
from rnnviz.view.inspector.card_layout import Said
from rnnviz.view.inspector.inspector import Inspector
from rnnviz.view.look.style import DARK, LIGHT, Scale
from rnnviz.view.widgets.paper import text_width
from tests.covering import FULL
from tests.view.conftest import Make, settle


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(1920, 1080)
    yield window
    window.close()
    window.deleteLater()


def inspector(window: QWidget, *pins: str, setup: Setup | None = None) -> Inspector:
    found = Inspector(Document(setup or Setup()).front, window)
    found.dress(DARK, Scale(min(window.height(), round(window.width() * 9 / 16))))
    found.simulation.go_to_step(5)
    found.simulation.select(pins=pins)
    window.show()
    QApplication.processEvents()
    return found


def number(text: str) -> float:
    return float(text.strip("()").replace("−", "-"))


def test_it_is_hidden_until_something_is_pinned(window: QWidget) -> None:
    found = inspector(window)
    assert not found.isVisible() and found.texts() == []
    found.simulation.select(pins=("line:f",))
    found.simulation.flush()
    assert found.isVisible()
    found.simulation.select(pins=())
    found.simulation.flush()
    assert not found.isVisible() and found.cards == {}


def test_a_card_says_name_sentence_vector_and_formula(window: QWidget) -> None:
    found = inspector(window, "line:f")
    texts, run = found.texts(), found.simulation.run
    assert texts[:3] == ["f_t", "forget", "forget gate: how much of each old memory to keep"]
    values = run.value("f")[5]
    summary = [number(n) for n in re.findall(r"[−\d.]+", texts[4])]
    assert summary == pytest.approx([values.min(), values.mean(), values.max()], abs=0.006)
    assert [number(t) for t in texts[5:13]] == pytest.approx(values, abs=0.006)
    assert "σ(W_f\u2009x_t + U_f\u2009h_t−1 + b_f)" in texts


def test_the_arithmetic_adds_up(window: QWidget) -> None:
    found = inspector(window, "line:f")
    run, texts = found.simulation.run, found.texts()
    exp = run.experiment
    row = texts.index("U_f\u2009h_t−1")
    assert number(texts[row + 1]) == pytest.approx(exp.params["U_f"][0] @ run.value("h_prev")[5], abs=0.006)
    product, _, value, _, weight, label = texts[row + 2 : row + 8]
    j = int(label.removeprefix("h_")) - 1
    assert number(weight) == pytest.approx(exp.params["U_f"][0, j], abs=0.006)
    assert number(value) == pytest.approx(run.value("h_prev")[5, j], abs=0.006)
    assert number(product) == pytest.approx(exp.params["U_f"][0, j] * run.value("h_prev")[5, j], abs=0.006)
    assert "Taipei" in texts and "▸ 3 others" in texts


@pytest.mark.parametrize("key", list(CELLS))
def test_shares_and_the_rest_are_the_whole(key: str) -> None:
    simulation = Document(Setup.of(key)).front
    for line in simulation.cell.lines:
        for product in term_shares.products(simulation.run, line.name, 4, 2, simulation.setup.columns):
            whole = sum(share.product for share in product.shares) + product.rest
            assert whole == pytest.approx(product.total, abs=1e-12)
            places = [share.index for share in product.shares]
            assert places == sorted(places)


def test_cards_follow_unit_step_and_run(window: QWidget) -> None:
    found = inspector(window, "line:c")
    seen = {tuple(found.texts())}
    found.simulation.select(unit=2)
    found.simulation.flush()
    seen.add(tuple(found.texts()))
    found.simulation.whole_step(1)
    found.simulation.flush()
    seen.add(tuple(found.texts()))
    found.simulation.edit(found.simulation.setup.with_weights(seed=3))
    found.simulation.flush()
    seen.add(tuple(found.texts()))
    assert len(seen) == 4


def test_backward_says_which_gradient(window: QWidget) -> None:
    found = inspector(window, "line:c", "in:c_prev")
    assert "value" in found.texts() and "total gradient" not in found.texts()
    found.simulation.set_pass("backward")
    found.simulation.flush()
    texts = found.texts()
    assert "total gradient" in texts and "arriving gradient" in texts
    assert found.keys() == ("in:c_prev", "line:c")


@pytest.mark.parametrize("key", CELLS)
def test_every_key_of_every_cell_has_a_card(key: str, window: QWidget) -> None:
    found = inspector(window, setup=Setup.of(key, hidden=20))
    cell = found.simulation.cell
    pins = [f"line:{n}" for n in cell.by_name] + [f"in:{s}_prev" for s in cell.states] + ["in:x", "out:h"]
    pins += [f"node:{n.id}" for n in cell.nodes if n.op not in ("param", "const")]
    for direction, turn in (("forward", 0), ("backward", 1)):
        found.simulation.set_pass(direction)
        for pin in pins if FULL else pins[turn::2]:
            found.simulation.select(pins=(pin,))
            found.simulation.flush()
            assert found.texts(), pin


def test_it_lies_over_the_right_column_and_inside_the_window(window: QWidget) -> None:
    found = inspector(window, "line:f", "line:i", "line:g", "line:o", "line:h")
    assert found.x() > 1920 * 0.6 and found.geometry().right() < 1920 and found.geometry().bottom() < 1080
    window.resize(1280, 720)
    QApplication.processEvents()
    assert found.geometry().right() < 1280 and found.geometry().bottom() < 720
    found.place(QRect(900, 100, 300, 400))
    assert found.geometry() == QRect(900, 100, 300, 400)


def test_the_pointer_opens_a_card_after_a_rest(window: QWidget, qtbot: QtBot) -> None:
    found = inspector(window)
    found.simulation.select(hover="line:o")
    found.simulation.flush()
    assert not found.isVisible()
    qtbot.waitUntil(found.isVisible, timeout=20_000)
    assert found.keys() == ("line:o",)
    assert found.cards["line:o"].close_button.isHidden()
    found.simulation.select(hover="line:i")
    found.simulation.flush()
    assert found.keys() == ("line:i",)
    found.simulation.select(hover=None)
    found.simulation.flush()
    assert not found.isVisible()


def test_closing_a_card_unpins_it(window: QWidget) -> None:
    found = inspector(window, "line:f", "line:c")
    QTest.mouseClick(found.cards["line:c"].close_button, Qt.MouseButton.LeftButton)
    assert found.simulation.selection.pins == ("line:f",)


def test_another_cell_drops_the_cards(window: QWidget) -> None:
    found = inspector(window, "line:f", "line:c")
    found.simulation.edit(found.simulation.setup.with_cell("gru"))
    found.simulation.flush()
    assert found.cards == {} and not found.isVisible()


# editing ---------------------------------------------------------------------------------------------------


def card_of(found: Inspector, edits: list[object]) -> Card:
    found.weight_edited.connect(lambda *edit: edits.append(edit))
    return found.cards["line:f"]


def open_first(card: Card) -> None:
    spot = card.spots[0].rect.center()
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPointF(spot).toPoint())
    assert card.editor.isVisible()


def typed(card: Card, text: str, key: Qt.Key) -> None:
    card.editor.selectAll()
    QTest.keyClicks(card.editor, text)
    QTest.keyClick(card.editor, key)


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("0,25", 0.25), ("1/4", 0.25), ("-2e-1", -0.2)])
def test_enter_commits_a_weight(window: QWidget, text: str, value: float) -> None:
    edits: list[object] = []
    card = card_of(inspector(window, "line:f"), edits)
    open_first(card)
    typed(card, text, Qt.Key.Key_Return)
    spot = card.spots[0]
    assert edits == [(spot.name, spot.index, value)] and not card.editor.isVisible()
    assert spot.name == "W_f" and len(spot.index) == 2


def test_escape_and_an_unchanged_number_change_nothing(window: QWidget) -> None:
    edits: list[object] = []
    card = card_of(inspector(window, "line:f"), edits)
    open_first(card)
    typed(card, "7", Qt.Key.Key_Escape)
    open_first(card)
    QTest.keyClick(card.editor, Qt.Key.Key_Return)
    assert edits == [] and not card.editor.isVisible()


@pytest.mark.parametrize("text, said", [("1e7", "from −1,000,000"), ("-1e300", "from −1,000,000"), ("1e999", "not a")])
def test_a_number_that_no_document_carries_is_refused(window: QWidget, text: str, said: str) -> None:
    edits: list[object] = []
    card = card_of(inspector(window, "line:f"), edits)
    open_first(card)
    typed(card, text, Qt.Key.Key_Return)
    assert said in card.editor.why.text() and card.editor.why.isVisible() and edits == []


def test_numbers_without_end_are_added_silently(window: QWidget) -> None:
    huge = Setup(dtype="float32").with_edit(Edit("W_f", (0, 0), 1e300)).with_edit(Edit("U_f", (0, 0), -1e300))
    texts = inspector(window, "line:f", setup=huge).texts()
    assert any("∞" in text or "NaN" in text for text in texts)


def test_a_bad_number_is_explained(window: QWidget) -> None:
    edits: list[object] = []
    card = card_of(inspector(window, "line:f"), edits)
    open_first(card)
    typed(card, "much", Qt.Key.Key_Return)
    assert edits == [] and card.editor.isVisible() and card.editor.why.isVisible()
    assert "not a number" in card.editor.why.text()
    assert card.editor.why.geometry().right() <= card.width()
    typed(card, "3", Qt.Key.Key_Return)
    assert len(edits) == 1 and not card.editor.why.isVisible()


def test_leaving_commits_and_tab_goes_on(window: QWidget) -> None:
    edits: list[tuple[str, tuple[int, ...], float]] = []
    card = card_of(inspector(window, "line:f"), edits)
    window.activateWindow()
    QTest.keyClick(card, Qt.Key.Key_F2)
    typed(card, "0.5", Qt.Key.Key_Tab)
    assert card.editor.isVisible() and card.editor.name == card.spots[1].name
    assert card.editor.index == card.spots[1].index
    card.editor.setText("0.75")
    card.setFocus()
    QApplication.processEvents()
    assert next(value for *_, value in edits) == 0.5
    assert not card.editor.isVisible() and edits[-1][2] == 0.75


def test_a_bias_can_be_edited_and_the_run_follows(window: QWidget) -> None:
    edits: list[tuple[str, tuple[int, ...], float]] = []
    found = inspector(window, "line:f")
    card = card_of(found, edits)
    card.edit(len(card.spots) - 1)
    typed(card, "3", Qt.Key.Key_Return)
    assert edits == [("b_f", (0,), 3.0)]


# rows that stay --------------------------------------------------------------------------------------------

NUMBERS = Setup.of("lstm", 3, sequence=numbers_sequence([[3.0, 1.0, 0.0], [4.0, 0.0, 0.0], [0.0, 0.0, 2.0]]))


def live(window: QWidget, setup: Setup, line: str = "f", step: int = 1) -> tuple[Inspector, Card]:
    """A card whose numbers go into the simulation at once."""
    found = inspector(window, f"line:{line}", setup=setup)
    simulation = found.simulation

    def take(name: str, index: tuple[int, ...], value: float) -> None:
        simulation.edit(simulation.setup.with_edit(Edit(name, index, value)))
        simulation.flush()

    found.weight_edited.connect(take)
    simulation.go_to_step(step)
    simulation.flush()
    return found, found.cards[f"line:{line}"]


def places_of(card: Card) -> list[tuple[str, tuple[int, ...]]]:
    return [(spot.name, spot.index) for spot in card.spots]


def test_tab_writes_every_number_where_it_was_meant(window: QWidget) -> None:
    found, card = live(window, NUMBERS)
    wanted = [("W_f", (0, j)) for j in range(3)] + [("U_f", (0, j)) for j in range(3)] + [("b_f", (0,))]
    assert places_of(card) == wanted
    window.activateWindow()
    QTest.keyClick(card, Qt.Key.Key_F2)
    values = [0.0, -100.0, 0.25, 0.0, 7.0, -3.0, 10.0]  # sizes that used to sort the rows anew, zeros that hid them
    for value in values:
        typed(card, f"{value:g}", Qt.Key.Key_Tab)
        assert card.editor.isVisible() and places_of(card) == wanted
    params = found.simulation.run.experiment.params
    assert [float(params[name][index]) for name, index in wanted] == values
    QTest.keyClick(card.editor, Qt.Key.Key_Backtab)
    assert card.editor.name == "b_f"


def test_the_field_lies_over_its_number_while_rows_open_above_it(window: QWidget) -> None:
    _, card = live(window, Setup.of("lstm", 12))
    card.edit(len(card.spots) - 1)
    before = card.editor.y()
    QTest.keyClick(card.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    assert card.editor.isVisible() and card.editor.name == "b_f" and card.editor.y() > before
    spot = next(spot for spot in card.spots if spot.name == "b_f")
    assert card.editor.geometry().contains(spot.rect.center().toPoint())


def test_zero_weights_and_zero_inputs_stay_and_can_be_typed(window: QWidget) -> None:
    zeros = replace(NUMBERS, weights=Weights(gain=0.0))
    _, card = live(window, zeros)
    assert [place for place in places_of(card) if place[0] == "U_f"] == [("U_f", (0, j)) for j in range(3)]
    _, still = live(window, NUMBERS, step=0)  # no state yet: h is 0
    assert len(places_of(still)) == 7


def test_the_others_open_and_fold(window: QWidget) -> None:
    _, card = live(window, Setup())
    few = places_of(card)
    fold = next(f for f in card.folds if f.product == 1)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=fold.rect.center().toPoint())
    assert [p for p in places_of(card) if p[0] == "U_f"] == [("U_f", (0, j)) for j in range(8)]
    fold = next(f for f in card.folds if f.product == 1)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=fold.rect.center().toPoint())
    assert places_of(card) == few


def test_the_rows_are_chosen_once_for_a_step_and_unit(window: QWidget) -> None:
    found, card = live(window, Setup(), step=5)
    before = [p for p in places_of(card) if p[0] == "U_f"]
    hidden = next(j for j in range(8) if ("U_f", (0, j)) not in before)
    found.simulation.edit(found.simulation.setup.with_edit(Edit("U_f", (0, hidden), 50.0)))
    found.simulation.flush()
    assert [p for p in places_of(card) if p[0] == "U_f"] == before
    found.simulation.select(unit=1)
    found.simulation.select(unit=0)
    found.simulation.whole_step(1)
    found.simulation.flush()
    assert ("U_f", (0, hidden)) in places_of(card)


def test_a_digit_begins_a_number_and_is_no_shortcut(window: QWidget) -> None:
    found, card = live(window, NUMBERS)
    window.activateWindow()
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert card.editor.isVisible()
    typed(card, "2", Qt.Key.Key_Tab)
    QTest.keyClick(card.editor, Qt.Key.Key_Return)
    QTest.keyClick(card, Qt.Key.Key_8)
    assert card.editor.isVisible() and card.editor.text() == "8" and card.editor.index == (0, 1)
    QTest.keyClick(card.editor, Qt.Key.Key_Return)
    assert float(found.simulation.run.experiment.params["W_f"][0, 1]) == 8.0


def test_numbers_that_are_no_numbers_are_drawn(window: QWidget) -> None:
    found = inspector(window, setup=Setup.of("rnn_linear", silent=1000, weights=Weights(gain=4.0)))
    found.simulation.select(pins=("line:h",))
    found.simulation.go_to_step(found.simulation.steps - 1)
    found.simulation.flush()
    texts = found.texts()
    assert not np.isfinite(found.simulation.run.value("h")[-1]).all() and any("∞" in t or "NaN" in t for t in texts)
    found.grab()


def test_themes_differ(window: QWidget) -> None:
    found = inspector(window, "line:f")
    dark = found.grab().toImage()
    found.dress(LIGHT, found.scale)
    assert found.grab().toImage() != dark


def test_the_read_out_has_a_card_whose_numbers_add_up_and_are_typed_over(make_window: Make) -> None:
    window = make_window(load_trained("slot_filling"))
    simulation = window.simulation
    simulation.go_to_step(5)
    simulation.select(pins=("answer:v",), answer=1)
    settle(4)
    card, found = window.inspector.cards["answer:v"], simulation.result.answers
    texts = card.texts()
    assert "answer 2 of 4: “destination”" in texts
    for i in range(4):
        assert plain(float(found.y[5, i])) in texts and plain(float(found.p[5, i])) in texts
    terms = found.v[1] * found.heard[5]
    shown = {spot.index: spot for spot in card.spots if len(spot.index) == 2}
    assert len(shown) == 5 and all(spot.value == found.v[index] for index, spot in shown.items())
    rest = sum(term for j, term in enumerate(terms) if (1, j) not in shown)
    assert plain(float(terms.sum())) in texts and plain(float(rest)) in texts
    place, spot = next(iter(shown.items()))
    card.weight_edited.emit(spot.name, place, 0.5)
    settle()
    assert simulation.result.answers.v[place] == 0.5
    card.weight_edited.emit(card.spots[-1].name, (1,), -0.25)
    settle()
    assert simulation.result.answers.d[1] == -0.25


def test_the_card_of_the_read_out_goes_with_it(make_window: Make) -> None:
    window = make_window(load_trained("slot_filling"))
    window.simulation.select(pins=("answer:v",))
    settle(4)
    assert "answer:v" in window.inspector.cards
    window.simulation.edit(window.simulation.setup.with_readout(None))
    settle()
    assert not window.inspector.cards


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_a_card_beside_its_scroll_bar_is_laid_out_anew_and_its_words_stand_apart(
    window: QWidget, size: tuple[int, int]
) -> None:
    window.resize(*size)
    found = inspector(window, "line:o", setup=Setup.of("lstm"))
    found.simulation.set_pass("backward")
    found.dress(DARK, Scale(size[1], presenting=True))
    for step in (3, 4):  # laid out again while the bar stands there
        found.simulation.go_to_step(step)
        found.simulation.flush()
        (card,) = found.cards.values()
        assert found.inside.height() > found.area.height() and card._layout.width == card.width() < found.width()
        words = [thing for thing in card._layout.things if isinstance(thing, Said)]
        for one, other in combinations(words, 2):
            spans = [said_from_to(thing) for thing in (one, other)]
            assert one.y != other.y or spans[0][1] <= spans[1][0] or spans[1][1] <= spans[0][0], (one, other)


def said_from_to(thing: Said) -> tuple[float, float]:
    width = text_width(thing.text, thing.px, thing.weight)
    share = 1.0 if thing.align & Qt.AlignmentFlag.AlignRight else 0.0
    share = 0.5 if thing.align & Qt.AlignmentFlag.AlignHCenter else share
    return thing.x - share * width, thing.x + (1 - share) * width
