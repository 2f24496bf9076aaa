"""What is said and drawn of runs of cells nobody ships stays what it was."""

import json

from tests.model.reading.odd_readings import ALL, KEPT, everything


def test_they_are_said_as_they_were() -> None:
    known, found = json.loads(KEPT.read_text("utf-8")), everything()
    assert found.keys() == known.keys()
    other = [(name, part) for name in known for part, a, b in zip(ALL, known[name], found[name], strict=True) if a != b]
    assert not other, f"if that is meant, {KEPT.name} is to be written anew"
