"""What a screen reader is told of controls of which Qt knows less: the number of a knob, that a choice is one."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QRadioButton, QWidget

from rnnviz.view.look.shield import shielded

PRESS = "Press"


@runtime_checkable
class Numbered(Protocol):
    """A control that stands for a number."""

    def spoken(self) -> tuple[str, float, float, float]:
        """What is said of it, its value, the lowest and the highest."""
        ...

    def take(self, value: float) -> None:
        """Set it, as far as it goes."""
        ...


@shielded
class Number(QAccessibleValueInterface):
    """A number as a screen reader reads and sets it."""

    def __init__(self, control: Numbered) -> None:
        super().__init__()
        self._control = control

    def currentValue(self) -> float:
        return self._control.spoken()[1]

    def minimumValue(self) -> float:
        return self._control.spoken()[2]

    def maximumValue(self) -> float:
        return self._control.spoken()[3]

    def minimumStepSize(self) -> float:
        return (self.maximumValue() - self.minimumValue()) / 100

    def setCurrentValue(self, value: Any) -> None:
        self._control.take(float(value))


@shielded
class SpokenNumber(QAccessibleWidget):
    """A slider that says 1.00, not the place of its handle."""

    def __init__(self, control: Numbered, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._control, self._number = control, Number(control)

    def text(self, which: QAccessible.Text) -> str:
        return self._control.spoken()[0] if which == QAccessible.Text.Value else super().text(which)

    def interface_cast(self, which: QAccessible.InterfaceType) -> Any:
        return self._number if which == QAccessible.InterfaceType.ValueInterface else super().interface_cast(which)

    def valueInterface(self) -> QAccessibleValueInterface:
        return self._number


@shielded
class SpokenChoice(QAccessibleWidget):
    """A button of which exactly one of several is on: a radio button, whatever it looks like."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.RadioButton)
        self._button = button

    def state(self) -> QAccessible.State:
        found = super().state()
        found.checkable, found.checked = True, self._button.isChecked()
        return found

    def text(self, which: QAccessible.Text) -> str:
        said = super().text(which)
        return said or self._button.text() if which == QAccessible.Text.Name else said

    def actionNames(self) -> list[str]:
        return [PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:
        if name == PRESS:
            self._button.click()
        else:
            super().doAction(name)


def interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks for every kind of every object that somebody wants to hear about; None: Qt knows enough."""
    if isinstance(thing, QWidget) and isinstance(thing, Numbered):
        return SpokenNumber(thing, thing)
    if isinstance(thing, QAbstractButton) and not isinstance(thing, QRadioButton) and thing.group() is not None:
        return SpokenChoice(thing)
    return None


@cache
def install() -> None:
    """To be called when there is an application."""
    QAccessible.installFactory(interface)
