"""Led from one odd state to the next, a window shows what it showed when somebody looked."""

import json
import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.kept.drawings import digests
from tests.kept.walks import KEPT, WALKS, walk

WANTED = json.loads(KEPT.read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere our letters are not as wide")


@pytest.mark.parametrize("name", WALKS)
def test_every_stop_is_as_it_was_kept(qapp: QApplication, name: str) -> None:
    for stop, lines in walk(name):
        found, wanted = digests(lines), WANTED[name][stop]
        other = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
        assert not other, f"if it is meant: python -m tests.kept.walks {name!r} {stop!r} {other[0]!r}"
