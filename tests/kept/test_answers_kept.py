"""The model answers everywhere as it did when somebody looked."""

import json

import pytest

from tests.kept.answers import KEPT, digest, subjects, text_of

ASKED, WANTED = subjects(), json.loads(KEPT.read_text(encoding="utf-8"))


def test_nothing_is_kept_that_is_not_asked() -> None:
    assert ASKED.keys() == WANTED.keys()


@pytest.mark.parametrize("name", ASKED)
def test_answers_as_it_was_kept(name: str) -> None:
    assert digest(text_of(ASKED[name]())) == WANTED[name], f"if it is meant: python -m tests.kept.answers {name!r}"
