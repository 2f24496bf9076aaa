"""What is said of odd answers stays what it was."""

import json

import pytest

from tests.model.answers.odd_answers import ALL, KEPT

KNOWN = json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("what", ALL)
def test_they_are_said_as_they_were(what: str) -> None:
    found = ALL[what]()
    assert found.keys() == KNOWN[what].keys()
    other = [name for name, kept in KNOWN[what].items() if found[name] != kept]
    assert not other, f"if that is meant, {KEPT.name} is to be written anew"
