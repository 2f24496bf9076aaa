"""What `make mutants` does to a module: one small fault at a time, and only where a run would notice it."""

import ast
import difflib

import pytest

from tests.mutants.faults import broken, faults_in

MODULE = '''
from functools import lru_cache

SIZE = 3


@lru_cache(maxsize=4)
def share(a: "int | 1", b=2):
    """Says 1."""
    log.info("%s", 1 + 2)
    assert a is not None and 1 < 2
    if a < b and not a:
        box.setSpacing(7)
        self.told(a)
        return a - 1
    while a:
        a -= 2
    box = QRectF(1.5 * px, a - b / 2, -3, 4)
    return QColor(1, a + 5)


class Thing:
    wide = 1 + 1

    def __repr__(self):
        return "1" * 2

    def twice(self):
        return [x * 2 for x in self.all if x is not None]
'''
WANTED = {
    "share": [
        ("If turned round", "if not (a < b and (not a)):"), ("And becomes Or", "if a < b or not a:"),
        ("Lt becomes LtE", "if a <= b and (not a):"), ("no Not", "if a < b and a:"),
        ("without self.told(a)", "if False:"), ("Sub becomes Add", "return a + 1"), ("1 becomes 2", "return a - 2"),
        ("While turned round", "while not a:"), ("Sub becomes Add", "a += 2"), ("2 becomes 3", "a -= 3"),
        ("Sub becomes Add", "box = QRectF(1.5 * px, a + b / 2, -3, 4)"),
        ("Add becomes Sub", "return QColor(1, a - 5)"),
    ],
    "Thing:twice": [
        ("Mult becomes Div", "return [x / 2 for x in self.all if x is not None]"),
        ("2 becomes 3", "return [x * 3 for x in self.all if x is not None]"),
        ("IsNot becomes Is", "return [x * 2 for x in self.all if x is None]"),
    ],
}  # fmt: skip


def changed(text: str) -> list[str]:
    """Lines that a module has and the one above has not."""
    plain = ast.unparse(ast.parse(MODULE)).splitlines()
    return [line[1:].strip() for line in difflib.ndiff(plain, text.splitlines()) if line.startswith("+ ")]


@pytest.mark.parametrize("function", WANTED)
def test_every_fault_changes_one_line_and_plain_data_stays(function: str) -> None:
    found = [fault for fault in faults_in(MODULE, "m.py") if fault.block.partition(" ")[0] == f"m.py:{function}"]
    shown = [(fault.said, changed(ast.unparse(broken(ast.parse(MODULE), fault)))[0]) for fault in found]
    assert sorted(shown) == sorted(WANTED[function])


def test_nothing_else_is_broken() -> None:
    assert {fault.block.partition(" ")[0] for fault in faults_in(MODULE, "m.py")} == {f"m.py:{name}" for name in WANTED}
    assert {fault.block for fault in faults_in(MODULE, "m.py") if "1 becomes 2" in fault.said} == {"m.py:share 2"}
