"""Odd shelves are arranged as they were."""

import json

from tests.model.weights.odd_sheets import KEPT, sheets


def test_they_stand_where_they_stood() -> None:
    known, found = json.loads(KEPT.read_text("utf-8")), sheets()
    assert found.keys() == known.keys()
    assert not [name for name, kept in known.items() if found[name] != kept], f"if meant, write {KEPT.name} anew"
