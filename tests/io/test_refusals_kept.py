"""What is said of files and tables that cannot be read: as it was when somebody last read it."""

import json

from tests.io.refusals import KEPT, refused


def test_every_refusal_is_the_one_that_was_read() -> None:
    for new, old in zip(refused(), json.loads(KEPT.read_text("utf-8")), strict=True):
        assert new == old, f"if that is meant, {KEPT.name} is to be written anew"
