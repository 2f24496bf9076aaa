"""Refusals are data: every key has one English pattern, whose places are the values that the key is raised with."""

from __future__ import annotations

import ast
import pickle
import string
import tomllib
from pathlib import Path

import pytest

from rnnviz import arguments
from rnnviz.engine import CELLS, Cell, CellError, Experiment, ExperimentError
from rnnviz.engine import messages as engine
from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message
from rnnviz.io import messages as io
from rnnviz.io.document import DocumentError, decode
from rnnviz.model import messages as model

ROOT = Path(__file__).parents[1] / "rnnviz"
TABLES = {"engine": engine.ENGLISH, "model": model.ENGLISH, "io": io.ENGLISH, "": arguments.ENGLISH}
ALL = {key: pattern for table in TABLES.values() for key, pattern in table.items()}
PLACED = {"error": 1, "refused": 1, "CellError": 4, "Refused": 1}
"""Where the key stands among the arguments; elsewhere it is the first."""
SAYING = {"error", "refused", "told", "command", "SyntaxRefused", "Message", "_elsewhere"}


def places(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def sites() -> list[tuple[str, str, set[str], bool]]:
    """Every call with a key: where it stands, the key, its values by name, and whether those are all."""
    found = []
    for path in [p for layer in TABLES for p in (ROOT / layer).glob("**/*.py" if layer else "*.py")]:
        for call in [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if not (name in SAYING or name.endswith(("Error", "Refused"))):
                continue
            at = PLACED.get(name, 0) if not (name == "error" and path.name == "routes.py") else 0
            key = call.args[at] if len(call.args) > at else None
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value:
                values = {k.arg for k in call.keywords if k.arg}
                whole = name not in ("Message", "_elsewhere") and all(k.arg for k in call.keywords)
                found.append((f"{path.name}:{call.lineno}", key.value, values, whole))
    return found


def test_a_key_means_the_same_in_every_table() -> None:
    assert sum(map(len, TABLES.values())) == len(ALL) > 200


def test_every_key_that_is_raised_has_a_pattern_with_just_its_values() -> None:
    found = sites()
    assert len(found) > 150
    unknown = [(where, key) for where, key, _, _ in found if key not in ALL]
    assert unknown == []
    spare = [(where, key) for where, key, values, whole in found if whole and places(ALL[key]) != values]
    assert spare == []


def test_every_pattern_is_raised_somewhere() -> None:
    tables = {"messages.py", "arguments.py"}
    text = "\n".join(p.read_text(encoding="utf-8") for p in ROOT.rglob("*.py") if p.name not in tables)
    assert [key for key in ALL if f'"{key}"' not in text] == []


def test_values_may_be_messages_and_names_and_hold_any_text() -> None:
    hint = Message("hint.near", ALL["hint.near"], {"near": "h"})
    message = Message("x", "{name}: one of {known}{hint}.", {"name": "{odd} {0}", "known": ("a", "b"), "hint": hint})
    assert str(message) == "{odd} {0}: one of a, b: did you mean h?"
    assert str(message.having(hint="", more=1)) == "{odd} {0}: one of a, b."


def test_no_sentence_ends_twice() -> None:
    whole, question = Message("w", "It ends.", {}), Message("q", "does it end?", {})
    for why, wanted in ((whole, "a: It ends."), (question, "a: does it end?")):
        assert str(Message("x", "a: {why}.", {"why": why})) == wanted
    assert str(Message("x", "a: {why}.", {"why": "and so on..."})) == "a: and so on...."


def test_a_refusal_carries_its_values_and_its_suggestion() -> None:
    with pytest.raises(CellError) as caught:
        Cell.build("f = sigmoid(W_f @ x)\nh = f * h_perv")
    error = caught.value
    assert (error.part, error.row, error.start, error.end, error.fix) == ("equations", 1, 8, 14, "h_prev")
    assert (error.why.key, error.why.values["name"]) == ("name.unknown", "h_perv")
    assert str(error) == "cell, line 2: h_perv is not a line of this cell: did you mean h_prev?"


REFUSALS = [
    lambda: Cell.build("h = q"),
    lambda: Cell.from_text("name = 3"),
    lambda: CELLS["lstm"].by_name and decode(b"{}", "a.rnnviz"),
]


@pytest.mark.parametrize("make", REFUSALS)
def test_a_refusal_survives_the_way_to_another_process(make: object) -> None:
    with pytest.raises(Refusal) as caught:
        make()  # type: ignore[operator]
    back = pickle.loads(pickle.dumps(caught.value))
    assert type(back) is type(caught.value) and str(back) == str(caught.value) and back.message == caught.value.message


def test_a_document_says_where_as_data() -> None:
    with pytest.raises(DocumentError) as caught:
        decode(b'{"format": "rnnviz/1", "setup": {"holds": [{"line": 3}]}}', "a.rnnviz")
    why = caught.value.why
    assert why.key == "refused.at" and str(why.values["where"]) == "setup.holds, entry 1: line"
    assert why.values["why"].values["got"].key == "kind.whole"
    assert str(caught.value) == "a.rnnviz: setup.holds, entry 1: line must be a text, not a whole number."


def test_an_experiment_suggests() -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.build(CELLS["lstm"], 2, [[0.0]], 0).hold("ff", 1.0)
    assert caught.value.why.key == "line.unknown" and caught.value.fix == "f"


@pytest.mark.parametrize("key", sorted(CELLS))
def test_a_cell_from_its_tables_is_the_cell_from_its_text(key: str) -> None:
    shipped = CELLS[key]
    table = tomllib.loads(shipped.text)
    built = Cell.build(table["equations"], table, table["name"])
    for field in ("name", "lines", "nodes", "states", "output", "params", "stages", "sketch", "start", "keep", "says"):
        assert getattr(built, field) == getattr(shipped, field), field
