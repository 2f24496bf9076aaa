"""Every refusal of the tables of wrong cells, to the letter: `python -m tests.engine.language.refusals` keeps them."""

from __future__ import annotations

import json
from pathlib import Path

from rnnviz.engine import Cell, CellError
from tests.engine.cases import cell
from tests.engine.language.test_refusals import EQUATIONS, TABLES

KEPT = Path(__file__).with_name("refusals.json")
OTHERS = ("not valid TOML", "cannot read", "“...”")
"""Here Python's own parser has the word, and another one in every version."""


def refused() -> list[list[object]]:
    """The sentence, the place (part, row, characters) and the proposal of every wrong cell."""
    found: list[list[object]] = []
    wrong = [(cell, text) for text, *_ in EQUATIONS] + [(Cell.from_text, text) for text, *_ in TABLES]
    for build, text in wrong:
        try:
            build(text)
        except CellError as error:
            if not any(words in str(error) for words in OTHERS):
                found.append([str(error), error.part, error.row, error.start, error.end, error.fix])
    return found


if __name__ == "__main__":
    KEPT.write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in refused()) + "\n]\n", "utf-8")
