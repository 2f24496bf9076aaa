"""What the compiler prints of cells that use every corner of the language is what it printed before."""

import json

import pytest

from tests.engine.compiler.odd_programs import KEPT, ODD, programs

KNOWN = json.loads(KEPT.read_text("utf-8"))


def test_every_cell_is_known() -> None:
    assert list(KNOWN) == list(ODD)


@pytest.mark.parametrize("name", ODD)
def test_the_programs_are_what_they_were(name: str) -> None:
    assert programs(name) == KNOWN[name], f"if that is meant, {KEPT.name} is to be written anew"
