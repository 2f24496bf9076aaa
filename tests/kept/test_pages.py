"""Comparison, laboratory and training show what they showed when somebody looked."""

import json
import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.kept.drawings import digests
from tests.kept.pages import KEPT, PAGES, page

WANTED = json.loads(KEPT.read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere our letters are not as wide")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_as_it_was_kept(qapp: QApplication, name: str) -> None:
    for stop, lines in page(name):
        found, wanted = digests(lines), WANTED[name][stop]
        other = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
        assert not other, f"if it is meant: python -m tests.kept.pages {name!r} {stop!r} {other[0]!r}"
