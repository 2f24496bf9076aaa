"""Drawings stay what they were when they were looked at."""

import json

from tests.model.picture.layouts import KEPT, PARTS, digests, drawings


def test_every_drawing_is_the_one_that_was_looked_at() -> None:
    kept, found = json.loads(KEPT.read_text()), dict(drawings())
    assert kept.keys() == found.keys()
    other = {
        f"{name}: {part}"
        for name, drawn in found.items()
        for part, old, new in zip(PARTS, kept[name].split(), digests(drawn).split(), strict=True)
        if old != new
    }
    assert not other, f"if that is meant, {KEPT.name} is to be written anew"
