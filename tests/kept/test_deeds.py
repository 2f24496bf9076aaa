"""Presses, keys and turns of the wheel do what they did when somebody looked, and the pointer is told the same."""

import json
import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.kept.deeds import KEPT, SUBJECTS, digest, lines_of

WANTED = json.loads(KEPT.read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere our letters are not as wide")


@pytest.mark.parametrize("name", SUBJECTS)
def test_done_as_it_was_kept(qapp: QApplication, name: str) -> None:
    assert digest(lines_of(name)) == WANTED[name], f"if it is meant: python -m tests.kept.deeds {name!r}"
