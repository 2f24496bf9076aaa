"""Everything stands where somebody has seen it stand, in the same colours, pens and sizes of type."""

import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.kept.drawings import digests, kept, lines_of
from tests.kept.states import STATES

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere our letters are measured a little differently"
)


@pytest.mark.parametrize("name", STATES)
def test_drawn_as_it_was_kept(qapp: QApplication, name: str) -> None:
    found, wanted = digests(lines_of(name)), kept()[name]
    other = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
    assert not other, f"drawn otherwise; if it is meant: python -m tests.kept.drawings {name!r} {other[0]!r}"
