"""Some builds of PySide6 lose a reference to None or True with every call; thousands later Python dies."""

import sys

import pytest
from PySide6.QtCore import QObject

CALLS = 10_000
NOISE = 50  # other references to None come and go while we count


@pytest.mark.parametrize("constant", [None, True, False], ids=str)
def test_calls_into_qt_do_not_consume_python_constants(constant: bool | None) -> None:
    thing = QObject()
    before = sys.getrefcount(constant)
    for _ in range(CALLS):
        thing.setObjectName("x")  # void
        thing.blockSignals(False)  # bool
        thing.signalsBlocked()
    assert sys.getrefcount(constant) > before - NOISE
