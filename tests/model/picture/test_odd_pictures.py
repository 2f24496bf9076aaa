"""Drawings of cells nobody ships stay what they were."""

import json

import pytest

from tests.model.picture.odd_pictures import ALL, KEPT

KNOWN = json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("what", ALL)
def test_they_are_what_they_were(what: str) -> None:
    found = ALL[what]()
    assert found.keys() == KNOWN[what].keys()
    other = {name: found[name] for name, kept in KNOWN[what].items() if found[name] != kept}
    assert not other, f"if that is meant, {KEPT.name} is to be written anew"
