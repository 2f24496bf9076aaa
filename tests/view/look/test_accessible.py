"""What a screen reader is told: numbers as they are printed, choices as radio buttons, the formula that is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from rnnviz.view.look.accessible import PRESS
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle
from tests.view.window.test_main_window import press

TEXT, ROLE = QAccessible.Text, QAccessible.Role


@pytest.fixture(autouse=True)
def listened() -> Iterator[None]:
    """As if a screen reader ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def heard(widget: QWidget) -> QAccessible:
    return QAccessible.queryAccessibleInterface(widget)


@pytest.mark.parametrize(("name", "said"), [("gain", "1.00"), ("keep_bias", "+1.00"), ("silent", "3")])
def test_a_slider_says_its_number(window: MainWindow, name: str, said: str) -> None:
    knob = window.experiment.knobs[name]
    slider = heard(knob.slider)
    value = slider.valueInterface()
    assert slider.role() == ROLE.Slider and slider.text(TEXT.Value) == said == knob.field.text()
    assert value.currentValue() == float(said.replace("+", ""))
    assert (value.minimumValue(), value.maximumValue()) == (knob._bounds.low, knob._bounds.high)
    more = value.currentValue() + 1
    value.setCurrentValue(more)
    settle()
    assert slider.text(TEXT.Value) == knob.field.text() != said and value.currentValue() == more
    value.setCurrentValue(1e9)
    settle()
    assert value.currentValue() == knob._bounds.high


def test_choices_are_radio_buttons(window: MainWindow) -> None:
    window.cells.edit()
    settle()
    found = [b for b in window.findChildren(QAbstractButton) if b.group() is not None]
    assert len(found) > 12
    for button in found:
        said = heard(button)
        assert said.role() == ROLE.RadioButton and said.text(TEXT.Name), button
        assert said.state().checked == button.isChecked() and said.state().checkable


def test_a_choice_is_made_by_a_screen_reader(window: MainWindow) -> None:
    (backward,) = (b for b in window.transport.findChildren(QPushButton) if b.text() == "Backward")
    heard(backward).actionInterface().doAction(PRESS)
    assert window.simulation.cursor.backward and heard(backward).state().checked


def test_the_formula_is_described_before_it_is_painted(window: MainWindow) -> None:
    formula, told = window.formula, set()
    for key in ("Right", "R", "Left", "Up"):
        press(window, key)
        told.add(heard(formula).text(TEXT.Description))
        assert heard(formula).text(TEXT.Description) == formula._compose(window.simulation.cursor).formula.text
    assert len(told) > 1
